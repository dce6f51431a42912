/** Where an address ends among the words around it. */
import { describe, expect, it } from '@jest/globals'
import { findAddresses } from '../../../src/parse/text/find-addresses.ts'

const found = (text: string) => findAddresses(text, 100).map(({ start, end }) => text.slice(start, end))

describe('the end of an address', () => {
  it.each([
    ['(see https://example.com/a_(b))', ['https://example.com/a_(b)']],
    ['https://example.com/a(and more', ['https://example.com/a']],
    ['https://example.com/[a]{b}/c', ['https://example.com/[a]{b}/c']],
    ['[url=https://evil.example]text[/url]', ['https://evil.example']],
    ['"https://example.com/x","y"', ['https://example.com/x']],
    ['https://example.com/?q="shoes"&p=2', ['https://example.com/?q="shoes"&p=2']],
    ["'https://a.example/x','https://b.example/y'", ['https://a.example/x', 'https://b.example/y']],
    ["https://example.com/it's/ok", ["https://example.com/it's/ok"]],
    ['https://a.example,https://b.example', ['https://a.example', 'https://b.example']],
    ['https://a.example;x', ['https://a.example']],
    ['https://example.com/a,b;c.', ['https://example.com/a,b;c']],
    ['https://example.com/x?!…', ['https://example.com/x']],
    ['https://example.com/a--b---', ['https://example.com/a--b---']],
    ['https://example.com/a…b', ['https://example.com/a…b']],
    ['| https://example.com/x|', ['https://example.com/x']],
    ['https://example.com/x｜next', ['https://example.com/x']],
    ['http://[2001:db8::1]:80/x)', ['http://[2001:db8::1]:80/x']],
    ["http://-.~_!$&'()*+,;=:%40:80%2f::@example.com/x", ["http://-.~_!$&'()*+,;=:%40:80%2f::@example.com/x"]],
    ['hxxps://evil[.]example[.]com/x', ['hxxps://evil[.]example[.]com/x']],
    ['*https://example.com/x* **https://example.com/y**', ['https://example.com/x', 'https://example.com/y']],
    ['_https://example.com/x_, ~https://example.com/y~', ['https://example.com/x', 'https://example.com/y']],
    ['*_https://example.com/x_*', ['https://example.com/x']],
    ['_see https://example.com/x_', ['https://example.com/x']],
    ['https://example.com/_x_', ['https://example.com/_x_']],
    ['snake_case https://example.com/x_', ['https://example.com/x_']],
    ['_done_ https://example.com/x_', ['https://example.com/x_']],
    ['https://example.com/~', ['https://example.com/~']],
  ])('of %j', (text, addresses) => {
    expect(found(text)).toEqual(addresses)
  })

  it.each(['http://', 'http://?', 'http://#', 'http://..', 'http://../x', 'https:// example', '//', '//a', '///a', 'h://x'])(
    'near-miss: %j has none, for it has no host',
    (text) => {
      expect(found(text)).toEqual([])
    },
  )

  it.each([
    ['//example.com/x', '//example.com/x'],
    ['(//example.com)', '//example.com'],
    ['//localhost:3000/x', '//localhost:3000/x'],
    ['a//example.com', 'example.com'],
    ['////example.com', 'example.com'],
  ])('takes the slashes before a host along where they begin it: %j', (text, written) => {
    expect(found(text)).toEqual([written])
  })

  it.each(['http://a/(', "'http://a/", 'http://a,', '"http://a/', '_https://a.se/_', '(', '@', 'http://http://'])(
    'hostile: 300,000 characters of %j are read in one pass',
    (unit) => {
      const text = unit.repeat(Math.ceil(300_000 / unit.length))
      const addresses = findAddresses(text, text.length)
      expect(addresses.every(({ start, end }, index) => start < end && start >= (addresses[index - 1]?.end ?? 0))).toBe(true)
    },
  )
})
