/** What the stages need of the queue, which may be lost at any time: the database is the truth. */

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
