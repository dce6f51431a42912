import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { createIdMaker } from '../../src/intake/id.ts'

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

describe('message ids', () => {
  it('carry the time of their making (RFC 9562 5.7)', () => {
    const at = Date.UTC(2026, 10, 21)
    const id = createIdMaker(() => at)()
    expect(id).toMatch(UUID_V7)
    expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(at)
  })

  it('always ascend, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5_000, max: 5_000 }), { minLength: 2, maxLength: 200 }), (steps) => {
        let now = 1_800_000_000_000
        const newId = createIdMaker(() => now)
        const ids = steps.map((step) => {
          now += step
          return newId()
        })
        expect(ids).toEqual([...new Set(ids)].sort())
        for (const id of ids) expect(id).toMatch(UUID_V7)
      }),
      { numRuns: 50 },
    )
  })

  it('ascend when far more are made in a millisecond than the counter holds', () => {
    const newId = createIdMaker(() => 1_800_000_000_000)
    let last = ''
    for (let count = 0; count < 20_000; count += 1) {
      const id = newId()
      expect(id > last).toBe(true)
      last = id
    }
  })
})
