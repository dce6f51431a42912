/** Driving licences of other countries: mostly without a check digit that is published, so only by the word for one. */
import type { Recognizer } from '../recognizer.ts'

const SHAPES: readonly RegExp[] = [
  // USA (AAMVA, by state), Canada, Australia, Brazil (CNH 11), France 12, Sweden, Norway 11, Denmark 8, Spain …
  /^[0-9]{7,14}$/,
  /^[A-Z]{1,2}[0-9]{5,14}[A-Z]?$/,
  /^[0-9]{3,9}[A-Z]{1,4}[0-9]{0,5}$/,
  // Italy: two letters, seven digits, a letter; or U1 and what was on the old one.
  /^U1[A-Z0-9]{7}[A-Z]$/,
  // Germany: authority, digits, check character, number of the copy.
  /^[A-Z][A-Z0-9]{8}[0-9][A-Z0-9]$/,
  /^[A-Z]{2}[0-9]{8}[A-Z0-9]$/,
]

export const drivingLicence: Recognizer = {
  id: 'document/driving-licence',
  code: 'PERSONAL_DOCUMENT',
  pattern: /[A-Z0-9]{7,15}|[0-9]{2}[ -][0-9]{2}[ -][0-9]{6}[ -][0-9]{2}|[A-Z][0-9]{3,4}[ -][0-9]{3,5}[ -][0-9]{2,5}/i,
  digits: [4, 15],
  surest: 0.2,
  context:
    "driver's license,driver’s license,drivers license,driver license,driver's licence,drivers licence,driver licence,driving licence,driving license,dl number,dl no,license number,licence number,körkort,körkortsnummer,førerkort,kørekort,ajokortti,führerschein,führerscheinnummer,fahrerlaubnis,permis de conduire,permis,carné de conducir,carnet de conducir,permiso de conducir,licencia de conducir,licencia de manejo,patente,patente di guida,carta de condução,cnh,carteira de motorista,rijbewijs,prawo jazdy,řidičský průkaz,vodičský preukaz,sürücü belgesi,ehliyet,водительское удостоверение,права,驾驶证,驾照,運転免許,운전면허,sim".split(
      ',',
    ),
  accept(candidate) {
    const value = candidate.replace(/[ -]/g, '').toUpperCase()
    return SHAPES.some((shape) => shape.test(value)) && new Set(value).size > 2 ? { value, confidence: 0.2 } : null
  },
}
