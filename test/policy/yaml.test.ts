/** Policies as files: what is read, what is refused at which line, and that writing and reading agree. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { parse } from 'yaml'
import { ForebayError } from '../../src/core/error.ts'
import { parsePolicyYaml } from '../../src/policy/parse-yaml.ts'
import { renderPolicyYaml } from '../../src/policy/render-yaml.ts'
import { givenPolicy, KNOWN } from './given.ts'

const HEAD = 'channel: webchat\nkind: chat\nname: Web chat\n'

function refusal(text: string): string {
  try {
    parsePolicyYaml(text, 'webchat.yaml', KNOWN)
  } catch (error) {
    if (error instanceof ForebayError && error.code === 'POLICY_INVALID' && error.status === 422) return error.publicMessage
    throw error
  }
  throw new Error('the policy was taken')
}

describe('parsePolicyYaml', () => {
  it('reads a file of a few lines and fills in the rest', () => {
    expect(parsePolicyYaml(`${HEAD}hold: { hours: 24 }\n`, 'webchat.yaml', KNOWN)).toEqual(givenPolicy({ hold: { hours: 24 } }))
  })

  it.each([
    ['an unknown code', `${HEAD}files:\n  findings:\n    FILE_MACROS: hold\n`, 'webchat.yaml:6: files.findings.FILE_MACROS: '],
    ['a wrong value', `${HEAD}\nlinks:\n  default: open\n`, 'webchat.yaml:6: links.default: '],
    ['a key that stands there twice', `${HEAD}kind: email\n`, 'webchat.yaml:4: this key stands here twice'],
    [
      'a key that stands twice in a mapping on one line',
      `${HEAD}hold: { hours: 24, hours: 25 }\n`,
      'webchat.yaml:4: this key stands here twice',
    ],
    ['as many keys as there is room for, at once', 'a: 1\n'.repeat(50_000), 'webchat.yaml:2: this key stands here twice'],
    ['a tab', `${HEAD}links:\n\tdefault: hold\n`, 'webchat.yaml:5: '],
    ['an unclosed quote', `${HEAD}campaign: "x\n`, 'webchat.yaml:'],
    ['two documents', `${HEAD}---\n${HEAD}`, 'expected one document'],
    ['a tag', `${HEAD}campaign: !!js/function "x"\n`, 'webchat.yaml:4: tags are not used'],
    ['an empty file', '', 'webchat.yaml: expected object'],
  ])('refuses %s with the line', (_, text, expected) => {
    expect(refusal(text)).toContain(expected)
  })

  it('takes an alias or two and refuses a bomb of them', () => {
    const shared = `${HEAD}senders:\n  anonymous: &low { text: release, links: defang, files: hold }\n  claimed: *low\n`
    expect(parsePolicyYaml(shared, 'webchat.yaml', KNOWN).senders.claimed.links).toBe('defang')
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'.split('').map((name, at) => `${name}: &${name} [${`*${'abcdefgh'[at]},`.repeat(9)}]`),
    ].join('\n')
    expect(refusal(bomb)).toContain('aliases')
  })

  it.each([
    ['brackets', '['.repeat(100_000)],
    ['braces', '{a: '.repeat(50_000)],
    ['dashes', '- '.repeat(100_000)],
    ['question marks', '? '.repeat(100_000)],
    ['indents', Array.from({ length: 400 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')],
    ['a file that is too long', `# ${'x'.repeat(300_000)}`],
  ])('refuses too many %s without running out of anything', (_, text) => {
    expect(refusal(text)).toContain('webchat.yaml')
  })

  it('always answers with a policy or a ForebayError', () => {
    const pieces = fc.constantFrom(
      'files:',
      ' ',
      '\n',
      '  ',
      '- ',
      '&a ',
      '*a',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '|',
      '>',
      '!',
      '? ',
      'kind: chat',
      '\t',
      '#',
      '%',
      ':',
      'é',
      '\u0000',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (text) => {
        expect(refusal(text.join(''))).toContain('webchat.yaml')
      }),
      { numRuns: 150 },
    )
  })
})

describe('renderPolicyYaml', () => {
  it('writes what differs by level, and reads it back', () => {
    const links = { keep: ['ours.example'], findings: { LINK_USERINFO: { anonymous: 'remove', authenticated: 'rewrite' } } }
    const policy = givenPolicy({ links })
    const text = renderPolicyYaml(policy)
    expect(text).toContain('keep: [ours.example]')
    expect(text).toContain('LINK_USERINFO: { anonymous: remove, authenticated: rewrite }')
    expect(parsePolicyYaml(text, 'x.yaml', KNOWN)).toEqual(policy)
  })

  it('always writes what reads back as the same policy', () => {
    const name = fc
      .oneof(
        fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
        fc.constantFrom('no', '1e3', '# x', '- a', '"', "it's: a", '*x', '~', '2026-01-01', ' a '),
      )
      .filter((text) => /^[^\p{C}]+$/u.test(text))
    fc.assert(
      fc.property(name, name, fc.constantFrom('release', 'hold'), fc.array(name, { maxLength: 3 }), (one, other, image, verifiedAcr) => {
        const policy = givenPolicy({
          name: one,
          campaign: other,
          files: { types: { image, 'image/svg+xml': 'remove' } },
          identity: { verifiedAcr },
        })
        expect(parsePolicyYaml(renderPolicyYaml(policy), 'x', KNOWN)).toEqual(policy)
      }),
      { numRuns: 60 },
    )
  })
})

describe('the shipped channels', () => {
  it.each([
    ['webchat', 'chat', 'Web chat', {}],
    // Each mail has them in its signature and its quotations.
    ['support-mail', 'email', 'Support mail', { personalData: { findings: { PERSONAL_PHONE: 'release', PERSONAL_EMAIL: 'release' } } }],
    ['social', 'social', 'Social messaging', {}],
  ])('%s is the default policy, spelt out to the last key', (channel, kind, name, own) => {
    const text = readFileSync(new URL(`../../config/channels/${channel}.yaml`, import.meta.url), 'utf8')
    const policy = parsePolicyYaml(text, `${channel}.yaml`, KNOWN)
    expect(policy).toEqual(givenPolicy({ channel, kind, name, ...own }))
    // As plain YAML, without our defaults: nothing is left for them to fill in.
    expect(parse(text)).toEqual(policy)
    expect(text).toBe(renderPolicyYaml(policy))
  })
})
