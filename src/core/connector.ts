/** The one contract that every connector keeps: it translates, hands over what it received, and acknowledges only what is durable. */
import type { Address, ArrivalFile, ArrivalWords, ChannelKind } from './message.ts'
import type { ProvenBy } from './platform.ts'
import type { Release } from './release.ts'

/** One submission as a connector hands it over: shape-checked, otherwise untrusted. */
export interface Submission {
  readonly channel: string
  readonly connector: string
  readonly conversationId: string | null
  /** The platform's own id of this message, when it has one. */
  readonly externalId: string | null
  /** The caller's Idempotency-Key, scoped to its API key. */
  readonly idempotencyKey: { readonly scope: string; readonly key: string } | null
  /** The customer's signed token (JWT), if any. */
  readonly untrustedIdentityToken: string | null
  /** The platform's own signature proved the address of the sender; who checked that. */
  readonly byPlatform?: ProvenBy
  readonly envelope?: {
    readonly mailFrom?: string
    readonly rcptTo?: readonly string[]
    readonly clientIp?: string
    readonly helo?: string
  }
  readonly content:
    | { readonly type: 'words'; readonly words: ArrivalWords; readonly files: readonly ArrivalFile[] }
    | {
        readonly type: 'mail-blob'
        readonly rawBlobId: string
        readonly sizeBytes: number
        readonly sha256: string
        readonly messageIdHeader: string | null
        readonly from: Address | null
      }
    | { readonly type: 'mail'; readonly raw: Uint8Array }
}

export interface Receipt {
  readonly messageId: string
  /** True when this submission was seen before; `messageId` is the first one's. */
  readonly duplicate: boolean
}

/** Resolves only when the submission is durable; throws ForebayError when it is refused and nothing was stored. */
export type Accept = (submission: Submission) => Promise<Receipt>

export interface RunningConnector {
  /** Hands a release on; idempotent on `release.id` and `release.revision`. */
  deliver?(release: Release): Promise<void>
  stop(): Promise<void>
}

/** @public what a connector module exports; the HTTP edge is handed `Accept` directly. */
export interface Connector<Settings> {
  readonly id: string
  readonly kind: ChannelKind | 'any'
  /** Throws ForebayError `SETTINGS_INVALID` naming the path. */
  readonly settings: { parse(untrusted: unknown): Settings }
  start(settings: Settings, accept: Accept): Promise<RunningConnector>
}
