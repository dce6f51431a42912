/** Undoes a Content-Transfer-Encoding (RFC 2045 6) in one linear pass, whatever the bytes are. */

const CR = 0x0d
const LF = 0x0a
const SPACE = 0x20
const TAB = 0x09
const EQUALS = 0x3d

/** 0 to 63, or 255 for what is not in the alphabet of RFC 2045 6.8. */
const BASE64_VALUES = new Uint8Array(256).fill(255)
for (const [value, letter] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) {
  BASE64_VALUES[letter.charCodeAt(0)] = value
}

export interface Transferred {
  readonly bytes: Buffer
  /** True when bytes had to be skipped or padding stood in the middle. */
  readonly junk: boolean
}

/** Where the padding at the end begins, or -1 when there is an `=` with data behind it. */
function trailingPadding(encoded: Buffer): number {
  const first = encoded.indexOf(EQUALS)
  if (first === -1) return encoded.length
  for (let at = first; at < encoded.length; at += 1) {
    const byte = encoded[at]
    if (byte !== EQUALS && byte !== LF && byte !== CR && byte !== SPACE && byte !== TAB) return -1
  }
  return first
}

/** Padding in the middle starts a new run (encoders that were fed in pieces), and foreign bytes are skipped (RFC 2045 6.8). */
function decodeBase64Slowly(encoded: Buffer): Buffer {
  const out = Buffer.allocUnsafe(Math.ceil((encoded.length * 3) / 4))
  let length = 0
  let bits = 0
  let held = 0
  for (let at = 0; at < encoded.length; at += 1) {
    const byte = encoded[at] ?? 0
    if (byte === EQUALS) {
      bits = 0
      held = 0
      continue
    }
    const value = BASE64_VALUES[byte] ?? 255
    if (value === 255) continue
    held = ((held << 6) | value) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      out[length] = (held >> bits) & 0xff
      length += 1
    }
  }
  return out.subarray(0, length)
}

export function decodeBase64(encoded: Buffer): Transferred {
  // The native decoder also takes the URL-safe `-` and `_` and stops at the first `=`; mail has them as junk and as a seam
  const native = encoded.indexOf(0x2d) === -1 && encoded.indexOf(0x5f) === -1 && trailingPadding(encoded) !== -1
  if (native) return { bytes: Buffer.from(encoded.toString('latin1', 0, encoded.length), 'base64'), junk: false }
  return { bytes: decodeBase64Slowly(encoded), junk: true }
}

/** 0 to 15, or 255. */
const HEX_VALUES = new Uint8Array(256).fill(255)
for (let value = 0; value < 16; value += 1) {
  HEX_VALUES[value.toString(16).charCodeAt(0)] = value
  HEX_VALUES[value.toString(16).toUpperCase().charCodeAt(0)] = value
}

/** The value of two hexadecimal digits at `at`, or -1. */
export function hexAt(bytes: Uint8Array, at: number): number {
  const high = HEX_VALUES[bytes[at] ?? 0] ?? 255
  const low = HEX_VALUES[bytes[at + 1] ?? 0] ?? 255
  return high === 255 || low === 255 ? -1 : (high << 4) | low
}

/** Where the next line starts if only blanks stand between `at` and its end, else -1. */
function lineEndAfterBlanks(bytes: Buffer, at: number): number {
  let next = at
  while (bytes[next] === SPACE || bytes[next] === TAB) next += 1
  if (next >= bytes.length) return next
  if (bytes[next] === CR && bytes[next + 1] === LF) return next + 2
  return bytes[next] === LF ? next + 1 : -1
}

/** RFC 2045 6.7. Blanks before a line end are dropped, a lone `=` stays as it stands. */
export function decodeQuotedPrintable(encoded: Buffer): Transferred {
  const out = Buffer.allocUnsafe(encoded.length)
  let length = 0
  // Blanks from here on are literal ones, which transports may have added: they go when a line ends
  let floor = 0
  let junk = false
  const size = encoded.length
  for (let at = 0; at < size; at += 1) {
    const byte = encoded[at] as number
    if (byte === EQUALS) {
      const value = hexAt(encoded, at + 1)
      // Blanks end at the next `=`, so that no byte is looked at twice
      const next = value === -1 ? lineEndAfterBlanks(encoded, at + 1) : -1
      if (next !== -1) {
        at = next - 1
      } else {
        out[length] = value === -1 ? EQUALS : value
        length += 1
        if (value === -1) junk = true
        else at += 2
      }
      floor = length
    } else if (byte === LF) {
      const crlf = length > floor && out[length - 1] === CR
      length = dropBlanks(out, floor, length)
      if (crlf) {
        out[length] = CR
        length += 1
      }
      out[length] = LF
      length += 1
      floor = length
    } else {
      out[length] = byte
      length += 1
    }
  }
  return { bytes: out.subarray(0, dropBlanks(out, floor, length)), junk }
}

function dropBlanks(out: Buffer, floor: number, length: number): number {
  let kept = length
  while (kept > floor && (out[kept - 1] === SPACE || out[kept - 1] === TAB || out[kept - 1] === CR)) kept -= 1
  return kept
}
