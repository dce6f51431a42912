/** MAC addresses (IEEE 802): six pairs of hex digits with one kind of separator, or three fours with dots. */
import { everyMatch } from '../every-match.ts'
import { holdsLongCode } from '../long-codes.ts'
import type { Finder } from '../recognizer.ts'

const CANDIDATE =
  /(?<![0-9A-Za-z:.-])(?:[0-9A-F]{2}(?::[0-9A-F]{2}){5}|[0-9A-F]{2}(?:-[0-9A-F]{2}){5}|[0-9A-F]{4}\.[0-9A-F]{4}\.[0-9A-F]{4})(?![0-9A-Za-z:-]|\.[0-9A-Za-z])/gi

export const mac: Finder = {
  id: 'device/mac',
  code: 'PERSONAL_DEVICE',
  context: ['mac', 'mac address', 'mac-adress', 'ethernet', 'wifi', 'bluetooth'],
  *find(words) {
    if (!holdsLongCode(words)) return
    for (const { 0: matched, index } of everyMatch(words, CANDIDATE)) {
      const value = matched.replace(/[:.-]/g, '').toUpperCase()
      if (/^(?:0+|F+)$/.test(value)) continue
      // Digits alone may be a date with a time, or a part number.
      yield { start: index, end: index + matched.length, value, confidence: /[A-F]/.test(value) ? 0.7 : 0.3 }
    }
  },
}
