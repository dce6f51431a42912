/** Measures what the streams of a PDF unpack to, without keeping it: a page that becomes a gigabyte stops whatever shows it. */
import { createInflate } from 'node:zlib'
import { filtersOf } from './filters.ts'
import { MAX_MEASURED_BYTES, MAX_PICTURE_PIXELS, RATIO_CHECKED_ABOVE_BYTES } from './limits.ts'
import type { PdfEntry } from './object-index.ts'
import type { PdfFile } from './pdf-file.ts'
import { entryOf, isDict, nameOf, type PdfObject, type PdfValue } from './values.ts'

/** Unpacked at once below this, since a stream of its own costs more; DEFLATE makes at most 1,032 bytes of one (zlib, Technical Details). */
const SMALL_PACKED_BYTES = 15 * 1024
const CHUNK_BYTES = 256 * 1024
const UNPACKING: ReadonlySet<string> = new Set(['FlateDecode', 'LZWDecode', 'RunLengthDecode', 'ASCII85Decode', 'ASCIIHexDecode'])

/** True when there are more bytes behind the streams than a reader should be asked to unpack. */
export async function isBomb(file: PdfFile, streams: readonly PdfEntry[], fileBytes: number, maxRatio: number): Promise<boolean> {
  const mostInAll = Math.min(MAX_MEASURED_BYTES, Math.max(4 * RATIO_CHECKED_ABOVE_BYTES, fileBytes * maxRatio))
  let total = 0
  for (const entry of streams) {
    const object = file.read(entry)
    if (isHugePicture(object, file)) return true
    const packed = object.stream?.length ?? 0
    const most = Math.min(mostInAll - total, Math.max(RATIO_CHECKED_ABOVE_BYTES, packed * maxRatio))
    const measured = await measure(file, entry, object, most)
    if (measured === null) return true
    total += measured
  }
  return false
}

function isHugePicture({ value }: PdfObject, file: PdfFile): boolean {
  if (!isDict(value) || nameOf(file.resolve(entryOf(value, 'Subtype'))) !== 'Image') return false
  const side = (key: string): number => {
    const found = file.resolve(entryOf(value, key))
    return typeof found === 'number' ? found : 0
  }
  return side('Width') * side('Height') > MAX_PICTURE_PIXELS
}

/** Null when it is more than `most`. What cannot be unpacked by readers either counts nothing. */
async function measure(file: PdfFile, entry: PdfEntry, object: PdfObject, most: number): Promise<number | null> {
  const value: PdfValue = object.value
  const filters = isDict(value) ? (filtersOf(value, file.resolve) ?? []) : []
  const unpacking = filters.filter(({ name }) => UNPACKING.has(name))
  if (unpacking.length === 0) return 0
  const stream = file.openStream(entry, object)
  if (stream === null) return 0
  if (unpacking.length === 1 && filters[0]?.name === 'FlateDecode' && stream.bytes.length > SMALL_PACKED_BYTES)
    return await inflatedBytes(stream.bytes, most)
  const unpacked = file.unpackStream(entry, object, most)
  if (unpacked.status === 'too-big') return null
  return unpacked.status === 'ok' ? unpacked.bytes.length : 0
}

/** One piece at a time, so that memory does not grow with what comes out. */
async function inflatedBytes(packed: Buffer, most: number): Promise<number | null> {
  const inflate = createInflate({ chunkSize: CHUNK_BYTES })
  let bytes = 0
  try {
    inflate.end(packed)
    for await (const chunk of inflate) {
      bytes += (chunk as Buffer).length
      if (bytes > most) return null
    }
  } catch {
    // It breaks off here for every reader; what came before was counted.
  } finally {
    inflate.destroy()
  }
  return bytes
}
