import { describe, expect, it, jest } from '@jest/globals'
import type { AcceptEntry, AcceptResult } from '../../src/core/accept.ts'
import type { Blobs } from '../../src/core/blobs.ts'
import type { Submission } from '../../src/core/connector.ts'
import { ForebayError } from '../../src/core/error.ts'
import type { Arrival } from '../../src/core/message.ts'
import { type AdmitDeps, createAdmit, MAX_INLINE_MAIL_BYTES } from '../../src/intake/admit.ts'
import { testPolicy } from '../http/test-policy.ts'

const file = { untrustedName: 'a.txt', untrustedType: 'text/plain', blobId: 'blob-1', sizeBytes: 3, sha256: 'x' }
const words: Submission = {
  channel: 'webchat',
  connector: 'http',
  conversationId: 'c-7',
  externalId: null,
  idempotencyKey: null,
  untrustedIdentityToken: null,
  content: { type: 'words', words: { text: 'Hello' }, files: [file] },
}
const mailOf = (raw: Uint8Array): Submission => ({ ...words, channel: 'support-mail', content: { type: 'mail', raw } })

function admitWith(more: Partial<AdmitDeps> & { result?: AcceptResult } = {}) {
  const entries: AcceptEntry[] = []
  const blobs = { kept: new Set(['blob-1']), writes: 0 }
  const enqueue = jest.fn(async (_channel: string, _messageId: string) => undefined)
  const fakeBlobs: Pick<Blobs, 'write' | 'remove'> = {
    async write(source) {
      blobs.writes += 1
      blobs.kept.add(`written-${blobs.writes}`)
      return { blobId: `written-${blobs.writes}`, sizeBytes: (source as Uint8Array).byteLength, sha256: 'y' }
    },
    async remove(blobId) {
      blobs.kept.delete(blobId)
    },
  }
  const accept = createAdmit({
    store: {
      async accept(entry) {
        entries.push(entry)
        return more.result ?? { outcome: 'stored' }
      },
    },
    blobs: fakeBlobs,
    channels: { policy: async (channel) => testPolicy(channel, channel === 'support-mail' ? 'email' : 'chat') },
    backlog: { check: async () => undefined, count: () => undefined },
    waiting: { enter: async () => undefined },
    identify: async () => ({ level: 'anonymous', subject: null, evidence: [] }),
    enqueue,
    clock: () => 1_000,
    newId: () => 'message-1',
    ...more,
  })
  return { accept, entries, blobs, enqueue }
}

describe('admitting', () => {
  it('stores the arrival as it was received and tells the queue', async () => {
    const { accept, entries, enqueue, blobs } = admitWith()
    expect(await accept(words)).toEqual({ messageId: 'message-1', duplicate: false })
    const arrival: Arrival = {
      id: 'message-1',
      channel: 'webchat',
      kind: 'chat',
      connector: 'http',
      conversationId: 'c-7',
      receivedAt: 1_000,
      content: words.content as Arrival['content'],
    }
    expect(entries).toEqual([{ arrival, identity: { level: 'anonymous', subject: null, evidence: [] }, sender: null, dedupeKeys: [] }])
    expect(enqueue).toHaveBeenCalledWith('webchat', 'message-1')
    expect([...blobs.kept]).toEqual(['blob-1'])
  })

  it('accepts although the queue is down, and says so', async () => {
    const onNotEnqueued = jest.fn()
    for (const enqueue of [
      () => Promise.reject(new Error('redis gone')),
      () => {
        throw new Error('redis gone')
      },
    ]) {
      const { accept } = admitWith({ enqueue, onNotEnqueued })
      expect((await accept(words)).duplicate).toBe(false)
    }
    await Promise.resolve()
    expect(onNotEnqueued).toHaveBeenCalledTimes(2)
  })

  it('keeps a small mail in its row and a large one as a blob', async () => {
    const small = Buffer.from('From: anna@example.com\r\n\r\nHello')
    const { accept, entries, blobs } = admitWith()
    await accept(mailOf(small))
    expect(entries[0]?.arrival.content).toEqual({ type: 'mail-inline', raw: small })
    expect(blobs.writes).toBe(0)
    await accept(mailOf(Buffer.alloc(MAX_INLINE_MAIL_BYTES + 1, 'x')))
    expect(entries[1]?.arrival.content).toEqual({ type: 'mail', rawBlobId: 'written-1', sizeBytes: MAX_INLINE_MAIL_BYTES + 1 })
  })

  it.each([
    ['an unknown channel', { channels: { policy: () => Promise.reject(new ForebayError('CHANNEL_UNKNOWN', '')) } }],
    ['a full backlog', { backlog: { check: () => Promise.reject(new ForebayError('BACKLOG_FULL', '')), count: () => undefined } }],
    ['a forged token', { identify: () => Promise.reject(new ForebayError('TOKEN_INVALID', '')) }],
  ])('removes the files of a submission refused for %s', async (_name, more) => {
    const { accept, entries, blobs, enqueue } = admitWith(more)
    await expect(accept(words)).rejects.toBeInstanceOf(ForebayError)
    expect(entries).toEqual([])
    expect(blobs.kept.size).toBe(0)
    expect(enqueue).not.toHaveBeenCalled()
  })

  it('removes the files of a duplicate and names the first message', async () => {
    const { accept, blobs, enqueue } = admitWith({ result: { outcome: 'duplicate', messageId: 'first', sameContent: true } })
    expect(await accept(words)).toEqual({ messageId: 'first', duplicate: true })
    expect(blobs.kept.size).toBe(0)
    expect(enqueue).not.toHaveBeenCalled()
  })

  it('refuses a key that comes back with other content, by the name of the key', async () => {
    const result = { outcome: 'duplicate', messageId: 'first', sameContent: false } as const
    await expect(admitWith({ result }).accept({ ...words, idempotencyKey: { scope: 's', key: 'k' } })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
      status: 422,
      field: 'Idempotency-Key',
    })
    await expect(admitWith({ result }).accept({ ...words, externalId: 'e' })).rejects.toMatchObject({
      code: 'EXTERNAL_ID_REUSED',
      field: 'externalId',
    })
  })

  it('keeps the files when the answer of a commit was lost, for it may have happened', async () => {
    const { accept, blobs } = admitWith({ store: { accept: () => Promise.reject(new Error('connection reset')) } })
    await expect(accept(words)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', status: 503, retryAfterSeconds: 2 })
    expect([...blobs.kept]).toEqual(['blob-1'])
  })
})
