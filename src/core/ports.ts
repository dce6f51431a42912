/** What the stages need of the world, as interfaces; the edges implement them and one file hands them in. */

import type { Customers, People } from './customer.ts'
import type { IdentificationStore } from './identification.ts'
import type { Identity } from './identity.ts'
import type { Address, Arrival } from './message.ts'
import type { OpenedFile } from './opened.ts'
import type { Policy, PolicyVersion, UnidentifiedLimits } from './policy.ts'
import type { EventType, MessageRecord, MessageStatus } from './record.ts'
import type { SubjectRef } from './report.ts'
import type { Review } from './verdict.ts'

/** Milliseconds since the epoch; injected so that the pure stages and the tests own the clock. */
export type Clock = () => number

// ---------------------------------------------------------------- antivirus

export type ScanResult =
  | { readonly status: 'clean' }
  | { readonly status: 'infected'; readonly signature: string }
  /** No verdict: down, slow, over its limits or answering nonsense. Never to be read as clean. */
  | { readonly status: 'unavailable'; readonly reason: 'SCANNER_UNAVAILABLE' | 'SCANNER_TIMEOUT' | 'SCANNER_LIMIT' }

/** One daemon or server that scans, as it stood when it was looked at last. */
export interface EngineState {
  readonly kind: 'clamd' | 'icap'
  readonly address: string
  /** `ok`: it answers and finds the test file. `blind`: it answers and calls the test file clean, so that it is not asked. */
  readonly status: 'ok' | 'away' | 'blind'
  readonly version: string | null
  /** When its signatures were made, milliseconds since the epoch; null when it does not say. */
  readonly signaturesAt: number | null
  /** The largest file that it was seen to look into, in bytes; null while nothing large was scanned. */
  readonly limitBytes: number | null
  /** It says OK, and nothing more, to what is above its limits. */
  readonly silentAboveLimit: boolean
}

export interface ScannerState {
  readonly configured: boolean
  /** At least one engine of each kind can be asked. */
  readonly reachable: boolean
  readonly version: string | null
  readonly address: string | null
  /** Every one that is configured; left out by what has none of its own. */
  readonly engines?: readonly EngineState[]
}

export interface Scanner {
  /** Scans whole bytes. Never throws: what went wrong is a result. When many wait, lanes (channels) take turns. */
  scan(bytes: Uint8Array, signal: AbortSignal, lane?: string): Promise<ScanResult>
  /** True when a scanner is configured and answers. */
  ready(): Promise<boolean>
  /** @param measured waits until it is known how large a file each engine looks into */
  describe(measured?: boolean): Promise<ScannerState>
}

// ---------------------------------------------------------------- DNS

export type DnsType = 'A' | 'AAAA' | 'CNAME' | 'MX' | 'PTR' | 'TXT'

/** One record: an address or a name; the strings of a TXT (RFC 1035 3.3.14); an MX. */
export type DnsRecord = string | readonly string[] | { readonly priority: number; readonly exchange: string }

export interface Dns {
  /**
   * Null where there is no such name, empty where it has no record of this type.
   * Throws ForebayError `DNS_UNAVAILABLE` when nothing could be learnt in time: that says nothing of the name.
   */
  resolve(name: string, type: DnsType): Promise<readonly DnsRecord[] | null>
}

// ---------------------------------------------------------------- blobs

export interface StoredBlob {
  readonly blobId: string
  readonly sizeBytes: number
  readonly sha256: string
}

export interface Blobs {
  /**
   * Seals and stores; resolves only when the bytes survive power loss (file and folder are synced).
   * Past `maxBytes` it throws ForebayError `TOO_LARGE` and leaves nothing behind.
   */
  write(source: AsyncIterable<Uint8Array> | Uint8Array, maxBytes: number): Promise<StoredBlob>
  /** Whole bytes; throws ForebayError `BLOB_DAMAGED` on truncation or tampering, `BLOB_MISSING` when it is not there. */
  read(blobId: string): Promise<Uint8Array>
  remove(blobId: string): Promise<void>
  /** Blob ids older than `olderThanMs`, for the sweeper that removes what no message names. */
  listOlderThan(olderThanMs: number): AsyncIterable<string>
}

// ---------------------------------------------------------------- sealing

/** Seals small values at rest. `context` says where a value stands (`record:ID:REVISION`); opened elsewhere, it is refused. */
export interface Sealer {
  seal(plain: Uint8Array, context: string): Buffer
  /** Throws ForebayError `SEAL_BROKEN` when the value was changed, moved or sealed under another key. */
  open(sealed: Uint8Array, context: string): Buffer
  /** A keyed digest of 16 bytes: equal for equal values, and nobody without the key can try out a guess. */
  fingerprint(value: string): Buffer
}

// ---------------------------------------------------------------- store

/** A claim that this submission was seen before: same `key` means same submission. Both are SHA-256 hex. */
export interface DedupeKey {
  readonly key: string
  /** Of the content; a key that comes back with other content is refused. */
  readonly contentDigest: string
}

export interface AcceptEntry {
  readonly arrival: Arrival
  readonly identity: Identity
  /** As the message states it. Needed of a mail alone, which is not opened by the store; one that is not told is looked for once it is settled. */
  readonly sender?: Address | null
  readonly dedupeKeys: readonly DedupeKey[]
}

export type AcceptResult =
  | { readonly outcome: 'stored' }
  | { readonly outcome: 'duplicate'; readonly messageId: string; readonly sameContent: boolean }

/** What a submission would add to all that waits for senders to identify themselves. */
export interface WaitingClaim {
  readonly channel: string
  /** Whose it is, as a conversation or an address; null when nothing tells. Kept as a fingerprint. */
  readonly sender: string | null
  /** Of the submission: what was accepted before is counted already. */
  readonly dedupeKeys: readonly DedupeKey[]
  /** Milliseconds since the epoch; days are those of UTC. */
  readonly at: number
  readonly items: number
  readonly bytes: number
}

/** Whose limit would be passed, or null when nobody's. */
export type WaitingRefusal = 'sender' | 'channel' | null

export interface Hold {
  readonly subject: SubjectRef
  /** `IDENTITY_REQUIRED`, `SCANNER_UNAVAILABLE`, a finding code, … */
  readonly reason: string
  readonly heldAt: number
  readonly expiresAt: number
}

export interface NewEvent {
  /** Deterministic in message, revision and type, so that a repeated settlement makes no second event. */
  readonly id: string
  readonly type: EventType
}

/** All that one run of the pipeline changes, applied in one transaction or not at all. */
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

/** `archive`: what became of links and who clicked. `access`: who looked at what. `changes` (settings, policies, keys) is reserved: nothing writes to it. */
export type LogName = 'access' | 'archive' | 'changes'

export interface NewLogEntry {
  readonly log: LogName
  readonly at: number
  /** Who did it: a key's id, an agent's name; `unknown` when nobody said. */
  readonly actor: string
  /** `link.opened`, `link.refused`, … */
  readonly verb: string
  readonly channel: string | null
  readonly messageId: string | null
  /** What of the message: `l1`; null for the whole. */
  readonly subject: string | null
  /** Small and flat; sealed at rest. */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>
}

/** One append-only line: `hash` covers this line and the hash of the one before it in the same log. */
export interface LogEntry extends NewLogEntry {
  readonly seq: number
  /** SHA-256 hex. */
  readonly hash: string
}

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

export interface StoredEvent {
  readonly seq: number
  readonly id: string
  readonly type: EventType
  readonly channel: string
  readonly messageId: string
  readonly revision: number
  readonly at: number
}

export interface HeldItem extends Hold {
  readonly messageId: string
  readonly channel: string
  readonly conversationId: string | null
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

/** `reveal`: to see what is masked. `vouch`: to be believed what the platform, or the connection, proved of a sender. */
export type KeyScope = 'submit' | 'vouch' | 'read' | 'reveal' | 'admin'

export interface ApiKey {
  readonly id: string
  readonly name: string
  /** SHA-256 hex of the key; the key itself is shown once and never kept. */
  readonly hash: string
  /** Null means every channel. */
  readonly channels: readonly string[] | null
  readonly scopes: readonly KeyScope[]
  readonly createdAt: number
  readonly revokedAt: number | null
}

export interface WebhookEndpoint {
  readonly id: string
  readonly url: string
  readonly channels: readonly string[] | null
  /** Standard Webhooks `whsec_…`; sealed at rest, shown once. */
  readonly secret: string
  readonly createdAt: number
  readonly disabledAt: number | null
}

export interface Delivery {
  readonly eventId: string
  readonly endpointId: string
  readonly state: 'pending' | 'delivered' | 'dead'
  readonly attempts: number
  readonly nextAt: number
  readonly lastError: string | null
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
  /** What is left of an arrival takes its place, with the blobs that it names, and the message is due at `dueAt`. False when something was learnt of it meanwhile, or it is gone. */
  cutDown(arrival: Arrival, ifVersion: number, dueAt: number | null): Promise<boolean>
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

// ---------------------------------------------------------------- queue

export interface QueueDepth {
  readonly waiting: number
  readonly active: number
  readonly oldestWaitingMs: number
}

/** Spreads work; holds ids only, never content; may be lost at any time. At least once, one lane a channel. */
export interface Queue {
  enqueue(channel: string, messageId: string, delayMs?: number): Promise<void>
  /** The handler does not throw for what it can record itself; a throw means: try again with backoff. */
  start(handler: (messageId: string, channel: string) => Promise<void>): Promise<void>
  depth(): Promise<Readonly<Record<string, QueueDepth>>>
  ping(): Promise<void>
  /** Takes no more, finishes what runs within `graceMs`, gives the rest back. */
  stop(graceMs: number): Promise<void>
}
