/** Reads the headers of a 7z (7zFormat.txt of the LZMA SDK), proven by their checksums, for locks and whole names; libarchive unpacks the files. */
import { crc32 } from 'node:zlib'
import type { Libarchive } from './libarchive.ts'
import { unpackStream, ZIP_METHODS } from './stream.ts'
import { leaveClosed, mayGoOn, type Unpacking } from './unpacking.ts'
import { openWithLibarchive } from './with-libarchive.ts'

const SIGNATURE = Buffer.from('377abcaf271c', 'hex')
const START_BYTES = 32
const ID = {
  end: 0,
  header: 1,
  mainStreams: 4,
  files: 5,
  pack: 6,
  unpack: 7,
  sub: 8,
  size: 9,
  crc: 10,
  folder: 11,
  sizes: 12,
  streams: 13,
  names: 17,
  encoded: 23,
} as const
const AES = '06f10701'
const LZMA = '030101'
const COPY = '00'
/** A header of names: 100,000 of them are some megabytes. */
const MAX_HEADER_BYTES = 16 * 1024 * 1024
const MAX_ENCODINGS = 4
const MAX_COUNT = 100_000

interface Coder {
  readonly id: string
  readonly properties: Buffer
}

interface Folder {
  readonly coders: readonly Coder[]
  readonly outputs: number
}

interface Streams {
  readonly packAt: number
  readonly packSizes: readonly number[]
  readonly folders: readonly Folder[]
  readonly sizes: readonly number[]
  readonly crcs: readonly (number | null)[]
}

/** Says that the header is not what it should be; never leaves this file. */
class Broken extends Error {}

export async function openSevenZip(bytes: Uint8Array, unpacking: Unpacking): Promise<void> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { libarchive, password } = unpacking.context
  if (libarchive === undefined) return leaveClosed(unpacking, 'ARCHIVE_UNSUPPORTED')
  const read = await readNames(buffer, libarchive, unpacking)
  const names = typeof read === 'string' ? null : read
  // libarchive proves the checksums of this format itself.
  await openWithLibarchive(bytes, unpacking, names?.map((untrustedPath) => ({ untrustedPath, crc32: null })) ?? null)
  if (read === 'locked') leaveClosed(unpacking, password === undefined ? 'ARCHIVE_ENCRYPTED' : 'ARCHIVE_ENCRYPTED_UNSUPPORTED')
  if (read === 'broken') leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
}

/** `opaque`: packed in another way than 7-Zip packs its headers; libarchive may know it. */
async function readNames(
  buffer: Buffer,
  libarchive: Libarchive,
  unpacking: Unpacking,
): Promise<readonly string[] | 'locked' | 'broken' | 'opaque'> {
  try {
    let header = startHeader(buffer)
    // An archive of nothing has no header.
    if (header.length === 0) return []
    for (let encodings = 0; header[0] === ID.encoded; encodings += 1) {
      const streams = readStreams({ bytes: header, at: 1 })
      const [folder] = streams.folders
      if (streams.folders.some(({ coders }) => coders.some(({ id }) => id === AES))) return 'locked'
      if (folder === undefined || folder.coders.length !== 1 || streams.packSizes.length !== 1 || encodings >= MAX_ENCODINGS)
        return 'opaque'
      const unpacked = await decode(buffer, streams, folder.coders[0]!, libarchive, unpacking)
      if (unpacked === null) return 'opaque'
      if (streams.crcs[0] !== null && streams.crcs[0] !== undefined && crc32(unpacked) !== streams.crcs[0]) return 'broken'
      header = unpacked
    }
    return readHeader(header)
  } catch (error) {
    if (error instanceof Broken) return 'broken'
    throw error
  }
}

/** Signature, version, and where the header is; nothing stands behind it. */
function startHeader(buffer: Buffer): Buffer {
  if (buffer.length < START_BYTES || !buffer.subarray(0, 6).equals(SIGNATURE)) throw new Broken()
  if (crc32(buffer.subarray(12, START_BYTES)) !== buffer.readUInt32LE(8)) throw new Broken()
  const start = START_BYTES + Number(buffer.readBigUInt64LE(12))
  const bytes = Number(buffer.readBigUInt64LE(20))
  if (start + bytes !== buffer.length) throw new Broken()
  const header = buffer.subarray(start)
  if (crc32(header) !== buffer.readUInt32LE(28)) throw new Broken()
  return header
}

async function decode(
  buffer: Buffer,
  streams: Streams,
  coder: Coder,
  libarchive: Libarchive,
  unpacking: Unpacking,
): Promise<Buffer | null> {
  const from = START_BYTES + streams.packAt
  const packed = buffer.subarray(from, from + streams.packSizes[0]!)
  const sizeBytes = streams.sizes[0] ?? 0
  if (sizeBytes > MAX_HEADER_BYTES) return null
  if (coder.id === COPY) return packed
  if (coder.id !== LZMA || coder.properties.length !== 5) return null
  const stream = {
    method: ZIP_METHODS.lzma,
    packed: Buffer.concat([Buffer.from([0, 0, 5, 0]), coder.properties, packed]),
    sizeBytes,
    crc32: null,
  }
  const unpacked = await unpackStream(libarchive, stream, MAX_HEADER_BYTES, () => mayGoOn(unpacking))
  return unpacked.status === 'ok' ? Buffer.from(unpacked.bytes) : null
}

interface Cursor {
  readonly bytes: Buffer
  at: number
}

function readHeader(header: Buffer): readonly string[] | 'locked' {
  const cursor = { bytes: header, at: 0 }
  if (byte(cursor) !== ID.header) throw new Broken()
  let next = byte(cursor)
  let locked = false
  if (next === ID.mainStreams) {
    locked = readStreams(cursor).folders.some(({ coders }) => coders.some(({ id }) => id === AES))
    next = byte(cursor)
  }
  const names = next === ID.files ? readFiles(cursor) : []
  return locked ? 'locked' : names
}

function readFiles(cursor: Cursor): readonly string[] {
  const count = counted(cursor)
  let names: readonly string[] | null = null
  for (let id = byte(cursor); id !== ID.end; id = byte(cursor)) {
    const property = take(cursor, number(cursor))
    // In the place of names may stand that they are in another file.
    if (id === ID.names && property[0] === 0) names = property.subarray(1).toString('utf16le').split('\0').slice(0, -1)
  }
  if (names === null || names.length !== count) throw new Broken()
  return names
}

function readStreams(cursor: Cursor): Streams {
  let packAt = 0
  let packSizes: readonly number[] = []
  let folders: readonly Folder[] = []
  let sizes: readonly number[] = []
  let crcs: readonly (number | null)[] = []
  for (let id = byte(cursor); id !== ID.end; id = byte(cursor)) {
    if (id === ID.pack) {
      packAt = number(cursor)
      const count = counted(cursor)
      for (let inner = byte(cursor); inner !== ID.end; inner = byte(cursor)) {
        if (inner === ID.size) packSizes = Array.from({ length: count }, () => number(cursor))
        else if (inner === ID.crc) checksums(cursor, count)
        else throw new Broken()
      }
    } else if (id === ID.unpack) {
      if (byte(cursor) !== ID.folder) throw new Broken()
      const count = counted(cursor)
      if (byte(cursor) !== 0) throw new Broken()
      folders = Array.from({ length: count }, () => readFolder(cursor))
      if (byte(cursor) !== ID.sizes) throw new Broken()
      sizes = folders.flatMap(({ outputs }) => Array.from({ length: outputs }, () => number(cursor)))
      for (let inner = byte(cursor); inner !== ID.end; inner = byte(cursor)) {
        if (inner !== ID.crc) throw new Broken()
        crcs = checksums(cursor, count)
      }
    } else if (id === ID.sub) {
      skipSubStreams(cursor, folders, crcs)
    } else {
      throw new Broken()
    }
  }
  return { packAt, packSizes, folders, sizes, crcs }
}

function readFolder(cursor: Cursor): Folder {
  const coders: Coder[] = []
  let inputs = 0
  let outputs = 0
  const count = number(cursor)
  if (count < 1 || count > 32) throw new Broken()
  for (let index = 0; index < count; index += 1) {
    const flags = byte(cursor)
    const id = take(cursor, flags & 15).toString('hex')
    const complex = (flags & 16) !== 0
    inputs += complex ? number(cursor) : 1
    outputs += complex ? number(cursor) : 1
    coders.push({ id, properties: (flags & 32) !== 0 ? take(cursor, number(cursor)) : Buffer.alloc(0) })
  }
  if (inputs > 64 || outputs > 64) throw new Broken()
  const bound = outputs - 1
  for (let index = 0; index < bound * 2; index += 1) number(cursor)
  const packed = inputs - bound
  for (let index = 0; packed > 1 && index < packed; index += 1) number(cursor)
  return { coders, outputs }
}

function skipSubStreams(cursor: Cursor, folders: readonly Folder[], crcs: readonly (number | null)[]): void {
  let counts = folders.map(() => 1)
  let id = byte(cursor)
  if (id === ID.streams) {
    counts = folders.map(() => counted(cursor))
    id = byte(cursor)
  }
  if (id === ID.size) {
    for (const count of counts) for (let index = 1; index < count; index += 1) number(cursor)
    id = byte(cursor)
  }
  while (id !== ID.end) {
    if (id !== ID.crc) throw new Broken()
    // A folder of one stream whose checksum stands before needs none here.
    checksums(
      cursor,
      counts.reduce((sum, count, index) => sum + (count === 1 && (crcs[index] ?? null) !== null ? 0 : count), 0),
    )
    id = byte(cursor)
  }
}

function checksums(cursor: Cursor, count: number): readonly (number | null)[] {
  const all = byte(cursor) !== 0
  const bits = all ? null : take(cursor, Math.ceil(count / 8))
  return Array.from({ length: count }, (_, index) => {
    return bits === null || (bits[index >> 3]! & (0x80 >> (index & 7))) !== 0 ? take(cursor, 4).readUInt32LE(0) : null
  })
}

function counted(cursor: Cursor): number {
  const count = number(cursor)
  if (count > MAX_COUNT) throw new Broken()
  return count
}

/** The ones at the top of the first byte say how many bytes follow; the rest of it is the highest part. */
function number(cursor: Cursor): number {
  const first = byte(cursor)
  let value = 0
  for (let index = 0, mask = 0x80; index < 8; index += 1, mask >>= 1) {
    if ((first & mask) === 0) return safe(value + (first & (mask - 1)) * 256 ** index)
    value += byte(cursor) * 256 ** index
  }
  return safe(value)
}

function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new Broken()
  return value
}

function byte(cursor: Cursor): number {
  return take(cursor, 1)[0]!
}

function take(cursor: Cursor, bytes: number): Buffer {
  if (bytes > cursor.bytes.length - cursor.at) throw new Broken()
  const taken = cursor.bytes.subarray(cursor.at, cursor.at + bytes)
  cursor.at += bytes
  return taken
}
