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

/** What file-type does not know, or not always, and Windows opens or mounts. */
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

/** Looked at when nothing else is known: a tag in front of sound, a container of video, whatever follows is damaged or not. */
const LAST_MAGIC: readonly Magic[] = [
  { type: 'audio/mpeg', bytes: text('ID3') },
  { type: 'video/matroska', bytes: Buffer.from([0x1a, 0x45, 0xdf, 0xa3]) },
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
  'application/x-cpio',
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
  if (isPythonBytecode(buffer)) return 'application/x-python-bytecode'
  if (isObjectFile(buffer)) return 'application/x-coff'
  for (const magic of OWN_MAGIC) if (startsWith(buffer, magic.bytes, magic.at)) return magic.type

  const known = await byMagic(buffer)
  // `BM` and `MZ` are pictures and programs, and words as well: what is text from end to end is text, unless its format is.
  if (known !== null && known !== 'text/xml' && (TEXTUAL.has(known) || !isPrintable(buffer[0]!))) return known
  const textHead = readTextHead(bytes)
  if (known !== null && known !== 'text/xml' && !textHead.isText) return known
  // Readers take a header within the first 1,024 bytes (ISO 32000-1, annex H, note 13).
  if (buffer.subarray(0, 1024).includes('%PDF-') && (!textHead.isText || buffer.includes('\nstartxref'))) return 'application/pdf'
  const sniffed = sniffText(textHead)
  if (sniffed !== null) return sniffed
  // Archivers find a zip by its end, whatever stands before it.
  const hasZipEnd = buffer.subarray(-ZIP_END_MAX_BYTES).includes(ZIP_END)
  if (hasZipEnd) return await zipType(bytes)
  return known ?? LAST_MAGIC.find((magic) => startsWith(buffer, magic.bytes))?.type ?? UNKNOWN_TYPE
}

/** PEP 3147 and importlib: two bytes of version, CR LF, and behind 4, 8 or 12 bytes of fields a marshalled code object, with or without its flag. */
function isPythonBytecode(buffer: Buffer): boolean {
  if (buffer.length < 24 || buffer.readUInt16LE(2) !== 0x0a0d || isPrintable(buffer[1]!)) return false
  return [8, 12, 16].some((at) => buffer[at] === 0xe3 || buffer[at] === 0x63)
}

/** [PE format] "COFF file header": the machines that Windows runs on, no optional header, and a table of symbols that is in the file. */
function isObjectFile(buffer: Buffer): boolean {
  if (buffer.length < 60 || ![0x14c, 0x8664, 0x1c4, 0xaa64].includes(buffer.readUInt16LE(0))) return false
  const sections = buffer.readUInt16LE(2)
  const symbols = buffer.readUInt32LE(8)
  const symbolsEnd = symbols + buffer.readUInt32LE(12) * 18
  return sections > 0 && sections < 4_096 && buffer.readUInt16LE(16) === 0 && symbols >= 20 + sections * 40 && symbolsEnd <= buffer.length
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
