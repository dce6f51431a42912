/** Argentina's Clave Bancaria Uniforme: 22 digits, two check digits (BCRA communication A 2622). */
import { weightedSum } from '../check-digits.ts'
import type { Recognizer } from '../recognizer.ts'

export const arCbu: Recognizer = {
  id: 'payment/ar-cbu',
  code: 'PERSONAL_BANK_ACCOUNT',
  pattern: /[0-9](?:[ -]{0,3}[0-9]){21}/,
  digits: [22, 22],
  context: ['cbu', 'cvu', 'clave bancaria', 'cuenta', 'cuenta bancaria', 'bank account'],
  accept(candidate) {
    const value = candidate.replace(/[ -]/g, '')
    const bank = (10 - (weightedSum(value, [7, 1, 3, 9, 7, 1, 3]) % 10)) % 10
    const account = (10 - (weightedSum(value.slice(8), [3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1, 3]) % 10)) % 10
    return bank === Number(value[7]) && account === Number(value[21]) && new Set(value).size > 2 ? { value, confidence: 0.6 } : null
  },
}
