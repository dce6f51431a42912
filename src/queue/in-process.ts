/** Spreads work inside one process: a lane a channel, served in turn, so that a flooded lane slows no other. */
import { ForebayError } from '../core/error.ts'
import type { Queue, QueueDepth } from '../core/queue.ts'
import type { Clock } from '../core/time.ts'
import { type Backoff, backoffMs, DEFAULT_BACKOFF } from './backoff.ts'
import { type Fifo, openFifo } from './fifo.ts'

export interface InProcessQueueOptions {
  /** Handlers running at once, over all lanes. */
  readonly concurrency?: number
  /** Handlers running at once in one lane; less than `concurrency`, or one lane can take every place. */
  readonly laneConcurrency?: number
  readonly backoff?: Backoff
  readonly clock?: Clock
  /** 0 to 1, for the jitter of the backoff. */
  readonly random?: () => number
}

/** One message in one lane. At most one entry an id: it is waiting, delayed or running, never two of these. */
interface Entry {
  readonly id: string
  readonly lane: Lane
  state: 'waiting' | 'delayed' | 'running'
  waitingSince: number
  dueAt: number
  timer: NodeJS.Timeout | null
  /** Runs that threw. */
  attempts: number
  /** Enqueued again while running: when to run once more; null when not. */
  againAt: number | null
}

interface Lane {
  readonly channel: string
  readonly entries: Map<string, Entry>
  readonly waiting: Fifo<Entry>
  running: number
  /** Standing in the ring of lanes that may start a job. */
  inRing: boolean
}

/** `setTimeout` fires at once for anything longer. */
const MAX_TIMER_MS = 2 ** 31 - 1

type Handler = (messageId: string, channel: string) => Promise<void>

/** What it holds is lost with the process: start a sweeper beside it. */
export function openInProcessQueue(options: InProcessQueueOptions = {}): Queue {
  const concurrency = options.concurrency ?? 64
  const laneConcurrency = options.laneConcurrency ?? 32
  const backoff = options.backoff ?? DEFAULT_BACKOFF
  const clock = options.clock ?? Date.now
  const random = options.random ?? Math.random

  const lanes = new Map<string, Lane>()
  /** Lanes with something to start, in the order in which they get their next turn. */
  const ring = openFifo<Lane>()
  let handler: Handler | null = null
  let running = 0
  let pumpScheduled = false
  let stopped = false
  let whenIdle: (() => void) | null = null

  function laneOf(channel: string): Lane {
    let lane = lanes.get(channel)
    if (lane === undefined) {
      lane = { channel, entries: new Map(), waiting: openFifo(), running: 0, inRing: false }
      lanes.set(channel, lane)
    }
    return lane
  }

  // One pump a turn of the event loop: a lane of instant jobs cannot starve input and output.
  function schedulePump(): void {
    if (pumpScheduled || handler === null || stopped) return
    pumpScheduled = true
    setImmediate(pump)
  }

  function pump(): void {
    pumpScheduled = false
    while (running < concurrency && !stopped) {
      const lane = ring.shift()
      if (lane === undefined) return
      lane.inRing = false
      const entry = lane.waiting.shift()
      if (entry !== undefined) run(entry)
      offerTurn(lane)
    }
  }

  function offerTurn(lane: Lane): void {
    if (lane.inRing || lane.waiting.length === 0 || lane.running >= laneConcurrency) return
    lane.inRing = true
    ring.push(lane)
  }

  function makeWaiting(entry: Entry): void {
    entry.state = 'waiting'
    entry.timer = null
    entry.waitingSince = clock()
    entry.lane.waiting.push(entry)
    offerTurn(entry.lane)
    schedulePump()
  }

  function schedule(entry: Entry, dueAt: number): void {
    const delayMs = dueAt - clock()
    if (delayMs <= 0) {
      makeWaiting(entry)
      return
    }
    entry.state = 'delayed'
    entry.dueAt = dueAt
    entry.timer = setTimeout(() => schedule(entry, dueAt), Math.min(delayMs, MAX_TIMER_MS))
  }

  function run(entry: Entry): void {
    entry.state = 'running'
    entry.againAt = null
    entry.lane.running += 1
    running += 1
    let done: Promise<void>
    try {
      done = (handler as Handler)(entry.id, entry.lane.channel)
    } catch {
      finished(entry, false)
      return
    }
    done.then(
      () => finished(entry, true),
      // Why it failed is the handler's to record; the queue only tries again.
      () => finished(entry, false),
    )
  }

  function finished(entry: Entry, succeeded: boolean): void {
    entry.lane.running -= 1
    running -= 1
    if (stopped) {
      if (running === 0) whenIdle?.()
      return
    }
    settle(entry, succeeded)
    offerTurn(entry.lane)
    schedulePump()
  }

  function settle(entry: Entry, succeeded: boolean): void {
    entry.attempts = succeeded ? 0 : entry.attempts + 1
    const spent = entry.attempts >= backoff.maxAttempts
    if (!succeeded && !spent) {
      schedule(entry, clock() + backoffMs(backoff, entry.attempts, random()))
    } else if (entry.againAt !== null) {
      entry.attempts = 0
      schedule(entry, entry.againAt)
    } else {
      entry.lane.entries.delete(entry.id)
    }
  }

  return {
    async enqueue(channel, messageId, delayMs = 0) {
      if (stopped) throw stoppedError()
      const lane = laneOf(channel)
      const dueAt = clock() + Math.max(0, delayMs)
      const entry = lane.entries.get(messageId)
      if (entry === undefined) {
        const fresh: Entry = { id: messageId, lane, state: 'waiting', waitingSince: 0, dueAt, timer: null, attempts: 0, againAt: null }
        lane.entries.set(messageId, fresh)
        schedule(fresh, dueAt)
        return
      }
      switch (entry.state) {
        case 'waiting':
          return
        case 'delayed':
          if (dueAt >= entry.dueAt) return
          if (entry.timer !== null) clearTimeout(entry.timer)
          schedule(entry, dueAt)
          return
        case 'running':
          // What it was enqueued for may have come after the handler had read the row.
          entry.againAt = entry.againAt === null ? dueAt : Math.min(entry.againAt, dueAt)
          return
      }
    },

    async start(newHandler) {
      if (stopped) throw stoppedError()
      handler = newHandler
      schedulePump()
    },

    async depth() {
      const now = clock()
      const depths: Record<string, QueueDepth> = {}
      for (const lane of lanes.values()) {
        const oldest = lane.waiting.peek()
        depths[lane.channel] = {
          waiting: lane.waiting.length,
          active: lane.running,
          oldestWaitingMs: oldest === undefined ? 0 : Math.max(0, now - oldest.waitingSince),
        }
      }
      return depths
    },

    async ping() {
      if (stopped) throw stoppedError()
    },

    async stop(graceMs) {
      if (stopped) return
      stopped = true
      for (const lane of lanes.values()) {
        for (const entry of lane.entries.values()) if (entry.timer !== null) clearTimeout(entry.timer)
        lane.entries.clear()
        lane.waiting.clear()
      }
      ring.clear()
      if (running === 0) return
      // What is still running after the grace is given back by being due in the database.
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, graceMs)
        whenIdle = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    },
  }
}

function stoppedError(): ForebayError {
  return new ForebayError('QUEUE_STOPPED', 'The queue takes no more work.', { status: 503, retryAfterSeconds: 1 })
}
