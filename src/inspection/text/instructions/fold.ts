/** Folds a character to what it reads as: case, accents, letters drawn alike, digits that stand for letters; the same for our words and for theirs. */
import { dropUnseen } from '../../../parse/text/unseen.ts'
import { plainSpelling } from '../../links/skeleton.ts'

/** It parts two words. */
export const PARTS = ''
/** It is not there for a reader: zero-width characters, soft hyphens, combining marks. */
export const UNSEEN = '\0'

// Digits that are written for letters.
const WRITTEN_FOR: Readonly<Record<string, string>> = { 0: 'o', 1: 'l', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b' }
const INSIDE_WORDS = /^[\p{L}\p{N}]/u
const MARK = /^\p{M}$/u
const FORMAT = /^\p{Cf}$/u
const MARKS = /\p{M}/gu
const ONE_BY_ONE = /^[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/

const ASCII: readonly string[] = Array.from({ length: 128 }, (_, code) => fold(String.fromCharCode(code)))
const known = new Map<number, string>()
// More than any text has letters; only hostile input comes near it.
const MAX_KNOWN = 20_000

/** What the character at this code point reads as: one to a few characters, {@link PARTS} or {@link UNSEEN}. */
export function foldAt(point: number): string {
  const plain = ASCII[point]
  if (plain !== undefined) return plain
  const before = known.get(point)
  if (before !== undefined) return before
  const now = fold(String.fromCodePoint(point))
  if (known.size < MAX_KNOWN) known.set(point, now)
  return now
}

/** Scripts without blanks: each character is a word of its own. */
export function isWordAlone(point: number): boolean {
  return point >= 0x3040 && point <= 0xfaff && ONE_BY_ONE.test(String.fromCodePoint(point))
}

/** For ASCII, where every character reads as one: its code, or 0 for one that parts two words. */
export const ASCII_CODES: Uint8Array = Uint8Array.from(ASCII, (folded) =>
  folded === PARTS || folded === UNSEEN ? 0 : folded.charCodeAt(0),
)

const L = 108
const I = 105
/** In words as short as these the letters are told apart: `la` is an article, `IA` is an AI. */
const SHORT = 3

/** Nobody can tell l, I and 1 apart: in all but short words they are one letter. Changes the first `count` of `letters`. */
export function settle(letters: Uint16Array | number[], count: number): void {
  if (count <= SHORT) return
  for (let index = 0; index < count && index < letters.length; index += 1) letters[index] = settled(letters[index] ?? 0)
}

/** A letter as {@link settle} leaves it. */
export function settled(letter: number): number {
  return letter === L ? I : letter
}

/** What it may have been before. */
export function unsettled(letter: number): number {
  return letter === I ? L : letter
}

function fold(character: string): string {
  if (MARK.test(character) || FORMAT.test(character) || dropUnseen(character) === '') return UNSEEN
  if (!INSIDE_WORDS.test(character)) return PARTS
  const plain = plainSpelling(character.normalize('NFKD').replace(MARKS, '').toLowerCase()).toLowerCase()
  return Array.from(plain, (letter) => WRITTEN_FOR[letter] ?? letter).join('')
}
