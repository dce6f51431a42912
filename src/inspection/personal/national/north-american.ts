/** Numbers of persons in the United States, Canada and Mexico. */
import { isBirthDate, isShortDate } from '../calendar.ts'
import { endsInComplement, luhn } from '../check-digits.ts'
import type { Recognizer } from '../recognizer.ts'
import { always, CERTAIN, CHECKED, NAMED, numbered, PROVEN, WEAK } from './numbered.ts'

/** SSA: no area 000, 666 or from 900 on, no group 00, no serial 0000. */
const SSN_PARTS = ['(?!000|666)[0-8]\\d{2}', '(?!00)\\d{2}', '(?!0000)\\d{4}']

export const NORTH_AMERICAN: readonly Recognizer[] = [
  numbered({
    id: 'us-ssn',
    pattern: new RegExp(['-', ' ', '\\.'].map((separator) => SSN_PARTS.join(separator)).join('|')),
    digits: [9, 9],
    sure: PROVEN,
    isProven: isSocialSecurityNumber,
    context: 'ssn, social security, social, soc sec, ss#, us tin, tin, taxpayer identification',
  }),
  numbered({
    id: 'us-ssn-unbroken',
    pattern: new RegExp(SSN_PARTS.join('')),
    digits: [9, 9],
    sure: NAMED,
    isProven: isSocialSecurityNumber,
    context: 'ssn, social security, soc sec, ss#, us tin, us ssn',
  }),
  numbered({
    id: 'us-itin',
    code: 'PERSONAL_TAX_ID',
    // IRS Publication 1915: groups 50 to 65, 70 to 88, 90 to 92, 94 to 99; 93 is the ATIN of a child.
    pattern: /9\d{2}[- ]?(?:5\d|6[0-5]|7\d|8[0-8]|9\d)[- ]?\d{4}/,
    digits: [9, 9],
    sure: PROVEN,
    sureBare: CHECKED,
    isProven: always,
    context: 'itin, atin, individual taxpayer, adoption taxpayer, tax id, us tin, tin, taxpayer identification, us atin',
  }),
  numbered({
    id: 'us-ptin',
    code: 'PERSONAL_TAX_ID',
    pattern: /P-?\d{8}/i,
    digits: [8, 8],
    sure: NAMED,
    isProven: always,
    context: 'ptin, preparer tax, preparer',
  }),
  numbered({
    id: 'us-ein',
    // IRS, "Valid EIN prefixes": all but these.
    code: 'PERSONAL_TAX_ID',
    pattern: /\d{2}-?\d{7}/,
    digits: [9, 9],
    sure: NAMED,
    sureBare: NAMED,
    isProven: (value) => !/^(?:0[07-9]|1[7-9]|2[89]|49|69|7[089]|89|9[67])/.test(value),
    context: 'ein, employer identification, fein, federal tax id, us tin',
  }),
  numbered({
    id: 'us-mbi',
    // CMS, "Understanding the MBI": letters without S, L, O, I, B, Z.
    pattern: /[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}/i,
    digits: [5, 7],
    sure: CERTAIN,
    sureBare: PROVEN,
    isProven: always,
    context: 'mbi, medicare, medicare number, beneficiary identifier, beneficiary',
  }),
  numbered({
    id: 'us-npi',
    pattern: /[12]\d{9}|[12]\d{3}[- ]\d{3}[- ]\d{3}/,
    digits: [10, 10],
    sure: CHECKED,
    sureBare: NAMED,
    // 45 CFR 162.406: Luhn with the prefix 80840 of health applications.
    isProven: (value) => luhn(`80840${value}`),
    context: 'npi, national provider, provider id, provider identifier, provider number',
  }),
  numbered({
    id: 'ca-sin',
    pattern: /\d{9}|\d{3}-\d{3}-\d{3}|\d{3} \d{3} \d{3}/,
    digits: [9, 9],
    sure: CHECKED,
    sureBare: WEAK,
    isProven: (value) => !/^[08]/.test(value) && luhn(value),
    context: 'sin, sin number, social insurance, nas, assurance sociale, canadian sin',
  }),
  numbered({
    id: 'ca-bc-phn',
    pattern: /9\d{9}|9\d{3} \d{3} \d{3}/,
    digits: [10, 10],
    sure: NAMED,
    isProven: (value) => endsInComplement(value, [0, 2, 4, 8, 5, 10, 9, 7, 3], 11),
    context: 'phn, personal health number, bc services card, carecard, ca bc_phn, health number',
  }),
  numbered({
    id: 'mx-curp',
    pattern:
      /[A-ZÑ]{4}\d{6}[HMX](?:A[S]|B[CS]|C[CHLMS]|D[FG]|G[RT]|HG|JC|M[CNS]|N[ELT]|OC|PL|Q[RT]|S[LMPR]|T[CLS]|VZ|YN|ZS)[A-ZÑ]{3}[\dA-Z]\d/i,
    digits: [7, 8],
    sure: CERTAIN,
    isProven: isCurp,
    context: 'curp, clave única de registro, mexican id',
  }),
  numbered({
    id: 'mx-rfc',
    code: 'PERSONAL_TAX_ID',
    pattern: /[A-ZÑ&]{3,4}[- ]?\d{6}[- ]?[\dA-Z]{2}[\dA]/i,
    digits: [6, 9],
    sure: CERTAIN,
    isProven: (value) => isShortDate(value.slice(-9), 'ymd') && isRfcChecked(value),
    context: 'rfc, r.f.c., registro federal de contribuyentes, mexican tax',
  }),
  // Older ones do not fit the check digit.
  numbered({
    id: 'mx-rfc-without-check',
    code: 'PERSONAL_TAX_ID',
    pattern: /[A-ZÑ&]{3,4}[- ]?\d{6}[- ]?[\dA-Z]{2}[\dA]|[A-ZÑ&]{4}[- ]?\d{6}/i,
    digits: [6, 9],
    sure: WEAK,
    isProven: (value) => isShortDate(/\d{6}/.exec(value.slice(3))?.[0] ?? '', 'ymd'),
    context: 'rfc, r.f.c., registro federal de contribuyentes, mexican tax, mx rfc',
  }),
  numbered({
    id: 'mx-nss',
    pattern: /\d{11}|\d{2} \d{2} \d{2} \d{4} \d/,
    digits: [11, 11],
    sure: NAMED,
    isProven: luhn,
    context: 'nss, imss, número de seguridad social, seguro social',
  }),
]

// Numbers that were printed in advertisements, and patterns that forms are filled with (SSA, "Social Security Number Randomization").
const NOBODYS = new Set(['078051120', '219099999', '457555462', '123456789', '123123123'])

function isSocialSecurityNumber(value: string): boolean {
  return !NOBODYS.has(value) && new Set(value).size > 1
}

const CURP_SIGNS = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ'

/** DOF 2021-10-18, "Instructivo normativo": the 17th sign is a digit for births before 2000; the 18th checks. */
function isCurp(value: string): boolean {
  const century = /\d/.test(value[16]!) ? 1900 : 2000
  const [year, month, day] = [Number(value.slice(4, 6)), Number(value.slice(6, 8)), Number(value.slice(8, 10))]
  if (!isBirthDate(century + year, month, day)) return false
  let sum = 0
  for (let at = 0; at < 17; at += 1) sum += (18 - at) * CURP_SIGNS.indexOf(value[at]!)
  return (10 - (sum % 10)) % 10 === Number(value[17])
}

const RFC_SIGNS = '0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ'

/** SAT, Anexo 20: companies have three letters and are counted with a space before them. */
function isRfcChecked(value: string): boolean {
  const signs = value.padStart(13, ' ')
  let sum = 0
  for (let at = 0; at < 12; at += 1) sum += (13 - at) * RFC_SIGNS.indexOf(signs[at]!)
  const check = (11 - (sum % 11)) % 11
  return signs[12] === (check === 10 ? 'A' : String(check))
}
