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
])
const MAX_NAME_BYTES = 48
const MAX_OBJECT_STREAMS = 5_000
const MAX_INFLATED_BYTES = 64 * 1024 * 1024
/** Each is a search through the whole file. */
const MAX_ACTION_LOOKUPS = 16
const MAX_DICTIONARY_BYTES = 2_048

const SLASH = 0x2f
const HASH = 0x23
/** White space and delimiters (7.2.2). */
const ENDS_NAME: ReadonlySet<number> = new Set(Buffer.from('\0\t\n\f\r ()<>[]{}/%', 'latin1'))

/** Several inspectors ask of the same file; it is read once, and forgotten with its bytes. */
const surveyed = new WeakMap<Uint8Array, PdfSurvey>()

/** Linear in the bytes and in what the object streams inflate to, which is bounded. Never throws. */
export function surveyPdf(bytes: Uint8Array): PdfSurvey {
  const known = surveyed.get(bytes)
  if (known !== undefined) return known
  const survey = readPdf(bytes)
  surveyed.set(bytes, survey)
  return survey
}

function readPdf(bytes: Uint8Array): PdfSurvey {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const names = new Set<string>()
  const streamMarks: number[] = []
  scanNames(buffer, names, streamMarks)
  if (streamMarks.length > MAX_OBJECT_STREAMS) return { names, incomplete: 'PDF_TOO_BIG' }
  let leftBytes = MAX_INFLATED_BYTES
  const opened = new Set<number>()
  for (const mark of streamMarks) {
    const start = streamStart(buffer, mark)
    if (start === null) return { names, incomplete: 'PDF_UNREADABLE' }
    if (opened.has(start)) continue
    opened.add(start)
    const inflated = inflateBounded('zlib', buffer.subarray(start), leftBytes)
    if (inflated.status === 'too-big') return { names, incomplete: 'PDF_TOO_BIG' }
    // 7.5.7: it begins with pairs of integers; what does not was packed twice, or by a predictor. Streams without a filter are too
    // rare to be worth a way around this.
    if (inflated.status === 'corrupt' || !beginsWithPair(inflated.bytes)) return { names, incomplete: 'PDF_UNREADABLE' }
    leftBytes -= inflated.bytes.length
    scanNames(Buffer.from(inflated.bytes), names, [])
  }
  return { names, incomplete: null }
}

/** Adds the watched names, and to `streamMarks` the places in dictionaries that belong to object streams. */
function scanNames(buffer: Buffer, names: Set<string>, streamMarks: number[]): void {
  const lookups = { left: MAX_ACTION_LOOKUPS }
  // On from the end of each name, which holds no slash: every byte is read once.
  for (let at = buffer.indexOf(SLASH); at !== -1; ) {
    const { name, end } = readName(buffer, at + 1)
    if (name === 'ObjStm') streamMarks.push(end)
    // Some readers open an object stream that does not say that it is one; `/First` with a number stands nowhere else.
    else if (name === 'First' && /^\s{0,20}\d{1,10}(?![\d\s]{1,20}R)/.test(buffer.toString('latin1', end, end + 60))) streamMarks.push(end)
    else if (WATCHED.has(name) && !names.has(name) && meansIt(buffer, name, end, lookups)) names.add(name)
    at = buffer.indexOf(SLASH, end)
  }
}

/** 7.3.5: `#` and two hexadecimal digits stand for any byte, so `/J#61vaScript` is `/JavaScript`. */
function readName(buffer: Buffer, start: number): { readonly name: string; readonly end: number } {
  let name = ''
  let at = start
  while (at < buffer.length && name.length < MAX_NAME_BYTES) {
    const byte = buffer[at]!
    if (ENDS_NAME.has(byte)) break
    const escaped = byte === HASH ? hexDigit(buffer[at + 1]) * 16 + hexDigit(buffer[at + 2]) : Number.NaN
    name += String.fromCharCode(Number.isNaN(escaped) ? byte : escaped)
    at += Number.isNaN(escaped) ? 1 : 3
  }
  return { name, end: at }
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return Number.NaN
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : Number.NaN
}

/** Two letters turn up by chance in packed pictures, and opening at a page is no action: what follows tells. */
function meansIt(buffer: Buffer, name: string, end: number, lookups: { left: number }): boolean {
  if (name !== 'JS' && name !== 'AA' && name !== 'OpenAction') return true
  const behind = buffer.toString('latin1', end, end + 60).trimStart()
  const reference = /^(\d{1,10})\s{1,9}(\d{1,5})\s{1,9}R/.exec(behind)
  if (name === 'JS') return reference !== null || /^[(<]/.test(behind)
  if (name === 'AA') return reference !== null || behind.startsWith('<<')
  if (behind.startsWith('<<')) return !/\/S\s{0,9}\/GoTo\b/.test(buffer.toString('latin1', end, end + 300).split('>>', 1)[0]!)
  if (reference === null) return false
  // LaTeX writes `/OpenAction 5 0 R`, to a GoTo, in every document.
  if (lookups.left === 0) return true
  lookups.left -= 1
  const object = buffer.indexOf(`${reference[1]} ${reference[2]} obj`)
  if (object === -1) return false
  return /\/S\s{0,9}\/(?!GoTo\b)/.test(buffer.toString('latin1', object, object + 300).split('endobj', 1)[0]!)
}

/**
 * Where the stream begins whose dictionary holds `mark`. Null when it is not plain to see: strings and comments could hold the
 * keyword `stream` as well, and a decoy behind it.
 */
function streamStart(buffer: Buffer, mark: number): number | null {
  const rest = buffer.toString('latin1', mark, mark + MAX_DICTIONARY_BYTES)
  const keyword = rest.indexOf('stream')
  if (keyword === -1 || !/^[^(%]*>>\s*$/.test(rest.slice(0, keyword))) return null
  // 7.3.8.1: the keyword is followed by CR LF or LF.
  let start = mark + keyword + 'stream'.length
  if (buffer[start] === 0x0d) start += 1
  if (buffer[start] === 0x0a) start += 1
  return start
}

function beginsWithPair(bytes: Uint8Array): boolean {
  return bytes.length === 0 || /^\s*\d+\s+\d+\s/.test(Buffer.from(bytes.subarray(0, 64)).toString('latin1'))
}
