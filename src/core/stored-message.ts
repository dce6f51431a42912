/** A message as the database has it, and the ways in which it changes: by a run of the pipeline, by what is learnt later, and by what of it expired. */
import type { NewEvent } from './event.ts'
import type { Hold } from './hold.ts'
import type { Identity } from './identity.ts'
import type { Arrival } from './message.ts'
import type { OpenedFile } from './opened.ts'
import type { MessageRecord, MessageStatus } from './record.ts'
import type { Review } from './verdict.ts'

/** All that one run of the pipeline concludes, applied in one transaction or not at all. */
export interface Settlement {
  readonly messageId: string
  /** The `version` that was loaded; when the row has moved on, holds and due stay for the next run. */
  readonly version: number
  /** The revision that was loaded; another one in the row means another worker was first: nothing is applied. */
  readonly fromRevision: number
  readonly record: MessageRecord
  /** Replaces all open holds of the message. */
  readonly holds: readonly Hold[]
  /** When to run again by itself (waiting for the scanner or the DNS); null when nothing is left to do. */
  readonly dueAt: number | null
  /** See `Reputation.hashesOf` (`reputation.ts`): of the links that can be clicked in this release; null when no list asks for them. Replaces the earlier ones. */
  readonly linkHashes: Uint8Array | null
  readonly events: readonly NewEvent[]
}

/** An arrival without what expired: what is left takes its place once the release says what is gone. */
export interface CutDown {
  readonly arrival: Arrival
  /** Blobs that are named by the new arrival alone. */
  readonly written: readonly string[]
  /** Blobs that are named by the old one alone. */
  readonly obsolete: readonly string[]
}

export interface StoredMessage {
  readonly arrival: Arrival
  readonly identity: Identity
  readonly reviews: readonly Review[]
  /** In the order in which they were opened. */
  readonly opened: readonly OpenedFile[]
  /** Null until first settled. */
  readonly record: MessageRecord | null
  readonly status: MessageStatus
  readonly revision: number
  readonly version: number
  readonly attempts: number
  /** When there is work to do; null when nothing is left, so that a job that comes twice does nothing twice. */
  readonly dueAt: number | null
}

/** Something learnt after acceptance; it bumps `version` and makes the message due. */
export type Amendment =
  | {
      readonly kind: 'identity'
      readonly identity: Identity
      readonly event?: NewEvent
      /** The `version` that was loaded; when the row has moved on, somebody else may have been identified: nothing is changed. */
      readonly ifVersion?: number
    }
  | { readonly kind: 'review'; readonly review: Review }
  /** A locked file was looked into with its password, which is not kept. */
  | { readonly kind: 'opened'; readonly opened: OpenedFile }
  /** What others know of its links has changed, or how its sender can become identified. */
  | { readonly kind: 'recheck' }
