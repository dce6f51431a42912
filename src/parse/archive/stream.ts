/** Unpacks one bzip2, LZMA or XZ stream by libarchive, which knows them only inside archives: it is handed to it as the one entry of a zip. */
import type { Libarchive, LibarchiveRead } from './libarchive.ts'

/** APPNOTE 4.4.5. */
export const ZIP_METHODS = { bzip2: 12, lzma: 14, xz: 95, ppmd: 98 } as const

export type StreamMethod = (typeof ZIP_METHODS)[keyof typeof ZIP_METHODS]

export interface PackedStream {
  readonly method: StreamMethod
  /** For LZMA with the four bytes that a zip has before its properties (APPNOTE 5.8.8). */
  readonly packed: Uint8Array
  /** What must come out, where that is known: it is proven. */
  readonly sizeBytes: number | null
  readonly crc32: number | null
}

export type UnpackedStream =
  | { readonly status: 'ok'; readonly bytes: Uint8Array }
  | { readonly status: 'too-big' }
  | { readonly status: 'stopped' }
  | { readonly status: 'refused'; readonly why: 'encrypted' | 'unsupported' | 'corrupt'; readonly said: string }

export async function unpackStream(
  libarchive: Libarchive,
  stream: PackedStream,
  maxBytes: number,
  mayGoOn: () => boolean,
): Promise<UnpackedStream> {
  const unpacked = await unpackOnce(libarchive, stream, maxBytes, mayGoOn)
  if (unpacked.status !== 'ok' || stream.method !== ZIP_METHODS.lzma || stream.sizeBytes !== null) return unpacked
  // LZMA without a size is told from a cut one by its end mark alone: where there is one, a byte more is one too many.
  const longer = { ...stream, packed: Buffer.concat([stream.packed, Buffer.alloc(1)]) }
  const again = await unpackOnce(libarchive, longer, maxBytes, mayGoOn)
  if (again.status === 'refused' && again.said.includes('premature end of stream')) return unpacked
  return again.status === 'stopped' ? again : { status: 'refused', why: 'corrupt', said: 'no end mark' }
}

async function unpackOnce(libarchive: Libarchive, stream: PackedStream, maxBytes: number, mayGoOn: () => boolean): Promise<UnpackedStream> {
  let read: LibarchiveRead | null = null
  const end = await libarchive(asZip(stream), {
    enter: () => maxBytes,
    leave(_entry, whole) {
      read = whole
      return false
    },
    mayGoOn,
  })
  if (read === null)
    return end === 'stopped' ? { status: 'stopped' } : { status: 'refused', why: end === 'end' ? 'corrupt' : end, said: '' }
  return outcome(read, stream)
}

function outcome(read: LibarchiveRead, { sizeBytes, crc32 }: PackedStream): UnpackedStream {
  if (read.status === 'too-big') return read
  // Where the checksum or the size was not known before, that it is another than the zip says is all that can be wrong at the end.
  const onlyUntold = read.status === 'refused' && crc32 === null && /bad crc|uncompressed data is wrong size/i.test(read.said)
  if (read.status === 'refused' && !onlyUntold) return read
  if (sizeBytes !== null && read.bytes.length !== sizeBytes) return { status: 'refused', why: 'corrupt', said: 'another size' }
  return { status: 'ok', bytes: read.bytes }
}

/** As much as can be told: a stream of an unknown size is read to its end mark. */
const UNTOLD_BYTES = 0x7fff_ffff
/** APPNOTE 4.4.4 bit 1, for LZMA: the stream has an end mark. */
const END_MARKED = 2

/** APPNOTE 4.3: one entry and its directory. */
function asZip({ method, packed, sizeBytes, crc32 }: PackedStream): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(63, 0)
  fields.writeUInt16LE(sizeBytes === null ? END_MARKED : 0, 2)
  fields.writeUInt16LE(method, 4)
  fields.writeUInt32LE(0x5a210000, 6)
  fields.writeUInt32LE((crc32 ?? 0) >>> 0, 10)
  fields.writeUInt32LE(packed.length, 14)
  fields.writeUInt32LE(Math.min(sizeBytes ?? UNTOLD_BYTES, 0xfffffffe), 18)
  fields.writeUInt16LE(1, 22)
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from('s')])
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x3f\x00', 'latin1'), fields, Buffer.alloc(14), Buffer.from('s')])
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(local.length + packed.length, 16)
  return Buffer.concat([local, packed, central, end])
}
