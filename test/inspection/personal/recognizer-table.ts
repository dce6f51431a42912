/** The table that every recognizer is tested by: what it catches in words, what is nearly one and is not, and that no hostile words mislead it. */
import { describe, expect, it } from '@jest/globals'
import { findPersonalData } from '../../../src/inspection/personal/find.ts'
import type { Recognizer } from '../../../src/inspection/personal/recognizer.ts'

export interface Table {
  /** Words, and what of them is found. */
  readonly catches: readonly (readonly [words: string, found: string])[]
  /** One digit off, a longer run, a wrong date: nothing is found. */
  readonly nearMisses: readonly string[]
}

export function describeRecognizer(recognizer: Recognizer, { catches, nearMisses }: Table): void {
  const options = { recognizers: [recognizer], finders: [] }
  const found = (words: string) => findPersonalData(words, options).map(({ start, end }) => words.slice(start, end))

  describe(recognizer.id, () => {
    it.each(catches)('finds in %j', (words, expected) => {
      expect(found(words)).toEqual([expected])
    })

    it.each(nearMisses.map((words) => [words]))('finds nothing in %j', (words) => {
      expect(found(words)).toEqual([])
    })

    it('has a candidate with as many digits as it says', () => {
      for (const [, expected] of catches) {
        const digits = expected.replace(/\P{Nd}/gu, '').length || expected.replace(/[^0-9]/g, '').length
        expect(digits).toBeGreaterThanOrEqual(recognizer.digits[0])
        expect(digits).toBeLessThanOrEqual(recognizer.digits[1])
      }
    })

    it('finds none inside longer runs, in addresses and in what is repeated without end', () => {
      for (const [, expected] of catches) {
        const number = expected.replace(/[\p{Zs}\p{Pd}.\r\n]/gu, '')
        for (const words of [
          `${number}${number}`,
          `9${number}9`,
          `a${number}a`,
          `https://example.com/${number}`,
          `${number}-`.repeat(3000),
        ])
          expect(found(words)).toEqual([])
      }
    })
  })
}
