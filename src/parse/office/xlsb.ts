/** Walks the records of binary workbooks ([MS-XLSB] 2.1.4) for links to programs and names that run by themselves. */
import { leaveOpen, note, type Seen } from './seen.ts'

/** [MS-XLSB] 2.3.2 */
const BRT_NAME = 39
const BRT_BEGIN_SUP_BOOK = 360
const AUTO_NAME = /auto_?(?:open|close|activate|deactivate)/i

/** False when it is no stream of such records. */
export function lookIntoBinarySheet(seen: Seen, bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at < buffer.length; ) {
    // 2.1.4: the type takes one or two bytes of seven bits, the size one to four.
    let type = buffer[at]!
    at += 1
    if ((type & 0x80) !== 0) {
      if (at >= buffer.length) return false
      type = (type & 0x7f) | ((buffer[at]! & 0x7f) << 7)
      at += 1
    }
    let size = 0
    for (let index = 0; index < 4; index += 1) {
      if (at >= buffer.length) return false
      const byte = buffer[at]!
      at += 1
      size |= (byte & 0x7f) << (7 * index)
      if ((byte & 0x80) === 0) break
    }
    if (at + size > buffer.length) return false
    judgeRecord(seen, type, buffer.subarray(at, at + size))
    at += size
  }
  return true
}

function judgeRecord(seen: Seen, type: number, data: Buffer): void {
  if (type === BRT_BEGIN_SUP_BOOK && data.length >= 2) {
    // 2.4.194: 0 is a workbook, 1 DDE, 2 OLE.
    const kind = data.readUInt16LE(0)
    const said = data.toString('utf16le', 2, 600)
    if (kind === 1) note(seen, 'dde', said)
    else if (kind === 2) note(seen, 'external-relationship', said)
    else if (kind !== 0) leaveOpen(seen, 'OFFICE_CORRUPT')
  }
  if (type === BRT_NAME) {
    const text = data.toString('utf16le', 9, 400)
    const auto = AUTO_NAME.exec(text) ?? AUTO_NAME.exec(data.toString('utf16le', 10, 400))
    if (auto !== null) note(seen, 'xlm-auto-run', auto[0])
  }
}
