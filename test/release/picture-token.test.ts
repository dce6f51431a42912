/** Addresses of pictures: only what we signed for a picture is read, whole and unchanged. */
import { describe, expect, it } from '@jest/globals'
import { deriveLinkKeys } from '../../src/release/link-keys.ts'
import { readLinkToken, signLink } from '../../src/release/link-token.ts'
import { readPictureToken, signPicture } from '../../src/release/picture-token.ts'

const keys = deriveLinkKeys(Buffer.alloc(32, 1), 0)
const picture = { messageId: '0193b0c8-0000-7000-8000-000000000001', partId: 'p3', issuedAt: Date.UTC(2026, 10, 22, 12, 0, 7) }
const tokenOf = (address: string) => address.slice(address.lastIndexOf('/') + 1)

describe('signPicture and readPictureToken', () => {
  it('make an address without a query, and read it back', () => {
    const address = signPicture(picture, keys, 'https://forebay.example')
    expect(address).toMatch(/^https:\/\/forebay\.example\/i\/2026-11\.[\w-]+\.[\w-]{43}$/)
    expect(readPictureToken(tokenOf(address), keys)).toEqual(picture)
  })

  it('refuse every change, other keys, and what was signed for a link', () => {
    const token = tokenOf(signPicture(picture, keys, ''))
    for (let at = 0; at < token.length; at++)
      expect(readPictureToken(`${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`, keys)).toBeNull()
    expect(readPictureToken(token, deriveLinkKeys(Buffer.alloc(32, 2), 0))).toBeNull()
    const url = 'https://example.com/'
    const link = { messageId: picture.messageId, linkId: 'l1', url, host: 'example.com', issuedAt: picture.issuedAt, agent: null }
    expect(readPictureToken(tokenOf(signLink(link, keys, '')), keys)).toBeNull()
    expect(readLinkToken(token, keys)).toBeNull()
  })

  it('refuse hostile tokens', () => {
    for (const untrusted of ['', '.', '..', 'a.b.c', `2026-11.${'A'.repeat(9_000)}.${'A'.repeat(43)}`, '2026-11.x.\u202e'])
      expect(readPictureToken(untrusted, keys)).toBeNull()
  })
})
