/** Gateway addresses in an answer become the original ones again, however a mail program wrote them; nothing else changes. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { deriveLinkKeys } from '../../src/release/link-keys.ts'
import { readLinkToken, signLink } from '../../src/release/link-token.ts'
import { unwrapHtml, unwrapText } from '../../src/release/unwrap.ts'

const PUBLIC_URL = 'https://forebay.example'
const keys = deriveLinkKeys(Buffer.alloc(32, 1), 0)
const unwrapping = { publicUrl: PUBLIC_URL, read: (token: string, host: string) => readLinkToken(token, keys, host)?.url ?? null }

function wrapped(url: string, publicUrl = PUBLIC_URL): string {
  const host = new URL(url).hostname
  return signLink({ messageId: '0193b0c8-0000-7000-8000-000000000001', linkId: 'l1', url, host, issuedAt: 0, agent: null }, keys, publicUrl)
}

const URL_A = 'https://example.com/a?b=c&d="e"'
const GATE = wrapped(URL_A)
const FORGED = `${GATE.slice(0, -1)}${GATE.endsWith('A') ? 'B' : 'A'}`
const text = (words: string) => unwrapText(words, unwrapping).text
const html = (markup: string) => unwrapHtml(markup, unwrapping).html

describe('unwrapText', () => {
  it('gives the original and says what it was', () => {
    expect(unwrapText(`See ${GATE}, and ${GATE}.`, unwrapping)).toEqual({
      text: `See ${URL_A}, and ${URL_A}.`,
      links: [{ from: GATE, to: URL_A }],
    })
  })

  it.each([
    ['in brackets', `<${GATE}>`, `<${URL_A}>`],
    ['at the end of a sentence', `${GATE}. Then`, `${URL_A}. Then`],
    ['in markdown', `_${GATE}_ [x](${GATE})`, `_${URL_A}_ [x](${URL_A})`],
    ['without a scheme', GATE.slice('https://'.length), URL_A],
    ['with a host in capitals', GATE.replace('https://forebay.example', 'HTTPS://Forebay.Example'), URL_A],
    ['over plain HTTP', GATE.replace('https:', 'http:'), URL_A],
    ['broken over lines', `${GATE.slice(0, 60)}\r\n${GATE.slice(60, 110)}\r\n${GATE.slice(110)} end`, `${URL_A} end`],
    ['broken and quoted', `> > ${GATE.slice(0, 70)}\n> > ${GATE.slice(70, 130)}\n> > ${GATE.slice(130)}\n> > end`, `> > ${URL_A}\n> > end`],
    ['broken in its host', `${GATE.slice(0, 30)}\n${GATE.slice(30)}`, URL_A],
    ['broken in the format of RFC 3676', `${GATE.slice(0, 72)} \r\n${GATE.slice(72)}`, URL_A],
    ['two on two lines', `${GATE}\n${GATE}`, `${URL_A}\n${URL_A}`],
    [
      'in the query of another gateway',
      `https://safe.example/?url=${encodeURIComponent(GATE)}&data=1`,
      `https://safe.example/?url=${encodeURIComponent(URL_A)}&data=1`,
    ],
    [
      'in a gateway within a gateway',
      `https://a.example/?u=${encodeURIComponent(`https://b.example/?u=${encodeURIComponent(GATE)}`)}`,
      `https://a.example/?u=${encodeURIComponent(`https://b.example/?u=${encodeURIComponent(URL_A)}`)}`,
    ],
    [
      'encoded in small letters',
      `u=${encodeURIComponent(GATE).replaceAll('%2F', '%2f').replaceAll('%3A', '%3a')}`,
      `u=${encodeURIComponent(URL_A)}`,
    ],
  ])('reads one %s', (_name, given, expected) => {
    expect(text(given)).toBe(expected)
  })

  it.each(['http://[2001:db8::1]:8443/a', 'https://xn--bcher-kva.example/', 'https://example.com/#a'])(
    'reads one of %s, encoded or not',
    (url) => {
      expect(text(`${wrapped(url)} ${encodeURIComponent(wrapped(url))}`)).toBe(`${url} ${encodeURIComponent(url)}`)
    },
  )

  it('reads one that was wrapped twice, to its end', () => {
    expect(text(wrapped(wrapped(URL_A)))).toBe(URL_A)
  })

  it('reads those of an installation with a port and a path', () => {
    const publicUrl = 'http://127.0.0.1:8080/forebay'
    const gate = wrapped(URL_A, publicUrl)
    expect(unwrapText(`${gate} ${encodeURIComponent(gate)}`, { ...unwrapping, publicUrl }).text).toBe(
      `${URL_A} ${encodeURIComponent(URL_A)}`,
    )
  })

  it('near-miss: leaves what is not signed here, and names it', () => {
    expect(unwrapText(`${FORGED} x`, unwrapping)).toEqual({ text: `${FORGED} x`, links: [{ from: FORGED, to: null }] })
  })

  it.each([
    ['another host', GATE.replace('https://forebay.example', 'https://other.example')],
    ['a host that ends alike', GATE.replace('https://', 'https://not')],
    ['another host beside the token', GATE.replace('/example.com/', '/evil.example/')],
    ['a page of the gateway', 'https://forebay.example/l/ and https://forebay.example/l/a/b'],
    ['a token that was cut off', GATE.slice(0, -5)],
    ['a token with words on the next line', `${GATE.slice(0, -5)}\nwords`],
    ['plain words', 'https://example.com/ forebay.example'],
  ])('near-miss: leaves %s', (_name, given) => {
    expect(text(given)).toBe(given)
    expect(html(given)).toBe(given)
  })

  it('always gives back what was wrapped, whatever stands around it', () => {
    fc.assert(
      fc.property(
        fc.webUrl({ withQueryParameters: true, withFragments: true }),
        fc.constantFrom(' ', '\n\n', '(', '"', ',', '>', '\u00e5'),
        (url, around) => {
          const { href } = new URL(url)
          expect(text(`${around}${wrapped(href)}${around}`)).toBe(`${around}${href}${around}`)
        },
      ),
    )
  })

  it('never changes words without one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => expect(unwrapText(words, unwrapping)).toEqual({ text: words, links: [] })),
    )
  })
})

describe('unwrapHtml', () => {
  it('writes addresses as markup wants them, in attributes and in words', () => {
    const safe = 'https://example.com/a?b=c&amp;d=&quot;e&quot;'
    expect(html(`<a href="${GATE}" title='${GATE}'>${GATE}</a>`)).toBe(`<a href="${safe}" title='${safe}'>${safe}</a>`)
  })

  it('lets nothing out of the attribute that it stands in', () => {
    const evil = wrapped(`https://example.com/?a='><script>`)
    const given = unwrapHtml(`<a href='${evil}'>`, unwrapping).html
    expect(given).not.toContain('<script')
    expect(given.match(/'/g)).toHaveLength(2)
  })

  it.each([
    ['numbers', GATE.replaceAll('/', '&#47;').replaceAll('.', '&#x2e;')],
    ['names', GATE.replaceAll('/', '&sol;').replaceAll('_', '&lowbar;').replace(':', '&colon;')],
    ['a break where a line may end', `${GATE.slice(0, 60)}<wbr>${GATE.slice(60, 90)}&#8203;${GATE.slice(90)}`],
    ['a line end in the attribute', `${GATE.slice(0, 60)}\n  ${GATE.slice(60)}`],
  ])('reads one written with %s', (_name, address) => {
    expect(html(`&nbsp;<a href="${address}">&lt;1&gt;</a>&amp;`)).toBe(
      '&nbsp;<a href="https://example.com/a?b=c&amp;d=&quot;e&quot;">&lt;1&gt;</a>&amp;',
    )
  })

  it('reads one within another gateway, whose own parameters are escaped', () => {
    const given = `<a href="https://safe.example/?url=${encodeURIComponent(GATE)}&amp;data=1">`
    expect(html(given)).toBe(`<a href="https://safe.example/?url=${encodeURIComponent(URL_A)}&amp;data=1">`)
  })

  it('never changes markup without one', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (markup) => expect(html(`&amp;${markup}&#47`)).toBe(`&amp;${markup}&#47`)))
  })
})

describe('hostile input', () => {
  const asked = (words: string) => {
    let reads = 0
    const read = () => {
      reads += 1
      return null
    }
    unwrapText(words, { publicUrl: PUBLIC_URL, read })
    unwrapHtml(words, { publicUrl: PUBLIC_URL, read })
    return reads
  }

  it.each([
    ['beginnings without an end', 'https://forebay.example/l/'.repeat(40_000)],
    ['encoded beginnings', 'forebay.example%2Fl%2F'.repeat(40_000)],
    ['one token without an end', `https://forebay.example/l/a/${'a.'.repeat(500_000)}`],
    ['a token of one letter a line', `https://forebay.example/l/a/a.b.${'c\n'.repeat(500_000)}`],
    ['a host of one letter a line', `https://forebay.example/l/${'c\n'.repeat(500_000)}`],
    ['references', '&#47;'.repeat(200_000)],
    ['ampersands', '&'.repeat(1_000_000)],
  ])('bears %s', (_name, words) => {
    expect(asked(words)).toBeLessThanOrEqual(8)
  })

  it('asks for each of many forgeries a few times at most', () => {
    expect(asked(`${FORGED}\n`.repeat(2_000))).toBeLessThanOrEqual(2 * 4 * 2_000)
  })
})
