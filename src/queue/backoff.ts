/** How long a thrown job waits before it is tried again, the same on every queue. */

export interface Backoff {
  readonly firstMs: number
  readonly maxMs: number
  /** After this many runs the queue forgets the job; the database still knows it and the sweeper puts it back. */
  readonly maxAttempts: number
}

export const DEFAULT_BACKOFF: Backoff = { firstMs: 200, maxMs: 30_000, maxAttempts: 10 }

/**
 * Doubles from `firstMs` to `maxMs`, minus up to a quarter by chance, so that what failed together does not come back together.
 * @param attempt runs made so far, 1 or more
 * @param random 0 to 1
 * @returns milliseconds
 */
export function backoffMs(backoff: Backoff, attempt: number, random: number): number {
  const full = Math.min(backoff.maxMs, backoff.firstMs * 2 ** Math.min(attempt - 1, 30))
  return Math.round(full * (1 - random / 4))
}
