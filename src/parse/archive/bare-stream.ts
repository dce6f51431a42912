/** Opens compressed files that hold one file and no directory: bzip2, xz, lzma, lzip and zstd, each to its very last byte. */
import { zstdDecompressSync } from 'node:zlib'
import { innerName } from './inner-name.ts'
import { type PackedStream, unpackStream } from './stream.ts'
import { type Allowance, allowanceFor, leaveClosed, listAndKeep, mayDescend, mayGoOn, mayList, type Unpacking } from './unpacking.ts'
import { bzip2Streams, lzipMembers, lzmaAlone, xzStreams } from './xz-streams.ts'

type Split = (bytes: Uint8Array) => readonly PackedStream[] | null

/** The streams lie one behind the other. Null is corrupt. */
async function openStreams(bytes: Uint8Array, unpacking: Unpacking, split: Split): Promise<void> {
  if (!mayDescend(unpacking)) return
  const streams = split(bytes)
  if (streams === null || streams.length === 0) {
    leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
    return
  }
  const pieces: Uint8Array[] = []
  for (const stream of streams) {
    const piece = await unpackNext(bytes, unpacking, stream, pieces)
    if (piece === null) return
    pieces.push(piece)
  }
  finish(bytes, unpacking, pieces)
}

export const openXz = (bytes: Uint8Array, unpacking: Unpacking): Promise<void> => openStreams(bytes, unpacking, xzStreams)
export const openLzip = (bytes: Uint8Array, unpacking: Unpacking): Promise<void> => openStreams(bytes, unpacking, lzipMembers)
export const openLzma = (bytes: Uint8Array, unpacking: Unpacking): Promise<void> => openStreams(bytes, unpacking, lzmaAlone)
export const openBzip2 = (bytes: Uint8Array, unpacking: Unpacking): Promise<void> => openStreams(bytes, unpacking, bzip2Streams)

/** RFC 8878: any number of frames; what is none is skipped only where it says so itself. */
export function openZstd(bytes: Uint8Array, unpacking: Unpacking): void {
  if (!mayDescend(unpacking)) return
  const pieces: Uint8Array[] = []
  for (let at = 0; at < bytes.length; ) {
    if (!mayList(unpacking)) return
    const { maxBytes, reason } = allowanceLeft(bytes, unpacking, pieces)
    try {
      // `info` is left out of the typings of the sync calls, not out of the documentation (nodejs.org, zlib, class ZstdOptions).
      const options = { maxOutputLength: Math.max(1, maxBytes), info: true }
      const { buffer, engine } = zstdDecompressSync(bytes.subarray(at), options) as unknown as {
        buffer: Buffer
        engine: { bytesWritten: number }
      }
      if (engine.bytesWritten < 1) {
        leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
        return
      }
      pieces.push(buffer)
      at += engine.bytesWritten
    } catch (error) {
      const tooBig = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      leaveClosed(unpacking, tooBig ? reason : 'ARCHIVE_CORRUPT')
      return
    }
  }
  finish(bytes, unpacking, pieces)
}

function allowanceLeft(bytes: Uint8Array, unpacking: Unpacking, pieces: readonly Uint8Array[]): Allowance {
  const { maxBytes, reason } = allowanceFor(unpacking, bytes.length)
  return { maxBytes: Math.max(0, maxBytes - pieces.reduce((sum, piece) => sum + piece.length, 0)), reason }
}

/** Null when the archive was left closed. */
async function unpackNext(
  bytes: Uint8Array,
  unpacking: Unpacking,
  stream: PackedStream,
  pieces: readonly Uint8Array[],
): Promise<Uint8Array | null> {
  const { libarchive } = unpacking.context
  if (libarchive === undefined) leaveClosed(unpacking, 'ARCHIVE_UNSUPPORTED')
  if (libarchive === undefined || !mayList(unpacking)) return null
  const { maxBytes, reason } = allowanceLeft(bytes, unpacking, pieces)
  const unpacked = await unpackStream(libarchive, stream, maxBytes, () => mayGoOn(unpacking))
  if (unpacked.status === 'ok') return unpacked.bytes
  if (unpacked.status === 'too-big') leaveClosed(unpacking, reason)
  if (unpacked.status === 'refused') leaveClosed(unpacking, unpacked.why === 'unsupported' ? 'ARCHIVE_UNSUPPORTED' : 'ARCHIVE_CORRUPT')
  return null
}

function finish(bytes: Uint8Array, unpacking: Unpacking, pieces: readonly Uint8Array[]): void {
  const whole = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
  listAndKeep(unpacking, innerName(unpacking.context.untrustedName), whole, bytes.length)
}
