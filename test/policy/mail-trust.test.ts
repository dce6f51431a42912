/** Whose word on a mail counts is read from the policy, written back as it was, and refused when it is nobody's. */
import { describe, expect, it } from '@jest/globals'
import { KNOWN_CODES } from '../../src/pipeline/known-codes.ts'
import { parsePolicyYaml } from '../../src/policy/parse-yaml.ts'
import { renderPolicyYaml } from '../../src/policy/render-yaml.ts'

const known = { codes: KNOWN_CODES, languages: new Set(['en']) }

function policyWith(identity: string) {
  return parsePolicyYaml(`channel: mail\nkind: email\nname: Mail\nidentity:\n${identity}`, 'mail.yaml', known)
}

describe('whose word on a mail counts', () => {
  it('is nobody, and mail is checked, when the file says nothing', () => {
    expect(policyWith('  verifiedAcr: []').identity).toMatchObject({
      verifiedAcr: [],
      verifiedAmr: [],
      mail: { check: 'on', trustedForwarders: [], trustedResults: [] },
    })
  })

  it('is written out and read back as it was', () => {
    const policy = policyWith(
      '  verifiedAmr: [hwk, "1"]\n  mail: { check: off, trustedForwarders: [Lists.Example.com], trustedResults: [mx.shop.example] }',
    )
    expect(policy.identity.mail).toEqual({ check: 'off', trustedForwarders: ['lists.example.com'], trustedResults: ['mx.shop.example'] })
    expect(parsePolicyYaml(renderPolicyYaml(policy), 'mail.yaml', known)).toEqual(policy)
  })

  it('counts for what is remembered as DMARC has it, unless the file is strict', () => {
    expect(policyWith('  verifiedAcr: []').identity.remember?.alignment).toBe('relaxed')
    const strict = policyWith('  remember: { alignment: strict }')
    expect(strict.identity.remember).toEqual({ days: 90, upTo: 'authenticated', alignment: 'strict' })
    expect(parsePolicyYaml(renderPolicyYaml(strict), 'mail.yaml', known)).toEqual(strict)
  })

  it.each([
    ['  mail: { check: maybe }', 'identity.mail.check'],
    ['  mail: { trustedForwarders: [com] }', 'identity.mail.trustedForwarders.0'],
    ['  mail: { trustedForwarders: ["*.example.com"] }', 'identity.mail.trustedForwarders.0'],
    ['  mail: { trustedResults: ["mx example"] }', 'identity.mail.trustedResults.0'],
    ['  mail: { trustedResults: [""] }', 'identity.mail.trustedResults.0'],
    ['  mail: { trustAll: true }', 'identity.mail'],
    ['  remember: { alignment: exact }', 'identity.remember.alignment'],
  ])('is refused by its path: %s', (identity, path) => {
    expect(() => policyWith(identity)).toThrow(path)
  })
})
