import { describe, expect, it } from '@jest/globals'
import { keepJustWritten } from '../../src/blobs/just-written.ts'
import type { Blobs } from '../../src/core/blobs.ts'

/** Counts what reaches it. */
function countingBlobs() {
  const stored = new Map<string, Buffer>()
  const reads: string[] = []
  const blobs: Blobs = {
    async write(source, maxBytes) {
      const chunks: Uint8Array[] = []
      for await (const chunk of source instanceof Uint8Array ? [source] : source) chunks.push(chunk)
      const bytes = Buffer.concat(chunks)
      if (bytes.byteLength > maxBytes) throw new Error('TOO_LARGE')
      const blobId = `b${stored.size + 1}`
      stored.set(blobId, bytes)
      return { blobId, sizeBytes: bytes.byteLength, sha256: '' }
    },
    async read(blobId) {
      reads.push(blobId)
      const bytes = stored.get(blobId)
      if (bytes === undefined) throw new Error('BLOB_MISSING')
      return bytes
    },
    remove: async (blobId) => void stored.delete(blobId),
    async *listOlderThan() {},
  }
  return { blobs, reads }
}

async function* chunks(...parts: string[]) {
  for (const part of parts) yield Buffer.from(part)
}

describe('blobs that were just written', () => {
  it('are read from memory once, and from the disk after', async () => {
    const { blobs, reads } = countingBlobs()
    const kept = keepJustWritten(blobs, { maxBlobBytes: 100, maxBytes: 100 })
    const { blobId } = await kept.write(chunks('one ', 'two'), 100)
    expect(String(await kept.read(blobId))).toBe('one two')
    expect(reads).toEqual([])
    expect(String(await kept.read(blobId))).toBe('one two')
    expect(reads).toEqual([blobId])
  })

  it('are not kept when they are large, and the oldest goes when memory is full', async () => {
    const { blobs, reads } = countingBlobs()
    const kept = keepJustWritten(blobs, { maxBlobBytes: 6, maxBytes: 10 })
    const large = await kept.write(chunks('1234', '5678'), 100)
    const first = await kept.write(Buffer.from('aaaaaa'), 100)
    const second = await kept.write(Buffer.from('bbbbbb'), 100)
    for (const { blobId } of [large, first, second]) await kept.read(blobId)
    expect(reads).toEqual([large.blobId, first.blobId])
  })

  it('are gone when removed, and nothing is kept of a write that was refused', async () => {
    const { blobs } = countingBlobs()
    const kept = keepJustWritten(blobs, { maxBlobBytes: 100, maxBytes: 100 })
    const { blobId } = await kept.write(Buffer.from('gone'), 100)
    await kept.remove(blobId)
    await expect(kept.read(blobId)).rejects.toThrow('BLOB_MISSING')
    await expect(kept.write(Buffer.from('too large'), 3)).rejects.toThrow('TOO_LARGE')
  })

  it('do not change when the chunk that was given is used again', async () => {
    const { blobs } = countingBlobs()
    const kept = keepJustWritten(blobs, { maxBlobBytes: 100, maxBytes: 100 })
    const chunk = Buffer.from('first')
    const { blobId } = await kept.write(chunk, 100)
    chunk.fill('x')
    expect(String(await kept.read(blobId))).toBe('first')
  })
})
