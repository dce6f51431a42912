/** Knows the characters that no reader sees: those that UTS 46 drops from a host, and those that only turn the reading direction. */

// UTS 46 mapping table, status `ignored`, as far as it lies in the BMP: `evil\u00adsite.com` opens evilsite.com.
const DROPPED = '\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0'
// UAX 9 bidi controls and, in most places, the joiners: a browser refuses a host that holds one.
const REFUSED = '\u061c\u200c-\u200f\u202a-\u202e\u2066-\u2069'
const UNSEEN = new RegExp(`[${DROPPED}${REFUSED}]`)
const ALL_UNSEEN = new RegExp(`[${DROPPED}${REFUSED}]|\\udb40[\\udd00-\\uddef]`, 'g')

/** True when the UTF-16 unit at `at` is one of them; of a variation selector beyond the BMP (U+E0100–E01EF) both halves are. */
export function isUnseen(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (!(code >= 0xad) || (code > 0x3164 && code < 0xdb40)) return false
  if (code === 0xdb40) return isSelectorHalf(text.charCodeAt(at + 1))
  if (isSelectorHalf(code)) return text.charCodeAt(at - 1) === 0xdb40
  return UNSEEN.test(text.charAt(at))
}

export function dropUnseen(text: string): string {
  return text.replace(ALL_UNSEEN, '')
}

function isSelectorHalf(code: number): boolean {
  return code >= 0xdd00 && code <= 0xddef
}
