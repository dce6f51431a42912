/** In HTML the words of one line are revealed together, whatever tags part them. */
import { describe, expect, it } from '@jest/globals'
import { parseHtml } from '../../../../src/parse/html/html.ts'

const parse = (html: string) => parseHtml(html, { partId: 'p1', firstLink: 1 })
const body = (html: string) => parse(html).html?.body
const tags = (text: string): string => [...text].map((letter) => `&#${0xe0000 + letter.charCodeAt(0)};`).join('')

describe('HTML with characters that nobody sees', () => {
  it('drops them from both renderings and counts them', () => {
    const { html, text, unseen } = parse(`<p>pay${tags('now')}&#8203;pal</p>`)
    expect(html?.body).toBe('<p>paypal</p>')
    expect(text.body).toBe('paypal')
    expect(unseen).toEqual([
      { kind: 'tag', count: 3, inWords: 3, decoded: 'now' },
      { kind: 'zero-width', count: 1, inWords: 1, decoded: '' },
    ])
  })

  it('finds an address that was parted by them, and knows it as it was written', () => {
    const { links } = parse('<p>see evil&shy;site.com</p>')
    expect(links.map(({ untrustedUrl, url }) => [untrustedUrl, url])).toEqual([['evil\u00adsite.com', 'http://evilsite.com/']])
  })

  it('keeps an emoji together whose joiner stands between tags', () => {
    expect(body('<b>👨</b>&zwj;<b>👩</b>')).toBe('<b>👨</b><b>\u200d👩</b>')
    expect(body('<b>👨&zwj;</b>👩')).toBe('<b>👨</b>\u200d👩')
    expect(body('<b>❤</b>&#xfe0f; ok')).toBe('<b>❤</b>\ufe0f ok')
  })

  it('keeps a Persian word together whose joiner stands at a tag', () => {
    expect(body('می&zwnj;<b>خواهم</b>')).toBe('می\u200c<b>خواهم</b>')
    expect(body('<i>می</i>&zwnj;خواهم')).toBe('<i>می</i>\u200cخواهم')
  })

  it('keeps what a word needs at the end of its line', () => {
    expect(body('<div>ଫର୍ମାଟ୍&zwnj;</div><div>ه&zwj;</div>')).toBe('<div>ଫର୍ମାଟ୍\u200c</div><div>ه\u200d</div>')
  })

  it.each([
    ['a line that ends', '<p>👨&zwj;</p><p>👩</p>', '<p>👨</p><p>👩</p>'],
    ['words that are none', 'a&zwj;<b>b</b>', 'a<b>b</b>'],
    ['the end', 'می&zwj;&zwj;&zwnj;', 'می'],
    ['selectors behind a tag', 'a<b>&#xe0141;&#xe0142;b</b>', 'a<b>b</b>'],
  ])('leaves none over at %s', (_, html, expected) => {
    expect(body(html)).toBe(expected)
    expect(parse(html).unseen).not.toEqual([])
  })

  it.each([
    ['selectors', `❤&#xfe0f;<b>${[...'secret'].map((letter) => `&#${0xe0100 + letter.charCodeAt(0) - 16};`).join('')}</b>`],
    ['tags behind a flag', `🏴${tags('gbsct')}&#xe007f;<b>${tags('secret')}</b>`],
    ['tags behind a black flag', `🏴<b>${tags('secret')}</b>`],
    ['joiners', 'ଫର୍ମାଟ୍&zwnj;<b>&zwnj;&zwj;&zwnj;&zwj;&zwj;&zwnj;x</b>'],
    ['blanks', 'ผ&#8203;<b>&#8203;&#8203;&#8203;&#8203;&#8203;&#8203;&#8203;ก</b>'],
    ['marks of direction', '<p>שלום &lrm;<b>&lrm;&rlm;&lrm;&rlm;&rlm;&rlm;&lrm;</b>!</p>'],
  ])('lets nothing go on in the next element that was needed in one: %s', (_, html) => {
    expect(body(html)?.replace(/^.*<b>/, '')).not.toMatch(/[\p{DI}]/u)
  })

  it('bounds marks that are piled up over tags', () => {
    const marks = body(`a${'<i>\u0301\u0302\u0303</i>'.repeat(50)}`)?.match(/\p{M}/gu)
    expect(marks?.length).toBeLessThanOrEqual(4)
  })

  it('cleans the words that stand for a picture, and hidden ones', () => {
    const { html, hidden, unseen } = parse(`<img src="cid:a" alt="pay&#8203;pal"><div style="display:none">x${tags('y')}z</div>`)
    expect(html?.slots).toMatchObject([{ alt: 'paypal' }])
    expect(hidden).toMatchObject([{ words: 'xz' }])
    expect(unseen.map(({ kind }) => kind)).toEqual(['zero-width', 'tag'])
  })

  it('near-miss: Hebrew keeps its marks of direction in an element of their own', () => {
    expect(body('<p>שלום <span>&lrm;(5)</span></p>')).toContain('\u200e(5)')
  })
})
