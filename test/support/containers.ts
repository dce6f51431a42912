/** Makes containers of the kinds that are rarer than zip, each whole and as small as its format allows, so that no binary lies in the repository. */
import { createCipheriv, createHmac, pbkdf2Sync } from 'node:crypto'
import { crc32 } from 'node:zlib'
import CFB from 'cfb'

// ---------------------------------------------------------------- 7z (7zFormat.txt of the LZMA SDK)

/** One file, not compressed. */
export function make7z(name: string, data: Uint8Array): Buffer {
  const names = Buffer.from(`${name}\0`, 'utf16le')
  const header = Buffer.concat([
    Buffer.from([0x01, 0x04, 0x06, 0x00, 0x01, 0x09]),
    number7z(data.length),
    Buffer.from([0x00, 0x07, 0x0b, 0x01, 0x00, 0x01, 0x01, 0x00, 0x0c]),
    number7z(data.length),
    Buffer.from([0x00, 0x08, 0x0a, 0x01]),
    u32(crc32(data)),
    Buffer.from([0x00, 0x00, 0x05, 0x01, 0x11]),
    number7z(names.length + 1),
    Buffer.from([0x00]),
    names,
    Buffer.from([0x00, 0x00]),
  ])
  const start = Buffer.concat([u64(data.length), u64(header.length), u32(crc32(header))])
  return Buffer.concat([Buffer.from('377abcaf271c0004', 'hex'), u32(crc32(start)), start, data, header])
}

function number7z(value: number): Buffer {
  return value < 0x80 ? Buffer.from([value]) : Buffer.concat([Buffer.from([0xf0]), u32(value)])
}

// ---------------------------------------------------------------- RAR 5 (rarlab.com, "RAR 5.0 archive format")

export interface RarFixture {
  /** Says that the file is encrypted, by its record of that kind; the data is as it is. */
  readonly encrypted?: boolean
  /** Says that the file goes on in the next volume. */
  readonly split?: boolean
  /** A service record of this name behind the file: `STM`, an NTFS stream. */
  readonly service?: string
}

/** One file, not compressed. */
export function makeRar(name: string, data: Uint8Array, fixture: RarFixture = {}): Buffer {
  // Record 1 of a file header: version, flags, log of rounds, salt, vector.
  const lock = fixture.encrypted === true ? Buffer.concat([Buffer.from([36, 1, 0, 0, 15]), Buffer.alloc(32, 7)]) : Buffer.alloc(0)
  const flags = 2 | (lock.length > 0 ? 1 : 0) | (fixture.split === true ? 0x10 : 0)
  const extraSize = lock.length > 0 ? vint(lock.length) : Buffer.alloc(0)
  const file = (type: number, called: string, bytes: Uint8Array): Buffer =>
    rarBlock(
      Buffer.concat([
        vint(type),
        vint(type === 2 ? flags : 2),
        type === 2 ? extraSize : Buffer.alloc(0),
        vint(bytes.length),
        vint(4),
        vint(bytes.length),
        vint(0x20),
        u32(crc32(bytes)),
        vint(0),
        vint(1),
        vint(Buffer.byteLength(called)),
        Buffer.from(called),
        type === 2 ? lock : Buffer.alloc(0),
      ]),
      bytes,
    )
  return Buffer.concat([
    Buffer.from('526172211a070100', 'hex'),
    rarBlock(Buffer.from([1, 0, fixture.split === true ? 1 : 0])),
    file(2, name, data),
    ...(fixture.service === undefined ? [] : [file(3, fixture.service, Buffer.from('hidden'))]),
    rarBlock(Buffer.from([5, 0, fixture.split === true ? 1 : 0])),
  ])
}

function rarBlock(header: Buffer, data: Uint8Array = Buffer.alloc(0)): Buffer {
  const sized = Buffer.concat([vint(header.length), header])
  return Buffer.concat([u32(crc32(sized)), sized, data])
}

function vint(value: number): Buffer {
  const bytes: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest])
    bytes.push((rest % 128) | 0x80)
  }
}

// ---------------------------------------------------------------- cab ([MS-CAB] 2)

/** One file of at most 32 KB, not compressed. */
export function makeCab(name: string, data: Uint8Array): Buffer {
  const called = Buffer.from(`${name}\0`)
  const dataAt = 36 + 8 + 16 + called.length
  const header = Buffer.concat([
    Buffer.from('MSCF\0\0\0\0', 'latin1'),
    u32(dataAt + 8 + data.length),
    u32(0),
    u32(36 + 8),
    u32(0),
    Buffer.from([3, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0]),
  ])
  const folder = Buffer.concat([u32(dataAt), Buffer.from([1, 0, 0, 0])])
  const file = Buffer.concat([u32(data.length), u32(0), Buffer.from([0, 0, 0x21, 0x5a, 0, 0, 0x20, 0]), called])
  return Buffer.concat([header, folder, file, u32(0), u16(data.length), u16(data.length), data])
}

// ---------------------------------------------------------------- ISO 9660 (ECMA-119), with Joliet

/** Folders that all begin at one place: in their first sector they hold one another, in their second one the file. */
type IsoFolders = readonly { readonly name: string; readonly sectors: 1 | 2 }[]

/** One file under the same name in both trees: in the root, or in `folders` when there are any. */
export function makeIso(name: string, data: Uint8Array, folders: IsoFolders = []): Buffer {
  const dataSectors = Math.max(1, Math.ceil(data.length / 2048))
  const image = Buffer.alloc((21 + dataSectors + (folders.length > 0 ? 4 : 0)) * 2048)
  const record = (called: Buffer, sector: number, bytes: number, flags: number): Buffer => {
    const padded = 33 + called.length + ((called.length + 1) % 2)
    const row = Buffer.alloc(padded)
    row[0] = padded
    row.writeUInt32LE(sector, 2)
    row.writeUInt32BE(sector, 6)
    row.writeUInt32LE(bytes, 10)
    row.writeUInt32BE(bytes, 14)
    row[25] = flags
    row[28] = 1
    row[32] = called.length
    called.copy(row, 33)
    return row
  }
  const volume = (at: number, type: number, root: number, encode: (untrustedName: string) => Buffer): void => {
    image[at * 2048] = type
    image.write('CD001\x01', at * 2048 + 1, 'latin1')
    if (type === 255) return
    const sectors = image.length / 2048
    image.writeUInt32LE(sectors, at * 2048 + 80)
    image.writeUInt32BE(sectors, at * 2048 + 84)
    for (const [field, value] of [
      [120, 1],
      [124, 1],
    ] as const) {
      image.writeUInt16LE(value, at * 2048 + field)
      image.writeUInt16BE(value, at * 2048 + field + 2)
    }
    if (type === 2) image.write('%/E', at * 2048 + 88, 'latin1')
    image.writeUInt16LE(2048, at * 2048 + 128)
    image.writeUInt16BE(2048, at * 2048 + 130)
    record(Buffer.from([0]), root, 2048, 2).copy(image, at * 2048 + 156)
    const shared = 21 + dataSectors + (type === 2 ? 2 : 0)
    const file = record(encode(`${name};1`), 21, data.length, 0)
    const inner = folders.map((folder) => record(encode(folder.name), shared, folder.sectors * 2048, 2))
    const rows = [record(Buffer.from([0]), root, 2048, 2), record(Buffer.from([1]), root, 2048, 2)]
    Buffer.concat([...rows, ...(folders.length > 0 ? inner : [file])]).copy(image, root * 2048)
    if (folders.length === 0) return
    Buffer.concat(inner).copy(image, shared * 2048)
    file.copy(image, (shared + 1) * 2048)
  }
  volume(16, 1, 19, (called) => Buffer.from(called.toUpperCase(), 'latin1'))
  volume(17, 2, 20, (called) => Buffer.from(called, 'utf16le').swap16())
  volume(18, 255, 0, () => Buffer.alloc(0))
  image.set(data, 21 * 2048)
  return image
}

// ---------------------------------------------------------------- TNEF ([MS-OXTNEF])

/** A message with one attachment and, when given, an HTML body. */
export function makeTnef(name: string, data: Uint8Array, html?: string): Buffer {
  const attribute = (level: number, id: number, body: Uint8Array): Buffer => {
    let sum = 0
    for (const byte of body) sum = (sum + byte) & 0xffff
    return Buffer.concat([Buffer.from([level]), u32(id), u32(body.length), body, u16(sum)])
  }
  const words = Buffer.from(html ?? '')
  const padding = Buffer.alloc((4 - (words.length % 4)) % 4)
  const properties = Buffer.concat([u32(1), u16(0x102), u16(0x1013), u32(1), u32(words.length), words, padding])
  return Buffer.concat([
    Buffer.from('789f3e220100', 'hex'),
    attribute(1, 0x00089006, u32(0x10000)),
    ...(html === undefined ? [] : [attribute(1, 0x00069003, properties)]),
    attribute(2, 0x00069002, Buffer.alloc(14)),
    attribute(2, 0x00018010, Buffer.from(`${name}\0`, 'latin1')),
    attribute(2, 0x0006800f, data),
  ])
}

// ---------------------------------------------------------------- Outlook message ([MS-OXMSG])

export interface MsgFixture {
  readonly text?: string
  readonly attachments?: readonly { readonly name: string; readonly data: Uint8Array | MsgFixture }[]
}

export function makeMsg(fixture: MsgFixture): Buffer {
  const file = CFB.utils.cfb_new()
  addMessage(file, '/', fixture, 32)
  CFB.utils.cfb_del(file, '/\u0001Sh33tJ5')
  return Buffer.from(CFB.write(file, { type: 'buffer' }) as Uint8Array)
}

function addMessage(file: CFB.CFB$Container, folder: string, { text, attachments = [] }: MsgFixture, headerBytes: number): void {
  const add = (path: string, content: Uint8Array): void => void CFB.utils.cfb_add(file, `${folder}${path}`, content)
  add('__properties_version1.0', Buffer.alloc(headerBytes))
  add('__substg1.0_001A001F', Buffer.from('IPM.Note', 'utf16le'))
  if (text !== undefined) add('__substg1.0_1000001F', Buffer.from(text, 'utf16le'))
  attachments.forEach(({ name, data }, index) => {
    const storage = `__attach_version1.0_#${index.toString(16).toUpperCase().padStart(8, '0')}/`
    add(`${storage}__properties_version1.0`, Buffer.alloc(8))
    add(`${storage}__substg1.0_3707001F`, Buffer.from(name, 'utf16le'))
    if (data instanceof Uint8Array) add(`${storage}__substg1.0_37010102`, data)
    else addMessage(file, `${folder}${storage}__substg1.0_3701000D/`, data, 24)
  })
}

// ---------------------------------------------------------------- zip with a password

/** One stored entry behind `password`: by the old cipher (APPNOTE 6.1) or WinZip's AES-256 in its second version. */
export function makeLockedZip(name: string, data: Uint8Array, password: string, cipher: 'old' | 'aes'): Buffer {
  const packed = cipher === 'old' ? oldCipher(data, password) : aesCipher(data, password)
  const extra = cipher === 'old' ? Buffer.alloc(0) : Buffer.from('0199070002004145030000', 'hex')
  const fields = Buffer.concat([
    u16(1),
    u16(cipher === 'old' ? 0 : 99),
    u32(0x5a210000),
    u32(cipher === 'old' ? crc32(data) : 0),
    u32(packed.length),
    u32(data.length),
    u16(Buffer.byteLength(name)),
    u16(extra.length),
  ])
  const local = Buffer.concat([Buffer.from('504b03043300', 'hex'), fields, Buffer.from(name), extra])
  const central = Buffer.concat([Buffer.from('504b010233003300', 'hex'), fields, Buffer.alloc(14), Buffer.from(name), extra])
  const end = Buffer.concat([
    Buffer.from('504b050600000000', 'hex'),
    u16(1),
    u16(1),
    u32(central.length),
    u32(local.length + packed.length),
    u16(0),
  ])
  return Buffer.concat([local, packed, central, end])
}

function aesCipher(data: Uint8Array, password: string): Buffer {
  const salt = Buffer.alloc(16, 9)
  const keys = pbkdf2Sync(password, salt, 1_000, 66, 'sha1')
  const cipher = createCipheriv('aes-256-ecb', keys.subarray(0, 32), null).setAutoPadding(false)
  const locked = Buffer.from(data)
  for (let block = 0; block * 16 < locked.length; block += 1) {
    const counter = Buffer.alloc(16)
    counter.writeUInt32LE(block + 1)
    const mask = cipher.update(counter)
    for (let at = 0; at < 16 && block * 16 + at < locked.length; at += 1) locked[block * 16 + at]! ^= mask[at]!
  }
  const proof = createHmac('sha1', keys.subarray(32, 64)).update(locked).digest().subarray(0, 10)
  return Buffer.concat([salt, keys.subarray(64), locked, proof])
}

function oldCipher(data: Uint8Array, password: string): Buffer {
  const keys = [0x12345678, 0x23456789, 0x34567890]
  const crcByte = (crc: number, byte: number): number => (~crc32(Buffer.from([byte]), ~crc >>> 0) >>> 0) as number
  const update = (byte: number): void => {
    keys[0] = crcByte(keys[0]!, byte)
    keys[1] = (Math.imul((keys[1]! + (keys[0]! & 0xff)) >>> 0, 134_775_813) + 1) >>> 0
    keys[2] = crcByte(keys[2]!, keys[1]! >>> 24)
  }
  for (const byte of Buffer.from(password)) update(byte)
  const head = Buffer.alloc(12, 0x33)
  head[11] = crc32(data) >>> 24
  return Buffer.concat([head, data]).map((byte) => {
    const mask = (keys[2]! | 2) & 0xffff
    const locked = byte ^ ((Math.imul(mask, mask ^ 1) >>> 8) & 0xff)
    update(byte)
    return locked
  }) as Buffer
}

function u16(value: number): Buffer {
  const buffer = Buffer.alloc(2)
  buffer.writeUInt16LE(value)
  return buffer
}
function u32(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32LE(value >>> 0)
  return buffer
}
function u64(value: number): Buffer {
  const buffer = Buffer.alloc(8)
  buffer.writeBigUInt64LE(BigInt(value))
  return buffer
}
