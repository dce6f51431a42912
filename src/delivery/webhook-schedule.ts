/** When a webhook that did not arrive is tried again, and when it is given up. */

/** Standard Webhooks 1.0, "Deliverability and reliability": the pauses after the first, second, … failed attempt. */
export const STANDARD_SCHEDULE_MS: readonly number[] = [
  5_000, // 5 s
  5 * 60_000, // 5 min
  30 * 60_000, // 30 min
  2 * 3_600_000, // 2 h
  5 * 3_600_000,
  10 * 3_600_000,
  14 * 3_600_000,
  20 * 3_600_000,
  24 * 3_600_000,
]

/** A receiver may ask for a pause, but not for more than this. */
const MAX_ASKED_MS = 3_600_000

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
