/** Numbers of persons in Estonia, Latvia and Lithuania. */
import { isBirthDate } from '../calendar.ts'
import { endsInTwoRounds, weightedSum } from '../check-digits.ts'
import type { Recognizer } from '../recognizer.ts'
import { always, CHECKED, NAMED, numbered, PROVEN } from './numbered.ts'

export const BALTIC: readonly Recognizer[] = [
  numbered({
    id: 'ee-ik',
    pattern: /[1-8]\d{10}/,
    digits: [11, 11],
    sure: CHECKED,
    isProven: isBalticCode,
    context: 'isikukood, isikukoodi, isikukoodiga, ik, personal code, personal identification code, estonian id',
  }),
  numbered({
    id: 'lt-asmens',
    pattern: /[1-8]\d{10}/,
    digits: [11, 11],
    sure: CHECKED,
    isProven: isBalticCode,
    context: 'asmens, asmens kodas, asmens kodo, a. k., personal code, lithuanian id',
  }),
  numbered({
    id: 'lv-pk',
    pattern: /\d{6}[- ]?[0-2]\d{4}/,
    digits: [11, 11],
    sure: PROVEN,
    sureBare: CHECKED,
    isProven: isPersonasKods,
    context: 'personas kods, personas kodu, p.k., personal code, latvian id, pvn',
  }),
  // Since July 2017 a Latvian code tells no date and has no checksum.
  numbered({
    id: 'lv-pk-without-date',
    pattern: /3[2-9]\d{4}[- ]?\d{5}/,
    digits: [11, 11],
    sure: NAMED,
    isProven: always,
    context: 'personas kods, personas kodu, p.k., latvian id, lv pk',
  }),
]

/** EVS 585:2007, and the same in Lithuania: century and sex, the date, three digits and a check digit of two rounds. */
function isBalticCode(value: string): boolean {
  const century = 1800 + 100 * Math.floor((Number(value[0]) - 1) / 2)
  if (!isBirthDate(century + Number(value.slice(1, 3)), Number(value.slice(3, 5)), Number(value.slice(5, 7)))) return false
  return endsInTwoRounds(value, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1], [3, 4, 5, 6, 7, 8, 9, 1, 2, 3])
}

/** The seventh digit tells the century. */
function isPersonasKods(value: string): boolean {
  const year = 1800 + 100 * Number(value[6]) + Number(value.slice(4, 6))
  if (!isBirthDate(year, Number(value.slice(2, 4)), Number(value.slice(0, 2)))) return false
  return value.at(-1) === String(((1 + weightedSum(value, [10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11) % 10)
}
