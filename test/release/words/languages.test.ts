/** The shipped language files are whole, say what they should in every number, and a file that is not is refused by its place. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { ForebayError } from '../../../src/core/error.ts'
import { SENTENCES, type SentenceKey } from '../../../src/core/sentences.ts'
import { languagesOf, parseLanguage } from '../../../src/release/words/parse-language.ts'
import { LANGUAGES } from '../../support/languages.ts'

const FOLDER = new URL('../../../config/languages/', import.meta.url)
const FILES = readdirSync(FOLDER)
const ENGLISH = readFileSync(new URL('en.yaml', FOLDER), 'utf8')
const KEYS = Object.keys(SENTENCES) as SentenceKey[]
const COMMENT = /^ *#.*\n/gm

/** What each placeholder is filled with: words that no sentence has by itself. */
const filling = (count: number, reader: string) =>
  Object.fromEntries(
    KEYS.flatMap((key) => SENTENCES[key] as readonly string[]).map((name) => [
      name,
      name === 'count' ? count : name === 'reader' ? reader : `‹${name}›`,
    ]),
  ) as never

/** `changes` by the line as it stands in English. */
function changed(from: string, to: string): string {
  expect(ENGLISH.split(from)).toHaveLength(2)
  return ENGLISH.replace(from, to)
}
function refusal(text: string, fileName = 'languages/fi.yaml'): string {
  try {
    parseLanguage(text, fileName)
  } catch (error) {
    if (error instanceof ForebayError && error.code === 'LANGUAGE_INVALID') return error.publicMessage
    throw error
  }
  throw new Error('it was not refused')
}

describe.each(FILES)('%s', (file) => {
  const tag = file.replace('.yaml', '')
  const language = LANGUAGES.of(tag)

  it('says every sentence for 0, 1, 2 and 5, to agent and to customer, with all that is filled in', () => {
    expect(language.tag).toBe(tag)
    for (const key of KEYS)
      for (const count of [0, 1, 2, 5])
        for (const reader of ['agent', 'sender']) {
          const said = language.say(key, filling(count, reader))
          expect([key, said]).toEqual([key, expect.stringMatching(/\S/)])
          expect([key, said]).toEqual([key, expect.not.stringMatching(/[{}#]|undefined|plural,|select,| {2}|^\s|\s$/)])
          for (const name of SENTENCES[key] as readonly string[])
            if (name !== 'count' && name !== 'reader') expect([key, said]).toEqual([key, expect.stringContaining(`‹${name}›`)])
          if ((SENTENCES[key] as readonly string[]).includes('count') && count > 1) expect(said).toContain(String(count))
        }
  })

  it('has the placeholders of English, and its comments', () => {
    const text = readFileSync(new URL(file, FOLDER), 'utf8')
    const namesIn = (line: string) => [...new Set([...line.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name))].sort()
    const [lines, english] = [text.replace(COMMENT, '').split('\n'), ENGLISH.replace(COMMENT, '').split('\n')]
    expect(lines.map(namesIn)).toEqual(english.map(namesIn))
    expect(text.match(COMMENT)?.slice(1)).toEqual(ENGLISH.match(COMMENT)?.slice(1))
  })

  it('writes clauses so that they fit behind a colon, and notices as sentences', () => {
    for (const key of KEYS) {
      const said = language.say(key, filling(2, 'agent'))
      if (key.startsWith('reasons.')) expect(said).toMatch(/^\p{Ll}.*[^.]$/u)
      if (/^(?:toAgent|toSender)\./.test(key)) expect(said).toMatch(/^[\p{Lu}\d].*\.$/u)
    }
  })
})

describe('a language file', () => {
  it('has no aliases, which could make a small file a huge one', () => {
    expect(refusal('a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n')).toBe(
      'languages/fi.yaml: expected each sentence written out, without aliases',
    )
  })

  it('is one more language by being there', () => {
    const finnish = parseLanguage(changed('linkRemoved: "link removed"', 'linkRemoved: "linkki poistettu"'), 'languages/fi.yaml')
    const languages = languagesOf([LANGUAGES.of('en'), finnish])
    expect([...languages.tags]).toEqual(['en', 'fi'])
    expect(languages.of('fi').say('placeholders.linkRemoved')).toBe('linkki poistettu')
    expect(languages.of('tlh').tag).toBe('en')
  })

  it('chooses among as many forms as its language has', () => {
    const forms = '{count, plural, one {# plik} few {# pliki} many {# plików} other {# pliku}}'
    const polish = parseLanguage(
      changed('"{count, plural, one {One file is} other {# files are}} held: {reason}."', `"${forms}: {reason}."`),
      'languages/pl.yaml',
    )
    const said = [1, 2, 5, 22, 25].map((count) => polish.say('toAgent.file.held', { count, reason: 'x' }))
    expect(said).toEqual(['1 plik: x.', '2 pliki: x.', '5 plików: x.', '22 pliki: x.', '25 plików: x.'])
  })

  it('is written in the direction of its script', () => {
    expect(parseLanguage(ENGLISH, 'languages/ar.yaml').direction).toBe('rtl')
    expect(LANGUAGES.of('sv').direction).toBe('ltr')
  })

  it('takes what is filled in as words and never as a message', () => {
    const description = "{count, plural, one {x} other {y}} '{' <b>$&</b>"
    expect(LANGUAGES.of('en').say('describedPictures.blocked', { description })).toBe(`picture blocked: ${description}`)
  })

  const line = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length
  const EXPIRED = 'expired: "the time to clear it ran out"'
  it.each([
    ['lacks a key', '  linkHeld: "link held"\n', '', ': placeholders.linkHeld: is missing'],
    ['has a key that there is not', EXPIRED, `${EXPIRED}\n  expird: "x"`, ': reasons.expird: is no key of a language file'],
    ['has a key twice', EXPIRED, `${EXPIRED}\n  expired: "x"`, ': this key stands here twice'],
    ['has an empty sentence', EXPIRED, 'expired: ""', ': reasons.expired: expected a sentence'],
    ['has sentences where one belongs', EXPIRED, 'expired: { one: x }', ': reasons.expired: expected a sentence'],
    ['has a sentence of two lines', EXPIRED, 'expired: "a\\nb"', ': reasons.expired: expected a sentence on one line'],
    [
      'has a placeholder that there is not',
      EXPIRED,
      'expired: "{tid} ran out"',
      ': reasons.expired: {tid} is no placeholder of this sentence; it has {reader}',
    ],
    [
      'lacks a placeholder',
      'because: "{fate}: {reason}."',
      'because: "{fate}."',
      ': explanation.because: expected {reason} in it, in each of its forms',
    ],
    [
      'lacks a placeholder in one of its forms',
      '"{count, plural, one {One file is} other {# files are}} held: {reason}."',
      '"{count, plural, one {One file is held} other {# files are held: {reason}}}."',
      ': toAgent.file.held: expected {reason} in it, in each of its forms',
    ],
    [
      'has an apostrophe that makes words of a placeholder',
      'linkRemovedBecause: "link removed: {reason}"',
      `linkRemovedBecause: "l'{reason}"`,
      ': placeholders.linkRemovedBecause: expected {reason} in it, in each of its forms',
    ],
    [
      'has no form for other',
      EXPIRED,
      'expired: "{reader, select, sender {x}}"',
      ': reasons.expired: each plural and select needs a form for "other"',
    ],
    [
      'translates what is chosen by',
      EXPIRED,
      'expired: "{reader, select, kund {x} other {y}}"',
      ': reasons.expired: reader is one of agent, sender or other, which are not translated',
    ],
    ['has a brace that is not closed', EXPIRED, 'expired: "{reader"', ': reasons.expired: a brace { is not closed'],
    ['has dates', EXPIRED, 'expired: "{reader, date, short}"', ': reasons.expired: expected placeholders, plurals and selects only'],
    [
      'has a number for words',
      'because: "{fate}: {reason}."',
      'because: "{fate, plural, other {x}}: {reason}."',
      ': explanation.because: only count has a plural, not fate',
    ],
    ['is no YAML', EXPIRED, 'expired: "the time', ': this is not well-formed YAML'],
  ])('that %s is refused with its name, the line and the key', (_, from, to, expected) => {
    const text = changed(from, to)
    const message = refusal(text)
    expect(message).toContain(expected)
    const [, at] = /^languages\/fi\.yaml:(\d+): /.exec(message) ?? []
    // A key that is not there has the place of those around it.
    const place =
      to === ''
        ? 'linkRemoved:'
        : expected.includes('twice')
          ? 'expired: "x"'
          : expected.includes('YAML')
            ? null
            : to.trim().split('\n').at(-1)
    if (place !== null && place !== undefined) expect(Number(at)).toBe(line(text, place))
  })

  it('says how many more faults there are', () => {
    expect(refusal('reasons: {}\n')).toMatch(/^languages\/fi\.yaml:1: reasons\.identity: is missing \(and \d\d more\)$/)
    expect(refusal('')).toBe('languages/fi.yaml: expected keys with sentences')
  })

  it.each(['finnish.yaml', 'EN.yaml', 'en_GB.yaml', 'tlh.yaml', '.yaml'])('named %s is refused: the name is the language', (name) => {
    expect(refusal(ENGLISH, `languages/${name}`)).toContain('expected a file named by its language')
  })

  it('of English has to be among them', () => {
    expect(() => languagesOf([LANGUAGES.of('sv')])).toThrow('en.yaml: this language has to be there')
  })
})
