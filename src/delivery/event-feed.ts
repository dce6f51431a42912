/** Reads new events once for however many listen: one reader follows the database, and a bounded memory of rendered events serves all. */
import type { StoredEvent } from '../core/event.ts'
import type { Store } from '../core/store.ts'
import { type RenderedEvent, renderEvent } from './event.ts'

export type EventStore = Pick<Store, 'events' | 'record' | 'onEvents'>

export interface FeedOptions {
  readonly store: EventStore
  /** Events that other processes wrote are seen at the latest after this. */
  readonly pollMs?: number
  /** Newest events kept in memory. */
  readonly maxEvents?: number
  readonly onError?: (error: unknown) => void
}

export interface FeedEvent {
  readonly seq: number
  readonly channel: string
  /** The event as a server-sent event: rendered when first asked for, then shared by all listeners. */
  frame(): Promise<string>
}

export interface FeedPage {
  readonly events: readonly FeedEvent[]
  readonly seq: number
}

export interface EventFeed {
  /**
   * Events after `afterSeq`, oldest first, at most a page, and the `seq` to go on from; null once the feed is closed.
   * No events and the same `seq` means that there is nothing new.
   */
  after(afterSeq: number, channels: readonly string[] | null): Promise<FeedPage | null>
  /** Resolves when there is something after `afterSeq`, or the signal aborts. */
  changed(afterSeq: number, signal: AbortSignal): Promise<void>
  close(): void
}

const PAGE = 200
const MAX_RENDERED = 100

export function openEventFeed(options: FeedOptions): EventFeed {
  const { store } = options
  const pollMs = options.pollMs ?? 1_000
  const maxEvents = options.maxEvents ?? 2_000
  const onError = options.onError ?? (() => undefined)

  /** Events with `fromSeq` < seq <= `toSeq`, without a gap. */
  let recent: FeedEvent[] = []
  let fromSeq = 0
  let toSeq = 0
  /** Forgets one rendering each, oldest first: a release can be large. */
  const inMemory: (() => void)[] = []
  let following = false
  let reading = false
  let dirty = false
  let closed = false
  let timer: NodeJS.Timeout | null = null
  const waiting = new Set<{ readonly afterSeq: number; readonly wake: () => void }>()
  const forget = store.onEvents(() => {
    if (waiting.size > 0) read()
  })

  /** One read at a time; a call during it makes one more. */
  function read(): void {
    dirty = true
    if (!reading) void readAll()
  }

  async function readAll(): Promise<void> {
    reading = true
    try {
      while (dirty && !closed) {
        dirty = false
        await readNew()
      }
    } catch (error) {
      onError(error)
    }
    reading = false
    schedule()
  }

  async function readNew(): Promise<void> {
    const oldest = Math.min(...[...waiting].map(({ afterSeq }) => afterSeq))
    if (oldest === Infinity) return
    if (!following || oldest > toSeq) {
      // Whoever is further behind than all that wait reads the database by itself.
      recent = []
      fromSeq = toSeq = oldest
      following = true
    }
    for (let full = true; full && !closed; ) {
      const page = await store.events({ afterSeq: toSeq, channels: null, limit: PAGE })
      remember(page)
      full = page.length === PAGE
    }
  }

  function remember(page: readonly StoredEvent[]): void {
    const last = page.at(-1)
    if (last === undefined) return
    recent.push(...page.map(lazily))
    toSeq = last.seq
    // Cut in blocks, so that the cost of one event stays constant.
    if (recent.length > 2 * maxEvents) {
      recent = recent.slice(-maxEvents)
      fromSeq = (recent[0] as FeedEvent).seq - 1
    }
    for (const waiter of waiting) if (waiter.afterSeq < toSeq) waiter.wake()
  }

  function lazily(event: StoredEvent): FeedEvent {
    let rendered: Promise<string> | null = null
    return {
      seq: event.seq,
      channel: event.channel,
      frame() {
        if (rendered === null) {
          rendered = store.record(event.messageId, event.revision).then((record) => renderFrame(renderEvent(event, record)))
          const drop = (): void => {
            rendered = null
          }
          // The next listener tries again.
          rendered.catch(drop)
          inMemory.push(drop)
          if (inMemory.length > MAX_RENDERED) inMemory.shift()?.()
        }
        return rendered
      },
    }
  }

  /** Nobody listens: nobody polls. */
  function schedule(): void {
    if (timer !== null || closed || waiting.size === 0) return
    timer = setTimeout(() => {
      timer = null
      if (waiting.size > 0) read()
    }, pollMs)
  }

  return {
    async after(afterSeq, channels) {
      if (closed) return null
      const wanted = (event: { readonly channel: string }): boolean => channels === null || channels.includes(event.channel)
      if (following && afterSeq >= fromSeq) {
        const page = recent.slice(firstAfter(recent, afterSeq)).slice(0, PAGE)
        return { events: page.filter(wanted), seq: page.at(-1)?.seq ?? afterSeq }
      }
      // A listener that was away longer than memory reaches reads the database by itself. A page that is not full
      // has all of its channels up to what the reader knew before it was asked for.
      const known = following ? toSeq : 0
      const page = await store.events({ afterSeq, channels, limit: PAGE })
      const last = page.at(-1)?.seq ?? afterSeq
      return { events: page.map(lazily), seq: page.length === PAGE ? last : Math.max(last, known) }
    },

    changed(afterSeq, signal) {
      if (closed || signal.aborted || (following && afterSeq < toSeq)) return Promise.resolve()
      return new Promise((resolve) => {
        const waiter = {
          afterSeq,
          wake: () => {
            waiting.delete(waiter)
            signal.removeEventListener('abort', waiter.wake)
            resolve()
          },
        }
        waiting.add(waiter)
        signal.addEventListener('abort', waiter.wake)
        // What was committed between the listener's last look and now.
        read()
      })
    },

    close() {
      closed = true
      forget()
      if (timer !== null) clearTimeout(timer)
      for (const waiter of [...waiting]) waiter.wake()
    },
  }
}

/** WHATWG HTML 9.2.6: one field a line; JSON has no raw line break. */
export function renderFrame(event: RenderedEvent): string {
  return `id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
}

/** Index of the first event after `afterSeq`, by halving. */
function firstAfter(events: readonly FeedEvent[], afterSeq: number): number {
  let low = 0
  let high = events.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((events[middle] as FeedEvent).seq <= afterSeq) low = middle + 1
    else high = middle
  }
  return low
}
