/** Swedish bankgiro (3-4, 4-4) and plusgiro (1 to 7 digits, dash, check digit): Luhn (Bankgirocentralen). Mostly payees', so only with a label. */
import { luhn } from '../check-digits.ts'
import type { Recognizer } from '../recognizer.ts'

export const seGiro: Recognizer = {
  id: 'payment/se-giro',
  code: 'PERSONAL_BANK_ACCOUNT',
  pattern: /[0-9]{3,4}-?[0-9]{4}|[0-9]{1,3}(?: ?[0-9]{2}){0,3}-[0-9]/,
  digits: [2, 8],
  surest: 0.2,
  context: ['bankgiro', 'plusgiro', 'postgiro', 'bg', 'pg', 'bankgironummer', 'plusgironummer'],
  accept(candidate) {
    const value = candidate.replace(/[ -]/g, '')
    return luhn(value) && Number(value) > 9 ? { value, confidence: 0.2 } : null
  },
}
