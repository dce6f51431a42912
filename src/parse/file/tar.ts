/** Walks a tar header by header, each proven by its checksum; children are views of the same bytes, so nothing is expanded. */

export interface TarEntry {
  readonly untrustedPath: string
  readonly directory: boolean
  readonly kind: 'file' | 'directory' | 'link' | 'hard-link' | 'device'
  /** Where a link leads, empty for everything else. */
  readonly untrustedTarget: string
  /** A view, empty for folders, links and devices. */
  readonly bytes: Uint8Array
}

export type TarProblem = 'ARCHIVE_CORRUPT' | 'ARCHIVE_TOO_MANY_ENTRIES' | 'ARCHIVE_UNSUPPORTED'

export interface TarWalk {
  readonly entries: readonly TarEntry[]
  readonly problem: TarProblem | null
}

const BLOCK = 512
/** Long names and pax records: real ones are some hundred bytes. */
const MAX_METADATA_BYTES = 1024 * 1024
/** IEEE 1003.1 pax: links, devices, folders and FIFOs carry no data, whatever their size field says. */
const WITHOUT_DATA = '123456'

/** What a metadata header says about the entry behind it. */
interface Ahead {
  path: string | null
  target: string | null
  sizeBytes: number | null
}

/** Records that are numbers (IEEE 1003.1, pax): a program that stumbles over one skips the entry, another does not. */
const NUMERIC = /^(?:[acm]time|[ug]id)$/

const NOTHING_AHEAD: Ahead = { path: null, target: null, sizeBytes: null }

const KINDS: Readonly<Record<string, TarEntry['kind']>> = { '1': 'hard-link', '2': 'link', '3': 'device', '4': 'device', '6': 'device' }

/** Reads entries as long as `mayRead` says so (it is asked once an entry). Never throws. */
export function walkTar(bytes: Uint8Array, mayRead: () => boolean): TarWalk {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries: TarEntry[] = []
  let problem: TarProblem | null = null
  let ahead: Ahead = NOTHING_AHEAD
  let at = 0
  for (; at + BLOCK <= buffer.length; ) {
    const header = buffer.subarray(at, at + BLOCK)
    at += BLOCK
    // A block of zeros ends the archive; bytes behind it are seen by `tar -i` and by nobody here.
    if (isZero(header)) return { entries, problem: problem ?? (isZero(buffer.subarray(at)) ? null : 'ARCHIVE_CORRUPT') }
    const headerSize = readNumber(header, 124, 12)
    if (!checksumHolds(header) || headerSize === null) return { entries, problem: 'ARCHIVE_CORRUPT' }

    const kind = String.fromCharCode(header[156]!)
    // The old GNU header ends its name at a hundred bytes and keeps numbers where ustar has the folders: some programs read both.
    const isGnu = header.toString('latin1', 257, 265) === 'ustar  \0'
    if (isGnu && !(isNumber(header.subarray(345, 357)) && isNumber(header.subarray(357, 369)))) problem ??= 'ARCHIVE_CORRUPT'

    const isMetadata = 'LKxgX'.includes(kind)
    const sizeBytes = WITHOUT_DATA.includes(kind) ? 0 : isMetadata ? headerSize : (ahead.sizeBytes ?? headerSize)
    if (sizeBytes > buffer.length - at) return { entries, problem: 'ARCHIVE_CORRUPT' }
    const data = buffer.subarray(at, at + sizeBytes)
    at += Math.ceil(sizeBytes / BLOCK) * BLOCK

    if (isMetadata) {
      if (sizeBytes > MAX_METADATA_BYTES) return { entries, problem: 'ARCHIVE_CORRUPT' }
      const read = readMetadata(kind, data, ahead)
      if (read === null) return { entries, problem: 'ARCHIVE_CORRUPT' }
      if (read === 'sparse') problem ??= 'ARCHIVE_UNSUPPORTED'
      else ahead = read
      continue
    }
    if (!mayRead()) return { entries, problem: 'ARCHIVE_TOO_MANY_ENTRIES' }
    // GNU sparse (S), multi-volume (M) and incremental (D) members are not the file that a person would get.
    if ('SMD'.includes(kind)) problem ??= 'ARCHIVE_UNSUPPORTED'
    const untrustedPath = ahead.path ?? headerPath(header)
    const directory = kind === '5' || kind === 'D' || (sizeBytes === 0 && untrustedPath.endsWith('/'))
    const untrustedTarget = '12'.includes(kind) ? (ahead.target ?? cString(header.subarray(157, 257), 'utf8')) : ''
    entries.push({ untrustedPath, directory, kind: directory ? 'directory' : (KINDS[kind] ?? 'file'), untrustedTarget, bytes: data })
    ahead = NOTHING_AHEAD
  }
  // A long name that no entry follows was cut off from it.
  if (ahead !== NOTHING_AHEAD) problem ??= 'ARCHIVE_CORRUPT'
  // Many writers leave the two closing blocks out; a part of a block is a cut archive.
  return { entries, problem: problem ?? (isZero(buffer.subarray(Math.min(at, buffer.length))) ? null : 'ARCHIVE_CORRUPT') }
}

/** Octal digits, blanks and zeros, or a number in base 256. */
function isNumber(field: Buffer): boolean {
  return (field[0]! & 0x80) !== 0 || /^[0-7 \0]*$/.test(field.toString('latin1'))
}

function isZero(bytes: Uint8Array): boolean {
  for (let index = 0; index < bytes.length; index += 1) if (bytes[index] !== 0) return false
  return true
}

/** Sum of all header bytes, the checksum field itself counted as spaces; old writers summed signed bytes. */
function checksumHolds(header: Buffer): boolean {
  const declared = readNumber(header, 148, 8)
  let unsigned = 0
  let signed = 0
  for (let index = 0; index < BLOCK; index += 1) {
    const byte = index >= 148 && index < 156 ? 0x20 : header[index]!
    unsigned += byte
    signed += byte > 127 ? byte - 256 : byte
  }
  return declared === unsigned || declared === signed
}

/** Octal text, or base-256 when the top bit is set (GNU); null when negative, beyond exact numbers or neither. */
function readNumber(header: Buffer, start: number, length: number): number | null {
  const field = header.subarray(start, start + length)
  if ((field[0]! & 0x80) !== 0) {
    if ((field[0]! & 0x40) !== 0) return null
    let value = field[0]! & 0x3f
    for (let index = 1; index < length; index += 1) value = value * 256 + field[index]!
    return Number.isSafeInteger(value) ? value : null
  }
  const text = cString(field, 'latin1').trim()
  if (text === '') return 0
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : null
}

function cString(field: Buffer, encoding: 'utf8' | 'latin1'): string {
  const end = field.indexOf(0)
  return field.toString(encoding, 0, end === -1 ? field.length : end)
}

function headerPath(header: Buffer): string {
  const name = cString(header.subarray(0, 100), 'utf8')
  const isUstar = header.toString('latin1', 257, 263) === 'ustar\0'
  const prefix = isUstar ? cString(header.subarray(345, 500), 'utf8') : ''
  return prefix === '' ? name : `${prefix}/${name}`
}

/** GNU long name (L), long link (K) or pax records (x for one, g for all, X of Solaris). Null when they are broken. */
function readMetadata(kind: string, data: Buffer, ahead: Ahead): Ahead | 'sparse' | null {
  if (kind === 'L') return { ...ahead, path: cString(data, 'utf8') }
  if (kind === 'K') return { ...ahead, target: cString(data, 'utf8') }
  const next = { ...ahead }
  let sparse = false
  for (let at = 0; at < data.length; ) {
    // A record is `LENGTH KEY=VALUE\n`, its length counting itself.
    const space = data.indexOf(0x20, at)
    const lengthText = space === -1 || space - at > 8 ? '' : data.toString('latin1', at, space)
    const length = /^[0-9]{1,8}$/.test(lengthText) ? Number.parseInt(lengthText, 10) : 0
    if (length < 5 || at + length > data.length || data[at + length - 1] !== 0x0a) return null
    const record = data.toString('utf8', space + 1, at + length - 1)
    const equals = record.indexOf('=')
    if (equals < 1) return null
    const key = record.slice(0, equals)
    const value = record.slice(equals + 1)
    // Path and size for every entry at once mean nothing sane; readers differ on them.
    if ((key === 'path' || key === 'size') && kind === 'g') return null
    // A NUL ends the name for some programs and not for others.
    if ((key === 'path' || key === 'linkpath') && value.includes('\0')) return null
    if (key === 'path') next.path = value
    if (key === 'linkpath') next.target = value
    if (key === 'size') {
      if (!/^[0-9]{1,15}$/.test(value)) return null
      next.sizeBytes = Number.parseInt(value, 10)
    }
    if (NUMERIC.test(key) && !/^-?\d{1,20}(?:\.\d*)?$/.test(value)) return null
    if (key.startsWith('GNU.sparse.')) sparse = true
    at += length
  }
  return sparse ? 'sparse' : next
}
