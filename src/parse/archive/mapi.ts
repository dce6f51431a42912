/** What TNEF and .msg have in common: the MAPI properties that hold words and files ([MS-OXPROPS]), and the words' own packing ([MS-OXRTFCP]). */
import { crc32 } from 'node:zlib'

export const PROPERTY = {
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  attachData: 0x3701,
  attachName: 0x3704,
  attachLongName: 0x3707,
} as const

/** [MS-OXCDATA] 2.11.1. */
export const TYPE = { object: 0x0d, string8: 0x1e, unicode: 0x1f, binary: 0x102 } as const

export function mapiText(data: Buffer, type: number): string {
  // The code page stands elsewhere and is often wrong; extensions are ASCII in all of them.
  const text = type === TYPE.unicode ? data.toString('utf16le') : data.toString('latin1')
  const end = text.indexOf('\0')
  return end === -1 ? text : text.slice(0, end)
}

const COMPRESSED = 0x75465a4c
const UNCOMPRESSED = 0x414c454d
const HEADER_BYTES = 16
const DICTIONARY_BYTES = 4096

/** [MS-OXRTFCP] 2.1.2.1. */
const DICTIONARY_START = Buffer.from(
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor ' +
    'MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx',
  'latin1',
)

/** The RTF of PidTagRtfCompressed, at most `maxBytes`; null when it is broken. A run of two bytes gives at most 17, so the size is bounded by the input. */
export function unpackRtf(data: Buffer, maxBytes: number): Buffer | null {
  if (data.length < HEADER_BYTES) return null
  const packed = data.subarray(HEADER_BYTES)
  const rawBytes = data.readUInt32LE(4)
  // 2.1.3.1.1: the size counts the twelve bytes of the header behind it.
  if (data.readUInt32LE(0) !== packed.length + 12 || rawBytes > maxBytes) return null
  const kind = data.readUInt32LE(8)
  if (kind === UNCOMPRESSED) return rawBytes <= packed.length ? packed.subarray(0, rawBytes) : null
  if (kind !== COMPRESSED || rtfChecksum(packed) !== data.readUInt32LE(12)) return null
  const dictionary = Buffer.alloc(DICTIONARY_BYTES, 0x20)
  DICTIONARY_START.copy(dictionary)
  let write = DICTIONARY_START.length
  const out: number[] = []
  const emit = (byte: number): void => {
    out.push(byte)
    dictionary[write] = byte
    write = (write + 1) % DICTIONARY_BYTES
  }
  for (let at = 0; at < packed.length; ) {
    const control = packed[at]!
    at += 1
    for (let bit = 0; bit < 8; bit += 1) {
      if ((control & (1 << bit)) === 0) {
        if (at >= packed.length) return finished(out, rawBytes)
        emit(packed[at]!)
        at += 1
        continue
      }
      if (at + 2 > packed.length) return null
      const reference = packed.readUInt16BE(at)
      at += 2
      const from = reference >> 4
      // 2.2.3: a reference to where is written next is the end.
      if (from === write) return finished(out, rawBytes)
      for (let index = 0; index < (reference & 15) + 2; index += 1) emit(dictionary[(from + index) % DICTIONARY_BYTES]!)
      if (out.length > rawBytes) return null
    }
  }
  return finished(out, rawBytes)
}

function finished(out: readonly number[], rawBytes: number): Buffer | null {
  return out.length === rawBytes ? Buffer.from(out) : null
}

/** 2.1.3.2: the common polynomial without its inversions before and after. */
function rtfChecksum(packed: Buffer): number {
  return (crc32(packed, 0xffff_ffff) ^ 0xffff_ffff) >>> 0
}
