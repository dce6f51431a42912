/** HalfSipHash-2-4 with 64 bits of output: nobody without the key can make two addresses collide, or read a list off its hashes. */
import { hkdfSync } from 'node:crypto'

/** What an installation's secret becomes: one key for the hashes, one that seals the files. */
export interface ListKeys {
  readonly hash: Uint8Array
  readonly seal: Uint8Array
}

/** @param secret at least 16 bytes, the same for as long as compiled lists and kept hashes are to be read */
export function deriveListKeys(secret: Uint8Array): ListKeys {
  if (secret.byteLength < 16) throw new RangeError('the secret of the lists has fewer than 16 bytes')
  const derive = (purpose: string, bytes: number) => new Uint8Array(hkdfSync('sha256', secret, '', `forebay lists ${purpose}`, bytes))
  return { hash: derive('hash', 8), seal: derive('seal', 32) }
}

export interface KeyedHash {
  /** Both halves of the hash of `bytes[from..to)`; they stand until the next call. */
  take(bytes: Uint8Array, from: number, to: number): void
  high: number
  low: number
}

/**
 * Source: https://github.com/veorq/SipHash, halfsiphash.c with an 8-byte output. Its 32-bit words are what JavaScript computes natively:
 * SipHash itself needs BigInt and takes forty times as long.
 * @param key 8 bytes
 */
export function createKeyedHash(key: Uint8Array): KeyedHash {
  if (key.byteLength !== 8) throw new RangeError('the key of the hash has 8 bytes')
  const view = new DataView(key.buffer, key.byteOffset, 8)
  const k0 = view.getInt32(0, true)
  const k1 = view.getInt32(4, true)

  const result: KeyedHash = { take, high: 0, low: 0 }
  return result

  function take(bytes: Uint8Array, from: number, to: number): void {
    let v0 = k0
    let v1 = k1 ^ 0xee
    let v2 = 0x6c796765 ^ k0
    let v3 = 0x74656462 ^ k1
    const length = to - from
    const wholeEnd = from + (length & ~3)
    // Words of the message, then the word with its last bytes and its length, then both rows of four finishing rounds.
    const words = (length >>> 2) + 1
    for (let word = 0, at = from; word < words; word += 1, at += 4) {
      let m: number
      if (at < wholeEnd) m = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
      else {
        m = length << 24
        if (to - at > 2) m |= bytes[at + 2]! << 16
        if (to - at > 1) m |= bytes[at + 1]! << 8
        if (to - at > 0) m |= bytes[at]!
      }
      v3 ^= m
      for (let round = 0; round < 2; round += 1) {
        v0 = (v0 + v1) | 0
        v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0
        v0 = (v0 << 16) | (v0 >>> 16)
        v2 = (v2 + v3) | 0
        v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2
        v0 = (v0 + v3) | 0
        v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0
        v2 = (v2 + v1) | 0
        v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2
        v2 = (v2 << 16) | (v2 >>> 16)
      }
      v0 ^= m
    }
    v2 ^= 0xee
    for (let round = 0; round < 8; round += 1) {
      if (round === 4) {
        result.low = (v1 ^ v3) >>> 0
        v1 ^= 0xdd
      }
      v0 = (v0 + v1) | 0
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0
      v0 = (v0 << 16) | (v0 >>> 16)
      v2 = (v2 + v3) | 0
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2
      v0 = (v0 + v3) | 0
      v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0
      v2 = (v2 + v1) | 0
      v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2
      v2 = (v2 << 16) | (v2 >>> 16)
    }
    result.high = (v1 ^ v3) >>> 0
  }
}
