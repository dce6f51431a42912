/** Opens an ar archive, which a Debian package is (ar(5), deb(5)): members of System V, GNU and BSD are views of its bytes. */
import { keep, leaveClosed, mayDescend, mayList, type Unpacking } from './unpacking.ts'

const MAGIC_BYTES = 8
const HEADER_BYTES = 60

export function openAr(bytes: Uint8Array, unpacking: Unpacking): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const open = mayDescend(unpacking)
  let longNames = ''
  for (let at = MAGIC_BYTES; at < buffer.length; ) {
    const header = buffer.toString('latin1', at, at + HEADER_BYTES)
    const size = header.slice(48, 58).trim()
    if (header.length < HEADER_BYTES || !header.endsWith('`\n') || !/^\d+$/.test(size)) {
      leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
      return
    }
    const start = at + HEADER_BYTES
    const end = start + Number.parseInt(size, 10)
    if (end > buffer.length) {
      leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
      return
    }
    // Members begin at even offsets.
    at = end + (end % 2)
    const field = header.slice(0, 16).trimEnd()
    if (field === '//') {
      longNames = buffer.toString('utf8', start, end)
      continue
    }
    // BSD puts a long name before the data, and counts it to it.
    const bsdNameBytes = /^#1\/(\d+)$/.exec(field)?.[1]
    const dataStart = start + Number(bsdNameBytes ?? 0)
    if (dataStart > end) {
      leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
      return
    }
    if (!mayList(unpacking)) return
    const untrustedPath =
      bsdNameBytes === undefined ? gnuName(field, longNames) : buffer.toString('utf8', start, dataStart).replace(/\0+$/, '')
    const data = buffer.subarray(dataStart, end)
    unpacking.entries.push({ untrustedPath, sizeBytes: data.length, compressedBytes: data.length, encrypted: false, directory: false })
    if (open && !keep(unpacking, untrustedPath, data)) return
  }
}

/** GNU: `/12` is the name that begins there in the table and ends with `/` and a line feed; others end in `/` as well. */
function gnuName(field: string, longNames: string): string {
  const offset = /^\/(\d+)$/.exec(field)?.[1]
  if (offset === undefined) return field === '/' ? field : field.replace(/\/$/, '')
  return longNames.slice(Number(offset)).split('\n', 1)[0]!.replace(/\/$/, '')
}
