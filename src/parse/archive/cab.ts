/** Reads the header and the names of a cabinet ([MS-CAB] 2), so that one of a set or a cut one is told; libarchive unpacks the files. */
import { leaveClosed, type Unpacking } from './unpacking.ts'
import { type KnownEntry, openWithLibarchive } from './with-libarchive.ts'

const HEADER_BYTES = 36
const FILE_BYTES = 16
/** 2.1: a cabinet before and one behind. */
const IN_A_SET = 3
/** 2.3: the name is UTF-8, not in the letters of the machine that wrote it. */
const UTF8_NAME = 0x80

export async function openCab(bytes: Uint8Array, unpacking: Unpacking): Promise<void> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const known = readFiles(buffer)
  await openWithLibarchive(bytes, unpacking, known)
  // A signature stands behind the cabinet and is not counted to it.
  if (known === null || buffer.readUInt32LE(8) > buffer.length) leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
  else if ((buffer.readUInt16LE(30) & IN_A_SET) !== 0) leaveClosed(unpacking, 'ARCHIVE_UNSUPPORTED')
}

/** Null when they do not all lie in the file. */
function readFiles(buffer: Buffer): readonly KnownEntry[] | null {
  if (buffer.length < HEADER_BYTES) return null
  const files: KnownEntry[] = []
  let at = buffer.readUInt32LE(16)
  for (let left = buffer.readUInt16LE(28); left > 0; left -= 1) {
    const end = at + FILE_BYTES > buffer.length ? -1 : buffer.indexOf(0, at + FILE_BYTES)
    if (end === -1 || end - at > FILE_BYTES + 1024) return null
    const isUtf8 = (buffer.readUInt16LE(at + 14) & UTF8_NAME) !== 0
    // Folders are written with a backslash here, whatever machine it is for.
    const name = buffer.toString(isUtf8 ? 'utf8' : 'latin1', at + FILE_BYTES, end).replaceAll('\\', '/')
    files.push({ untrustedPath: name, crc32: null })
    at = end + 1
  }
  return files
}
