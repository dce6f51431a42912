/** What no reader sees in an address changes neither that it is found nor what it opens. */
import { describe, expect, it } from '@jest/globals'
import { parseText } from '../../../src/parse/text/text.ts'

const found = (text: string) => parseText(text, { partId: 'p1', firstLink: 1 }).links.map((link) => [link.untrustedUrl, link.url])

describe('an address in disguise', () => {
  it.each([
    ['a zero-width blank in the name', 'ev\u200bil.com', 'http://evil.com/'],
    ['a word joiner in the top level domain', 'evil.c\u2060om/x', 'http://evil.com/x'],
    ['a soft hyphen', 'ev\u00adil.com', 'http://evil.com/'],
    ['a byte order mark', 'ev\ufeffil.com', 'http://evil.com/'],
    ['a variation selector', 'evil\ufe0e.com', 'http://evil.com/'],
    ['a variation selector beyond the BMP', 'ev\u{e0100}il.com', 'http://evil.com/'],
    ['a Hangul filler', 'ev\u3164il.com', 'http://evil.com/'],
    ['a grapheme joiner', 'ev\u034fil.com', 'http://evil.com/'],
    ['a hundred of them in one label', `evil.c${'\u200b'.repeat(100)}om/`, 'http://evil.com/'],
    ['squared letters', '🄴vil.com', 'http://evil.com/'],
    ['a zero-width blank before the path', 'evil.com\u200b/x', 'http://evil.com/x'],
    ['one in the scheme', 'ht\u200btps://evil.com/x', 'https://evil.com/x'],
    ['one before the colon', 'http\ufeff://evil.com', 'http://evil.com/'],
    ['one between the slashes', 'http:/\u200b/evil.com', 'http://evil.com/'],
    ['one in a scheme without slashes', 'java\u200bscript:alert(1)', 'javascript:alert(1)'],
    ['a fullwidth name with an ideographic dot', 'ｅｖｉｌ。ｃｏｍ', 'http://evil.com/'],
    ['curly brackets around the dot', 'evil{.}com', 'http://evil.com/'],
    ['a word for the dot', 'evil[dot]com/x', 'http://evil.com/x'],
  ])('is found whole, and leads where a browser would go: %s', (_, text, url) => {
    expect(found(text)).toEqual([[text, url]])
  })

  // UTS 46: as written no browser opens these, but without what nobody sees they are what a reader sees.
  it.each([
    ['evil\u202e.com', 'http://evil.com/'],
    ['ev\u200eil.com', 'http://evil.com/'],
    ['ev\u2066il.com', 'http://evil.com/'],
    ['ev\u200dil.com', 'http://evil.com/'],
    ['ev\u{e0061}il.com', 'http://evil.com/'],
    ['ev\u2062il.com', 'http://evil.com/'],
    ['evil.c\u0336\u0337\u0338\u0321\u0322om', 'http://evil.com/'],
  ])('that no browser opens as it is written is found as it is read: %j', (text, url) => {
    expect(found(text)).toEqual([[text, url]])
  })

  it('is known as it was written, among words and in Markdown', () => {
    const written = '\u200b[a](https://x\u00ad.example/) and\u2060 ev\u00adil.com, [b](https://y.example/) e\u200bvil.com'
    expect(found(written).map(([untrustedUrl]) => untrustedUrl)).toEqual([
      'https://x\u00ad.example/',
      'https://y.example/',
      'ev\u00adil.com',
      'e\u200bvil.com',
    ])
  })

  it.each([
    ['\u200eexample.com\u200e', 'example.com', 'http://example.com/'],
    ['\u2068https://example.com/x\u2069', 'https://example.com/x', 'https://example.com/x'],
    ['https://example.com/x\u200b', 'https://example.com/x', 'https://example.com/x'],
  ])('near-miss: marks that only stand around the address %j are not in it', (text, written, url) => {
    expect(found(text)).toEqual([[written, url]])
  })

  it.each(['evil dot com', 'evil dot com slash x', '\u200b.\u200b', 'a\u200bb'])('near-miss: the words %j are left alone', (text) => {
    expect(found(text)).toEqual([])
  })

  it.each(['a.\u200b', ':\u200b', '\u200b', 'http:\u200b', 'a\u{e0100}', '\u202e.'])(
    'hostile: 300,000 characters of %j are read in one pass',
    (unit) => {
      const text = unit.repeat(Math.ceil(300_000 / unit.length))
      expect(parseText(text, { partId: 'p1', firstLink: 1 }).rendering.body.length).toBeLessThanOrEqual(text.length)
    },
  )
})
