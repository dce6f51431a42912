/** Each code is a link with the text as it is, and what a phone would open of it. */
import { describe, expect, it } from '@jest/globals'
import { barcodeLinks } from '../../../src/parse/image/barcode-links.ts'

const of = (...texts: readonly string[]) =>
  barcodeLinks(
    texts.map((untrustedText) => ({ format: 'qr', untrustedText })),
    'p3',
    7,
    100,
  )

it('is a link of the picture, numbered on, with the whole text', () => {
  expect(of('https://login.example/?a=1')).toEqual([
    {
      linkId: 'l7',
      partId: 'p3',
      untrustedUrl: 'https://login.example/?a=1',
      url: 'https://login.example/?a=1',
      shownText: null,
      source: 'qr',
      via: 'qr',
    },
  ])
})

describe('what a phone opens', () => {
  it.each([
    ['HTTPS://LOGIN.EXAMPLE/A', 'https://login.example/A'],
    [' https://login.example \n', 'https://login.example/'],
    ['https://login.example/a b', 'https://login.example/a%20b'],
    ['login.com/path', 'http://login.com/path'],
    ['tel:+4612345678', 'tel:+4612345678'],
    ['javascript:alert(1)', 'javascript:alert(1)'],
    ['bitcoin:175tWpb8K1S7NmH4Zx6rewF9WQrcZv245W?amount=1', 'bitcoin:175tWpb8K1S7NmH4Zx6rewF9WQrcZv245W?amount=1'],
  ])('%j is one address', (text, url) => {
    expect(of(text).map((link) => [link.untrustedUrl, link.url])).toEqual([[text, url]])
  })

  it.each([
    ['words with an address', 'Happy birthday! http://www.geekup.org', ['http://www.geekup.org/']],
    ['a bookmark, which escapes its colons', 'MEBKM:TITLE:Bank;URL:https\\://login.example/a;;', ['https://login.example/a']],
    ['a card', 'BEGIN:VCARD\r\nN:Sean\r\nURL:https://login.example/\r\nEND:VCARD', ['https://login.example/']],
    ['an address behind a word', 'URLTO:https://login.example/', ['https://login.example/']],
  ])('%s: the whole text, and each address in it', (_name, text, urls) => {
    const [whole, ...inner] = of(text)
    expect(whole).toMatchObject({ untrustedUrl: text, url: null })
    expect(inner.map(({ url }) => url)).toEqual(urls)
  })

  it.each(['WIFI:T:WPA;S:guests;P:secret;;', 'SMSTO:+4612345678:JOIN', 'Table 12', '', '   '])(
    'near-miss: %j is a link without an address',
    (text) => {
      expect(of(text)).toMatchObject([{ untrustedUrl: text, url: null }])
      expect(of(text)).toHaveLength(1)
    },
  )
})

describe('hostile text', () => {
  it.each(['\0', '\uD800', 'http://', 'a:'.repeat(4_000), 'http://a.example '.repeat(400), '\\'.repeat(8_000)])('%.20j', (text) => {
    const links = of(text)
    expect(links[0]?.untrustedUrl).toBe(text)
    expect(links.length).toBeLessThanOrEqual(6)
  })

  it('gives no more links than are left', () => {
    const codes = Array.from({ length: 20 }, (_, at) => ({ format: 'qr', untrustedText: `${at} see http://a.example` }))
    expect(barcodeLinks(codes, 'p1', 1, 5)).toHaveLength(5)
  })
})
