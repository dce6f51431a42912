/** Numbers of persons in Africa, Australia and New Zealand. */
import { isBirthDate, isShortDate } from '../calendar.ts'
import { luhn, weightedSum } from '../check-digits.ts'
import type { Recognizer } from '../recognizer.ts'
import { always, CERTAIN, CHECKED, NAMED, numbered, PROVEN, WEAK } from './numbered.ts'

export const SOUTHERN: readonly Recognizer[] = [
  numbered({
    id: 'za-idnr',
    // Department of Home Affairs: date, sex and serial, citizen, resident or refugee, 8 or 9, Luhn.
    pattern: /\d{6} ?\d{4} ?[0-2][89] ?\d/,
    digits: [13, 13],
    sure: PROVEN,
    isProven: (value) => isShortDate(value, 'ymd') && luhn(value),
    context: 'rsa id, sa id, south african id, id number, idnr, identity number, id no, resident number, refugee id',
  }),
  numbered({
    id: 'ng-nin',
    pattern: /\d{11}/,
    digits: [11, 11],
    sure: NAMED,
    isProven: (value) => new Set(value).size > 2,
    context: 'nin, national identification number, nimc, nigerian id',
  }),
  numbered({
    id: 'ke-pin',
    code: 'PERSONAL_TAX_ID',
    pattern: /[AP]\d{9}[A-Z]/i,
    digits: [9, 9],
    sure: CHECKED,
    isProven: always,
    context: 'kra pin, kra, pin, kenyan tax',
  }),
  numbered({
    id: 'gh-card',
    pattern: /GHA-\d{9}-\d/i,
    digits: [10, 10],
    sure: CERTAIN,
    isProven: always,
    context: 'ghana card, ghana id',
  }),
  numbered({
    id: 'ug-nin',
    pattern: /[CA][MF]\d{5}[\dA-Z]{7}/i,
    digits: [5, 12],
    sure: CHECKED,
    isProven: always,
    context: 'nin, nira, national identification number, ugandan id',
  }),
  numbered({
    id: 'mu-nid',
    pattern: /[A-Z][0-3]\d[01]\d{9}[\dA-G]/i,
    digits: [12, 13],
    sure: CERTAIN,
    isProven: isMauritian,
    context: 'nid, nic, id number, mauritian id, national identity card',
  }),
  numbered({
    id: 'eg-national-id',
    pattern: /[23]\d{13}/,
    digits: [14, 14],
    sure: CHECKED,
    isProven: (value) =>
      isBirthDate((value[0] === '2' ? 1900 : 2000) + Number(value.slice(1, 3)), Number(value.slice(3, 5)), Number(value.slice(5, 7))) &&
      /^(?:0[1-4]|1[1-9]|2[1-9]|3[1-5]|88)/.test(value.slice(7)),
    context: 'الرقم القومي, رقم قومي, national id, egyptian id',
  }),
  numbered({
    id: 'ma-cnie',
    pattern: /[A-Z]{1,2}\d{5,6}/i,
    digits: [5, 6],
    sure: NAMED,
    isProven: always,
    context: 'cnie, cin, البطاقة الوطنية, carte nationale, moroccan id',
  }),
  numbered({
    id: 'tn-cin',
    pattern: /[01]\d{7}/,
    digits: [8, 8],
    sure: NAMED,
    isProven: always,
    context: 'cin, بطاقة التعريف, carte nationale, tunisian id',
  }),
  numbered({
    id: 'au-tfn',
    code: 'PERSONAL_TAX_ID',
    pattern: /\d{3}[- ]?\d{3}[- ]?\d{2,3}/,
    digits: [8, 9],
    sure: CHECKED,
    sureBare: WEAK,
    isProven: (value) => weightedSum(value, value.length === 9 ? [1, 4, 3, 7, 5, 8, 6, 9, 10] : [10, 7, 8, 4, 6, 3, 5, 1]) % 11 === 0,
    context: 'tfn, tax file number, tax file, australian tax',
  }),
  numbered({
    id: 'au-medicare',
    pattern: /[2-6]\d{3}[- ]?\d{5}[- ]?\d(?:[-/ ]?\d)?/,
    digits: [10, 11],
    sure: CHECKED,
    isProven: (value) => weightedSum(value, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === Number(value[8]),
    context: 'medicare, medicare card, medicare number',
  }),
  numbered({
    id: 'nz-ird',
    code: 'PERSONAL_TAX_ID',
    pattern: /\d{2,3}[- ]?\d{3}[- ]?\d{3}/,
    digits: [8, 9],
    sure: WEAK,
    isProven: isInlandRevenueNumber,
    context: 'ird, ird number, ird no, inland revenue, new zealand tax',
  }),
  numbered({
    id: 'nz-nhi',
    pattern: /[A-HJ-NP-Z]{3}\d{2}(?:\d{2}|[A-HJ-NP-Z]{2})/i,
    digits: [2, 4],
    sure: NAMED,
    isProven: isHealthIndex,
    context: 'nhi, nhi number, national health index',
  }),
]

/** IRD, "Resident withholding tax specification": two rounds of weights; numbers up to 150 million. */
function isInlandRevenueNumber(value: string): boolean {
  const digits = value.padStart(9, '0')
  if (Number(digits) < 10_000_000 || Number(digits) > 150_000_000) return false
  const first = weightedSum(digits, [3, 2, 7, 6, 5, 4, 3, 2]) % 11
  const rest = first === 1 ? weightedSum(digits, [7, 4, 3, 2, 5, 2, 7, 6]) % 11 : first
  return rest !== 1 && (11 - rest) % 11 === Number(digits[8])
}

const BASE_36 = (sign: string): number => Number.parseInt(sign, 36)

/** The initial, the date, serial; the check makes the whole divisible by 17. */
function isMauritian(value: string): boolean {
  if (!isShortDate(value.slice(1), 'dmy')) return false
  let sum = 0
  for (let at = 0; at < 13; at += 1) sum += (14 - at) * BASE_36(value[at]!)
  return (17 - (sum % 17)) % 17 === BASE_36(value[13]!)
}

const NHI_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ'

/** HISO 10046: modulus 11 with a digit last, modulus 23 with a letter; letters count from 1. */
function isHealthIndex(value: string): boolean {
  let sum = 0
  for (let at = 0; at < 6; at += 1) sum += (7 - at) * (/\d/.test(value[at]!) ? Number(value[at]) : NHI_LETTERS.indexOf(value[at]!) + 1)
  if (/\d/.test(value[6]!)) return sum % 11 !== 0 && (11 - (sum % 11)) % 10 === Number(value[6])
  return NHI_LETTERS[23 - (sum % 23)] === value[6] || NHI_LETTERS[23 - (sum % 23) - 1] === value[6]
}
