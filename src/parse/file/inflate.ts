/** Inflating never makes more bytes than the caller allows, whatever the packed bytes declare. */
import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'

export type Inflated =
  | {
      readonly status: 'ok'
      readonly bytes: Uint8Array
      /** How much of the input was used; what lies behind it was not looked at. */
      readonly consumedBytes: number
    }
  | { readonly status: 'too-big' }
  | { readonly status: 'corrupt' }

/** Raw DEFLATE (RFC 1951), zlib (RFC 1950) or gzip with all its members (RFC 1952). */
export type Packing = 'raw' | 'zlib' | 'gzip'

const inflaters = { raw: inflateRawSync, zlib: inflateSync, gzip: gunzipSync } as const

const MIN_CHUNK_BYTES = 16 * 1024
const MAX_CHUNK_BYTES = 1024 * 1024

/**
 * `maxBytes` is the most that may come out; memory that is written to grows with what really comes out, never with a declared size.
 * `expectedBytes` is a guess that spares a copy where it is true.
 */
export function inflateBounded(packing: Packing, packed: Uint8Array, maxBytes: number, expectedBytes?: number): Inflated {
  if (maxBytes < 1) return { status: 'too-big' }
  const guess = expectedBytes === undefined ? Math.min(packed.length * 4, MAX_CHUNK_BYTES) : Math.min(expectedBytes + 64, maxBytes)
  try {
    // `info` is left out of the typings of the sync calls, not out of the documentation (nodejs.org, zlib, class Options).
    const made: unknown = inflaters[packing](packed, {
      maxOutputLength: maxBytes,
      chunkSize: Math.max(MIN_CHUNK_BYTES, guess),
      info: true,
    })
    const { buffer, engine } = made as { buffer: Buffer; engine: { bytesWritten: number } }
    return { status: 'ok', bytes: buffer, consumedBytes: engine.bytesWritten }
  } catch (error) {
    return { status: (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-big' : 'corrupt' }
  }
}
