/** Finds every place in a PDF where an object begins, whether or not its tables know of it. */
import { isDigit, isSpace } from './lexer.ts'
import { MAX_COMMENTED_HEADERS } from './limits.ts'

export interface Header {
  readonly number: number
  readonly generation: number
  /** Of the first digit. */
  readonly at: number
  /** Behind the word `obj`. */
  readonly end: number
}

const OBJ = Buffer.from('obj', 'latin1')
const PERCENT = 0x25
/** White space and comments between the numbers and the word: none, or a line end. */
const MAX_GAP_BYTES = 256

/** In the order of the file, also those that stand in streams. Null past `most`, or past so many comments between. Linear in the bytes. */
export function findObjects(bytes: Buffer, most: number): readonly Header[] | null {
  const headers: Header[] = []
  let commentsLeft = MAX_COMMENTED_HEADERS
  for (let at = bytes.indexOf(OBJ); at !== -1; at = bytes.indexOf(OBJ, at + 3)) {
    if (isPartOfWord(bytes, at)) continue
    const direct = twoNumbersBefore(bytes, at)
    let header: Header | null = direct === null ? null : { ...direct, end: at + 3 }
    if (header === null && bytes.subarray(Math.max(0, at - MAX_GAP_BYTES), at).includes(PERCENT)) {
      if (commentsLeft === 0) return null
      commentsLeft -= 1
      header = commentedHeader(bytes, at)
    }
    if (header === null) continue
    if (headers.length === most) return null
    headers.push(header)
  }
  return headers
}

/** `endobj`, `objects`. What follows `obj` at once is left to whoever reads the value. */
function isPartOfWord(bytes: Buffer, at: number): boolean {
  const next = (bytes[at + 3] ?? 0) | 0x20
  return at === 0 || (next >= 0x61 && next <= 0x7a) || (bytes[at - 1]! | 0x20) === 0x64
}

/** Readers pass over comments, and so does this: blanks of the same length stand for them. */
function commentedHeader(bytes: Buffer, word: number): Header | null {
  const from = Math.max(0, word - MAX_GAP_BYTES)
  const gap = bytes.toString('latin1', from, word)
  const blanked = Buffer.from(
    gap.replace(/%[^\r\n]*(?=[\r\n])/g, (comment) => ' '.repeat(comment.length)),
    'latin1',
  )
  const found = twoNumbersBefore(blanked, blanked.length)
  return found === null ? null : { ...found, at: from + found.at, end: word + 3 }
}

/** 7.3.10: `12 0 obj`. */
function twoNumbersBefore(bytes: Buffer, end: number): Omit<Header, 'end'> | null {
  const generation = numberBefore(bytes, end)
  if (generation === null || generation.at === 0 || !isSpace(bytes[generation.at - 1])) return null
  const number = numberBefore(bytes, generation.at)
  return number === null ? null : { number: number.value, generation: generation.value, at: number.at }
}

function numberBefore(bytes: Buffer, end: number): { readonly value: number; readonly at: number } | null {
  let last = end
  while (last > 0 && end - last < MAX_GAP_BYTES && isSpace(bytes[last - 1])) last -= 1
  let first = last
  while (first > 0 && last - first < 10 && isDigit(bytes[first - 1])) first -= 1
  return first === last ? null : { value: Number(bytes.toString('latin1', first, last)), at: first }
}

/** All places of a word, ascending. */
export function findWord(bytes: Buffer, word: string): readonly number[] {
  const wanted = Buffer.from(word, 'latin1')
  const places: number[] = []
  for (let at = bytes.indexOf(wanted); at !== -1; at = bytes.indexOf(wanted, at + wanted.length)) places.push(at)
  return places
}

/** The first of ascending `places` that is not before `at`, -1 when there is none. */
export function firstFrom(places: readonly number[], at: number): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (places[middle]! < at) low = middle + 1
    else high = middle
  }
  return places[low] ?? -1
}
