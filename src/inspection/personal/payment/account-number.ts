/** Account numbers without a check digit that we know, sort codes and clearing numbers: only by the word for an account before them. */
import type { Recognizer } from '../recognizer.ts'

export const accountNumber: Recognizer = {
  id: 'payment/account-number',
  code: 'PERSONAL_BANK_ACCOUNT',
  pattern:
    /[0-9]{2}-[0-9]{2}-[0-9]{2}(?:[ ,/]{1,3}[0-9]{8})?|[1-9][0-9]{3}(?:-[0-9])?[ ,]{1,2}[0-9]{2,3}(?:[ -]?[0-9]{2,3}){1,3}(?:[ -]?[0-9])?|[0-9]{6,17}|[0-9]{1,4}(?: [0-9]{3}){2,4}/,
  digits: [6, 18],
  surest: 0.15,
  context:
    'bank account,account number,account no,acct,acct no,bankaccount,sort code,clearing,clearingnummer,kontonummer,kontonr,bankkonto,lönekonto,sparkonto,número de cuenta,cuenta bancaria,número da conta,conta bancária,numéro de compte,compte bancaire,conto corrente,numero di conto,numer konta,numer rachunku,rekeningnummer,tilinumero,номер счета,расчетный счет,账号,银行账户,口座番号,계좌번호,계좌'.split(
      ',',
    ),
  accept(candidate) {
    const value = candidate.replace(/[^0-9]/g, '')
    return new Set(value).size > 2 ? { value, confidence: 0.15 } : null
  },
}
