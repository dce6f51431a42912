/** Links that a desk renders with words of their own are known with those words, and their marks are gone. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { parseText } from '../../../src/parse/text/text.ts'
import { openableIn } from './openable.ts'

const OPTIONS = { partId: 'p1', firstLink: 1 } as const
const parse = (text: string) => parseText(text, OPTIONS)
const links = (text: string) => parse(text).links.map(({ via, url, shownText }) => [via, url, shownText])

describe('markup', () => {
  it('opens a link before its words and closes it behind them', () => {
    expect(parse('See [our page](https://a.example/x "A title") now')).toMatchObject({
      rendering: {
        body: 'See our page now',
        slots: [
          { at: 4, kind: 'link-open', linkId: 'l1' },
          { at: 12, kind: 'link-close', linkId: 'l1' },
        ],
      },
      links: [{ untrustedUrl: 'https://a.example/x', url: 'https://a.example/x', shownText: 'our page', source: 'text', via: 'markdown' }],
    })
  })

  it('has the real address stand in for one among the words, which is only a claim', () => {
    expect(parse('[https://bank.example](https://evil.example)')).toMatchObject({
      rendering: { body: '', slots: [{ at: 0, kind: 'link', linkId: 'l1' }] },
      links: [{ url: 'https://evil.example/', shownText: 'https://bank.example' }],
    })
  })

  it.each([
    ['[a](<https://a.example/x y>)', 'https://a.example/x%20y', 'a'],
    ['[a](https://a.example/x_(y))', 'https://a.example/x_(y)', 'a'],
    ['[a](\n  https://a.example\n)', 'https://a.example/', 'a'],
    ['[a](//evil.example/x)', 'http://evil.example/x', 'a'],
    ['[a](evil.com/x)', 'http://evil.com/x', 'a'],
    ['[a](hxxps://evil[.]com)', 'https://evil.com/', 'a'],
    ['[a](javascript&colon;alert(1))', 'javascript:alert(1)', 'a'],
    ['[a](java&#115;cript:alert(1))', 'javascript:alert(1)', 'a'],
    ['[a](https://a.example/\\_x)', 'https://a.example/_x', 'a'],
    ['[a](ms-msdt:/id)', 'ms-msdt:/id', 'a'],
    ['[a](\\\\host\\share)', 'file://host/share', 'a'],
    ['![a cat](https://a.example/p.png)', 'https://a.example/p.png', 'a cat'],
    ['[two\nlines](https://a.example)', 'https://a.example/', 'two lines'],
    ['[a \\] b](https://a.example)', 'https://a.example/', 'a \\] b'],
    ['[[a]](https://a.example)', 'https://a.example/', '[a]'],
  ])('Markdown: %j', (text, url, shown) => {
    expect(links(text)).toEqual([['markdown', url, shown]])
  })

  it.each([
    ['<https://a.example/x|our page>', 'https://a.example/x', 'our page'],
    ['<https://a.example/?x=1&amp;y=2|a>', 'https://a.example/?x=1&y=2', 'a'],
    ['<//a.example|a>', 'http://a.example/', 'a'],
    ['<https://evil.example|https://bank.example>', 'https://evil.example/', 'https://bank.example'],
  ])('Slack: %j', (text, url, shown) => {
    expect(links(text)).toEqual([['slack', url, shown]])
  })

  it('knows references, and the definition as the link that it is', () => {
    expect(links('[a][Ref One], [ref  one][] and [1]\n\n[ref one]: https://a.example/x\n[1]: <https://b.example>')).toEqual([
      ['markdown', 'https://a.example/x', 'a'],
      ['markdown', 'https://a.example/x', 'ref one'],
      ['markdown', 'https://b.example/', '[1]'],
      ['text', 'https://a.example/x', null],
      ['text', 'https://b.example/', null],
    ])
  })

  it('knows a definition that plain words would hide', () => {
    expect(links('[a]\n\n[a]: javascript&colon;alert(1)')).toEqual([
      ['markdown', 'javascript:alert(1)', '[a]'],
      ['markdown', 'javascript:alert(1)', null],
    ])
    expect(parse('[a]\n\n[a]: javascript&colon;alert(1)').rendering.body).toBe('[a]\n\n[a]: ')
  })

  it('knows a picture inside a link, which has no place of its own', () => {
    const { rendering, links } = parse('[![logo](https://a.example/p.png)](https://b.example)')
    expect(rendering).toEqual({
      body: 'logo',
      slots: [
        { at: 0, kind: 'link-open', linkId: 'l1' },
        { at: 4, kind: 'link-close', linkId: 'l1' },
      ],
    })
    expect(links.map(({ url }) => url)).toEqual(['https://b.example/', 'https://a.example/p.png'])
  })

  it('has the inner of two links, as links do not nest', () => {
    expect(links('[a [b](https://b.example) c](https://c.example)')).toEqual([
      ['markdown', 'https://b.example/', 'b'],
      ['text', 'https://c.example/', null],
    ])
  })

  it('cuts an address that comes together over an opening', () => {
    expect(parse('evil.[com](https://good.example)').rendering.body).toBe('')
  })

  it.each([
    '[a](b)',
    '[a](/path) [b](#c) [c]()',
    '[mail us](mailto:anna@example.com)',
    '<mailto:anna@example.com|anna>, <#C123|general>, <@U123>, <!here>',
    'a[0](x) and f[i](j)',
    '[note]: something',
    '[1] without a definition',
    '[ ] todo, [x] done',
    'a < b | c > d',
  ])('near-miss: the words %j stay as they are', (text) => {
    expect(parse(text)).toEqual({ rendering: { body: text, slots: [] }, links: [], unseen: [], incomplete: null })
  })

  it.each([
    ['\\[a](https://a.example)', '\\[a]()'],
    ['[a](https://a.example b)', '[a]( b)'],
    ['[a\n\nb](https://a.example)', '[a\n\nb]()'],
    ['<https://a.example>', '<>'],
  ])('near-miss: %j is no markup, and its address is cut all the same', (text, body) => {
    expect(parse(text).rendering.body).toBe(body)
  })

  it('stops before the first link past the limit, and says so', () => {
    const parsed = parseText('[a](https://a.example) [b](https://b.example) [c](https://c.example)', { ...OPTIONS, maxLinks: 2 })
    expect(parsed).toMatchObject({ rendering: { body: 'a b ' }, incomplete: 'TEXT_TOO_MANY_LINKS' })
    expect(parsed.links).toHaveLength(2)
  })

  it.each([
    '[',
    '(',
    '](',
    '[a](',
    '![a](',
    '[![',
    '[a][',
    '[a](https://a.se "',
    '[a]: b\n',
    '[a]:',
    '<',
    '<https://a|',
    '|',
    '\n ',
    '\\[',
    '[]',
  ])('hostile: 300,000 characters of %j are read in one pass', (unit) => {
    const text = unit.repeat(Math.ceil(300_000 / unit.length))
    expect(parse(text).rendering.body.length).toBeLessThanOrEqual(text.length)
  })
})

const piece = fc.constantFrom(
  ...[
    '[',
    ']',
    '(',
    ')',
    '](',
    '][',
    ']:',
    '!',
    '<',
    '>',
    '|',
    '\n',
    '\n\n',
    ' ',
    '\\',
    '"',
    'words',
    'ref',
    '[ref]',
    '\n[ref]: https://r.example\n',
  ],
  ...['https://a.example/x', 'evil.com', '//evil.com', 'javascript:x', 'mailto:a@b.se', '<https://s.example|x>', '[a](https://m.example)'],
)
const marked = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''))

describe('markup, for any words', () => {
  it('never leaves an address between the slots that part the words', () => {
    fc.assert(
      fc.property(marked, (text) => {
        const { body, slots } = parse(text).rendering
        const cuts = [0, ...slots.filter(({ kind }) => kind !== 'link-open').map(({ at }) => at), body.length]
        for (let index = 1; index < cuts.length; index += 1) expect(openableIn(body.slice(cuts[index - 1], cuts[index]))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('always has its slots in order, and links that never nest', () => {
    fc.assert(
      fc.property(marked, (text) => {
        const { rendering, links } = parse(text)
        const known = new Set(links.map(({ linkId }) => linkId))
        expect(known.size).toBe(links.length)
        let open: string | null = null
        let before = 0
        for (const slot of rendering.slots) {
          expect(slot.at).toBeGreaterThanOrEqual(before)
          before = slot.at
          if (slot.kind === 'image') continue
          expect(known).toContain(slot.linkId)
          if (slot.kind === 'link-open') {
            expect(open).toBeNull()
            open = slot.linkId
          } else if (slot.kind === 'link-close') {
            expect(open).toBe(slot.linkId)
            open = null
          }
        }
        expect(open).toBeNull()
        expect(before).toBeLessThanOrEqual(rendering.body.length)
      }),
      { numRuns: 500 },
    )
  })
})
