/** What is kept of a message and shown by the API: the status, and everything that led to it. */
import type { Rebuilding } from './disarmed.ts'
import type { ShownIdentification } from './identification.ts'
import type { Identity } from './identity.ts'
import type { Address, ChannelKind } from './message.ts'
import type { Release } from './release.ts'
import type { Report } from './report.ts'
import type { Verdict } from './verdict.ts'

export type MessageStatus = 'accepted' | 'released' | 'held' | 'blocked' | 'expired'

export interface Timings {
  readonly inspectMs: number
  readonly decideMs: number
  readonly buildMs: number
}

/** One message as the API and `forebay check --json` show it. */
export interface MessageRecord {
  readonly id: string
  readonly channel: string
  readonly kind: ChannelKind
  readonly conversationId: string | null
  readonly status: MessageStatus
  readonly revision: number
  /** ISO 8601 UTC. */
  readonly receivedAt: string
  readonly settledAt: string | null
  readonly sender: Address | null
  readonly identity: Identity
  readonly report: Report
  /** Of each file that was built anew, or was to be; missing when there is none. */
  readonly rebuilt?: readonly Rebuilding[]
  readonly verdict: Verdict | null
  readonly release: Release | null
  /** How its sender can become identified, as it was when that was first asked for; missing when nothing of it ever waited for that. */
  readonly identification?: ShownIdentification
  readonly timings: Timings
}

export const EVENT_TYPES = [
  'message.released',
  'message.updated',
  'message.held',
  'message.blocked',
  'message.expired',
  'message.erased',
  'identification.required',
  'identification.completed',
] as const
export type EventType = (typeof EVENT_TYPES)[number]
