/** Numbers of persons in Sweden, Norway, Denmark, Finland and Iceland. */
import { isBirthDate, isLongDate, isShortDate } from '../calendar.ts'
import { endsInComplement, luhn, weightedSum } from '../check-digits.ts'
import type { Recognizer } from '../recognizer.ts'
import { always, CERTAIN, CHECKED, NAMED, numbered, PROVEN, WEAK } from './numbered.ts'

export const NORDIC: readonly Recognizer[] = [
  numbered({
    id: 'se-personnummer',
    pattern: /(?:1[89]|20)?\d{6}[-+]?(?:\d|[TRSUWXJ-N])\d{3}/i,
    digits: [9, 12],
    sure: PROVEN,
    sureBare: CHECKED,
    isProven: isPersonnummer,
    context:
      'personnummer, personnr, pnr, samordningsnummer, samordningsnr, födelsenummer, swedish personal identity number, personal identity code, personal identity number, personal number, swedish id, identitetsnummer, reservnummer',
  }),
  numbered({
    id: 'no-fodselsnummer',
    pattern: /\d{6}[- ]?\d{3}[- ]?\d{2}/,
    digits: [11, 11],
    sure: PROVEN,
    isProven: isFodselsnummer,
    context: 'fødselsnummer, fodselsnummer, fødselsnr, fødselsnr., personnummer, d-nummer, fnr, norwegian id, national identity number',
  }),
  numbered({
    id: 'dk-cpr',
    pattern: /\d{6}[- ]?\d{4}/,
    digits: [10, 10],
    sure: CHECKED,
    sureBare: WEAK,
    isProven: (value) => isCprDate(value) && weightedSum(value, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
    context: 'cpr, cpr-nummer, cpr-nr, cprnr, cprnummer, dansk personnummer, danish id, civil registration number',
  }),
  // Numbers given since 2007 need not fit the checksum (cpr.dk, "Personnumre uden kontrolciffer").
  numbered({
    id: 'dk-cpr-without-check',
    pattern: /\d{6}[- ]?\d{4}/,
    digits: [10, 10],
    sure: NAMED,
    isProven: isCprDate,
    context: 'cpr, cpr-nummer, cpr-nr, cprnr, cprnummer, dk cpr, danish cpr',
  }),
  numbered({
    id: 'fi-hetu',
    pattern: /\d{6}(?:[A-FU-Y]\d{3}[\dA-FHJ-NPR-Y]|[-+]\d{3}[A-FHJ-NPR-Y])/i,
    digits: [9, 10],
    sure: CERTAIN,
    isProven: isHetu,
    context: 'hetu, henkilötunnus, henkilötunnukseni, sosiaaliturvatunnus, sotu, personbeteckning, finnish id, personal identity code',
  }),
  // Without a letter it is written as the numbers of the neighbours are.
  numbered({
    id: 'fi-hetu-of-digits',
    pattern: /\d{6}[-+]\d{4}/,
    digits: [10, 10],
    sure: CHECKED,
    isProven: isHetu,
    context: 'hetu, henkilötunnus, henkilötunnukseni, sosiaaliturvatunnus, sotu, personbeteckning, fi hetu, finnish id',
  }),
  numbered({
    id: 'fi-veronumero',
    code: 'PERSONAL_TAX_ID',
    pattern: /\d{12}|\d{4} \d{4} \d{4}/,
    digits: [12, 12],
    sure: NAMED,
    isProven: always,
    context: 'veronumero, veronumeroni, skattenummer',
  }),
  numbered({
    id: 'is-kennitala',
    pattern: /\d{6}[- ]?\d{4}/,
    digits: [10, 10],
    sure: CHECKED,
    sureBare: WEAK,
    isProven: isKennitala,
    context: 'kennitala, kennitalan, kennitölu, kennitalu, kt, kt., icelandic id',
  }),
]

/** Skatteverket SKV 704 and 707: a coordination number adds 60 to the day; an interim one has a letter that counts as 1. */
function isPersonnummer(value: string): boolean {
  const digits = value.replace(/[A-Z]/, '1')
  const short = digits.slice(-10)
  const day = Number(short.slice(4, 6))
  const date = digits.slice(0, -6) + String(day > 60 ? day - 60 : day).padStart(2, '0')
  if (short.slice(6, 9) === '000' || !luhn(short)) return false
  return date.length === 8 ? isLongDate(date) : isShortDate(date, 'ymd')
}

/** Skatteetaten: a D-number adds 4 to the first digit, numbers for tests add 40 or 80 to the month; the serial tells the century. */
function isFodselsnummer(value: string): boolean {
  const day = Number(value.slice(0, 2)) % 40
  const month = Number(value.slice(2, 4)) % 40
  const year = Number(value.slice(4, 6))
  const serial = Number(value.slice(6, 9))
  const centuries = [
    serial < 500 ? 1900 : 0,
    serial >= 500 && serial < 750 && year >= 54 ? 1800 : 0,
    serial >= 500 && year < 40 ? 2000 : 0,
    serial >= 900 && year >= 40 ? 1900 : 0,
  ]
  return (
    centuries.some((century) => century > 0 && isBirthDate(century + year, month, day)) &&
    endsInComplement(value.slice(0, 10), [3, 7, 6, 1, 8, 9, 4, 5, 2], 11) &&
    endsInComplement(value, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11)
  )
}

/** The seventh digit tells the century (cpr.dk, "Personnummeret i CPR"). */
function isCprDate(value: string): boolean {
  const year = Number(value.slice(4, 6))
  const seventh = Number(value[6])
  const century = seventh < 4 ? 1900 : seventh === 4 || seventh === 9 ? (year < 37 ? 2000 : 1900) : year < 58 ? 2000 : 1800
  return isBirthDate(century + year, Number(value.slice(2, 4)), Number(value.slice(0, 2)))
}

/** The sign between date and serial tells the century: DVV, "The personal identity code"; 900 and above are given in hospitals for a while. */
function isHetu(value: string): boolean {
  const date = value.slice(0, 6)
  const serial = value.slice(-4, -1)
  const check = '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(date + serial) % 31]
  return isShortDate(date, 'dmy') && Number(serial) >= 2 && Number(serial) < 900 && value.at(-1) === check
}

/** Þjóðskrá: the ninth digit checks, the tenth tells the century; companies add 40 to the day. */
function isKennitala(value: string): boolean {
  const century = { 8: 1800, 9: 1900, 0: 2000 }[value[9]!]
  if (century === undefined) return false
  const date = isBirthDate(century + Number(value.slice(4, 6)), Number(value.slice(2, 4)), Number(value.slice(0, 2)) % 40)
  return date && endsInComplement(value.slice(0, 9), [3, 2, 7, 6, 5, 4, 3, 2], 11)
}
