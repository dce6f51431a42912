/** Walks every record of a PowerPoint 97 presentation ([MS-PPT] 2.3.1) for storages that hide VBA or objects, actions, controls, links and locks. */
import { type Cfb, readCfb } from './cfb.ts'
import { leadsElsewhere } from './fields.ts'
import { addressesIn, takeObject } from './ole-object.ts'
import { addTarget, inflateWithin, leaveOpen, mayMake, note, type Seen } from './seen.ts'
import { lookForVba } from './vba.ts'

const MAX_STREAM_BYTES = 64 * 1024 * 1024
/** [MS-PPT] 2.13.24 */
const CRYPT_SESSION = 0x2f14
const VBA_INFO_ATOM = 0x0400
const EX_OLE_OBJ_STG = 0x1011
const EX_CONTROL = 0x0fee
const EX_OLE_LINK = 0x0fce
const INTERACTIVE_INFO_ATOM = 0x0ff3
const C_STRING = 0x0fba
/** [MS-ODRAW] 2.2.9 to 2.2.11: properties of shapes, one of which names the file that a picture is loaded from. */
const SHAPE_PROPERTIES: ReadonlySet<number> = new Set([0xf00b, 0xf121, 0xf122])

export function lookIntoPresentation97(seen: Seen, cfb: Cfb): void {
  const of = (name: string) => cfb.entries.find(({ path, kind }) => kind === 'stream' && path.length === 1 && path[0] === name)
  const user = of('Current User')
  const token = user === undefined ? null : cfb.read(user, 1024 * 1024)
  // 2.3.2: the second token says that the presentation is locked.
  if (token !== null && token.length >= 16 && token.readUInt32LE(12) === 0xf3d1c4df) leaveOpen(seen, 'OFFICE_ENCRYPTED')
  if (of('EncryptedSummary') !== undefined) leaveOpen(seen, 'OFFICE_ENCRYPTED')
  const entry = of('PowerPoint Document')
  const stream = entry === undefined ? null : cfb.read(entry, MAX_STREAM_BYTES)
  if (stream === null) leaveOpen(seen, 'OFFICE_CORRUPT')
  else if (mayMake(seen, stream.length)) walk(seen, stream)
}

/** Containers are entered by going on behind their header, so that what an older edit left behind is seen as well. */
function walk(seen: Seen, stream: Buffer): void {
  let at = 0
  while (at + 8 <= stream.length) {
    const head = stream.readUInt16LE(at)
    const type = stream.readUInt16LE(at + 2)
    const size = stream.readUInt32LE(at + 4)
    // 2.13.24: no record has a number below 1,000 but those of macros (0x3E8 to 0x415 among them) and of pictures above 0xF000.
    if (type < 0x03e8 || at + 8 + size > stream.length) break
    const data = stream.subarray(at + 8, at + 8 + size)
    if ((head & 0x0f) === 0x0f) {
      judgeContainer(seen, type)
      at += 8
    } else {
      judgeAtom(seen, type, head >> 4, data)
      at += 8 + size
    }
  }
  if (at < stream.length && stream.subarray(at).some((byte) => byte !== 0)) leaveOpen(seen, 'OFFICE_CORRUPT')
}

function judgeContainer(seen: Seen, type: number): void {
  if (type === CRYPT_SESSION) leaveOpen(seen, 'OFFICE_ENCRYPTED')
  else if (type === EX_CONTROL) note(seen, 'activex', 'control')
  else if (type === EX_OLE_LINK) note(seen, 'external-relationship', 'linked object')
}

function judgeAtom(seen: Seen, type: number, instance: number, data: Buffer): void {
  if (SHAPE_PROPERTIES.has(type)) for (const address of addressesIn(data)) note(seen, 'external-relationship', address)
  switch (type) {
    case VBA_INFO_ATOM:
      // 2.4.11: a reference, whether there are macros, a version.
      if (data.length >= 8 && data.readUInt32LE(4) !== 0) note(seen, 'vba', 'VBAInfoAtom')
      break
    case EX_OLE_OBJ_STG:
      lookIntoStorage(seen, instance, data)
      break
    case INTERACTIVE_INFO_ATOM:
      // 2.8.4: 1 runs a macro, 2 a program.
      if (data[8] === 1 || data[8] === 2) note(seen, 'run-action', data[8] === 1 ? 'macro' : 'program')
      break
    case C_STRING: {
      const text = data.toString('utf16le', 0, 4_000)
      if (leadsElsewhere(text) || /^mailto:/i.test(text)) addTarget(seen, text, 'hyperlink')
      break
    }
  }
}

/** 2.10.34: as it is, or with its size before it and packed. */
function lookIntoStorage(seen: Seen, instance: number, data: Buffer): void {
  const bytes = instance === 1 ? inflateWithin(seen, 'zlib', data.subarray(4)) : data
  if (bytes === null) return
  const cfb = readCfb(bytes)
  if (cfb === null) leaveOpen(seen, 'OFFICE_CORRUPT')
  else if (!lookForVba(seen, cfb)) takeObject(seen, bytes, 'ExOleObjStg')
  else if (!cfb.sound) leaveOpen(seen, 'OFFICE_CORRUPT')
}
