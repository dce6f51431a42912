/** When a webhook that did not arrive is tried again, and when it is given up. */
import { HOUR_MS, MINUTE_MS } from '../core/time.ts'

/** Standard Webhooks 1.0, "Deliverability and reliability": the pauses after the first, second, … failed attempt. */
export const STANDARD_SCHEDULE_MS: readonly number[] = [
  5_000, // 5 s
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
]

/** A receiver may ask for a pause, but not for more than this. */
const MAX_ASKED_MS = HOUR_MS

/**
 * @param attempts made so far, 1 or more
 * @param askedMs what the receiver's Retry-After asked for, if anything
 * @param random 0 to 1
 * @returns milliseconds to wait, or null when it is given up
 */
export function nextPauseMs(schedule: readonly number[], attempts: number, askedMs: number | null, random: number): number | null {
  const pause = schedule[attempts - 1]
  if (pause === undefined) return null
  // Up to a tenth more, so that what failed together does not come back together.
  return Math.max(Math.round(pause * (1 + random / 10)), Math.min(askedMs ?? 0, MAX_ASKED_MS))
}
