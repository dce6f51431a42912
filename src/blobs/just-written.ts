/** Keeps what was just written in memory, within a byte limit, for the first read: the disk has it, this only spares opening it again. */
import type { Blobs } from '../core/blobs.ts'

export interface JustWrittenLimits {
  /** A larger blob is not kept. */
  readonly maxBlobBytes: number
  readonly maxBytes: number
}

export function keepJustWritten(blobs: Blobs, { maxBlobBytes, maxBytes }: JustWrittenLimits): Blobs {
  const kept = new Map<string, Buffer>()
  let keptBytes = 0

  function take(blobId: string): Buffer | null {
    const bytes = kept.get(blobId)
    if (bytes === undefined) return null
    kept.delete(blobId)
    keptBytes -= bytes.byteLength
    return bytes
  }

  return {
    async write(source, maxWrittenBytes) {
      const passing = new Passing(maxBlobBytes)
      const stored = await blobs.write(passing.through(source), maxWrittenBytes)
      const bytes = passing.whole()
      if (bytes !== null) {
        kept.set(stored.blobId, bytes)
        keptBytes += bytes.byteLength
        // Oldest first: a Map keeps the order of insertion.
        for (const oldest of kept.keys()) {
          if (keptBytes <= maxBytes) break
          take(oldest)
        }
      }
      return stored
    },
    // Once only: a second reader wants to know what the disk says.
    read: async (blobId) => take(blobId) ?? blobs.read(blobId),
    async remove(blobId) {
      take(blobId)
      await blobs.remove(blobId)
    },
    listOlderThan: blobs.listOlderThan,
  }
}

/** Sees the chunks go by and remembers them until they are too many. */
class Passing {
  readonly #maxBytes: number
  #chunks: Uint8Array[] | null = []
  #bytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  async *through(source: AsyncIterable<Uint8Array> | Uint8Array): AsyncGenerator<Uint8Array> {
    for await (const chunk of source instanceof Uint8Array ? [source] : source) {
      this.#bytes += chunk.byteLength
      if (this.#bytes > this.#maxBytes) this.#chunks = null
      this.#chunks?.push(chunk)
      yield chunk
    }
  }

  /** A copy of its own, for chunks may lie in memory that is used again. */
  whole(): Buffer | null {
    return this.#chunks === null ? null : Buffer.concat(this.#chunks)
  }
}
