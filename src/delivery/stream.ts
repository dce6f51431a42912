/** Server-sent events, resumable and no faster than the listener reads: what is not written yet stays in the database. */
import { ForebayError } from '../core/error.ts'
import type { Store } from '../core/store.ts'
import type { EventFeed } from './event-feed.ts'

/** Events rendered at once for one listener. */
const READ_AHEAD = 16

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

/** Resolves when the signal aborts or the feed is closed; rejects when the database or the sink fails. */
export async function streamEvents(options: StreamOptions): Promise<void> {
  const { feed, channels, signal } = options
  const heartbeatMs = options.heartbeatMs ?? 15_000
  const send = (chunk: string): Promise<void> => endWith(signal, options.write(chunk))

  // The first bytes let a browser's EventSource open, and set how soon it comes back.
  await send('retry: 2000\n\n')
  for (let seq = options.afterSeq; !signal.aborted; ) {
    const page = await feed.after(seq, channels)
    if (page === null) return
    for (let start = 0; start < page.events.length && !signal.aborted; start += READ_AHEAD) {
      const frames = await Promise.all(page.events.slice(start, start + READ_AHEAD).map((event) => event.frame()))
      for (const frame of frames) if (!signal.aborted) await send(frame)
    }
    if (page.seq > seq) seq = page.seq
    else if (!(await changedWithin(feed, seq, signal, heartbeatMs))) await send(': \n\n')
  }
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

/** A reader that is gone never makes room. Not `Promise.race`: on a signal that lives long it would keep every write in memory. */
function endWith(signal: AbortSignal, work: Promise<void>): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const end = (): void => resolve()
    signal.addEventListener('abort', end)
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end))
  })
}
