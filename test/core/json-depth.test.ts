import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { holdsMoreValuesThan, nestsDeeperThan } from '../../src/core/json-depth.ts'

const deeper = (json: string, maxDepth: number) => nestsDeeperThan(Buffer.from(json), maxDepth)

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

describe('the depth of JSON', () => {
  it('is that of the parsed value, for any value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const depth = depthOf(value)
        const json = JSON.stringify(value)
        expect(deeper(json, depth)).toBe(false)
        if (depth > 0) expect(deeper(json, depth - 1)).toBe(true)
      }),
    )
  })

  it('does not count brackets inside strings, nor is it misled by escaped quotes', () => {
    expect(deeper('["[[[[", "\\"[[[[", "\\\\", {"{[": "\\\\\\"[["}]', 2)).toBe(false)
    expect(deeper('["\\\\", [[]]]', 2)).toBe(true)
  })

  it('is found too great at the first bracket too many, and never fails on what is no JSON', () => {
    expect(deeper('['.repeat(1_000_000), 16)).toBe(true)
    expect(deeper(`"${'\\"'.repeat(1_000_000)}`, 16)).toBe(false)
    expect(deeper(']'.repeat(100), 16)).toBe(false)
    expect(deeper('', 16)).toBe(false)
  })
})

describe('the number of values in JSON', () => {
  const more = (json: string, maxValues: number) => holdsMoreValuesThan(Buffer.from(json), maxValues)

  it('counts what a parser makes a value of, and nothing inside strings', () => {
    expect(more('{"a":[1,2,{}],"b":",,,[[["}', 6)).toBe(false)
    expect(more('{"a":[1,2,{}],"b":",,,[[["}', 5)).toBe(true)
  })

  it('stops millions of empty arrays, and millions of keys, that would stall every channel while they are parsed', () => {
    for (const json of ['[],', '{},', '1,', '"k":0,']) expect(more(json.repeat(1_000_000), 100_000)).toBe(true)
  })
})
