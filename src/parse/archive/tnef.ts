/** Opens a winmail.dat ([MS-OXTNEF]) attribute by attribute, each proven by its checksum: attachments, embedded messages and the bodies are files. */
import { mapiText, PROPERTY, TYPE, unpackRtf } from './mapi.ts'
import { allowanceFor, leaveClosed, listAndKeep, mayDescend, mayGoOn, mayList, type Unpacking } from './unpacking.ts'

/** 2.1.3.1 and 2.1.3.4: what stands in the idAttribute fields. */
const ATTRIBUTE = {
  body: 0x0002800c,
  attachRendData: 0x00069002,
  messageProperties: 0x00069003,
  attachProperties: 0x00069005,
  attachData: 0x0006800f,
  attachTitle: 0x00018010,
} as const

/** Of PidTagAttachDataObject, 2.1.3.4.1: {00020307-0000-0000-C000-000000000046}, a message as TNEF. */
const MESSAGE_ID = '0703020000000000c000000000000046'
const HEADER_BYTES = 6
const MAX_PROPERTIES = 5_000

interface Property {
  readonly id: number
  readonly type: number
  readonly values: readonly Buffer[]
}

interface Attribute {
  readonly id: number
  readonly data: Buffer
  readonly end: number
  /** That the sum of its bytes is what it says. */
  readonly proven: boolean
}

/** What is known of the attachment that is being read. */
interface Attachment {
  name: string | null
  readonly data: Buffer[]
}

export function openTnef(bytes: Uint8Array, unpacking: Unpacking): void {
  if (!mayDescend(unpacking)) return
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let attachment: Attachment | null = null
  for (let at = HEADER_BYTES; at < buffer.length && mayGoOn(unpacking); ) {
    const attribute = readAttribute(buffer, at)
    if (attribute === null) {
      leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
      break
    }
    at = attribute.end
    // What is broken says nothing good of the rest, which is read all the same.
    if (!attribute.proven) leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
    if (attribute.id === ATTRIBUTE.attachRendData) {
      keepAttachment(attachment, unpacking)
      attachment = { name: null, data: [] }
    }
    if (attribute.id === ATTRIBUTE.body) keepFile('message.txt', attribute.data, unpacking)
    if (attribute.id === ATTRIBUTE.messageProperties) keepBodies(attribute.data, unpacking)
    // An attachment begins with its rendering; one without is as it would be read all the same.
    if (attribute.id === ATTRIBUTE.attachTitle) {
      attachment ??= { name: null, data: [] }
      attachment.name ??= mapiText(attribute.data, TYPE.string8)
    }
    if (attribute.id === ATTRIBUTE.attachData) {
      attachment ??= { name: null, data: [] }
      attachment.data.push(attribute.data)
    }
    if (attribute.id === ATTRIBUTE.attachProperties) {
      attachment ??= { name: null, data: [] }
      readAttachment(attribute.data, attachment, unpacking)
    }
  }
  keepAttachment(attachment, unpacking)
}

/** 2.1.2: level, id, length, data, and the sum of the data's bytes. Null when it is cut. */
function readAttribute(buffer: Buffer, at: number): Attribute | null {
  if (at + 11 > buffer.length) return null
  const level = buffer[at]!
  const end = at + 11 + buffer.readUInt32LE(at + 5)
  if ((level !== 1 && level !== 2) || end > buffer.length) return null
  const data = buffer.subarray(at + 9, end - 2)
  let sum = 0
  for (const byte of data) sum = (sum + byte) & 0xffff
  return { id: buffer.readUInt32LE(at + 1), data, end, proven: sum === buffer.readUInt16LE(end - 2) }
}

function keepBodies(data: Buffer, unpacking: Unpacking): void {
  for (const { id, type, values } of properties(data, unpacking)) {
    for (const value of values) {
      if (id === PROPERTY.html) keepFile('message.html', type === TYPE.unicode ? Buffer.from(mapiText(value, type)) : value, unpacking)
      if (id === PROPERTY.body && (type === TYPE.string8 || type === TYPE.unicode))
        keepFile('message.txt', Buffer.from(mapiText(value, type)), unpacking)
      if (id === PROPERTY.rtf && type === TYPE.binary) keepRtf(value, unpacking)
    }
  }
}

export function keepRtf(packed: Buffer, unpacking: Unpacking): void {
  if (packed.length === 0) return
  const rtf = unpackRtf(packed, allowanceFor(unpacking, packed.length).maxBytes)
  if (rtf === null) leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
  else keepFile('message.rtf', rtf, unpacking)
}

function readAttachment(data: Buffer, attachment: Attachment, unpacking: Unpacking): void {
  let short: string | null = null
  for (const { id, type, values } of properties(data, unpacking)) {
    const [value] = values
    if (value === undefined) continue
    if (id === PROPERTY.attachLongName) attachment.name = mapiText(value, type)
    if (id === PROPERTY.attachName) short = mapiText(value, type)
    if (id !== PROPERTY.attachData) continue
    const isMessage = type === TYPE.object && value.toString('hex', 0, 16) === MESSAGE_ID
    if (isMessage) attachment.name = `${attachment.name ?? 'message'}.tnef`
    // An object has the id of its interface in front: what it is, a storage or a stream, is told by its bytes.
    attachment.data.push(type === TYPE.object ? value.subarray(16) : value)
  }
  attachment.name ??= short
}

function keepAttachment(attachment: Attachment | null, unpacking: Unpacking): void {
  // One without any data was cut off from it, or is a link to a file elsewhere.
  if (attachment !== null && attachment.data.length === 0) leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
  const seen: Buffer[] = []
  for (const data of attachment?.data ?? []) {
    // Both places may hold the same file.
    if (data.length === 0 || seen.some((other) => other.equals(data))) continue
    seen.push(data)
    keepFile(attachment?.name ?? 'attachment', data, unpacking)
  }
}

export function keepFile(untrustedName: string, data: Buffer, unpacking: Unpacking): void {
  if (mayList(unpacking)) listAndKeep(unpacking, untrustedName, data, data.length)
}

/** 2.1.3.4: a count, then a type, an id, the name of a named one, and the values padded to four bytes. What cannot be read leaves it corrupt. */
function properties(data: Buffer, unpacking: Unpacking): readonly Property[] {
  const read: Property[] = []
  const count = data.length < 4 ? MAX_PROPERTIES : data.readUInt32LE(0)
  const cursor = { data, at: 4 }
  for (let index = 0; index < count; index += 1) {
    const property = index < MAX_PROPERTIES ? readProperty(cursor) : null
    if (property === null) {
      leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
      break
    }
    read.push(property)
  }
  return read
}

interface Cursor {
  readonly data: Buffer
  at: number
}

const FIXED_BYTES: Readonly<Record<number, number>> = {
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
}
const MULTIPLE = 0x1000
const VARIABLE: ReadonlySet<number> = new Set([TYPE.object, TYPE.string8, TYPE.unicode, TYPE.binary])

function readProperty(cursor: Cursor): Property | null {
  const head = take(cursor, 4)
  if (head === null) return null
  const type = head.readUInt16LE(0)
  const id = head.readUInt16LE(2)
  if (id >= 0x8000 && !skipName(cursor)) return null
  const kind = type & ~MULTIPLE
  const fixed = FIXED_BYTES[kind]
  if (fixed === undefined && !VARIABLE.has(kind)) return null
  const count = fixed === undefined || type !== kind ? (take(cursor, 4)?.readUInt32LE(0) ?? null) : 1
  if (count === null || count > MAX_PROPERTIES) return null
  const values: Buffer[] = []
  for (let index = 0; index < count; index += 1) {
    const bytes = fixed ?? take(cursor, 4)?.readUInt32LE(0) ?? null
    const value = bytes === null ? null : take(cursor, bytes)
    if (value === null) return null
    values.push(value)
    cursor.at = Math.ceil(cursor.at / 4) * 4
  }
  return { id, type: kind, values }
}

/** A GUID, and a number or a name. */
function skipName(cursor: Cursor): boolean {
  const head = take(cursor, 24)
  if (head === null) return false
  if (head.readUInt32LE(16) === 0) return true
  if (take(cursor, head.readUInt32LE(20)) === null) return false
  cursor.at = Math.ceil(cursor.at / 4) * 4
  return true
}

function take(cursor: Cursor, bytes: number): Buffer | null {
  if (bytes > cursor.data.length - cursor.at) return null
  const taken = cursor.data.subarray(cursor.at, cursor.at + bytes)
  cursor.at += bytes
  return taken
}
