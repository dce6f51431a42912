/** Numbers of persons in France, Belgium, the Netherlands, Luxembourg, Spain, Portugal and Italy. */
import { isLongDate } from '../calendar.ts'
import { endsInComplement, luhn, remainder, verhoeff, weightedSum } from '../check-digits.ts'
import type { Recognizer } from '../recognizer.ts'
import { byLibrary, CERTAIN, CHECKED, NAMED, numbered, PROVEN, WEAK } from './numbered.ts'

const SPANISH_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE'
const ELEVEN_TEST = [9, 8, 7, 6, 5, 4, 3, 2]

export const WESTERN: readonly Recognizer[] = [
  numbered({
    id: 'fr-nir',
    pattern: /[1-478][ .-]?\d{2}[ .-]?\d{2}[ .-]?(?:\d{2}|2[AB])[ .-]?\d{3}[ .-]?\d{3}[ .-]?\d{2}/i,
    digits: [14, 15],
    sure: CERTAIN,
    sureBare: PROVEN,
    // INSEE: the key makes the number whole by 97; Corsica's 2A and 2B count as 19 and 18.
    isProven: (value) => {
      const body = value.slice(0, 13).replace('2A', '19').replace('2B', '18')
      return 97 - remainder(body, 97) === Number(value.slice(13))
    },
    context: 'nir, sécurité sociale, numéro de sécu, sécu, n° ss, insee, carte vitale, social security, french social security',
  }),
  numbered({
    id: 'fr-nif',
    code: 'PERSONAL_TAX_ID',
    pattern: /[0-3]\d(?: ?\d{2})(?: ?\d{3}){3}/,
    digits: [13, 13],
    sure: PROVEN,
    isProven: (value) => Number(value) > 0 && Number(value.slice(0, 10)) % 511 === Number(value.slice(10)),
    context: 'numéro fiscal, nif, spi, identification fiscale, référence fiscale, french tax, tax number, tin',
  }),
  numbered({
    id: 'be-nn',
    pattern: /\d{2}[. /-]?\d{2}[. /-]?\d{2}[. /-]?\d{3}[. /-]?\d{2}/,
    digits: [11, 11],
    sure: PROVEN,
    sureBare: CHECKED,
    isProven: isBelgianNumber,
    context:
      'rijksregisternummer, rijksregister, registre national, numéro national, nationaal nummer, niss, insz, nn, bis, ssn, rrn, bisnummer, bis-nummer, inss, nationalregisternummer, belgian national, national number, be bis, be ssn, social security',
  }),
  numbered({
    id: 'be-eid',
    code: 'PERSONAL_DOCUMENT',
    pattern: /\d{3}[- ]?\d{7}[- ]?\d{2}/,
    digits: [12, 12],
    sure: CHECKED,
    sureBare: WEAK,
    isProven: (value) => (remainder(value.slice(0, 10), 97) || 97) === Number(value.slice(10)),
    context: "identiteitskaart, carte d'identité, eid, eid-kaart, kaartnummer, personalausweis, identity card, belgian id",
  }),
  numbered({
    id: 'nl-bsn',
    pattern: /\d{8,9}|\d{4}[. -]\d{2}[. -]\d{3}|\d{3}[. -]\d{3}[. -]\d{3}/,
    digits: [8, 9],
    sure: WEAK,
    isProven: (value) => Number(value) > 0 && isDutch(value.padStart(9, '0'), 0),
    context: 'bsn, bsn-nummer, burgerservicenummer, burger service nummer, sofinummer, sofi-nummer, citizen service number, persoonsnummer',
  }),
  numbered({
    id: 'nl-onderwijsnummer',
    pattern: /10\d{7}|10\d{2}\.\d{2}\.\d{3}/,
    digits: [9, 9],
    sure: NAMED,
    isProven: (value) => isDutch(value, 5),
    context: 'onderwijsnummer, student identification number',
  }),
  numbered({
    id: 'lu-matricule',
    pattern: /[12]\d{3} ?\d{4} ?\d{5}/,
    digits: [13, 13],
    sure: PROVEN,
    // CTIE: the twelfth digit is Luhn's over eleven, the last Verhoeff's over the same.
    isProven: (value) => isLongDate(value) && luhn(value.slice(0, 12)) && verhoeff(value.slice(0, 11) + value[12]),
    context: 'matricule, ccss, sécurité sociale, identification nationale, luxembourg id',
  }),
  numbered({
    id: 'es-dni',
    pattern: /\d{7,8}[ -]?[A-Z]|\d{1,2}\.\d{3}\.\d{3}[ -]?[A-Z]/i,
    digits: [7, 8],
    sure: PROVEN,
    isProven: (value) => SPANISH_LETTERS[Number(value.slice(0, -1)) % 23] === value.at(-1),
    context: 'dni, d.n.i., nif, n.i.f., documento nacional de identidad, documento de identidad, identificación fiscal, spanish id, es nif',
  }),
  numbered({
    id: 'es-nie',
    pattern: /[XYZ][ -]?\d{7}[ -]?[A-Z]/i,
    digits: [7, 7],
    sure: CERTAIN,
    isProven: (value) => SPANISH_LETTERS[Number('XYZ'.indexOf(value[0]!) + value.slice(1, 8)) % 23] === value[8],
    context: 'nie, n.i.e., nif, n.i.f., identidad de extranjero, identificación de extranjero, es nif, foreigner',
  }),
  numbered({
    id: 'es-nif',
    code: 'PERSONAL_TAX_ID',
    pattern: /(?:ES)?[A-HJ-NP-SUVW][ -]?\d{7}[ -]?[A-Z\d]|ES[XYZ\d]\d{7}[A-Z]/i,
    digits: [7, 8],
    sure: CHECKED,
    isProven: byLibrary('ES', 'nif'),
    context: 'nif, n.i.f., cif, c.i.f., identificación fiscal, es cif, spanish tax',
  }),
  numbered({
    id: 'es-nss',
    pattern: /\d{2}[ /-]?\d{8}[ /-]?\d{2}/,
    digits: [12, 12],
    sure: CHECKED,
    // TGSS: a number of less than eight digits is joined without its leading zero.
    isProven: (value) => {
      const province = Number(value.slice(0, 2))
      const serial = value[2] === '0' ? value.slice(3, 10) : value.slice(2, 10)
      return province >= 1 && province <= 66 && remainder(value.slice(0, 2) + serial, 97) === Number(value.slice(10))
    },
    context: 'seguridad social, nss, n.s.s., naf, número de afiliación, social security',
  }),
  numbered({
    id: 'pt-nif',
    code: 'PERSONAL_TAX_ID',
    pattern: /(?:PT ?)?[1-9]\d{2}[ .]?\d{3}[ .]?\d{3}/i,
    digits: [9, 9],
    sure: WEAK,
    isProven: (value) => endsInComplement(value.slice(-9), ELEVEN_TEST, 11, '0'),
    context: 'nif, n.i.f., contribuinte, número de identificação fiscal, identificação fiscal, portuguese tax',
  }),
  numbered({
    id: 'pt-cc',
    pattern: /\d{8}[ -]?\d[ -]?(?:[A-Z][A-Z\d]|\d[A-Z])\d/i,
    digits: [10, 11],
    sure: PROVEN,
    sureBare: CHECKED,
    isProven: byLibrary('PT', 'cc'),
    context: 'cartão de cidadão, cartão do cidadão, cc, bilhete de identidade, número de documento, citizen card',
  }),
  numbered({
    id: 'it-codicefiscale',
    code: 'PERSONAL_TAX_ID',
    pattern: /[A-Z]{3}[ -]?[A-Z]{3}[ -]?[\dL-NP-V]{2}[A-EHLMPRST][\dL-NP-V]{2}[ -]?[A-Z][\dL-NP-V]{3}[A-Z]/i,
    digits: [0, 7],
    sure: CERTAIN,
    isProven: isCodiceFiscale,
    context: 'codice fiscale, codicefiscale, cod. fisc., c.f., cf, italian tax',
  }),
  // A codice fiscale of eleven digits is that of a company, or one for the time being (Agenzia delle Entrate).
  numbered({
    id: 'it-codicefiscale-of-digits',
    code: 'PERSONAL_TAX_ID',
    pattern: /(?:IT ?)?\d{11}/i,
    digits: [11, 11],
    sure: NAMED,
    isProven: (value) => Number(value.slice(-11)) > 0 && luhn(value.slice(-11)),
    context: 'codice fiscale, codicefiscale, cod. fisc., c.f., cf, partita iva, p. iva, p.iva, piva, it iva',
  }),
]

/** IBZ, "Identificatienummer": the last two digits make the first nine whole by 97, with a 2 before them for births since 2000; months 20 and 40 more are bis numbers. */
function isBelgianNumber(value: string): boolean {
  const month = Number(value.slice(2, 4)) % 20
  const check = Number(value.slice(9))
  if (month > 12 || Number(value.slice(2, 4)) >= 60 || Number(value.slice(4, 6)) > 31) return false
  const serial = value.slice(0, 9)
  if (97 - remainder(serial, 97) === check) return true
  return Number(value.slice(0, 2)) <= 30 && 97 - remainder(`2${serial}`, 97) === check
}

function isDutch(value: string, rest: number): boolean {
  return (((weightedSum(value, ELEVEN_TEST) - Number(value[8])) % 11) + 11) % 11 === rest
}

const AT_ODD_PLACES = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]

/** D.M. 23/12/1976: the last letter checks; digits may have become letters where two persons would share a code, and never mean a day above 71. */
function isCodiceFiscale(value: string): boolean {
  const day = Number([...value.slice(9, 11)].map(asDigit).join(''))
  if (day < 1 || day > 71 || (day > 31 && day < 41)) return false
  let sum = 0
  for (let at = 0; at < 15; at += 1) {
    const sign = value[at]!
    const place = /\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 65
    sum += at % 2 === 0 ? AT_ODD_PLACES[place]! : place
  }
  return value.charCodeAt(15) - 65 === sum % 26
}

const asDigit = (sign: string): string => (/\d/.test(sign) ? sign : String('LMNPQRSTUV'.indexOf(sign)))
