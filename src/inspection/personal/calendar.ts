/** Dates as numbers carry them: a day that the calendar has, and, of a birth, not one in a distant future. */

/** A day of the Gregorian calendar; months from 1. */
export function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return day <= (month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31)
}

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
