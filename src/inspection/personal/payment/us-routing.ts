/** Routing numbers of banks in the USA: nine digits, a Federal Reserve district, weights 3 7 1 (American Bankers Association). */
import { weightedSum } from '../check-digits.ts'
import type { Recognizer } from '../recognizer.ts'

export const usRouting: Recognizer = {
  id: 'payment/us-routing',
  code: 'PERSONAL_BANK_ACCOUNT',
  pattern: /(?:0[0-9]|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)[0-9]{2}(?:-[0-9]{4}-|[0-9]{4})[0-9]/,
  digits: [9, 9],
  context: ['routing', 'routing number', 'aba', 'rtn', 'transit number', 'ach'],
  accept(candidate) {
    const value = candidate.replaceAll('-', '')
    if (weightedSum(value, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 !== 0 || new Set(value).size < 3) return null
    return { value, confidence: candidate === value ? 0.4 : 0.5 }
  },
}
