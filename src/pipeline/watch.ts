/** Two clocks beside the queue: held items expire in time, and when the scanner is back, what waited for it runs at once. */
import type { Scanner } from '../core/scanner.ts'
import type { Store } from '../core/store.ts'
import type { Clock } from '../core/time.ts'

export interface Watching {
  readonly store: Pick<Store, 'hastenScans'>
  readonly scanner: Pick<Scanner, 'ready'>
  readonly clock: Clock
  /** Puts due messages into the queue at once. */
  sweepNow(): Promise<void>
  expire(limit: number): Promise<number>
  readonly scannerEveryMs: number
  readonly expiryEveryMs: number
  onScannerChange(ready: boolean): void
  onError(code: string, error: unknown): void
}

const EXPIRE_AT_ONCE = 500

/** @returns stop, which resolves when nothing of it runs any more. */
export function startWatch(watching: Watching): () => Promise<void> {
  let wasReady: boolean | null = null
  const stopScanner = every(
    watching.scannerEveryMs,
    async () => {
      const ready = await watching.scanner.ready()
      if (ready === wasReady) return
      wasReady = ready
      watching.onScannerChange(ready)
      if (ready && (await watching.store.hastenScans(watching.clock())) > 0) await watching.sweepNow()
    },
    (error) => watching.onError('SCANNER_WATCH_FAILED', error),
  )
  const stopExpiry = every(
    watching.expiryEveryMs,
    async () => {
      await watching.expire(EXPIRE_AT_ONCE)
    },
    (error) => watching.onError('EXPIRY_FAILED', error),
  )
  return async () => {
    await Promise.all([stopScanner(), stopExpiry()])
  }
}

/** Runs at once and then `ms` after the end of each run; a failure is told and does not end it. */
function every(ms: number, run: () => Promise<void>, onError: (error: unknown) => void): () => Promise<void> {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let current: Promise<void> = Promise.resolve()
  const turn = () => {
    current = run()
      .catch(onError)
      .then(() => {
        if (!stopped) timer = setTimeout(turn, ms)
      })
  }
  turn()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await current
  }
}
