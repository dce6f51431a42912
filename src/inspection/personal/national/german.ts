/** Numbers of persons in Germany, Austria, Switzerland and Liechtenstein. */
import { isShortDate } from '../calendar.ts'
import { endsInComplement, luhn, mod11And10, sum731, weightedSum } from '../check-digits.ts'
import type { Recognizer } from '../recognizer.ts'
import { always, byLibrary, CERTAIN, CHECKED, NAMED, numbered, PROVEN, WEAK } from './numbered.ts'

export const GERMAN: readonly Recognizer[] = [
  numbered({
    id: 'de-idnr',
    code: 'PERSONAL_TAX_ID',
    pattern: /[1-9]\d(?:[ ./-]?\d{3}){3}/,
    digits: [11, 11],
    sure: CHECKED,
    // BZSt: of the first ten digits one occurs twice or three times, the others once or not at all.
    isProven: (value) => mod11And10(value) && hasOneRepeated(value.slice(0, 10)),
    context:
      'steuer-id, steuer id, steueridnr, steuer-idnr, idnr, id-nr, steueridentifikationsnummer, steuerliche identifikationsnummer, identifikationsnummer, tin, tax id, tax identification number, german tax',
  }),
  numbered({
    id: 'de-stnr',
    code: 'PERSONAL_TAX_ID',
    pattern: /\d{2,3}\/\d{3,4}\/\d{4,5}/,
    digits: [9, 12],
    sure: CHECKED,
    isProven: always,
    context: 'steuernummer, st.-nr, steuer-nr, stnr, steuernr, tax number',
  }),
  // The thirteen digits that the tax offices of all states use among themselves (ELSTER).
  numbered({
    id: 'de-stnr-of-elster',
    code: 'PERSONAL_TAX_ID',
    pattern: /(?:0[1-9]|[1-9]\d)\d{11}/,
    digits: [13, 13],
    sure: NAMED,
    isProven: always,
    context: 'steuernummer, st.-nr, steuer-nr, stnr, steuernr',
  }),
  // Serial of nine, then perhaps its check digit; vowels and letters like digits are not used (BMI, "Musterdokumente").
  numbered({
    id: 'de-personalausweis',
    code: 'PERSONAL_DOCUMENT',
    pattern: /[CFGHJ-NPRTV-Z][CFGHJ-NPRTV-Z\d]{8}\d?D?/i,
    digits: [4, 10],
    sure: WEAK,
    isProven: (value) => /\d{2}/.test(value) && (value.length < 10 || sum731(value.slice(0, 9)) % 10 === Number(value[9])),
    context: 'personalausweis, ausweisnummer, ausweis-nr, ausweisnr, perso, ausweis, reisepass, pass-nr, german id card',
  }),
  numbered({
    id: 'de-krankenversichertennummer',
    pattern: /[A-Z]\d{3}[ -]?\d{3}[ -]?\d{3}/i,
    digits: [9, 9],
    sure: CHECKED,
    // GKV-Spitzenverband, "Bildung der KVNR": the letter counts as two digits, 01 to 26.
    isProven: (value) => isGermanSum(twoDigits(value[0]!) + value.slice(1), [1, 2]),
    context:
      'krankenversichertennummer, versichertennummer, versicherten-nr, kvnr, kv-nummer, egk, krankenkasse, gesundheitskarte, versichertennr, krankenversicherungsnummer, health insurance number',
  }),
  numbered({
    id: 'de-rentenversicherungsnummer',
    pattern: /\d{2}[ -]?\d{6}[ -]?[A-Z][ -]?\d{2}[ -]?\d/i,
    digits: [11, 11],
    sure: PROVEN,
    isProven: isRentenversicherungsnummer,
    context:
      'rentenversicherungsnummer, sozialversicherungsnummer, versicherungsnummer, sv-nummer, svnr, rvnr, vsnr, sozialversicherung, sv-nr, social security',
  }),
  numbered({
    id: 'at-vnr',
    pattern: /[1-9]\d{3}[ -]?\d{6}/,
    digits: [10, 10],
    sure: CHECKED,
    sureBare: WEAK,
    // The fourth digit checks; a month of 13 and more stands where a day had no numbers left.
    isProven: (value) =>
      (isShortDate(value.slice(4), 'dmy') || /^(?:0[1-9]|[12]\d|3[01])1[3-5]/.test(value.slice(4))) &&
      weightedSum(value, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === Number(value[3]),
    context: 'vnr, svnr, vsnr, sv-nr, sv-nummer, versicherungsnummer, sozialversicherungsnummer, e-card, sozialversicherung',
  }),
  numbered({
    id: 'at-tin',
    code: 'PERSONAL_TAX_ID',
    pattern: /\d{2}(?: ?- ?|[ /])?\d{3}[ /]?\d{4}/,
    digits: [9, 9],
    sure: WEAK,
    // Luhn, and a tax office that there is.
    isProven: (value) => luhn(value) && isAustrianTaxNumber(value),
    context: 'abgabenkontonummer, abgabenkonto, steuernummer, st.-nr, stnr, tin, austrian tax, tax id, tax number',
  }),
  numbered({
    id: 'ch-ahv',
    pattern: /756[. -]?\d{4}[. -]?\d{4}[. -]?\d{2}/,
    digits: [13, 13],
    sure: CERTAIN,
    sureBare: PROVEN,
    isProven: (value) => endsInComplement(value, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3], 10),
    context: 'ahv, ahv-nummer, ahv-nr, ahvn13, avs, no avs, numéro avs, sozialversicherungsnummer, svn, ch ssn, ssn, social security',
  }),
  numbered({
    id: 'li-peid',
    code: 'PERSONAL_TAX_ID',
    pattern: /\d{4,12}/,
    digits: [4, 12],
    sure: NAMED,
    isProven: (value) => Number(value) >= 1000,
    context: 'peid, peid-nummer, peid-nr, personenidentifikationsnummer, liechtenstein tax',
  }),
]

function hasOneRepeated(digits: string): boolean {
  const counts = [...'0123456789'].map((digit) => digits.split(digit).length - 1).filter((count) => count > 1)
  return counts.length === 1 && counts[0]! <= 3
}

const isAustrianTaxNumber = byLibrary('AT', 'tin')

const twoDigits = (letter: string): string => String(letter.charCodeAt(0) - 64).padStart(2, '0')

/** Products are added digit by digit. */
function isGermanSum(digits: string, weights: readonly number[]): boolean {
  let sum = 0
  for (let at = 0; at < digits.length - 1; at += 1) {
    const product = weights[at % weights.length]! * Number(digits[at])
    sum += Math.floor(product / 10) + (product % 10)
  }
  return sum % 10 === Number(digits.at(-1))
}

/** VKVV section 2 to 4: area, date (the day 50 more for a second number), letter of the name at birth, serial, check digit. */
function isRentenversicherungsnummer(value: string): boolean {
  const day = Number(value.slice(2, 4))
  const date = String(day > 50 ? day - 50 : day).padStart(2, '0') + value.slice(4, 8)
  const digits = value.slice(0, 8) + twoDigits(value[8]!) + value.slice(9)
  return isShortDate(date, 'dmy') && isGermanSum(digits, [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1])
}
