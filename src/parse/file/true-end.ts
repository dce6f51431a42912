/** Where a file of a format ends by the format's own marks, so that what stands behind can be looked at: each walk is one pass. */
import { OLE2_MAGIC } from './ole.ts'

/** `sound` is false when the walk broke off: behind `end` lies then damage, a cut or something foreign. */
export interface TrueEnd {
  readonly end: number
  readonly sound: boolean
}

type Walk = (buffer: Buffer) => TrueEnd

const broke = (end: number): TrueEnd => ({ end, sound: false })
/** A size that reaches beyond the file is a cut file, and nothing stands behind a cut. */
const declared = (buffer: Buffer, end: number): TrueEnd => ({ end: Math.min(end, buffer.length), sound: end <= buffer.length })

/** PNG 3rd edition 5.3: length, type, data, checksum, up to IEND. */
function png(buffer: Buffer): TrueEnd {
  let at = 8
  while (at + 12 <= buffer.length) {
    const next = at + 12 + buffer.readUInt32BE(at)
    if (next > buffer.length) return broke(at)
    if (buffer.toString('latin1', at + 4, at + 8) === 'IEND') return { end: next, sound: true }
    at = next
  }
  return broke(at)
}

/** ITU T.81 B.1.1: segments with a length; behind SOS coded data, in which FF is followed by 00 or a restart marker. */
export function jpegEnd(buffer: Buffer, start = 0): TrueEnd {
  let at = start + 2
  while (at + 2 <= buffer.length) {
    if (buffer[at] !== 0xff) return broke(at)
    const marker = buffer[at + 1]!
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xd9) return { end: at + 2, sound: true }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2
      continue
    }
    if (marker === 0 || at + 4 > buffer.length) return broke(at)
    const next = at + 2 + buffer.readUInt16BE(at + 2)
    if (next > buffer.length) return broke(at)
    at = marker === 0xda ? codedDataEnd(buffer, next) : next
  }
  return broke(Math.min(at, buffer.length))
}

function codedDataEnd(buffer: Buffer, from: number): number {
  let at = buffer.indexOf(0xff, from)
  while (at !== -1 && at + 1 < buffer.length) {
    const next = buffer[at + 1]!
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
    at = buffer.indexOf(0xff, at + 1)
  }
  return buffer.length
}

/** GIF89a, appendix B: blocks up to the trailer 3B. */
function gif(buffer: Buffer): TrueEnd {
  if (buffer.length < 13) return broke(buffer.length)
  const tableBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1))
  let at = 13 + tableBytes(buffer[10]!)
  while (at < buffer.length) {
    const kind = buffer[at]
    if (kind === 0x3b) return { end: at + 1, sound: true }
    let from: number
    if (kind === 0x21) from = at + 2
    else if (kind === 0x2c && at + 10 <= buffer.length) from = at + 11 + tableBytes(buffer[at + 9]!)
    else return broke(at)
    while (from < buffer.length && buffer[from] !== 0) from += 1 + buffer[from]!
    at = from + 1
  }
  return broke(Math.min(at, buffer.length))
}

/** [MS-WMF] 2.2.2: rows of four bytes behind the header and the colours; the size in the file header is often wrong, and counts for packed pixels alone. */
function bmp(buffer: Buffer): TrueEnd {
  if (buffer.length < 54) return broke(buffer.length)
  const packed = buffer.readUInt32LE(14) >= 40 && buffer.readUInt32LE(30) !== 0 && buffer.readUInt32LE(30) !== 3
  if (packed || buffer.readUInt32LE(14) < 40) return declared(buffer, buffer.readUInt32LE(2))
  const rowBytes = Math.ceil((buffer.readInt32LE(18) * buffer.readUInt16LE(28)) / 32) * 4
  const pixels = buffer.readUInt32LE(10) + rowBytes * Math.abs(buffer.readInt32LE(22))
  const size = buffer.readUInt32LE(2)
  return declared(buffer, size > pixels && size <= buffer.length ? size : pixels)
}

/** "RIFF" and its size; recorders that were cut off leave the size at zero or at its most. */
function riff(buffer: Buffer): TrueEnd {
  const bigEndian = buffer.toString('latin1', 0, 4) !== 'RIFF'
  const size = buffer.length < 8 ? 0 : bigEndian ? buffer.readUInt32BE(4) : buffer.readUInt32LE(4)
  if (size === 0 || size === 0xffffffff) return declared(buffer, buffer.length)
  return declared(buffer, 8 + size + (size % 2))
}

function icon(buffer: Buffer): TrueEnd {
  let end = 6
  const count = buffer.length < 6 ? 0 : buffer.readUInt16LE(4)
  for (let at = 6; at < 6 + count * 16 && at + 16 <= buffer.length; at += 16) {
    end = Math.max(end, at + 16, buffer.readUInt32LE(at + 8) + buffer.readUInt32LE(at + 12))
  }
  return declared(buffer, end)
}

/** ISO 14496-12 4.2: size and type; a size of 1 stands for 64 bits behind the type, 0 for the rest of the file. */
function boxes(buffer: Buffer): TrueEnd {
  let at = 0
  while (at + 8 <= buffer.length) {
    if (!/^[\x20-\x7e\xa9]{4}$/.test(buffer.toString('latin1', at + 4, at + 8))) return broke(at)
    let size = buffer.readUInt32BE(at)
    if (size === 0) return declared(buffer, buffer.length)
    if (size === 1) {
      if (at + 16 > buffer.length) return broke(at)
      size = Number(buffer.readBigUInt64BE(at + 8))
    }
    if (size < 8 || at + size > buffer.length) return broke(at)
    at += size
  }
  return { end: at, sound: at === buffer.length }
}

/** RFC 8794: an id and a size of one to eight bytes; a size of all ones is unknown. */
function ebml(buffer: Buffer): TrueEnd {
  let at = 0
  while (at + 2 <= buffer.length) {
    const idBytes = Math.clz32(buffer[at]!) - 23
    const sizeAt = at + idBytes
    const sizeBytes = sizeAt < buffer.length ? Math.clz32(buffer[sizeAt]!) - 23 : 9
    if (idBytes > 4 || sizeBytes > 8 || sizeAt + sizeBytes > buffer.length) return broke(at)
    let size = buffer[sizeAt]! - 2 ** (8 - sizeBytes)
    let unknown = size === 2 ** (8 - sizeBytes) - 1
    for (let index = 1; index < sizeBytes; index += 1) {
      unknown &&= buffer[sizeAt + index] === 0xff
      size = size * 256 + buffer[sizeAt + index]!
    }
    if (unknown) return declared(buffer, buffer.length)
    if (sizeAt + sizeBytes + size > buffer.length) return broke(at)
    at = sizeAt + sizeBytes + size
  }
  return { end: at, sound: at === buffer.length }
}

/** RFC 3533 6: "OggS", and a table of segments whose values add up to the size of the page. */
function ogg(buffer: Buffer): TrueEnd {
  let at = 0
  while (at + 27 <= buffer.length && buffer.toString('latin1', at, at + 4) === 'OggS') {
    const segments = buffer[at + 26]!
    let next = at + 27 + segments
    for (let index = 0; index < segments && at + 27 + index < buffer.length; index += 1) next += buffer[at + 27 + index]!
    if (next > buffer.length) return broke(at)
    at = next
  }
  return { end: at, sound: true }
}

/** Kilobits a second of layers I, II and III by version (ISO 11172-3 2.4.2.3, ISO 13818-3 2.4.2.3). */
const BITRATES: Readonly<Record<string, readonly number[]>> = {
  '1.1': [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  '1.2': [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  '1.3': [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  '2.1': [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  '2.2': [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
}

/** Bytes of the MPEG audio frame that begins at `at`; 0 when none does, or its rate is free. */
export function soundFrameBytes(buffer: Buffer, at: number): number {
  if (at + 4 > buffer.length || buffer[at] !== 0xff || (buffer[at + 1]! & 0xe0) !== 0xe0) return 0
  const version = (buffer[at + 1]! >> 3) & 3
  const layer = 4 - ((buffer[at + 1]! >> 1) & 3)
  const rate = buffer[at + 2]! >> 4
  const sampling = (buffer[at + 2]! >> 2) & 3
  if (version === 1 || layer === 4 || rate === 15 || rate === 0 || sampling === 3) return 0
  const isFirst = version === 3
  const kilobits = BITRATES[isFirst ? `1.${layer}` : layer === 1 ? '2.1' : '2.2']![rate]!
  const hertz = [44_100, 48_000, 32_000][sampling]! / (isFirst ? 1 : version === 2 ? 2 : 4)
  const padding = (buffer[at + 2]! >> 1) & 1
  if (layer === 1) return (Math.floor((12_000 * kilobits) / hertz) + padding) * 4
  return Math.floor(((layer === 3 && !isFirst ? 72_000 : 144_000) * kilobits) / hertz) + padding
}

/** ID3v2.4 3.1: a size of four times seven bits behind the mark, without the ten bytes of header and footer. 0 when there is no tag. */
export function soundTagBytes(buffer: Buffer, at: number): number {
  if (at + 10 > buffer.length || buffer.toString('latin1', at, at + 3) !== 'ID3') return 0
  const [version, revision, flags] = [buffer[at + 3]!, buffer[at + 4]!, buffer[at + 5]!]
  const size = [6, 7, 8, 9].map((index) => buffer[at + index]!)
  if (version < 2 || version > 4 || revision === 0xff || (flags & 0x0f) !== 0 || size.some((byte) => byte > 0x7f)) return 0
  return 10 + size.reduce((sum, byte) => sum * 128 + byte, 0) + ((flags & 0x10) === 0 ? 0 : 10)
}

function sound(buffer: Buffer): TrueEnd {
  let at = Math.min(soundTagBytes(buffer, 0), buffer.length)
  while (at < buffer.length && buffer[at] === 0) at += 1
  for (let bytes = soundFrameBytes(buffer, at); bytes > 0; bytes = soundFrameBytes(buffer, at)) at += bytes
  // ID3v1 is the last 128 bytes; APEv2 and Lyrics3 stand before it and say so.
  const tag = /^(?:TAG|APETAGEX|LYRICSBEGIN|ID3)/.test(buffer.toString('latin1', at, at + 11))
  return tag ? declared(buffer, buffer.length) : { end: Math.min(at, buffer.length), sound: true }
}

/** ISO 32000-1 7.5.5: the last line is %%EOF; each later change of the file adds one. */
function pdf(buffer: Buffer): TrueEnd {
  const mark = buffer.lastIndexOf('%%EOF')
  return mark === -1 ? broke(buffer.length) : { end: mark + 5, sound: true }
}

/** 7zFormat.txt: 32 bytes, behind them the packed streams, then a header whose place and size the first bytes name. */
function sevenZip(buffer: Buffer): TrueEnd {
  if (buffer.length < 32) return broke(buffer.length)
  return declared(buffer, 32 + Number(buffer.readBigUInt64LE(12)) + Number(buffer.readBigUInt64LE(20)))
}

/** [MS-CAB] 2.1: cbCabinet. */
function cabinet(buffer: Buffer): TrueEnd {
  return buffer.length < 12 ? broke(buffer.length) : declared(buffer, buffer.readUInt32LE(8))
}

/** [MS-CFB] 2.3: the last sector that the allocation table has in use. Tables beyond the first 109 sectors are not followed. */
function compound(buffer: Buffer): TrueEnd {
  if (buffer.length < 512 || !buffer.subarray(0, 8).equals(OLE2_MAGIC)) return broke(buffer.length)
  const sector = buffer.readUInt16LE(30) === 12 ? 4096 : 512
  const tables = buffer.readUInt32LE(44)
  if (tables > 109) return broke(buffer.length)
  // Where the directory begins is in use, whatever a broken table says.
  let last = Math.min(buffer.readUInt32LE(48), Math.ceil(buffer.length / sector))
  for (let table = 0; table < tables; table += 1) {
    const at = (buffer.readUInt32LE(76 + table * 4) + 1) * sector
    if (at + sector > buffer.length) return broke(buffer.length)
    for (let index = 0; index < sector / 4; index += 1) {
      if (buffer.readUInt32LE(at + index * 4) !== 0xffffffff) last = Math.max(last, table * (sector / 4) + index)
    }
  }
  return declared(buffer, (last + 2) * sector)
}

const WALKS: Readonly<Record<string, Walk>> = {
  'image/png': png,
  'image/jpeg': jpegEnd,
  'image/gif': gif,
  'image/bmp': bmp,
  'image/webp': riff,
  'image/x-icon': icon,
  'audio/wav': riff,
  'audio/aiff': riff,
  'video/vnd.avi': riff,
  'audio/mpeg': sound,
  'audio/ogg': ogg,
  'video/ogg': ogg,
  'application/ogg': ogg,
  'video/webm': ebml,
  'video/matroska': ebml,
  'application/pdf': pdf,
  'application/x-7z-compressed': sevenZip,
  'application/vnd.ms-cab-compressed': cabinet,
  'application/msword': compound,
  'application/vnd.ms-excel': compound,
  'application/vnd.ms-powerpoint': compound,
  'application/vnd.ms-outlook': compound,
  'application/x-cfb': compound,
}
const BOXED =
  /^(?:video\/(?:mp4|quicktime|x-m4v|3gpp2?)|audio\/(?:mp4|x-m4a)|image\/(?:hei[cf](?:-sequence)?|avif|jp2|jpx|jpm|mj2|x-canon-cr3))$/

/** Null for formats that do not say where they end, or whose opener sees to it. `type` is what `detectType` said. */
export function trueEnd(buffer: Buffer, type: string): TrueEnd | null {
  if (BOXED.test(type)) return boxes(buffer)
  return Object.hasOwn(WALKS, type) ? WALKS[type]!(buffer) : null
}
