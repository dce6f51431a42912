/** Passport numbers, in the shapes of ICAO Doc 9303 as countries use them; without a check digit, so only by the word for a passport. */
import type { Recognizer } from '../recognizer.ts'

const SHAPES: readonly RegExp[] = [
  // Great Britain, USA (old), Denmark, Norway, Israel: 9 digits; Sweden: 8; Austria and others: 7.
  /^[0-9]{7,9}$/,
  // One or two letters: USA, India, Japan, Korea, China, Turkey, Italy, Finland, Poland, Australia, Canada, Brazil, South Africa, Switzerland, Belgium …
  /^[A-Z]{1,2}[0-9]{6,8}$/,
  // Spain, Mexico, Portugal, Ireland …
  /^[A-Z]{3}[0-9]{6}[A-Z]?$/,
  // France
  /^[0-9]{2}[A-Z]{2}[0-9]{5}$/,
  // Philippines, Ireland
  /^[A-Z]{1,2}[0-9]{7}[A-Z]$/,
  // Germany: no vowels, nothing that may be misread; some with the check digit behind.
  /^[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}[0-9]?$/,
  // Netherlands: no letter O
  /^[A-NP-Z]{2}[A-NP-Z0-9]{6}[0-9]$/,
]

/** Korea, from 2021: a letter amid the digits, which little else has. */
const KOREAN = /^[DGMORS][0-9]{3}[A-Z][0-9]{4}$/

export const passport: Recognizer = {
  id: 'document/passport',
  code: 'PERSONAL_DOCUMENT',
  pattern: /[A-Z]{0,3}[0-9][A-Z0-9]{5,9}|[A-Z]{1,2} [0-9]{7}|[0-9]{2} [0-9]{7}|[A-Z]{2}[A-Z0-9]{6,7}[0-9]/i,
  digits: [4, 10],
  surest: 0.4,
  context:
    'identiteitskaart,identiteitskaartnummer,identiteitsbewijs,passport,passports,passport no,passport number,travel document,passnummer,passnr,pass nr,pass,pasaporte,passeport,passaporto,passaporte,reisepass,reisepassnummer,paszport,paspoort,passi,passin numero,pas,cestovní pas,útlevél,pașaport,pasaport,паспорт,διαβατήριο,جواز السفر,דרכון,护照,護照,パスポート,旅券,여권,หนังสือเดินทาง,hộ chiếu,paspor,पासपोर्ट'.split(
      ',',
    ),
  accept(candidate) {
    const value = candidate.replaceAll(' ', '').toUpperCase()
    if (KOREAN.test(value)) return { value, confidence: 0.4 }
    return SHAPES.some((shape) => shape.test(value)) && new Set(value).size > 2 ? { value, confidence: 0.2 } : null
  },
}
