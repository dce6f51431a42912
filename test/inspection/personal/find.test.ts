/** Personal data is told from its surroundings, never twice, and in time that grows with the words. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { findPersonalData } from '../../../src/inspection/personal/find.ts'
import type { Finder, Recognizer } from '../../../src/inspection/personal/recognizer.ts'
import { RECOGNIZERS } from '../../../src/inspection/personal/registry.ts'

const CARD = '4532 7435 2282 5086'

function found(words: string): readonly string[] {
  return findPersonalData(words).map(({ start, end }) => words.slice(start, end))
}

function kinds(words: string): readonly string[] {
  return findPersonalData(words).map(({ kind }) => kind)
}

/** Nine digits that say nothing by themselves. */
const NINE: Recognizer = {
  id: 'test/nine',
  code: 'PERSONAL_NATIONAL_ID',
  pattern: /[0-9]{9}/,
  digits: [9, 9],
  context: ['membership', 'mid', '会员'],
  accept: (candidate) => ({ value: candidate, confidence: 0.3 }),
}

function isNine(words: string, recognizer: Recognizer = NINE): boolean {
  return findPersonalData(words, { recognizers: [recognizer], finders: [] }).length === 1
}

describe('a label', () => {
  it.each([
    'membership 123456789',
    'My membership number is 123456789.',
    'MEMBERSHIP: 123456789',
    'mid=123456789',
    'Mémbership 123456789',
    'membership\n\n123456789',
    'membership |\n 123456789',
    'groupmembershipnumber 123456789',
    '123456789 is my membership',
    '会员123456789',
    'identity number: 123456789',
    'membership-123456789',
  ])('makes a number of %j', (words) => {
    expect(isNine(words)).toBe(true)
  })

  it.each([
    '123456789 of them',
    'the midst of 123456789',
    'order 123456789',
    'membership order 123456789',
    'membership, tracking number 123456789',
    'phone 123456789, membership',
    'this is not my identity number 123456789',
    'identity number 42, then 123456789',
    'membership 1234567890',
    'membership 123456789.5',
    'membership 123456789-12',
    'membership A-123456789',
    'membership 123456789.pdf',
    'https://membership.example/123456789',
    `membership ${'and much more '.repeat(10)} 123456789`,
    '123456789, 987654321 membership'.slice(0, 20),
    '$123456789',
    '123456789 kr',
  ])('makes none of %j', (words) => {
    expect(isNine(words)).toBe(false)
  })

  it('is not asked for when the words are nothing but the number, if it proves itself a little', () => {
    const proven = { ...NINE, accept: (candidate: string) => ({ value: candidate, confidence: 0.4 }) }
    expect(isNine(' (123456789)! ', proven)).toBe(true)
    expect(isNine('123456789')).toBe(false)
    expect(isNine('so 123456789', proven)).toBe(false)
  })

  it('of another kind right before a number says that it is not of this', () => {
    const sure = { ...NINE, accept: (candidate: string) => ({ value: candidate, confidence: 0.6 }) }
    const other: Recognizer = { ...NINE, id: 'test/other', context: ['library card'], accept: () => null }
    const options = { recognizers: [sure, other], finders: [] }
    expect(findPersonalData('it is 123456789', options)).toHaveLength(1)
    expect(findPersonalData('my library card number is 123456789', options)).toHaveLength(0)
    expect(kinds('personnummer 090527-1475')).toEqual([])
  })

  it('is not looked for where the proof alone is enough', () => {
    expect(kinds(`order ${CARD}`)).toEqual(['payment/card'])
  })
})

describe('where two overlap', () => {
  const long: Recognizer = { ...NINE, id: 'test/long', pattern: /[0-9]{3}-[0-9]{9}/, digits: [12, 12] }

  it('the surest is told', () => {
    const sure = { ...NINE, id: 'test/sure', accept: (candidate: string) => ({ value: candidate, confidence: 0.9 }) }
    const data = findPersonalData('membership 123456789', { recognizers: [NINE, sure], finders: [] })
    expect(data.map(({ kind }) => kind)).toEqual(['test/sure'])
  })

  it('the longest is told of two that are as sure', () => {
    const finder: Finder = {
      id: 'test/short',
      code: 'PERSONAL_PATTERN',
      context: [],
      find: () => [{ start: 11, end: 14, value: '123', confidence: 0.7 }],
    }
    const data = findPersonalData('membership 123-123456789', { recognizers: [long], finders: [finder] })
    expect(data.map(({ kind }) => kind)).toEqual(['test/long'])
  })

  it('an own pattern wins', () => {
    const pattern: Finder = {
      id: 'Ours',
      code: 'PERSONAL_PATTERN',
      context: [],
      find: () => [{ start: 0, end: 19, value: 'x', confidence: 1 }],
    }
    expect(findPersonalData(CARD, { patterns: [pattern] }).map(({ kind }) => kind)).toEqual(['Ours'])
  })
})

describe('findPersonalData', () => {
  it('finds what is there in a mail of many lines', () => {
    const words = `Hi,\n\nmy card ${CARD} was charged twice.\nCall 070-123 45 67 or write to anna@example.com.\nPassword: Xy7-secret\n\nAnna`
    expect(found(words)).toEqual([CARD, '070-123 45 67', 'anna@example.com', 'Xy7-secret'])
  })

  it('finds nothing in words without numbers', () => {
    expect(found('Hello, where is my parcel? I have waited for two weeks. 😀')).toEqual([])
    expect(found('')).toEqual([])
  })

  it('tells offsets in the words as they were written, whatever digits and dashes those have', () => {
    expect(found('x 𝟒𝟓𝟑𝟐 𝟕𝟒𝟑𝟓 𝟐𝟐𝟖𝟐 𝟓𝟎𝟖𝟔 y')).toEqual(['𝟒𝟓𝟑𝟐 𝟕𝟒𝟑𝟓 𝟐𝟐𝟖𝟐 𝟓𝟎𝟖𝟔'])
    expect(found('a\u200bb 4532\u200b74352282\u00ad5086 😀')).toEqual(['4532\u200b74352282\u00ad5086'])
    expect(found('card ٤٥٣٢٧٤٣٥٢٢٨٢٥٠٨٦')).toEqual(['٤٥٣٢٧٤٣٥٢٢٨٢٥٠٨٦'])
  })

  const piece = fc.oneof(
    fc.constantFrom(
      CARD,
      'DE89 3704 0044 0532 0130 00',
      '+46 70 123 45 67',
      'a@b.se',
      'password: x1y2',
      '811228-9874',
      'order',
      'iban',
      '\n',
      '\n\n',
      '：',
      '–',
      '٣',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.stringMatching(/^[0-9 .+/-]{0,20}$/),
  )
  const anyWords = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(' '))

  it('never overlaps, always ascends, and always tells places that are in the words', () => {
    fc.assert(
      fc.property(anyWords, (words) => {
        let floor = 0
        for (const { start, end, confidence } of findPersonalData(words)) {
          expect(start).toBeGreaterThanOrEqual(floor)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(words.length)
          expect(confidence).toBeGreaterThanOrEqual(0.5)
          expect(confidence).toBeLessThanOrEqual(1)
          floor = end
        }
      }),
      { numRuns: 500 },
    )
  })

  it('always tells the same of the same words', () => {
    fc.assert(
      fc.property(anyWords, (words) => {
        expect(findPersonalData(words)).toEqual(findPersonalData(words))
      }),
      { numRuns: 100 },
    )
  })
})

describe('the work', () => {
  /** How often any recognizer is asked for its proof. */
  function proofs(words: string): number {
    let asked = 0
    const recognizers = RECOGNIZERS.map((recognizer) => ({
      ...recognizer,
      accept(candidate: string) {
        asked += 1
        return recognizer.accept(candidate)
      },
    }))
    findPersonalData(words, { recognizers, finders: [] })
    return asked
  }

  it.each([
    '1',
    '1-',
    '1.',
    '1 ',
    '12 ',
    '1234 ',
    '123456789 ',
    'card 4111 ',
    '1234-5678-',
    '+46-',
    'A1 ',
    'DE89 ',
    '1\n',
    '1/2/',
    '0000000000 ',
  ])('grows no faster than the words with %j over and over', (words) => {
    const once = proofs(words.repeat(2_000))
    const twice = proofs(words.repeat(4_000))
    expect(twice).toBeLessThanOrEqual(2 * once + 100)
  })

  it.each(['1', '1-', '1.', '1/', 'a1b2'])('is none at all with %j over and over: so long a token is no number', (words) => {
    expect(proofs(words.repeat(4_000))).toBe(0)
  })

  it('is none for words without digits', () => {
    expect(proofs('Hello there, how are you today? '.repeat(1_000))).toBe(0)
  })
})
