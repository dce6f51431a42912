/** Reads one value of a PDF at a place: in time linear in its length, nested only so deep, and never throwing. */
import { DICT_VALUES, MAX_NESTING, MAX_OBJECT_VALUES } from './limits.ts'
import type { PdfDict, PdfName, PdfRef, PdfString, PdfValue } from './values.ts'

/** Moves on as values are read; owned by one reading. */
export interface Cursor {
  readonly bytes: Buffer
  at: number
  /** Set false at the first breach of the syntax, never true again. */
  sound: boolean
  /** Nothing more is read once something was nested too deep, or there was too much of it. */
  stopped: boolean
  /** How many more values may be read. */
  valuesLeft: number
}

/** A bare word where a value could stand: `endobj`, `stream`, `R`, or a stray bracket. */
interface Keyword {
  readonly type: 'keyword'
  readonly word: string
}
/** End of the bytes, or of the array or dictionary around. */
const END: Keyword = { type: 'keyword', word: '' }
const CLOSED_ARRAY: Keyword = { type: 'keyword', word: ']' }
const CLOSED_DICT: Keyword = { type: 'keyword', word: '>>' }

const REGULAR = 0
const SPACE = 1
const DELIMITER = 2
/** 7.2.3: each byte is regular, white space or a delimiter. */
const KINDS = new Uint8Array(256)
for (const byte of [0, 9, 10, 12, 13, 32]) KINDS[byte] = SPACE
for (const byte of Buffer.from('()<>[]{}/%', 'latin1')) KINDS[byte] = DELIMITER

const PERCENT = 0x25
const SLASH = 0x2f
const HASH = 0x23
const BACKSLASH = 0x5c
const OPEN = 0x28
const CLOSE = 0x29
const LESS = 0x3c
const GREATER = 0x3e
const LF = 10
const CR = 13

export function cursorAt(bytes: Buffer, at: number, valuesLeft = MAX_OBJECT_VALUES): Cursor {
  return { bytes, at, sound: true, stopped: false, valuesLeft }
}

export function isSpace(byte: number | undefined): boolean {
  return byte !== undefined && KINDS[byte] === SPACE
}

export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39
}

/** True for what may be part of a bare word. */
export function isRegular(byte: number | undefined): boolean {
  return byte !== undefined && KINDS[byte] === REGULAR
}

/** White space and comments. */
export function skipSpace(cursor: Cursor): void {
  const { bytes } = cursor
  let at = cursor.at
  while (at < bytes.length) {
    const byte = bytes[at]!
    if (byte === PERCENT) while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at += 1
    else if (KINDS[byte] === SPACE) at += 1
    else break
  }
  cursor.at = at
}

/** The value at the cursor; null, and not sound, when a bare word or nothing stands there. The cursor is behind it, but before a bare word. */
export function readValue(cursor: Cursor): PdfValue {
  skipSpace(cursor)
  const at = cursor.at
  const token = readToken(cursor, 0)
  if (!isKeyword(token)) return token
  cursor.at = at
  cursor.sound = false
  return null
}

/** The bare word at the cursor, moved behind it; null, and not moved, when something else stands there. */
export function readWord(cursor: Cursor): string | null {
  skipSpace(cursor)
  const { bytes, at } = cursor
  let end = at
  while (end < bytes.length && end - at < 32 && KINDS[bytes[end]!] === REGULAR) end += 1
  if (end === at) return null
  cursor.at = end
  return bytes.toString('latin1', at, end)
}

/** A whole number of at most ten digits; null, and not moved, when something else stands there. */
export function readInteger(cursor: Cursor): number | null {
  skipSpace(cursor)
  const { bytes, at } = cursor
  let end = at
  let value = 0
  while (isDigit(bytes[end]) && end - at < 10) value = value * 10 + bytes[end++]! - 0x30
  if (end === at || isRegular(bytes[end])) return null
  cursor.at = end
  return value
}

function isKeyword(token: PdfValue | Keyword): token is Keyword {
  return typeof token === 'object' && token !== null && 'type' in token && token.type === 'keyword'
}

function readToken(cursor: Cursor, depth: number): PdfValue | Keyword {
  skipSpace(cursor)
  const { bytes } = cursor
  const byte = bytes[cursor.at]
  if (cursor.valuesLeft <= 0) cursor.stopped = true
  if (byte === undefined || cursor.stopped) return END
  cursor.valuesLeft -= 1
  switch (byte) {
    case SLASH:
      return readName(cursor)
    case OPEN:
      return readLiteral(cursor)
    case LESS:
      if (bytes[cursor.at + 1] !== LESS) return readHex(cursor)
      cursor.at += 2
      return readDict(cursor, depth + 1)
    case 0x5b:
      cursor.at += 1
      return readArray(cursor, depth + 1)
    case 0x5d:
      cursor.at += 1
      return CLOSED_ARRAY
    case GREATER:
      cursor.at += bytes[cursor.at + 1] === GREATER ? 2 : 1
      return bytes[cursor.at - 2] === GREATER ? CLOSED_DICT : { type: 'keyword', word: '>' }
    case CLOSE:
    case 0x7b:
    case 0x7d:
      cursor.at += 1
      return { type: 'keyword', word: String.fromCharCode(byte) }
    default:
      return isDigit(byte) || byte === 0x2b || byte === 0x2d || byte === 0x2e ? readNumberOrRef(cursor) : readBare(cursor)
  }
}

function readBare(cursor: Cursor): PdfValue | Keyword {
  const { bytes, at } = cursor
  while (isRegular(bytes[cursor.at])) cursor.at += 1
  const word = bytes.toString('latin1', at, Math.min(cursor.at, at + 32))
  if (word === 'null') return null
  if (word === 'true' || word === 'false') return word === 'true'
  return { type: 'keyword', word }
}

/** 7.3.3 and 7.3.10. What is written oddly (`--5`, `1.2.3`) is read as far as it makes a number, as readers do. */
function readNumberOrRef(cursor: Cursor): PdfValue | Keyword {
  const { bytes, at } = cursor
  let end = at
  let whole = true
  let value = 0
  while (isRegular(bytes[end])) {
    if (isDigit(bytes[end])) value = value * 10 + bytes[end]! - 0x30
    else whole = false
    end += 1
  }
  cursor.at = end
  if (!whole) {
    const word = bytes.toString('latin1', at, Math.min(end, at + 64))
    const number = Number.parseFloat(word.replace(/^[+-]*(?=[+-])/, ''))
    if (!/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(word)) cursor.sound = /^[\d.+-]+$/.test(word) && cursor.sound
    return Number.isFinite(number) ? number : 0
  }
  if (end - at > 10) return value
  const generation = readGeneration(bytes, end)
  if (generation === null) return value
  cursor.at = generation.end
  return { type: 'ref', number: value, generation: generation.value } satisfies PdfRef
}

/** ` 0 R` behind a whole number; comments may stand between. */
function readGeneration(bytes: Buffer, from: number): { readonly value: number; readonly end: number } | null {
  const ahead = cursorAt(bytes, from)
  const value = readInteger(ahead)
  if (value === null) return null
  skipSpace(ahead)
  if (bytes[ahead.at] !== 0x52 || isRegular(bytes[ahead.at + 1])) return null
  return { value, end: ahead.at + 1 }
}

/** 7.3.5: `#` and two hexadecimal digits stand for any byte, so `/J#61vaScript` is `/JavaScript`. */
function readName(cursor: Cursor): PdfName {
  const { bytes } = cursor
  const from = cursor.at + 1
  let end = from
  let escaped = false
  while (isRegular(bytes[end])) {
    if (bytes[end] === HASH) escaped = true
    end += 1
  }
  cursor.at = end
  const name = bytes.toString('latin1', from, end)
  return {
    type: 'name',
    name: escaped ? name.replace(/#([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : name,
  }
}

/** 7.3.4.2 */
function readLiteral(cursor: Cursor): PdfString {
  const { bytes } = cursor
  const from = cursor.at + 1
  let end = from
  let depth = 1
  let plain = true
  while (end < bytes.length) {
    const byte = bytes[end]!
    if (byte === BACKSLASH) {
      plain = false
      end += 1
    } else if (byte === OPEN) depth += 1
    else if (byte === CR) plain = false
    else if (byte === CLOSE) {
      depth -= 1
      if (depth === 0) break
    }
    end += 1
  }
  if (end >= bytes.length) cursor.sound = false
  const raw = bytes.subarray(from, Math.min(end, bytes.length))
  cursor.at = Math.min(end + 1, bytes.length)
  return { type: 'string', bytes: plain ? raw : unescapeLiteral(raw) }
}

const ESCAPES: Readonly<Record<number, number>> = { 110: LF, 114: CR, 116: 9, 98: 8, 102: 12 }

function unescapeLiteral(raw: Buffer): Buffer {
  const out = Buffer.allocUnsafe(raw.length)
  let length = 0
  for (let at = 0; at < raw.length; at += 1) {
    const byte = raw[at]!
    if (byte === CR) {
      out[length++] = LF
      if (raw[at + 1] === LF) at += 1
      continue
    }
    if (byte !== BACKSLASH) {
      out[length++] = byte
      continue
    }
    at += 1
    const next = raw[at]
    if (next === undefined) break
    if (next >= 0x30 && next <= 0x37) {
      let value = next - 0x30
      for (let more = 0; more < 2; more += 1) {
        const digit = raw[at + 1]
        if (digit === undefined || digit < 0x30 || digit > 0x37) break
        value = value * 8 + digit - 0x30
        at += 1
      }
      out[length++] = value & 0xff
    } else if (next === CR) {
      if (raw[at + 1] === LF) at += 1
    } else if (next !== LF) out[length++] = ESCAPES[next] ?? next
  }
  return out.subarray(0, length)
}

function readHex(cursor: Cursor): PdfString {
  const { bytes } = cursor
  const from = cursor.at + 1
  const end = bytes.indexOf(GREATER, from)
  if (end === -1) {
    // To its end only: another one further on would be searched for as long again.
    cursor.sound = false
    cursor.at = bytes.length
    return { type: 'string', bytes: Buffer.alloc(0) }
  }
  cursor.at = end + 1
  const digits = bytes.toString('latin1', from, end).replace(/[^\da-f]+/gi, '')
  return { type: 'string', bytes: Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex') }
}

function readArray(cursor: Cursor, depth: number): PdfValue {
  const values: PdfValue[] = []
  if (tooDeep(cursor, depth)) return values
  for (;;) {
    const at = cursor.at
    const token = readToken(cursor, depth)
    if (!isKeyword(token)) values.push(token)
    else if (token === CLOSED_ARRAY) return values
    else if (endsContainer(cursor, token, at)) return values
  }
}

/** One for all dictionaries in which no key stands twice, and never filled. */
const NONE: [string, PdfValue][] = []

function readDict(cursor: Cursor, depth: number): PdfDict {
  const entries = new Map<string, PdfValue>()
  const dict = { type: 'dict' as const, entries, overwritten: NONE }
  cursor.valuesLeft -= DICT_VALUES
  if (tooDeep(cursor, depth)) return dict
  for (;;) {
    const before = cursor.at
    const key = readToken(cursor, depth)
    if (key === CLOSED_DICT) return dict
    if (isKeyword(key)) {
      if (endsContainer(cursor, key, before)) return dict
      continue
    }
    if (key === null || typeof key !== 'object' || !('type' in key) || key.type !== 'name') {
      cursor.sound = false
      continue
    }
    const at = cursor.at
    const value = readToken(cursor, depth)
    if (isKeyword(value)) {
      cursor.sound = false
      if (value === CLOSED_DICT) return dict
      if (endsContainer(cursor, value, at)) return dict
      continue
    }
    const earlier = entries.get(key.name)
    if (earlier !== undefined) {
      if (dict.overwritten === NONE) dict.overwritten = []
      dict.overwritten.push([key.name, earlier])
    }
    entries.set(key.name, value)
  }
}

/** A stray word is passed over; one that can only stand outside ends what is open, and stays to be read. */
function endsContainer(cursor: Cursor, { word }: Keyword, at: number): boolean {
  cursor.sound = false
  if (word === '') return true
  if (word !== 'endobj' && word !== 'obj' && word !== 'stream' && word !== 'endstream' && word !== 'xref' && word !== 'trailer')
    return false
  cursor.at = at
  return true
}

function tooDeep(cursor: Cursor, depth: number): boolean {
  if (depth <= MAX_NESTING) return false
  cursor.sound = false
  cursor.stopped = true
  return true
}
