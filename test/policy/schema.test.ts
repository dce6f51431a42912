/** Which policies are taken, and what an admin is told about the others. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { ForebayError } from '../../src/core/error.ts'
import { parsePolicy } from '../../src/policy/schema.ts'
import { givenPolicy, KNOWN } from './given.ts'

const LEAST = { channel: 'webchat', kind: 'chat', name: 'Web chat' }

function refusal(changes: Readonly<Record<string, unknown>>): ForebayError {
  try {
    parsePolicy({ ...LEAST, ...changes }, 'webchat.yaml', KNOWN)
  } catch (error) {
    if (error instanceof ForebayError) return error
    throw error
  }
  throw new Error('the policy was taken')
}

describe('parsePolicy', () => {
  it('gives every key that is left out its shipped value', () => {
    const policy = givenPolicy()
    expect(policy).toMatchObject({ language: 'en', hold: { hours: 336 }, onIncomplete: { message: 'hold', link: 'hold', file: 'hold' } })
    expect(policy.senders.anonymous).toEqual({ reaches: 'agent', text: 'release', links: 'allow', files: 'hold' })
    expect(policy.senders.authenticated.files).toBe('allow')
    expect(policy.files.findings.FILE_MALWARE).toBe('remove')
  })

  it('takes a login for a while in a chat, and in no other channel', () => {
    const identity = { stepUp: { sessionMinutes: 30 } }
    expect(givenPolicy({ identity }).identity.stepUp).toMatchObject({ sessionMinutes: 30, loginLink: 'allow' })
    expect(givenPolicy().identity.stepUp?.sessionMinutes).toBe(0)
    for (const kind of ['email', 'social'])
      expect(refusal({ kind, identity })).toMatchObject({ code: 'POLICY_INVALID', field: 'identity.stepUp.sessionMinutes' })
    expect(refusal({ identity: { stepUp: { sessionMinutes: 1_441 } } })).toMatchObject({ field: 'identity.stepUp.sessionMinutes' })
  })

  it('keeps the other shipped rules when one is changed', () => {
    const policy = givenPolicy({
      files: { findings: { FILE_MACRO: 'remove' }, types: { 'image/svg+xml': 'remove' } },
      links: { severity: { low: 'defang' } },
    })
    expect(policy.files.findings).toMatchObject({ FILE_MACRO: 'remove', FILE_MALWARE: 'remove' })
    expect(policy.files.types).toMatchObject({ 'image/svg+xml': 'remove', image: 'release' })
    expect(policy.links.severity).toEqual({ low: 'defang', high: 'defang', critical: 'remove' })
  })

  it('takes an action for each level, where one that is not named takes that of the level before it', () => {
    const { links } = givenPolicy({
      links: {
        findings: { LINK_USERINFO: { anonymous: 'remove', authenticated: 'rewrite' } },
        severity: { medium: { anonymous: 'hold' } },
      },
    })
    expect(links.findings.LINK_USERINFO).toEqual({ anonymous: 'remove', claimed: 'remove', authenticated: 'rewrite', verified: 'rewrite' })
    expect(links.severity.medium).toEqual({ anonymous: 'hold', claimed: 'hold', authenticated: 'hold', verified: 'hold' })
  })

  it('keeps the links of domains, written as browsers write them, and of nothing that is half the world', () => {
    expect(givenPolicy({ links: { keep: ['Ours.Example', 'räksmörgås.se', 'shop.ours.co.uk'] } }).links.keep).toEqual([
      'ours.example',
      'xn--rksmrgs-5wao1o.se',
      'shop.ours.co.uk',
    ])
    for (const domain of [
      'com',
      'co.uk',
      'localhost',
      '192.0.2.1',
      'https://ours.example/',
      'ours.example/path',
      '*.ours.example',
      'a@ours.example',
      '',
    ])
      expect(refusal({ links: { keep: [domain] } })).toMatchObject({ field: 'links.keep.0' })
  })

  it.each([
    [
      'an action that does not exist, for a level',
      { links: { severity: { low: { anonymous: 'burn' } } } },
      'links.severity.low.anonymous',
      'expected one of release, rewrite',
    ],
    [
      'an action that does not exist, for a finding',
      { links: { findings: { LINK_USERINFO: 'burn' } } },
      'links.findings.LINK_USERINFO',
      'expected one of release, rewrite',
    ],
    [
      'levels without the lowest',
      { links: { findings: { LINK_USERINFO: { verified: 'rewrite' } } } },
      'links.findings.LINK_USERINFO.anonymous',
      'expected one of release, rewrite',
    ],
    [
      'a level that does not exist',
      { links: { severity: { low: { anonymous: 'hold', admin: 'release' } } } },
      'links.severity.low.admin',
      'unknown key',
    ],
    [
      'a misspelt level, before the one that it leaves out',
      { links: { findings: { LINK_USERINFO: { anonymus: 'remove' } } } },
      'links.findings.LINK_USERINFO.anonymus',
      'unknown key; did you mean anonymous?',
    ],
    ['an unknown key', { holds: {} }, 'holds', 'unknown key; did you mean hold?'],
    ['an unknown key far down', { limits: { maxFileByte: 1 } }, 'limits.maxFileByte', 'did you mean maxFileBytes?'],
    [
      'an action that does not exist',
      { links: { default: 'allow' } },
      'links.default',
      'expected one of release, rewrite, defang, remove, hold, block',
    ],
    [
      'rebuilding what could not be looked into',
      { onIncomplete: { file: 'disarm' } },
      'onIncomplete.file',
      'expected one of release, hold, remove, block',
    ],
    [
      'malware rebuilt',
      { files: { findings: { FILE_MALWARE: 'disarm' } } },
      'files.findings.FILE_MALWARE',
      'known malware is never released',
    ],
    ['passwords asked for in another way', { files: { passwords: 'yes' } }, 'files.passwords', 'expected one of ask, off'],
    [
      'a code that nobody emits',
      { files: { findings: { FILE_MACROS: 'hold' } } },
      'files.findings.FILE_MACROS',
      'did you mean FILE_MACRO?',
    ],
    [
      'a code in the wrong table',
      { files: { findings: { LINK_USERINFO: 'hold' } } },
      'files.findings.LINK_USERINFO',
      'move it to links.findings',
    ],
    ['a family that does not exist', { files: { types: { images: 'hold' } } }, 'files.types.images', 'did you mean image?'],
    [
      'malware released',
      { files: { findings: { FILE_MALWARE: 'release' } } },
      'files.findings.FILE_MALWARE',
      'known malware is never released',
    ],
    ['a wrong type', { hold: { hours: '336' } }, 'hold.hours', 'expected number'],
    ['no time to hold', { hold: { hours: 0 } }, 'hold.hours', '>=1'],
    ['a level that does not exist', { senders: { stranger: {} } }, 'senders.stranger', 'unknown key'],
    ['a list for a table', { files: [] }, 'files', 'expected object'],
    ['a channel that is no id', { channel: 'Web chat/..' }, 'channel', 'expected a channel id'],
    ['a name with a line break', { name: 'a\nb' }, 'name', 'control characters'],
    ['something missing', { name: undefined }, 'name', 'is required'],
  ])('refuses %s, naming file, path and what was expected', (_, changes, field, expected) => {
    const error = refusal(changes)
    expect(error).toMatchObject({ code: 'POLICY_INVALID', status: 422, field })
    expect(error.publicMessage).toContain(`webchat.yaml: ${field}: `)
    expect(error.publicMessage).toContain(expected)
  })

  it('says how many faults there are beside the first', () => {
    expect(refusal({ hold: { hours: 0 }, kind: 'fax' }).publicMessage).toMatch(/\(and 1 more\)$/)
  })

  it.each([null, undefined, 7, 'text', [], new Map()])('refuses what is no table at all: %p', (untrusted) => {
    expect(() => parsePolicy(untrusted, 'body', KNOWN)).toThrow(ForebayError)
  })

  it('takes the languages that there are, and says which when it refuses', () => {
    const known = { ...KNOWN, languages: new Set(['sv', 'en', 'fi']) }
    expect(parsePolicy({ ...LEAST, language: 'fi' }, 'webchat.yaml', known).language).toBe('fi')
    expect(refusal({ language: 'fi' }).message).toContain('language: expected one of en, es, sv')
  })

  it('never repeats a value in its answer, and takes no key through the prototype', () => {
    expect(refusal({ name: { token: 'sEcReT' }, language: 'sEcReT' }).message).not.toContain('sEcReT')
    expect(refusal(JSON.parse('{"__proto__": {"x": 1}, "constructor": 1}') as Record<string, unknown>).code).toBe('POLICY_INVALID')
    const sneaky = JSON.parse('{"channel":"a","kind":"chat","name":"a","files":{"findings":{"__proto__":"release"}}}') as unknown
    expect(() => parsePolicy(sneaky, 'body', KNOWN)).toThrow(ForebayError)
  })

  it('always answers with a policy or a ForebayError', () => {
    fc.assert(
      fc.property(
        fc.object({
          key: fc.constantFrom('channel', 'kind', 'name', 'files', 'links', 'findings', 'default', 'x', '__proto__'),
          maxDepth: 3,
        }),
        (untrusted) => {
          try {
            expect(parsePolicy(untrusted, 'body', KNOWN).channel).toBe(untrusted.channel)
          } catch (error) {
            expect(error).toMatchObject({ code: 'POLICY_INVALID', status: 422 })
          }
        },
      ),
      { numRuns: 150 },
    )
  })
})
