/** Reads a Content-Type or Content-Disposition value with its parameters (RFC 2045 5.1, RFC 2231), broken ones included, in one pass. */
import { decodeBytes, decodeUnlabelled } from './charset.ts'
import { decodeWords } from './encoded-word.ts'
import { readQuoted, skipBlanks } from './lexical.ts'
import { scrub } from './scrub.ts'
import { hexAt } from './transfer.ts'

export interface Structured {
  /** In lower case, without blanks around it; empty when there was none. */
  readonly value: string
  /** By lower-case name, decoded. The first of a name counts. */
  readonly parameters: ReadonlyMap<string, string>
  /** True when there were more parameters than allowed; the rest was not read. */
  readonly truncated: boolean
}

/** RFC 2231 3: `name*0*=`, one piece of a value that was cut up. */
interface Piece {
  readonly order: number
  readonly encoded: boolean
  readonly text: string
}

const SECTION = /^([^*]+)\*(?:(\d{1,3})(\*)?)?$/
/** `text/plain`, also with blanks around the slash. */
const MAIN_VALUE = /[^;\s("]*(?:\s*\/\s*[^;\s("]+)?/y
const ATTRIBUTE = /[^\s;=()"]+/y
const NEXT_ATTRIBUTE = /\s[A-Za-z][A-Za-z0-9*-]{0,40}=/

/** To the next semicolon, blanks included (`name=my file.doc`), but not over a parameter that lacks one before it. */
function readBare(text: string, from: number): { readonly value: string; readonly next: number } {
  const semicolon = text.indexOf(';', from)
  const end = semicolon === -1 ? text.length : semicolon
  const whole = text.slice(from, end)
  const cut = NEXT_ATTRIBUTE.exec(whole)
  return cut === null ? { value: whole.trim(), next: end } : { value: whole.slice(0, cut.index).trim(), next: from + cut.index }
}

function percentDecode(text: string): Buffer {
  const encoded = Buffer.from(text, 'utf8')
  const out = Buffer.allocUnsafe(encoded.length)
  let length = 0
  for (let at = 0; at < encoded.length; at += 1) {
    const value = encoded[at] === 0x25 ? hexAt(encoded, at + 1) : -1
    out[length] = value === -1 ? (encoded[at] ?? 0) : value
    length += 1
    if (value !== -1) at += 2
  }
  return out.subarray(0, length)
}

/** RFC 2231 4: the first piece carries `charset'language'`; the bytes of all encoded pieces in a row are decoded together. */
function joinPieces(pieces: readonly Piece[]): string {
  const ordered = pieces.toSorted((one, other) => one.order - other.order)
  let charset: string | null = null
  const out: string[] = []
  let waiting: Buffer[] = []
  const flush = (): void => {
    if (waiting.length === 0) return
    const bytes = Buffer.concat(waiting)
    out.push(charset === null ? decodeUnlabelled(bytes) : decodeBytes(bytes, charset).text)
    waiting = []
  }
  let seen = -1
  for (const [index, piece] of ordered.entries()) {
    if (piece.order === seen) continue
    seen = piece.order
    if (!piece.encoded) {
      flush()
      out.push(piece.text)
      continue
    }
    const head = index === 0 ? /^([^']{0,60})'[^']{0,60}'/.exec(piece.text) : null
    if (head !== null) charset = head[1] === '' ? null : (head[1] ?? null)
    waiting.push(percentDecode(head === null ? piece.text : piece.text.slice(head[0].length)))
  }
  flush()
  const joined = out.join('')
  return joined.includes('=?') ? decodeWords(joined) : scrub(joined)
}

/**
 * `attachment; filename*0*=utf-8''%e2%82; filename*1*=%ac.pdf` has the value `attachment` and the parameter `filename` `€.pdf`.
 * Encoded words in parameters, which RFC 2047 5 forbids and many senders write, are decoded too.
 * An extended parameter (`name*=`) wins over its plain twin, as RFC 6266 4.3 has it.
 */
export function readStructured(untrusted: string, maxParameters: number): Structured {
  let at = skipBlanks(untrusted, 0)
  MAIN_VALUE.lastIndex = at
  const main = MAIN_VALUE.exec(untrusted)?.[0] ?? ''
  // `filename=a.txt` alone: the value is missing, not the parameter
  const missing = main.includes('=')
  const value = missing ? '' : main.replace(/\s+/g, '').toLowerCase()
  if (!missing) at += main.length

  const plain = new Map<string, string>()
  const pieces = new Map<string, Piece[]>()
  let count = 0
  let truncated = false
  while (at < untrusted.length) {
    at = skipBlanks(untrusted, at)
    ATTRIBUTE.lastIndex = at
    const attribute = ATTRIBUTE.exec(untrusted)?.[0]
    if (attribute === undefined) {
      at += 1
      continue
    }
    at = skipBlanks(untrusted, at + attribute.length)
    if (untrusted[at] !== '=') continue
    at = skipBlanks(untrusted, at + 1)
    if (count >= maxParameters) {
      truncated = true
      break
    }
    count += 1
    const read = untrusted[at] === '"' ? readQuoted(untrusted, at) : readBare(untrusted, at)
    at = read.next
    const name = attribute.toLowerCase()
    const section = SECTION.exec(name)
    if (section === null) {
      if (!plain.has(name)) plain.set(name, read.value.includes('=?') ? decodeWords(read.value) : scrub(read.value))
      continue
    }
    const base = section[1] ?? ''
    const piece: Piece = { order: Number(section[2] ?? 0), encoded: section[2] === undefined || section[3] === '*', text: read.value }
    const kept = pieces.get(base)
    if (kept === undefined) pieces.set(base, [piece])
    else kept.push(piece)
  }
  for (const [base, cut] of pieces) plain.set(base, joinPieces(cut))
  return { value, parameters: plain, truncated }
}
