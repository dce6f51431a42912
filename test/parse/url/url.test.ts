import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { MAX_URL_CHARACTERS, parseUrl } from '../../../src/parse/url.ts'

describe('parseUrl', () => {
  it.each([
    ['HTTPS://Example.COM/a', 'https', 'example.com', 'example.com', 'com'],
    ['https://a.b.co.uk/', 'https', 'a.b.co.uk', 'b.co.uk', 'co.uk'],
    ['http://alice.github.io/', 'http', 'alice.github.io', 'alice.github.io', 'github.io'],
    ['http:\\\\evil.example.net\\x', 'http', 'evil.example.net', 'example.net', 'net'],
    [' \u0001ht\ntp://exa\tmple.com/', 'http', 'example.com', 'example.com', 'com'],
    ['https://ｅｘａｍｐｌｅ。com/', 'https', 'example.com', 'example.com', 'com'],
    ['https://example.com./', 'https', 'example.com', 'example.com', 'com'],
    ['https://пример.рф/', 'https', 'xn--e1afmkfd.xn--p1ai', 'xn--e1afmkfd.xn--p1ai', 'xn--p1ai'],
    ['myapp://Foo.Bar/x', 'myapp', 'foo.bar', 'foo.bar', 'bar'],
    ['http://localhost/', 'http', 'localhost', null, null],
    ['javascript:alert(1)', 'javascript', null, null, null],
    ['mailto:a@example.com', 'mailto', null, null, null],
  ])('reads %j as a browser would', (address, scheme, host, registrableDomain, publicSuffix) => {
    expect(parseUrl(address)).toMatchObject({ scheme, host, registrableDomain, publicSuffix, isIp: null })
  })

  it.each([
    ['http://2130706433/', '127.0.0.1', 4],
    ['http://0x7f.1/', '127.0.0.1', 4],
    ['http://017700000001/', '127.0.0.1', 4],
    ['http://[::FFFF:127.0.0.1]/', '::ffff:7f00:1', 6],
  ] as const)('sees the address behind %s, and no name', (address, host, isIp) => {
    expect(parseUrl(address)).toMatchObject({ host, isIp, registrableDomain: null, publicSuffix: null })
  })

  it('shows an A-label as people read it', () => {
    expect(parseUrl('https://xn--e1afmkfd.xn--p1ai/')?.unicodeHost).toBe('пример.рф')
    expect(parseUrl('https://example.com/')?.unicodeHost).toBe('example.com')
  })

  it('keeps user and password apart from the host', () => {
    expect(parseUrl('https://bank.com:443@evil.net:99/p')).toMatchObject({
      username: 'bank.com',
      password: '443',
      host: 'evil.net',
      port: '99',
    })
  })

  it('resolves against a base and refuses what has none', () => {
    expect(parseUrl('../b', 'https://example.com/x/y/')?.href).toBe('https://example.com/x/b')
    expect(parseUrl('../b')).toBeNull()
    expect(parseUrl('../b', 'not a base')).toBeNull()
  })

  it('refuses what a browser refuses and what is too long', () => {
    expect(parseUrl('http://exa mple.com/')).toBeNull()
    expect(parseUrl(`https://example.com/${'a'.repeat(MAX_URL_CHARACTERS)}`)).toBeNull()
    expect(parseUrl(`https://example.com/${'a'.repeat(1_000)}`)).not.toBeNull()
  })

  it('never throws, and its href always parses to itself', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string({ unit: 'binary' }),
          fc.string().map((rest) => `http://${rest}`),
        ),
        (untrusted) => {
          const parsed = parseUrl(untrusted)
          if (parsed !== null) expect(parseUrl(parsed.href)?.href).toBe(parsed.href)
        },
      ),
    )
  })
})
