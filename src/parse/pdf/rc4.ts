/** The RC4 stream cipher, which old PDFs are locked with and OpenSSL no longer offers. It keeps nobody out; it is here to look inside. */

export function rc4(key: Uint8Array, data: Uint8Array): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, at) => at)
  for (let at = 0, mixed = 0; at < 256; at += 1) {
    mixed = (mixed + state[at]! + key[at % key.length]!) & 0xff
    swap(state, at, mixed)
  }
  const out = Buffer.allocUnsafe(data.length)
  for (let at = 0, one = 0, other = 0; at < data.length; at += 1) {
    one = (one + 1) & 0xff
    other = (other + state[one]!) & 0xff
    swap(state, one, other)
    out[at] = data[at]! ^ state[(state[one]! + state[other]!) & 0xff]!
  }
  return out
}

function swap(state: Uint8Array, one: number, other: number): void {
  const held = state[one]!
  state[one] = state[other]!
  state[other] = held
}
