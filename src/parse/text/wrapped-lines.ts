/** Reads an address on over the end of its line, when there is strong evidence that a program broke it there; else the first line stands. */
import { MAX_URL_CHARACTERS } from '../url.ts'

/** RFC 5322 2.1.1 and RFC 3676 4.2 have lines of 72 to 78; what is broken much earlier was ended by a person. */
const MIN_COLUMNS = 60
/** RFC 2045 6.7 rule 5: an encoded line has at most 76 characters, the `=` of its soft break among them. */
const MAX_QP_COLUMNS = 76
const MAX_LINES = 20
const MAX_PREFIX_CHARACTERS = 80
const PREFIX = /(?:[ \t]{0,8}>)*[ \t]{0,8}/y
// RFC 3986 2: nothing but these may stand in an address; foreign letters would be words.
const PIECE = /[\w\-.~:/?#[\]@!$&'()*+,;=%]+/y
const LINE_END = /[ \t]?\r?\n/y

export interface Onward {
  readonly end: number
  /** From `rest` on, without the line breaks. */
  readonly written: string
}

/** `start`, `rest` (behind the slashes) and `end` are those of the address on its first line. Null: it ends there. */
export function readOnward(text: string, start: number, rest: number, end: number): Onward | null {
  LINE_END.lastIndex = end
  if (!LINE_END.test(text)) return null
  return readBracketed(text, start, rest, end) ?? readBroken(text, start, rest, end)
}

/** RFC 3986 appendix C: angle brackets delimit, and line breaks inside them are ignored. */
function readBracketed(text: string, start: number, rest: number, end: number): Onward | null {
  if (text[start - 1] !== '<' && !/<URL:$/i.test(text.slice(Math.max(0, start - 5), start))) return null
  const quotes = quotesOf(text, start)
  let written = text.slice(rest, end)
  let at = end
  for (let lines = 0; lines < MAX_LINES; lines += 1) {
    const next = nextLine(text, at, quotes)
    if (next === null) return null
    PIECE.lastIndex = next
    PIECE.test(text)
    if (PIECE.lastIndex === 0) return text[next] === '>' && lines > 0 ? { end: at, written } : null
    written += text.slice(next, PIECE.lastIndex)
    at = PIECE.lastIndex
    if (text[at] === '>') return { end: at, written }
    if (written.length > MAX_URL_CHARACTERS) return null
  }
  return null
}

function readBroken(text: string, start: number, rest: number, end: number): Onward | null {
  // The host must stand on the first line: what opens is never decided by a guess.
  if (!/[/?#]/.test(text.slice(rest, end))) return null
  const quotes = quotesOf(text, start)
  let lineStart = text.lastIndexOf('\n', start) + 1
  let written = text.slice(rest, end)
  let at = end
  for (let lines = 0; lines < MAX_LINES && written.length <= MAX_URL_CHARACTERS; lines += 1) {
    const columns = at - lineStart
    if (columns < MIN_COLUMNS) break
    const next = nextLine(text, at, quotes)
    if (next === null) break
    PIECE.lastIndex = next
    if (!PIECE.test(text)) break
    const piece = text.slice(next, PIECE.lastIndex).replace(/[.,;:!?'*)\]]+$/, '')
    const isEncoded = written.endsWith('=') && /=3D/.test(written) && columns <= MAX_QP_COLUMNS && columns >= MAX_QP_COLUMNS - 6
    if (!isEncoded && !goesOn(written, piece)) break
    written = (isEncoded ? written.slice(0, -1) : written) + piece
    at = next + piece.length
    lineStart = next
    LINE_END.lastIndex = at
    if (!LINE_END.test(text)) break
  }
  if (at === end) return null
  return { end: at, written: /=3D/.test(written) ? decodeSoft(written) : written }
}

/** True when `piece` can hardly be a word of the sentence, or an address of its own. */
function goesOn(before: string, piece: string): boolean {
  if (/^(?:[a-z][a-z0-9+.-]*:|www\.|\/\/)|@|,[a-z]{2,9}:\/\//i.test(piece)) return false
  // RFC 3986 2.1: the two digits of an escape belong to the `%`.
  if (/%$/.test(before)) return /^[\da-f]{2}/i.test(piece)
  if (/%[\da-f]$/i.test(before)) return /^[\da-f]/i.test(piece)
  if (/^[&=%?#]\S/.test(piece) || /[\w~-]=[\w%~-]|%[\da-f]{2}/i.test(piece)) return true
  // The tail of a token: letters and digits mixed, longer than a word with a number in it.
  if (/^[\w-]{16,}$/.test(piece) && /\d/.test(piece) && /[a-z]/i.test(piece)) return true
  return piece.length >= 8 && /\/.*\/|\/.*\d|\.(?:html?|php|aspx?|jsp|pdf)$/i.test(piece)
}

/** Where the words of the next line begin, behind the same marks of quotation; null when it is quoted otherwise, or blank. */
function nextLine(text: string, at: number, quotes: number): number | null {
  LINE_END.lastIndex = at
  if (!LINE_END.test(text)) return null
  const line = LINE_END.lastIndex
  if (quotes === 0) {
    let next = line
    while (next - line < MAX_PREFIX_CHARACTERS && (text[next] === ' ' || text[next] === '\t')) next += 1
    return next
  }
  PREFIX.lastIndex = line
  PREFIX.test(text)
  return countQuotes(text.slice(line, PREFIX.lastIndex)) === quotes ? PREFIX.lastIndex : null
}

/** How many `>` stand at the beginning of the line. */
function quotesOf(text: string, start: number): number {
  const lineStart = text.lastIndexOf('\n', start) + 1
  PREFIX.lastIndex = lineStart
  PREFIX.test(text)
  return countQuotes(text.slice(lineStart, PREFIX.lastIndex))
}

function countQuotes(prefix: string): number {
  return prefix.split('>').length - 1
}

/** RFC 2045 6.7: an `=` of its own was written `=3D`. */
function decodeSoft(written: string): string {
  return written.replaceAll('=3D', '=')
}
