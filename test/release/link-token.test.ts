/** Gateway addresses: only what we signed is read, whole and unchanged. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { deriveLinkKeys } from '../../src/release/link-keys.ts'
import { readLinkToken, signLink } from '../../src/release/link-token.ts'

const MASTER = Buffer.alloc(32, 1)
const keys = deriveLinkKeys(MASTER, 0)
const link = {
  messageId: '0193b0c8-0000-7000-8000-000000000001',
  linkId: 'l1',
  url: 'https://example.com/a?b=c&d=%20',
  host: 'example.com',
  issuedAt: Date.UTC(2026, 10, 22, 12, 0, 7),
  agent: null,
}
const { host: _, ...signed } = link
const tokenOf = (address: string) => address.slice(address.lastIndexOf('/') + 1)

describe('signLink and readLinkToken', () => {
  it('make an address that shows the host and has no query, and read it back', () => {
    const address = signLink(link, keys, 'https://forebay.example')
    expect(address).toMatch(/^https:\/\/forebay\.example\/l\/example\.com\/2026-11\.[\w-]+\.[\w-]{43}$/)
    expect(readLinkToken(tokenOf(address), keys)).toEqual(signed)
    expect(readLinkToken(tokenOf(address), keys, 'example.com')).toEqual(signed)
  })

  it('make the same address for the same link, and another for another agent', () => {
    expect(signLink({ ...link, issuedAt: link.issuedAt + 999 }, keys, '')).toBe(signLink(link, keys, ''))
    const annas = signLink({ ...link, agent: 'anna@desk.example' }, keys, '')
    expect(annas).not.toBe(signLink(link, keys, ''))
    expect(readLinkToken(tokenOf(annas), keys)).toEqual({ ...signed, agent: 'anna@desk.example' })
  })

  it('always read back what was signed, whatever the address and whoever the agent', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string(), (untrusted, agent) => {
        const url = new URL(untrusted)
        const token = tokenOf(signLink({ ...link, agent, url: url.href, host: url.hostname }, keys, ''))
        expect(readLinkToken(token, keys, url.hostname)).toMatchObject({ messageId: link.messageId, linkId: 'l1', url: url.href })
      }),
    )
  })

  it('refuse another host beside the token', () => {
    const token = tokenOf(signLink(link, keys, ''))
    for (const host of ['evil.example', 'example.com.evil.example', '', 'EXAMPLE.com']) expect(readLinkToken(token, keys, host)).toBeNull()
    const v6 = { ...link, url: 'https://[2001:db8::1]:8443/', host: '[2001:db8::1]' }
    expect(readLinkToken(tokenOf(signLink(v6, keys, '')), keys, '[2001:db8::1]')).not.toBeNull()
  })

  it('read tokens of each month, and none under the name of another month', () => {
    const older = tokenOf(signLink({ ...link, issuedAt: Date.UTC(2026, 7, 1) }, keys, ''))
    expect(readLinkToken(older, keys)?.issuedAt).toBe(Date.UTC(2026, 7, 1))
    expect(older).toMatch(/^2026-08\./)
    expect(readLinkToken(older.replace('2026-08.', '2026-11.'), keys)).toBeNull()
    expect(readLinkToken(older.replace('2026-08.', '2026-8.'), keys)).toBeNull()
  })

  it('refuse what the key of one month signed as of another month: one that leaked makes no address of today', () => {
    const leaked = { ...keys, at: () => keys.at(Date.UTC(2026, 7, 1)) }
    const token = tokenOf(signLink(link, leaked, ''))
    expect(token).toMatch(/^2026-08\./)
    expect(readLinkToken(token, keys)).toBeNull()
    for (const issuedAt of [Number.NaN, Number.MAX_SAFE_INTEGER]) {
      expect(readLinkToken(tokenOf(signLink({ ...link, issuedAt }, leaked, '')), keys)).toBeNull()
    }
  })

  it('end every address that was made before, once the keys were changed after a leak', () => {
    const token = tokenOf(signLink(link, keys, ''))
    const after = deriveLinkKeys(MASTER, 1)
    expect(readLinkToken(token, after)).toBeNull()
    expect(readLinkToken(token.replace('2026-11.', '2026-11_1.'), after)).toBeNull()
    const anew = tokenOf(signLink(link, after, ''))
    expect(readLinkToken(anew, after)).toEqual(signed)
    expect(readLinkToken(anew, keys)).toBeNull()
    expect(readLinkToken(token, deriveLinkKeys(Buffer.alloc(32, 2), 0))).toBeNull()
  })

  it('refuse a token with any one character changed', () => {
    const token = tokenOf(signLink(link, keys, ''))
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'A' ? 'B' : 'A'
      expect(readLinkToken(token.slice(0, at) + other + token.slice(at + 1), keys)).toBeNull()
    }
  })

  it('never take anything else for a token', () => {
    const real = tokenOf(signLink(link, keys, ''))
    for (const untrusted of [
      '',
      '.',
      '..',
      '2026-11..',
      `${real}=`,
      `${real}.x`,
      ` ${real}`,
      `${real}\n`,
      real.slice(1),
      `2026-11.${'A'.repeat(100_000)}.x`,
    ]) {
      expect(readLinkToken(untrusted, keys)).toBeNull()
    }
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (untrusted) => expect(readLinkToken(`2026-11.${untrusted}`, keys)).toBeNull()))
  })

  it('keep few keys at hand however many months strangers name', () => {
    for (let year = 1000; year < 1200; year++) expect(keys.named(`${year}-01`)).not.toBeNull()
    expect(readLinkToken(tokenOf(signLink(link, keys, '')), keys)).toEqual(signed)
  })

  it('refuse to sign what would not fit', () => {
    expect(() => signLink({ ...link, url: `https://example.com/${'a'.repeat(8_000)}` }, keys, '')).toThrow('LINK_TOO_LONG')
    const longest = { ...link, url: `https://example.com/${'a'.repeat(4_076)}`, agent: '\u00e5'.repeat(300) }
    expect(readLinkToken(tokenOf(signLink(longest, keys, '')), keys)).not.toBeNull()
  })
})
