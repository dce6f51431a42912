import { describe, expect, it } from '@jest/globals'
import { createHashTable } from '../../../src/lookups/lists/table.ts'

/** The same numbers in every run: a linear congruential generator (Numerical Recipes 7.1). */
function numbers(count: number): BigUint64Array {
  let state = 7
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return BigInt(state)
  }
  return new BigUint64Array(Array.from({ length: count }, () => (next() << 32n) | next())).sort()
}

function tableOf(values: BigUint64Array) {
  const table = createHashTable(new Uint32Array(values.buffer))
  return (value: bigint) => table.has(Number(value >> 32n), Number(value & 0xffff_ffffn))
}

describe('a table of hashes', () => {
  it.each([0, 1, 2, 31, 32, 33, 1_000, 100_000])('of %i knows each of them and none beside', (count) => {
    const values = numbers(count)
    const has = tableOf(values)
    const known = new Set(values)
    let wrong = 0
    for (const value of values) {
      if (!has(value)) wrong += 1
      for (const beside of [value - 1n, value + 1n]) if (has(BigInt.asUintN(64, beside)) !== known.has(beside)) wrong += 1
    }
    expect(wrong).toBe(0)
  })

  it('knows the lowest and the highest there can be', () => {
    const has = tableOf(new BigUint64Array([0n, 5n, 2n ** 64n - 1n]))
    expect([0n, 5n, 2n ** 64n - 1n].map(has)).toEqual([true, true, true])
    expect([1n, 2n ** 63n, 2n ** 64n - 2n].map(has)).toEqual([false, false, false])
  })

  it('knows hashes that crowd in one place', () => {
    const crowded = new BigUint64Array(Array.from({ length: 10_000 }, (_, at) => 7n * 2n ** 60n + 2n * BigInt(at)))
    const has = tableOf(crowded)
    expect(crowded.every(has)).toBe(true)
    expect(has(7n * 2n ** 60n + 1n)).toBe(false)
  })
})
