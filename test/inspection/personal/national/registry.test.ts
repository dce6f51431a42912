/** All recognizers together: each knows its own, and none takes another's near-miss or a plain number for one of its kind. */
import { describe, expect, it } from '@jest/globals'
import { findPersonalData } from '../../../../src/inspection/personal/find.ts'
import { NATIONAL } from '../../../../src/inspection/personal/national/registry.ts'

const found = (words: string) =>
  findPersonalData(words, { recognizers: NATIONAL, finders: [] }).map(({ start, end }) => words.slice(start, end))

describe('the recognizers of national numbers', () => {
  it('have ids of their own', () => {
    expect(new Set(NATIONAL.map(({ id }) => id)).size).toBe(NATIONAL.length)
  })

  it('are labelled in lower case', () => {
    for (const { context } of NATIONAL) for (const word of context) expect(word).toBe(word.toLowerCase().trim())
  })

  it.each([['19640823-3234'], ['640823-3234'], ['6408233234'], ['196408233234'], ['640823+3234'], ['640883-3231'], ['20010310-T226']])(
    'find a Swedish number however it is written: %s',
    (number) => {
      expect(found(`Mitt personnummer är ${number}, tack`)).toEqual([number])
    },
  )

  it.each([['640823-3235'], ['640832-3234'], ['19641323-3234'], ['640823-0006'], ['640823-32345'], ['A640823-3234']])(
    'find none in what is nearly a Swedish number: %s',
    (number) => {
      expect(found(`Mitt personnummer är ${number}, tack`)).toEqual([])
    },
  )

  it.each([
    ['Order 6408233234 has not come'],
    ['Mina skor har artikelnummer 8803200073'],
    ['Ring mig på 0701234567 eller 08-123 456 78'],
    ['Your parcel 12345678901 is on its way'],
    ['We met on 2024-05-17 at 10:30, room 123'],
    ['invoice 1234567890 of 2024, 12 pcs at 1.234.567 each'],
    ['It costs 123 456 789 kr'],
    ['ticket #987654321'],
    ['My identity number is 1000007'],
    ['The tax number was 1234567890123'],
  ])('leave plain numbers alone: %s', (words) => {
    expect(found(words)).toEqual([])
  })

  it.each([
    ['Min CPR er 010190-1234', '010190-1234'],
    ['My HKID is G123456(A), thanks', 'G123456(A)'],
    ['Your national id: 8108013244184 is wrong', '8108013244184'],
  ])('believe the label where the shape is common: %s', (words, expected) => {
    expect(found(words)).toEqual([expected])
  })

  it('stay linear in what is repeated without end', () => {
    const hostile = ['1-', '12.345.678-', 'A1 ', '640823-', '7 ', 'AB12(', '0'].map((piece) => piece.repeat(20_000))
    for (const words of hostile) expect(found(words)).toEqual([])
  })
})
