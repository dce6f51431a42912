import { describe, expect, it } from '@jest/globals'
import { readListSettings, shownSource } from '../../../src/lookups/lists/settings.ts'

const list = { id: 'own', kind: 'block', source: 'config/blocked.txt' }

describe('the settings of lists', () => {
  it('are none when there are none', () => {
    expect(readListSettings(undefined)).toEqual([])
    expect(readListSettings(null)).toEqual([])
    expect(readListSettings([])).toEqual([])
  })

  it('say the rest by themselves: a file may be old, a feed may not', () => {
    expect(readListSettings([list, { ...list, id: 'feed', source: 'https://feeds.example/list' }])).toEqual([
      { ...list, format: 'auto', category: null, refreshMinutes: 60, staleAfterHours: null },
      {
        ...{ id: 'feed', kind: 'block', source: 'https://feeds.example/list', format: 'auto', category: null },
        ...{ refreshMinutes: 60, staleAfterHours: 48 },
      },
    ])
  })

  it('may say all of it', () => {
    const whole = { ...list, kind: 'allow', format: 'adblock', category: 'phishing', refreshMinutes: 5, staleAfterHours: 2 }
    expect(readListSettings([whole])).toEqual([whole])
  })

  it.each<[string, unknown, string]>([
    ['a word', 'x', 'lists'],
    ['a list of words', ['x'], 'lists[0]'],
    ['a key that is not known', [{ ...list, refreshMinute: 5 }], 'lists[0].refreshMinute'],
    ['no id', [{ kind: 'block', source: 'x' }], 'lists[0].id'],
    ['an id that is a path', [{ ...list, id: '../x' }], 'lists[0].id'],
    ['an id twice', [list, list], 'lists[1].id'],
    ['no kind', [{ id: 'own', source: 'x' }], 'lists[0].kind'],
    ['another kind', [list, { ...list, id: 'b', kind: 'deny' }], 'lists[1].kind'],
    ['no source', [{ id: 'own', kind: 'block' }], 'lists[0].source'],
    ['a source without encryption', [{ ...list, source: 'http://feeds.example/' }], 'lists[0].source'],
    ['a source of another scheme', [{ ...list, source: 'ftp://feeds.example/' }], 'lists[0].source'],
    ['another format', [{ ...list, format: 'xml' }], 'lists[0].format'],
    ['a category that is a sentence', [{ ...list, category: 'very bad' }], 'lists[0].category'],
    ['a time that is a word', [{ ...list, refreshMinutes: 'often' }], 'lists[0].refreshMinutes'],
    ['a time of nothing', [{ ...list, refreshMinutes: 0 }], 'lists[0].refreshMinutes'],
    ['an age of nothing', [{ ...list, staleAfterHours: 0 }], 'lists[0].staleAfterHours'],
    ['a time without end', [{ ...list, refreshMinutes: Number.POSITIVE_INFINITY }], 'lists[0].refreshMinutes'],
  ])('with %s are refused by the path', (_what, value, field) => {
    expect(() => readListSettings(value)).toThrow(expect.objectContaining({ code: 'LISTS_INVALID', field }))
  })
})

describe('a source as people see it', () => {
  it.each([
    ['config/blocked.txt', 'config/blocked.txt'],
    ['https://feeds.example/list.txt', 'https://feeds.example/list.txt'],
    ['https://anna:secret@feeds.example/list.txt?key=secret#secret', 'https://feeds.example/list.txt'],
    ['https://feeds.example/v2/files/exports/SECRET/recent.csv', 'https://feeds.example/…/recent.csv'],
  ])('of %s is %s', (source, shown) => {
    expect(shownSource(source)).toBe(shown)
  })
})
