/** Opens what libarchive can read and this code does not read itself, under the same budget as everything else. */
import { crc32 } from 'node:zlib'
import type { LibarchiveEntry, LibarchiveRead } from './libarchive.ts'
import { addTrait, allowanceFor, keep, leaveClosed, mayDescend, mayGoOn, mayList, takeUnpacked, type Unpacking } from './unpacking.ts'
import { isUnsafeLink } from './unsafe-link.ts'

/** What was read of an entry here. */
export interface KnownEntry {
  readonly untrustedPath: string
  /** Of what comes out, where libarchive does not prove it itself. */
  readonly crc32: number | null
}

/** @param known all entries in the order of the archive, where they could be read here: libarchive's names are lossy, and the number must be the same */
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
  const end = await libarchive(Buffer.concat([bytes, PADDING]), {
    enter(entry) {
      index += 1
      if (!mayList(unpacking)) return 'stop'
      list(unpacking, entry, known?.[index]?.untrustedPath ?? entry.untrustedPath)
      // Also what is said to be no file: what it is said to be and what a program makes of it may differ.
      if (!open) return null
      const allowance = allowanceFor(unpacking, bytes.length)
      reason = allowance.reason
      return allowance.maxBytes
    },
    leave(entry, read) {
      const checksum = known?.[index]?.crc32 ?? null
      // Folders and links have no bytes, and a checksum of something else.
      if (read.status === 'ok' && read.bytes.length > 0 && checksum !== null && crc32(read.bytes) !== checksum) {
        leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
        return takeUnpacked(unpacking, read.bytes.length)
      }
      return take(unpacking, known?.[index]?.untrustedPath ?? entry.untrustedPath, entry.kind, read, reason)
    },
    mayGoOn: () => mayGoOn(unpacking),
  })
  // What is locked here stays so with any password: libarchive has no ciphers.
  const { password } = unpacking.context
  if (password !== undefined && unpacking.incomplete === 'ARCHIVE_ENCRYPTED') unpacking.incomplete = 'ARCHIVE_ENCRYPTED_UNSUPPORTED'
  if (end === 'stopped') return
  if (end === 'encrypted' && password !== undefined) leaveClosed(unpacking, 'ARCHIVE_ENCRYPTED_UNSUPPORTED')
  else if (end !== 'end') leaveClosed(unpacking, CLOSED[end])
  else if (known !== null && known.length !== index + 1) leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
}

/**
 * libarchive takes what ends like a zip for one, whatever it begins with, when its end record lies in the last 16 KiB: behind zeros it does not.
 * What is cut is told apart from what is padded by the readers of each format.
 */
const PADDING = Buffer.alloc(80 * 1024)

const CLOSED = { encrypted: 'ARCHIVE_ENCRYPTED', unsupported: 'ARCHIVE_UNSUPPORTED', corrupt: 'ARCHIVE_CORRUPT' } as const

function list(unpacking: Unpacking, entry: LibarchiveEntry, untrustedPath: string): void {
  const { kind, sizeBytes, encrypted, untrustedLinkTarget } = entry
  unpacking.entries.push({ untrustedPath, sizeBytes, compressedBytes: sizeBytes, encrypted, directory: kind === 'directory' })
  if (encrypted) leaveClosed(unpacking, 'ARCHIVE_ENCRYPTED')
  if (kind === 'other') addTrait(unpacking, 'archive/device', untrustedPath)
  if (kind === 'link' && isUnsafeLink(untrustedPath, untrustedLinkTarget ?? '/')) addTrait(unpacking, 'archive/link', untrustedPath)
}

function take(unpacking: Unpacking, untrustedPath: string, kind: LibarchiveEntry['kind'], read: LibarchiveRead, reason: string): boolean {
  switch (read.status) {
    case 'ok':
      return (kind !== 'file' && read.bytes.length === 0) || keep(unpacking, untrustedPath, read.bytes)
    case 'too-big':
      leaveClosed(unpacking, reason)
      return false
    case 'refused':
      leaveClosed(unpacking, CLOSED[read.why])
      return takeUnpacked(unpacking, read.bytes.length)
  }
}
