/** Lets a caller wait a bounded time for a message to settle, told at once in this process and by looking now and then for other ones. */
import type { Store } from '../core/ports.ts'
import type { MessageRecord } from '../core/record.ts'
import { scanIsPending } from './settlement.ts'

const LOOK_EVERY_MS = 250

export interface Waiting {
  /** Called after each settlement in this process. */
  settled(record: MessageRecord): void
  /** The record once its scans are back; the newest there is when the time is up; null when it never settled. */
  wait(messageId: string, waitMs: number, signal: AbortSignal): Promise<MessageRecord | null>
}

export function createWaiting(store: Pick<Store, 'record'>): Waiting {
  const waiters = new Map<string, Set<(record: MessageRecord) => void>>()

  return {
    settled(record) {
      for (const tell of waiters.get(record.id) ?? []) tell(record)
    },
    async wait(messageId, waitMs, signal) {
      let newest: MessageRecord | null = null
      let wake: () => void = () => undefined
      const tell = (record: MessageRecord) => {
        newest = record
        if (!scanIsPending(record)) wake()
      }
      const mine = waiters.get(messageId) ?? new Set()
      waiters.set(messageId, mine.add(tell))
      const stop = () => wake()
      signal.addEventListener('abort', stop, { once: true })
      const deadline = performance.now() + waitMs
      try {
        for (;;) {
          // It may have settled before this call, or in another process.
          newest = (await store.record(messageId)) ?? newest
          const leftMs = deadline - performance.now()
          if ((newest !== null && !scanIsPending(newest)) || leftMs <= 0 || signal.aborted) return newest
          const rest = Promise.withResolvers<void>()
          wake = rest.resolve
          const timer = setTimeout(rest.resolve, Math.min(leftMs, LOOK_EVERY_MS))
          await rest.promise
          clearTimeout(timer)
        }
      } finally {
        signal.removeEventListener('abort', stop)
        mine.delete(tell)
        if (mine.size === 0) waiters.delete(messageId)
      }
    },
  }
}
