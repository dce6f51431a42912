/**
 * The tables and what their columns mean, the same on SQLite and PostgreSQL.
 *
 * Terminology
 * - sealed: AES-256-GCM under the master key, bound to the row it stands in. Whatever a customer wrote is sealed;
 *   ids, channel, conversation, status, times, codes and counters are plain, so that they can be searched.
 * - accepted: durable, not yet settled. Settled: one run of the pipeline was applied.
 * - revision: how many times the message was settled anew; its record and release carry it. 0 before the first.
 * - version: how many times something was learnt after acceptance (an identity, a review, a password, news of its links).
 * - due: there is work to do at `due_at` or later; null when nothing is left to do.
 * - failed: the work was given up at `failed_at`, and waits for a person to run it again.
 * - fingerprint: a keyed digest (see Sealer): shows equality, gives nothing to guess at.
 * - log: lines that are only ever added, numbered from 1 without gaps; each line's hash covers the line before it (see log-chain.ts).
 * - head: the number and hash of a log's last line, sealed, so that a log that lost its end is known by it.
 * All times are milliseconds since the epoch.
 */
import type { Generated } from 'kysely'
import type { ProvenLogin } from '../core/customer.ts'
import type { LogName } from '../core/log-entry.ts'
import type { EventType, MessageStatus } from '../core/record.ts'
import type { SubjectRef } from '../core/report.ts'

export type DatabaseKind = 'sqlite' | 'postgres'

export interface MessagesTable {
  readonly id: string
  readonly channel: string
  readonly conversation: string | null
  readonly status: MessageStatus
  readonly received_at: number
  readonly revision: number
  readonly version: number
  readonly attempts: number
  readonly due_at: number | null
  readonly failed_at: number | null
  /** A code, never content. */
  readonly failure: string | null
}

/** What came in and who sent it; `identity` is null until more is learnt than `arrival` says. */
export interface ArrivalsTable {
  readonly message_id: string
  readonly arrival: Uint8Array
  readonly identity: Uint8Array | null
  /** A fingerprint of channel and address; empty for a sender without an address, null where it was never worked out. */
  readonly sender_key: Uint8Array | null
  /** A fingerprint of whom the message is identified as; empty for nobody, null where it was never worked out. */
  readonly subject_key: Uint8Array | null
}

/** One row a revision: the newest has the revision of its message. */
export interface RecordsTable {
  readonly message_id: string
  readonly revision: number
  readonly sealed: Uint8Array
}

export interface ReviewsTable {
  readonly seq: Generated<number>
  readonly message_id: string
  readonly sealed: Uint8Array
}

/** What was seen of a locked file with its password. */
export interface OpenedFilesTable {
  readonly seq: Generated<number>
  readonly message_id: string
  readonly sealed: Uint8Array
}

/** A submission seen: `key` and `content` are fingerprints. */
export interface DedupeKeysTable {
  readonly key: Uint8Array
  readonly content: Uint8Array
  readonly message_id: string
}

/** Which blobs a message names; a blob in no row may be swept away. */
export interface MessageBlobsTable {
  readonly blob_id: string
  readonly message_id: string
}

export interface HoldsTable {
  readonly message_id: string
  readonly subject_kind: 'message' | 'part' | 'link'
  readonly subject_id: string
  readonly channel: string
  readonly conversation: string | null
  readonly reason: string
  readonly held_at: number
  readonly expires_at: number
}

/** `seq` grows in the order of the commits: who has read up to it misses nothing below. */
export interface EventsTable {
  readonly seq: Generated<number>
  readonly id: string
  readonly type: EventType
  readonly channel: string
  readonly message_id: string
  readonly revision: number
  readonly at: number
}

export interface DeliveriesTable {
  readonly event_id: string
  readonly endpoint_id: string
  readonly state: 'pending' | 'delivered' | 'dead'
  readonly attempts: number
  readonly next_at: number
  readonly last_error: string | null
}

export interface WebhooksTable {
  readonly id: string
  readonly url: string
  /** JSON array, or null for every channel. */
  readonly channels: string | null
  readonly secret: Uint8Array
  readonly created_at: number
  readonly disabled_at: number | null
}

export interface PoliciesTable {
  readonly channel: string
  readonly version: number
  /** JSON. */
  readonly policy: string
  readonly published_by: string
  readonly published_at: number
  readonly reason: string
}

export interface ApiKeysTable {
  readonly id: string
  readonly name: string
  readonly hash: string
  /** JSON array, or null for every channel. */
  readonly channels: string | null
  /** JSON array. */
  readonly scopes: string
  readonly created_at: number
  readonly revoked_at: number | null
}

/** Actor, verb and subject are plain; `detail` is null once it was erased, and the line still proves right by `detail_digest`. */
export interface LogEntriesTable {
  readonly log: LogName
  readonly seq: number
  readonly at: number
  readonly actor: string
  readonly verb: string
  readonly channel: string | null
  readonly message_id: string | null
  readonly subject: string | null
  /** Sealed. */
  readonly detail: Uint8Array | null
  /** A fingerprint. */
  readonly detail_digest: Uint8Array
  readonly hash: Uint8Array
}

export interface LogHeadsTable {
  readonly log: LogName
  readonly seq: number
  /** The hash of line `seq`. */
  readonly sealed: Uint8Array
}

/** What an agent asks a person to look at; gone once it was reviewed. */
export interface ReviewRequestsTable {
  readonly message_id: string
  readonly subject_kind: SubjectRef['kind']
  readonly subject_id: string
  readonly channel: string
  readonly asked_by: string
  readonly asked_at: number
}

/** Keyed hashes of the links that can be clicked in the newest release; no row for a message without any. */
export interface MessageLinksTable {
  readonly message_id: string
  readonly channel: string
  readonly received_at: number
  readonly hashes: Uint8Array
}

/** Who was identified: `key` is a fingerprint of the subject, and the level is that of the newest login. */
export interface CustomersTable {
  readonly key: Uint8Array
  /** Subject and `acr`. */
  readonly sealed: Uint8Array
  readonly level: ProvenLogin['level']
  readonly first_at: number
  readonly last_at: number
}

/** A link between an address of a channel, by its fingerprint, and a customer. */
export interface CustomerAddressesTable {
  readonly id: string
  readonly customer_key: Uint8Array
  readonly channel: string
  readonly address_key: Uint8Array
  /** Subject and address. */
  readonly sealed: Uint8Array
  readonly level: ProvenLogin['level']
  readonly linked_at: number
  readonly lapses_at: number
  readonly revoked_at: number | null
}

/** A message that was erased, so that nothing that was still on its way can add to it. */
export interface ErasedMessagesTable {
  readonly message_id: string
  readonly erased_at: number
}

/** How much came to wait for identification on one day: of a sender, by fingerprint, and of the whole channel, by an empty one. */
export interface WaitingCountsTable {
  readonly channel: string
  readonly sender: Uint8Array
  /** Since the epoch, in UTC. */
  readonly day: number
  readonly items: number
  readonly bytes: number
}

/** A conversation in which somebody is to log in; `code`, `place`, `address_place` and `subject` are fingerprints. */
export interface IdentificationsTable {
  readonly id: string
  readonly channel: string
  readonly code: Uint8Array
  /** The conversation; without one the channel's address, else the message. */
  readonly place: Uint8Array
  readonly address_place: Uint8Array
  readonly opened_at: number
  readonly expires_at: number
  readonly begun: number
  readonly used_at: number | null
  readonly done_at: number | null
  readonly subject: Uint8Array | null
  /** Conversation, address and language. */
  readonly sealed: Uint8Array
  /** Who logged in; null before, and of one that was closed without. */
  readonly login: Uint8Array | null
}

/** Which messages wait in a place. */
export interface IdentificationMessagesTable {
  readonly place: Uint8Array
  readonly message_id: string
  readonly since: number
}

/** What one browser may do next, once. */
export interface IdentificationStepsTable {
  /** A fingerprint. */
  readonly secret: Uint8Array
  readonly kind: 'login' | 'confirm'
  readonly identification_id: string
  readonly expires_at: number
}

/** One sealed constant: it opens only under the key that the store was made with. */
export interface StoreSealTable {
  readonly id: number
  readonly sealed: Uint8Array
}

export interface Schema {
  readonly messages: MessagesTable
  readonly arrivals: ArrivalsTable
  readonly records: RecordsTable
  readonly reviews: ReviewsTable
  readonly opened_files: OpenedFilesTable
  readonly dedupe_keys: DedupeKeysTable
  readonly message_blobs: MessageBlobsTable
  readonly holds: HoldsTable
  readonly events: EventsTable
  readonly deliveries: DeliveriesTable
  readonly webhooks: WebhooksTable
  readonly policies: PoliciesTable
  readonly api_keys: ApiKeysTable
  readonly log_entries: LogEntriesTable
  readonly log_heads: LogHeadsTable
  readonly review_requests: ReviewRequestsTable
  readonly message_links: MessageLinksTable
  readonly customers: CustomersTable
  readonly customer_addresses: CustomerAddressesTable
  readonly erased_messages: ErasedMessagesTable
  readonly waiting_counts: WaitingCountsTable
  readonly identifications: IdentificationsTable
  readonly identification_messages: IdentificationMessagesTable
  readonly identification_steps: IdentificationStepsTable
  readonly store_seal: StoreSealTable
}

/** What `counts` counts. */
export const COUNTED_TABLES = [
  'messages',
  'arrivals',
  'records',
  'reviews',
  'opened_files',
  'dedupe_keys',
  'message_blobs',
  'holds',
  'events',
  'deliveries',
  'webhooks',
  'policies',
  'api_keys',
  'log_entries',
  'review_requests',
  'message_links',
  'customers',
  'customer_addresses',
  'erased_messages',
  'waiting_counts',
  'identifications',
  'identification_messages',
  'identification_steps',
] as const satisfies readonly (keyof Schema)[]
