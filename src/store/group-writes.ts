/** The two hot writes as each database takes them: rows already sealed, many at once, one transaction a group. */
import type { AcceptResult } from '../core/accept.ts'
import type { NewEvent } from '../core/event.ts'
import type { Hold } from '../core/hold.ts'
import type { MessageStatus } from '../core/record.ts'

export interface AcceptRow {
  readonly id: string
  readonly channel: string
  readonly conversation: string | null
  readonly receivedAt: number
  /** Sealed, with the identity. */
  readonly arrival: Buffer
  /** A fingerprint of the sender's address in the channel; empty for a sender without one, null where it is not known yet. */
  readonly senderKey: Buffer | null
  /** A fingerprint of the customer's subject; empty while nobody is identified. */
  readonly subjectKey: Buffer
  /** Fingerprints. */
  readonly dedupeKeys: readonly { readonly key: Buffer; readonly content: Buffer }[]
  readonly blobIds: readonly string[]
}

export interface SettleRow {
  readonly id: string
  readonly version: number
  readonly fromRevision: number
  readonly revision: number
  readonly status: MessageStatus
  readonly dueAt: number | null
  /** Sealed. */
  readonly record: Buffer
  /** Null when no link of the release can be clicked; never empty. */
  readonly linkHashes: Buffer | null
  readonly holds: readonly Hold[]
  readonly events: readonly NewEvent[]
}

export interface Settled {
  /** One a row, in order: false when another worker was first. */
  readonly applied: readonly boolean[]
  /** Events that were new. */
  readonly newEvents: number
}

/** Each call is all or nothing, and durable when it resolves. */
export interface GroupWrites {
  accept(rows: readonly AcceptRow[]): Promise<readonly AcceptResult[]>
  settle(rows: readonly SettleRow[], now: number): Promise<Settled>
  /** False when the error is of the database as a whole, so that trying the items one by one is of no use. */
  mayBeOneItem(error: unknown): boolean
}

/** One submission may come with several keys; the first that was seen names the message, and all that were seen have to agree on the content. */
export function duplicateOf(
  row: AcceptRow,
  seen: (key: Buffer) => { readonly messageId: string; readonly content: Uint8Array } | undefined,
): Extract<AcceptResult, { outcome: 'duplicate' }> | null {
  let messageId: string | null = null
  let sameContent = true
  for (const { key, content } of row.dedupeKeys) {
    const earlier = seen(key)
    if (earlier === undefined) continue
    messageId ??= earlier.messageId
    sameContent &&= content.equals(earlier.content)
  }
  return messageId === null ? null : { outcome: 'duplicate', messageId, sameContent }
}
