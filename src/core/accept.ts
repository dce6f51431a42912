/** What is stored of a submission when it is accepted, and how one that comes twice is known. */
import type { Identity } from './identity.ts'
import type { Address, Arrival } from './message.ts'

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
