import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { assessIdentity } from '../../src/identity/assess.ts'
import type { VerifiedToken } from '../../src/identity/token.ts'

const token: VerifiedToken = { subject: 'customer-7', email: null, name: null, acr: null, expiresAt: 0 }
const eid = 'urn:example:eid'

describe('assessIdentity', () => {
  it('calls a sender of whom nothing is known anonymous', () => {
    expect(assessIdentity({ sender: null, token: null, verifiedAcr: [] })).toEqual({ level: 'anonymous', subject: null, evidence: [] })
  })

  it('takes a name or an address for a claim and no more', () => {
    for (const sender of [{ address: 'anna@example.com' }, { address: '', name: 'Anna' }]) {
      const identity = assessIdentity({ sender, token: null, verifiedAcr: [eid] })
      expect(identity).toMatchObject({ level: 'claimed', subject: null, evidence: [{ kind: 'claim', supports: 'claimed' }] })
    }
  })

  it('does not take an empty sender for a claim', () => {
    expect(assessIdentity({ sender: { address: '', name: '' }, token: null, verifiedAcr: [] }).level).toBe('anonymous')
  })

  it('takes a verified token without an acr for an authenticated session', () => {
    expect(assessIdentity({ sender: null, token, verifiedAcr: [eid] })).toMatchObject({ level: 'authenticated', subject: 'customer-7' })
  })

  it('takes an acr that the channel lists for verified, and one that it does not for authenticated', () => {
    expect(assessIdentity({ sender: null, token: { ...token, acr: eid }, verifiedAcr: [eid] }).level).toBe('verified')
    expect(assessIdentity({ sender: null, token: { ...token, acr: eid }, verifiedAcr: [] }).level).toBe('authenticated')
    expect(assessIdentity({ sender: null, token: { ...token, acr: `${eid}x` }, verifiedAcr: [eid] }).level).toBe('authenticated')
  })

  it('keeps the claim as evidence beside a token, and the level of the token', () => {
    const identity = assessIdentity({ sender: { address: 'anna@example.com' }, token, verifiedAcr: [] })
    expect(identity.evidence.map((one) => one.kind)).toEqual(['token', 'claim'])
    expect(identity.level).toBe('authenticated')
  })

  it('never rises above claimed without a token, whatever the sender states', () => {
    fc.assert(
      fc.property(fc.record({ address: fc.string(), name: fc.string() }), fc.array(fc.string()), (sender, verifiedAcr) => {
        const identity = assessIdentity({ sender, token: null, verifiedAcr })
        expect(['anonymous', 'claimed']).toContain(identity.level)
        expect(identity.subject).toBeNull()
      }),
    )
  })
})
