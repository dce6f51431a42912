/** Numbers of persons in South and Central America and the Caribbean. */
import { isShortDate } from '../calendar.ts'
import { endsInComplement, luhn, weightedSum } from '../check-digits.ts'
import type { Recognizer } from '../recognizer.ts'
import { always, byLibrary, CERTAIN, CHECKED, NAMED, numbered, PROVEN, WEAK } from './numbered.ts'

const PERUVIAN_WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2]

export const LATIN_AMERICAN: readonly Recognizer[] = [
  numbered({
    id: 'br-cpf',
    code: 'PERSONAL_TAX_ID',
    pattern: /\d{3}[. ]?\d{3}[. ]?\d{3}[-/ ]?\d{2}/,
    digits: [11, 11],
    sure: CERTAIN,
    sureBare: CHECKED,
    isProven: (value) =>
      new Set(value).size > 1 &&
      endsInComplement(value.slice(0, 10), [10, 9, 8, 7, 6, 5, 4, 3, 2], 11, '0') &&
      endsInComplement(value, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2], 11, '0'),
    context: 'cpf, c.p.f., cadastro de pessoas físicas, brazilian id',
  }),
  numbered({
    id: 'br-cnpj',
    code: 'PERSONAL_TAX_ID',
    pattern: /[\dA-Z]{2}\.?[\dA-Z]{3}\.?[\dA-Z]{3}\/?[\dA-Z]{4}-?\d{2}/i,
    digits: [2, 14],
    sure: CHECKED,
    isProven: isCnpj,
    context: 'cnpj, c.n.p.j., cadastro nacional da pessoa jurídica',
  }),
  numbered({
    id: 'br-pis',
    pattern: /\d{3}\.?\d{5}\.?\d{2}-?\d/,
    digits: [11, 11],
    sure: NAMED,
    isProven: (value) => new Set(value).size > 1 && endsInComplement(value, [3, 2, 9, 8, 7, 6, 5, 4, 3, 2], 11, '0'),
    context: 'pis, pasep, nis, nit, pis/pasep',
  }),
  numbered({
    id: 'ar-dni',
    pattern: /\d{7,8}|\d{1,2}\.\d{3}\.\d{3}/,
    digits: [7, 8],
    sure: NAMED,
    isProven: always,
    context: 'dni, d.n.i., documento nacional de identidad, número de documento, argentine id',
  }),
  numbered({
    id: 'ar-cuit',
    code: 'PERSONAL_TAX_ID',
    // AFIP: 20, 23, 24, 27 for persons, the others for companies and abroad.
    pattern: /(?:2[03457]|3[034]|5[015])[- ]?\d{8}[- ]?\d/,
    digits: [11, 11],
    sure: PROVEN,
    sureBare: CHECKED,
    isProven: (value) => endsInComplement(value, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11, '9'),
    context: 'cuit, cuil, c.u.i.t., c.u.i.l., cdi, argentine tax',
  }),
  numbered({
    id: 'cl-rut',
    pattern: /(?:CL ?)?\d{1,2}\.\d{3}\.\d{3} ?- ?[\dK]|(?:CL ?)?\d{7,8}-?[\dK]/i,
    digits: [7, 9],
    sure: CHECKED,
    sureBare: WEAK,
    isProven: isRut,
    context: 'rut, r.u.t., run, rol único, chilean id',
  }),
  // In running text a Colombian writes it with points; other numbers that are labelled so have a check digit.
  numbered({
    id: 'co-cedula',
    pattern: /\d\.\d{3}\.\d{3}\.\d{3}|\d{1,3}\.\d{3}\.\d{3}/,
    digits: [7, 10],
    sure: NAMED,
    isProven: always,
    context: 'cédula, cédula de ciudadanía, c.c., colombian id',
  }),
  numbered({
    id: 'co-cedula-unbroken',
    pattern: /\d{6,10}/,
    digits: [6, 10],
    sure: NAMED,
    isProven: always,
    context: 'cédula de ciudadanía, cédula colombiana, cédula de colombia, co cedula, colombian id',
  }),
  numbered({
    id: 'co-nit',
    code: 'PERSONAL_TAX_ID',
    pattern: /\d{3}\.\d{3}\.\d{3} ?- ?\d|\d{8,10}-?\d/,
    digits: [9, 11],
    sure: NAMED,
    isProven: (value) => {
      const digits = value.padStart(11, '0')
      return '01987654321'[weightedSum(digits, [43, 41, 37, 29, 23, 19, 17, 13, 7, 3]) % 11] === digits[10]
    },
    context: 'nit, n.i.t., número de identificación tributaria, colombian tax',
  }),
  numbered({
    id: 'pe-dni',
    pattern: /\d{8}[- ]?\d/,
    digits: [9, 9],
    sure: WEAK,
    isProven: (value) => '65432110987'[weightedSum(value, PERUVIAN_WEIGHTS) % 11] === value[8],
    context: 'dni, d.n.i., cui, cédula única de identidad, documento nacional de identidad, peruvian id, pe cui',
  }),
  numbered({
    id: 'pe-cui',
    // RENIEC: the sign of verification of older cards is a letter, and often left out.
    pattern: /\d{8}(?:[- ]?[A-K])?/i,
    digits: [8, 8],
    sure: NAMED,
    isProven: (value) => value.length === 8 || 'KJIHGFEDCBA'[weightedSum(value, PERUVIAN_WEIGHTS) % 11] === value[8],
    context: 'cui, cédula única de identidad, pe dni, peruvian id',
  }),
  numbered({
    id: 'pe-ruc',
    code: 'PERSONAL_TAX_ID',
    pattern: /1[0567]\d{9}|20\d{9}/,
    digits: [11, 11],
    sure: NAMED,
    isProven: (value) => (11 - (weightedSum(value, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === Number(value[10]),
    context: 'ruc, r.u.c., registro único de contribuyentes',
  }),
  numbered({
    id: 'ec-ci',
    pattern: /\d{9}-?\d/,
    digits: [10, 10],
    sure: WEAK,
    isProven: isEcuadorian,
    context: 'ci, c.i., cédula, cédula de identidad, cédula de ciudadanía, ecuadorian id',
  }),
  numbered({
    id: 'ec-ruc',
    code: 'PERSONAL_TAX_ID',
    pattern: /\d{10}-?\d{3}/,
    digits: [13, 13],
    sure: NAMED,
    isProven: (value) => /^(?:0[1-9]|1\d|2[0-4]|30|50)/.test(value) && byLibrary('EC', 'ruc')(value),
    context: 'ruc, r.u.c., registro único de contribuyentes',
  }),
  numbered({
    id: 'uy-ci',
    pattern: /\d\.?\d{3}\.?\d{3}[-/ ]?\d/,
    digits: [8, 8],
    sure: WEAK,
    isProven: (value) => endsInComplement(value, [2, 9, 8, 7, 6, 3, 4], 10),
    context: 'ci, c.i., cédula, cédula de identidad, uruguayan id',
  }),
  numbered({
    id: 'uy-rut',
    code: 'PERSONAL_TAX_ID',
    pattern: /\d{12}|\d{2}-\d{6}-\d{3}-\d/,
    digits: [12, 12],
    sure: NAMED,
    isProven: (value) =>
      /^(?:0[1-9]|1\d|2[0-2])(?!000000)\d{6}001/.test(value) && endsInComplement(value, [4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2], 11),
    context: 'rut, r.u.t., uruguayan tax',
  }),
  numbered({
    id: 'py-ruc',
    code: 'PERSONAL_TAX_ID',
    pattern: /\d{5,8}-\d/,
    digits: [6, 9],
    sure: NAMED,
    isProven: (value) => ((11 - (weightedSum(value.padStart(9, '0'), [9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10 === Number(value.at(-1)),
    context: 'ruc, r.u.c., registro único de contribuyentes',
  }),
  numbered({
    id: 've-rif',
    code: 'PERSONAL_TAX_ID',
    pattern: /[VEJPG][- ]?\d{8}[- ]?\d/i,
    digits: [9, 9],
    sure: PROVEN,
    sureBare: CHECKED,
    isProven: byLibrary('VE', 'rif'),
    context: 'rif, r.i.f., registro de información fiscal, venezuelan tax',
  }),
  numbered({
    id: 've-cedula',
    pattern: /[VE][- ]?\d{1,2}\.?\d{3}\.?\d{3}/i,
    digits: [7, 8],
    sure: WEAK,
    isProven: always,
    context: 'cédula, ci, c.i., cédula de identidad, venezuelan id',
  }),
  numbered({
    id: 'cr-cpf',
    pattern: /0?[1-9]-\d{3,4}-\d{3,4}|0?[1-9]\d{8}/,
    digits: [7, 10],
    sure: WEAK,
    isProven: always,
    context: 'cpf, cédula, cédula de identidad, cédula física, cédula de persona física, costa rican id',
  }),
  numbered({
    id: 'cr-cr',
    pattern: /1\d{10,11}/,
    digits: [11, 12],
    sure: NAMED,
    isProven: always,
    context: 'cédula de residencia, dimex, cr cr',
  }),
  numbered({
    id: 'do-cedula',
    pattern: /\d{3}-?\d{7}-?\d/,
    digits: [11, 11],
    sure: CHECKED,
    sureBare: WEAK,
    isProven: luhn,
    context: 'cédula, cédula de identidad, identidad y electoral, dominican id',
  }),
  // The electoral board has given out numbers that do not fit the check digit, and they stay in use.
  numbered({
    id: 'do-cedula-without-check',
    pattern: /\d{3}-?\d{7}-?\d/,
    digits: [11, 11],
    sure: NAMED,
    isProven: always,
    context: 'cédula, cédula de identidad, identidad y electoral, dominican id, do cedula',
  }),
  numbered({
    id: 'cu-ni',
    pattern: /\d{11}/,
    digits: [11, 11],
    sure: NAMED,
    isProven: (value) => isShortDate(value, 'ymd'),
    context: 'ni, número de identidad, carné de identidad, carnet de identidad, cuban id',
  }),
  numbered({
    id: 'gt-cui',
    pattern: /\d{4}[- ]?\d{5}[- ]?\d{4}/,
    digits: [13, 13],
    sure: CHECKED,
    isProven: byLibrary('GT', 'cui'),
    context: 'cui, dpi, documento personal de identificación, guatemalan id',
  }),
  numbered({
    id: 'gt-nit',
    code: 'PERSONAL_TAX_ID',
    pattern: /\d{5,8}-?[\dK]/i,
    digits: [5, 9],
    sure: NAMED,
    isProven: (value) => {
      const check = (11 - (weightedSum(value.padStart(12, '0'), [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11
      return value.at(-1) === (check === 10 ? 'K' : String(check))
    },
    context: 'nit, n.i.t., guatemalan tax',
  }),
  numbered({
    id: 'sv-dui',
    pattern: /\d{8}-\d/,
    digits: [9, 9],
    sure: WEAK,
    isProven: (value) => endsInComplement(value, [9, 8, 7, 6, 5, 4, 3, 2], 10),
    context: 'dui, documento único de identidad, salvadoran id',
  }),
  numbered({
    id: 'sv-nit',
    code: 'PERSONAL_TAX_ID',
    pattern: /\d{4}-?\d{6}-?\d{3}-?\d/,
    digits: [14, 14],
    sure: CHECKED,
    sureBare: WEAK,
    isProven: isSalvadoranNit,
    context: 'nit, n.i.t., salvadoran tax',
  }),
]

/** Registro Civil: province, a third digit below seven, Luhn. */
function isEcuadorian(value: string): boolean {
  return /^(?:0[1-9]|1\d|2[0-4]|30|50)[0-6]/.test(value) && luhn(value)
}

/** Serials up to 100 are of the first way of counting. */
function isSalvadoranNit(value: string): boolean {
  if (!/^[019]/.test(value)) return false
  if (Number(value.slice(10, 13)) <= 100)
    return (weightedSum(value, [14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 10 === Number(value[13])
  return ((11 - (weightedSum(value, [2, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10 === Number(value[13])
}

const CNPJ_WEIGHTS = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]

/** IN RFB 2229/2024: from 2026 on letters too, each counting its code less that of zero. */
function isCnpj(value: string): boolean {
  const places = [...value].map((sign) => sign.charCodeAt(0) - 48)
  return [12, 13].every((length) => {
    let sum = 0
    for (let at = 0; at < length; at += 1) sum += places[at]! * CNPJ_WEIGHTS[at + 13 - length]!
    return places[length] === (sum % 11 < 2 ? 0 : 11 - (sum % 11))
  })
}

/** Ley 19.477: modulus 11 with the weights 2 to 7 from the right, 10 written as K. */
function isRut(value: string): boolean {
  const signs = value.replace(/^CL/, '').padStart(9, '0')
  const check = (11 - (weightedSum(signs, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11
  return signs[8] === (check === 10 ? 'K' : String(check))
}
