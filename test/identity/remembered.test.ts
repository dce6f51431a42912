/** A remembered link counts only for an address that the message proves, and never for more than policy and login allow. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { LinkedAddress } from '../../src/core/customer.ts'
import { IDENTITY_LEVELS, type Identity, type IdentityEvidence, reaches } from '../../src/core/identity.ts'
import { historyEvidence } from '../../src/identity/history.ts'
import { provesAddress, provesForMemory, rememberedLink, withEvidence } from '../../src/identity/remembered.ts'

const DAY = 86_400_000
const NOW = 1_790_000_000_000
const link: LinkedAddress = {
  channel: 'social',
  address: 'id-7',
  subject: 'customer-7',
  level: 'verified',
  linkedAt: NOW - 3 * DAY,
  lapsesAt: NOW + 87 * DAY,
  revokedAt: null,
}
const piece = (kind: IdentityEvidence['kind'], result = 'pass', supports: IdentityEvidence['supports'] = 'authenticated') => ({
  kind,
  result,
  supports,
  detail: 'x',
})
const vouched = [piece('signature')]
const rule = { days: 90, upTo: 'authenticated' } as const

describe('provesAddress', () => {
  it('takes aligned mail and what a platform signs', () => {
    for (const kind of ['dmarc', 'signature'] as const) expect(provesAddress([piece('claim', 'none', 'claimed'), piece(kind)])).toBe(true)
  })

  it.each([
    ['nothing', []],
    ['a claim', [piece('claim', 'none', 'claimed')]],
    ['a pass of SPF alone', [piece('spf', 'pass', 'anonymous')]],
    ['a pass of DKIM alone', [piece('dkim', 'pass')]],
    ['a login, which proves a person and no address', [piece('token')]],
    ['a failed DMARC', [piece('dmarc', 'fail')]],
    ['a DMARC that did not answer', [piece('dmarc', 'temperror')]],
    ['a pass that supports nothing here', [piece('dmarc', 'pass', 'anonymous')]],
    ['a memory', [piece('remembered')]],
  ])('does not take %s', (_, evidence) => {
    expect(provesAddress(evidence)).toBe(false)
  })
})

describe('provesForMemory', () => {
  const strict = { ...rule, alignment: 'strict' } as const
  const exact = { ...piece('dmarc'), exact: true } as const

  it.each([
    ['a mail that its very domain signed or sent', exact, true],
    ['what a platform signs', piece('signature'), true],
    ['a mail that a domain above or below it signed or sent, or of which that is not known', piece('dmarc'), false],
    ['the word of a forwarder', piece('arc'), false],
    ['a DMARC that failed, whatever else it says', { ...exact, result: 'fail' }, false],
    ['a pass that supports nothing here', { ...exact, supports: 'anonymous' as const }, false],
  ])('of a channel that is strict: %s (%#)', (_, evidence, counts) => {
    expect(provesForMemory([piece('claim', 'none', 'claimed'), evidence], strict)).toBe(counts)
    expect(rememberedLink(link, [evidence], strict, NOW) !== null).toBe(counts)
  })

  it('takes as relaxed whatever proves the address', () => {
    for (const alignment of [rule, { ...rule, alignment: 'relaxed' } as const])
      for (const kind of ['dmarc', 'arc', 'signature'] as const) expect(provesForMemory([piece(kind)], alignment)).toBe(true)
    expect(provesForMemory([piece('claim', 'none', 'claimed')], rule)).toBe(false)
  })
})

describe('rememberedLink', () => {
  it('speaks for the customer at the level that the policy lets it', () => {
    expect(rememberedLink(link, vouched, rule, NOW)).toEqual({
      subject: 'customer-7',
      evidence: {
        kind: 'remembered',
        result: 'pass',
        detail: 'Whoever writes from this proven address logged in 3 days ago (verified)',
        supports: 'authenticated',
      },
    })
    expect(rememberedLink(link, vouched, { ...rule, upTo: 'verified' }, NOW)?.evidence.supports).toBe('verified')
    expect(rememberedLink({ ...link, level: 'authenticated' }, vouched, { ...rule, upTo: 'verified' }, NOW)?.evidence.supports).toBe(
      'authenticated',
    )
  })

  it.each([
    ['there is none', null, vouched, rule],
    ['the address is not proven on this message', link, [piece('claim', 'none', 'claimed'), piece('spf', 'pass', 'anonymous')], rule],
    ['it lapsed', { ...link, lapsesAt: NOW }, vouched, rule],
    ['it was revoked', { ...link, revokedAt: NOW - 1 }, vouched, rule],
    ['it is older than the policy lets it be by now', link, vouched, { ...rule, days: 3 }],
    ['the policy remembers nothing', link, vouched, { ...rule, days: 0 }],
    ['it comes from the future', { ...link, linkedAt: NOW + 1 }, vouched, rule],
  ])('says nothing when %s', (_, one, evidence, asked) => {
    expect(rememberedLink(one, evidence, asked, NOW)).toBeNull()
  })

  it('never supports more than the login reached, nor more than the policy says', () => {
    const levels = fc.constantFrom('authenticated' as const, 'verified' as const)
    fc.assert(
      fc.property(levels, levels, (level, upTo) => {
        const supports = rememberedLink({ ...link, level }, vouched, { ...rule, upTo }, NOW)?.evidence.supports ?? 'anonymous'
        expect(reaches(level, supports) && reaches(upTo, supports)).toBe(true)
      }),
    )
  })
})

describe('withEvidence', () => {
  const claimed: Identity = { level: 'claimed', subject: null, evidence: [piece('claim', 'none', 'claimed')] }

  it('raises to the strongest piece and keeps all of them', () => {
    const raised = withEvidence(claimed, [piece('remembered')], 'customer-7')
    expect(raised).toEqual({ level: 'authenticated', subject: 'customer-7', evidence: [...claimed.evidence, piece('remembered')] })
  })

  it('never replaces a subject that was proven, and names none below a login', () => {
    expect(withEvidence({ ...claimed, level: 'authenticated', subject: 'anna' }, [piece('remembered')], 'eva').subject).toBe('anna')
    expect(withEvidence(claimed, [piece('history', 'known', 'anonymous')], 'eva').subject).toBeNull()
  })
})

describe('historyEvidence', () => {
  it.each([
    [{ messages: 0, since: null, stopped: 0, malware: 0 }, 'none', 'First message from this address'],
    [{ messages: 1, since: NOW, stopped: 0, malware: 0 }, 'known', '1 message from this address since 2026-09-21'],
    [
      { messages: 9, since: NOW, stopped: 2, malware: 0 },
      'stopped',
      '9 messages from this address since 2026-09-21; 2 held whole, blocked or expired',
    ],
    [
      { messages: 1_000, since: NOW, stopped: 1, malware: 1 },
      'malware',
      'At least 1000 messages from this address since 2026-09-21; 1 held whole, blocked or expired; malware in 1 of the newest',
    ],
  ])('says of %j: %s', (history, result, detail) => {
    expect(historyEvidence(history)).toEqual({ kind: 'history', result, detail, supports: 'anonymous' })
  })

  it('never raises a level, however long and good it is', () => {
    const count = fc.nat(1_000)
    fc.assert(
      fc.property(count, count, count, fc.constantFrom(...IDENTITY_LEVELS), (messages, stopped, malware, level) => {
        const evidence = historyEvidence({ messages, since: NOW, stopped, malware })
        expect(withEvidence({ level, subject: null, evidence: [] }, [evidence], 'somebody')).toMatchObject({ level, subject: null })
      }),
    )
  })
})
