/** Server-sent events, resumable and no faster than the listener reads: what is not written yet stays in the database. */
import { ForebayError } from '../core/error.ts'
import type { Store } from '../core/ports.ts'
import type { RenderedEvent } from './event.ts'
import type { EventFeed } from './event-feed.ts'

export interface StreamOptions {
  readonly feed: EventFeed
  /** Events after this one are sent; see `resumeAfter`. */
  readonly afterSeq: number
  /** Null means every channel. */
  readonly channels: readonly string[] | null
  /** Takes one whole frame and resolves when there is room for more. Rejecting ends the stream. */
  readonly write: (chunk: string) => Promise<void>
  /** Ends the stream. */
  readonly signal: AbortSignal
  /** A comment is sent after this long without an event, so that proxies keep the connection. */
  readonly heartbeatMs?: number
}

/**
 * Where a stream begins: after the event that the listener saw last, or with what happens from now on.
 * Throws ForebayError `EVENT_UNKNOWN` (404) for an unknown id: going on from anywhere else would skip events without a word.
 */
export async function resumeAfter(store: Pick<Store, 'event' | 'lastEventSeq'>, untrustedLastEventId: string | null): Promise<number> {
  if (untrustedLastEventId === null) return store.lastEventSeq()
  const event = await store.event(untrustedLastEventId)
  if (event !== null) return event.seq
  throw new ForebayError('EVENT_UNKNOWN', 'There is no event with this Last-Event-ID.', { status: 404, field: 'Last-Event-ID' })
}

/** Resolves when the signal aborts; rejects when the database or the sink fails. */
export async function streamEvents(options: StreamOptions): Promise<void> {
  const { feed, channels, signal } = options
  const heartbeatMs = options.heartbeatMs ?? 15_000
  const aborted = once(signal)

  // A reader that is gone never makes room.
  const send = (chunk: string): Promise<void> => Promise.race([options.write(chunk), aborted])

  let seq = options.afterSeq
  // The first bytes let a browser's EventSource open, and set how soon it comes back.
  await send('retry: 2000\n\n')
  while (!signal.aborted) {
    const page = await feed.after(seq, channels)
    for (const event of page.events) {
      const rendered = await event.render()
      if (signal.aborted) return
      await send(frame(rendered))
    }
    if (page.seq > seq) seq = page.seq
    else if (!(await changedWithin(feed, seq, signal, heartbeatMs))) await send(': \n\n')
  }
}

/** WHATWG HTML 9.2.6: one field a line; JSON has no raw line break. */
export function frame(event: RenderedEvent): string {
  return `id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
}

/** False when nothing changed in this time. */
async function changedWithin(feed: EventFeed, seq: number, signal: AbortSignal, ms: number): Promise<boolean> {
  const quiet = new AbortController()
  let late = false
  const timer = setTimeout(() => {
    late = true
    quiet.abort()
  }, ms)
  const stop = (): void => quiet.abort()
  signal.addEventListener('abort', stop)
  try {
    await feed.changed(seq, quiet.signal)
    return !late || signal.aborted
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}

function once(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
