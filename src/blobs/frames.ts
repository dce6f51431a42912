/** Streams of any length sealed in frames, so that a cut, reordered, swapped or changed one never opens. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { ForebayError } from '../core/error.ts'

// The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): the nonce of each frame is its number and whether it is
// the last, so order and end are proven. Each blob has its own key, from a random salt and its name, so numbers may start at zero.
// A blob: magic (4) | salt (32) | frames, each of FRAME_BYTES plain bytes (the last has less, maybe none) and its tag (16).
const MAGIC = Buffer.from('FBY1')
const SALT_BYTES = 32
const HEADER_BYTES = MAGIC.length + SALT_BYTES
const TAG_BYTES = 16
export const FRAME_BYTES = 64 * 1024
const SEALED_FRAME_BYTES = FRAME_BYTES + TAG_BYTES
const MAX_FRAMES = 2 ** 32

/** Seals `source` frame by frame; holds one frame in memory. `name` is the blob's and is needed again to open it. */
export async function* sealFrames(source: AsyncIterable<Uint8Array>, masterKey: Uint8Array, name: string): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT_BYTES)
  const key = blobKey(masterKey, salt, name)
  const frame = Buffer.allocUnsafe(FRAME_BYTES)
  let filled = 0
  let index = 0
  yield Buffer.concat([MAGIC, salt])
  for await (const chunk of source) {
    let at = 0
    while (at < chunk.length) {
      // A full frame waits until more bytes come, since the last frame is sealed otherwise.
      if (filled === FRAME_BYTES) {
        yield sealFrame(key, index, false, frame)
        index += 1
        filled = 0
      }
      const taken = Math.min(FRAME_BYTES - filled, chunk.length - at)
      frame.set(chunk.subarray(at, at + taken), filled)
      filled += taken
      at += taken
    }
  }
  yield sealFrame(key, index, true, frame.subarray(0, filled))
}

/** The whole plain bytes; throws ForebayError `BLOB_DAMAGED` when anything of `untrustedSealed` is missing, moved or changed. */
export function openFrames(untrustedSealed: Buffer, masterKey: Uint8Array, name: string): Buffer {
  const frames = Math.ceil((untrustedSealed.length - HEADER_BYTES) / SEALED_FRAME_BYTES)
  const plainBytes = untrustedSealed.length - HEADER_BYTES - frames * TAG_BYTES
  if (frames < 1 || plainBytes < 0 || !untrustedSealed.subarray(0, MAGIC.length).equals(MAGIC)) throw damaged()
  const key = blobKey(masterKey, untrustedSealed.subarray(MAGIC.length, HEADER_BYTES), name)
  const plain = Buffer.allocUnsafe(plainBytes)
  for (let index = 0; index < frames; index += 1) {
    const at = HEADER_BYTES + index * SEALED_FRAME_BYTES
    const sealed = untrustedSealed.subarray(at, at + SEALED_FRAME_BYTES)
    if (sealed.length < TAG_BYTES) throw damaged()
    openFrame(key, index, index === frames - 1, sealed).copy(plain, index * FRAME_BYTES)
  }
  return plain
}

function sealFrame(key: Uint8Array, index: number, last: boolean, plain: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, frameNonce(index, last), { authTagLength: TAG_BYTES })
  const body = cipher.update(plain)
  cipher.final()
  return Buffer.concat([body, cipher.getAuthTag()])
}

function openFrame(key: Uint8Array, index: number, last: boolean, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, frameNonce(index, last), { authTagLength: TAG_BYTES })
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  const plain = decipher.update(sealed.subarray(0, -TAG_BYTES))
  try {
    decipher.final()
  } catch (cause) {
    throw damaged(cause)
  }
  return plain
}

function frameNonce(index: number, last: boolean): Buffer {
  if (index >= MAX_FRAMES) throw new ForebayError('TOO_LARGE', 'A blob has more frames than can be numbered.', { status: 413 })
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(index, 7)
  nonce[11] = last ? 1 : 0
  return nonce
}

function blobKey(masterKey: Uint8Array, salt: Uint8Array, name: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', masterKey, salt, `forebay/blob/1/${name}`, 32))
}

function damaged(cause?: unknown): ForebayError {
  return new ForebayError('BLOB_DAMAGED', 'A stored file is cut short or changed and cannot be opened.', { cause })
}
