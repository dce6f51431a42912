/** Chance that is the same for the same seed, so that a run can be repeated to the byte. */

/** Numbers in [0, 1). Source: mulberry32, by Tommy Ettinger, public domain. */
export type Random = () => number

export function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function pick<T>(from: readonly T[], random: Random): T {
  return from[Math.floor(random() * from.length)] as T
}

/** Lower-case letters and digits. */
export function token(length: number, random: Random): string {
  let text = ''
  while (text.length < length) text += Math.floor(random() * 2_176_782_336).toString(36)
  return text.slice(0, length)
}
