/** Finds and decodes uuencoded files (POSIX uuencode: `begin 644 name` … `end`), in the words of old mail programs or as a transfer encoding. */
import { scrub } from './scrub.ts'
import { decodeBase64, type Transferred } from './transfer.ts'

export interface UuFile {
  readonly untrustedName: string
  readonly bytes: Buffer
  readonly closed: boolean
}

export interface UuText {
  /** The words without the files. */
  readonly text: string
  readonly files: readonly UuFile[]
}

const BEGIN = /begin(-base64)? [0-7]{3,4} ([^\r\n]{1,1000})\r?\n/y
/** Some encoders end a line in a checksum letter, and transports strip blanks at its end. */
const MAX_LINE_CHARACTERS = 88

/** The bytes of one data line, or null when it is none. */
function decodeLine(line: string): Buffer | null {
  const size = (line.charCodeAt(0) - 32) & 63
  const groups = Math.ceil(size / 3)
  const needed = groups * 4
  if (line.length === 0 || line.length > MAX_LINE_CHARACTERS || line.length > needed + 3 || line.length < needed - 2) return null
  const out = Buffer.alloc(groups * 3)
  for (let group = 0; group < groups; group += 1) {
    let held = 0
    for (let letter = 0; letter < 4; letter += 1) {
      // A stripped blank is a zero, as is the grave accent
      const code = 1 + group * 4 + letter < line.length ? line.charCodeAt(1 + group * 4 + letter) : 32
      if (code < 32 || code > 96) return null
      held = (held << 6) | ((code - 32) & 63)
    }
    out.writeUIntBE(held, group * 3, 3)
  }
  return out.subarray(0, size)
}

interface Block {
  readonly file: UuFile
  readonly next: number
}

/** The file whose `begin` line stands at `at`; null when no data follows: `begin 644 times over` is prose. */
function readBlock(text: string, at: number): Block | null {
  BEGIN.lastIndex = at
  const begin = BEGIN.exec(text)
  if (begin === null) return null
  const base64 = begin[1] !== undefined
  const pieces: Buffer[] = []
  let closed = false
  let next = at + begin[0].length
  while (next < text.length) {
    const found = text.indexOf('\n', next)
    const lineEnd = found === -1 ? text.length : found
    // Longer lines are no data, and must not be copied again and again
    const line = text.slice(next, Math.min(lineEnd, next + 200)).replace(/\r$/, '')
    const after = Math.min(lineEnd + 1, text.length)
    if (line === 'end' || line === '====') {
      closed = true
      next = after
      break
    }
    const data = base64 ? decodeBase64Line(line) : decodeLine(line)
    if (data === null) break
    pieces.push(data)
    next = after
  }
  const bytes = Buffer.concat(pieces)
  if (bytes.length === 0) return null
  return { file: { untrustedName: scrub((begin[2] ?? '').trim()), bytes, closed }, next }
}

function decodeBase64Line(line: string): Buffer | null {
  return /^[A-Za-z0-9+/]{1,120}={0,2}$/.test(line) ? decodeBase64(Buffer.from(line, 'latin1')).bytes : null
}

/** The next line at or behind `from` that starts with `begin`, or -1. */
function findBegin(text: string, from: number): number {
  if (from === 0 && text.startsWith('begin')) return 0
  const found = text.indexOf('\nbegin', Math.max(from - 1, 0))
  return found === -1 ? -1 : found + 1
}

/** Takes at most `maxFiles` files out of the words. Null when there is none. */
export function extractUuencoded(text: string, maxFiles: number): UuText | null {
  const files: UuFile[] = []
  const words: string[] = []
  let copied = 0
  let at = findBegin(text, 0)
  while (at !== -1 && files.length < maxFiles) {
    const block = readBlock(text, at)
    if (block !== null) {
      words.push(text.slice(copied, at))
      files.push(block.file)
      copied = block.next
    }
    at = findBegin(text, block?.next ?? at + 1)
  }
  if (files.length === 0) return null
  words.push(text.slice(copied))
  return { text: words.join(''), files }
}

/** A part whose transfer encoding is uuencode: its first file, or its bytes as they are when there is none. */
export function decodeUuencoded(encoded: Buffer): Transferred {
  const first = extractUuencoded(encoded.toString('latin1', 0, encoded.length), 1)?.files[0]
  return first === undefined ? { bytes: encoded, junk: true } : { bytes: first.bytes, junk: !first.closed }
}
