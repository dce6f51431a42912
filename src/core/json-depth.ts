/** JSON that is nested too deep, or holds more values than anyone means to send, is refused by cheap passes over its bytes, before a parser meets it. */

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c

/**
 * True when arrays and objects nest deeper than `maxDepth`. Linear in the bytes: strings are skipped by native search,
 * and each backslash is counted once. Says nothing about validity.
 */
export function nestsDeeperThan(untrustedJson: Uint8Array, maxDepth: number): boolean {
  let depth = 0
  return someOutsideStrings(untrustedJson, (byte) => {
    if (opens(byte)) depth += 1
    else if (byte === 0x5d || byte === 0x7d) depth -= 1
    return depth > maxDepth
  })
}

/** True when there are more than `maxValues` commas and opening brackets: a parser makes a value of each, and stands still for seconds over millions. */
export function holdsMoreValuesThan(untrustedJson: Uint8Array, maxValues: number): boolean {
  let values = 0
  return someOutsideStrings(untrustedJson, (byte) => {
    if (byte === COMMA || opens(byte)) values += 1
    return values > maxValues
  })
}

function opens(byte: number): boolean {
  return byte === 0x5b || byte === 0x7b
}

function someOutsideStrings(untrustedJson: Uint8Array, test: (byte: number) => boolean): boolean {
  const bytes = Buffer.from(untrustedJson.buffer, untrustedJson.byteOffset, untrustedJson.byteLength)
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number
    if (byte === QUOTE) {
      at = endOfString(bytes, at + 1)
      if (at === -1) return false
    } else if (test(byte)) return true
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
