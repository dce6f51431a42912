/** Mexico's CLABE: 18 digits, a known bank and city, a check digit (Asociación de Bancos de México). */
import { stdnum } from 'stdnum'
import type { Recognizer } from '../recognizer.ts'

export const mxClabe: Recognizer = {
  id: 'payment/mx-clabe',
  code: 'PERSONAL_BANK_ACCOUNT',
  pattern: /[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{11}[ -]?[0-9]/,
  digits: [18, 18],
  context: ['clabe', 'clave bancaria', 'cuenta', 'bank account'],
  accept(candidate) {
    const value = candidate.replace(/[ -]/g, '')
    return stdnum.MX!.clabe!.validate(value).isValid ? { value, confidence: 0.6 } : null
  },
}
