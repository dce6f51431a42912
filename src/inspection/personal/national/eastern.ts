/** Numbers of persons in Poland, Czechia, Slovakia, Hungary, Romania, Bulgaria, Moldova, Ukraine, Russia, Belarus and Kazakhstan. */
import { isBirthDate, isDate, isShortDate } from '../calendar.ts'
import { endsInComplement, endsInRemainder, endsInRemainderOf11, endsInTwoRounds, remainder, sum731, weightedSum } from '../check-digits.ts'
import type { Recognizer } from '../recognizer.ts'
import { CERTAIN, CHECKED, NAMED, numbered, PROVEN, WEAK } from './numbered.ts'

export const EASTERN: readonly Recognizer[] = [
  numbered({
    id: 'pl-pesel',
    pattern: /\d{11}/,
    digits: [11, 11],
    sure: CHECKED,
    isProven: (value) => isPeselDate(value) && endsInComplement(value, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3], 10),
    context: 'pesel, numer pesel, nr pesel, peselu, polish id, national id',
  }),
  numbered({
    id: 'pl-nip',
    code: 'PERSONAL_TAX_ID',
    pattern: /(?:PL ?)?\d{3}[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}|\d{3}-\d{2}-\d{2}-\d{3}/i,
    digits: [10, 10],
    sure: WEAK,
    isProven: (value) => Number(value.slice(-10)) > 0 && endsInRemainder(value.slice(-10), [6, 5, 7, 2, 3, 4, 5, 6, 7], 11),
    context: 'nip, numer nip, nr nip, identyfikacji podatkowej, polish tax',
  }),
  numbered({
    id: 'pl-dowod',
    code: 'PERSONAL_DOCUMENT',
    pattern: /[A-Z]{3}\d{6}|[A-Z]{3} \d{3} \d{3}/i,
    digits: [6, 6],
    sure: CHECKED,
    // The first digit checks the letters, and with the weights anew the digits after it.
    isProven: (value) => (sum731(value.slice(0, 3)) + sum731(value.slice(4))) % 10 === Number(value[3]),
    context: 'dowód osobisty, dowodu osobistego, dowód, dowodu, numer dowodu, polish identity card',
  }),
  numbered({
    id: 'cz-rc',
    pattern: /\d{6}[/ ]?\d{3,4}/,
    digits: [9, 10],
    sure: PROVEN,
    sureBare: WEAK,
    isProven: isBirthNumber,
    context: 'rodné číslo, rodného čísla, rodným číslem, r.č., rč, rc, birth number, czech id',
  }),
  numbered({
    id: 'sk-rc',
    pattern: /\d{6}[/ ]?\d{3,4}/,
    digits: [9, 10],
    sure: PROVEN,
    sureBare: WEAK,
    isProven: isBirthNumber,
    context: 'rodné číslo, rodného čísla, rodným číslom, r.č., rč, rc, birth number, slovak id',
  }),
  numbered({
    id: 'hu-adoazonosito',
    code: 'PERSONAL_TAX_ID',
    pattern: /8\d{9}/,
    digits: [10, 10],
    sure: WEAK,
    isProven: (value) => endsInRemainder(value, [1, 2, 3, 4, 5, 6, 7, 8, 9], 11),
    context: 'adóazonosító, adóazonosító jel, adóazonosító jele, adószám, hungarian tax',
  }),
  numbered({
    id: 'hu-taj',
    pattern: /\d{3}[ -]?\d{3}[ -]?\d{3}/,
    digits: [9, 9],
    sure: NAMED,
    isProven: (value) => endsInRemainder(value, [3, 7, 3, 7, 3, 7, 3, 7], 10),
    context: 'taj, taj szám, taj-szám, társadalombiztosítási, hungarian social security',
  }),
  numbered({
    id: 'hu-szemelyi',
    pattern: /[1-8][ -]?\d{6}[ -]?\d{4}/,
    digits: [11, 11],
    sure: CHECKED,
    sureBare: WEAK,
    // 1996. évi XX. törvény: ascending weights until 1996, descending ones since.
    isProven: (value) =>
      isShortDate(value.slice(1, 7), 'ymd') &&
      (endsInRemainder(value, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 11) || endsInRemainder(value, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 11)),
    context: 'személyi szám, személyi azonosító, személyi azonosítója, személyazonosító, hungarian id',
  }),
  numbered({
    id: 'ro-cnp',
    pattern: /[1-9]\d{12}/,
    digits: [13, 13],
    sure: CHECKED,
    isProven: isRomanianCode,
    context: 'cnp, cod numeric personal, codul numeric personal, romanian id',
  }),
  numbered({
    id: 'bg-egn',
    pattern: /\d{10}/,
    digits: [10, 10],
    sure: WEAK,
    isProven: isBulgarianCode,
    context: 'егн, egn, единен граждански номер, bulgarian id',
  }),
  numbered({
    id: 'bg-pnf',
    pattern: /\d{10}|\d{4} \d{3} \d{3}/,
    digits: [10, 10],
    sure: NAMED,
    isProven: (value) => endsInRemainder(value, [21, 19, 17, 13, 11, 9, 7, 3, 1], 10),
    context: 'лнч, lnch, pnf, личен номер на чужденец, number of a foreigner',
  }),
  numbered({
    id: 'md-idnp',
    pattern: /[02]\d{12}/,
    digits: [13, 13],
    sure: CHECKED,
    isProven: (value) => endsInRemainder(value, [7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1], 10),
    context: 'idnp, cod personal, codul personal, moldovan id',
  }),
  numbered({
    id: 'ua-rntrc',
    code: 'PERSONAL_TAX_ID',
    pattern: /\d{10}/,
    digits: [10, 10],
    sure: WEAK,
    isProven: (value) => endsInRemainderOf11(value, [-1, 5, 7, 9, 4, 6, 10, 5, 7]),
    context: 'рнокпп, rntrc, rnokpp, іпн, ідентифікаційний код, ідентифікаційний номер, податковий номер, ukrainian tax',
  }),
  numbered({
    id: 'ru-inn',
    code: 'PERSONAL_TAX_ID',
    pattern: /\d{12}/,
    digits: [12, 12],
    sure: CHECKED,
    isProven: (value) =>
      endsInRemainderOf11(value.slice(0, 11), [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) &&
      endsInRemainderOf11(value, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]),
    context: 'инн, inn, идентификационный номер налогоплательщика, russian tax',
  }),
  numbered({
    id: 'ru-snils',
    pattern: /\d{3}[ -]?\d{3}[ -]?\d{3}[ -]?\d{2}/,
    digits: [11, 11],
    sure: PROVEN,
    sureBare: WEAK,
    isProven: (value) => Number(value) > 0 && (weightedSum(value, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100 === Number(value.slice(9)),
    context: 'снилс, snils, страховой номер, пенсионное страхование',
  }),
  numbered({
    id: 'by-personal-number',
    pattern: /[1-6]\d{6}[A-HKM]\d{3}(?:PB|BA|BI)\d/i,
    digits: [11, 11],
    sure: CERTAIN,
    isProven: (value) => isShortDate(value.slice(1, 7), 'dmy') && sum731(value.slice(0, 13)) % 10 === Number(value[13]),
    context: 'идентификационный номер, личный номер, асабісты нумар, belarusian id',
  }),
  numbered({
    id: 'kz-iin',
    pattern: /\d{12}/,
    digits: [12, 12],
    sure: CHECKED,
    isProven: (value) =>
      isShortDate(value, 'ymd') && endsInTwoRounds(value, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]),
    context: 'иин, жсн, iin, индивидуальный идентификационный номер, kazakh id',
  }),
]

/** The month tells the century: 80 more for 1800, 20 for 2000. */
function isPeselDate(value: string): boolean {
  const month = Number(value.slice(2, 4))
  const century = { 80: 1800, 0: 1900, 20: 2000 }[month - (month % 20)]
  return century !== undefined && isBirthDate(century + Number(value.slice(0, 2)), month % 20, Number(value.slice(4, 6)))
}

/** Act 133/2000: months 50 more for women, 20 more when a day ran out of numbers; nine digits, without a check, until 1953. */
function isBirthNumber(value: string): boolean {
  const month = (Number(value.slice(2, 4)) % 50) % 20
  const year = Number(value.slice(0, 2))
  if (value.length === 9) return year < 54 && isBirthDate(1900 + year, month, Number(value.slice(4, 6)))
  if (!isBirthDate(year < 54 ? 2000 + year : 1900 + year, month, Number(value.slice(4, 6)))) return false
  // Until 1985 a remainder of ten was written as 0.
  return remainder(value, 11) === 0 || (year >= 54 && year < 86 && value[9] === '0' && remainder(value.slice(0, 9), 11) === 10)
}

/** Ordinance 97/2005: sex and century, date, county, serial, check digit. */
function isRomanianCode(value: string): boolean {
  const county = Number(value.slice(7, 9))
  if ((county < 1 || county > 48) && ![51, 52, 70, 80, 81, 82, 83].includes(county)) return false
  const years = { 1: 1900, 2: 1900, 3: 1800, 4: 1800, 5: 2000, 6: 2000 }[value[0]!]
  const [year, month, day] = [Number(value.slice(1, 3)), Number(value.slice(3, 5)), Number(value.slice(5, 7))]
  const isDay = years === undefined ? isShortDate(value.slice(1, 7), 'ymd') : isBirthDate(years + year, month, day)
  return isDay && endsInRemainder(value, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9], 11, '1')
}

/** The month tells the century: 20 more for 1800, 40 for 2000. */
function isBulgarianCode(value: string): boolean {
  const month = Number(value.slice(2, 4))
  const century = { 0: 1900, 20: 1800, 40: 2000 }[month - (month % 20)]
  if (century === undefined || !isDate(century + Number(value.slice(0, 2)), month % 20, Number(value.slice(4, 6)))) return false
  return endsInRemainder(value, [2, 4, 8, 5, 10, 9, 7, 3, 6], 11, '0')
}
