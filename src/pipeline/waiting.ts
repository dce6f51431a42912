/** Lets a caller wait a bounded time for a message to settle, told at once in this process and by looking now and then for other ones. */

import type { MessageRecord } from '../core/record.ts'
import type { Store } from '../core/store.ts'
import { scanIsPending } from './settlement.ts'

const LOOK_EVERY_MS = 250

export interface Waiting {
  /** Called after each settlement in this process. */
  settled(record: MessageRecord): void
  /**
   * The first record newer than `afterRevision` whose scans are back; when the time is up the newest such there is, scans or not;
   * null when there is none.
   */
  wait(messageId: string, waitMs: number, signal: AbortSignal, afterRevision?: number): Promise<MessageRecord | null>
}

interface Waiter {
  tell(record: MessageRecord): void
}

export function createWaiting(store: Pick<Store, 'record'>): Waiting {
  const waiters = new Map<string, Set<Waiter>>()

  return {
    settled(record) {
      for (const waiter of waiters.get(record.id) ?? []) waiter.tell(record)
    },
    async wait(messageId, waitMs, signal, afterRevision = 0) {
      let newest: MessageRecord | null = null
      let wake: () => void = () => undefined
      const take = (record: MessageRecord | null) => {
        if (record !== null && record.revision > afterRevision) newest = record
      }
      const isThere = () => newest !== null && !scanIsPending(newest)
      const waiter: Waiter = {
        tell(record) {
          take(record)
          if (isThere()) wake()
        },
      }
      const stop = () => wake()
      const deadline = performance.now() + waitMs
      const mine = waiters.get(messageId) ?? new Set()
      waiters.set(messageId, mine.add(waiter))
      signal.addEventListener('abort', stop, { once: true })
      try {
        for (;;) {
          // It may have settled before this call, or in another process.
          take(await store.record(messageId))
          const leftMs = deadline - performance.now()
          if (isThere() || leftMs <= 0 || signal.aborted) return newest
          const rest = Promise.withResolvers<void>()
          wake = rest.resolve
          const timer = setTimeout(rest.resolve, Math.min(leftMs, LOOK_EVERY_MS))
          await rest.promise
          clearTimeout(timer)
          if (isThere()) return newest
        }
      } finally {
        signal.removeEventListener('abort', stop)
        mine.delete(waiter)
        if (mine.size === 0) waiters.delete(messageId)
      }
    },
  }
}
