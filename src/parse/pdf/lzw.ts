/** Undoes LZW (ISO 32000-2, 7.4.4.2) into at most so many bytes, in time linear in what comes out. */
import type { Unpacked } from './unpacked.ts'

const CLEAR = 256
const END = 257
const MAX_CODES = 4096

/** `earlyChange`: codes grow by a bit one code sooner than they must, which is the default. */
export function decodeLzw(bytes: Buffer, maxBytes: number, earlyChange: boolean): Unpacked {
  const early = earlyChange ? 1 : 0
  /** What each code stands for, as a place in what came out already. */
  const starts = new Uint32Array(MAX_CODES)
  const lengths = new Uint32Array(MAX_CODES)
  let out: Buffer = Buffer.allocUnsafe(Math.min(maxBytes, Math.max(1024, bytes.length * 4)) + 1)
  let length = 0
  let next = 258
  let width = 9
  let bits = 0
  let held = 0
  let previous = -1
  let previousStart = 0
  for (let at = 0; ; ) {
    while (bits < width && at < bytes.length) {
      held = ((held << 8) | bytes[at++]!) & 0xffffff
      bits += 8
    }
    if (bits < width) return { status: 'ok', bytes: out.subarray(0, length), whole: false }
    bits -= width
    const code = (held >> bits) & ((1 << width) - 1)
    if (code === END) return { status: 'ok', bytes: out.subarray(0, length), whole: true }
    if (code === CLEAR) {
      next = 258
      width = 9
      previous = -1
      continue
    }
    // The code that is just being made is the previous one and its own first byte.
    const isNext = code === next && previous !== -1
    if (code > 257 && code >= next && !isNext)
      return length === 0 ? { status: 'corrupt' } : { status: 'ok', bytes: out.subarray(0, length), whole: false }
    const count = code < 256 ? 1 : isNext ? lengthOf(lengths, previous) + 1 : lengths[code]!
    if (length + count > maxBytes) return { status: 'too-big' }
    if (length + count > out.length) out = grown(out, length + count, maxBytes)
    const start = length
    if (code < 256) out[length++] = code
    else {
      // Byte by byte, since what is copied may be what is being written.
      const from = isNext ? previousStart : starts[code]!
      for (let copied = 0; copied < count; copied += 1) out[length++] = out[from + copied]!
    }
    if (previous !== -1 && next < MAX_CODES) {
      starts[next] = previousStart
      lengths[next] = lengthOf(lengths, previous) + 1
      next += 1
    }
    if (next + early >= 1 << width && width < 12) width += 1
    previous = code
    previousStart = start
  }
}

function lengthOf(lengths: Uint32Array, code: number): number {
  return code < 256 ? 1 : lengths[code]!
}

function grown(out: Buffer, needed: number, maxBytes: number): Buffer {
  const larger = Buffer.allocUnsafe(Math.min(maxBytes + 1, Math.max(needed, out.length * 2)))
  out.copy(larger)
  return larger
}
