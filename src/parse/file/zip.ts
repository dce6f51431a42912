/** A zip is read by its central directory, held against its local headers: what two programs could read differently counts as corrupt. */
import { isUtf8 } from 'node:buffer'
import { crc32, zstdDecompressSync } from 'node:zlib'
import * as yauzl from 'yauzl'
import { inflateBounded } from './inflate.ts'
import { isLaidOutPlainly, type Laid } from './zip-layout.ts'

export interface ZipEntry extends Laid {
  readonly untrustedPath: string
  /** As declared; the truth is known only once inflated. */
  readonly sizeBytes: number
  readonly compressedBytes: number
  readonly encrypted: boolean
  readonly directory: boolean
  /** APPNOTE 4.5.7: its content is the path that it leads to. */
  readonly link: boolean
  readonly method: number
  readonly crc32: number
  readonly headerStart: number
  readonly dataStart: number
  /** MS-DOS time of the last change: old encryption proves its key by it. */
  readonly time: number
  /** The body of extra field 0x9901 (winzip.com, "AES Encryption Information"), null when there is none. */
  readonly aes: Buffer | null
}

export type ZipProblem = 'ARCHIVE_CORRUPT' | 'ARCHIVE_ENCRYPTED' | 'ARCHIVE_TOO_MANY_ENTRIES' | 'ARCHIVE_UNSUPPORTED'

export interface ZipDirectory {
  /** As far as they could be read. */
  readonly entries: readonly ZipEntry[]
  /** Why the directory cannot be relied on, or null. */
  readonly problem: ZipProblem | null
}

const LOCAL_HEADER = Buffer.from([0x50, 0x4b, 0x03, 0x04])
const LOCAL_HEADER_BYTES = 30
const CENTRAL_HEADER_BYTES = 46
const UNKNOWN = 0xffff_ffff
const AES_FIELD = 0x9901
const UNICODE_PATH_FIELD = 0x7075
const ZIP64_FIELD = 1
/** APPNOTE 4.4.4 bit 11. */
const UTF8_NAME = 0x800

/** Reads entries as long as `mayRead` says so (it is asked once an entry). Never throws: what is broken is a `problem`. */
export async function readZipDirectory(bytes: Uint8Array, mayRead: () => boolean): Promise<ZipDirectory> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries: ZipEntry[] = []
  let directoryBytes = 0
  try {
    // Names are decoded here, since yauzl would refuse the whole file for one `../`, which is to be seen and told.
    const zip = await yauzl.fromBufferPromise(buffer, { decodeStrings: false, validateEntrySizes: true })
    for await (const entry of zip.eachEntry()) {
      if (!mayRead()) return { entries, problem: 'ARCHIVE_TOO_MANY_ENTRIES' }
      const local = agreedHeader(buffer, entry)
      if (local === null) return { entries, problem: 'ARCHIVE_CORRUPT' }
      directoryBytes += CENTRAL_HEADER_BYTES + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength
      // macOS writes UTF-8 and does not say so; what is valid UTF-8 by chance is hardly a name in the letters of DOS.
      const flags = entry.generalPurposeBitFlag | (isUtf8(entry.fileNameRaw) ? UTF8_NAME : 0)
      const untrustedPath = yauzl.getFileNameLowLevel(flags, entry.fileNameRaw, entry.extraFields, true)
      entries.push({
        untrustedPath,
        sizeBytes: entry.uncompressedSize,
        compressedBytes: entry.compressedSize,
        encrypted: entry.isEncrypted(),
        // Only an empty entry is a folder: a name can end in a slash and still carry bytes (`a.exe/`).
        directory: untrustedPath.endsWith('/') && entry.uncompressedSize === 0,
        // Made by Unix (3) or macOS (19): the mode stands in the upper half.
        link: [3, 19].includes(entry.versionMadeBy >> 8) && ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000,
        method: entry.compressionMethod,
        crc32: entry.crc32,
        headerStart: entry.relativeOffsetOfLocalHeader,
        time: entry.lastModFileTime,
        aes: entry.extraFields.find(({ id }) => id === AES_FIELD)?.data ?? null,
        ...local,
      })
    }
  } catch (error) {
    // yauzl refuses APPNOTE 4.4.4 bit 6 (strong encryption) as a whole, and has no code for it.
    const strong = error instanceof Error && error.message.startsWith('strong encryption')
    return { entries, problem: strong ? 'ARCHIVE_ENCRYPTED' : 'ARCHIVE_CORRUPT' }
  }
  return { entries, problem: isLaidOutPlainly(buffer, entries, directoryBytes) ? null : 'ARCHIVE_CORRUPT' }
}

/** What only the local header tells, when it says the same as the directory in all that both say (APPNOTE 4.3.7); null when they differ. */
function agreedHeader(buffer: Buffer, entry: yauzl.Entry): Pick<ZipEntry, 'dataStart' | 'described' | 'toldBefore'> | null {
  const start = entry.relativeOffsetOfLocalHeader
  if (start + LOCAL_HEADER_BYTES > buffer.length) return null
  if (buffer.compare(LOCAL_HEADER, 0, 4, start, start + 4) !== 0) return null
  const flags = buffer.readUInt16LE(start + 6)
  const nameBytes = buffer.readUInt16LE(start + 26)
  const extraStart = start + LOCAL_HEADER_BYTES + nameBytes
  const dataStart = extraStart + buffer.readUInt16LE(start + 28)
  if (dataStart + entry.compressedSize > buffer.length) return null
  const name = buffer.subarray(start + LOCAL_HEADER_BYTES, extraStart)
  const extra = extraFields(buffer.subarray(extraStart, dataStart))
  if (extra === null || extraFields(entry.extraFieldRaw) === null || !name.equals(entry.fileNameRaw)) return null
  const encrypted = (flags & 1) !== 0
  const asciiName = name.every((byte) => byte < 0x80)
  // Bit 11 says how the name is written: two programs would read two names.
  if (!asciiName && ((flags ^ entry.generalPurposeBitFlag) & UTF8_NAME) !== 0) return null
  // The same for a second name; Info-ZIP writes one only where the first has other letters.
  if (asciiName && entry.extraFields.some(({ id, data }) => id === UNICODE_PATH_FIELD && !data.subarray(5).equals(name))) return null
  if (encrypted !== entry.isEncrypted() || buffer.readUInt16LE(start + 8) !== entry.compressionMethod) return null
  if (buffer.readUInt16LE(start + 10) !== entry.lastModFileTime || buffer.readUInt16LE(start + 12) !== entry.lastModFileDate) return null
  const sizes = localSizes(buffer, start, extra)
  const described = (flags & 8) !== 0
  const pairs = [
    [sizes.crc32, entry.crc32],
    [sizes.compressed, entry.compressedSize],
    [sizes.size, entry.uncompressedSize],
  ] as const
  // With a descriptor each may be left at zero; what is not must be true (macOS fills in some).
  if (!pairs.every(([local, central]) => local === central || (described && (local === 0 || local === UNKNOWN)))) return null
  return { dataStart, described, toldBefore: pairs.every(([local, central]) => local === central) }
}

function localSizes(buffer: Buffer, start: number, extra: ReadonlyMap<number, Buffer>) {
  let compressed = buffer.readUInt32LE(start + 18)
  let size = buffer.readUInt32LE(start + 22)
  const zip64 = extra.get(ZIP64_FIELD)
  // APPNOTE 4.5.3: in a local header both stand there, the size first; some writers leave out the one that fits.
  let at = 0
  if (zip64 !== undefined && size === UNKNOWN && zip64.length >= at + 8) {
    size = Number(zip64.readBigUInt64LE(at))
    at += 8
  }
  if (zip64 !== undefined && compressed === UNKNOWN && zip64.length >= at + 8) compressed = Number(zip64.readBigUInt64LE(at))
  return { crc32: buffer.readUInt32LE(start + 14), compressed, size }
}

/** APPNOTE 4.5.1: a number, a length and so many bytes, up to the end; zeros at the end align (Android). Null when it is not so. */
function extraFields(extra: Buffer): ReadonlyMap<number, Buffer> | null {
  const fields = new Map<number, Buffer>()
  for (let at = 0; at < extra.length; ) {
    if (extra.subarray(at).every((byte) => byte === 0)) break
    if (at + 4 > extra.length) return null
    const end = at + 4 + extra.readUInt16LE(at + 2)
    if (end > extra.length) return null
    fields.set(extra.readUInt16LE(at), extra.subarray(at + 4, end))
    at = end
  }
  return fields
}

export type Unpacked =
  | { readonly status: 'ok'; readonly bytes: Uint8Array }
  | { readonly status: 'too-big' }
  | { readonly status: 'refused'; readonly reason: 'ARCHIVE_ENCRYPTED' | 'ARCHIVE_UNSUPPORTED' | 'ARCHIVE_CORRUPT' }

/** The bytes of one entry, at most `maxBytes`, with their length and checksum proven. */
export function unpackZipEntry(bytes: Uint8Array, entry: ZipEntry, maxBytes: number): Unpacked {
  if (entry.encrypted) return { status: 'refused', reason: 'ARCHIVE_ENCRYPTED' }
  return unpackZipData(bytes.subarray(entry.dataStart, entry.dataStart + entry.compressedBytes), entry, maxBytes)
}

/** What an entry must be once unpacked. */
export type ZipContent = Pick<ZipEntry, 'method' | 'sizeBytes'> & { readonly crc32: number | null }

/** The same for data that is no longer encrypted; `crc32` is null where something else proves it. */
export function unpackZipData(packed: Uint8Array, { method, sizeBytes, crc32: checksum }: ZipContent, maxBytes: number): Unpacked {
  let data = packed
  // APPNOTE 4.4.5: 0 is stored, 8 is DEFLATE, 93 is zstd; others need libarchive or cannot be opened here.
  if (method === 8) {
    const inflated = inflateBounded('raw', packed, maxBytes)
    if (inflated.status === 'too-big') return inflated
    if (inflated.status === 'corrupt' || inflated.consumedBytes !== packed.length) return { status: 'refused', reason: 'ARCHIVE_CORRUPT' }
    data = inflated.bytes
  } else if (method === 93) {
    if (maxBytes < 1) return { status: 'too-big' }
    try {
      data = zstdDecompressSync(packed, { maxOutputLength: maxBytes })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return { status: 'too-big' }
      return { status: 'refused', reason: 'ARCHIVE_CORRUPT' }
    }
  } else if (method !== 0) {
    return { status: 'refused', reason: 'ARCHIVE_UNSUPPORTED' }
  }
  if (data.length > maxBytes) return { status: 'too-big' }
  if (data.length !== sizeBytes || (checksum !== null && crc32(data) !== checksum)) return { status: 'refused', reason: 'ARCHIVE_CORRUPT' }
  return { status: 'ok', bytes: data }
}
