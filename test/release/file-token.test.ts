/** Addresses of files: only what we signed for an agent, a file and this use of it is read, whole and unchanged. */
import { describe, expect, it } from '@jest/globals'
import { readFileToken, signFile } from '../../src/release/file-token.ts'
import { deriveLinkKeys } from '../../src/release/link-keys.ts'
import { readLinkToken, signLink } from '../../src/release/link-token.ts'
import { readPictureToken, signPicture } from '../../src/release/picture-token.ts'

const keys = deriveLinkKeys(Buffer.alloc(32, 1), 0)
const file = {
  messageId: '0193b0c8-0000-7000-8000-000000000001',
  fileId: 'p3',
  agent: 'Lisa Öberg',
  issuedAt: Date.UTC(2026, 10, 22, 12, 0, 7),
}

describe('signFile and readFileToken', () => {
  it('make a token of one path segment, and read it back', () => {
    const token = signFile('file', file, keys)
    expect(token).toMatch(/^2026-11\.[\w-]+\.[\w-]{43}$/)
    expect(readFileToken('file', token, keys)).toEqual(file)
  })

  it('refuse every change, other keys, and what was signed for another use', () => {
    const token = signFile('file', file, keys)
    for (let at = 0; at < token.length; at++)
      expect(readFileToken('file', `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`, keys)).toBeNull()
    expect(readFileToken('file', token, deriveLinkKeys(Buffer.alloc(32, 2), 0))).toBeNull()
    expect(readFileToken('file', token, deriveLinkKeys(Buffer.alloc(32, 1), 1))).toBeNull()
    expect(readFileToken('view', token, keys)).toBeNull()
    expect(readPictureToken(token, keys)).toBeNull()
    expect(readLinkToken(token, keys)).toBeNull()
    const of = (address: string) => address.slice(address.lastIndexOf('/') + 1)
    const { messageId, issuedAt } = file
    const link = signLink({ messageId, linkId: 'p3', url: 'https://example.com/', host: 'example.com', issuedAt, agent: 'a' }, keys, '')
    for (const other of [of(link), of(signPicture({ messageId, partId: 'p3', issuedAt }, keys, ''))])
      expect(readFileToken('file', other, keys)).toBeNull()
  })

  it('do not let a name become another field, and belong to somebody', () => {
    expect(readFileToken('view', signFile('view', { ...file, agent: 'a\nb\u202e' }, keys), keys)?.agent).toBe('a b')
    expect(readFileToken('view', signFile('view', { ...file, agent: ' \n ' }, keys), keys)).toBeNull()
  })

  it('refuse hostile tokens', () => {
    for (const untrusted of ['', '.', '..', 'a.b.c', `2026-11.${'A'.repeat(9_000)}.${'A'.repeat(43)}`, '2026-11.x.\u202e'])
      expect(readFileToken('file', untrusted, keys)).toBeNull()
  })
})
