/** The media type of bytes, by their content alone: names and claims are never asked. */
import { fileTypeFromBuffer } from 'file-type'
import { OLE2_MAGIC, oleType } from './ole.ts'
import { readTextHead, sniffText } from './text.ts'
import { zipType } from './zip-type.ts'

export const UNKNOWN_TYPE = 'application/octet-stream'

/** No magic of file-type lies behind this but ISO 9660, which is looked for here. */
const MAGIC_BYTES = 256 * 1024
const ZIP_END = Buffer.from([0x50, 0x4b, 5, 6])
/** APPNOTE 4.3.7, 4.3.16 and 8.5.3: a first entry, an empty archive, a once split one. */
const ZIP_STARTS = [Buffer.from([0x50, 0x4b, 3, 4]), ZIP_END, Buffer.from([0x50, 0x4b, 7, 8])]
const ZIP_END_MAX_BYTES = 22 + 65_535

interface Magic {
  readonly type: string
  readonly at?: number
  readonly bytes: Buffer
}

const text = (value: string): Buffer => Buffer.from(value, 'latin1')

/** What file-type does not know and Windows opens or mounts. */
const OWN_MAGIC: readonly Magic[] = [
  { type: 'application/vnd.android.dex', bytes: text('dex\n') },
  // [MS-ONESTORE] 2.3.1: {7B5C52E4-D88C-4DA7-AEB1-5378D02996D3} and its package form of 2.8.1.
  { type: 'application/onenote', bytes: Buffer.from('e4525c7b8cd8a74daeb15378d02996d3', 'hex') },
  { type: 'application/onenote', bytes: Buffer.from('3fdd9a101b91f549a5d01791edc8aed8', 'hex') },
  { type: 'application/x-virtualbox-vhd', bytes: text('conectix') },
  { type: 'application/x-virtualbox-vhdx', bytes: text('vhdxfile') },
  { type: 'application/x-ms-wim', bytes: text('MSWIM\0\0\0') },
  { type: 'application/x-xar', bytes: text('xar!') },
  // cpio(5): the three kinds that are text, and the oldest in the order of bytes that file-type does not ask for.
  { type: 'application/x-cpio', bytes: text('070701') },
  { type: 'application/x-cpio', bytes: text('070702') },
  { type: 'application/x-cpio', bytes: Buffer.from([0x71, 0xc7]) },
  { type: 'application/vnd.ms-tnef', bytes: Buffer.from([0x78, 0x9f, 0x3e, 0x22]) },
  { type: 'application/vnd.ms-outlook-pst', bytes: text('!BDN') },
  { type: 'application/x-lzma', bytes: Buffer.from([0x5d, 0, 0, 0x80, 0]) },
  { type: 'application/x-iso9660-image', at: 0x8001, bytes: text('CD001') },
  { type: 'application/x-iso9660-image', at: 0x8001, bytes: text('BEA01') },
]

/** Formats whose own syntax is text: an answer of these stands although the bytes are text. */
const TEXTUAL: ReadonlySet<string> = new Set([
  'application/pdf',
  'application/rtf',
  'application/postscript',
  'application/eps',
  'application/pgp-encrypted',
  'application/x-ms-regedit',
  'application/x-unix-archive',
  'text/calendar',
  'text/vcard',
  'text/vtt',
])

/** One name for what goes by several. */
const ALIASES: Readonly<Record<string, string>> = {
  'application/xml': 'text/xml',
  'application/x-gzip': 'application/gzip',
  'image/apng': 'image/png',
}

/**
 * Detects in time linear in `bytes.length`; never throws.
 * Returns `application/octet-stream` for the empty and the unknown, `text/plain` for text that is nothing more.
 */
export async function detectType(bytes: Uint8Array): Promise<string> {
  if (bytes.length === 0) return UNKNOWN_TYPE
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (ZIP_STARTS.some((magic) => startsWith(buffer, magic))) return await zipType(bytes)
  if (startsWith(buffer, OLE2_MAGIC)) return oleType(bytes)
  for (const magic of OWN_MAGIC) if (startsWith(buffer, magic.bytes, magic.at)) return magic.type

  const known = await byMagic(buffer)
  // `BM` and `MZ` are pictures and programs, and words as well: what is text from end to end is text, unless its format is.
  if (known !== null && (TEXTUAL.has(known) || !isPrintable(buffer[0]!))) return known
  const textHead = readTextHead(bytes)
  if (known !== null && known !== 'text/xml' && !textHead.isText) return known
  // Readers take a header within the first 1,024 bytes (ISO 32000-1, annex H, note 13).
  if (buffer.subarray(0, 1024).includes('%PDF-') && (!textHead.isText || buffer.includes('\nstartxref'))) return 'application/pdf'
  const sniffed = sniffText(textHead)
  if (sniffed !== null) return sniffed
  // Archivers find a zip by its end, whatever stands before it.
  const hasZipEnd = buffer.subarray(-ZIP_END_MAX_BYTES).includes(ZIP_END)
  return hasZipEnd ? 'application/zip' : (known ?? UNKNOWN_TYPE)
}

function startsWith(buffer: Buffer, magic: Buffer, at = 0): boolean {
  return buffer.length >= at + magic.length && buffer.compare(magic, 0, magic.length, at, at + magic.length) === 0
}

function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f
}

async function byMagic(buffer: Buffer): Promise<string | null> {
  try {
    const found = await fileTypeFromBuffer(buffer.subarray(0, MAGIC_BYTES))
    if (found === undefined) return null
    const type = found.mime.toLowerCase().replace(/;.*$/, '')
    return ALIASES[type] ?? type
  } catch {
    // A parser that stumbles over hostile bytes knows nothing about them: the sniffers below still look, and unknown is not clean.
    return null
  }
}
