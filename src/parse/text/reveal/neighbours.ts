/** Says what stands beside a place in the words, looking past what cannot be seen. */

const WORD = /^[\p{L}\p{N}]$/u

/** The character that ends right before `at`, empty at the beginning. */
export function characterBefore(text: string, at: number): string {
  const low = text.charCodeAt(at - 1)
  return text.slice(low >= 0xdc00 && low <= 0xdfff ? Math.max(0, at - 2) : Math.max(0, at - 1), at)
}

/** The character that begins at `at`, empty at the end. */
export function characterAfter(text: string, at: number): string {
  const code = text.codePointAt(at)
  return code === undefined ? '' : String.fromCodePoint(code)
}

/** UTF-16 units that are looked past on each side. */
const MAX_UNSEEN_BESIDE = 8

/** The nearest before `at` that can be seen, looking past a few that cannot. */
export function seenBefore(text: string, at: number): string {
  let from = at
  while (at - from < MAX_UNSEEN_BESIDE && isUnseenUnit(text, from - 1)) from -= 1
  return characterBefore(text, from)
}

export function seenAfter(text: string, at: number): string {
  let to = at
  while (to - at < MAX_UNSEEN_BESIDE && isUnseenUnit(text, to)) to += 1
  return characterAfter(text, to)
}

/** True when the nearest that can be seen is a letter or a digit on both sides. */
export function isInWord(text: string, start: number, end: number): boolean {
  return WORD.test(seenBefore(text, start)) && WORD.test(seenAfter(text, end))
}

/** Most of what is dropped, by UTF-16 unit; of tags and selectors beyond the BMP both halves. */
function isUnseenUnit(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code < 0x115f) return code === 0xad || code === 0x34f || code === 0x61c
  if (code < 0x200b) return code <= 0x1160 || (code >= 0x180b && code <= 0x180f)
  if (code <= 0x206f) return code <= 0x200f || (code >= 0x202a && code <= 0x202e) || code >= 0x2060
  if (code >= 0xdc00 && code <= 0xdfff) return text.charCodeAt(at - 1) === 0xdb40
  return (code >= 0xfe00 && code <= 0xfe0f) || code === 0xfeff || code === 0x3164 || code === 0xdb40
}

/** Letters of scripts that are written from right to left. */
export const RTL_LETTER = /[[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]&&\p{L}]/v

/** For a character class: the marks that go on any letter, those that enclose it left out (they make keycaps), and the Cyrillic signs of thousands; piled up they bury the words below. */
export const GENERAL_MARKS =
  '\\u0300-\\u036f\\u0483-\\u0489\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20dc\\u20e1\\u20e5-\\u20f0\\ufe20-\\ufe2f'
