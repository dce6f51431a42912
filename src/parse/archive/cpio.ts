/** Opens a cpio of any of its four kinds (cpio(5): old binary of both byte orders, odc, newc and newc with checksums); files are views. */

import { addTrait, keep, leaveClosed, mayDescend, mayList, type Unpacking } from './unpacking.ts'
import { isUnsafeLink } from './unsafe-link.ts'

interface Header {
  readonly mode: number
  readonly nameBytes: number
  readonly dataBytes: number
  readonly headerBytes: number
  /** Names and data begin at multiples of it. */
  readonly alignment: 1 | 2 | 4
  readonly checksum: number | null
}

const TRAILER = 'TRAILER!!!'
const MAX_NAME_BYTES = 64 * 1024
const TYPE_MASK = 0o170000
const KINDS: ReadonlyMap<number, 'file' | 'directory' | 'link'> = new Map([
  [0o100000, 'file'],
  [0o040000, 'directory'],
  [0o120000, 'link'],
])

export function openCpio(bytes: Uint8Array, unpacking: Unpacking): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const open = mayDescend(unpacking)
  for (let at = 0; ; ) {
    const header = readHeader(buffer, at)
    if (header === null || header.nameBytes < 1 || header.nameBytes > MAX_NAME_BYTES) {
      leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
      return
    }
    const { alignment, nameBytes, dataBytes, headerBytes, checksum, mode } = header
    const aligned = (offset: number): number => Math.ceil(offset / alignment) * alignment
    const nameAt = at + headerBytes
    const dataAt = aligned(nameAt + nameBytes)
    const end = dataAt + dataBytes
    if (end > buffer.length || buffer[nameAt + nameBytes - 1] !== 0) {
      leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
      return
    }
    const untrustedPath = buffer.toString('utf8', nameAt, nameAt + nameBytes - 1)
    at = aligned(end)
    if (untrustedPath === TRAILER) {
      // Writers pad to a block with zeros.
      if (buffer.subarray(at).some((byte) => byte !== 0)) leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
      return
    }
    if (!mayList(unpacking)) return
    const data = buffer.subarray(dataAt, end)
    if (checksum !== null && checksum !== data.reduce((sum, byte) => (sum + byte) >>> 0, 0)) leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
    const kind = KINDS.get(mode & TYPE_MASK) ?? 'device'
    unpacking.entries.push({
      untrustedPath,
      sizeBytes: dataBytes,
      compressedBytes: dataBytes,
      encrypted: false,
      directory: kind === 'directory',
    })
    if (kind === 'device') addTrait(unpacking, 'archive/device', untrustedPath)
    if (kind === 'link' && isUnsafeLink(untrustedPath, data.toString('utf8', 0, MAX_NAME_BYTES)))
      addTrait(unpacking, 'archive/link', untrustedPath)
    if (open && kind === 'file' && !keep(unpacking, untrustedPath, data)) return
  }
}

function readHeader(buffer: Buffer, at: number): Header | null {
  const magic = buffer.toString('latin1', at, at + 6)
  if (magic === '070707') {
    const fields = numbers(buffer, at + 6, [6, 6, 6, 6, 6, 6, 6, 11, 6, 11], 8)
    if (fields === null) return null
    return { mode: fields[2]!, nameBytes: fields[8]!, dataBytes: fields[9]!, headerBytes: 76, alignment: 1, checksum: null }
  }
  if (magic === '070701' || magic === '070702') {
    const fields = numbers(
      buffer,
      at + 6,
      Array.from({ length: 13 }, () => 8),
      16,
    )
    if (fields === null) return null
    const checksum = magic === '070702' && (fields[1]! & TYPE_MASK) === 0o100000 ? fields[12]! : null
    return { mode: fields[1]!, nameBytes: fields[11]!, dataBytes: fields[6]!, headerBytes: 110, alignment: 4, checksum }
  }
  if (at + 26 > buffer.length) return null
  const little = buffer.readUInt16LE(at) === 0o070707
  if (!little && buffer.readUInt16BE(at) !== 0o070707) return null
  const word = (index: number): number => (little ? buffer.readUInt16LE(at + index * 2) : buffer.readUInt16BE(at + index * 2))
  // The size is two words, the higher one first, whatever the order of bytes.
  return { mode: word(3), nameBytes: word(10), dataBytes: word(11) * 65_536 + word(12), headerBytes: 26, alignment: 2, checksum: null }
}

function numbers(buffer: Buffer, at: number, widths: readonly number[], base: 8 | 16): readonly number[] | null {
  const read: number[] = []
  let from = at
  for (const width of widths) {
    const field = buffer.toString('latin1', from, from + width)
    if (field.length !== width || !(base === 8 ? /^[0-7]+$/ : /^[0-9a-f]+$/i).test(field)) return null
    read.push(Number.parseInt(field, base))
    from += width
  }
  return read
}
