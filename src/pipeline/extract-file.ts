/** Takes one file out of its message again, and gives it only if its bytes are those that were looked into. */

import type { Blobs } from '../core/blobs.ts'
import { ForebayError } from '../core/error.ts'
import type { Part } from '../core/message.ts'
import type { StoredMessage } from '../core/stored-message.ts'
import { type Assessing, sizeOf } from './assess.ts'
import { openArrival } from './open-arrival.ts'
import { sha256Of } from './sha256.ts'

export interface ExtractedFile {
  readonly part: Part
  readonly bytes: Uint8Array
  /** Of the whole message, without any password. */
  readonly parts: readonly Part[]
}

/** @throws ForebayError 503 `FILE_UNREADABLE` */
export async function extractFile(
  stored: Pick<StoredMessage, 'arrival' | 'record' | 'reviews'>,
  file: { readonly id: string; readonly sha256: string },
  deps: { readonly blobs: Pick<Blobs, 'read'> } & Pick<Assessing, 'sandbox'>,
): Promise<ExtractedFile> {
  const arrival = await openArrival(stored.arrival, deps.blobs)
  const ran = await deps.sandbox.run({ kind: 'extract', arrival, partId: file.id }, sizeOf(arrival), arrival.channel)
  if (ran.status !== 'done') throw fileUnreadable()
  const { message, files } = ran.result
  const part = message.parts.find(({ partId }) => partId === file.id)
  const bytes = files.find(({ partId }) => partId === file.id)?.bytes
  // What was inspected is what is given: other bytes under the same id would be uninspected ones.
  if (part === undefined || bytes === undefined || sha256Of(bytes) !== file.sha256) throw fileUnreadable()
  return { part, bytes, parts: message.parts }
}

export function fileUnreadable(): ForebayError {
  return new ForebayError('FILE_UNREADABLE', 'The file could not be taken out of its message now.', { status: 503, retryAfterSeconds: 5 })
}
