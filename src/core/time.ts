/** The clock, and lengths of time in milliseconds, so that a wait reads as the hours or days that it is. */

/** Milliseconds since the epoch; injected so that the pure stages and the tests own the clock. */
export type Clock = () => number

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS
