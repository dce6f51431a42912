/** Untrusted words made safe to stand beside ours: one line, bounded, nothing that turns the reading direction, nothing invisible but what emoji and scripts need. */
import { revealWords } from '../parse/text/reveal/reveal-words.ts'
import { UnseenTally } from '../parse/text/reveal/unseen-tally.ts'

// C0 and C1 controls, and the line and paragraph separators.
const LINE_BREAKING = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g
// UAX 9 embeddings, overrides and isolates, which may be cut from their ends; lone surrogates.
const TURNING = /[\u202a-\u202e\u2066-\u2069\p{Cs}]/gu
const NEEDS_CARE = /[^\x20-\x7e]| {2}/
const HTML_SPECIAL = /[&<>"']/g
const HAS_SPECIAL = /[&<>"']/
const HTML_ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** At most `maxCharacters` UTF-16 units, the last an ellipsis when something was cut off. */
export function plainLine(untrusted: string, maxCharacters: number): string {
  // Cut before cleaning, so that the work is bounded by what is shown.
  const bounded = untrusted.length > 4 * maxCharacters ? untrusted.slice(0, 4 * maxCharacters) : untrusted
  const clean = NEEDS_CARE.test(bounded) ? withCare(bounded) : bounded
  return cut(clean.trim(), maxCharacters)
}

function withCare(untrusted: string): string {
  const line = untrusted.replace(LINE_BREAKING, ' ').replace(TURNING, '')
  return revealWords(line, new UnseenTally()).replace(/\s+/gu, ' ')
}

/** Never cuts a character in two. */
export function cut(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text
  const last = text.charCodeAt(maxCharacters - 2)
  const splits = last >= 0xd800 && last <= 0xdbff
  return `${text.slice(0, maxCharacters - (splits ? 2 : 1))}…`
}

/** For element content and for quoted attribute values. */
export function escapeHtml(text: string): string {
  return !HAS_SPECIAL.test(text) ? text : text.replace(HTML_SPECIAL, (character) => HTML_ESCAPES[character] ?? '')
}
