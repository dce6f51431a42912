/** Dates of birth as national numbers carry them: a day that the calendar has, and not one in a distant future. */
import { isDate } from '../checksum.ts'

/**
 * Nobody who writes is born later. Inspecting reads no clock, so that the same words are judged the same on every day;
 * a year is far off when it lies past this one, which is to be moved every few years.
 */
const LAST_YEAR = 2030

/** Whether the calendar has this day, in a year in which somebody may have been born. */
export function isBirthDate(year: number, month: number, day: number): boolean {
  return year >= 1800 && year <= LAST_YEAR && isDate(year, month, day)
}

/** Whether six digits are a day of this century or the last, in the order of their names: `ymd` or `dmy`. */
export function isShortDate(digits: string, order: 'ymd' | 'dmy'): boolean {
  const [first, month, last] = [Number(digits.slice(0, 2)), Number(digits.slice(2, 4)), Number(digits.slice(4, 6))]
  const [year, day] = order === 'ymd' ? [first, last] : [last, first]
  return isBirthDate(1900 + year, month, day) || isBirthDate(2000 + year, month, day)
}

/** Whether eight digits, year first, are such a day. */
export function isLongDate(digits: string): boolean {
  return isBirthDate(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6, 8)))
}
