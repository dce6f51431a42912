/** Numbers of persons in the United Kingdom, Ireland and Malta. */
import { endsInComplement, weightedSum } from '../check-digits.ts'
import type { Recognizer } from '../recognizer.ts'
import { always, CHECKED, NAMED, numbered, PROVEN, WEAK } from './numbered.ts'

export const BRITISH: readonly Recognizer[] = [
  numbered({
    id: 'gb-nino',
    // HMRC NIM39110: no D, F, I, Q, U, V, no O in second place, and seven pairs that are never given.
    pattern: /(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]/i,
    digits: [6, 6],
    sure: PROVEN,
    isProven: always,
    context: 'national insurance, nino, ni number, ni no, insurance number',
  }),
  numbered({
    id: 'gb-nhs',
    pattern: /\d{10}|\d{3} \d{3} \d{4}|\d{3}-\d{3}-\d{4}/,
    digits: [10, 10],
    sure: CHECKED,
    sureBare: NAMED,
    isProven: (value) => Number(value) > 0 && endsInComplement(value, [10, 9, 8, 7, 6, 5, 4, 3, 2], 11),
    context: 'nhs, nhs number, nhs no, national health service, health number',
  }),
  numbered({
    id: 'gb-utr',
    code: 'PERSONAL_TAX_ID',
    pattern: /\d{5} ?\d{5}K?/i,
    digits: [10, 10],
    sure: WEAK,
    isProven: (value) => '21987654321'[weightedSum(value.slice(1), [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11] === value[0],
    context: 'utr, unique taxpayer reference, taxpayer reference, self assessment, tax reference',
  }),
  numbered({
    id: 'gb-upn',
    pattern: /[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]/i,
    digits: [11, 12],
    sure: PROVEN,
    isProven: isPupilNumber,
    context: 'upn, unique pupil number, pupil number',
  }),
  numbered({
    id: 'ie-pps',
    pattern: /\d{7}[A-W][A-IWTX]?/i,
    digits: [7, 7],
    sure: PROVEN,
    // Welfare.ie: a second letter from A to I counts nine times; W, T and X of older numbers count nothing.
    isProven: (value) => {
      const second = Math.max(0, ' ABCDEFGHI'.indexOf(value[8] ?? ' '))
      return 'WABCDEFGHIJKLMNOPQRSTUV'[(weightedSum(value, [8, 7, 6, 5, 4, 3, 2]) + 9 * second) % 23] === value[7]
    },
    context: 'pps, ppsn, pps number, pps no, personal public service, rsi number, irish id',
  }),
  numbered({
    id: 'mt-id',
    pattern: /\d{3,7}[MGAPLHBZ]/i,
    digits: [3, 7],
    sure: NAMED,
    isProven: always,
    context: 'maltese id, malta id, karta tal-identita, identity card malta',
  }),
]

const PUPIL_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ'

/** Department for Education, "Unique pupil numbers": the first letter checks the twelve signs after it. */
function isPupilNumber(value: string): boolean {
  let sum = 0
  for (let at = 1; at < 13; at += 1) {
    const sign = value[at]!
    sum += (at + 1) * (/\d/.test(sign) ? Number(sign) : PUPIL_LETTERS.indexOf(sign))
  }
  return PUPIL_LETTERS[sum % 23] === value[0]
}
