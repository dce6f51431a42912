/** Finds the streams of an xz, lzip, lzma or bzip2 file, so that every byte of the file belongs to one of them. */
import { type PackedStream, ZIP_METHODS } from './stream.ts'

/** The .xz File Format 1.2, 2.1: header 12 bytes, footer 12 bytes that end in `YZ`. */
const XZ_FRAME_BYTES = 12
/** lzip manual, "File format": 6 bytes before, CRC, data size and member size behind. */
const LZIP_HEAD_BYTES = 6
const LZIP_TAIL_BYTES = 20
const MAX_STREAMS = 2_001

/** Null when the chain of footers does not end at the beginning. */
export function xzStreams(bytes: Uint8Array): readonly PackedStream[] | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const streams: PackedStream[] = []
  let end = buffer.length
  while (end > 0 && streams.length < MAX_STREAMS) {
    // 2.2: padding is a multiple of four zeros.
    while (end >= 4 && buffer.readUInt32LE(end - 4) === 0) end -= 4
    const start = end < 2 * XZ_FRAME_BYTES ? null : xzStart(buffer, end)
    if (start === null) return null
    streams.unshift({ method: ZIP_METHODS.xz, packed: buffer.subarray(start, end), sizeBytes: null, crc32: null })
    end = start
  }
  return streams
}

function xzStart(buffer: Buffer, end: number): number | null {
  if (buffer.readUInt16BE(end - 2) !== 0x595a) return null
  // 2.1.2.2: the size of the index, as a number of four bytes less one.
  const indexBytes = (buffer.readUInt32LE(end - 8) + 1) * 4
  const indexAt = end - XZ_FRAME_BYTES - indexBytes
  if (indexAt < XZ_FRAME_BYTES || buffer[indexAt] !== 0) return null
  const index = { buffer, at: indexAt + 1, end: end - XZ_FRAME_BYTES }
  const records = multibyte(index)
  if (records === null || records > indexBytes / 2) return null
  let blocks = 0
  for (let record = 0; record < records; record += 1) {
    const unpadded = multibyte(index)
    if (unpadded === null || multibyte(index) === null) return null
    blocks += Math.ceil(unpadded / 4) * 4
  }
  const start = indexAt - blocks - XZ_FRAME_BYTES
  return start >= 0 && buffer.compare(XZ_MAGIC, 0, 6, start, start + 6) === 0 ? start : null
}

const XZ_MAGIC = Buffer.from('fd377a585a00', 'hex')

/** 1.2: seven bits a byte, at most nine bytes. */
function multibyte(from: { readonly buffer: Buffer; at: number; readonly end: number }): number | null {
  let value = 0
  for (let index = 0; index < 9 && from.at < from.end; index += 1) {
    const byte = from.buffer[from.at]!
    from.at += 1
    value += (byte & 0x7f) * 128 ** index
    if (byte < 0x80) return Number.isSafeInteger(value) ? value : null
  }
  return null
}

export function lzipMembers(bytes: Uint8Array): readonly PackedStream[] | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const members: PackedStream[] = []
  let end = buffer.length
  while (end > 0 && members.length < MAX_STREAMS) {
    if (end < LZIP_HEAD_BYTES + LZIP_TAIL_BYTES) return null
    const memberBytes = Number(buffer.readBigUInt64LE(end - 8))
    const start = end - memberBytes
    if (memberBytes < LZIP_HEAD_BYTES + LZIP_TAIL_BYTES || start < 0 || buffer.toString('latin1', start, start + 5) !== 'LZIP\x01')
      return null
    const coded = buffer[start + 5]!
    const base = 2 ** (coded & 0x1f)
    const dictionary = base - (base / 16) * (coded >> 5)
    if ((coded & 0x1f) < 12 || (coded & 0x1f) > 29) return null
    // Properties of every lzip member: lc 3, lp 0, pb 2.
    const head = Buffer.from([0, 0, 5, 0, 0x5d, 0, 0, 0, 0])
    head.writeUInt32LE(dictionary, 5)
    members.unshift({
      method: ZIP_METHODS.lzma,
      packed: Buffer.concat([head, buffer.subarray(start + LZIP_HEAD_BYTES, end - LZIP_TAIL_BYTES)]),
      crc32: buffer.readUInt32LE(end - 20),
      sizeBytes: Number(buffer.readBigUInt64LE(end - 16)),
    })
    end = start
  }
  return members
}

/** LZMA SDK, lzma.txt: properties, dictionary, size (all ones when an end mark tells), and the stream up to the end of the file. */
export function lzmaAlone(bytes: Uint8Array): readonly PackedStream[] | null {
  if (bytes.length < 18) return null
  const told = Buffer.from(bytes.subarray(5, 13)).readBigUInt64LE()
  const sizeBytes = told === 0xffff_ffff_ffff_ffffn ? null : Number(told)
  const head = Buffer.from([0, 0, 5, 0, ...bytes.subarray(0, 5)])
  return [{ method: ZIP_METHODS.lzma, packed: Buffer.concat([head, bytes.subarray(13)]), sizeBytes, crc32: null }]
}

const BZIP2_BLOCK = 0x314159265359
const BZIP2_END = 0x177245385090
const BZIP2_HEAD = Buffer.from('BZh')
const BZIP2_SHORTEST_BYTES = 14

/**
 * bzip2 tells no lengths. Each stream begins on a byte with `BZh`, a digit, and the mark of a block or of the end (one of 2^48 by chance;
 * what is split wrongly does not unpack), and ends with the mark of the end, a checksum and at most seven bits: what lies behind is no stream.
 */
export function bzip2Streams(bytes: Uint8Array): readonly PackedStream[] | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const starts: number[] = []
  for (let at = buffer.indexOf(BZIP2_HEAD); at !== -1 && starts.length < MAX_STREAMS; at = buffer.indexOf(BZIP2_HEAD, at + 1)) {
    const mark = at + 10 <= buffer.length ? buffer.readUIntBE(at + 4, 6) : 0
    if (mark === BZIP2_BLOCK || mark === BZIP2_END) starts.push(at)
  }
  if (starts[0] !== 0) return null
  const streams = starts.map((start, index) => buffer.subarray(start, starts[index + 1] ?? buffer.length))
  if (!streams.every(endsWithMark)) return null
  return streams.map((packed) => ({ method: ZIP_METHODS.bzip2, packed, sizeBytes: null, crc32: null }))
}

function endsWithMark(stream: Buffer): boolean {
  if (stream.length < BZIP2_SHORTEST_BYTES) return false
  const tail = BigInt(`0x${stream.subarray(-11).toString('hex')}`)
  return [0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n].some((padding) => ((tail >> (padding + 32n)) & 0xffff_ffff_ffffn) === BigInt(BZIP2_END))
}
