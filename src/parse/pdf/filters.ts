/** Unpacks a stream through its chain of filters (ISO 32000-2, 7.4), never into more bytes than the caller allows. */
import { constants, inflateRawSync, inflateSync } from 'node:zlib'
import { decodeAscii85, decodeAsciiHex, decodeRunLength } from './byte-filters.ts'
import { MAX_FILTERS } from './limits.ts'
import { decodeLzw } from './lzw.ts'
import { undoPredictor } from './predictor.ts'
import type { Filter, Resolve, Unpacked } from './unpacked.ts'
import { entryOf, isArray, nameOf, type PdfDict, type PdfValue } from './values.ts'

/** 7.4.1 table 6, and the short names that 8.9.7 gives to pictures in the page, which readers take everywhere. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  A85: 'ASCII85Decode',
  AHx: 'ASCIIHexDecode',
  CCF: 'CCITTFaxDecode',
  DCT: 'DCTDecode',
  Fl: 'FlateDecode',
  LZW: 'LZWDecode',
  RL: 'RunLengthDecode',
}
/** Their result is a picture of the size that the dictionary tells. */
const PICTURE_FILTERS: ReadonlySet<string> = new Set(['DCTDecode', 'JPXDecode', 'CCITTFaxDecode', 'JBIG2Decode'])

const MAX_CHUNK_BYTES = 256 * 1024

/** In the order in which they are undone. Null when it is no list of names. */
export function filtersOf(dict: PdfDict, resolve: Resolve): readonly Filter[] | null {
  const first = (keys: readonly string[]): PdfValue =>
    resolve(keys.map((key) => entryOf(dict, key)).find((value) => value !== null) ?? null)
  const written = first(['Filter', 'F'])
  const parameters = first(['DecodeParms', 'DP'])
  // In a stream's own dictionary `F` is a file outside (7.3.8.2), which is no list of filters.
  if (written === null || (entryOf(dict, 'Filter') === null && !isFilterList(written))) return []
  const names = isArray(written) ? written : [written]
  const filters: Filter[] = []
  for (const [index, value] of names.entries()) {
    const name = nameOf(resolve(value))
    if (name === null) return null
    filters.push({
      name: SHORT_NAMES[name] ?? name,
      parameters: resolve(isArray(parameters) ? (parameters[index] ?? null) : index === 0 ? parameters : null),
    })
  }
  return filters
}

function isFilterList(value: PdfValue): boolean {
  const first = isArray(value) ? value[0] : value
  const name = nameOf(first)
  return name !== null && (Object.hasOwn(SHORT_NAMES, name) || name.endsWith('Decode'))
}

export function isPictureFilter({ name }: Filter): boolean {
  return PICTURE_FILTERS.has(name)
}

/** Undoes `filters` on bytes that are not locked any more. `maxBytes` holds for each step of the chain. */
export function unpack(packed: Buffer, filters: readonly Filter[], maxBytes: number, resolve: Resolve): Unpacked {
  if (filters.length > MAX_FILTERS) return { status: 'too-big' }
  let bytes = packed
  let whole = true
  for (const filter of filters) {
    const step = undo(bytes, filter, maxBytes, resolve)
    if (step.status !== 'ok') return step
    bytes = step.bytes
    whole &&= step.whole
  }
  return bytes.length > maxBytes ? { status: 'too-big' } : { status: 'ok', bytes, whole }
}

function undo(bytes: Buffer, { name, parameters }: Filter, maxBytes: number, resolve: Resolve): Unpacked {
  switch (name) {
    case 'FlateDecode':
      return undoPredictor(inflate(bytes, maxBytes), parameters, resolve)
    case 'LZWDecode':
      return undoPredictor(decodeLzw(bytes, maxBytes, resolve(entryOf(parameters, 'EarlyChange')) !== 0), parameters, resolve)
    case 'ASCIIHexDecode':
      return decodeAsciiHex(bytes)
    case 'ASCII85Decode':
      return decodeAscii85(bytes, maxBytes)
    case 'RunLengthDecode':
      return decodeRunLength(bytes, maxBytes)
    case 'Crypt':
      // 7.4.10: undone with the lock.
      return { status: 'ok', bytes, whole: true }
    default:
      return { status: 'unsupported' }
  }
}

/** Like readers do: what comes before a break counts, and so does what only lacks its checksum. */
function inflate(packed: Buffer, maxBytes: number): Unpacked {
  if (packed.length === 0) return { status: 'ok', bytes: packed, whole: true }
  // 0 would mean no bound.
  const maxOutputLength = Math.max(1, maxBytes)
  const chunkSize = Math.min(MAX_CHUNK_BYTES, Math.max(1024, packed.length * 4))
  try {
    return { status: 'ok', bytes: inflateSync(packed, { maxOutputLength, chunkSize }), whole: true }
  } catch (error) {
    if (isTooBig(error)) return { status: 'too-big' }
  }
  for (const raw of [packed.subarray(2), packed]) {
    try {
      return { status: 'ok', bytes: inflateRawSync(raw, { maxOutputLength, chunkSize, finishFlush: constants.Z_SYNC_FLUSH }), whole: false }
    } catch (error) {
      if (isTooBig(error)) return { status: 'too-big' }
    }
  }
  return { status: 'corrupt' }
}

function isTooBig(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
}
