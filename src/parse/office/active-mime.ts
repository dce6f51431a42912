/** Unwraps what Office puts beside its web pages and its 2003 XML: `ActiveMime`, a packed compound file with the macros or the objects. */
import { inflateBounded } from '../file/inflate.ts'
import { lookIntoCompound } from './compound.ts'
import { allowance, leaveOpen, mayMake, note, type Seen } from './seen.ts'

/** Where the packed bytes begin, by the length that the header says, and in the versions that are known. */
const CUSTOMARY_STARTS = [0x32, 0x22a]

export function isActiveMime(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 10)).toString('latin1') === 'ActiveMime'
}

export function lookIntoActiveMime(seen: Seen, bytes: Uint8Array, untrustedName: string): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const starts = buffer.length > 0x20 ? [buffer.readUInt16LE(0x1e) + 46, ...CUSTOMARY_STARTS] : CUSTOMARY_STARTS
  for (const start of starts) {
    const packed = buffer.subarray(start)
    const inflated = inflateBounded('zlib', packed, allowance(seen, packed.length))
    if (inflated.status === 'corrupt') continue
    if (inflated.status === 'too-big' || !mayMake(seen, inflated.bytes.length)) leaveOpen(seen, 'OFFICE_TOO_BIG')
    else lookIntoCompound(seen, inflated.bytes)
    return
  }
  note(seen, 'vba', untrustedName)
  leaveOpen(seen, 'OFFICE_CORRUPT')
}
