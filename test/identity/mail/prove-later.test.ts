/** Only an answer that is still outstanding, that could raise the level, and that is of the same day makes a mail be asked about again. */
import { expect, it } from '@jest/globals'
import type { Identity, IdentityEvidence, IdentityLevel } from '../../../src/core/identity.ts'
import { mayBeProvenLater, wasChecked, withoutMailEvidence } from '../../../src/identity/mail/prove-later.ts'

const DAY_MS = 86_400_000
const RECEIVED_AT = 1_790_000_000_000
const MAIL = { receivedAt: RECEIVED_AT }

function piece(kind: IdentityEvidence['kind'], result: string, supports: IdentityLevel = 'anonymous'): IdentityEvidence {
  return { kind, result, detail: `${kind} ${result}`, supports }
}

function identity(level: IdentityLevel, ...evidence: readonly IdentityEvidence[]): Identity {
  return { level, subject: null, evidence }
}

const UNANSWERED = identity(
  'claimed',
  piece('dmarc', 'temperror'),
  piece('spf', 'none'),
  piece('dkim', 'temperror'),
  piece('claim', 'none'),
)

it.each([
  ['at once', 0, true],
  ['almost a day later', DAY_MS - 1, true],
  ['a day later', DAY_MS, false],
])('a mail about which the DNS was silent is asked about %s: %s ms, %s', (_when, afterMs, asked) => {
  expect(mayBeProvenLater(UNANSWERED, MAIL, RECEIVED_AT + afterMs)).toBe(asked)
})

it.each([
  ['whose forwarder could not be looked up', identity('claimed', piece('dmarc', 'fail'), piece('arc', 'temperror')), true],
  ['that was answered', identity('claimed', piece('dmarc', 'fail'), piece('dkim', 'pass')), false],
  ['whose domain asks for nothing, whatever SPF would say', identity('claimed', piece('dmarc', 'none'), piece('spf', 'temperror')), false],
  ['that names no sender', identity('claimed', piece('dmarc', 'permerror'), piece('dkim', 'temperror')), false],
  [
    'that a trusted server vouched for',
    identity('authenticated', piece('dmarc', 'temperror'), piece('dmarc', 'pass', 'authenticated')),
    false,
  ],
  [
    'whose sender logged in',
    { ...identity('verified', piece('token', 'pass', 'verified'), piece('dmarc', 'temperror')), subject: 'a' },
    false,
  ],
  ['that is none', identity('claimed', piece('claim', 'none')), false],
] as const)('of a mail %s', (_which, known, asked) => {
  expect(mayBeProvenLater(known, MAIL, RECEIVED_AT + 1)).toBe(asked)
})

it('a mail of which something expired is not asked about again', () => {
  expect(mayBeProvenLater(UNANSWERED, { ...MAIL, expired: [] }, RECEIVED_AT + 1)).toBe(false)
})

it('what the mail proved is taken out, and what others said stays', () => {
  const known = identity('claimed', piece('history', 'none'), piece('dmarc', 'temperror'), piece('arc', 'none'), piece('claim', 'none'))
  expect(withoutMailEvidence(known)).toEqual(identity('claimed', piece('history', 'none'), piece('claim', 'none')))
})

it('a mail was checked when SPF and DKIM were looked at', () => {
  expect(wasChecked(UNANSWERED)).toBe(true)
  expect(wasChecked(identity('claimed', piece('claim', 'none')))).toBe(false)
})
