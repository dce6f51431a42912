/** The score of finding links reads its corpora as they are kept, and cannot succeed on none. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { measureFinding } from '../../scripts/score/find-speed.ts'
import { missedIn, scoreHrefs } from '../../scripts/score/hrefs.ts'
import { isFound, readCases, readLinkLines, readWordLines, scoreLinkify, scoreLinks } from '../../scripts/score/linkify-cases.ts'
import { NOT_HERE } from '../../scripts/score/measure.ts'
import { scoreWptUrl } from '../../scripts/score/wpt-url.ts'

const folder = mkdtempSync(join(tmpdir(), 'score-'))
afterAll(() => rmSync(folder, { recursive: true }))

function put(name: string, content: string): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
  return path
}

describe('scoreLinkify', () => {
  it('reads a line as its own address, or the line below it', () => {
    expect(readLinkLines('% comment\n\nhttp://a.example\n\nsee a.se, ok\na.se\n%next\nb.se')).toEqual([
      { text: 'http://a.example', expected: 'http://a.example' },
      { text: 'see a.se, ok', expected: 'a.se' },
      { text: 'b.se', expected: 'b.se' },
    ])
    expect(readWordLines('% comment\nnode.js\n\n//')).toEqual([
      { text: 'node.js', expected: null },
      { text: '//', expected: null },
    ])
  })

  it.each([
    ['http://a.example', 'http://a.example', true],
    ['a.se', 'http://a.se', true],
    ['anna@a.se', 'mailto:anna@a.se', true],
    ['//a.se', 'http://a.se', true],
    ['a.se/x.', 'a.se/x', true],
    ['a.se/x.', 'a.se/x.', false],
    ['words', 'words', false],
  ])('finds in %j %j: %j', (text, expected, found) => {
    expect(isFound({ text, expected })).toBe(found)
  })

  it('reads JSON of either kind', () => {
    const links = put('link.linkify/links.jsonl', '{"text":"see a.se","url":"a.se"}\n{"input":"b.se","links":[{"url":"b.se"}]}\n')
    const words = put('link.linkify/not_links.json', '["node.js",{"text":"//"}]')
    expect(readCases(links).map(({ expected }) => expected)).toEqual(['a.se', 'b.se'])
    expect(readCases(words).map(({ expected }) => expected)).toEqual([null, null])
    expect(scoreLinkify(folder).map(({ value, ok }) => [value, ok])).toEqual([
      ['2 of 2', true],
      ['2 of 2', true],
      ['0', null],
    ])
  })

  it('fails with three misses, and says which', () => {
    const cases = ['x', 'y', 'z', 'a.se'].map((text) => ({ text, expected: text }))
    expect(scoreLinks(cases)).toMatchObject([
      { value: '1 of 4', ok: false, misses: [expect.stringContaining('x'), expect.anything(), expect.anything()] },
    ])
  })
})

describe('scoreWptUrl', () => {
  it('compares href, host and failure, and tells what is beyond our bound', () => {
    put(
      'wpt/urltestdata.json',
      JSON.stringify([
        'a comment',
        { input: '../x', base: 'http://a.example/b/', href: 'http://a.example/x', hostname: 'a.example' },
        { input: 'http://a b/', base: null, failure: true },
        { input: 'http://a.example/', base: null, href: 'http://b.example/', hostname: 'b.example' },
        { input: `http://a.example/${'x'.repeat(9_000)}`, base: null, href: '', hostname: '' },
      ]),
    )
    put(
      'wpt/toascii.json',
      JSON.stringify([
        { input: 'ß.example', output: 'xn--zca.example' },
        { input: 'a b', output: null },
      ]),
    )
    const measures = scoreWptUrl(folder)
    expect(measures).toContainEqual(expect.objectContaining({ measure: 'urltestdata.json', value: '2 of 3', ok: false }))
    expect(measures).toContainEqual(expect.objectContaining({ measure: 'urltestdata.json: beyond 8192 characters', value: '1', ok: null }))
    expect(measures).toContainEqual(expect.objectContaining({ measure: 'toascii.json', value: '2 of 2', ok: true }))
    expect(measures).toContainEqual(expect.objectContaining({ measure: 'IdnaTestV2.json', value: NOT_HERE }))
  })
})

describe('scoreHrefs', () => {
  it('says that there is no mail', async () => {
    expect(await scoreHrefs(folder)).toMatchObject([{ value: NOT_HERE, ok: null }])
  })

  it('reads each HTML part with another parser, mail addresses and fragments left out', async () => {
    const html =
      '<base href="https://b.example/"><a href="x">x</a><a href="mailto:a@b.se">x</a><a href="#y">y</a><form action="https://a.example/">'
    put('mail.some/a.eml', `Subject: a\r\nContent-Type: text/html\r\n\r\n${html}`)
    expect(await scoreHrefs(folder)).toMatchObject([{ value: '3 of 3 (100.00 %)', ok: true, misses: [] }, { value: '2' }])
  })

  it('knows a miss', async () => {
    const missed = await missedIn('<a href="https://a.example/">x</a>', { type: 'words', words: { html: '<p>x' }, files: [] })
    expect(missed).toEqual({ total: 1, words: 0, addresses: ['https://a.example/'] })
  })
})

describe('measureFinding', () => {
  it('has a line for each pattern and reader, with the times by size', () => {
    const measures = measureFinding({ x: 'x ' }, [100, 200])
    expect(measures.map(({ measure }) => measure)).toEqual(['text: x', 'mail: x', 'html: x'])
    for (const { value } of measures) expect(value).toMatch(/^\d+ ms, \d+ ms; ×\d+\.\d\d$/)
  })
})
