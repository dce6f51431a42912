/** What the stages need of the database: every method is atomic, and what it acknowledges is durable. */
import type { AcceptEntry, AcceptResult } from './accept.ts'
import type { ApiKey } from './api-key.ts'
import type { Customers, People } from './customer.ts'
import type { StoredEvent } from './event.ts'
import type { HeldItem } from './hold.ts'
import type { IdentificationStore } from './identification.ts'
import type { LogEntry, LogName, NewLogEntry } from './log-entry.ts'
import type { Policy, PolicyVersion, UnidentifiedLimits } from './policy.ts'
import type { MessageRecord, MessageStatus } from './record.ts'
import type { SubjectRef } from './report.ts'
import type { Amendment, CutDown, Settlement, StoredMessage } from './stored-message.ts'
import type { WaitingClaim, WaitingRefusal } from './unidentified-limit.ts'
import type { Delivery, WebhookEndpoint } from './webhook.ts'

/** An agent met a link that was refused and asks that a person looks at it. */
export interface ReviewRequest {
  readonly messageId: string
  readonly channel: string
  readonly subject: SubjectRef
  readonly askedBy: string
  readonly askedAt: number
}

/** The hashes of one message's clickable links. */
export interface MessageLinks {
  readonly messageId: string
  readonly channel: string
  readonly hashes: Uint8Array
}

export interface MessageQuery {
  readonly channels: readonly string[] | null
  readonly conversationId?: string
  readonly status?: MessageStatus
  /** Half-open: receivedFrom <= t < receivedTo, milliseconds. */
  readonly receivedFrom?: number
  readonly receivedTo?: number
  /** Opaque, from the previous page. Newest first. */
  readonly cursor?: string
  readonly limit: number
}

export interface Page<T> {
  readonly items: readonly T[]
  readonly nextCursor: string | null
}

export interface FailedMessage {
  readonly messageId: string
  readonly channel: string
  readonly failure: string
  readonly attempts: number
  readonly receivedAt: number
}

export interface DueMessage {
  readonly messageId: string
  readonly channel: string
}

export interface Store extends Customers, People, IdentificationStore {
  /** Durable when it resolves. Concurrent calls share a commit. */
  accept(entry: AcceptEntry): Promise<AcceptResult>
  /** Counts, unless that would pass a limit: then nothing is counted. Whatever process asks, they count together. */
  claimWaiting(claim: WaitingClaim, limits: UnidentifiedLimits): Promise<WaitingRefusal>
  /** False when another worker was first; nothing was changed then. Concurrent calls share a commit. */
  settle(settlement: Settlement): Promise<boolean>
  load(messageId: string): Promise<StoredMessage | null>
  /** The record as of `revision` (the newest when left out); null until first settled. */
  record(messageId: string, revision?: number): Promise<MessageRecord | null>
  amend(messageId: string, amendment: Amendment, now: number): Promise<boolean>
  /**
   * Puts what is left in the place of the arrival and its blobs, forgets what was seen of its expired files with a password, and makes the
   * message due at `dueAt`. False when something was learnt of it meanwhile, or others did this before.
   */
  cutDown(cut: CutDown, ifVersion: number, dueAt: number | null): Promise<boolean>
  /** Those not settled yet are among them, with status `accepted` and nothing looked at. */
  list(query: MessageQuery): Promise<Page<MessageRecord>>
  /** Gives work back after a failed run: due again at `dueAt`, or failed for good when null. */
  retryLater(messageId: string, dueAt: number | null, failure: string): Promise<void>
  failed(query: {
    readonly channels: readonly string[] | null
    readonly limit: number
    readonly cursor?: string
  }): Promise<Page<FailedMessage>>
  /** Makes a message that failed for good due again. */
  runAgain(messageId: string, now: number): Promise<DueMessage | null>
  /** Messages with work to do since before `dueBefore`, oldest first. */
  due(dueBefore: number, limit: number): Promise<readonly DueMessage[]>
  /** Messages waiting for the scanner are due at once, and with them those that wait for the DNS. Returns how many. */
  hastenScans(now: number): Promise<number>
  /** Messages accepted and not yet settled; those that failed for good wait for a person and are not counted. */
  backlog(): Promise<{
    readonly total: number
    readonly perChannel: Readonly<Record<string, number>>
    readonly oldestAcceptedAt: number | null
  }>

  /** Longest held first. */
  held(query: { readonly channels: readonly string[] | null; readonly limit: number; readonly cursor?: string }): Promise<Page<HeldItem>>
  expiredHolds(now: number, limit: number): Promise<readonly HeldItem[]>

  events(query: {
    readonly afterSeq: number
    readonly channels: readonly string[] | null
    readonly limit: number
  }): Promise<readonly StoredEvent[]>
  event(id: string): Promise<StoredEvent | null>
  lastEventSeq(): Promise<number>
  /** Called after each commit that made events, in this process. */
  onEvents(listener: () => void): () => void

  policy(channel: string, version?: number): Promise<PolicyVersion | null>
  policyVersions(channel: string): Promise<readonly Omit<PolicyVersion, 'policy'>[]>
  channels(): Promise<readonly string[]>
  /** Publishes `expectedVersion + 1`; null when the current version is another one. */
  publishPolicy(policy: Policy, expectedVersion: number, by: string, at: number, reason: string): Promise<PolicyVersion | null>

  keys(): Promise<readonly ApiKey[]>
  addKey(key: ApiKey): Promise<void>
  revokeKey(id: string, at: number): Promise<boolean>

  webhooks(): Promise<readonly WebhookEndpoint[]>
  addWebhook(endpoint: WebhookEndpoint): Promise<void>
  disableWebhook(id: string, at: number): Promise<boolean>
  /** With `leaseMs` they are ours for that long: neither another process nor the next call is given them. */
  dueDeliveries(now: number, limit: number, leaseMs?: number, exceptEndpoints?: readonly string[]): Promise<readonly Delivery[]>
  updateDelivery(delivery: Delivery): Promise<void>
  deadDeliveries(query: { readonly limit: number; readonly cursor?: string }): Promise<Page<Delivery>>
  reviveDelivery(eventId: string, endpointId: string, now: number): Promise<boolean>

  /** Durable when it resolves; each line is chained to the one before in its log, whatever process wrote that. */
  appendLog(entries: readonly NewLogEntry[]): Promise<void>
  /** Newest first. */
  logEntries(query: {
    readonly log: LogName
    readonly channels: readonly string[] | null
    readonly messageId?: string
    readonly verb?: string
    readonly limit: number
    readonly cursor?: string
  }): Promise<Page<LogEntry>>
  /** Walks a log from its beginning; `brokenAt` is the first line that is not what was written. */
  verifyLog(log: LogName): Promise<{ readonly entries: number; readonly brokenAt: number | null }>

  /** Asking twice for the same is asking once. A review of the subject answers it. */
  askReview(request: ReviewRequest): Promise<void>
  /** Longest waiting first. */
  reviewRequests(query: {
    readonly channels: readonly string[] | null
    readonly limit: number
    readonly cursor?: string
  }): Promise<Page<ReviewRequest>>

  /** Messages received since then whose release has clickable links, oldest first, for a list that has changed. */
  messageLinks(query: { readonly receivedFrom: number; readonly limit: number; readonly cursor?: string }): Promise<Page<MessageLinks>>

  /** Which of these blobs does a message name? */
  knownBlobs(blobIds: readonly string[]): Promise<ReadonlySet<string>>
  /** Row counts by table, for the bad-input proof and `doctor`. */
  counts(): Promise<Readonly<Record<string, number>>>
  ping(): Promise<void>
  close(): Promise<void>
}
