/** Sorted hashes in memory, with an index over their first bits: a look touches two or three cache lines, however long the list is. */

export interface HashTable {
  readonly size: number
  has(high: number, low: number): boolean
}

/** Hashes a slot of the index, about: the last steps then stay within one or two cache lines. */
const A_SLOT = 32

/** @param halves low and high half of each hash, in ascending order of the whole */
export function createHashTable(halves: Uint32Array): HashTable {
  const size = halves.length >>> 1
  const bits = Math.min(20, Math.max(0, Math.floor(Math.log2(size / A_SLOT))))
  const shift = 32 - bits
  const index = new Uint32Array(2 ** bits + 1)
  // `>>> 32` would shift by nothing.
  const slotOf = (high: number): number => (bits === 0 ? 0 : high >>> shift)
  for (let slot = 1, at = 0; slot < index.length; slot += 1) {
    at = endOfSlot(slot - 1, at)
    index[slot] = at
  }

  /** In steps that double, then halve: to count each hash would take ten times as long. */
  function endOfSlot(slot: number, from: number): number {
    let step = A_SLOT
    let low = from
    while (low + step < size && slotOf(halves[2 * (low + step) + 1]!) <= slot) {
      low += step
      step *= 2
    }
    let high = Math.min(size, low + step)
    while (low < high) {
      const middle = (low + high) >>> 1
      if (slotOf(halves[2 * middle + 1]!) <= slot) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    size,
    has(high, low) {
      const slot = slotOf(high)
      let from = index[slot]!
      let to = index[slot + 1]!
      // Hashes are spread evenly, so where one stands is nearly known; a crowd of them is halved first.
      while (to - from > 2 * A_SLOT) {
        const middle = (from + to) >>> 1
        if (isBelow(middle, high, low)) from = middle + 1
        else to = middle
      }
      let at = from + Math.floor((((high << bits) >>> 0) / 2 ** 32) * (to - from))
      while (at > from && !isBelow(at - 1, high, low)) at -= 1
      while (at < to && isBelow(at, high, low)) at += 1
      return at < size && halves[2 * at + 1] === high && halves[2 * at] === low
    },
  }

  function isBelow(at: number, high: number, low: number): boolean {
    const there = halves[2 * at + 1]!
    return there < high || (there === high && halves[2 * at]! < low)
  }
}
