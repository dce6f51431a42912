/** Reads digits, spaces and dashes of every script as ASCII, with the way back to where they stand; linear. */

export interface Readable {
  readonly text: string
  /** Where a stretch of the text stands in the words. */
  origin(start: number, end: number): { readonly start: number; readonly end: number }
}

const FOREIGN =
  /[[\p{Nd}--[0-9]][\p{Zs}--[ ]][\p{Pd}--[\-]]\u00ad\u00b7\u2027\u200b-\u200f\u202a-\u202e\u2043\u2060-\u2064\u2212\ufeff\uff01-\uff5e]/v
const EVERY_FOREIGN = new RegExp(FOREIGN, 'gv')
const PRINTABLE_ASCII_TO_FULLWIDTH = 0xfee0

export function readable(words: string): Readable {
  if (!FOREIGN.test(words)) return { text: words, origin: (start, end) => ({ start, end }) }
  // Digits beyond the basic plane take two places, unseen characters none: from there on all indices are shifted.
  const shifts: { readonly at: number; readonly by: number }[] = []
  let shift = 0
  const text = words.replace(EVERY_FOREIGN, (untrusted, offset: number) => {
    const read = asAscii(untrusted)
    if (read.length !== untrusted.length) {
      const at = offset - shift + read.length
      shift += untrusted.length - read.length
      shifts.push({ at, by: shift })
    }
    return read
  })
  if (shifts.length === 0) return { text, origin: (start, end) => ({ start, end }) }
  const placeOf = (index: number) => index + shiftAt(shifts, index)
  // The last character may have taken two places; what is unseen behind it does not count.
  const widthOf = (index: number) => (text.charCodeAt(index) < 128 && words.codePointAt(placeOf(index))! > 0xffff ? 2 : 1)
  return { text, origin: (start, end) => ({ start: placeOf(start), end: placeOf(end - 1) + widthOf(end - 1) }) }
}

function shiftAt(shifts: readonly { readonly at: number; readonly by: number }[], index: number): number {
  let low = 0
  let high = shifts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (shifts[middle]!.at <= index) low = middle + 1
    else high = middle
  }
  return low === 0 ? 0 : shifts[low - 1]!.by
}

const DIGIT = /^\p{Nd}$/u
const SPACE = /^\p{Zs}$/u
const UNSEEN = /^[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]$/

function asAscii(character: string): string {
  const code = character.codePointAt(0)!
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - PRINTABLE_ASCII_TO_FULLWIDTH)
  if (SPACE.test(character)) return ' '
  if (UNSEEN.test(character)) return ''
  if (DIGIT.test(character)) return String(digitValue(code))
  return code === 0xb7 || code === 0x2027 ? '.' : '-'
}

/** Decimal digits come in unbroken tens, from zero on (Unicode Standard 4.6), so a digit's value is its distance to the first. */
function digitValue(code: number): number {
  // Mathematical digits: five styles, one after another.
  if (code >= 0x1d7ce && code <= 0x1d7ff) return (code - 0x1d7ce) % 10
  let zero = code
  while (code - zero < 9 && DIGIT.test(String.fromCodePoint(zero - 1))) zero -= 1
  return code - zero
}
