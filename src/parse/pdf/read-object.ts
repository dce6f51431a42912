/** Reads one object of a PDF with the bytes of its stream, as long as all readings together stay within a multiple of the file. */
import { findWord, firstFrom } from './find-objects.ts'
import { type Cursor, cursorAt, readInteger, readValue, readWord, skipSpace } from './lexer.ts'
import { MAX_OBJECT_VALUES, MAX_READINGS, MAX_VALUES, MIN_READ_BYTES } from './limits.ts'
import { entryOf, isDict, isRef, type PdfObject, type PdfValue } from './values.ts'

export interface ReadObject {
  readonly number: number
  readonly generation: number
  /** Where its header begins. */
  readonly at: number
  /** Behind its value, or behind its stream. */
  readonly end: number
  readonly object: PdfObject
}

/** Null when no object begins there. `headOnly` leaves its stream out. */
export type ReadAt = (offset: number, headOnly?: boolean) => ReadObject | null

export interface ObjectReader {
  readonly readAt: ReadAt
  /** A bare value, as object streams and trailers have them. */
  readValueAt(bytes: Buffer, at: number): PdfObject
  /** Counts what was read elsewhere. */
  charge(bytes: number): void
  /** True once more was read than any honest file needs; from then on nothing is. */
  spent(): boolean
}

export const NO_OBJECT: PdfObject = { value: null, stream: null, sound: false }
const LF = 10
const CR = 13

/** `lengthOf` gives the number behind a reference in `/Length`, null when there is none. */
export function objectReader(bytes: Buffer, lengthOf: (number: number) => number | null): ObjectReader {
  let left = Math.max(MIN_READ_BYTES, bytes.length * MAX_READINGS)
  let valuesLeft = MAX_VALUES
  let ends: readonly number[] | null = null

  function begin(source: Buffer, at: number): Cursor {
    return cursorAt(source, at, Math.min(MAX_OBJECT_VALUES, valuesLeft))
  }

  /** An object that is too large for one is too large for all: what stands behind it in it was not read. */
  function end(cursor: Cursor, from: number): void {
    left -= cursor.at - from + 1
    valuesLeft -= Math.min(MAX_OBJECT_VALUES, valuesLeft) - cursor.valuesLeft
    if (cursor.valuesLeft <= 0) left = 0
  }

  function readAt(offset: number, headOnly = false): ReadObject | null {
    if (left <= 0 || !(offset >= 0 && offset < bytes.length)) return null
    const cursor = begin(bytes, offset)
    skipSpace(cursor)
    const at = cursor.at
    const number = readInteger(cursor)
    const generation = number === null ? null : readInteger(cursor)
    if (number === null || generation === null || !readObj(cursor)) {
      end(cursor, offset)
      return null
    }
    const value = readBody(cursor)
    end(cursor, offset)
    const stream = !headOnly && isDict(value) ? streamBehind(cursor, value) : null
    return { number, generation, at, end: stream?.end ?? cursor.at, object: { value, stream: stream?.bytes ?? null, sound: cursor.sound } }
  }

  function streamBehind(cursor: Cursor, dict: PdfValue): { readonly bytes: Buffer; readonly end: number } | null {
    const ahead = cursorAt(bytes, cursor.at)
    skipSpace(ahead)
    if (bytes.toString('latin1', ahead.at, ahead.at + 6) !== 'stream') return null
    // 7.3.8.1: a line end, which is not always the one that it should be.
    let start = ahead.at + 6
    while (bytes[start] === 0x20) start += 1
    if (bytes[start] === CR) start += 1
    if (bytes[start] === LF) start += 1
    const declared = entryOf(dict, 'Length')
    const length = isRef(declared) ? lengthOf(declared.number) : declared
    if (typeof length === 'number' && length >= 0 && Number.isInteger(length) && endsWithWord(start + length))
      return { bytes: bytes.subarray(start, start + length), end: start + length }
    // `endstream` of a shorter one is no word of its own, so all of them are looked for.
    ends ??= findWord(bytes, 'endstream')
    const found = firstFrom(ends, start)
    if (found === -1) cursor.sound = false
    const stop = found === -1 ? bytes.length : found
    let last = stop
    if (bytes[last - 1] === LF && last > start) last -= 1
    if (bytes[last - 1] === CR && last > start) last -= 1
    return { bytes: bytes.subarray(start, last), end: stop }
  }

  function endsWithWord(at: number): boolean {
    if (at > bytes.length) return false
    const behind = bytes.toString('latin1', at, at + 16)
    return /^[\r\n \t\0]*end(?:stream|obj)/.test(behind)
  }

  return {
    readAt,
    readValueAt(other, at) {
      if (left <= 0) return NO_OBJECT
      const cursor = begin(other, at)
      const value = readValue(cursor)
      end(cursor, at)
      return { value, stream: null, sound: cursor.sound }
    },
    charge(count) {
      left -= count
    },
    spent: () => left <= 0,
  }
}

/** An object with nothing in it is null (7.3.9), and nothing is wrong with it. */
function readBody(cursor: Cursor): PdfValue {
  const ahead = cursorAt(cursor.bytes, cursor.at)
  return readWord(ahead) === 'endobj' ? null : readValue(cursor)
}

/** What follows may stand right behind it: `1 0 obj[`, `1 0 obj5`. */
function readObj(cursor: Cursor): boolean {
  skipSpace(cursor)
  if (cursor.bytes.toString('latin1', cursor.at, cursor.at + 3) !== 'obj') return false
  cursor.at += 3
  return true
}
