/** Undoes the three filters that need no tables: hexadecimal, base 85 and run lengths (ISO 32000-2, 7.4.2, 7.4.3 and 7.4.5). */
import type { Unpacked } from './unpacked.ts'

export function decodeAsciiHex(bytes: Buffer): Unpacked {
  const end = bytes.indexOf(0x3e)
  const digits = bytes.toString('latin1', 0, end === -1 ? bytes.length : end).replace(/[^\da-f]+/gi, '')
  return { status: 'ok', bytes: Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex'), whole: end !== -1 }
}

export function decodeAscii85(bytes: Buffer, maxBytes: number): Unpacked {
  // `z` makes four bytes of one.
  const out = Buffer.allocUnsafe(Math.min(maxBytes, bytes.length * 4) + 4)
  let length = 0
  let digits = 0
  let value = 0
  let ended = false
  // Some begin as PostScript has it.
  for (let at = bytes.toString('latin1', 0, 2) === '<~' ? 2 : 0; at < bytes.length; at += 1) {
    if (length > maxBytes) return { status: 'too-big' }
    const byte = bytes[at]!
    if (byte === 0x7e) {
      ended = true
      break
    }
    if (byte === 0x7a && digits === 0) {
      length = out.writeUInt32BE(0, length)
      continue
    }
    if (byte < 0x21 || byte > 0x75) continue
    value = value * 85 + byte - 0x21
    digits += 1
    if (digits < 5) continue
    length = out.writeUInt32BE(value % 2 ** 32, length)
    digits = 0
    value = 0
  }
  if (digits > 1) {
    for (let pad = digits; pad < 5; pad += 1) value = value * 85 + 84
    out.writeUInt32BE(value % 2 ** 32, length)
    length += digits - 1
  }
  return length > maxBytes ? { status: 'too-big' } : { status: 'ok', bytes: out.subarray(0, length), whole: ended }
}

export function decodeRunLength(bytes: Buffer, maxBytes: number): Unpacked {
  const chunks: Buffer[] = []
  let length = 0
  let ended = false
  for (let at = 0; at < bytes.length; ) {
    const code = bytes[at]!
    if (code === 128) {
      ended = true
      break
    }
    const chunk = code < 128 ? bytes.subarray(at + 1, at + 2 + code) : Buffer.alloc(257 - code, bytes[at + 1] ?? 0)
    at += code < 128 ? code + 2 : 2
    length += chunk.length
    if (length > maxBytes) return { status: 'too-big' }
    chunks.push(chunk)
  }
  return { status: 'ok', bytes: Buffer.concat(chunks), whole: ended }
}
