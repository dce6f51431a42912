/** Walks the headers of a RAR (technote of RAR 4, "RAR 5.0 archive format"), each proven by its checksum, and has libarchive unpack the files: locks, volumes, hidden streams and whole names are told here. */
import { crc32 } from 'node:zlib'
import { addTrait, leaveClosed, type Unpacking } from './unpacking.ts'
import { type KnownEntry, openWithLibarchive } from './with-libarchive.ts'

const MAGIC_4 = Buffer.from('526172211a0700', 'hex')
const MAGIC_5 = Buffer.from('526172211a070100', 'hex')
const MAX_BLOCKS = 20_000

export async function openRar(bytes: Uint8Array, unpacking: Unpacking): Promise<void> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { password } = unpacking.context
  const walk: Walk = { entries: [], locked: false, broken: false, split: false, unpacking }
  if (buffer.subarray(0, 8).equals(MAGIC_5)) walk5(buffer, walk)
  else if (buffer.subarray(0, 7).equals(MAGIC_4)) walk4(buffer, walk)
  else walk.broken = true
  await openWithLibarchive(bytes, unpacking, walk.broken || walk.locked ? null : walk.entries)
  if (walk.locked) leaveClosed(unpacking, password === undefined ? 'ARCHIVE_ENCRYPTED' : 'ARCHIVE_ENCRYPTED_UNSUPPORTED')
  if (walk.split) leaveClosed(unpacking, 'ARCHIVE_UNSUPPORTED')
  if (walk.broken) leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
}

interface Walk {
  readonly entries: KnownEntry[]
  locked: boolean
  broken: boolean
  split: boolean
  readonly unpacking: Unpacking
}

const SPLIT_BEFORE_5 = 8
const SPLIT_AFTER_5 = 16
const BLOCK_5 = { main: 1, file: 2, service: 3, lock: 4, end: 5 } as const

function walk5(buffer: Buffer, walk: Walk): void {
  let at = MAGIC_5.length
  for (let blocks = 0; at < buffer.length; blocks += 1) {
    const cursor = { buffer, at: at + 4, end: Math.min(buffer.length, at + 7) }
    const size = vint(cursor)
    const headerEnd = size === null ? null : cursor.at + size
    if (size === null || headerEnd === null || headerEnd > buffer.length || blocks > MAX_BLOCKS) {
      breakOff(walk)
      return
    }
    if (crc32(buffer.subarray(at + 4, headerEnd)) !== buffer.readUInt32LE(at)) {
      breakOff(walk)
      return
    }
    cursor.end = headerEnd
    const type = vint(cursor)
    const flags = vint(cursor)
    const extraBytes = flags !== null && (flags & 1) !== 0 ? vint(cursor) : 0
    const dataBytes = flags !== null && (flags & 2) !== 0 ? vint(cursor) : 0
    if (type === null || flags === null || extraBytes === null || dataBytes === null) {
      breakOff(walk)
      return
    }
    if (headerEnd + dataBytes > buffer.length || extraBytes > size) walk.broken = true
    at = headerEnd + dataBytes
    if (type === BLOCK_5.lock) {
      lock(walk)
      return
    }
    if ((flags & (SPLIT_BEFORE_5 | SPLIT_AFTER_5)) !== 0) walk.split = true
    if (type === BLOCK_5.main && ((vint(cursor) ?? 1) & 1) !== 0) walk.split = true
    if (type === BLOCK_5.file || type === BLOCK_5.service) {
      const entry = entry5(cursor)
      if (entry === null) {
        breakOff(walk)
        return
      }
      if (hasRecord(buffer.subarray(headerEnd - extraBytes, headerEnd), 1)) walk.locked = true
      if (type === BLOCK_5.file) walk.entries.push(entry)
      // An NTFS stream beside a file, which WinRAR writes and nothing here looks into.
      else if (entry.untrustedPath === 'STM') hide(walk)
    }
    if (type === BLOCK_5.end) {
      if (((vint(cursor) ?? 1) & 1) !== 0) walk.split = true
      if (at !== buffer.length) walk.broken = true
      return
    }
  }
  // Every archive of this version has an end: without it, it is cut.
  walk.broken = true
}

interface Cursor {
  readonly buffer: Buffer
  at: number
  end: number
}

function vint(from: Cursor): number | null {
  let value = 0
  for (let index = 0; index < 8 && from.at < from.end; index += 1) {
    const byte = from.buffer[from.at]!
    from.at += 1
    value += (byte & 0x7f) * 128 ** index
    if (byte < 0x80) return Number.isSafeInteger(value) ? value : null
  }
  return null
}

/** Flags, size, attributes, time and checksum as the flags say, compression, system, and the name in UTF-8. */
function entry5(cursor: Cursor): KnownEntry | null {
  const flags = vint(cursor)
  if (flags === null || vint(cursor) === null || vint(cursor) === null) return null
  cursor.at += (flags & 2) !== 0 ? 4 : 0
  const proven = (flags & 4) !== 0
  if (cursor.at + 4 > cursor.end) return null
  const checksum = proven ? cursor.buffer.readUInt32LE(cursor.at) : null
  cursor.at += proven ? 4 : 0
  if (vint(cursor) === null || vint(cursor) === null) return null
  const nameBytes = vint(cursor)
  if (nameBytes === null || cursor.at + nameBytes > cursor.end) return null
  return { untrustedPath: cursor.buffer.toString('utf8', cursor.at, cursor.at + nameBytes), crc32: checksum }
}

/** Records of the extra area: a size, a type, and so on. */
function hasRecord(extra: Buffer, wanted: number): boolean {
  const cursor = { buffer: extra, at: 0, end: extra.length }
  while (cursor.at < extra.length) {
    const size = vint(cursor)
    if (size === null || size === 0) return false
    const end = cursor.at + size
    if (vint(cursor) === wanted) return true
    cursor.at = end
  }
  return false
}

const BLOCK_4 = { main: 0x73, file: 0x74, service: 0x7a, end: 0x7b } as const
const BASE_BYTES_4 = 7
const FILE_BYTES_4 = 32

function walk4(buffer: Buffer, walk: Walk): void {
  let at = MAGIC_4.length
  for (let blocks = 0; at < buffer.length; blocks += 1) {
    if (at + BASE_BYTES_4 > buffer.length || blocks > MAX_BLOCKS) {
      breakOff(walk)
      return
    }
    const type = buffer[at + 2]!
    const flags = buffer.readUInt16LE(at + 3)
    const size = buffer.readUInt16LE(at + 5)
    const header = buffer.subarray(at, at + size)
    if (size < BASE_BYTES_4 || header.length < size) {
      breakOff(walk)
      return
    }
    if ((crc32(header.subarray(2)) & 0xffff) !== header.readUInt16LE(0)) {
      breakOff(walk)
      return
    }
    const isFile = type === BLOCK_4.file || type === BLOCK_4.service
    const hasData = isFile || (flags & 0x8000) !== 0
    if ((isFile && size < FILE_BYTES_4) || (hasData && size < 11)) {
      breakOff(walk)
      return
    }
    const large = isFile && (flags & 0x100) !== 0 && size >= FILE_BYTES_4 + 8
    const dataBytes = (hasData ? header.readUInt32LE(7) : 0) + (large ? header.readUInt32LE(32) * 2 ** 32 : 0)
    at += size + dataBytes
    if (at > buffer.length) walk.broken = true
    if (type === BLOCK_4.main) {
      if ((flags & 0x80) !== 0) {
        lock(walk)
        return
      }
      if ((flags & 1) !== 0) walk.split = true
    }
    if (isFile) {
      if ((flags & 3) !== 0) walk.split = true
      if ((flags & 4) !== 0) walk.locked = true
      const raw = header.subarray(FILE_BYTES_4 + (large ? 8 : 0)).subarray(0, header.readUInt16LE(26))
      const untrustedPath = (flags & 0x200) !== 0 ? unicodeName(raw) : raw.toString('latin1')
      if (type === BLOCK_4.file) walk.entries.push({ untrustedPath, crc32: header.readUInt32LE(16) })
      else if (raw.toString('latin1') === 'STM') hide(walk)
    }
    if (type === BLOCK_4.end) {
      if ((flags & 1) !== 0) walk.split = true
      if (buffer.subarray(at).some((byte) => byte !== 0)) walk.broken = true
      return
    }
  }
}

function breakOff(walk: Walk): void {
  walk.broken = true
}

function lock(walk: Walk): void {
  walk.locked = true
}

function hide(walk: Walk): void {
  addTrait(walk.unpacking, 'archive/stream', walk.entries.at(-1)?.untrustedPath ?? '')
}

/** The name in bytes, a zero, and how to make UTF-16 of it: two bits a step say where a character comes from. Without a zero it is UTF-8. */
function unicodeName(raw: Buffer): string {
  const zero = raw.indexOf(0)
  if (zero === -1) return raw.toString('utf8')
  const coded = raw.subarray(zero + 1)
  const high = (coded[0] ?? 0) << 8
  let name = ''
  const put = (code: number): void => {
    name += String.fromCharCode(code & 0xffff)
  }
  let flags = 0
  let flagBits = 0
  for (let at = 1; at < coded.length; ) {
    if (flagBits === 0) {
      flags = coded[at]!
      at += 1
      flagBits = 8
    }
    flagBits -= 2
    const step = (flags >> flagBits) & 3
    const byte = coded[at] ?? 0
    if (step === 3) {
      const correction = (byte & 0x80) !== 0 ? (coded[at + 1] ?? 0) : null
      at += correction === null ? 1 : 2
      for (let left = (byte & 0x7f) + 2; left > 0; left -= 1) {
        const plain = raw[name.length] ?? 0
        put(correction === null ? plain : high + ((plain + correction) & 0xff))
      }
      continue
    }
    if (at >= coded.length) break
    put(step === 0 ? byte : step === 1 ? high + byte : byte + ((coded[at + 1] ?? 0) << 8))
    at += step === 2 ? 2 : 1
  }
  return name
}
