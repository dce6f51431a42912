/** Takes embedded objects apart: what a packager wrapped becomes a file by its name, what is an editor, a control or a link is noted. */
import { OLE2_MAGIC } from '../file/ole.ts'
import type { Cfb, CfbEntry } from './cfb.ts'
import { addChild, addTarget, inflateWithin, leaveOpen, mayMake, note, type Seen } from './seen.ts'

/** Class ids as they stand in files, the first three fields turned around ([MS-DTYP] 2.3.4.2). */
const CLASSES: ReadonlyMap<string, 'equation-editor' | 'external-relationship' | 'activex' | 'script'> = new Map([
  // {0002CE02-0000-0000-C000-000000000046} and {0002CE03-…}: Equation Editor 3, MathType.
  ['02ce020000000000c000000000000046', 'equation-editor'],
  ['03ce020000000000c000000000000046', 'equation-editor'],
  ['00ce020000000000c000000000000046', 'equation-editor'],
  // {00000300-…} StdOleLink, {79EAC9E0-BAF9-11CE-8C82-00AA004BA90B} URL moniker, {00000303-…} file moniker.
  ['0003000000000000c000000000000046', 'external-relationship'],
  ['e0c9ea79f9bace118c8200aa004ba90b', 'external-relationship'],
  ['0303000000000000c000000000000046', 'external-relationship'],
  // {8856F961-340A-11D0-A96B-00C04FD705A2}: a web browser. {D27CDB6E-AE6D-11CF-96B8-444553540000}: Flash.
  ['61f956880a34d011a96b00c04fd705a2', 'activex'],
  ['6edb7cd26daecf1196b8444553540000', 'activex'],
  // {06290BD3-48AA-11D2-8432-006008C3FBFC}: a scriptlet; {3050F4D8-98B5-11CF-BB82-00AA00BDCE0B}: an HTML application.
  ['d30b2906aa48d2118432006008c3fbfc', 'script'],
  ['d8f45030b598cf11bb8200aa00bdce0b', 'script'],
])
const MAX_OBJECT_BYTES = 64 * 1024 * 1024

/** Streams that say how an object looks or is named; nothing acts on them ([MS-OLEDS] 2.3; [MS-DOC] 2.1.6). */
const HARMLESS =
  /^(?:\x01CompObj|\x02OlePres\d{3}|\x03ObjInfo|\x03EPRINT|\x03META|\x03PIC|\x03PRINT|\x03ACCSYMBOL|\x05(?:Document)?SummaryInformation)$/

export function noteClass(seen: Seen, clsid: string, untrustedName: string): void {
  const kind = CLASSES.get(clsid)
  if (kind !== undefined) note(seen, kind, untrustedName)
}

/** True when the stream is one of an object, and was dealt with. */
export function lookIntoObjectStream(seen: Seen, cfb: Cfb, entry: CfbEntry): boolean {
  const { name } = entry
  if (HARMLESS.test(name)) return true
  const plain = name.toLowerCase()
  if (plain === '\x01ole10native') {
    const bytes = read(seen, cfb, entry)
    if (bytes !== null) takeNative(seen, bytes, 4)
    return true
  }
  if (plain === '\x01ole' || plain === '\x03linkinfo') {
    const bytes = read(seen, cfb, entry)
    // [MS-OLEDS] 2.3.3: bit 0 of the flags says that the object is linked.
    if (bytes !== null && (plain !== '\x01ole' || (bytes.length >= 8 && (bytes.readUInt32LE(4) & 1) === 1))) noteLink(seen, bytes)
    return true
  }
  if (plain === 'equation native') {
    note(seen, 'equation-editor', name)
    return true
  }
  if (/^\x03?ocx(?:name|data|propertybag)$/.test(plain) || plain === 'ctls') {
    note(seen, 'activex', name)
    return true
  }
  // An OOXML document, an OpenDocument one, a PDF or a picture, whole.
  if (plain === 'package' || plain === 'embeddedodf' || plain === 'contents') {
    const bytes = read(seen, cfb, entry)
    if (bytes !== null && bytes.length > 0) {
      const kind = isZip(bytes) ? 'embedded-document' : 'embedded-object'
      note(seen, kind, entry.path.join('/'))
      addChild(seen, entry.path.join('/'), bytes)
    }
    return true
  }
  // Beside Word's 2003 XML: a size, and the object packed.
  if (/^_\d{6,12}$/.test(name)) {
    const packed = read(seen, cfb, entry)
    const bytes = packed === null || packed.length < 5 ? null : inflateWithin(seen, 'zlib', packed.subarray(4))
    if (bytes !== null) takeObject(seen, bytes, name)
    return true
  }
  return false
}

function noteLink(seen: Seen, bytes: Buffer): void {
  const addresses = addressesIn(bytes)
  note(seen, 'external-relationship', addresses[0] ?? 'linked object')
  for (const address of addresses) addTarget(seen, address, 'oleobject')
}

/** Names that look like addresses and are never asked for: they stand in every theme. */
const NAMESPACES = /^https?:\/\/(?:schemas\.(?:openxmlformats|microsoft)\.\w{3}|www\.w3\.org|purl\.(?:oclc\.)?org|ns\.adobe\.com)\//i

/** The addresses that stand in binary data in one or two bytes a letter. */
export function addressesIn(bytes: Buffer): readonly string[] {
  const found = new Set<string>()
  const pattern = /(?:https?|ftp|file|mhtml|ms-msdt|search-ms):[\x21-\x7e]{3,2000}|\\\\[\w.-]{2,100}(?:@\w{2,5})?\\[\x21-\x7e]{1,500}/gi
  // Without zeros both kinds of text are the same; a letter too many at an end does no harm to a fact.
  for (const [address] of bytes.toString('latin1').replaceAll('\0', '').matchAll(pattern)) {
    if (!NAMESPACES.test(address)) found.add(address)
    if (found.size >= 50) break
  }
  return [...found]
}

/** [MS-OLEDS] 2.2: an object of OLE 1 as RTF carries it. False when it is none. */
export function lookIntoOle1(seen: Seen, bytes: Buffer): boolean {
  if (bytes.length < 12) return false
  const format = bytes.readUInt32LE(4)
  const names: string[] = []
  let at = 8
  for (let index = 0; index < 3; index += 1) {
    if (at + 4 > bytes.length) return false
    const size = bytes.readUInt32LE(at)
    if (at + 4 + size > bytes.length) return false
    names.push(bytes.toString('latin1', at + 4, at + 4 + Math.min(size, 200)).replace(/\0.*$/s, ''))
    at += 4 + size
  }
  const className = names[0] ?? ''
  if (/^equation/i.test(className)) note(seen, 'equation-editor', className)
  if (format === 1) {
    note(seen, 'external-relationship', names.join(' '))
    return true
  }
  if (format !== 2 || at + 4 > bytes.length) return false
  const data = bytes.subarray(at + 4, at + 4 + Math.min(bytes.readUInt32LE(at), bytes.length))
  if (/^package$/i.test(className)) takeNative(seen, data, 0)
  else takeObject(seen, data, className)
  return true
}

/** An object of whatever kind becomes a file, to be judged by itself. */
export function takeObject(seen: Seen, bytes: Uint8Array, untrustedName: string): void {
  const name = untrustedName === '' ? 'object' : untrustedName
  note(seen, isZip(bytes) ? 'embedded-document' : 'embedded-object', name)
  if (mayMake(seen, bytes.length)) addChild(seen, name, bytes)
}

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4
}

export function isCompound(bytes: Uint8Array): boolean {
  return bytes.length >= 8 && OLE2_MAGIC.every((byte, index) => bytes[index] === byte)
}

/**
 * [MS-OLEDS] 2.3.6 leaves the native data to the packager, which has always written: a label and a path, ended by zeros, two numbers, a
 * path that the file had when it was packed, its size and its bytes.
 */
function takeNative(seen: Seen, bytes: Buffer, start: number): void {
  const packaged = readPackage(bytes, start)
  if (packaged === null) takeObject(seen, bytes.subarray(start), 'native data')
  else {
    note(seen, 'embedded-object', packaged.name)
    if (packaged.bytes.length === 0) note(seen, 'external-relationship', packaged.path)
    else addChild(seen, packaged.name, packaged.bytes)
  }
}

function readPackage(bytes: Buffer, start: number): { readonly name: string; readonly path: string; readonly bytes: Buffer } | null {
  const labelEnd = bytes.indexOf(0, start + 2)
  const pathEnd = bytes.indexOf(0, labelEnd + 1)
  if (labelEnd === -1 || pathEnd === -1 || pathEnd + 9 > bytes.length) return null
  const label = bytes.toString('latin1', start + 2, Math.min(labelEnd, start + 2 + 500))
  const path = bytes.toString('latin1', labelEnd + 1, Math.min(pathEnd, labelEnd + 501))
  // Two bytes of flags and two of 3 (embedded) or 1 (linked), then the length of the temporary path.
  const temporaryBytes = bytes.readUInt32LE(pathEnd + 5)
  const sizeAt = pathEnd + 9 + temporaryBytes
  if (sizeAt + 4 > bytes.length) return null
  const size = bytes.readUInt32LE(sizeAt)
  if (sizeAt + 4 + size > bytes.length) return null
  const name = (path.split(/[\\/]/).at(-1) ?? '') || label || 'package'
  return { name, path, bytes: bytes.subarray(sizeAt + 4, sizeAt + 4 + size) }
}

function read(seen: Seen, cfb: Cfb, entry: CfbEntry): Buffer | null {
  const bytes = cfb.read(entry, MAX_OBJECT_BYTES)
  if (bytes === null) leaveOpen(seen, 'OFFICE_CORRUPT')
  return bytes !== null && mayMake(seen, bytes.length) ? bytes : null
}
