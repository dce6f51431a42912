/** Randomness that a seed repeats: the same seed gives the same messages and the same mishaps in the same order. */

export interface Random {
  /** 0 to 1, 1 left out. */
  next(): number
  /** A whole number, `from` and `to` among them. */
  between(from: number, to: number): number
  chance(probability: number): boolean
  pick<T>(choices: readonly T[]): T
  /** Of its own seed, so that what one part draws does not move what another gets. */
  branch(): Random
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state are plenty to choose moments by. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (choices) => choices[between(0, choices.length - 1)]!,
    branch: () => seeded(between(0, 2 ** 32 - 1)),
  }
}
