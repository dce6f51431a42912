/** Decodes UTF-7 (RFC 2152) in one pass over the bytes; iconv-lite makes a string of each shift, and takes seconds over a megabyte of them. */

const PLUS = 0x2b
const MINUS = 0x2d
/** What stands for a byte that UTF-7 does not have. */
const UNKNOWN = 0xfffd

/** 0 to 63, or 255 for what ends a shifted run. */
const VALUES = new Uint8Array(256).fill(255)
for (const [value, letter] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) {
  VALUES[letter.charCodeAt(0)] = value
}

/** Never throws; bits that make no whole character are dropped. */
export function decodeUtf7(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length)
  let length = 0
  let shiftedAt = -1
  let held = 0
  let bits = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number
    if (shiftedAt >= 0) {
      const value = VALUES[byte] as number
      if (value !== 255) {
        held = ((held << 6) | value) & 0x3fffff
        bits += 6
        if (bits >= 16) {
          bits -= 16
          units[length++] = (held >> bits) & 0xffff
        }
        continue
      }
      const empty = at === shiftedAt + 1
      shiftedAt = -1
      if (byte === MINUS) {
        if (empty) units[length++] = PLUS
        continue
      }
    }
    if (byte === PLUS) {
      shiftedAt = at
      held = 0
      bits = 0
    } else units[length++] = byte < 0x80 ? byte : UNKNOWN
  }
  return Buffer.from(units.buffer, 0, 2 * length).toString('utf16le')
}
