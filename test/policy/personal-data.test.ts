import { describe, expect, it } from '@jest/globals'
import type { Finding } from '../../src/core/report.ts'
import { checkPolicy } from '../../src/policy/schema.ts'
import { actionOn, aFinding, aMessage, aReview, givenPolicy, KNOWN, MESSAGE, verdictOf } from './given.ts'

const words = (id: string) => ({ kind: 'words', id }) as const
function found(code: string, kind = 'test', ids: readonly string[] = ['w1']): Finding {
  const places = [{ in: 'text', of: 'm', start: 0, end: 5 }] as const
  return { ...aFinding('f1', code, MESSAGE, 'low'), words: ids.map((id) => ({ id, kind, places })) }
}
const withRules = (personalData: object) => givenPolicy({ personalData })
const faultOf = (personalData: object) => {
  const checked = checkPolicy({ channel: 'webchat', kind: 'chat', name: 'Web chat', personalData }, KNOWN)
  return checked.ok ? null : checked.faults.map(({ path, expected }) => `${path.join('.')}: ${expected}`).join('\n')
}

describe('personal data in a verdict', () => {
  it('is masked as shipped, each value for itself, with the finding and the rule behind it', () => {
    const verdict = verdictOf({ findings: [found('PERSONAL_CARD', 'payment/card', ['w1', 'w2'])] })
    expect(verdict.disposition).toBe('release')
    for (const id of ['w1', 'w2'])
      expect(actionOn(verdict, words(id))).toEqual({
        ...{ kind: 'mask', subject: words(id), because: ['f1'], rule: 'personalData.findings.PERSONAL_CARD', reason: 'PERSONAL_CARD' },
      })
  })

  it('has no action where the channel releases it', () => {
    const verdict = verdictOf({ findings: [found('PERSONAL_EMAIL')], policy: withRules({ findings: { PERSONAL_EMAIL: 'release' } }) })
    expect(verdict.actions.filter(({ subject }) => subject.kind === 'words')).toEqual([])
  })

  it.each(['hold', 'block'] as const)('takes the message to %s where the channel says so', (kind) => {
    const policy = withRules({ findings: { PERSONAL_SECRET: kind } })
    const verdict = verdictOf({ findings: [found('PERSONAL_SECRET')], policy })
    expect(actionOn(verdict, MESSAGE)).toMatchObject({ kind, reason: 'PERSONAL_SECRET', because: ['f1'] })
  })

  it('stays masked when a reviewer lets the held message go on', () => {
    const policy = withRules({ findings: { PERSONAL_SECRET: 'hold' } })
    const verdict = verdictOf({ findings: [found('PERSONAL_SECRET')], policy, reviews: [aReview(MESSAGE, 'release')] })
    expect(verdict.disposition).toBe('release')
    expect(actionOn(verdict, words('w1'))).toMatchObject({ kind: 'mask' })
  })

  it('goes by the action of the own pattern that found it, and is masked when the policy has it no more', () => {
    const pattern = { name: 'Customer number', pattern: 'K-\\d{6}', action: 'release' }
    const policy = withRules({ patterns: [pattern, { ...pattern, name: 'Other', action: 'hold' }] })
    const verdictFor = (kind: string) => verdictOf({ findings: [found('PERSONAL_PATTERN', kind)], policy, message: aMessage() })
    expect(verdictFor('Customer number').actions.filter(({ subject }) => subject.kind === 'words')).toEqual([])
    expect(actionOn(verdictFor('Other'), MESSAGE)).toMatchObject({ kind: 'hold', rule: 'personalData.patterns.1.action' })
    expect(actionOn(verdictFor('Gone'), words('w1'))).toMatchObject({ kind: 'mask', rule: 'default' })
  })
})

describe('the personalData section of a policy', () => {
  it.each([
    [{ findings: { PERSONAL_CARDS: 'mask' } }, /PERSONAL_CARDS: no inspector emits this finding code; did you mean PERSONAL_CARD/],
    [{ findings: { LINK_USERINFO: 'mask' } }, /this code speaks about links: move it to links.findings/],
    [{ findings: { PERSONAL_CARD: 'remove' } }, /expected one of release, mask, hold, block/],
    [{ findings: { PERSONAL_PATTERN: 'mask' } }, /own patterns have an action/],
    [{ keepLast: { PERSONAL_CARD: 12 } }, /personalData.keepLast.PERSONAL_CARD/],
    [{ patterns: [{ name: 'x', pattern: '(?=a)b' }] }, /personalData.patterns.0.pattern: expected a regular expression in RE2 syntax/],
    [{ patterns: [{ name: 'x', pattern: 'a*' }] }, /does not match nothing/],
    [
      {
        patterns: [
          { name: 'x', pattern: '(a+)+$' },
          { name: 'x', pattern: 'b' },
        ],
      },
      /another pattern has this name/,
    ],
    [{ patterns: [{ name: 'x', pattern: 'a', colour: 1 }] }, /unknown key/],
  ])('refuses %j', (rules, expected) => {
    expect(faultOf(rules)).toMatch(expected)
  })

  it('says where a personal code belongs that stands in another table', () => {
    const checked = checkPolicy(
      { channel: 'webchat', kind: 'chat', name: 'Web chat', message: { findings: { PERSONAL_CARD: 'hold' } } },
      KNOWN,
    )
    expect(checked).toMatchObject({ ok: false, faults: [{ expected: expect.stringContaining('move it to personalData.findings') }] })
  })

  it('takes a pattern that backtracking engines choke on', () => {
    expect(faultOf({ patterns: [{ name: 'x', pattern: '(a+)+$' }] })).toBeNull()
  })
})
