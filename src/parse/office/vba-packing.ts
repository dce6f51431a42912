/** Unpacks the text of VBA modules ([MS-OVBA] 2.4.1), never beyond the bytes that the caller allows. */

export type UnpackedVba =
  | { readonly status: 'ok'; readonly bytes: Buffer }
  | { readonly status: 'too-big' }
  | { readonly status: 'corrupt' }

const CHUNK_BYTES = 4096

/** `packed` begins with the container's signature byte; what stands behind the last whole chunk is not of it. */
export function unpackVba(packed: Uint8Array, maxBytes: number): UnpackedVba {
  if (packed[0] !== 1) return { status: 'corrupt' }
  const chunks: Buffer[] = []
  let made = 0
  let at = 1
  while (at + 2 <= packed.length) {
    const header = packed[at]! | (packed[at + 1]! << 8)
    // 2.4.1.1.5: bits 12 to 14 are 0b011 in every chunk; Office stops where they are not.
    if (((header >> 12) & 7) !== 3) break
    const end = at + (header & 0xfff) + 3
    if (end > packed.length) return { status: 'corrupt' }
    const data = packed.subarray(at + 2, end)
    const chunk = (header & 0x8000) === 0 ? Buffer.from(data.subarray(0, CHUNK_BYTES)) : unpackChunk(data)
    if (chunk === null) return { status: 'corrupt' }
    made += chunk.length
    if (made > maxBytes) return { status: 'too-big' }
    chunks.push(chunk)
    at = end
  }
  return chunks.length === 0 ? { status: 'corrupt' } : { status: 'ok', bytes: Buffer.concat(chunks) }
}

/** 2.4.1.3.4 and 2.4.1.3.19.1: a flag bit for each of eight tokens; a copy's length takes the bits that its distance leaves. */
function unpackChunk(data: Uint8Array): Buffer | null {
  const out = Buffer.alloc(CHUNK_BYTES)
  let length = 0
  let at = 0
  while (at < data.length) {
    const flags = data[at]!
    at += 1
    for (let bit = 0; bit < 8 && at < data.length; bit += 1) {
      if ((flags & (1 << bit)) === 0) {
        if (length === CHUNK_BYTES) return null
        out[length] = data[at]!
        length += 1
        at += 1
        continue
      }
      if (at + 2 > data.length) return null
      const token = data[at]! | (data[at + 1]! << 8)
      at += 2
      const distanceBits = Math.max(4, 32 - Math.clz32(Math.max(0, length - 1)))
      const copied = (token & (0xffff >> distanceBits)) + 3
      const distance = (token >> (16 - distanceBits)) + 1
      if (distance > length || length + copied > CHUNK_BYTES) return null
      for (let step = 0; step < copied; step += 1) out[length + step] = out[length + step - distance]!
      length += copied
    }
  }
  return out.subarray(0, length)
}
