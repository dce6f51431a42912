/** All that is kept of one person as lines of JSON, what was held included; whoever reads them needs nothing of ours to do so. */

import type { Blobs } from '../core/blobs.ts'
import type { Customer } from '../core/customer.ts'
import { ForebayError } from '../core/error.ts'
import type { MessageRecord } from '../core/record.ts'
import type { Store } from '../core/store.ts'
import type { StoredMessage } from '../core/stored-message.ts'

export interface PersonalData {
  readonly customer: Customer | null
  readonly messageIds: readonly string[]
  readonly madeAt: number
}

interface Reading {
  readonly store: Pick<Store, 'load'>
  readonly blobs: Pick<Blobs, 'read'>
}

/** Each line ends with a newline. Bytes are in base64; what could not be read any more has `content` null, and says so. */
export async function* exportLines({ customer, messageIds, madeAt }: PersonalData, { store, blobs }: Reading): AsyncGenerator<string> {
  const count = { messages: 0, files: 0 }
  yield line({ type: 'export', version: 1, madeAt: iso(madeAt) })
  if (customer !== null) {
    const { addresses, ...record } = customer
    yield line({ type: 'customer', ...record, firstLoginAt: iso(record.firstLoginAt), lastLoginAt: iso(record.lastLoginAt) })
    for (const { linkedAt, lapsesAt, revokedAt, ...address } of addresses)
      yield line({
        type: 'address',
        ...address,
        linkedAt: iso(linkedAt),
        lapsesAt: iso(lapsesAt),
        revokedAt: revokedAt === null ? null : iso(revokedAt),
      })
  }
  for (const messageId of messageIds) {
    const stored = await store.load(messageId)
    // Erased since it was listed.
    if (stored === null) continue
    count.messages += 1
    yield line(messageOf(stored))
    for await (const file of filesOf(stored, blobs)) {
      count.files += 1
      yield line(file)
    }
  }
  yield line({ type: 'end', ...count })
}

function messageOf({ arrival, identity, record, reviews, opened }: StoredMessage): object {
  const { content, receivedAt, ...came } = arrival
  return {
    type: 'message',
    ...came,
    receivedAt: iso(receivedAt),
    // A mail is among the files, as it came.
    words: content.type === 'words' ? content.words : null,
    identity,
    record: record === null ? null : withoutCode(record),
    // Who decided is another person's matter.
    reviews: reviews.map(({ subject, decision, at, reason }) => ({ subject, decision, at: iso(at), reason })),
    opened,
  }
}

/** A code and a link may still work, and whoever reads the export is not whom they were given to. */
function withoutCode({ identification: _, ...record }: MessageRecord): object {
  return record
}

async function* filesOf({ arrival }: StoredMessage, blobs: Reading['blobs']): AsyncGenerator<object> {
  const { id, content } = arrival
  switch (content.type) {
    case 'words':
      for (const { untrustedName, untrustedType, blobId, sizeBytes, sha256 } of content.files)
        yield { ...fileOf(id, untrustedName, untrustedType, sizeBytes), sha256, ...(await contentOf(blobId, blobs)) }
      return
    case 'mail':
      yield { ...fileOf(id, 'message.eml', 'message/rfc822', content.sizeBytes), ...(await contentOf(content.rawBlobId, blobs)) }
      return
    case 'mail-inline':
      yield {
        ...fileOf(id, 'message.eml', 'message/rfc822', content.raw.byteLength),
        content: Buffer.from(content.raw).toString('base64'),
      }
  }
}

function fileOf(messageId: string, name: string, mediaType: string, sizeBytes: number) {
  return { type: 'file', messageId, name, mediaType, sizeBytes }
}

async function contentOf(blobId: string | null, blobs: Reading['blobs']): Promise<{ content: string | null; reason?: string }> {
  if (blobId === null) return { content: null, reason: 'EXPIRED' }
  try {
    return { content: Buffer.from(await blobs.read(blobId)).toString('base64') }
  } catch (error) {
    if (error instanceof ForebayError) return { content: null, reason: error.code }
    throw error
  }
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
