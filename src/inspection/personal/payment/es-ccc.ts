/** Spain's Código Cuenta Cliente, older than IBAN and inside of it: 20 digits, the two in the middle check bank and account (CSB 43). */
import { weightedSum } from '../check-digits.ts'
import type { Recognizer } from '../recognizer.ts'

const WEIGHTS = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6]

export const esCcc: Recognizer = {
  id: 'payment/es-ccc',
  code: 'PERSONAL_BANK_ACCOUNT',
  pattern: /[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{2}[ -]?[0-9]{10}/,
  digits: [20, 20],
  context: ['ccc', 'cuenta', 'código cuenta cliente', 'cuenta corriente', 'cuenta bancaria', 'compte', 'bank account', 'account'],
  accept(candidate) {
    const value = candidate.replace(/[ -]/g, '')
    const expected = `${checkDigit(`00${value.slice(0, 8)}`)}${checkDigit(value.slice(10))}`
    return value.slice(8, 10) === expected && new Set(value).size > 2 ? { value, confidence: 0.6 } : null
  },
}

function checkDigit(digits: string): number {
  const check = 11 - (weightedSum(digits, WEIGHTS) % 11)
  return check === 11 ? 0 : check === 10 ? 1 : check
}
