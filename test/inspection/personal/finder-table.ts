/** The table that every finder is tested by: what it catches in words, what is nearly one and is not, and that it does not choke on what never ends. */
import { describe, expect, it } from '@jest/globals'
import { findPersonalData } from '../../../src/inspection/personal/find.ts'
import type { Finder } from '../../../src/inspection/personal/recognizer.ts'

export interface FinderTable {
  /** Words, and what of them is found. */
  readonly catches: readonly (readonly [words: string, ...found: string[]])[]
  readonly nearMisses: readonly string[]
  /** Repeated many times over; each must end with no more than one finding per repetition. */
  readonly hostile: readonly string[]
}

export function describeFinder(finder: Finder, { catches, nearMisses, hostile }: FinderTable): void {
  const options = { recognizers: [], finders: [finder] }
  const found = (words: string) => findPersonalData(words, options).map(({ start, end }) => words.slice(start, end))

  describe(finder.id, () => {
    it.each(catches.map(([words, ...expected]) => ({ words, expected })))('finds in $words', ({ words, expected }) => {
      expect(found(words)).toEqual(expected)
    })

    it.each(nearMisses.map((words) => [words]))('finds nothing in %j', (words) => {
      expect(found(words)).toEqual([])
    })

    it.each(hostile.map((words) => [words]))('ends with %j over and over', (words) => {
      const times = Math.ceil(200_000 / words.length)
      expect(found(words.repeat(times)).length).toBeLessThanOrEqual(times)
    })
  })
}
