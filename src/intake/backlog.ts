/** More is not accepted than the house can work through, and one flooded channel uses up its own share only. */
import { ForebayError } from '../core/error.ts'
import type { Store } from '../core/store.ts'
import type { Clock } from '../core/time.ts'
import { storeUnavailable } from './channels.ts'

/** A count this old is still good, since what was accepted after it is added. */
const MAX_AGE_MS = 500
/** Before a refusal the count is read anew, this often at most: what was settled meanwhile is not in it. */
const MIN_AGE_MS = 50
const RETRY_AFTER_SECONDS = 5

export interface BacklogLimits {
  /** Accepted and not yet settled, over all channels. */
  readonly maxTotal: number
  /** The same for one channel; the rest stays free for the others. */
  readonly maxPerChannel: number
}

export interface BacklogGate {
  /** @throws ForebayError 503 `BACKLOG_FULL` with a time to try again, 503 `STORE_UNAVAILABLE` */
  check(channel: string): Promise<void>
  /** Call when one was accepted. */
  count(channel: string): void
}

export function createBacklogGate(store: Pick<Store, 'backlog'>, limits: BacklogLimits, clock: Clock): BacklogGate {
  let total = 0
  let perChannel = new Map<string, number>()
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | null = null

  async function read(): Promise<void> {
    const startedAt = clock()
    const backlog = await store.backlog().catch((cause: unknown) => {
      throw storeUnavailable(cause)
    })
    total = backlog.total
    perChannel = new Map(Object.entries(backlog.perChannel))
    readAt = startedAt
  }

  function refresh(): Promise<void> {
    reading ??= read().finally(() => {
      reading = null
    })
    return reading
  }

  function exceeded(channel: string): Readonly<Record<string, number>> | null {
    if (total >= limits.maxTotal) return { maxBacklog: limits.maxTotal }
    if ((perChannel.get(channel) ?? 0) >= limits.maxPerChannel) return { maxChannelBacklog: limits.maxPerChannel }
    return null
  }

  return {
    async check(channel) {
      if (clock() - readAt >= MAX_AGE_MS) await refresh()
      if (exceeded(channel) !== null && clock() - readAt >= MIN_AGE_MS) await refresh()
      const limit = exceeded(channel)
      if (limit !== null)
        throw new ForebayError('BACKLOG_FULL', 'Too many messages are waiting; nothing was stored. Try again shortly.', {
          status: 503,
          limit,
          retryAfterSeconds: RETRY_AFTER_SECONDS,
        })
    },
    count(channel) {
      total += 1
      perChannel.set(channel, (perChannel.get(channel) ?? 0) + 1)
    },
  }
}
