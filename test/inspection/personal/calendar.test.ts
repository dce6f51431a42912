/** Dates in national numbers are days that the calendar has, and that have come. */
import { describe, expect, it } from '@jest/globals'
import { isBirthDate, isLongDate, isShortDate } from '../../../src/inspection/personal/calendar.ts'

describe('a date of birth', () => {
  it('is a day of the calendar', () => {
    expect(isBirthDate(1985, 12, 31)).toBe(true)
    expect(isBirthDate(1985, 11, 31)).toBe(false)
    expect(isBirthDate(1985, 13, 1)).toBe(false)
    expect(isBirthDate(1985, 1, 0)).toBe(false)
  })

  it('knows leap years', () => {
    expect(isLongDate('20000229')).toBe(true)
    expect(isLongDate('19000229')).toBe(false)
    expect(isShortDate('000229', 'ymd')).toBe(true)
    expect(isShortDate('290201', 'dmy')).toBe(false)
  })

  it('lies in no distant future and no distant past', () => {
    expect(isLongDate('20990101')).toBe(false)
    expect(isLongDate('17991231')).toBe(false)
  })
})
