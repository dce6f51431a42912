/** Opens an RPM package (rpm.org, "RPM V4 Package format"): behind its two headers lies one compressed cpio, which is its only file. */
import { keep, leaveClosed, mayDescend, mayList, type Unpacking } from './unpacking.ts'

const LEAD_BYTES = 96
const HEADER_MAGIC = 0x8eade801

export function openRpm(bytes: Uint8Array, unpacking: Unpacking): void {
  if (!mayDescend(unpacking)) return
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const signatureEnd = headerEnd(buffer, LEAD_BYTES)
  // The signature is padded to eight bytes, the header behind it is not.
  const payload = signatureEnd === null ? null : headerEnd(buffer, Math.ceil(signatureEnd / 8) * 8)
  if (payload === null || payload >= buffer.length) {
    leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
    return
  }
  if (!mayList(unpacking)) return
  const data = buffer.subarray(payload)
  const untrustedPath = 'payload.cpio'
  unpacking.entries.push({ untrustedPath, sizeBytes: data.length, compressedBytes: data.length, encrypted: false, directory: false })
  keep(unpacking, untrustedPath, data)
}

/** Magic and version, four reserved bytes, how many records of 16 bytes, and how many bytes of data behind them. */
function headerEnd(buffer: Buffer, at: number): number | null {
  if (at + 16 > buffer.length || buffer.readUInt32BE(at) !== HEADER_MAGIC) return null
  const end = at + 16 + buffer.readUInt32BE(at + 8) * 16 + buffer.readUInt32BE(at + 12)
  return end <= buffer.length ? end : null
}
