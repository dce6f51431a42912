/** Digits and dashes of every script are read as ASCII, and numbers are looked for only in stretches that may hold one. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { fold, labelsOf, lastLabel } from '../../../src/inspection/personal/context.ts'
import { adjacentLabel, excludes, labelIndex } from '../../../src/inspection/personal/label-index.ts'
import { readable } from '../../../src/inspection/personal/readable.ts'
import { stretchesOf } from '../../../src/inspection/personal/stretches.ts'
import { isAmount, standsForItself } from '../../../src/inspection/personal/word-bounds.ts'

describe('readable', () => {
  it.each([
    ['４１１１', '4111'],
    ['१२३', '123'],
    ['٠١٢', '012'],
    ['𝟎𝟗𝟘𝟡', '0909'],
    ['1\u00a02\u20093\u30004', '1 2 3 4'],
    ['1–2—3‐4−5', '1-2-3-4-5'],
    ['1\u200b2\u00ad3', '123'],
    ['1·2', '1.2'],
    ['ＡＢ＠', 'AB@'],
    ['åäö ß 漢字 😀', 'åäö ß 漢字 😀'],
  ])('reads %j as %j', (words, text) => {
    expect(readable(words).text).toBe(text)
  })

  it('always knows where a character stood', () => {
    const unit = fc.constantFrom('1', 'a', '𝟗', '\u200b', '４', '–', '😀', ' ', '\u00a0')
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 40 }), (units) => {
        const words = units.join('')
        const { text, origin } = readable(words)
        for (let at = 0; at < text.length; at += 1) {
          const character = text.charAt(at)
          if (/[0-9a]/.test(character)) expect(readable(words.slice(origin(at, at + 1).start, origin(at, at + 1).end)).text).toBe(character)
        }
      }),
    )
  })
})

describe('stretchesOf', () => {
  const cut = (text: string) => [...stretchesOf(text)].map(({ groups }) => groups.map(({ start, end }) => text.slice(start, end)))

  it('holds letters and digits with their separators, and ends at longer words', () => {
    expect(cut('my passport AB 12 34-56 C, whatever')).toEqual([['AB', '12', '34', '56', 'C']])
    expect(cut('telephone 070-123 45 67 whenever')).toEqual([['070', '123', '45', '67']])
  })

  it('ends at an empty line, not at the end of a line', () => {
    expect(cut('12\n34\n\n56')).toEqual([['12', '34'], ['56']])
  })

  it('leaves out what is longer than any number', () => {
    expect(cut('1'.repeat(41))).toEqual([])
    expect(cut(`${'12-'.repeat(30)}3 45`)).toEqual([['45']])
    expect(cut('no digits here')).toEqual([])
  })

  it('never has more groups than characters', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-z .\-\n]{0,300}$/), (text) => {
        const groups = [...stretchesOf(text)].flatMap((stretch) => stretch.groups)
        expect(groups.length).toBeLessThanOrEqual(text.length)
        for (const [n, group] of groups.entries()) if (n > 0) expect(group.start).toBeGreaterThanOrEqual(groups[n - 1]!.end)
      }),
    )
  })
})

describe('labels', () => {
  it('are found without regard to case and diacritics, short ones as whole words only', () => {
    const labels = labelsOf(['numéro', 'id'])
    expect(lastLabel(fold('Mon NUMERO est '), labels)).toEqual({ start: 4, end: 10 })
    expect(lastLabel(fold('the idea of ids'), labels)).toBeNull()
    expect(lastLabel(fold('an id or an ID: '), labels)).toEqual({ start: 12, end: 14 })
  })

  it('know their owners, when they stand right before a number', () => {
    const pesel = { id: 'a', code: 'PERSONAL_NATIONAL_ID', context: ['pesel'] } as const
    const phone = { id: 'b', code: 'PERSONAL_PHONE', context: ['phone', 'call me'] } as const
    const index = labelIndex([pesel, phone])
    const before = adjacentLabel('my pesel number is ', index)
    expect(before?.start).toBe(3)
    expect(excludes(before!, phone)).toBe(true)
    expect(excludes(before!, pesel)).toBe(false)
    expect(adjacentLabel('please call me ', index)?.ids.has('b')).toBe(true)
    expect(adjacentLabel('my pesel and some more words ', index)).toBeNull()
    expect(adjacentLabel('', index)).toBeNull()
  })
})

describe('the bounds of a number', () => {
  const stands = (words: string) => {
    const start = words.indexOf('123')
    return standsForItself(words, start, start + 3, labelsOf(['pesel']))
  }

  it.each(['123', 'a 123 b', '(123)', 'nr.123', '"123"', '123.', '123, 5', 'pesel-123', 'x:123', '号123号', '123.\n4', '123.Next'])(
    'are there in %j',
    (words) => {
      expect(stands(words)).toBe(true)
    },
  )

  it.each([
    '1123',
    'a123',
    'é123',
    '123б',
    '1.123',
    '1,123',
    'ab-123',
    '12/123',
    '123-4',
    '123.4',
    '123,4',
    '123:45',
    '123@x',
    '123.pdf',
    'http://a/b?x=123',
    'www.a.b/?123',
    '%123',
  ])('are not there in %j', (words) => {
    expect(stands(words)).toBe(false)
  })

  it('are those of an amount beside a currency', () => {
    for (const [words, start, end] of [
      ['$123', 1, 4],
      ['123 €', 0, 3],
      ['123 kr', 0, 3],
      ['EUR 123', 4, 7],
      ['123 %', 0, 3],
    ] as const)
      expect([words, isAmount(words, start, end)]).toEqual([words, true])
    expect(isAmount('123 people', 0, 3)).toBe(false)
  })
})
