/** A zip is read by its central directory, held against its local headers: what two programs could read differently counts as corrupt. */
import { crc32 } from 'node:zlib'
import * as yauzl from 'yauzl'
import { inflateBounded } from './inflate.ts'

export interface ZipEntry {
  readonly untrustedPath: string
  /** As declared; the truth is known only once inflated. */
  readonly sizeBytes: number
  readonly compressedBytes: number
  readonly encrypted: boolean
  readonly directory: boolean
  readonly method: number
  readonly crc32: number
  readonly headerStart: number
  readonly dataStart: number
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

/** Reads entries as long as `mayRead` says so (it is asked once an entry). Never throws: what is broken is a `problem`. */
export async function readZipDirectory(bytes: Uint8Array, mayRead: () => boolean): Promise<ZipDirectory> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries: ZipEntry[] = []
  try {
    // Names are decoded here, since yauzl would refuse the whole file for one `../`, which is to be seen and told.
    const zip = await yauzl.fromBufferPromise(buffer, { decodeStrings: false, validateEntrySizes: true })
    for await (const entry of zip.eachEntry()) {
      if (!mayRead()) return { entries, problem: 'ARCHIVE_TOO_MANY_ENTRIES' }
      const dataStart = agreedDataStart(buffer, entry)
      if (dataStart === null) return { entries, problem: 'ARCHIVE_CORRUPT' }
      const untrustedPath = yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true)
      entries.push({
        untrustedPath,
        sizeBytes: entry.uncompressedSize,
        compressedBytes: entry.compressedSize,
        encrypted: entry.isEncrypted(),
        // Only an empty entry is a folder: a name can end in a slash and still carry bytes (`a.exe/`).
        directory: untrustedPath.endsWith('/') && entry.uncompressedSize === 0,
        method: entry.compressionMethod,
        crc32: entry.crc32,
        headerStart: entry.relativeOffsetOfLocalHeader,
        dataStart,
      })
    }
  } catch (error) {
    // yauzl refuses APPNOTE 4.4.4 bit 6 (strong encryption) as a whole, and has no code for it.
    const strong = error instanceof Error && error.message.startsWith('strong encryption')
    return { entries, problem: strong ? 'ARCHIVE_ENCRYPTED' : 'ARCHIVE_CORRUPT' }
  }
  return { entries, problem: overlapsOrHides(buffer, entries) ? 'ARCHIVE_CORRUPT' : null }
}

/** Where the data begins, when the local header says the same as the directory (APPNOTE 4.3.7); null when they differ. */
function agreedDataStart(buffer: Buffer, entry: yauzl.Entry): number | null {
  const start = entry.relativeOffsetOfLocalHeader
  if (start + LOCAL_HEADER_BYTES > buffer.length) return null
  if (buffer.compare(LOCAL_HEADER, 0, 4, start, start + 4) !== 0) return null
  const encrypted = (buffer.readUInt16LE(start + 6) & 1) !== 0
  const method = buffer.readUInt16LE(start + 8)
  const nameBytes = buffer.readUInt16LE(start + 26)
  const dataStart = start + LOCAL_HEADER_BYTES + nameBytes + buffer.readUInt16LE(start + 28)
  if (encrypted !== entry.isEncrypted() || method !== entry.compressionMethod) return null
  if (dataStart + entry.compressedSize > buffer.length) return null
  const name = buffer.subarray(start + LOCAL_HEADER_BYTES, start + LOCAL_HEADER_BYTES + nameBytes)
  return name.equals(entry.fileNameRaw) ? dataStart : null
}

/** True when entries share bytes (the overlapping bomb, bamsoftware.com/hacks/zipbomb) or a local header lies outside all of them. */
function overlapsOrHides(buffer: Buffer, entries: readonly ZipEntry[]): boolean {
  const inOrder = [...entries].sort((a, b) => a.headerStart - b.headerStart)
  let end = 0
  for (const entry of inOrder) {
    if (entry.headerStart < end) return true
    if (buffer.subarray(end, entry.headerStart).includes(LOCAL_HEADER)) return true
    end = entry.dataStart + entry.compressedBytes
  }
  return buffer.subarray(end).includes(LOCAL_HEADER)
}

export type Unpacked =
  | { readonly status: 'ok'; readonly bytes: Uint8Array }
  | { readonly status: 'too-big' }
  | { readonly status: 'refused'; readonly reason: 'ARCHIVE_ENCRYPTED' | 'ARCHIVE_UNSUPPORTED' | 'ARCHIVE_CORRUPT' }

/** The bytes of one entry, at most `maxBytes`, with their length and checksum proven. */
export function unpackZipEntry(bytes: Uint8Array, entry: ZipEntry, maxBytes: number): Unpacked {
  if (entry.encrypted) return { status: 'refused', reason: 'ARCHIVE_ENCRYPTED' }
  const packed = bytes.subarray(entry.dataStart, entry.dataStart + entry.compressedBytes)
  let data = packed
  // APPNOTE 4.4.5: 0 is stored, 8 is DEFLATE; others (bzip2, LZMA, zstd, AES) cannot be opened here.
  if (entry.method === 8) {
    const inflated = inflateBounded('raw', packed, maxBytes)
    if (inflated.status === 'too-big') return inflated
    if (inflated.status === 'corrupt') return { status: 'refused', reason: 'ARCHIVE_CORRUPT' }
    data = inflated.bytes
  } else if (entry.method !== 0) {
    return { status: 'refused', reason: 'ARCHIVE_UNSUPPORTED' }
  }
  if (data.length > maxBytes) return { status: 'too-big' }
  if (data.length !== entry.sizeBytes || crc32(data) !== entry.crc32) return { status: 'refused', reason: 'ARCHIVE_CORRUPT' }
  return { status: 'ok', bytes: data }
}
