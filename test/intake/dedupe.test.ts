import { describe, expect, it } from '@jest/globals'
import type { Submission } from '../../src/core/connector.ts'
import { dedupeKeys } from '../../src/intake/dedupe.ts'

const words: Submission = {
  channel: 'webchat',
  connector: 'http',
  conversationId: null,
  externalId: null,
  idempotencyKey: null,
  untrustedIdentityToken: null,
  content: { type: 'words', words: { text: 'Hello' }, files: [] },
}
const withKey = (key: string, scope = 'key-1'): Submission => ({ ...words, idempotencyKey: { scope, key } })
const mail: Submission = { ...words, channel: 'support-mail', content: { type: 'mail', raw: Buffer.from('x') } }

const keyOf = (submission: Submission) => dedupeKeys(submission, null)[0]?.key

describe('dedupe keys', () => {
  it('are none for a submission that claims nothing', () => {
    expect(dedupeKeys(words, null)).toEqual([])
  })

  it('are the same for the same Idempotency-Key of the same API key, and of no other', () => {
    expect(keyOf(withKey('a'))).toBe(keyOf(withKey('a')))
    expect(keyOf(withKey('a'))).not.toBe(keyOf(withKey('b')))
    expect(keyOf(withKey('a'))).not.toBe(keyOf(withKey('a', 'key-2')))
    expect(keyOf(withKey('b', 'a'))).not.toBe(keyOf(withKey('a', 'b')))
  })

  it('tell an externalId from an Idempotency-Key and one channel from another', () => {
    const external: Submission = { ...words, externalId: 'a' }
    expect(keyOf(external)).not.toBe(keyOf(withKey('a', 'webchat')))
    expect(keyOf(external)).not.toBe(keyOf({ ...external, channel: 'other' }))
    expect(dedupeKeys({ ...withKey('a'), externalId: 'e' }, null)).toHaveLength(2)
  })

  it('change the digest with any change of the content, but not with a newer identity token', () => {
    const file = { untrustedName: 'a', untrustedType: 'text/plain', blobId: 'b1', sizeBytes: 1, sha256: 'x' }
    const digest = (submission: Submission) => dedupeKeys(submission, null)[0]?.contentDigest
    const base = withKey('a')
    const variants: Submission[] = [
      { ...base, channel: 'other' },
      { ...base, conversationId: 'c' },
      { ...base, content: { type: 'words', words: { text: 'hello' }, files: [] } },
      { ...base, content: { type: 'words', words: { html: 'Hello' }, files: [] } },
      { ...base, content: { type: 'words', words: { text: 'Hello' }, files: [file] } },
      { ...base, content: { type: 'words', words: { text: 'Hello' }, files: [{ ...file, sha256: 'y' }] } },
    ]
    const digests = new Set([base, ...variants].map(digest))
    expect(digests.size).toBe(variants.length + 1)
    expect(digest({ ...base, untrustedIdentityToken: 'newer' })).toBe(digest(base))
  })

  it('do not change with the blob that a retry wrote anew', () => {
    const file = { untrustedName: 'a', untrustedType: 'text/plain', blobId: 'b1', sizeBytes: 1, sha256: 'x' }
    const of = (blobId: string): Submission => ({ ...withKey('a'), content: { type: 'words', words: {}, files: [{ ...file, blobId }] } })
    expect(dedupeKeys(of('b1'), null)).toEqual(dedupeKeys(of('b2'), null))
  })

  it('need both Message-ID and content for a mail, so that a forged Message-ID makes no other mail vanish', () => {
    const key = (messageIdHeader: string | null, sha256: string) => dedupeKeys(mail, { messageIdHeader, sha256 })[0]?.key
    expect(key('a@x', '1')).toBe(key('a@x', '1'))
    expect(key('a@x', '1')).not.toBe(key('a@x', '2'))
    expect(key('b@x', '1')).not.toBe(key('a@x', '1'))
    expect(key(null, '1')).toBeUndefined()
  })
})
