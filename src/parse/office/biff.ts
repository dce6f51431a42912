/** Walks every record of an Excel 97 workbook ([MS-XLS] 2.1.4) for macro sheets, names that run, links to programs and to elsewhere, and locks. */
import type { Cfb } from './cfb.ts'
import { addressesIn } from './ole-object.ts'
import { addTarget, leaveOpen, mayMake, note, type Seen } from './seen.ts'

const MAX_STREAM_BYTES = 64 * 1024 * 1024
const BOF = 0x0809
/** [MS-XLS] 2.3.2: queries and what they are asked of. */
const CONNECTIONS: ReadonlySet<number> = new Set([0x00dc, 0x0803, 0x0805, 0x080a])
/** 2.5.66: names of one letter, for what Excel knows by itself. */
const BUILT_IN_AUTO: ReadonlyMap<number, string> = new Map([
  [1, 'Auto_Open'],
  [2, 'Auto_Close'],
  [0x0a, 'Auto_Activate'],
  [0x0b, 'Auto_Deactivate'],
])
const AUTO_NAME = /auto_?(?:open|close|activate|deactivate)/i

export function lookIntoWorkbook97(seen: Seen, cfb: Cfb): void {
  const books = cfb.entries.filter(({ path, kind }) => kind === 'stream' && path.length === 1 && /^(?:workbook|book)$/i.test(path[0] ?? ''))
  for (const entry of books) {
    // Excel 95 wrote other records under the same numbers.
    if (entry.name.toLowerCase() === 'book') leaveOpen(seen, 'OFFICE_LEGACY')
    const bytes = cfb.read(entry, MAX_STREAM_BYTES)
    if (bytes === null) leaveOpen(seen, 'OFFICE_CORRUPT')
    else if (mayMake(seen, bytes.length)) walk(seen, bytes)
  }
}

function walk(seen: Seen, stream: Buffer): void {
  if (stream.length < 8 || stream.readUInt16LE(0) !== BOF || stream.readUInt16LE(4) !== 0x0600) leaveOpen(seen, 'OFFICE_LEGACY')
  let drawn: Buffer[] = []
  for (let at = 0; at + 4 <= stream.length; ) {
    const type = stream.readUInt16LE(at)
    const size = stream.readUInt16LE(at + 2)
    const data = stream.subarray(at + 4, at + 4 + size)
    // Writers pad the stream with zeros behind the last sheet.
    if (type === 0 && size === 0) {
      if (stream.subarray(at).some((byte) => byte !== 0)) leaveOpen(seen, 'OFFICE_CORRUPT')
      break
    }
    if (data.length < size) {
      leaveOpen(seen, 'OFFICE_CORRUPT')
      break
    }
    if (type === 0x002f) {
      leaveOpen(seen, 'OFFICE_ENCRYPTED')
      return
    }
    judgeRecord(seen, type, data)
    // 0xEC and 0xEB hold shapes, and 0x3C goes on with them: a picture may name where it is loaded from.
    if (type === 0x00ec || type === 0x00eb || type === 0x003c) drawn.push(data)
    if (drawn.length > 10_000) drawn = [Buffer.concat(drawn)]
    at += 4 + size
  }
  for (const address of addressesIn(Buffer.concat(drawn))) note(seen, 'external-relationship', address)
}

function judgeRecord(seen: Seen, type: number, data: Buffer): void {
  if (CONNECTIONS.has(type)) note(seen, 'external-relationship', 'data connection')
  switch (type) {
    case BOF:
      // 2.4.21
      if (data.length >= 4 && data.readUInt16LE(2) === 0x0040) note(seen, 'xlm', 'macro sheet')
      break
    case 0x0085:
      // 2.4.28: the state of hiding, the kind of the sheet, its name.
      if (data[5] === 1) note(seen, 'xlm', `${data[4] === 0 ? '' : 'hidden '}sheet ${sheetName(data)}`)
      break
    case 0x0018:
      judgeName(seen, data)
      break
    case 0x01ae:
      judgeSupportingBook(seen, data)
      break
    case 0x01b8:
      for (const address of monikers(data)) addTarget(seen, address, 'hyperlink')
      break
    case 0x005d:
      if (isControl(data)) note(seen, 'activex', 'control')
      break
  }
}

function sheetName(data: Buffer): string {
  const wide = ((data[7] ?? 0) & 1) === 1
  return data.toString(wide ? 'utf16le' : 'latin1', 8, 8 + (data[6] ?? 0) * (wide ? 2 : 1))
}

/** 2.4.150 */
function judgeName(seen: Seen, data: Buffer): void {
  if (data.length < 16) return
  const flags = data.readUInt16LE(0)
  const wide = (data[14]! & 1) === 1
  const name = data.toString(wide ? 'utf16le' : 'latin1', 15, 15 + data[3]! * (wide ? 2 : 1))
  const builtIn = (flags & 0x20) === 0 ? undefined : BUILT_IN_AUTO.get(name.charCodeAt(0))
  const auto = builtIn ?? AUTO_NAME.exec(name.replaceAll('\0', ''))?.[0]
  if (auto !== undefined) note(seen, 'xlm-auto-run', auto)
  // 2.4.150, fProc with fFunc or fOB: a macro by name.
  else if ((flags & 0x08) !== 0) note(seen, 'xlm', name)
}

/** 2.4.271: this workbook, an add-in's functions, or a path; a program and its topic stand around the character 3. */
function judgeSupportingBook(seen: Seen, data: Buffer): void {
  if (data.length < 5) return
  const letters = data.readUInt16LE(2)
  if (letters === 0x0401 || letters === 0x3a01) return
  const wide = (data[4]! & 1) === 1
  const path = data.toString(wide ? 'utf16le' : 'latin1', 5, 5 + letters * (wide ? 2 : 1))
  if (path.includes('\x03')) note(seen, 'dde', path.replaceAll('\x03', ' '))
  // One character alone is a sheet of this workbook, or none.
  else if (path.length > 1) note(seen, 'external-relationship', path)
}

const URL_MONIKER = Buffer.from('e0c9ea79f9bace118c8200aa004ba90b', 'hex')
const FILE_MONIKER = Buffer.from('0303000000000000c000000000000046', 'hex')

/** [MS-OSHARED] 2.3.7.1 */
function monikers(data: Buffer): readonly string[] {
  const url = data.indexOf(URL_MONIKER)
  if (url !== -1 && url + 20 <= data.length) {
    const bytes = Math.min(data.readUInt32LE(url + 16), 4_000)
    return [data.toString('utf16le', url + 20, url + 20 + bytes).replace(/\0.*$/s, '')]
  }
  const file = data.indexOf(FILE_MONIKER)
  if (file !== -1 && file + 22 <= data.length) {
    return [data.toString('latin1', file + 22, Math.min(data.length, file + 22 + data.readUInt32LE(file + 18))).replace(/\0.*$/s, '')]
  }
  return []
}

/** 2.5.152 and 2.4.181: of the parts of an object, the flags of a picture say whether it is a control. */
function isControl(data: Buffer): boolean {
  for (let at = 0; at + 4 <= data.length; ) {
    const part = data.readUInt16LE(at)
    const size = data.readUInt16LE(at + 2)
    if (part === 0x0008 && at + 6 <= data.length) return (data.readUInt16LE(at + 4) & 0x10) !== 0
    at += 4 + size
  }
  return false
}
