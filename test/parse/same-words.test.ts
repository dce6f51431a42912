import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { Alignment, haveSameWords } from '../../src/parse/same-words.ts'

describe('haveSameWords', () => {
  it('sees through what laying out puts between words, and through nothing else', () => {
    expect(haveSameWords('\u2022 one\n\u2022 two\0', 'one two')).toBe(true)
    expect(haveSameWords('> a b', 'a\n\nb')).toBe(true)
    expect(haveSameWords('1. one', 'one')).toBe(false)
    expect(haveSameWords('one', 'One')).toBe(false)
  })
})

describe('Alignment', () => {
  it('finds each stretch of the one in the other, whatever lies between', () => {
    const word = fc.stringMatching(/^[a-z0-9åß.-]{1,6}$/)
    const gap = fc.constantFrom(' ', '\n', '\n\u2022 ', '\n> ', '\0', '\t', '')
    fc.assert(
      fc.property(fc.array(fc.tuple(word, gap, gap), { maxLength: 12 }), (pieces) => {
        const one = pieces.map(([text, before]) => before + text).join('')
        const other = pieces.map(([text, , before]) => before + text).join('')
        expect(haveSameWords(one, other)).toBe(true)
        const alignment = new Alignment(one, other)
        let at = 0
        for (const [text, before] of pieces) {
          const start = at + before.length
          at = start + text.length
          const there = alignment.placeOf(start, at)
          expect(other.slice(there.start, there.end)).toBe(text)
        }
      }),
    )
  })
})
