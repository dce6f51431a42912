import { describe, expect, it } from '@jest/globals'
import { checkAddresses, compileListFile, showLists } from '../../src/cli/lists.ts'
import type { ListMatch, ListState } from '../../src/core/reputation.ts'

function output() {
  const written: string[] = []
  return { stdout: { write: (text: string) => written.push(text) }, text: () => written.join('') }
}

const list: ListState = {
  ...{ id: 'urlhaus', kind: 'block', source: 'https://feeds.example/…/recent.csv', format: 'csv', entries: 12_345 },
  ...{ refused: { count: 2 }, readAt: 0, ageMs: 7_200_000, category: null, stale: false, lastError: null },
}

describe('forebay lists', () => {
  it('shows each list with its age, and ends with 1 when one is stale', () => {
    const { stdout, text } = output()
    const own: ListState = { ...list, id: 'own', kind: 'allow', source: 'a\u001b[2J.txt', format: null, entries: 0, refused: { count: 0 } }
    const lists = [list, { ...own, readAt: null, ageMs: null, stale: true, lastError: 'LIST_SOURCE_MISSING' }]
    expect(showLists({ lists, stdout })).toBe(1)
    expect(text()).toBe(
      [
        'id       kind   entries  refused  age  state                            format  source',
        'urlhaus  block  12,345   2        2 h  ok                               csv     https://feeds.example/…/recent.csv',
        'own      allow  0        0             never read, LIST_SOURCE_MISSING          a\\u{1B}[2J.txt',
        '',
      ].join('\n'),
    )
    expect(showLists({ lists: [list], stdout })).toBe(0)
  })

  it('says so when there are none', () => {
    const { stdout, text } = output()
    expect(showLists({ lists: [], stdout })).toBe(0)
    expect(text()).toMatch(/^There are no lists/)
  })
})

describe('forebay lists compile', () => {
  it('says what was read and what was refused', async () => {
    const { stdout, text } = output()
    const compile = async (source: string, out: string, format: string) => {
      expect([source, out, format]).toEqual(['a.txt', 'a.list', 'auto'])
      const refused = { count: 3, reasons: { PUBLIC_SUFFIX: 3 }, lines: [{ line: 7, why: 'PUBLIC_SUFFIX' }] }
      return { header: { format: 'hosts', hosts: 1, paths: 2, exceptions: 0, duplicates: 1, refused }, sizeBytes: 2_048 }
    }
    await compileListFile({ source: 'a.txt', out: 'a.list', format: 'auto' }, { compile, stdout })
    expect(text()).toBe(
      'a.list: 1 host, 2 addresses, 0 exceptions, 1 duplicate, read as hosts, 2.0 KB\nrefused 3: PUBLIC_SUFFIX 3\n  line 7: PUBLIC_SUFFIX\n',
    )
  })
})

describe('forebay lists check', () => {
  const match = (href: string): readonly ListMatch[] =>
    new URL(href).hostname === 'evil.example'
      ? [{ kind: 'block', list: 'urlhaus', matched: 'evil.example/', category: 'malware', ageMs: 60_000 }]
      : []

  const lists = [list]

  it.each([
    ['there are no lists', [], 0, 'There are no lists. They are named in config/lists.yaml'],
    [
      'a list was never read',
      [list, { ...list, id: 'ours', readAt: null, ageMs: null, stale: true }],
      1,
      'Not looked at, for the service has not read them yet: ours\n',
    ],
  ] as const)('says what "on no list" is worth when %s', (_, known, code, sentence) => {
    const { stdout, text } = output()
    expect(checkAddresses(['good.example'], { match, lists: known, stdout })).toBe(code)
    expect(text()).toContain(`good.example  on no list\n${sentence}`)
  })

  it('names the lists that know an address, with or without a scheme', () => {
    const { stdout, text } = output()
    expect(checkAddresses(['evil.example', 'https://good.example/'], { match, lists, stdout })).toBe(1)
    expect(text()).toBe('evil.example  block  urlhaus  evil.example/ (malware, read 1 min ago)\nhttps://good.example/  on no list\n')
    expect(checkAddresses(['good.example'], { match, lists, stdout })).toBe(0)
  })

  it('looks at what an address carries on to', () => {
    const { stdout, text } = output()
    expect(checkAddresses(['https://www.google.com/url?q=https%3A%2F%2Fevil.example%2Fx'], { match, lists, stdout })).toBe(1)
    expect(text()).toContain('urlhaus  https://evil.example/x: evil.example/')
  })

  it.each(['https://', 'two words', ''])('refuses %j', (address) => {
    expect(() => checkAddresses([address], { match, lists, ...output() })).toThrow(expect.objectContaining({ code: 'INVALID_FIELD' }))
  })
})
