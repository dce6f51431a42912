/** JSON that is nested too deep is refused by one cheap pass over its bytes, before a parser meets it. */

const QUOTE = 0x22
const BACKSLASH = 0x5c

/**
 * True when arrays and objects nest deeper than `maxDepth`. Linear in the bytes: strings are skipped by native search,
 * and each backslash is counted once. Says nothing about validity.
 */
export function nestsDeeperThan(untrustedJson: Uint8Array, maxDepth: number): boolean {
  const bytes = Buffer.from(untrustedJson.buffer, untrustedJson.byteOffset, untrustedJson.byteLength)
  let depth = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (byte === QUOTE) {
      at = endOfString(bytes, at + 1)
      if (at === -1) return false
    } else if (byte === 0x5b || byte === 0x7b) {
      depth += 1
      if (depth > maxDepth) return true
    } else if (byte === 0x5d || byte === 0x7d) {
      depth -= 1
    }
  }
  return false
}

/** Where the closing quote is, -1 when there is none. */
function endOfString(bytes: Buffer, from: number): number {
  for (let quote = bytes.indexOf(QUOTE, from); quote !== -1; quote = bytes.indexOf(QUOTE, quote + 1)) {
    let backslashes = 0
    while (quote - 1 - backslashes >= from && bytes[quote - 1 - backslashes] === BACKSLASH) backslashes += 1
    if (backslashes % 2 === 0) return quote
  }
  return -1
}
