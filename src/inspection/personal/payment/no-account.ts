/** Norwegian bank accounts: 11 digits in 4.2.5, the last a check digit mod 11 (Finans Norge). */
import { weightedSum } from '../check-digits.ts'
import type { Recognizer } from '../recognizer.ts'

export const noAccount: Recognizer = {
  id: 'payment/no-account',
  code: 'PERSONAL_BANK_ACCOUNT',
  pattern: /[0-9]{4}(?:\.[0-9]{2}\.| [0-9]{2} |[0-9]{2})[0-9]{5}/,
  digits: [11, 11],
  context: ['konto', 'kontonummer', 'kontonr', 'bankkonto', 'account', 'bank account'],
  accept(candidate) {
    const value = candidate.replace(/[ .]/g, '')
    const isChecked = weightedSum(value, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0 && new Set(value).size > 2
    return isChecked ? { value, confidence: candidate === value ? 0.3 : 0.5 } : null
  },
}
