/** Reads the entries of a zipped document once, under the budget; two entries of one name, or a zip that two programs could read differently, leave it incomplete. */
import { takeEntry } from '../budget.ts'
import { readZipDirectory, unpackZipEntry, type ZipEntry } from '../file/zip.ts'
import { allowance, leaveOpen, mayMake, type Seen } from './seen.ts'

export interface ZippedPart {
  readonly untrustedPath: string
  readonly encrypted: boolean
  /** Unpacked anew with each call, and counted; null when it could not be had. */
  bytes(): Uint8Array | null
}

/** Without folders. Null, and the document incomplete, when the zip cannot be relied on. */
export async function readZippedParts(seen: Seen, bytes: Uint8Array): Promise<readonly ZippedPart[] | null> {
  const { entries, problem } = await readZipDirectory(bytes, () => takeEntry(seen.context.budget))
  for (const { untrustedPath, sizeBytes, compressedBytes, encrypted, directory } of entries) {
    seen.entries.push({ untrustedPath, sizeBytes, compressedBytes, encrypted, directory })
  }
  if (problem === 'ARCHIVE_TOO_MANY_ENTRIES') leaveOpen(seen, 'OFFICE_TOO_MANY_ENTRIES')
  else if (problem === 'ARCHIVE_ENCRYPTED') leaveOpen(seen, 'OFFICE_ENCRYPTED')
  else if (problem !== null) leaveOpen(seen, 'OFFICE_CORRUPT')
  const files = entries.filter(({ directory }) => !directory)
  // ISO 29500-2, 6.2.2.4: names differ in more than their case; each reader takes another of two.
  const names = new Set(files.map(({ untrustedPath }) => untrustedPath.toLowerCase()))
  if (names.size !== files.length) leaveOpen(seen, 'OFFICE_CORRUPT')
  if (problem !== null && problem !== 'ARCHIVE_CORRUPT') return null
  return files.map((entry) => ({
    untrustedPath: entry.untrustedPath,
    encrypted: entry.encrypted,
    bytes: () => unpack(seen, bytes, entry),
  }))
}

function unpack(seen: Seen, bytes: Uint8Array, entry: ZipEntry): Uint8Array | null {
  const maxBytes = allowance(seen, entry.compressedBytes)
  const unpacked = unpackZipEntry(bytes, entry, maxBytes)
  if (unpacked.status === 'ok') return mayMake(seen, unpacked.bytes.length) ? unpacked.bytes : null
  if (unpacked.status === 'too-big') {
    leaveOpen(seen, 'OFFICE_TOO_BIG')
    mayMake(seen, maxBytes)
  } else leaveOpen(seen, unpacked.reason === 'ARCHIVE_ENCRYPTED' ? 'OFFICE_ENCRYPTED' : 'OFFICE_CORRUPT')
  return null
}
