/** Says which label stands nearest to a number: one of its own kind, one of another meaning, or none. Looks at a bounded neighbourhood. */

/** About as much as a line of mail holds before a number. */
const REACH_CHARACTERS = 60
/** A label on the line or cell before may be a whole question. */
const LINE_REACH_CHARACTERS = 90

/** The words before a place, folded: lower case, without diacritics. Empty where there is no letter. */
export function wordsBefore(text: string, start: number): string {
  const before = text.slice(Math.max(0, start - LINE_REACH_CHARACTERS), start)
  return HAS_LETTER.test(before) ? fold(lineBefore(before)) : ''
}

/** What follows up to the next clause, folded; if that goes on to another number, its words are about that one. */
export function wordsAfter(text: string, end: number): string {
  const after = text.slice(end, end + REACH_CHARACTERS)
  return HAS_LETTER.test(after) ? fold(clauseAfter(after)) : ''
}

// ASCII letters, and whatever lies beyond: most of it is letters.
const HAS_LETTER = /[A-Za-z\u0080-\uffff]/

function lineBefore(far: string): string {
  const lineStart = far.lastIndexOf('\n') + 1
  // The first on its line: the label is the line above, be it an empty line away.
  if (lineStart > 0 && !/[\p{L}\p{N}]/u.test(far.slice(lineStart))) return far
  const near = far.slice(-REACH_CHARACTERS)
  const paragraph = near.lastIndexOf('\n\n')
  return paragraph < 0 ? near : near.slice(paragraph)
}

function clauseAfter(near: string): string {
  const clause = /[,;|\t\n0-9]|[.!?] /.exec(near)
  if (clause === null) return near
  return /[0-9]/.test(clause[0]) ? '' : near.slice(0, clause.index)
}

const COMBINING = /\p{M}+/gu
const ASCII = /^[\0-\x7f]*$/

export function fold(words: string): string {
  const lower = words.toLowerCase()
  return ASCII.test(lower)
    ? lower
    : lower.normalize('NFD').replace(COMBINING, '').replaceAll('ł', 'l').replaceAll('ı', 'i').normalize('NFC')
}

/** Where the last of `labels` in `words` begins and ends; null if there is none. */
export function lastLabel(words: string, labels: readonly Label[]): { readonly start: number; readonly end: number } | null {
  let start = -1
  let end = -1
  for (const { word, whole } of labels) {
    for (let at = words.lastIndexOf(word); at >= 0; at = at === 0 ? -1 : words.lastIndexOf(word, at - 1)) {
      const last = at + word.length
      if (last <= end) break
      if (whole && (isLetter(words, at - 1) || isLetter(words, last))) continue
      start = at
      end = last
      break
    }
  }
  return end < 0 ? null : { start, end }
}

export interface Label {
  readonly word: string
  /** Short words mean it only by themselves (`id`, `tin`); long ones in compounds too (`kreditkartennummer`). */
  readonly whole: boolean
}

const SHORTEST_INSIDE = 6
// Scripts that put no spaces between words, or grow endings: Thai, Lao, kana, Han, Hangul.
const UNSPACED = /[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/

export function labelsOf(words: readonly string[]): readonly Label[] {
  return words.map(fold).map((word) => ({ word, whole: word.length < SHORTEST_INSIDE && !UNSPACED.test(word) }))
}

const LETTER = /[\p{L}\p{N}]/u

function isLetter(words: string, at: number): boolean {
  return at >= 0 && at < words.length && LETTER.test(words.charAt(at))
}
