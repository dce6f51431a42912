/**
 * Payment cards: a known issuer's prefix and length, and Luhn (ISO/IEC 7812-1).
 * Ranges as the schemes publish them: Visa 4; Mastercard 51-55, 2221-2720; American Express 34, 37; Discover 6011, 644-649, 65;
 * Diners Club 300-305, 3095, 36, 38-39; JCB 3528-3589; UnionPay 62, 81; Maestro 50, 56-58, 60-61, 63, 66-69; Mir 2200-2204; RuPay 60, 65, 81-82, 508;
 * Elo 4, 5, 6; Troy 9792; Dankort 5019; UATP 1; Verve 5060-5061, 6500; Humo 9860; Uzcard 8600.
 */
import { luhn } from '../check-digits.ts'
import type { Recognizer } from '../recognizer.ts'

const SEPARATOR = /[ .\-\r\n]/g

/** Wrapped mail breaks between groups, and a careful hand leaves wide gaps. */
const BETWEEN = '(?: {1,3}|-|\\.|\\r?\\n| - )'

const SCHEMES: readonly { readonly prefix: RegExp; readonly lengths: readonly number[]; readonly confidence: number }[] = [
  { prefix: /^4/, lengths: [16], confidence: 0.9 },
  { prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16], confidence: 0.9 },
  { prefix: /^3[47]/, lengths: [15], confidence: 0.9 },
  { prefix: /^(?:6011|64[4-9]|65)/, lengths: [16], confidence: 0.9 },
  { prefix: /^(?:30[0-5]|3095|36|3[89])/, lengths: [14], confidence: 0.7 },
  { prefix: /^(?:30[0-5]|3095|36|3[89])/, lengths: [16], confidence: 0.7 },
  { prefix: /^35(?:2[89]|[3-8])/, lengths: [16], confidence: 0.9 },
  { prefix: /^(?:62|81)/, lengths: [16], confidence: 0.9 },
  { prefix: /^(?:220[0-4]|9792|5019|506[01]|508|8[12]|60|9860|8600)/, lengths: [16], confidence: 0.8 },
  { prefix: /^(?:5[0678]|6[0-9])/, lengths: [16], confidence: 0.7 },
  // What follows is rarer, or as long as other numbers are: a label, or standing alone, must speak for it.
  { prefix: /^4/, lengths: [13], confidence: 0.4 },
  { prefix: /^(?:4|62|65|64[4-9]|6011|35|81|30|36|38)/, lengths: [17, 18, 19], confidence: 0.6 },
  { prefix: /^(?:5[0678]|6[0-9])/, lengths: [12, 13, 14, 15, 17, 18, 19], confidence: 0.4 },
  { prefix: /^1/, lengths: [15], confidence: 0.3 },
]

export const card: Recognizer = {
  id: 'payment/card',
  code: 'PERSONAL_CARD',
  // In one run, in fours, in 4-6-5 and 4-6-4, 8-8, 6 and the rest, or each digit by itself, as people dictate.
  pattern: new RegExp(
    [
      '[1-9][0-9]{11,18}',
      `[1-9][0-9]{3}(?:${BETWEEN}[0-9]{4}){3}`,
      `[1-9][0-9]{3}${BETWEEN}[0-9]{6}${BETWEEN}[0-9]{4,5}`,
      `[1-9][0-9]{3}(?:${BETWEEN}[0-9]{4}){2}(?:${BETWEEN}[0-9]{1,3})?`,
      `[1-9][0-9]{7}${BETWEEN}[0-9]{8}`,
      `[1-9][0-9]{5}${BETWEEN}[0-9]{6,13}`,
      '[1-9](?: [0-9]){11,18}',
    ].join('|'),
  ),
  digits: [12, 19],
  context:
    'card,kort,kortnummer,kortnr,betalkort,kreditkort,bankkort,debit,credit card,visa,mastercard,maestro,amex,american express,diners,discover,jcb,unionpay,karte,kreditkarte,kartennummer,tarjeta,carte,carte bancaire,carta,cartão,cartao,karta,karty,kortti,kort nr,kaart,creditcard,kartu,kart,kart numarası,карта,карты,картка,κάρτα,بطاقة,כרטיס,卡号,信用卡,カード,카드,बैंक कार्ड,cc,ccn,pan,cvv,cvc,expires,exp'.split(
      ',',
    ),
  accept(candidate) {
    const digits = candidate.replace(SEPARATOR, '')
    if (digits.length < 12 || digits.length > 19 || candidate.split('\n').length > 2) return null
    if (new Set(digits).size < 2 || !luhn(digits)) return null
    const scheme = SCHEMES.find(({ prefix, lengths }) => lengths.includes(digits.length) && prefix.test(digits))
    if (scheme === undefined) return null
    return { value: digits, confidence: isEvenlyDivided(candidate) ? scheme.confidence : Math.min(scheme.confidence, 0.4) }
  },
}

/** Cards of 17 to 19 digits in fours; by itself, for a security code may stand behind one of 16. */
export const longCard: Recognizer = {
  ...card,
  pattern: new RegExp(`[1-9][0-9]{3}(?:${BETWEEN}[0-9]{4}){3}${BETWEEN}[0-9]{1,3}`),
  digits: [17, 19],
}

/** Two numbers that stand side by side have another separator between them than within. */
function isEvenlyDivided(candidate: string): boolean {
  return new Set(candidate.replaceAll(' - ', '-').match(/[ .-]/g)).size < 2
}
