/** Gives the bytes of a file that was released, as it came or rebuilt, and of no other: what the verdict holds or removed cannot be had here. */

import type { Blobs } from '../core/blobs.ts'
import { ForebayError } from '../core/error.ts'
import type { Queue } from '../core/queue.ts'
import type { ReleasedFile } from '../core/release.ts'
import type { Store } from '../core/store.ts'
import type { StoredMessage } from '../core/stored-message.ts'
import type { Clock } from '../core/time.ts'
import { type Assessing, sizeOf } from './assess.ts'
import { type ExtractedFile, extractFile } from './extract-file.ts'
import { oneFile } from './one-file.ts'
import { sha256Of } from './sha256.ts'

export interface FileBytes {
  readonly bytes: Uint8Array
  /** As the release names it: made safe. */
  readonly name: string
  readonly type: string
}

interface GivingFiles extends Pick<Assessing, 'sandbox' | 'house'> {
  readonly store: Pick<Store, 'load' | 'amend'>
  readonly blobs: Pick<Blobs, 'read'>
  /** Does not reject: what is due stands in the database. */
  readonly enqueue: Queue['enqueue']
  readonly clock: Clock
}

export function createFileBytes(deps: GivingFiles) {
  /** A rebuilt file is built again, and is the same as the one that was looked into, or is not given. */
  async function rebuiltBytes(stored: StoredMessage, file: ReleasedFile, { part, bytes }: ExtractedFile): Promise<Uint8Array> {
    const { id, channel } = stored.arrival
    const untrustedFile = { untrustedName: part.untrustedName ?? 'file', untrustedType: part.claimedType, bytes }
    const arrival = oneFile(stored.arrival, untrustedFile)
    const task = { kind: 'disarm', arrival, house: deps.house, detectedType: part.detectedType } as const
    const ran = await deps.sandbox.run(task, sizeOf(arrival), channel)
    const made = ran.status === 'done' ? ran.result.files.find(({ partId }) => partId === 'p1') : undefined
    if (made !== undefined && sha256Of(made.bytes) === file.sha256) return made.bytes
    // What is built is another file by now, after an upgrade: it is looked into, and the release says so, before anyone gets it.
    if (ran.status === 'done' && (await deps.store.amend(id, { kind: 'recheck' }, deps.clock()))) await deps.enqueue(channel, id)
    throw new ForebayError('FILE_REBUILDING', 'The file is being rebuilt and looked into again.', { status: 503, retryAfterSeconds: 5 })
  }

  /** Null when the message or the file does not exist or the file is not released. */
  return async (messageId: string, fileId: string): Promise<FileBytes | null> => {
    const stored = await deps.store.load(messageId)
    const file = stored?.record?.release?.files.find(({ id }) => id === fileId)
    if (stored?.record?.status !== 'released' || file === undefined) return null
    const { name, type, original } = file
    switch (file.action) {
      case 'release':
        return { bytes: (await extractFile(stored, file, deps)).bytes, name, type }
      case 'disarm': {
        if (original === undefined) return null
        const extracted = await extractFile(stored, { id: fileId, sha256: original.sha256 }, deps)
        return { bytes: await rebuiltBytes(stored, file, extracted), name, type }
      }
      case 'hold':
      case 'remove':
      case 'block':
      case 'rewrite':
      case 'defang':
      case 'mask':
        return null
    }
  }
}
