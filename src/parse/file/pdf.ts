/** Finds the names in a PDF that make it act, be locked or carry files, in plain objects and in compressed object streams. */
import { inflateBounded } from './inflate.ts'

export interface PdfSurvey {
  /** Watched names that were seen: `JavaScript`, `Launch`, `EmbeddedFile`, `Encrypt`, … */
  readonly names: ReadonlySet<string>
  /** `PDF_UNREADABLE` when an object stream could not be opened, `PDF_TOO_BIG` past the bound, else null. */
  readonly incomplete: 'PDF_UNREADABLE' | 'PDF_TOO_BIG' | null
}

/** ISO 32000-1: actions (12.6.4), embedded files (7.11.4), encryption (7.6), forms by XFA (12.7.8), rich media (extension level 3). */
const WATCHED: ReadonlySet<string> = new Set([
  'JavaScript',
  'JS',
  'Launch',
  'OpenAction',
  'AA',
  'EmbeddedFile',
  'EmbeddedFiles',
  'Encrypt',
  'GoToE',
  'ImportData',
  'SubmitForm',
  'RichMedia',
  'XFA',
  'ObjStm',
])
const MAX_NAME_BYTES = 48
/** A name is looked at through at most three bytes (`#4a`) a character. */
const MAX_OBJECT_STREAMS = 5_000
const MAX_INFLATED_BYTES = 64 * 1024 * 1024
const MAX_DICTIONARY_BYTES = 2_048

const SLASH = 0x2f
const HASH = 0x23
/** White space and delimiters (7.2.2). */
const ENDS_NAME: ReadonlySet<number> = new Set(Buffer.from('\0\t\n\f\r ()<>[]{}/%', 'latin1'))

/** Linear in the bytes and in what the object streams inflate to, which is bounded. Never throws. */
export function surveyPdf(bytes: Uint8Array): PdfSurvey {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const names = new Set<string>()
  const objectStreams: number[] = []
  scanNames(buffer, names, objectStreams)
  if (objectStreams.length > MAX_OBJECT_STREAMS) return { names, incomplete: 'PDF_TOO_BIG' }
  let leftBytes = MAX_INFLATED_BYTES
  for (const at of objectStreams) {
    const packed = packedStream(buffer, at)
    if (packed === 'plain') continue
    if (packed === null) return { names, incomplete: 'PDF_UNREADABLE' }
    const inflated = inflateBounded('zlib', packed, leftBytes)
    if (inflated.status !== 'ok') return { names, incomplete: inflated.status === 'too-big' ? 'PDF_TOO_BIG' : 'PDF_UNREADABLE' }
    leftBytes -= inflated.bytes.length
    scanNames(Buffer.from(inflated.bytes), names, [])
  }
  return { names, incomplete: null }
}

function scanNames(buffer: Buffer, names: Set<string>, objectStreams: number[]): void {
  for (let at = buffer.indexOf(SLASH); at !== -1; at = buffer.indexOf(SLASH, at + 1)) {
    const { name, end } = readName(buffer, at + 1)
    if (!WATCHED.has(name)) continue
    if (name === 'ObjStm') objectStreams.push(end)
    else if (!names.has(name) && meansIt(buffer, name, end)) names.add(name)
  }
}

/** 7.3.5: `#` and two hexadecimal digits stand for any byte, so `/J#61vaScript` is `/JavaScript`. */
function readName(buffer: Buffer, start: number): { readonly name: string; readonly end: number } {
  let name = ''
  let at = start
  while (at < buffer.length && name.length < MAX_NAME_BYTES) {
    const byte = buffer[at]!
    if (ENDS_NAME.has(byte)) break
    const escaped = byte === HASH ? Number.parseInt(buffer.toString('latin1', at + 1, at + 3), 16) : Number.NaN
    name += String.fromCharCode(Number.isNaN(escaped) ? byte : escaped)
    at += Number.isNaN(escaped) ? 1 : 3
  }
  return { name, end: at }
}

/** Two letters turn up by chance in packed pictures, and opening at a page is no action: what follows tells. */
function meansIt(buffer: Buffer, name: string, end: number): boolean {
  const behind = buffer.toString('latin1', end, end + 300).trimStart()
  if (name === 'JS') return /^(?:[(<]|\d{1,10}\s{1,9}\d{1,5}\s{1,9}R)/.test(behind)
  if (name === 'AA') return /^(?:<<|\d{1,10}\s{1,9}\d{1,5}\s{1,9}R)/.test(behind)
  if (name !== 'OpenAction') return true
  if (behind.startsWith('<<')) return !/^<<[^>]{0,100}\/S\s{0,9}\/GoTo\b/.test(behind)
  const [, number, generation] = /^(\d{1,10})\s{1,9}(\d{1,5})\s{1,9}R/.exec(behind) ?? []
  if (number === undefined) return false
  const object = buffer.indexOf(`${number} ${generation} obj`)
  if (object === -1) return false
  // LaTeX writes `/OpenAction 5 0 R` to a GoTo in every document.
  const action = buffer.toString('latin1', object, object + 300)
  return /\/S\s{0,9}\/(?!GoTo\b)/.test(action.split('endobj', 1)[0]!)
}

/** The packed bytes of the object stream whose dictionary holds `/ObjStm` before `at`; `plain` without a filter; null when it is not simply Flate. */
function packedStream(buffer: Buffer, at: number): Uint8Array | 'plain' | null {
  const keyword = buffer.subarray(at, at + MAX_DICTIONARY_BYTES).indexOf('stream')
  if (keyword === -1) return null
  const opening = buffer.subarray(Math.max(0, at - MAX_DICTIONARY_BYTES), at).lastIndexOf(' obj')
  if (opening === -1) return null
  const dictionaryStart = Math.max(0, at - MAX_DICTIONARY_BYTES) + opening
  const dictionary = buffer
    .toString('latin1', dictionaryStart, at + keyword)
    .replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  if (!/\/F(?:ilter)?\b/.test(dictionary)) return 'plain'
  if (!/\/Filter\s*(?:\/FlateDecode\b|\[\s*\/FlateDecode\s*\])/.test(dictionary) || /\/DecodeParms\b/.test(dictionary)) return null
  // 7.3.8.1: the keyword is followed by CR LF or LF.
  let start = at + keyword + 'stream'.length
  if (buffer[start] === 0x0d) start += 1
  if (buffer[start] === 0x0a) start += 1
  return buffer.subarray(start)
}
