/** An event of a message, as it is made once and kept in order. */
import type { EventType } from './record.ts'

export interface NewEvent {
  /** Deterministic in message, revision and type, and for a code in when that lapses, so that a repeated settlement makes no second event. */
  readonly id: string
  readonly type: EventType
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
