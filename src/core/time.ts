/** Lengths of time in milliseconds, so that a wait reads as the hours or days that it is. */

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS
