import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { canonicalise } from '../../../src/lookups/lists/canonical.ts'

const written = (address: string) => canonicalise(address)?.text

describe('the canonical form', () => {
  // The published examples, without those that have no scheme.
  it.each([
    ['http://host/%25%32%35', 'host/%25'],
    ['http://host/%25%32%35%25%32%35', 'host/%25%25'],
    ['http://host/%2525252525252525', 'host/%25'],
    ['http://host/asdf%25%32%35asd', 'host/asdf%25asd'],
    ['http://host/%%%25%32%35asd%%', 'host/%25%25%25asd%25%25'],
    ['http://www.google.com/', 'www.google.com/'],
    [
      'http://%31%36%38%2e%31%38%38%2e%39%39%2e%32%36/%2E%73%65%63%75%72%65/%77%77%77%2E%65%62%61%79%2E%63%6F%6D/',
      '168.188.99.26/.secure/www.ebay.com/',
    ],
    [
      'http://195.127.0.11/uploads/%20%20%20%20/.verify/.eBaysecure=updateuserdataxplimnbqmn-xplmvalidateinfoswqpcmlx=hgplmcx/',
      '195.127.0.11/uploads/%20%20%20%20/.verify/.eBaysecure=updateuserdataxplimnbqmn-xplmvalidateinfoswqpcmlx=hgplmcx/',
    ],
    [
      'http://host%23.com/%257Ea%2521b%2540c%2523d%2524e%25f%255E00%252611%252A22%252833%252944_55%252B',
      'host%23.com/~a!b@c%23d$e%25f^00&11*22(33)44_55+',
    ],
    ['http://3279880203/blah', '195.127.0.11/blah'],
    ['http://www.google.com/blah/..', 'www.google.com/'],
    ['http://www.evil.com/blah#frag', 'www.evil.com/blah'],
    ['http://www.GOOgle.com/', 'www.google.com/'],
    ['http://www.google.com.../', 'www.google.com/'],
    ['http://www.google.com/foo\tbar\rbaz\n2', 'www.google.com/foobarbaz2'],
    ['http://www.google.com/q?', 'www.google.com/q?'],
    ['http://www.google.com/q?r?', 'www.google.com/q?r?'],
    ['http://www.google.com/q?r?s', 'www.google.com/q?r?s'],
    ['http://evil.com/foo#bar#baz', 'evil.com/foo'],
    ['http://evil.com/foo;', 'evil.com/foo;'],
    ['http://evil.com/foo?bar;', 'evil.com/foo?bar;'],
    ['http://%01%80.com/', '%01%80.com/'],
    ['http://notrailingslash.com', 'notrailingslash.com/'],
    ['http://www.gotaport.com:1234/', 'www.gotaport.com/'],
    ['  http://www.google.com/  ', 'www.google.com/'],
    ['http:// leadingspace.com/', '%20leadingspace.com/'],
    ['http://%20leadingspace.com/', '%20leadingspace.com/'],
    ['https://www.securesite.com/', 'www.securesite.com/'],
    ['http://host.com/ab%23cd', 'host.com/ab%23cd'],
    ['http://host.com//twoslashes?more//slashes', 'host.com/twoslashes?more//slashes'],
  ])('of %j is %j', (address, expected) => {
    expect(written(address)).toBe(expected)
  })

  it.each([
    ['https://anna:secret@evil.example/', 'evil.example/', 'user and password'],
    ['https://a@b@evil.example/', 'evil.example/', 'the last @'],
    ['https://.evil..example./', 'evil.example/', 'dots around labels'],
    ['https://bücher.example/ä', 'xn--bcher-kva.example/%C3%A4', 'an international name'],
    ['https://evil.example?x=1', 'evil.example/?x=1', 'a query without a path'],
    ['https://evil.example/a/./b/../c/', 'evil.example/a/c/', 'steps up and down'],
    ['https://evil.example/../../a', 'evil.example/a', 'steps above the root'],
    ['https://evil.example/a%2fb%3fc', 'evil.example/a/b?c', 'escaped marks'],
    ['https://evil.example/%2e%2e/a', 'evil.example/a', 'escaped steps'],
    ['https://[::ffff:203.0.113.7]/a', '203.0.113.7/a', 'IPv4 in IPv6'],
    ['https://[2001:DB8:0::1]:8443/', '[2001:db8::1]/', 'IPv6'],
    ['https://0x7f.1/', '127.0.0.1/', 'an address in hexadecimal'],
    ['ftp://evil.example/a', 'evil.example/a', 'another scheme'],
  ])('of %j is %j: %s', (address, expected) => {
    expect(written(address)).toBe(expected)
  })

  it.each(['mailto:a@evil.example', 'javascript:alert(1)', 'tel:123', '', '://', 'https://', 'https:///', 'https://...'])(
    'does not exist for %j',
    (address) => {
      expect(canonicalise(address)).toBeNull()
    },
  )

  it('says where host and path end', () => {
    expect(canonicalise('https://evil.example/a?b')).toEqual({ text: 'evil.example/a?b', hostEnd: 12, pathEnd: 14, isIp: false })
    expect(canonicalise('https://203.0.113.7/')).toEqual({ text: '203.0.113.7/', hostEnd: 11, pathEnd: 12, isIp: true })
  })

  it('is its own canonical form, whatever a browser takes', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const once = written(new URL(url).href) as string
        expect(written(`https://${once}`)).toBe(once)
      }),
    )
  })

  it('is printable and bounded for hostile text', () => {
    const hostile = ['%25'.repeat(8_000), '%'.repeat(24_000), `%${'25'.repeat(12_000)}`, '/..'.repeat(8_000), '\u{10FFFF}'.repeat(8_000)]
    for (const path of hostile) {
      const text = written(`https://evil.example/${path}`) as string
      expect(text).toMatch(/^evil\.example\/[!-~]*$/)
      expect(text.length).toBeLessThan(100_000)
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(written(`https://${text}`) ?? '/').toMatch(/^[!-~]*\/[!-~]*$/)
      }),
    )
  })

  it('of an address that is too long is that of its beginning, not none', () => {
    expect(written(`https://evil.example/${'a/'.repeat(50_000)}`)).toMatch(/^evil\.example\/a\//)
  })
})
