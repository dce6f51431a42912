/** Words that only a program would take for an address stay words, and no program can make one of them. */
import { describe, expect, it } from '@jest/globals'
import * as linkify from 'linkifyjs'
import { parseHtml } from '../../../src/parse/html/html.ts'
import { findAddresses } from '../../../src/parse/text/find-addresses.ts'
import { parseText } from '../../../src/parse/text/text.ts'

const OPTIONS = { partId: 'p1', firstLink: 1 }
const linkedIn = (words: string) => linkify.find(words, 'url').filter(({ value }) => !/^(?:mailto:|localhost)/i.test(value))

describe('false addresses', () => {
  it.each([
    ['@example.com', '@example[.]com'],
    ['thanks @shop.io!', 'thanks @shop[.]io!'],
    ['_example.com', '_example[.]com'],
    ['/path/to/file.pl', '/path/to/file[.]pl'],
    ['C:\\tools\\run.sh', 'C:\\tools\\run[.]sh'],
    ['c:file.pl', 'c:file[.]pl'],
    ['path:to:file.pm', 'path:to:file[.]pm'],
    ['///test.com', '///test[.]com'],
    ['shop.com:500000', 'shop[.]com:500000'],
    ['http://-example.com', 'hxxp://-example[.]com'],
    ['http://a.-b.com/', 'hxxp://a[.]-b[.]com/'],
    ['http://.example.com', 'hxxp://[.]example[.]com'],
    ['http://example.com@', 'hxxp://example[.]com@'],
  ])('%s stays words', (text, body) => {
    const { rendering, links } = parseText(text, OPTIONS)
    expect([rendering.body, rendering.slots, links]).toEqual([body, [], []])
    expect(linkedIn(rendering.body)).toEqual([])
    const html = parseHtml(`<p>${text}</p>`, { partId: 'p1', firstLink: 1 })
    expect(html.links).toEqual([])
    expect(html.text.body.trim()).toBe(body)
    expect(linkedIn(html.text.body)).toEqual([])
  })

  it.each([
    'example.com',
    'see _example.com_ now',
    '_https://example.com/a_',
    '*example.com*',
    '-example.com',
    'site:example.com',
    '//example.com/a',
    'shop.com:8080',
    'http://a-b.com',
    'http://a-.example.com/',
    'http:///example.com',
    'https://user@example.com/',
    'http://localhost:3000/x',
    'http://localhost/admin',
    '_file:hello',
    '_http://example.com and more',
    '_example.com/login',
    '@example.com/login',
    '/example.com/login?x',
    'http://-example.com/login',
    '_javascript:alert(1)',
    'http://a@-b@evil.example/x',
    'http://a@:@evil.example/x',
    'Link:evil.pl',
    'file:sub.in',
    '@h\u00adttps://1249763844/x',
  ])('%s is an address (near-miss)', (text) => {
    expect(findAddresses(text, 5).filter(({ isFalse }) => !isFalse)).toHaveLength(1)
  })

  it.each(['localhost/åäö.se', 'see localhost/path.zip', 'localhost:8080/a.se'])(
    "reads what follows one's own machine as an address: %s",
    (words) => {
      const { body, slots } = parseText(words, OPTIONS).rendering
      expect(slots.length).toBeGreaterThan(0)
      const cuts = [0, ...slots.map(({ at }) => at), body.length]
      expect(
        cuts
          .flatMap((cut, index) => linkify.find(body.slice(cuts[index - 1] ?? 0, cut), 'url'))
          .filter(({ value }) => !/^localhost\/?$/.test(value)),
      ).toEqual([])
    },
  )

  it('leaves the words of an anchor in the anchor, without a second way out', () => {
    const { html, links } = parseHtml('<a href="https://evil.example/">@bank.com</a>', { partId: 'p1', firstLink: 1 })
    expect(links).toMatchObject([{ untrustedUrl: 'https://evil.example/', shownText: '@bank[.]com' }])
    expect(html?.slots.map(({ kind }) => kind)).toEqual(['link-open', 'link-close'])
    expect(html?.body).toContain('bank[.]com')
  })

  it('counts places, so that a flood of them is no way around the limit', () => {
    const flood = parseText('@a.com '.repeat(100), { ...OPTIONS, maxLinks: 10 })
    expect(flood.incomplete).toBe('TEXT_TOO_MANY_LINKS')
    expect(linkedIn(flood.rendering.body)).toEqual([])
  })
})
