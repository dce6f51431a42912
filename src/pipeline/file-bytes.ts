/** Gives the bytes of a file that was released, and of no other: what the verdict holds or removed cannot be had here. */
import { createHash } from 'node:crypto'
import { ForebayError } from '../core/error.ts'
import type { Blobs, Store } from '../core/ports.ts'
import { type Assessing, sizeOf } from './assess.ts'
import { openArrival } from './open-arrival.ts'

export interface FileBytes {
  readonly bytes: Uint8Array
  /** As the release names it: made safe. */
  readonly name: string
  readonly type: string
}

export function createFileBytes(
  deps: { readonly store: Pick<Store, 'load'>; readonly blobs: Pick<Blobs, 'read'> } & Pick<Assessing, 'sandbox'>,
) {
  /** Null when the message or the file does not exist or the file is not released. */
  return async (messageId: string, fileId: string): Promise<FileBytes | null> => {
    const stored = await deps.store.load(messageId)
    const file = stored?.record?.release?.files.find(({ id }) => id === fileId)
    if (stored?.record?.status !== 'released' || file?.action !== 'release') return null
    const arrival = await openArrival(stored.arrival, deps.blobs)
    const ran = await deps.sandbox.run({ kind: 'extract', arrival, partId: fileId }, sizeOf(arrival), arrival.channel)
    const found = ran.status === 'done' ? ran.result.files.find(({ partId }) => partId === fileId) : undefined
    // What was inspected is what is given: other bytes under the same id would be uninspected ones.
    if (!found || createHash('sha256').update(found.bytes).digest('hex') !== file.sha256) {
      throw new ForebayError('FILE_UNREADABLE', 'The file could not be taken out of its message now.', {
        status: 503,
        retryAfterSeconds: 5,
      })
    }
    return { bytes: found.bytes, name: file.name, type: file.type }
  }
}
