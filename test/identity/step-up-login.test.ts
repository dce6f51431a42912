/** A login counts for what the provider says of it, is asked to be as strong as what waits needs, and never speaks for what somebody else sent. */
import { describe, expect, it } from '@jest/globals'
import type { IdentifiedLogin, ProviderLogin } from '../../src/core/identification.ts'
import type { Identity } from '../../src/core/identity.ts'
import type { LevelRule, Policy } from '../../src/core/policy.ts'
import { acrAsked, identityByLogin, isStrongEnough, loginIn } from '../../src/identity/step-up-login.ts'
import { DEFAULT_STEP_UP } from '../../src/policy/defaults.ts'

const OPEN: LevelRule = { text: 'release', links: 'allow', files: 'allow' }
const CLOSED: LevelRule = { ...OPEN, files: 'hold' }
const LOGIN: ProviderLogin = { subject: 'anna', acr: null, amr: [], at: 1, verifiedEmail: null }

function channel(claimed: LevelRule, authenticated: LevelRule, verified: LevelRule): Pick<Policy, 'identity' | 'senders'> {
  return {
    identity: { verifiedAcr: ['high'], verifiedAmr: ['hwk'] },
    senders: { anonymous: claimed, claimed, authenticated, verified },
  }
}

const anyLogin = channel(CLOSED, OPEN, OPEN)
const strongOnly = channel(CLOSED, CLOSED, OPEN)
const strongHelps = channel(CLOSED, { ...OPEN, files: { default: 'hold', image: 'allow' } }, OPEN)

describe('the provider', () => {
  it.each([
    ['nothing where any login does', anyLogin, []],
    ['what makes a sender verified, where only that helps', strongOnly, ['high']],
    ['the same where it lets more through', strongHelps, ['high']],
  ] as const)('is asked for %s', (_, policy, asked) => {
    expect(acrAsked(policy, DEFAULT_STEP_UP)).toEqual(asked)
    expect(acrAsked(policy, { ...DEFAULT_STEP_UP, acrValues: ['own'] })).toEqual(['own'])
  })
})

describe('a login', () => {
  it.each([
    ['any', anyLogin, LOGIN, true],
    ['a weak one where only a strong one helps', strongOnly, LOGIN, false],
    ['one by its acr', strongOnly, { ...LOGIN, acr: 'high' }, true],
    ['one by its method', strongOnly, { ...LOGIN, amr: ['pwd', 'hwk'] }, true],
    ['a weak one that lets something through', strongHelps, LOGIN, true],
  ] as const)('is strong enough or not: %s', (_, policy, login, is) => {
    expect(isStrongEnough(login, policy, DEFAULT_STEP_UP)).toBe(is)
  })

  it('has to have an acr that the channel insists on', () => {
    const rules = { ...DEFAULT_STEP_UP, acrValues: ['own'] }
    expect([null, 'high', 'own'].map((acr) => isStrongEnough({ ...LOGIN, acr }, anyLogin, rules))).toEqual([false, false, true])
  })

  it.each([
    ['chat', 'anna@example.com', null, false],
    ['chat', 'Anna@example.com', 'anna@example.com', true],
    ['email', 'anna@example.com', null, true],
    ['social', 'id-1', null, true],
  ] as const)('proves the address of a %s from %s, with the e-mail %s: %s', (kind, address, verifiedEmail, proves) => {
    expect(loginIn({ ...LOGIN, verifiedEmail }, address, { ...anyLogin, kind }).provesAddress).toBe(proves)
  })

  it('is verified by acr or method, and else authenticated', () => {
    const levels = [LOGIN, { ...LOGIN, acr: 'high' }, { ...LOGIN, amr: ['hwk'] }, { ...LOGIN, acr: 'low' }].map(
      (login) => loginIn(login, null, { ...anyLogin, kind: 'chat' }).level,
    )
    expect(levels).toEqual(['authenticated', 'verified', 'verified', 'authenticated'])
  })
})

describe('the sender after a login', () => {
  const login: IdentifiedLogin = { subject: 'anna', level: 'authenticated', acr: null, at: 1, provesAddress: false, listed: [] }
  const token = { kind: 'token', result: 'pass', detail: 'A token', supports: 'verified' } as const
  const dmarc = { kind: 'dmarc', result: 'pass', detail: 'Aligned', supports: 'authenticated' } as const
  const before = (subject: string | null): Identity => ({ level: 'verified', subject, evidence: [token, dmarc] })

  it('keeps a higher level of the same account, and what is known of the address', () => {
    expect(identityByLogin(login, before('anna'))).toMatchObject({ subject: 'anna', level: 'verified' })
    expect(identityByLogin(login, { level: 'authenticated', subject: null, evidence: [dmarc] })).toMatchObject({
      subject: 'anna',
      level: 'authenticated',
    })
  })

  it('has no level of another account', () => {
    expect(identityByLogin(login, before('bert'))).toMatchObject({ subject: 'anna', level: 'authenticated' })
  })
})
