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

  // UTS 46: these are disallowed, so no browser opens the name; a reader who sees `evil.com` must not get it as words all the same.
  it.each(['evil\u202e.com', 'ev\u200eil.com', 'ev\u2066il.com'])('that no browser opens is found, with a null url: %j', (text) => {
    expect(found(text)).toEqual([[text, null]])
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
