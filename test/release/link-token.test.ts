/** Gateway addresses: only what we signed is read, whole and unchanged. */
import { createSecretKey } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { type LinkKey, readLinkToken, signLink } from '../../src/release/link-token.ts'

const aKey = (id: string, fill: number): LinkKey => ({ id, secret: createSecretKey(Buffer.alloc(32, fill)) })
const key = aKey('k1', 1)
const link = {
  messageId: '0193b0c8-0000-7000-8000-000000000001',
  linkId: 'l1',
  url: 'https://example.com/a?b=c&d=%20',
  host: 'example.com',
}
const { host: _, ...signed } = link
const tokenOf = (address: string) => address.slice(address.lastIndexOf('/') + 1)

describe('signLink and readLinkToken', () => {
  it('make an address that shows the host and has no query, and read it back', () => {
    const address = signLink(link, key, 'https://forebay.example')
    expect(address).toMatch(/^https:\/\/forebay\.example\/l\/example\.com\/k1\.[\w-]+\.[\w-]{43}$/)
    expect(readLinkToken(tokenOf(address), [key])).toEqual(signed)
    expect(readLinkToken(tokenOf(address), [key], 'example.com')).toEqual(signed)
  })

  it('always read back what was signed, whatever the address', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (untrusted) => {
        const url = new URL(untrusted)
        const token = tokenOf(signLink({ ...link, url: url.href, host: url.hostname }, key, ''))
        expect(readLinkToken(token, [key], url.hostname)).toEqual({ ...signed, url: url.href })
      }),
    )
  })

  it('refuse another host beside the token', () => {
    const token = tokenOf(signLink(link, key, ''))
    for (const host of ['evil.example', 'example.com.evil.example', '', 'EXAMPLE.com']) expect(readLinkToken(token, [key], host)).toBeNull()
    const v6 = { ...link, url: 'https://[2001:db8::1]:8443/', host: '[2001:db8::1]' }
    expect(readLinkToken(tokenOf(signLink(v6, key, '')), [key], '[2001:db8::1]')).not.toBeNull()
  })

  it('read tokens of an older key, and of no other', () => {
    const token = tokenOf(signLink(link, key, ''))
    expect(readLinkToken(token, [aKey('k2', 2), key])).toEqual(signed)
    expect(readLinkToken(token, [aKey('k2', 2)])).toBeNull()
    expect(readLinkToken(token, [aKey('k1', 2)])).toBeNull()
    expect(readLinkToken(token.replace('k1.', 'k2.'), [key, { ...key, id: 'k2' }])).toBeNull()
  })

  it('refuse a token with any one character changed', () => {
    const token = tokenOf(signLink(link, key, ''))
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'A' ? 'B' : 'A'
      expect(readLinkToken(token.slice(0, at) + other + token.slice(at + 1), [key])).toBeNull()
    }
  })

  it('never take anything else for a token', () => {
    const real = tokenOf(signLink(link, key, ''))
    for (const untrusted of [
      '',
      '.',
      '..',
      'k1..',
      `${real}=`,
      `${real}.x`,
      ` ${real}`,
      `${real}\n`,
      real.slice(1),
      `k1.${'A'.repeat(100_000)}.x`,
    ]) {
      expect(readLinkToken(untrusted, [key])).toBeNull()
    }
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (untrusted) => expect(readLinkToken(`k1.${untrusted}`, [key])).toBeNull()))
  })

  it('refuse to sign what would not fit', () => {
    expect(() => signLink({ ...link, url: `https://example.com/${'a'.repeat(8_000)}` }, key, '')).toThrow('LINK_TOO_LONG')
    expect(readLinkToken(tokenOf(signLink({ ...link, url: `https://example.com/${'a'.repeat(4_076)}` }, key, '')), [key])).not.toBeNull()
  })
})
