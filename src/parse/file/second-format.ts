/** Finds a second format in bytes that belong to a first one: by marks strong enough that chance does not make them, each search one pass. */
import { crc32 } from 'node:zlib'
import { familyOf } from './family.ts'
import { OLE2_MAGIC } from './ole.ts'
import { readTextHead, sniffText } from './text.ts'
import { soundFrameBytes, soundTagBytes } from './true-end.ts'
import { placeOfZip } from './zip-place.ts'

export interface Second {
  /** `zip`, `pdf`, `page`, `program`, … */
  readonly format: string
  readonly at: number
}

const latin1 = (value: string): Buffer => Buffer.from(value, 'latin1')

interface Mark {
  readonly format: string
  readonly bytes: Buffer
  /** Where in the format the mark stands. */
  readonly offset?: number
  /** What has to hold besides; `at` is where the format would begin. */
  readonly proof?: (buffer: Buffer, at: number) => boolean
}

/** Found by their programs wherever they begin: self-extracting archives live by that. */
const ANYWHERE: readonly Mark[] = [
  { format: 'rar', bytes: latin1('Rar!\x1a\x07\0') },
  { format: 'rar', bytes: latin1('Rar!\x1a\x07\x01\0') },
  // 7zFormat.txt: the checksum of the start header stands at 8 and covers the twenty bytes from 12 on.
  {
    format: '7z',
    bytes: latin1("7z\xbc\xaf'\x1c"),
    proof: (buffer, at) => at + 32 <= buffer.length && crc32(buffer.subarray(at + 12, at + 32)) === buffer.readUInt32LE(at + 8),
  },
  { format: 'ace', bytes: latin1('**ACE**'), offset: 7 },
  // PHP runs what stands before this in any file that is included as an archive (php.net, "Phar file stub").
  { format: 'phar', bytes: latin1('__HALT_COMPILER();') },
  // The stub that linkers put before the PE header.
  { format: 'program', bytes: latin1('This program cannot be run in DOS mode') },
]

/** A browser or mshta runs these once the name says so, and PHP wherever it includes the file. */
const MARKUP = /<(?:script|html|hta:application)[\s>]|<!doctype html|<\?php\s/i

/** What a region begins with that belongs to nobody. */
const AT_START: readonly Mark[] = [
  { format: 'zip', bytes: latin1('PK\x03\x04') },
  { format: 'cab', bytes: latin1('MSCF\0\0\0\0') },
  { format: 'program', bytes: latin1('MZ'), proof: isProgram },
  { format: 'program', bytes: latin1('\x7fELF') },
  { format: 'program', bytes: Buffer.from('cafebabe', 'hex') },
  { format: 'program', bytes: Buffer.from('cffaedfe', 'hex') },
  { format: 'program', bytes: Buffer.from('cefaedfe', 'hex') },
  { format: 'program', bytes: latin1('\0asm') },
  { format: 'program', bytes: latin1('dex\n') },
  { format: 'shortcut', bytes: Buffer.from('4c0000000114020000000000c000000000000046', 'hex') },
  { format: 'office', bytes: OLE2_MAGIC },
  { format: 'rtf', bytes: latin1('{\\rt') },
  { format: 'postscript', bytes: latin1('%!PS') },
  { format: 'gzip', bytes: latin1('\x1f\x8b\x08') },
  { format: 'bzip2', bytes: latin1('BZh'), proof: (buffer, at) => buffer.toString('latin1', at + 4, at + 10) === '1AY&SY' },
  { format: 'xz', bytes: latin1('\xfd7zXZ\0') },
  { format: 'zstd', bytes: latin1('\x28\xb5\x2f\xfd') },
  { format: 'arj', bytes: latin1('\x60\xea'), proof: isArj },
  { format: 'ar', bytes: latin1('!<arch>\n') },
  { format: 'cpio', bytes: latin1('07070') },
  { format: 'flash', bytes: latin1('FWS') },
  { format: 'flash', bytes: latin1('CWS') },
  { format: 'png', bytes: latin1('\x89PNG\r\n\x1a\n') },
  { format: 'gif', bytes: latin1('GIF8') },
  { format: 'jpeg', bytes: latin1('\xff\xd8\xff') },
  { format: 'tiff', bytes: latin1('II*\0') },
  { format: 'tiff', bytes: latin1('MM\0*') },
  { format: 'bmp', bytes: latin1('BM'), proof: (buffer, at) => at + 18 <= buffer.length && buffer.readUInt32LE(at + 6) === 0 },
  { format: 'riff', bytes: latin1('RIFF') },
  { format: 'flac', bytes: latin1('fLaC') },
  { format: 'ogg', bytes: latin1('OggS') },
  { format: 'video', bytes: latin1('ftyp'), offset: 4 },
  { format: 'video', bytes: latin1('FLV\x01') },
  { format: 'video', bytes: latin1('\x1a\x45\xdf\xa3') },
  { format: 'sound', bytes: latin1('ID3'), proof: (buffer, at) => soundTagBytes(buffer, at) > 0 },
  { format: 'sound', bytes: latin1('\xff'), proof: isSound },
  { format: 'tar', bytes: Buffer.alloc(0), proof: isTar },
]

function isProgram(buffer: Buffer, at: number): boolean {
  if (at + 64 > buffer.length) return false
  const header = at + buffer.readUInt32LE(at + 0x3c)
  return header + 4 <= buffer.length && buffer.toString('latin1', header, header + 4) === 'PE\0\0'
}

/** ARJ technical notes: header size, header of at least 30 bytes whose kind is 2, checksum behind it. */
function isArj(buffer: Buffer, at: number): boolean {
  if (at + 40 > buffer.length) return false
  const size = buffer.readUInt16LE(at + 2)
  if (size < 30 || size > 2_600 || at + 8 + size > buffer.length || buffer[at + 10] !== 2) return false
  return crc32(buffer.subarray(at + 4, at + 4 + size)) === buffer.readUInt32LE(at + 4 + size)
}

/** One frame is two bytes of chance; four that follow on each other are none. */
function isSound(buffer: Buffer, at: number): boolean {
  let next = at
  for (let frame = 0; frame < 4; frame += 1) {
    const bytes = soundFrameBytes(buffer, next)
    if (bytes === 0) return false
    next += bytes
  }
  return true
}

/** IEEE 1003.1 ustar: the sum of the header's bytes, the eight of the sum itself counted as blanks. */
export function isTar(buffer: Buffer, at = 0): boolean {
  if (at + 512 > buffer.length || !/^[0-7]{4,7}[\0 ]/.test(buffer.toString('latin1', at + 148, at + 156).trimStart())) return false
  let sum = 8 * 0x20
  for (let index = 0; index < 512; index += 1) if (index < 148 || index >= 156) sum += buffer[at + index]!
  return sum > 8 * 0x20 && sum === Number.parseInt(buffer.toString('latin1', at + 148, at + 156).trim(), 8)
}

function holds(buffer: Buffer, mark: Mark, at: number): boolean {
  const place = at + (mark.offset ?? 0)
  if (buffer.compare(mark.bytes, 0, mark.bytes.length, place, Math.min(buffer.length, place + mark.bytes.length)) !== 0) return false
  return mark.proof?.(buffer, at) ?? true
}

/** What the bytes from `at` on begin with, as far as this table knows. */
export function startsAs(buffer: Buffer, at: number): string | null {
  if (at >= buffer.length) return null
  return AT_START.find((mark) => holds(buffer, mark, at))?.format ?? null
}

/** Archives, programs and pages that are found wherever they begin, from `from` on. */
export function foundAnywhere(buffer: Buffer, from: number): Second | null {
  for (const mark of ANYWHERE) {
    const offset = mark.offset ?? 0
    let at = buffer.indexOf(mark.bytes, from + offset)
    while (at !== -1) {
      if (mark.proof?.(buffer, at - offset) ?? true) return { format: mark.format, at: at - offset }
      at = buffer.indexOf(mark.bytes, at + 1)
    }
  }
  return null
}

export function markupIn(buffer: Buffer, from = 0, to = buffer.length): Second | null {
  const found = MARKUP.exec(buffer.toString('latin1', from, to))
  return found === null ? null : { format: 'page', at: from + found.index }
}

/** A zip that its end leads to, whatever stands before and behind. */
export function zipIn(buffer: Buffer): Second | null {
  const layout = placeOfZip(buffer)
  return layout === null ? null : { format: 'zip', at: layout.start }
}

const PDF_HEAD_BYTES = 1_024
const PDF_HEADER = /%PDF-\d\.\d/

/** ISO 32000-1 annex H, note 13: readers take a header within the first 1,024 bytes. Objects have to follow, or it is but a word. */
export function pdfIn(buffer: Buffer): Second | null {
  const found = PDF_HEADER.exec(buffer.toString('latin1', 0, PDF_HEAD_BYTES))
  if (found === null) return null
  const proven = ['endobj', 'startxref', 'trailer', '/Root'].filter((word) => buffer.includes(word)).length >= 2
  return proven ? { format: 'pdf', at: found.index } : null
}

/** Formats whose mark stands at a place of its own and leaves the beginning of the file to others. */
export function fixedPlaces(buffer: Buffer): Second | null {
  if (isTar(buffer)) return { format: 'tar', at: 0 }
  // ECMA-119 8.4.1: sixteen sectors of anything, then the descriptor.
  if (buffer.toString('latin1', 0x8001, 0x8006) === 'CD001') return { format: 'iso', at: 0 }
  // DICOM PS3.10 7.1: 128 bytes of anything, then the mark.
  if (buffer.toString('latin1', 128, 132) === 'DICM') return { format: 'dicom', at: 0 }
  if (/^SEGA (?:GENESIS|MEGA DRIVE|32X)/.test(buffer.toString('latin1', 0x100, 0x110))) return { format: 'cartridge', at: 0 }
  return null
}

/**
 * A header that is a comment or an assignment to a script engine: `GIF89a/*…*​/=1`, `BM/*`, the length of a JPEG's first segment spelled `/*`
 * (portswigger.net/research/bypassing-csp-using-polyglot-jpegs).
 */
export function scriptHeader(buffer: Buffer): Second | null {
  const opening = /^[\w\xff\xd8\xe0.]{2,12}\s{0,8}(?:\/\*|=\s{0,4}["'`\d({[/][\x20-\x7e]{4})/.exec(buffer.toString('latin1', 0, 40))
  if (opening === null) return null
  // What the comment hid was a header; a script goes on behind it with an operator, or its first word would be an error.
  const goesOn = opening[0].endsWith('/*')
    ? /\*\/\s{0,8}[=;(+.,?-]\s{0,8}[\w"'`([{/!]/.test(buffer.toString('latin1', opening[0].length))
    : true
  return goesOn ? { format: 'script', at: 0 } : null
}

/** What stands in a region that belongs to no format: behind an end, before a beginning, in a gap. */
export function inRegion(region: Buffer): Second | null {
  let at = 0
  while (at < region.length && (region[at] === 0 || region[at] === 0x20 || (region[at]! >= 9 && region[at]! <= 13))) at += 1
  if (at === region.length) return null
  // Some formats begin with zeros of their own, as the size of a box does.
  const format = startsAs(region, at) ?? startsAs(region, Math.max(0, at - 3)) ?? startsAs(region, 0)
  if (format !== null) return { format, at }
  const strong = foundAnywhere(region, at) ?? markupIn(region, at)
  if (strong !== null) return strong
  const header = PDF_HEADER.exec(region.toString('latin1', at))
  if (header !== null && region.includes('endobj')) return { format: 'pdf', at: at + header.index }
  const local = region.indexOf('PK\x03\x04', at, 'latin1')
  if (local !== -1 && region.includes('PK\x01\x02', local, 'latin1')) return { format: 'zip', at: local }
  const sniffed = sniffText(readTextHead(region.subarray(at)))
  const family = sniffed === null ? 'other' : familyOf(sniffed)
  if (family === 'script' || family === 'executable') return { format: 'script', at }
  return null
}

/** A tag of sound somewhere in a picture: players pass over what stands before it. */
export function soundIn(buffer: Buffer, from: number): Second | null {
  for (let at = buffer.indexOf('ID3', from, 'latin1'); at !== -1; at = buffer.indexOf('ID3', at + 3, 'latin1')) {
    const bytes = soundTagBytes(buffer, at)
    if (bytes > 0 && at + bytes < buffer.length && isSound(buffer, at + bytes)) return { format: 'sound', at }
  }
  return null
}
