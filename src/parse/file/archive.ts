/** Opens one container a level deep under the message's shared budget; what stays closed, for whatever reason, leaves the listing incomplete. */
import { openAr } from '../archive/ar.ts'
import { openBzip2, openLzip, openLzma, openXz, openZstd } from '../archive/bare-stream.ts'
import { openCab } from '../archive/cab.ts'
import { openCpio } from '../archive/cpio.ts'
import { openGzip } from '../archive/gzip.ts'
import { openIso } from '../archive/iso.ts'
import { openOutlookMessage } from '../archive/outlook-message.ts'
import { openRar } from '../archive/rar.ts'
import { openRpm } from '../archive/rpm.ts'
import { openSevenZip } from '../archive/seven-zip.ts'
import { openTar } from '../archive/tar.ts'
import { openTnef } from '../archive/tnef.ts'
import { beginUnpacking, endUnpacking, leaveClosed, type Unpacking } from '../archive/unpacking.ts'
import { openWithLibarchive } from '../archive/with-libarchive.ts'
import { openZip } from '../archive/zip.ts'
import type { Contents, OpenContext, Opener } from './contents.ts'

export const archiveOpener: Opener = {
  id: 'parse/archive',
  opens: isContainer,
  open: openArchive,
}

type Reader = (bytes: Uint8Array, unpacking: Unpacking) => void | Promise<void>

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

const READERS: Readonly<Record<string, Reader>> = {
  'application/x-tar': openTar,
  'application/gzip': openGzip,
  'application/x-bzip2': openBzip2,
  'application/x-xz': openXz,
  'application/x-lzma': openLzma,
  'application/lzip': openLzip,
  'application/zstd': openZstd,
  'application/x-cpio': openCpio,
  'application/x-unix-archive': openAr,
  'application/x-deb': openAr,
  'application/x-rpm': openRpm,
  'application/x-iso9660-image': openIso,
  'application/vnd.ms-tnef': openTnef,
  'application/vnd.ms-outlook': openOutlookMessage,
  'application/x-7z-compressed': openSevenZip,
  'application/x-rar-compressed': openRar,
  'application/x-lzh-compressed': (bytes, unpacking) => openWithLibarchive(bytes, unpacking),
  'application/vnd.ms-cab-compressed': openCab,
}

/** Containers that this build cannot open: listed as incomplete, so that they are held. */
const UNSUPPORTED_TYPES: ReadonlySet<string> = new Set([
  'application/x-lz4',
  'application/x-compress',
  'application/x-arj',
  'application/x-ace-compressed',
  'application/x-xar',
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

/** True when it is there to carry files, whether it can be opened here or not; documents are none, and opened as what they are. */
export function isContainer(type: string): boolean {
  return Object.hasOwn(READERS, type) || ZIP_TYPES.has(type) || UNSUPPORTED_TYPES.has(type)
}

/**
 * Opens `bytes`, whose detected type is `type`, and returns what it lists and the whole bytes of what it holds, not opened further.
 * Never throws on hostile bytes: `listing.incomplete` is `ARCHIVE_ENCRYPTED`, `ARCHIVE_ENCRYPTED_UNSUPPORTED`, `ARCHIVE_PASSWORD_WRONG`,
 * `ARCHIVE_CORRUPT`, `ARCHIVE_UNSUPPORTED`, `ARCHIVE_TOO_BIG`, `ARCHIVE_TOO_DEEP`, `ARCHIVE_TOO_MANY_ENTRIES`, `ARCHIVE_TOO_SLOW` or
 * `ARCHIVE_RATIO`, the first that was met; past a limit nothing of it is kept.
 */
export async function openArchive(bytes: Uint8Array, type: string, context: OpenContext): Promise<Contents> {
  const unpacking = beginUnpacking(type, bytes, context)
  if (ZIP_TYPES.has(type)) await openZip(bytes, unpacking)
  else if (Object.hasOwn(READERS, type)) await READERS[type]!(bytes, unpacking)
  else leaveClosed(unpacking, 'ARCHIVE_UNSUPPORTED')
  return endUnpacking(unpacking)
}
