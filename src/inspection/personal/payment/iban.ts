/** IBAN (ISO 13616): each country's length and national structure, and mod 97, as the SWIFT registry has them in ibantools. */
import { countrySpecs, isValidIBAN } from 'ibantools'
import type { Recognizer } from '../recognizer.ts'

export const iban: Recognizer = {
  id: 'payment/iban',
  code: 'PERSONAL_BANK_ACCOUNT',
  pattern: new RegExp(byLength(), 'i'),
  digits: [2, 34],
  context: [
    'iban',
    'account',
    'konto',
    'kontonummer',
    'bank',
    'cuenta',
    'compte',
    'conto',
    'rekening',
    'bankrekening',
    'rachunek',
    'tili',
    'счет',
  ],
  accept(candidate) {
    const value = candidate.replace(/[ \-\r\n]/g, '').toUpperCase()
    if (candidate.split('\n').length > 2 || !isValidIBAN(value)) return null
    return { value, confidence: 0.95 }
  },
}

/** The country says how long it is, so that the words behind it are left alone. */
function byLength(): string {
  const countries = new Map<number, string[]>()
  for (const [country, { chars }] of Object.entries(countrySpecs)) {
    if (typeof chars !== 'number') continue
    countries.set(chars, [...(countries.get(chars) ?? []), country])
  }
  return [...countries].map(([chars, names]) => `(?:${names.join('|')})[0-9]{2}(?:(?: |-|\\r?\\n)?[A-Z0-9]){${chars - 4}}`).join('|')
}
