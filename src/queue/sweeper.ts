/** Puts back what a lost queue forgot: the database says what is due, and nothing due stays unscheduled for long. */
import type { Queue } from '../core/queue.ts'
import type { DueMessage, Store } from '../core/store.ts'
import type { Clock } from '../core/time.ts'

export interface SweeperOptions {
  readonly store: Pick<Store, 'due'>
  readonly queue: Pick<Queue, 'enqueue'>
  readonly clock: Clock
  /** Pause between two sweeps. */
  readonly everyMs?: number
  /** What is due for less than this is left to the queue; the first sweep takes all, for the queue may have started empty. */
  readonly graceMs?: number
  /** What was put back is not put back again for this long, unless the queue refused it. */
  readonly repeatMs?: number
  /** Messages of one sweep, at most: bounds memory, the next sweep goes on. */
  readonly maxPerSweep?: number
  readonly onError?: (error: unknown) => void
}

export interface Sweeper {
  /** Sweeps now; resolves with how many messages were put back. */
  sweep(): Promise<number>
  /** The same for all that is due at this moment: the queue may know it under a later time, or not at all. */
  sweepAll(): Promise<number>
  /** No more sweeps; resolves when a running one has ended. */
  stop(): Promise<void>
}

const FIRST_PAGE = 1_000

export function startSweeper(options: SweeperOptions): Sweeper {
  const { store, queue, clock } = options
  const everyMs = options.everyMs ?? 5_000
  const repeatMs = options.repeatMs ?? 60_000
  const maxPerSweep = options.maxPerSweep ?? 64_000
  const onError = options.onError ?? (() => undefined)

  /** When each message was put back; the queue may still hold these, far down a long lane. */
  const putBackAt = new Map<string, number>()
  let graceMs = 0
  let stopped = false
  let timer: NodeJS.Timeout | null = null
  let running: Promise<number> | null = null

  /** `due` always starts at the oldest, where a long backlog may hide what came after: the page doubles until it is not full. */
  async function findForgotten(now: number, all: boolean): Promise<readonly DueMessage[]> {
    for (let limit = Math.min(FIRST_PAGE, maxPerSweep); ; limit = Math.min(limit * 2, maxPerSweep)) {
      const due = await store.due(all ? now + 1 : now - graceMs, limit)
      const forgotten = all ? due : due.filter(({ messageId }) => !putBackAt.has(messageId))
      if (due.length < limit || limit === maxPerSweep || stopped) return forgotten
    }
  }

  async function putBack(message: DueMessage, now: number): Promise<boolean> {
    try {
      await queue.enqueue(message.channel, message.messageId)
      putBackAt.set(message.messageId, now)
      return true
    } catch (error) {
      onError(error)
      return false
    }
  }

  async function sweepOnce(all: boolean): Promise<number> {
    const now = clock()
    // Entries were set in order of time: the first young one ends it.
    for (const [messageId, at] of putBackAt) {
      if (now - at < repeatMs) break
      putBackAt.delete(messageId)
    }
    const forgotten = await findForgotten(now, all)
    let count = 0
    for (let start = 0; start < forgotten.length && !stopped; start += FIRST_PAGE) {
      const results = await Promise.all(forgotten.slice(start, start + FIRST_PAGE).map((message) => putBack(message, now)))
      const taken = results.filter(Boolean).length
      count += taken
      // A queue that refuses a whole page is away; the rest waits for the next sweep.
      if (taken === 0) return count
    }
    graceMs = options.graceMs ?? 15_000
    return count
  }

  function sweep(): Promise<number> {
    running ??= sweepOnce(false).finally(() => {
      running = null
    })
    return running
  }

  async function sweepAll(): Promise<number> {
    // One that began before knows nothing of what is due since.
    await running?.catch(onError)
    running = sweepOnce(true).finally(() => {
      running = null
    })
    return running
  }

  async function tick(): Promise<void> {
    try {
      await sweep()
    } catch (error) {
      onError(error)
    }
    if (!stopped) timer = setTimeout(tick, everyMs)
  }

  void tick()
  return {
    sweep,
    sweepAll,
    async stop() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
      await running?.catch(onError)
    },
  }
}
