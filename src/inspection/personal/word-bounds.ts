/** Says whether a span stands for itself: no part of a longer code, of an address, of a price. Looks at a bounded neighbourhood. */
import type { Label } from './context.ts'
import { fold, lastLabel } from './context.ts'

// Alphabets that put spaces between words: Latin, Greek, Cyrillic, Armenian. A Chinese number may touch its sentence.
const WORD = /[0-9A-Za-z_\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0588]/
const DIGIT = /[0-9]/
/** The same as a pattern, for the end of a candidate: makes it give back what it took of too much. */
export const NO_WORD_AHEAD = '(?![0-9A-Za-z_\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u0588])'
const SPACE = /\s/
const MAX_ADDRESS_CHARACTERS = 200
const ADDRESS_AHEAD = /:\/\/|^www\.|^data:|^cid:|^mailto:|[?&][^=]{1,40}=/i

/** `labels` may be joined to it: `PESEL-44051401359`. */
export function standsForItself(text: string, start: number, end: number, labels: readonly Label[]): boolean {
  return beginsFreely(text, start, labels) && endsFreely(text, end) && !isInAddress(text, start)
}

function beginsFreely(text: string, start: number, labels: readonly Label[]): boolean {
  if (start === 0) return true
  const joint = text.charAt(start - 1)
  if (WORD.test(joint) && joint !== '_') return false
  const before = text.charAt(start - 2)
  if ('.,'.includes(joint)) return !DIGIT.test(before)
  if ('\\%&@'.includes(joint)) return false
  if (!'-/_+'.includes(joint) || !WORD.test(before)) return true
  const joined = /[\p{L}]+$/u.exec(text.slice(Math.max(0, start - 30), start - 1))
  return joined !== null && lastLabel(fold(joined[0]), labels) !== null
}

function endsFreely(text: string, end: number): boolean {
  if (end === text.length) return true
  const joint = text.charAt(end)
  if (WORD.test(joint)) return false
  const after = text.charAt(end + 1)
  // A small letter right behind a full stop is the ending of a file's name.
  if (joint === '.') return !/[0-9a-z]/.test(after)
  if (',:'.includes(joint)) return !DIGIT.test(after)
  return !('-/+=@\\'.includes(joint) && WORD.test(after))
}

function isInAddress(text: string, start: number): boolean {
  const farthest = Math.max(0, start - MAX_ADDRESS_CHARACTERS)
  let from = start
  while (from > farthest && !SPACE.test(text.charAt(from - 1))) from -= 1
  return start - from > 4 && ADDRESS_AHEAD.test(text.slice(from, start))
}

const CURRENCY_BEFORE = /(?:[$\u00a3\u00a5\u20a0-\u20bf]|\b(?:usd|eur|sek|gbp|nok|dkk|chf|rs|inr))\.? ?$/i
const CURRENCY_AFTER =
  /^ ?(?:[$\u00a3\u00a5\u20a0-\u20bf%]|(?:usd|eur|euro?s?|sek|kr|kronor|gbp|nok|dkk|chf|pln|z\u0142|kb|mb|gb|bytes|km|kg|ms)\b)/i

export function isAmount(text: string, start: number, end: number): boolean {
  return CURRENCY_BEFORE.test(text.slice(Math.max(0, start - 5), start)) || CURRENCY_AFTER.test(text.slice(end, end + 8))
}
