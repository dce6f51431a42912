/** New Zealand bank accounts: bank, branch, base and suffix with each bank's check (Payments NZ, IR bank account validation). */
import { stdnum } from 'stdnum'
import type { Recognizer } from '../recognizer.ts'

export const nzAccount: Recognizer = {
  id: 'payment/nz-account',
  code: 'PERSONAL_BANK_ACCOUNT',
  pattern: /[0-9]{2}[ -]{0,3}[0-9]{4}[ -]{0,3}[0-9]{4} ?[0-9]{3}[ -]{0,3}[0-9]{2,3}/,
  digits: [15, 16],
  context: ['account', 'account number', 'bank account', 'bankaccount', 'acct', 'nz account'],
  accept(candidate) {
    const bare = candidate.replace(/[ -]/g, '')
    const value = bare.length === 16 ? bare : `${bare.slice(0, 13)}0${bare.slice(13)}`
    // A bare run is as long as a card's.
    return stdnum.NZ!.bank!.validate(value).isValid ? { value, confidence: candidate === bare ? 0.3 : 0.6 } : null
  },
}
