/** Reads the tables that say where the objects of a PDF stand (ISO 32000-2, 7.5.4 and 7.5.8), newest first; what they say is checked by whoever uses it. */
import { filtersOf, unpack } from './filters.ts'
import { cursorAt, readInteger, readValue, readWord, skipSpace } from './lexer.ts'
import { MAX_OBJECTS, MAX_REVISIONS, MAX_TABLE_BYTES } from './limits.ts'
import type { ObjectReader } from './read-object.ts'
import { entryOf, isArray, isDict, nameOf, type PdfDict, type PdfValue } from './values.ts'

export type Place =
  | { readonly kind: 'at'; readonly offset: number }
  | { readonly kind: 'in'; readonly container: number; readonly index: number }
  | { readonly kind: 'free' }

export interface Tables {
  /** By object number; the newest table that knows a number counts. */
  readonly places: ReadonlyMap<number, Place>
  /** Newest first. */
  readonly trailers: readonly PdfDict[]
  /** False when one of them could not be read to its end. */
  readonly whole: boolean
}

/** 7.5.5: within the last kilobyte; some have more behind it. */
const TAIL_BYTES = 4096

/** `base` is where the header stands: places are counted from there in files with something before it. */
export function readTables(bytes: Buffer, base: number, reader: ObjectReader): Tables {
  const places = new Map<number, Place>()
  const trailers: PdfDict[] = []
  const visited = new Set<number>()
  let whole = true
  const start = startOfTables(bytes)
  const next = start === null ? [] : [start]
  for (let at = next.shift(); at !== undefined; at = next.shift()) {
    if (visited.has(at)) continue
    visited.add(at)
    const table =
      visited.size > MAX_REVISIONS || reader.spent()
        ? null
        : (readTable(bytes, at, reader, places) ?? (base > 0 ? readTable(bytes, at + base, reader, places) : null))
    if (table === null) {
      whole = false
      continue
    }
    whole &&= table.whole
    trailers.push(table.trailer)
    // 7.5.8.4: what the stream of a hybrid file says counts before what the older table says.
    for (const key of ['XRefStm', 'Prev']) {
      const offset = entryOf(table.trailer, key)
      if (typeof offset === 'number') next.push(offset)
    }
  }
  return { places, trailers, whole: whole && trailers.length > 0 }
}

function startOfTables(bytes: Buffer): number | null {
  const at = bytes.lastIndexOf('startxref')
  if (at === -1 || at < bytes.length - TAIL_BYTES) return null
  return readInteger(cursorAt(bytes, at + 'startxref'.length))
}

interface Table {
  readonly trailer: PdfDict
  readonly whole: boolean
}

function readTable(bytes: Buffer, at: number, reader: ObjectReader, places: Map<number, Place>): Table | null {
  if (!(at >= 0 && at < bytes.length)) return null
  const cursor = cursorAt(bytes, at)
  return readWord(cursor) === 'xref' ? readClassic(bytes, cursor.at, reader, places) : readStream(at, reader, places)
}

function readClassic(bytes: Buffer, at: number, reader: ObjectReader, places: Map<number, Place>): Table | null {
  const cursor = cursorAt(bytes, at)
  let whole = true
  for (;;) {
    const first = readInteger(cursor)
    if (first === null) break
    const count = readInteger(cursor)
    if (count === null) return null
    for (let index = 0; index < count; index += 1) {
      const offset = readInteger(cursor)
      const generation = offset === null ? null : readInteger(cursor)
      const word = generation === null ? null : readWord(cursor)
      if (offset === null || (word !== 'n' && word !== 'f') || places.size > MAX_OBJECTS) {
        whole = false
        break
      }
      setPlace(places, first + index, word === 'f' ? { kind: 'free' } : { kind: 'at', offset })
    }
    if (!whole) break
  }
  reader.charge(cursor.at - at)
  skipSpace(cursor)
  // What broke off is passed over: the trailer may still be told.
  if (!whole) cursor.at = Math.max(cursor.at, bytes.indexOf('trailer', cursor.at))
  if (readWord(cursor) !== 'trailer') return null
  const trailer = readValue(cursor)
  return isDict(trailer) ? { trailer, whole: whole && cursor.sound } : null
}

function readStream(at: number, reader: ObjectReader, places: Map<number, Place>): Table | null {
  const read = reader.readAt(at)
  if (read === null || read.object.stream === null || !isDict(read.object.value)) return null
  const dict = read.object.value
  if (nameOf(entryOf(dict, 'Type')) !== 'XRef') return null
  const direct = (value: PdfValue): PdfValue => value
  const filters = filtersOf(dict, direct)
  const unpacked = filters === null ? null : unpack(read.object.stream, filters, MAX_TABLE_BYTES, direct)
  if (unpacked === null || unpacked.status !== 'ok') return { trailer: dict, whole: false }
  reader.charge(unpacked.bytes.length)
  return { trailer: dict, whole: readRows(unpacked.bytes, dict, places) }
}

/** Table 18 of 7.5.8.3 */
function readRows(bytes: Buffer, dict: PdfDict, places: Map<number, Place>): boolean {
  const widths = numbersOf(entryOf(dict, 'W'))
  const [kindBytes = 0, secondBytes = 0, thirdBytes = 0] = widths
  const rowBytes = kindBytes + secondBytes + thirdBytes
  if (widths.length < 3 || widths.some((width) => !(width >= 0 && width <= 8)) || rowBytes === 0) return false
  const size = entryOf(dict, 'Size')
  const index = numbersOf(entryOf(dict, 'Index'))
  const ranges = index.length > 0 ? index : [0, typeof size === 'number' ? size : 0]
  let at = 0
  for (let range = 0; range + 1 < ranges.length; range += 2) {
    for (let offset = 0; offset < ranges[range + 1]!; offset += 1) {
      if (at + rowBytes > bytes.length || places.size > MAX_OBJECTS) return false
      const kind = kindBytes === 0 ? 1 : numberAt(bytes, at, kindBytes)
      const second = numberAt(bytes, at + kindBytes, secondBytes)
      const third = numberAt(bytes, at + kindBytes + secondBytes, thirdBytes)
      at += rowBytes
      setPlace(places, ranges[range]! + offset, placeOf(kind, second, third))
    }
  }
  return true
}

function placeOf(kind: number, second: number, third: number): Place {
  if (kind === 1) return { kind: 'at', offset: second }
  return kind === 2 ? { kind: 'in', container: second, index: third } : { kind: 'free' }
}

function setPlace(places: Map<number, Place>, number: number, place: Place): void {
  if (!places.has(number)) places.set(number, place)
}

function numbersOf(value: PdfValue): readonly number[] {
  return isArray(value) ? value.filter((one) => typeof one === 'number') : []
}

function numberAt(bytes: Buffer, at: number, width: number): number {
  let value = 0
  for (let index = 0; index < width; index += 1) value = value * 256 + bytes[at + index]!
  return value
}
