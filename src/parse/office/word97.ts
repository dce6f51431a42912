/** Reads a Word 97 document's text by its piece table ([MS-DOC] 2.4.1) for fields, and its tables for templates and addresses that it loads. */
import type { Cfb } from './cfb.ts'
import { judgeFieldText } from './fields.ts'
import { addressesIn } from './ole-object.ts'
import { leaveOpen, mayMake, note, type Seen } from './seen.ts'

/** [MS-DOC] 2.5.1: the number of Word 97; what is older has another layout. */
const WORD_97 = 0x00c1
/** 2.5.6: pairs of an offset and a length, from here on, by index. */
const PAIRS_AT = 154
const ASSOCIATED_STRINGS = 32
const PIECES = 33
const MAX_STREAM_BYTES = 64 * 1024 * 1024

export function lookIntoWord97(seen: Seen, cfb: Cfb): void {
  const stream = streamOf(seen, cfb, 'WordDocument')
  if (stream === null) return
  if (stream.length < PAIRS_AT + (PIECES + 1) * 8 || stream.readUInt16LE(0) !== 0xa5ec || stream.readUInt16LE(2) < WORD_97) {
    leaveOpen(seen, 'OFFICE_LEGACY')
    return
  }
  const flags = stream.readUInt16LE(10)
  if ((flags & 0x0100) !== 0) {
    leaveOpen(seen, 'OFFICE_ENCRYPTED')
    return
  }
  const table = streamOf(seen, cfb, (flags & 0x0200) === 0 ? '0Table' : '1Table')
  if (table === null) return
  const text = readText(seen, stream, part(stream, table, PIECES))
  if (text === null) leaveOpen(seen, 'OFFICE_CORRUPT')
  else judgeFieldText(seen, text)

  // 2.9.280, index 1: the template. A path is customary, an address is not.
  const associated = part(stream, table, ASSOCIATED_STRINGS)
  for (const address of associated === null ? [] : addressesIn(associated)) note(seen, 'remote-template', address)
  // Shapes name the pictures that they load (OfficeArtFOPT, [MS-ODRAW] 2.3.23.6) in the table; hyperlinks are in the text as well.
  const clicked = new Set(seen.targets.map(({ untrustedUrl }) => withoutEnd(untrustedUrl)))
  const data = cfb.entries.some(({ path }) => path.length === 1 && path[0] === 'Data') ? streamOf(seen, cfb, 'Data') : null
  for (const address of [table, ...(data === null ? [] : [data])].flatMap(addressesIn)) {
    if (![...clicked].some((target) => target !== '' && address.startsWith(target))) note(seen, 'external-relationship', address)
  }
}

function withoutEnd(url: string): string {
  return url.replace(/\/+$/, '')
}

function streamOf(seen: Seen, cfb: Cfb, name: string): Buffer | null {
  const entry = cfb.entries.find(({ path, kind }) => kind === 'stream' && path.length === 1 && path[0] === name)
  const bytes = entry === undefined ? null : cfb.read(entry, MAX_STREAM_BYTES)
  if (bytes === null) leaveOpen(seen, 'OFFICE_CORRUPT')
  return bytes !== null && mayMake(seen, bytes.length) ? bytes : null
}

function part(stream: Buffer, table: Buffer, index: number): Buffer | null {
  const offset = stream.readUInt32LE(PAIRS_AT + index * 8)
  const length = stream.readUInt32LE(PAIRS_AT + index * 8 + 4)
  return length === 0 || offset + length > table.length ? null : table.subarray(offset, offset + length)
}

/** 2.9.38 and 2.9.178: formatting runs first, then the pieces, each in one or two bytes a letter. Null when a piece lies nowhere. */
function readText(seen: Seen, stream: Buffer, clx: Buffer | null): string | null {
  if (clx === null) return null
  let at = 0
  while (clx[at] === 1 && at + 3 <= clx.length) at += 3 + clx.readUInt16LE(at + 1)
  if (clx[at] !== 2 || at + 5 > clx.length) return null
  const size = clx.readUInt32LE(at + 1)
  const pieces = clx.subarray(at + 5, at + 5 + size)
  if (pieces.length !== size || size < 4 || (size - 4) % 12 !== 0) return null
  const count = (size - 4) / 12
  const text: string[] = []
  for (let index = 0; index < count; index += 1) {
    const length = pieces.readUInt32LE((index + 1) * 4) - pieces.readUInt32LE(index * 4)
    const where = pieces.readUInt32LE((count + 1) * 4 + index * 8 + 2)
    const narrow = (where & 0x40000000) !== 0
    const start = narrow ? (where & 0x3fffffff) / 2 : where & 0x3fffffff
    const end = start + (narrow ? length : length * 2)
    if (length < 0 || end > stream.length || !Number.isInteger(start)) return null
    // Pieces may share bytes: what they come to counts, not what the file has.
    if (!mayMake(seen, end - start)) return null
    text.push(stream.toString(narrow ? 'latin1' : 'utf16le', start, end))
  }
  return text.join('')
}
