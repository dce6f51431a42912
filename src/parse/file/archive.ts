/** Opens one container a level deep under the message's shared budget; what stays closed, for whatever reason, leaves the listing incomplete. */
import type { ListedEntry, Listing } from '../../core/inspector.ts'
import { type Budget, takeBytes, takeEntry } from '../budget.ts'
import type { InnerFile, Opener } from './contents.ts'
import { inflateBounded } from './inflate.ts'
import { walkTar } from './tar.ts'
import { readZipDirectory, unpackZipEntry, type ZipEntry } from './zip.ts'

export interface OpenedArchive {
  readonly listing: Listing
  readonly children: readonly InnerFile[]
}

export const archiveOpener: Opener = {
  id: 'parse/archive',
  opens: isContainer,
  async open(bytes, detectedType, { depth, budget }) {
    return { ...(await openArchive(bytes, detectedType, depth, budget)), targets: [] }
  },
}

/** Below this an entry's ratio says nothing: a small text of spaces packs a thousandfold. */
const RATIO_CHECKED_ABOVE_BYTES = 1024 * 1024

const ODF = 'application/vnd.oasis.opendocument.'

/** A line for each picture: real ones are some kilobytes. */
const MAX_MANIFEST_BYTES = 4 * 1024 * 1024

/** Zip by another name whose files a person unpacks, or that run as they are. */
const ZIP_TYPES: ReadonlySet<string> = new Set([
  'application/zip',
  'application/java-archive',
  'application/vnd.android.package-archive',
  'application/x-xpinstall',
  'application/appx',
  'application/vsix',
  'application/epub+zip',
])

/** Containers that this build cannot open: listed as incomplete, so that they are held. */
const UNSUPPORTED_TYPES: ReadonlySet<string> = new Set([
  'application/x-7z-compressed',
  'application/x-rar-compressed',
  'application/x-bzip2',
  'application/x-xz',
  'application/x-lzma',
  'application/lzip',
  'application/zstd',
  'application/x-lz4',
  'application/x-compress',
  'application/x-lzh-compressed',
  'application/x-arj',
  'application/x-ace-compressed',
  'application/x-cpio',
  'application/x-unix-archive',
  'application/x-deb',
  'application/x-rpm',
  'application/x-xar',
  'application/vnd.ms-cab-compressed',
  'application/vnd.ms-tnef',
  'application/x-iso9660-image',
  'application/x-apple-diskimage',
  'application/x-virtualbox-vhd',
  'application/x-virtualbox-vhdx',
  'application/x-ms-wim',
  'application/x-asar',
  'application/vnd.ms-outlook-pst',
  'application/vnd.apple.keynote',
  'application/vnd.apple.numbers',
  'application/vnd.apple.pages',
])

/** Office documents that are zips (ECMA-376, ODF 1.3): their parts are listed, and only the files embedded in them are children. */
export function isZippedOffice(type: string): boolean {
  return (
    type.startsWith('application/vnd.openxmlformats-officedocument.') ||
    type.startsWith(ODF) ||
    /^application\/vnd\.ms-(?:word|excel|powerpoint|visio)\..*macroenabled/.test(type) ||
    type === 'application/vnd.visio' ||
    type === 'application/oxps' ||
    type === 'model/3mf'
  )
}

/** True when there may be files inside, whether they can be opened here or not. */
export function isContainer(type: string): boolean {
  return (
    type === 'application/x-tar' ||
    type === 'application/gzip' ||
    ZIP_TYPES.has(type) ||
    UNSUPPORTED_TYPES.has(type) ||
    isZippedOffice(type)
  )
}

/**
 * Opens `bytes`, whose detected type is `type`, and returns what it lists and the whole bytes of what it holds, not opened further.
 * `depth` counts the containers around it: 0 for a file of the message itself; at `maxDepth` it is listed and not opened.
 * Never throws on hostile bytes: `listing.incomplete` is `ARCHIVE_ENCRYPTED`, `ARCHIVE_CORRUPT`, `ARCHIVE_UNSUPPORTED`,
 * `ARCHIVE_TOO_BIG`, `ARCHIVE_TOO_DEEP`, `ARCHIVE_TOO_MANY_ENTRIES` or `ARCHIVE_RATIO`, the first that was met.
 */
export async function openArchive(bytes: Uint8Array, type: string, depth: number, budget: Budget): Promise<OpenedArchive> {
  if (type === 'application/x-tar') return openTar(bytes, type, depth, budget)
  if (type === 'application/gzip') return openGzip(bytes, type, depth, budget)
  if (ZIP_TYPES.has(type) || isZippedOffice(type)) return await openZip(bytes, type, depth, budget)
  return { listing: { format: type, entries: [], traits: [], incomplete: 'ARCHIVE_UNSUPPORTED' }, children: [] }
}

async function openZip(bytes: Uint8Array, type: string, depth: number, budget: Budget): Promise<OpenedArchive> {
  const { entries, problem } = await readZipDirectory(bytes, () => takeEntry(budget))
  const children: InnerFile[] = []
  let incomplete: string | null = problem
  if (depth >= budget.limits.maxDepth) incomplete ??= 'ARCHIVE_TOO_DEEP'
  else if (problem === null) {
    for (const entry of entries) {
      if (entry.directory || (isZippedOffice(type) && !isEmbeddedFile(entry.untrustedPath))) continue
      const opened = unpackWithin(bytes, entry, budget)
      if (typeof opened !== 'string') children.push({ untrustedPath: entry.untrustedPath, bytes: opened })
      else {
        incomplete ??= opened
        // One locked or broken entry says nothing about the next; a bomb does.
        if (opened === 'ARCHIVE_TOO_BIG' || opened === 'ARCHIVE_RATIO') break
      }
    }
  }
  if (entries.some((entry) => entry.encrypted) || (type.startsWith(ODF) && hasEncryptedParts(bytes, entries)))
    incomplete ??= 'ARCHIVE_ENCRYPTED'
  return { listing: { format: type, entries: entries.map(listed), traits: [], incomplete }, children }
}

/** ECMA-376 part 1, 15.2.11: `word/embeddings/oleObject1.bin`; ODF 1.3 part 2, 3.16: a foreign object is one entry, `Object 1`. */
function isEmbeddedFile(untrustedPath: string): boolean {
  return /(?:^|\/)embeddings\/[^/]|^Object [^/]+$/i.test(untrustedPath)
}

/** ODF 1.3 part 2, 4.3: a password locks the parts, not the zip; the manifest tells. A manifest that cannot be read tells nothing good. */
function hasEncryptedParts(bytes: Uint8Array, entries: readonly ZipEntry[]): boolean {
  const manifest = entries.find((entry) => entry.untrustedPath === 'META-INF/manifest.xml')
  if (manifest === undefined) return false
  const unpacked = unpackZipEntry(bytes, manifest, MAX_MANIFEST_BYTES)
  return unpacked.status !== 'ok' || Buffer.from(unpacked.bytes).includes('encryption-data')
}

function unpackWithin(bytes: Uint8Array, entry: ZipEntry, budget: Budget): Uint8Array | string {
  const { maxBytes, reason } = allowance(budget, entry.compressedBytes)
  const unpacked = unpackZipEntry(bytes, entry, maxBytes)
  if (unpacked.status === 'refused') return unpacked.reason
  if (!takeBytes(budget, unpacked.status === 'ok' ? unpacked.bytes.length : maxBytes) || unpacked.status === 'too-big') return reason
  return unpacked.bytes
}

/** How many bytes may come out of `packedBytes`, and what it is called when there are more. */
function allowance(budget: Budget, packedBytes: number): { readonly maxBytes: number; readonly reason: string } {
  const left = Math.max(0, budget.limits.maxInflatedBytes - budget.inflatedBytes)
  const byRatio = Math.max(RATIO_CHECKED_ABOVE_BYTES, packedBytes * budget.limits.maxRatio)
  return byRatio < left ? { maxBytes: byRatio, reason: 'ARCHIVE_RATIO' } : { maxBytes: left, reason: 'ARCHIVE_TOO_BIG' }
}

function listed(entry: ZipEntry): ListedEntry {
  const { untrustedPath, sizeBytes, compressedBytes, encrypted, directory } = entry
  return { untrustedPath, sizeBytes, compressedBytes, encrypted, directory }
}

function openTar(bytes: Uint8Array, type: string, depth: number, budget: Budget): OpenedArchive {
  const walk = walkTar(bytes, () => takeEntry(budget))
  const children: InnerFile[] = []
  let incomplete: string | null = walk.problem
  if (depth >= budget.limits.maxDepth) incomplete ??= 'ARCHIVE_TOO_DEEP'
  else {
    for (const entry of walk.entries) {
      if (entry.directory) continue
      // Views cost no memory, but everything behind this looks at each byte again.
      if (!takeBytes(budget, entry.bytes.length)) {
        incomplete ??= 'ARCHIVE_TOO_BIG'
        break
      }
      children.push({ untrustedPath: entry.untrustedPath, bytes: entry.bytes })
    }
  }
  const entries = walk.entries.map(({ untrustedPath, directory, bytes: data }) => {
    return { untrustedPath, directory, sizeBytes: data.length, compressedBytes: data.length, encrypted: false }
  })
  return { listing: { format: type, entries, traits: [], incomplete }, children }
}

function openGzip(bytes: Uint8Array, type: string, depth: number, budget: Budget): OpenedArchive {
  const closed = (incomplete: string): OpenedArchive => ({ listing: { format: type, entries: [], traits: [], incomplete }, children: [] })
  if (depth >= budget.limits.maxDepth) return closed('ARCHIVE_TOO_DEEP')
  if (!takeEntry(budget)) return closed('ARCHIVE_TOO_MANY_ENTRIES')
  const { maxBytes, reason } = allowance(budget, bytes.length)
  const inflated = inflateBounded('gzip', bytes, maxBytes)
  if (inflated.status === 'corrupt') return closed('ARCHIVE_CORRUPT')
  if (!takeBytes(budget, inflated.status === 'ok' ? inflated.bytes.length : maxBytes) || inflated.status === 'too-big')
    return closed(reason)
  const child = { untrustedPath: gzipName(bytes), bytes: inflated.bytes }
  const entry = {
    untrustedPath: child.untrustedPath,
    sizeBytes: child.bytes.length,
    compressedBytes: bytes.length,
    encrypted: false,
    directory: false,
  }
  // Zero padding is customary (tar writes whole blocks); anything else behind the last member was not looked at.
  const hidden = bytes.subarray(inflated.consumedBytes).some((byte) => byte !== 0)
  return { listing: { format: type, entries: [entry], traits: [], incomplete: hidden ? 'ARCHIVE_CORRUPT' : null }, children: [child] }
}

/** RFC 1952 2.3.1: FNAME is there when flag bit 3 is set, after FEXTRA (bit 2), and is Latin-1 up to a NUL. */
function gzipName(bytes: Uint8Array): string {
  const flags = bytes[3] ?? 0
  if ((flags & 8) === 0) return 'content'
  const start = (flags & 4) === 0 ? 10 : 12 + (bytes[10] ?? 0) + (bytes[11] ?? 0) * 256
  const end = bytes.indexOf(0, start)
  if (end <= start) return 'content'
  return Buffer.from(bytes.subarray(start, Math.min(end, start + 1024))).toString('latin1')
}
