/** Opens a gzip (RFC 1952) with all its members; what lies behind the last one, but for zeros, leaves it corrupt. */
import { inflateBounded } from '../file/inflate.ts'
import { innerName } from './inner-name.ts'
import { allowanceFor, leaveClosed, listAndKeep, mayDescend, mayList, type Unpacking } from './unpacking.ts'

const MAX_NAME_BYTES = 1024

export function openGzip(bytes: Uint8Array, unpacking: Unpacking): void {
  if (!mayDescend(unpacking) || !mayList(unpacking)) return
  const { maxBytes, reason } = allowanceFor(unpacking, bytes.length)
  const inflated = inflateBounded('gzip', bytes, maxBytes)
  if (inflated.status !== 'ok') {
    leaveClosed(unpacking, inflated.status === 'corrupt' ? 'ARCHIVE_CORRUPT' : reason)
    return
  }
  listAndKeep(unpacking, storedName(bytes) ?? innerName(unpacking.context.untrustedName), inflated.bytes, bytes.length)
  // Zero padding is customary (tar writes whole blocks); anything else behind the last member was not looked at.
  if (bytes.subarray(inflated.consumedBytes).some((byte) => byte !== 0)) leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
}

/** RFC 1952 2.3.1: FNAME is there when flag bit 3 is set, after FEXTRA (bit 2), and is Latin-1 up to a NUL. */
function storedName(bytes: Uint8Array): string | null {
  const flags = bytes[3] ?? 0
  if ((flags & 8) === 0) return null
  const start = (flags & 4) === 0 ? 10 : 12 + (bytes[10] ?? 0) + (bytes[11] ?? 0) * 256
  const end = bytes.indexOf(0, start)
  if (end <= start) return null
  return Buffer.from(bytes.subarray(start, Math.min(end, start + MAX_NAME_BYTES))).toString('latin1')
}
