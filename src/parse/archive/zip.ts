/** Opens a zip by its directory, each entry by the method it was packed with, and the encrypted ones by the password that was given. */
import { readZipDirectory, type Unpacked, unpackZipData, unpackZipEntry, type ZipContent, type ZipEntry } from '../file/zip.ts'
import { type StreamMethod, unpackStream, ZIP_METHODS } from './stream.ts'
import { addTrait, allowanceFor, keep, leaveClosed, mayDescend, mayGoOn, mayList, takeUnpacked, type Unpacking } from './unpacking.ts'
import { isUnsafeLink } from './unsafe-link.ts'
import { decryptZipEntry } from './zip-secret.ts'

const MAX_LINK_BYTES = 4 * 1024
const STREAM_METHODS: ReadonlySet<number> = new Set(Object.values(ZIP_METHODS))

type Opened = Unpacked | { readonly status: 'refused'; readonly reason: 'ARCHIVE_PASSWORD_WRONG' } | { readonly status: 'stopped' }

export async function openZip(bytes: Uint8Array, unpacking: Unpacking): Promise<void> {
  const { entries, problem } = await readZipDirectory(bytes, () => mayList(unpacking))
  for (const { untrustedPath, sizeBytes, compressedBytes, encrypted, directory } of entries)
    unpacking.entries.push({ untrustedPath, sizeBytes, compressedBytes, encrypted, directory })
  if (problem !== null) leaveClosed(unpacking, problem)
  if (!mayDescend(unpacking) || problem !== null) return flagLocks(unpacking)
  for (const entry of entries) {
    if (entry.directory && entry.compressedBytes === 0) continue
    if (!(await openEntry(bytes, entry, unpacking))) break
  }
  flagLocks(unpacking)
}

/** False when nothing more of this archive is to be opened: one locked or broken entry says nothing about the next, a bomb does. */
async function openEntry(bytes: Uint8Array, entry: ZipEntry, unpacking: Unpacking): Promise<boolean> {
  const { maxBytes, reason } = allowanceFor(unpacking, entry.compressedBytes)
  const opened = await unpackEntry(bytes, entry, maxBytes, unpacking)
  switch (opened.status) {
    case 'ok': {
      const target = entry.link ? Buffer.from(opened.bytes.subarray(0, MAX_LINK_BYTES)).toString('utf8') : null
      if (target !== null && isUnsafeLink(entry.untrustedPath, target)) addTrait(unpacking, 'archive/link', entry.untrustedPath)
      return entry.directory || keep(unpacking, entry.untrustedPath, opened.bytes)
    }
    case 'too-big':
      takeUnpacked(unpacking, maxBytes)
      leaveClosed(unpacking, reason)
      return false
    case 'refused':
      leaveClosed(unpacking, opened.reason)
      return mayGoOn(unpacking)
    case 'stopped':
      return mayGoOn(unpacking)
  }
}

async function unpackEntry(bytes: Uint8Array, entry: ZipEntry, maxBytes: number, unpacking: Unpacking): Promise<Opened> {
  const { password } = unpacking.context
  if (!entry.encrypted) {
    if (!STREAM_METHODS.has(entry.method)) return unpackZipEntry(bytes, entry, maxBytes)
    return await unpackByLibarchive(bytes.subarray(entry.dataStart, entry.dataStart + entry.compressedBytes), entry, maxBytes, unpacking)
  }
  if (password === undefined) return { status: 'refused', reason: 'ARCHIVE_ENCRYPTED' }
  const decrypted = decryptZipEntry(bytes, entry, password)
  if (decrypted.status === 'corrupt') return { status: 'refused', reason: 'ARCHIVE_CORRUPT' }
  if (decrypted.status === 'wrong') return { status: 'refused', reason: 'ARCHIVE_PASSWORD_WRONG' }
  const { packed, content, proven } = decrypted
  const opened = STREAM_METHODS.has(content.method)
    ? await unpackByLibarchive(packed, content, maxBytes, unpacking)
    : unpackZipData(packed, content, maxBytes)
  // The old cipher proves a key by one byte: one wrong password in 256 is told by what comes out.
  const broken = opened.status === 'refused' && opened.reason === 'ARCHIVE_CORRUPT'
  return broken && !proven ? { status: 'refused', reason: 'ARCHIVE_PASSWORD_WRONG' } : opened
}

async function unpackByLibarchive(packed: Uint8Array, content: ZipContent, maxBytes: number, unpacking: Unpacking): Promise<Opened> {
  const { libarchive } = unpacking.context
  if (libarchive === undefined) return { status: 'refused', reason: 'ARCHIVE_UNSUPPORTED' }
  const { method, sizeBytes, crc32 } = content
  const unpacked = await unpackStream(libarchive, { method: method as StreamMethod, packed, sizeBytes, crc32 }, maxBytes, () =>
    mayGoOn(unpacking),
  )
  if (unpacked.status === 'refused')
    return { status: 'refused', reason: unpacked.why === 'unsupported' ? 'ARCHIVE_UNSUPPORTED' : 'ARCHIVE_CORRUPT' }
  return unpacked
}

function flagLocks(unpacking: Unpacking): void {
  // With a password that fits, what is locked was opened, and is listed as what it now is.
  if (unpacking.context.password !== undefined && unpacking.incomplete === null)
    for (const [index, entry] of unpacking.entries.entries()) unpacking.entries[index] = { ...entry, encrypted: false }
  if (unpacking.entries.some((entry) => entry.encrypted)) leaveClosed(unpacking, 'ARCHIVE_ENCRYPTED')
}
