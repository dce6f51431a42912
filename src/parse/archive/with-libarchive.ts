/** Opens what libarchive can read and this code does not read itself, under the same budget as everything else. */
import type { LibarchiveEntry, LibarchiveRead } from './libarchive.ts'
import { addTrait, allowanceFor, keep, leaveClosed, mayDescend, mayGoOn, mayList, takeUnpacked, type Unpacking } from './unpacking.ts'
import { isUnsafeLink } from './unsafe-link.ts'

/** What this code read of an entry by itself; it stands against what libarchive says. */
export interface KnownEntry {
  readonly untrustedPath: string
  readonly sizeBytes: number
  readonly compressedBytes: number
  readonly encrypted: boolean
  readonly directory: boolean
}

/** @param known all entries in the order of the archive, when they could be read here: their names are whole, and their number must be the same */
export async function openWithLibarchive(
  bytes: Uint8Array,
  unpacking: Unpacking,
  known: readonly KnownEntry[] | null = null,
): Promise<void> {
  const { libarchive } = unpacking.context
  if (libarchive === undefined) return leaveClosed(unpacking, 'ARCHIVE_UNSUPPORTED')
  const open = mayDescend(unpacking)
  let index = -1
  let reason = 'ARCHIVE_TOO_BIG'
  const end = await libarchive(bytes, {
    enter(entry) {
      index += 1
      if (!mayList(unpacking)) return 'stop'
      list(unpacking, entry, known?.[index])
      if (!open || entry.kind !== 'file') return null
      const allowance = allowanceFor(unpacking, bytes.length)
      reason = allowance.reason
      return allowance.maxBytes
    },
    leave(entry, read) {
      return take(unpacking, known?.[index]?.untrustedPath ?? entry.untrustedPath, read, reason)
    },
    mayGoOn: () => mayGoOn(unpacking),
  })
  if (end === 'stopped') return
  if (end !== 'end') leaveClosed(unpacking, CLOSED[end])
  else if (known !== null && known.length !== index + 1) leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
}

const CLOSED = { encrypted: 'ARCHIVE_ENCRYPTED', unsupported: 'ARCHIVE_UNSUPPORTED', corrupt: 'ARCHIVE_CORRUPT' } as const

function list(unpacking: Unpacking, entry: LibarchiveEntry, known: KnownEntry | undefined): void {
  const { untrustedPath, kind, sizeBytes, encrypted, untrustedLinkTarget } = entry
  const listed = known ?? { untrustedPath, sizeBytes, compressedBytes: sizeBytes, encrypted, directory: kind === 'directory' }
  unpacking.entries.push({ ...listed, encrypted: listed.encrypted || encrypted })
  if (encrypted) leaveClosed(unpacking, 'ARCHIVE_ENCRYPTED')
  if (kind === 'other') addTrait(unpacking, 'archive/device', listed.untrustedPath)
  if (kind === 'link' && isUnsafeLink(listed.untrustedPath, untrustedLinkTarget ?? '/'))
    addTrait(unpacking, 'archive/link', listed.untrustedPath)
}

function take(unpacking: Unpacking, untrustedPath: string, read: LibarchiveRead, reason: string): boolean {
  switch (read.status) {
    case 'ok':
      return keep(unpacking, untrustedPath, read.bytes)
    case 'too-big':
      leaveClosed(unpacking, reason)
      return false
    case 'refused':
      leaveClosed(unpacking, CLOSED[read.why])
      return takeUnpacked(unpacking, read.bytes.length)
  }
}
