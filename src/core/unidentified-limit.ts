/** How much may wait for senders to identify themselves is claimed before it is accepted. */
import type { DedupeKey } from './accept.ts'

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
