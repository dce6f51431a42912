/** Phone numbers: international ones (ITU-T E.164) anywhere, national ones by a typical shape or a label. At most a bounded number is asked of libphonenumber. */
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { PHONE_WORDS } from '../other-meanings.ts'
import type { Accepted, Finder } from '../recognizer.ts'
import { NO_WORD_AHEAD } from '../word-bounds.ts'

const CANDIDATE = new RegExp(`(?<![0-9A-Za-z_+/=@%#]|[0-9][.,:-])(?:\\+ ?|\\()?[0-9](?:[ ()./-]{0,3}[0-9]){5,15}${NO_WORD_AHEAD}`, 'g')
const FEWEST_DIGITS = 6
/** One question takes 40 µs; beyond so many numbers in one message their shape must do. */
const MAX_QUESTIONS = 4000

/** Countries whose national numbers open with 0, asked by turns. */
const TRUNK_ZERO: readonly CountryCode[] = [
  'SE',
  'GB',
  'DE',
  'FR',
  'NL',
  'IT',
  'FI',
  'TR',
  'PH',
  'IL',
  'AU',
  'JP',
  'KR',
  'IN',
  'ZA',
  'CH',
  'BE',
  'AT',
  'UA',
  'RO',
  'TH',
  'ID',
]

export const phone: Finder = {
  id: 'contact/phone',
  code: 'PERSONAL_PHONE',
  context: PHONE_WORDS,
  *find(words) {
    let questions = 0
    const ask: Ask = (number, country) => {
      questions += 1
      if (questions > MAX_QUESTIONS) return 'any'
      const parsed = parsePhoneNumberFromString(number, country)
      if (parsed?.isValid() !== true) return null
      return parsed.getType() === 'MOBILE' ? 'mobile' : 'any'
    }
    const candidates = new RegExp(CANDIDATE)
    for (let match = candidates.exec(words); match !== null; match = candidates.exec(words)) {
      const { 0: matched, index } = match
      const follows = words.slice(index + matched.length, index + matched.length + 2)
      if (/^(?:[-/=@+][0-9A-Za-z]|[.,:][0-9]|%)/.test(follows)) continue
      // Two numbers side by side are taken for one: the hindmost groups are given back until one is left.
      for (let candidate = matched, tries = 0; tries < 4; tries += 1) {
        const accepted = judge(candidate, ask)
        if (accepted !== null) {
          yield { start: index, end: index + candidate.length, ...accepted }
          candidates.lastIndex = index + candidate.length
          break
        }
        const shorter = candidate.slice(0, candidate.lastIndexOf(' ')).replace(/[ ()./-]+$/, '')
        if (!candidate.includes(' ') || digitsOf(shorter).length < FEWEST_DIGITS) break
        candidate = shorter
      }
    }
  },
}

/** Whether there are such numbers, and whether they are mobile ones. */
type Ask = (number: string, country?: CountryCode) => 'mobile' | 'any' | null

function judge(candidate: string, ask: Ask): Accepted | null {
  const digits = digitsOf(candidate)
  if (digits.length > 15 || new Set(digits).size < 2 || isCounting(digits) || isOtherwise(candidate)) return null
  // ITU-T E.164 6.1: no country code begins with 0.
  if (/^\+ ?0/.test(candidate)) return null
  if (candidate.startsWith('+') || /^00[1-9]/.test(candidate)) return international(candidate, digits, ask)
  if (/^\(?[2-9][0-9]{2}(?:\) ?|[-.])[2-9][0-9]{2}[-. ][0-9]{4}$/.test(candidate)) {
    if (ask(digits, 'US') !== null) return { value: digits, confidence: candidate.startsWith('(') ? 0.6 : 0.5 }
  }
  if (digits.startsWith('0') && digits.length >= 8 && digits.length <= 12) {
    // A bare run is taken for a number to call only as people give their own.
    const isBare = candidate === digits
    if (TRUNK_ZERO.some((country) => (isBare ? ask(digits, country) === 'mobile' : ask(digits, country) !== null)))
      return { value: digits, confidence: isBare ? 0.4 : 0.5 }
  }
  // Turkey, Russia and others, without the trunk digit.
  if (/^[2-9][0-9]{2}([ .-])[0-9]{3}\1[0-9]{2}\1[0-9]{2}$/.test(candidate)) return { value: digits, confidence: 0.4 }
  // Groups as phone numbers have them; the label before it must say so.
  return digits.length >= FEWEST_DIGITS ? { value: digits, confidence: 0.15 } : null
}

function international(candidate: string, digits: string, ask: Ask): Accepted | null {
  // "+46 (0)70": the trunk zero is not dialled from abroad.
  const number = `+${digitsOf(candidate.replace(/\(0\)/, '')).replace(/^00/, '')}`
  if (ask(number) !== null) return { value: number, confidence: candidate.startsWith('+') ? 0.9 : 0.6 }
  return digits.length >= 8 && candidate.startsWith('+') ? { value: number, confidence: 0.3 } : null
}

function digitsOf(candidate: string): string {
  return candidate.replace(/[^0-9]/g, '')
}

/** `0 1 2 3 4 5 6 7 8 9`: the digits themselves. */
function isCounting(digits: string): boolean {
  return '01234567890123456789'.includes(digits)
}

/** Dates, internet addresses and other numbers have separators too. */
function isOtherwise(candidate: string): boolean {
  return (
    /^(?:[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}|[0-9]{1,2}[-./][0-9]{1,2}[-./](?:[0-9]{4}|[0-9]{2}))(?![-./]?[0-9])/.test(candidate) ||
    // The groups of an American social security number.
    /^[0-9]{3}-[0-9]{2}-[0-9]{4}$/.test(candidate) ||
    /^(?:(?:1?[0-9]?[0-9]|2[0-4][0-9]|25[0-5])(?:\.|$)){4}$/.test(candidate) ||
    /^(?:19|20)[0-9]{2} ?- ?(?:19|20)[0-9]{2}$/.test(candidate)
  )
}
