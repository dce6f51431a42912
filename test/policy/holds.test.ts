/** What waits in quarantine, and until when. */
import { describe, expect, it } from '@jest/globals'
import { holdsOf } from '../../src/policy/holds.ts'
import { aFile, aFinding, aMessage, anOutcome, aReview, BODY, givenPolicy, MESSAGE, part, verdictOf } from './given.ts'

const HOUR_MS = 3_600_000
const policy = givenPolicy({ hold: { hours: 48 } })
const message = aMessage({ parts: [BODY, aFile('p2')] })
const fileOnly = aMessage({ text: null, parts: [aFile('p2')] })

describe('holdsOf', () => {
  it('holds a file for the hours of the policy, from when the message came', () => {
    expect(holdsOf(verdictOf({ message, level: 'anonymous' }), policy, 1_000)).toEqual([
      { subject: part('p2'), reason: 'IDENTITY_REQUIRED', heldAt: 1_000, expiresAt: 1_000 + 48 * HOUR_MS },
    ])
  })

  it('holds nothing of a message that goes out whole, is blocked or is expired', () => {
    expect(holdsOf(verdictOf({ message }), policy, 0)).toEqual([])
    const blocking = givenPolicy({ files: { findings: { FILE_MALWARE: 'block' } } })
    const findings = [aFinding('f1', 'FILE_MALWARE', part('p2'), 'critical')]
    expect(holdsOf(verdictOf({ message, findings, level: 'anonymous', policy: blocking }), policy, 0)).toEqual([])
    expect(holdsOf(verdictOf({ message: fileOnly, level: 'anonymous', reviews: [aReview(part('p2'), 'expire')] }), policy, 0)).toEqual([])
  })

  it('holds the message once when it is why its items wait, and the file once when it is why its message waits', () => {
    const held = verdictOf({ message, outcomes: [anOutcome(MESSAGE, 'failed', 'INSPECTOR_CRASHED')] })
    expect(holdsOf(held, policy, 0).map((hold) => [hold.subject.id, hold.reason])).toEqual([['m', 'INSPECTOR_CRASHED']])
    const waiting = verdictOf({ message: fileOnly, level: 'anonymous' })
    expect(waiting.disposition).toBe('hold')
    expect(holdsOf(waiting, policy, 0).map((hold) => hold.subject.id)).toEqual(['p2'])
  })

  it('names the message, not its body, when a body could not be checked', () => {
    const verdict = verdictOf({ message, outcomes: [anOutcome(part('p1'), 'unscannable', 'HTML_TOO_DEEP')] })
    expect(holdsOf(verdict, policy, 0).map((hold) => hold.subject)).toEqual([MESSAGE])
  })

  it('keeps a last day that was said before', () => {
    const previous = [{ subject: part('p2'), reason: 'IDENTITY_REQUIRED', heldAt: 5, expiresAt: 9 }]
    const now = verdictOf({ message, outcomes: [anOutcome(part('p2'), 'unscannable', 'SCANNER_UNAVAILABLE')] })
    expect(holdsOf(now, policy, 1_000, previous)).toEqual([{ subject: part('p2'), reason: 'SCANNER_UNAVAILABLE', heldAt: 5, expiresAt: 9 }])
  })
})
