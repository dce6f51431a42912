/** IMEI of a phone: 15 digits with Luhn, or 16 with the software version and no check digit (3GPP TS 23.003 6.2). */
import { luhn } from '../check-digits.ts'
import type { Recognizer } from '../recognizer.ts'

export const imei: Recognizer = {
  id: 'device/imei',
  code: 'PERSONAL_DEVICE',
  pattern: /[0-9]{2}[ -]?[0-9]{6}[ -]?[0-9]{6}(?:[ -]?[0-9]{1,2})?/,
  digits: [14, 16],
  surest: 0.3,
  context: ['imei', 'imeisv', 'imei-nummer', 'handset id', 'serienummer'],
  accept(candidate) {
    const value = candidate.replace(/[ -]/g, '')
    if (new Set(value).size < 3) return null
    if (value.length === 15) return luhn(value) ? { value: value.slice(0, 14), confidence: 0.3 } : null
    return { value: value.slice(0, 14), confidence: 0.15 }
  },
}
