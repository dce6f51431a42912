/** Builds office documents of every family in code: compound files with true chains, VBA projects, workbooks, RTF, OpenDocument. */
import { deflateSync } from 'node:zlib'
import { makeOoxml, makeZip, type ZipFixtureEntry } from './files.ts'

// ---------------------------------------------------------------- compound files ([MS-CFB])

/** Streams by path: `{ 'Macros/VBA/dir': bytes }`; a path that ends in a slash is an empty storage. */
export type CfbFixture = Readonly<Record<string, Uint8Array | string>>

interface Node {
  readonly name: string
  readonly children: Node[]
  readonly data: Buffer | null
  clsid: string
}

const FREE = 0xffffffff
const END = 0xfffffffe
const FAT = 0xfffffffd

/** Version 3, with a mini stream for what is below 4,096 bytes. `clsids` by path, the root's under an empty one, 32 hex digits as in files. */
export function makeCfb(streams: CfbFixture, clsids: Readonly<Record<string, string>> = {}): Buffer {
  const root: Node = { name: 'Root Entry', children: [], data: null, clsid: clsids[''] ?? '' }
  for (const [path, content] of Object.entries(streams)) {
    const steps = path.split('/')
    let at = root
    steps.forEach((step, index) => {
      const last = index === steps.length - 1
      if (last && step === '') return
      let next = at.children.find(({ name }) => name === step)
      if (next === undefined) {
        const clsid = clsids[steps.slice(0, index + 1).join('/')] ?? ''
        next = { name: step, children: [], data: last ? Buffer.from(content as string) : null, clsid }
        at.children.push(next)
      }
      at = next
    })
  }
  const nodes: Node[] = []
  const number = (node: Node): void => {
    nodes.push(node)
    node.children.forEach(number)
  }
  number(root)

  const sectors: Buffer[] = []
  const fat: number[] = []
  /** Puts `bytes` into sectors of their own; the number of the first. */
  const put = (bytes: Buffer): number => {
    if (bytes.length === 0) return END
    const first = sectors.length
    for (let at = 0; at < bytes.length; at += 512) {
      const sector = Buffer.alloc(512)
      bytes.copy(sector, 0, at, at + 512)
      sectors.push(sector)
      fat.push(at + 512 < bytes.length ? sectors.length : END)
    }
    return first
  }
  const minis: Buffer[] = []
  const miniFat: number[] = []
  const starts = new Map<Node, number>()
  for (const node of nodes) {
    if (node.data === null) continue
    if (node.data.length >= 4096 || node.data.length === 0) {
      starts.set(node, put(node.data))
      continue
    }
    starts.set(node, minis.length)
    for (let at = 0; at < node.data.length; at += 64) {
      const mini = Buffer.alloc(64)
      node.data.copy(mini, 0, at, at + 64)
      minis.push(mini)
      miniFat.push(at + 64 < node.data.length ? minis.length : END)
    }
  }
  const miniStream = Buffer.concat(minis)
  const miniStart = put(miniStream)
  const miniFatStart = put(numbers(miniFat))
  const directory = nodes.map((node, index) => {
    const entry = Buffer.alloc(128)
    entry.write(node.name, 0, 'utf16le')
    entry.writeUInt16LE(node.name.length * 2 + 2, 64)
    entry[66] = index === 0 ? 5 : node.data === null ? 1 : 2
    entry[67] = 1
    const parent = nodes.find(({ children }) => children.includes(node))
    const next = parent?.children[parent.children.indexOf(node) + 1]
    entry.writeUInt32LE(FREE, 68)
    entry.writeUInt32LE(next === undefined ? FREE : nodes.indexOf(next), 72)
    entry.writeUInt32LE(node.children[0] === undefined ? FREE : nodes.indexOf(node.children[0]), 76)
    if (node.clsid !== '') entry.write(node.clsid, 80, 'hex')
    entry.writeUInt32LE(index === 0 ? miniStart : (starts.get(node) ?? 0), 116)
    entry.writeUInt32LE(index === 0 ? miniStream.length : (node.data?.length ?? 0), 120)
    return entry
  })
  const directoryStart = put(Buffer.concat(directory))
  const fatSectors = Math.ceil((fat.length + 1) / 127)
  const fatStart = sectors.length
  for (let index = 0; index < fatSectors; index += 1) fat.push(FAT)
  const table = numbers(fat)
  for (let at = 0; at < fatSectors * 512; at += 512) {
    const sector = Buffer.alloc(512, 0xff)
    table.copy(sector, 0, at, at + 512)
    sectors.push(sector)
  }
  const header = Buffer.alloc(512, 0)
  header.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], 0)
  header.writeUInt16LE(0x003e, 24)
  header.writeUInt16LE(3, 26)
  header.writeUInt16LE(0xfffe, 28)
  header.writeUInt16LE(9, 30)
  header.writeUInt16LE(6, 32)
  header.writeUInt32LE(fatSectors, 44)
  header.writeUInt32LE(directoryStart, 48)
  header.writeUInt32LE(4096, 56)
  header.writeUInt32LE(miniFatStart, 60)
  header.writeUInt32LE(Math.ceil(miniFat.length / 128), 64)
  header.writeUInt32LE(END, 68)
  header.fill(0xff, 76)
  for (let index = 0; index < fatSectors; index += 1) header.writeUInt32LE(fatStart + index, 76 + index * 4)
  return Buffer.concat([header, ...sectors])
}

function numbers(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4)
  return bytes
}

// ---------------------------------------------------------------- VBA ([MS-OVBA])

/** 2.4.1 without any copy: literals alone, which every reader takes. */
export function packVba(text: string | Uint8Array): Buffer {
  const bytes = Buffer.from(text as string)
  const chunks: Buffer[] = [Buffer.from([1])]
  // A chunk of literals takes a byte in eight more, and must stay within 4,098 bytes packed.
  for (let at = 0; at < bytes.length; at += 3_600) {
    const piece = bytes.subarray(at, at + 3_600)
    const tokens: Buffer[] = []
    for (let from = 0; from < piece.length; from += 8) tokens.push(Buffer.from([0]), piece.subarray(from, from + 8))
    const data = Buffer.concat(tokens)
    const header = Buffer.alloc(2)
    header.writeUInt16LE(0xb000 | (data.length - 1))
    chunks.push(header, data)
  }
  return Buffer.concat(chunks)
}

export interface VbaFixture {
  /** Text by module name; null leaves the text out, as stomping does. */
  readonly modules: Readonly<Record<string, string | null>>
  /** Compiled code that stands before each text. */
  readonly compiled?: Uint8Array
  /** What the compiler kept of names. */
  readonly cache?: Uint8Array | string
}

/** The streams of a project below `home`: `Macros/`, `_VBA_PROJECT_CUR/`, or nothing for `vbaProject.bin`. */
export function vbaStreams({ modules, compiled = new Uint8Array(), cache = '' }: VbaFixture, home = ''): CfbFixture {
  const record = (id: number, data: Buffer): Buffer => {
    const head = Buffer.alloc(6)
    head.writeUInt16LE(id, 0)
    head.writeUInt32LE(data.length, 2)
    return Buffer.concat([head, data])
  }
  const word = (value: number): Buffer => numbers([value])
  // PROJECTVERSION has the constant 4 for a size, and six bytes.
  const version = Buffer.from('090004000000010000000200', 'hex')
  const listed = Object.keys(modules).flatMap((name) => [
    record(0x0019, Buffer.from(name, 'latin1')),
    record(0x001a, Buffer.from(name, 'latin1')),
    record(0x0032, Buffer.from(name, 'utf16le')),
    record(0x0031, word(compiled.length)),
    record(0x002b, Buffer.alloc(0)),
  ])
  const dir = Buffer.concat([record(0x0001, word(1)), version, ...listed])
  const streams: Record<string, Uint8Array> = {
    [`${home}VBA/_VBA_PROJECT`]: Buffer.concat([Buffer.from('cc61ffff00000000', 'hex'), Buffer.from(cache as string)]),
    [`${home}VBA/dir`]: packVba(dir),
  }
  for (const [name, text] of Object.entries(modules)) {
    streams[`${home}VBA/${name}`] = Buffer.concat([
      compiled,
      ...(text === null ? [] : [packVba(`Attribute VB_Name = "${name}"\r\n${text}`)]),
    ])
  }
  return streams
}

export function makeVbaProject(fixture: VbaFixture): Buffer {
  return makeCfb(vbaStreams(fixture))
}

// ---------------------------------------------------------------- Word 97 ([MS-DOC])

/** A document of one piece; character 19 begins a field, 20 its result, 21 ends it. */
export function word97Streams(text: string, more: CfbFixture = {}, flags = 0): CfbFixture {
  const words = Buffer.from(text, 'latin1')
  const stream = Buffer.alloc(1024 + words.length)
  stream.writeUInt16LE(0xa5ec, 0)
  stream.writeUInt16LE(0x00c1, 2)
  stream.writeUInt16LE(0x0200 | flags, 10)
  words.copy(stream, 1024)
  const pieces = Buffer.alloc(21)
  pieces[0] = 2
  pieces.writeUInt32LE(16, 1)
  pieces.writeUInt32LE(0, 5)
  pieces.writeUInt32LE(words.length, 9)
  pieces.writeUInt32LE((0x40000000 | (1024 * 2)) >>> 0, 15)
  stream.writeUInt32LE(0, 154 + 33 * 8)
  stream.writeUInt32LE(21, 154 + 33 * 8 + 4)
  return { WordDocument: stream, '1Table': pieces, ...more }
}

// ---------------------------------------------------------------- Excel 97 ([MS-XLS])

/** `[type, data]` for each record behind the first BOF. */
export function workbook97(records: readonly (readonly [number, Uint8Array | string])[]): Buffer {
  const all = [[0x0809, Buffer.from('0006050000000000c000000000000000', 'hex')] as const, ...records, [0x000a, ''] as const]
  return Buffer.concat(
    all.flatMap(([type, content]) => {
      const data = typeof content === 'string' ? Buffer.from(content, 'latin1') : Buffer.from(content)
      const head = Buffer.alloc(4)
      head.writeUInt16LE(type, 0)
      head.writeUInt16LE(data.length, 2)
      return [head, data]
    }),
  )
}

/** 2.4.28: a macro sheet, hidden so that no menu shows it. */
export const XLM_SHEET = [0x0085, Buffer.from('00000000020106004d6163726f31', 'hex')] as const

// ---------------------------------------------------------------- PowerPoint 97 ([MS-PPT])

/** A record; `container` ones have records as their data. */
export function pptRecord(
  type: number,
  data: Uint8Array,
  options: { readonly container?: boolean; readonly instance?: number } = {},
): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt16LE(((options.instance ?? 0) << 4) | (options.container === true ? 0x0f : 0), 0)
  head.writeUInt16LE(type, 2)
  head.writeUInt32LE(data.length, 4)
  return Buffer.concat([head, data])
}

/** 2.10.34: a compound file, packed behind its size. */
export function packedStorage(cfb: Uint8Array): Buffer {
  return pptRecord(0x1011, Buffer.concat([numbers([cfb.length]), deflateSync(cfb)]), { instance: 1 })
}

// ---------------------------------------------------------------- objects ([MS-OLEDS])

/** What the packager writes around a file, with its size before it. */
export function ole10Native(name: string, data: Uint8Array): Buffer {
  const zero = Buffer.from([0])
  const body = Buffer.concat([
    Buffer.from([2, 0]),
    Buffer.from(name, 'latin1'),
    zero,
    Buffer.from(`C:\\temp\\${name}`, 'latin1'),
    zero,
    Buffer.from([0, 0, 3, 0]),
    numbers([name.length + 1]),
    Buffer.from(name, 'latin1'),
    zero,
    numbers([data.length]),
    data,
  ])
  return Buffer.concat([numbers([body.length]), body])
}

/** An object of OLE 1, as RTF has it in hex. */
export function ole1(className: string, data: Uint8Array): Buffer {
  const named = Buffer.from(`${className}\0`, 'latin1')
  return Buffer.concat([numbers([0x0501, 2, named.length]), named, numbers([0, 0, data.length]), data])
}

// ---------------------------------------------------------------- packages

const RELATIONSHIP = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export interface RelationshipFixture {
  readonly type: string
  readonly target: string
  readonly external?: boolean
}

/** The relationships of a part, `rId1` and on. */
export function relationships(path: string, all: readonly RelationshipFixture[]): ZipFixtureEntry {
  const at = path.lastIndexOf('/') + 1
  const rows = all.map(({ type, target, external }, index) => {
    const escaped = target.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
    return `<Relationship Id="rId${index + 1}" Type="${RELATIONSHIP}/${type}" Target="${escaped}"${external === true ? ' TargetMode="External"' : ''}/>`
  })
  return {
    name: `${path.slice(0, at)}_rels/${path.slice(at)}.rels`,
    data: `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows.join('')}</Relationships>`,
  }
}

/** A part of WordprocessingML beside the main one; `body` stands in its paragraphs. */
export function wordPart(body: string, name = 'word/header1.xml'): ZipFixtureEntry {
  return {
    name,
    data: `<?xml version="1.0"?><w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${RELATIONSHIP}" xmlns:o="urn:schemas-microsoft-com:office:office">${body}</w:hdr>`,
  }
}

/** A field as Word writes it, its instruction split over runs. */
export function wordField(...runs: readonly string[]): string {
  const code = runs.map((run) => `<w:r><w:instrText>${run}</w:instrText></w:r>`).join('')
  const mark = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
  return `<w:p>${mark('begin')}${code}${mark('separate')}<w:r><w:t>shown</w:t></w:r>${mark('end')}</w:p>`
}

export function makeDocxWith(...parts: readonly ZipFixtureEntry[]): Buffer {
  return makeOoxml('docx', parts)
}

/** OpenDocument text with this in its body, and these entries beside. */
export function makeOdt(body: string, extra: readonly ZipFixtureEntry[] = []): Buffer {
  const names =
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"'
  return makeZip([
    { name: 'mimetype', data: 'application/vnd.oasis.opendocument.text', stored: true },
    {
      name: 'content.xml',
      data: `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${names} office:version="1.3"><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    },
    {
      name: 'META-INF/manifest.xml',
      data: '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
    },
    ...extra,
  ])
}
