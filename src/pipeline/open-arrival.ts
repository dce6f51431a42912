/** Brings the bytes of a stored arrival together, so that the pure stages need no store. */

import type { Blobs } from '../core/blobs.ts'
import type { Arrival } from '../core/message.ts'
import type { OpenedArrival } from '../parse/message.ts'

const NO_BYTES = new Uint8Array()

/**
 * Files that expired are empty.
 * @throws ForebayError `BLOB_MISSING`, `BLOB_DAMAGED`
 */
export async function openArrival(arrival: Arrival, blobs: Pick<Blobs, 'read'>): Promise<OpenedArrival> {
  const { id, channel, kind, conversationId, receivedAt, expired, content } = arrival
  const opened = { id, channel, kind, conversationId, receivedAt, content: await openContent(content, blobs) }
  return expired === undefined ? opened : { ...opened, expired }
}

async function openContent(content: Arrival['content'], blobs: Pick<Blobs, 'read'>): Promise<OpenedArrival['content']> {
  switch (content.type) {
    case 'mail-inline':
      return { type: 'mail', raw: content.raw }
    case 'mail':
      return { type: 'mail', raw: await blobs.read(content.rawBlobId) }
    case 'words': {
      const files = await Promise.all(
        content.files.map(async ({ untrustedName, untrustedType, blobId }) => ({
          untrustedName,
          untrustedType,
          bytes: blobId === null ? NO_BYTES : await blobs.read(blobId),
        })),
      )
      return { type: 'words', words: content.words, files }
    }
  }
}

/** What the arrival takes in memory once opened, words apart: they are bounded by their row. */
export function bytesOf({ content }: Arrival): number {
  switch (content.type) {
    case 'mail-inline':
      return content.raw.byteLength
    case 'mail':
      return content.sizeBytes
    case 'words':
      return content.files.reduce((sum, { blobId, sizeBytes }) => (blobId === null ? sum : sum + sizeBytes), 0)
  }
}
