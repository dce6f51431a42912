/** Czech and Slovak accounts: prefix-number/bank, prefix and number each with a check digit mod 11 (Czech National Bank, decree 169/2011). */
import { weightedSum } from '../check-digits.ts'
import type { Recognizer } from '../recognizer.ts'

const WEIGHTS = [6, 3, 7, 9, 10, 5, 8, 4, 2, 1]

export const czAccount: Recognizer = {
  id: 'payment/cz-account',
  code: 'PERSONAL_BANK_ACCOUNT',
  pattern: /(?:[0-9]{1,6}-)?[0-9]{2,10}\/[0-9]{4}/,
  digits: [6, 20],
  context: 'účet,účtu,číslo účtu,bankovní účet,cislo uctu,bankový účet,account,bank account,bankaccount,konto'.split(','),
  accept(candidate) {
    const [, prefix, number, bank] = /^(?:([0-9]+)-)?([0-9]+)\/([0-9]+)$/.exec(candidate)!
    if (!isChecked(prefix ?? '0') || !isChecked(number!) || Number(number) < 10 || bank === '0000') return null
    return { value: `${(prefix ?? '').padStart(6, '0')}${number!.padStart(10, '0')}${bank}`, confidence: prefix === undefined ? 0.3 : 0.6 }
  },
}

function isChecked(digits: string): boolean {
  return weightedSum(digits.padStart(10, '0'), WEIGHTS) % 11 === 0
}
