import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { IDENTITY_LEVELS, type IdentityEvidence, type IdentityLevel } from '../../src/core/identity.ts'
import { assessIdentity } from '../../src/identity/assess.ts'
import { claimPieces } from '../../src/identity/claim.ts'
import { loginPiece } from '../../src/identity/login.ts'
import { addressPieces, type Piece } from '../../src/identity/piece.ts'
import { platformPiece } from '../../src/identity/platform/piece.ts'
import type { VerifiedToken } from '../../src/identity/token.ts'

const token: VerifiedToken = { subject: 'customer-7', email: null, name: null, acr: null, amr: [], expiresAt: 0 }
const eid = 'urn:example:eid'
const none = { verifiedAcr: [], verifiedAmr: [] }

function piece(kind: IdentityEvidence['kind'], supports: IdentityLevel, subject: string | null = null, result = 'pass'): Piece {
  return { evidence: { kind, result, detail: 'said in a test', supports }, subject }
}

describe('assessIdentity', () => {
  const anna = claimPieces({ address: 'anna@example.com' })
  const table: readonly (readonly [string, readonly Piece[], IdentityLevel, string | null])[] = [
    ['nothing at all', [], 'anonymous', null],
    ['a claim alone', anna, 'claimed', null],
    ['a session', [loginPiece(token, none)], 'authenticated', 'customer-7'],
    ['a session beside a claim', [loginPiece(token, none), ...anna], 'authenticated', 'customer-7'],
    ['an eID', [loginPiece({ ...token, acr: eid }, { ...none, verifiedAcr: [eid] })], 'verified', 'customer-7'],
    ['mail that DMARC proves', [piece('dmarc', 'authenticated'), ...anna], 'authenticated', null],
    ['mail that fails DMARC', [piece('dmarc', 'claimed', null, 'fail'), ...anna], 'claimed', null],
    ['mail whose DNS did not answer', [piece('dmarc', 'anonymous', null, 'temperror'), ...anna], 'claimed', null],
    ['a failed DMARC beside a session', [loginPiece(token, none), piece('dmarc', 'claimed', null, 'fail')], 'authenticated', 'customer-7'],
    ['a platform that was vouched for', [platformPiece('connector'), ...anna], 'authenticated', null],
    ['a remembered customer', [piece('history', 'verified', 'customer-9'), ...anna], 'verified', 'customer-9'],
    [
      'the same customer, remembered and here',
      [loginPiece(token, none), piece('history', 'verified', 'customer-7')],
      'verified',
      'customer-7',
    ],
    ['another customer remembered', [loginPiece(token, none), piece('history', 'verified', 'customer-9')], 'authenticated', 'customer-7'],
    ['an account below what proves one', [piece('history', 'claimed', 'customer-9')], 'anonymous', null],
  ]

  it.each(table)('takes %s for what it proves', (_name, pieces, level, subject) => {
    const identity = assessIdentity(pieces)
    expect(identity).toMatchObject({ level, subject })
    expect(identity.evidence).toEqual(pieces.map(({ evidence }) => evidence))
  })

  it('never rises above its strongest piece, and has an account only where a piece proves it', () => {
    const anyPiece = fc.record({
      evidence: fc.record({
        kind: fc.constantFrom('token', 'dmarc', 'history', 'claim', 'signature'),
        result: fc.string(),
        detail: fc.string(),
        supports: fc.constantFrom(...IDENTITY_LEVELS),
      }),
      subject: fc.option(fc.constantFrom('a', 'b')),
    })
    fc.assert(
      fc.property(fc.array(anyPiece), (pieces) => {
        const { level, subject } = assessIdentity(pieces as readonly Piece[])
        const rank = (one: IdentityLevel) => IDENTITY_LEVELS.indexOf(one)
        expect(rank(level)).toBeLessThanOrEqual(Math.max(0, ...pieces.map(({ evidence }) => rank(evidence.supports))))
        if (subject !== null) expect(rank(level)).toBeGreaterThanOrEqual(rank('authenticated'))
        const others = pieces.filter((one) => one.subject === null || one.subject === subject)
        expect(level).toBe(assessIdentity(others as readonly Piece[]).level)
      }),
    )
  })
})

describe('the pieces', () => {
  it('of a sender who says nothing are none', () => {
    for (const sender of [null, { address: '' }, { address: '', name: '' }]) expect(claimPieces(sender)).toEqual([])
  })

  it('of a name alone are a claim, whatever it says', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (address, name) => {
        expect(['anonymous', 'claimed']).toContain(assessIdentity(claimPieces({ address, name })).level)
      }),
    )
  })

  it('of a login are verified by an acr or an amr that the channel lists, and by no other', () => {
    const supports = (acr: string | null, amr: readonly string[], assurance: Parameters<typeof loginPiece>[1]) =>
      loginPiece({ ...token, acr, amr }, assurance).evidence.supports
    expect(supports(eid, [], { verifiedAcr: [eid] })).toBe('verified')
    expect(supports(`${eid}x`, [], { verifiedAcr: [eid] })).toBe('authenticated')
    expect(supports(null, ['pwd', 'hwk'], { ...none, verifiedAmr: ['hwk'] })).toBe('verified')
    expect(supports(null, ['pwd'], { ...none, verifiedAmr: ['hwk'] })).toBe('authenticated')
    expect(supports('hwk', [], { ...none, verifiedAmr: ['hwk'] })).toBe('authenticated')
  })

  it('that stay beside a later login are those of the address, not an earlier token or a memory', () => {
    const before = [piece('token', 'verified'), piece('history', 'verified'), piece('dmarc', 'authenticated'), piece('claim', 'claimed')]
    expect(addressPieces(before.map(({ evidence }) => evidence)).map(({ evidence }) => evidence.kind)).toEqual(['dmarc'])
  })
})
