/** Words for a terminal: nothing in them that it would obey, and no line longer than it is wide. */
import { printable } from '../inspection/printable.ts'

const LONGEST_LINE = 2_000
/** Cut through nothing: combining marks and emoji sequences stay whole. */
const CHARACTERS = new Intl.Segmenter('en', { granularity: 'grapheme' })
// Two columns wide (Unicode Standard Annex 11): CJK, Hangul, kana, full-width forms, and emoji that show as pictures.
const WIDE =
  /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|^\p{Emoji_Presentation}/u
// What JSON may hold raw and a terminal obeys or hides: DEL and C1 controls (U+009B begins a command), format characters, separators.
const OBEYED_IN_JSON = /[\u007f-\u009f\u2028\u2029\p{Cf}]/gu

/** One line; what cannot be seen is written as `\u{202E}`. */
export function plain(untrusted: string, maxCharacters: number = LONGEST_LINE): string {
  return printable(untrusted, maxCharacters)
}

/** Columns that `text` takes; it holds no control characters. */
export function widthOf(text: string): number {
  let columns = 0
  for (const { segment } of CHARACTERS.segment(text)) columns += WIDE.test(segment) ? 2 : 1
  return columns
}

/** Breaks at blanks, and inside a word only when it is longer than a line. `text` is one plain line. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`
    if (widthOf(joined) <= columns) {
      line = joined
      continue
    }
    if (line !== '') lines.push(line)
    const pieces = chop(word, columns)
    line = pieces.pop() ?? ''
    lines.push(...pieces)
  }
  return [...lines, line]
}

export function padColumns(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)))
}

/** The same JSON value, with what a terminal would obey written as escapes (RFC 8259 7). */
export function terminalJson(value: unknown): string {
  return JSON.stringify(value).replace(OBEYED_IN_JSON, (character) =>
    Array.from({ length: character.length }, (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`).join(''),
  )
}

export function readableSize(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`
  return bytes < 1_048_576 ? `${(bytes / 1_024).toFixed(1)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`
}

export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

function chop(word: string, columns: number): string[] {
  const pieces: string[] = []
  let piece = ''
  for (const { segment } of CHARACTERS.segment(word)) {
    if (widthOf(piece) + widthOf(segment) > columns) {
      pieces.push(piece)
      piece = ''
    }
    piece += segment
  }
  return [...pieces, piece]
}
