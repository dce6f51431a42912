/** Numbers of persons in Greece, Cyprus, Turkey, Albania and the countries that were Yugoslavia. */
import { isBirthDate, isShortDate } from '../calendar.ts'
import { endsInRemainderOf11, luhn, mod11And10, weightedSum } from '../check-digits.ts'
import type { Recognizer } from '../recognizer.ts'
import { always, byLibrary, CHECKED, NAMED, numbered, PROVEN, WEAK } from './numbered.ts'

export const SOUTHEASTERN: readonly Recognizer[] = [
  numbered({
    id: 'gr-amka',
    pattern: /\d{11}|\d{6}[- ]\d{5}/,
    digits: [11, 11],
    sure: CHECKED,
    isProven: (value) => isShortDate(value, 'dmy') && luhn(value),
    context: 'αμκα, α.μ.κ.α., amka, κοινωνικής ασφάλισης, greek social security, social security number',
  }),
  numbered({
    id: 'gr-afm',
    code: 'PERSONAL_TAX_ID',
    pattern: /(?:EL ?|GR ?)?\d{9}/i,
    digits: [9, 9],
    sure: WEAK,
    isProven: (value) => {
      const digits = value.slice(-9)
      return Number(digits) > 0 && endsInRemainderOf11(digits, [256, 128, 64, 32, 16, 8, 4, 2])
    },
    context: 'αφμ, α.φ.μ., afm, φορολογικού μητρώου, greek tax',
  }),
  numbered({
    id: 'gr-taftotita',
    code: 'PERSONAL_DOCUMENT',
    pattern: /[A-Z]{1,2}-?\d{6}/i,
    digits: [6, 6],
    sure: NAMED,
    isProven: always,
    context: 'αριθμός ταυτότητας, ταυτότητα, ταυτότητας, αδτ, α.δ.τ., greek identity card',
  }),
  numbered({
    id: 'cy-tic',
    code: 'PERSONAL_TAX_ID',
    pattern: /(?:CY ?)?[01345-9]\d{7}[A-Z]/i,
    digits: [8, 8],
    sure: CHECKED,
    isProven: byLibrary('CY', 'vat'),
    context: 'tic, αφτ, cyprus tax, cypriot tax, φορολογικής ταυτότητας',
  }),
  numbered({
    id: 'tr-tckimlik',
    pattern: /[1-9]\d{10}|[1-9]\d{2} \d{3} \d{3} \d{2}/,
    digits: [11, 11],
    sure: CHECKED,
    isProven: isTurkishNumber,
    context:
      'tckimlik, t.c. kimlik, tc kimlik, kimlik no, kimlik numarası, kimlik numaram, kimlik, tckn, turkish id, turkish national id, national id',
  }),
  numbered({
    id: 'al-nipt',
    code: 'PERSONAL_TAX_ID',
    pattern: /(?:AL ?)?[A-T] ?\d{8} ?[A-W]/i,
    digits: [8, 8],
    sure: WEAK,
    isProven: always,
    context: 'nipt, nuis, nid, numri personal, numri i identitetit, letërnjoftim, albanian tax, albanian id',
  }),
  numbered({
    id: 'yu-jmbg',
    pattern: /\d{13}/,
    digits: [13, 13],
    sure: PROVEN,
    isProven: isJmbg,
    context:
      'jmbg, jmbg-a, јмбг, matični broj, maticni broj, матични број, матичен број, embg, ембг, emšo, emso, si emso, ba jmbg, rs jmbg, me jmbg, mk embg, matična številka, bosnian id, serbian id, montenegrin id, macedonian id, slovenian id',
  }),
  numbered({
    id: 'hr-oib',
    pattern: /(?:HR ?)?\d{11}/i,
    digits: [11, 11],
    sure: WEAK,
    isProven: (value) => mod11And10(value.slice(-11)),
    context: 'oib, osobni identifikacijski broj, oib-a, croatian id, croatian tax',
  }),
  numbered({
    id: 'si-davcna',
    code: 'PERSONAL_TAX_ID',
    pattern: /(?:SI ?)?[1-9]\d{7}/i,
    digits: [8, 8],
    sure: WEAK,
    isProven: (value) =>
      value.slice(-8, -1) !== '0000000' && 11 - (weightedSum(value.slice(-8), [8, 7, 6, 5, 4, 3, 2]) % 11) === (Number(value.at(-1)) || 10),
    context: 'davčna številka, davčna, davčno številko, slovenian tax, si ddv',
  }),
]

/** NVİ: the tenth digit is seven times the odd places less the even ones, the eleventh the sum of all before it, each without tens. */
function isTurkishNumber(value: string): boolean {
  const tenth = weightedSum(value, [7, -1, 7, -1, 7, -1, 7, -1, 7])
  const eleventh = weightedSum(value, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1])
  return ((tenth % 10) + 10) % 10 === Number(value[9]) && eleventh % 10 === Number(value[10])
}

/** Day, month, three digits of the year, region and serial; a remainder of ten is written as 0. */
function isJmbg(value: string): boolean {
  const year = Number(value.slice(4, 7))
  if (!isBirthDate(year + (year < 800 ? 2000 : 1000), Number(value.slice(2, 4)), Number(value.slice(0, 2)))) return false
  const sum = weightedSum(value, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2])
  return ((11 - (sum % 11)) % 11) % 10 === Number(value[12])
}
