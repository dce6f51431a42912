/** Makes every file that the tests send: each is built in code, so that no binary and no live sample lies in the repository. */
import { crc32, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'

/** The antivirus test file (eicar.org), put together at run time so that no scanner trips over this source. */
export function eicar(): Buffer {
  return Buffer.from(['X5O!P%@AP[4', '\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!$H+H*'].join(''), 'latin1')
}

// ---------------------------------------------------------------- zip (APPNOTE.TXT 6.3.10)

export interface ZipFixtureEntry {
  readonly name: string
  readonly data?: Uint8Array | string
  /** Sets the encryption flag and scrambles the data; no password opens it. */
  readonly encrypted?: boolean
  /** No compression. */
  readonly stored?: boolean
  /** What the local header claims, when it is to differ from the central directory. */
  readonly localName?: string
  /** What both headers claim as inflated size, when it is to differ from the truth. */
  readonly declaredBytes?: number
  /** Compression method to claim, when it is to be one that nobody implements. */
  readonly method?: number
  /** Claims this checksum instead of the true one. */
  readonly crc?: number
}

export function makeZip(entries: readonly ZipFixtureEntry[], options: { readonly prefix?: Uint8Array } = {}): Buffer {
  const chunks: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  if (options.prefix !== undefined) {
    chunks.push(Buffer.from(options.prefix))
    offset += options.prefix.length
  }
  for (const entry of entries) {
    const data = typeof entry.data === 'string' ? Buffer.from(entry.data, 'utf8') : Buffer.from(entry.data ?? [])
    const stored = entry.stored === true || data.length === 0
    let packed = stored ? data : deflateRawSync(data)
    if (entry.encrypted === true) packed = Buffer.concat([Buffer.alloc(12, 0x5a), packed.map((byte) => byte ^ 0xa5)])
    const name = Buffer.from(entry.name, 'utf8')
    const localName = Buffer.from(entry.localName ?? entry.name, 'utf8')
    const fields = Buffer.alloc(22)
    fields.writeUInt16LE(0x0800 | (entry.encrypted === true ? 1 : 0), 0)
    fields.writeUInt16LE(entry.method ?? (stored ? 0 : 8), 2)
    fields.writeUInt32LE(0x5a210000, 4)
    fields.writeUInt32LE(entry.crc ?? crc32(data), 8)
    fields.writeUInt32LE(packed.length, 12)
    fields.writeUInt32LE(entry.declaredBytes ?? data.length, 16)

    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4, 20, 0]), fields.subarray(0, 20), u16(localName.length), u16(0), localName])
    const central = Buffer.concat([
      Buffer.from([0x50, 0x4b, 1, 2, 20, 3, 20, 0]),
      fields.subarray(0, 20),
      u16(name.length),
      Buffer.alloc(12),
      u32(offset),
      name,
    ])
    chunks.push(local, packed)
    directory.push(central)
    offset += local.length + packed.length
  }
  const listing = Buffer.concat(directory)
  const end = Buffer.concat([
    Buffer.from([0x50, 0x4b, 5, 6, 0, 0, 0, 0]),
    u16(entries.length),
    u16(entries.length),
    u32(listing.length),
    u32(offset),
    u16(0),
  ])
  return Buffer.concat([...chunks, listing, end])
}

/** `levels` zips around `innermost`: 1 is a plain zip that holds it. */
export function nestZip(innermost: ZipFixtureEntry, levels: number): Buffer {
  let zip = makeZip([innermost])
  for (let level = 1; level < levels; level += 1) zip = makeZip([{ name: `inner-${level}.zip`, data: zip, stored: true }])
  return zip
}

// ---------------------------------------------------------------- Office (ECMA-376, MS-CFB)

const OOXML_TYPES = {
  docx: ['word/document.xml', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'],
  docm: ['word/document.xml', 'application/vnd.ms-word.document.macroEnabled.main+xml'],
  xlsx: ['xl/workbook.xml', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'],
  xlsm: ['xl/workbook.xml', 'application/vnd.ms-excel.sheet.macroEnabled.main+xml'],
  pptx: ['ppt/presentation.xml', 'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml'],
  pptm: ['ppt/presentation.xml', 'application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml'],
} as const

/** A skeleton that is told apart as `kind`; `extra` parts go beside its own (`word/vbaProject.bin`). */
export function makeOoxml(kind: keyof typeof OOXML_TYPES, extra: readonly ZipFixtureEntry[] = []): Buffer {
  const [main, type] = OOXML_TYPES[kind]
  return makeZip([
    {
      name: '[Content_Types].xml',
      data: `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${main}" ContentType="${type}"/></Types>`,
    },
    { name: '_rels/.rels', data: '<?xml version="1.0"?><Relationships/>' },
    { name: main, data: '<?xml version="1.0"?><main/>' },
    ...extra,
  ])
}

export function makeDocx(extra: readonly ZipFixtureEntry[] = []): Buffer {
  return makeOoxml('docx', extra)
}

/** A compound file whose one directory sector names these streams: `['WordDocument', 'Macros', 'VBA']`. */
export function makeOle2(names: readonly string[], clsid?: Uint8Array): Buffer {
  const header = Buffer.alloc(512, 0)
  header.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], 0)
  header.writeUInt16LE(0x003e, 24)
  header.writeUInt16LE(3, 26)
  header.writeUInt16LE(0xfffe, 28)
  header.writeUInt16LE(9, 30)
  header.writeUInt16LE(6, 32)
  header.writeUInt32LE(1, 44)
  header.writeUInt32LE(1, 48)
  header.writeUInt32LE(4096, 56)
  const fat = Buffer.alloc(512, 0xff)
  const directory = ['Root Entry', ...names].map((name, index) => {
    const entry = Buffer.alloc(128)
    entry.write(name, 0, 'utf16le')
    entry.writeUInt16LE(name.length * 2 + 2, 64)
    entry[66] = index === 0 ? 5 : 2
    if (index === 0 && clsid !== undefined) entry.set(clsid, 80)
    return entry
  })
  while (directory.length % 4 !== 0) directory.push(Buffer.alloc(128))
  return Buffer.concat([header, fat, ...directory])
}

// ---------------------------------------------------------------- tar, gzip

export interface TarFixtureEntry {
  readonly name: string
  readonly data?: Uint8Array | string
  /** `0` file, `5` folder, `2` symbolic link, `L` GNU long name, `x` pax, `S` GNU sparse. */
  readonly type?: string
  /** What the header claims as size, when it is to differ from the truth. */
  readonly declaredBytes?: number
}

/** POSIX ustar (IEEE 1003.1). */
export function makeTar(entries: readonly TarFixtureEntry[]): Buffer {
  const blocks: Buffer[] = []
  for (const entry of entries) {
    const data = typeof entry.data === 'string' ? Buffer.from(entry.data, 'utf8') : Buffer.from(entry.data ?? [])
    const header = Buffer.alloc(512)
    header.write(entry.name, 0, 100, 'utf8')
    header.write('0000644\0', 100)
    header.write('0000000\0', 108)
    header.write('0000000\0', 116)
    header.write(`${(entry.declaredBytes ?? data.length).toString(8).padStart(11, '0')}\0`, 124)
    header.write('00000000000\0', 136)
    header.write('        ', 148)
    header.write(entry.type ?? '0', 156)
    header.write('ustar\x0000', 257)
    let sum = 0
    for (const byte of header) sum += byte
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    blocks.push(header, data, Buffer.alloc((512 - (data.length % 512)) % 512))
  }
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}

export function makeGzip(data: Uint8Array): Buffer {
  return gzipSync(data)
}

/** A gzip member of `inflatedBytes` zeros: small on the wire, large once opened. */
export function makeGzipBomb(inflatedBytes: number): Buffer {
  return gzipSync(Buffer.alloc(inflatedBytes))
}

// ---------------------------------------------------------------- pictures, documents, programs

/** A whole 1×1 PNG; `pixel` makes the bytes, and so the digest, unique. */
export function makePng(pixel = 0): Buffer {
  const chunk = (type: string, body: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(type, 'latin1'), body])
    return Buffer.concat([u32be(body.length), named, u32be(crc32(named))])
  }
  const raw = Buffer.from([0, pixel & 0xff, (pixel >> 8) & 0xff, (pixel >> 16) & 0xff])
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', Buffer.concat([u32be(1), u32be(1), Buffer.from([8, 2, 0, 0, 0])])),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** JFIF with no scan data: enough for its magic. */
export function makeJpeg(): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10]),
    Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1'),
    Buffer.from([0xff, 0xd9]),
  ])
}

export interface PdfFixture {
  /** Put into the catalogue as it stands: `/OpenAction << /S /JavaScript /JS (app.alert) >>`. */
  readonly catalog?: string
  /** Put into the trailer as it stands: `/Encrypt 9 0 R`. */
  readonly trailer?: string
  /** Hidden in a compressed object stream (ISO 32000-1, 7.5.7). */
  readonly compressed?: string
  /** Drawn on the page; makes the bytes unique. */
  readonly text?: string
}

/** A whole one-page PDF with a true cross-reference table (ISO 32000-1, 7.5). */
export function makePdf(fixture: PdfFixture = {}): Buffer {
  const content = `BT /F1 12 Tf 10 10 Td (${fixture.text ?? 'Hello'}) Tj ET`
  const objects: Buffer[] = [
    Buffer.from(`<< /Type /Catalog /Pages 2 0 R ${fixture.catalog ?? ''} >>`, 'latin1'),
    Buffer.from('<< /Type /Pages /Kids [3 0 R] /Count 1 >>', 'latin1'),
    Buffer.from('<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>', 'latin1'),
    Buffer.from(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`, 'latin1'),
    Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>', 'latin1'),
  ]
  if (fixture.compressed !== undefined) {
    const packed = deflateSync(Buffer.from(`7 0 ${fixture.compressed}`, 'latin1'))
    const head = `<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`
    objects.push(Buffer.concat([Buffer.from(head, 'latin1'), packed, Buffer.from('\nendstream', 'latin1')]))
  }
  const chunks: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  const offsets: number[] = []
  let length = chunks[0]!.length
  objects.forEach((body, index) => {
    const object = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`, 'latin1'), body, Buffer.from('\nendobj\n', 'latin1')])
    offsets.push(length)
    length += object.length
    chunks.push(object)
  })
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${fixture.trailer ?? ''} >>\nstartxref\n${length}\n%%EOF\n`
  return Buffer.concat([...chunks, Buffer.from(table + trailer, 'latin1')])
}

/** The headers of a Windows program (MS-DOS stub and PE signature); it holds no code. */
export function makePe(): Buffer {
  const pe = Buffer.alloc(512)
  pe.write('MZ', 0, 'latin1')
  pe.writeUInt32LE(0x80, 0x3c)
  pe.write('PE\0\0', 0x80, 'latin1')
  pe.writeUInt16LE(0x8664, 0x84)
  return pe
}

/** The header of a 64-bit Linux program; it holds no code. */
export function makeElf(): Buffer {
  const elf = Buffer.alloc(64)
  elf.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1], 0)
  elf.writeUInt16LE(2, 16)
  elf.writeUInt16LE(0x3e, 18)
  return elf
}

/** The header of a Windows shortcut (MS-SHLLINK 2.1). */
export function makeLnk(): Buffer {
  const lnk = Buffer.alloc(76)
  lnk.set([0x4c, 0, 0, 0, 0x01, 0x14, 0x02, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46], 0)
  return lnk
}

export function makeSvg(inner = '<circle r="4"/>'): Buffer {
  return Buffer.from(`<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">${inner}</svg>`, 'utf8')
}

function u16(value: number): Buffer {
  const buffer = Buffer.alloc(2)
  buffer.writeUInt16LE(value)
  return buffer
}
function u32(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32LE(value)
  return buffer
}
function u32be(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32BE(value >>> 0)
  return buffer
}

export interface LnkFixture {
  readonly target?: string
  readonly arguments?: string
  readonly icon?: string
  readonly environment?: string
  readonly minimized?: boolean
  /** Put behind the last block. */
  readonly behind?: Buffer
}

/** A Windows shortcut with its strings in UTF-16 ([MS-SHLLINK] 2.1 to 2.5). */
export function makeShellLink(fixture: LnkFixture): Buffer {
  const header = Buffer.alloc(76)
  makeLnk().copy(header)
  const strings: Buffer[] = []
  let flags = 128
  const add = (flag: number, value: string | undefined): void => {
    if (value === undefined) return
    flags |= flag
    strings.push(u16(value.length), Buffer.from(value, 'utf16le'))
  }
  let items = Buffer.alloc(0)
  if (fixture.target !== undefined) {
    flags |= 1
    const item = Buffer.concat([Buffer.from([0x32, 0]), Buffer.from(`${fixture.target}\0`, 'latin1')])
    const list = Buffer.concat([u16(item.length + 2), item, u16(0)])
    items = Buffer.concat([u16(list.length), list])
  }
  add(32, fixture.arguments)
  add(64, fixture.icon)
  header.writeUInt32LE(flags, 20)
  header.writeUInt32LE(fixture.minimized === true ? 7 : 1, 60)
  const block = Buffer.alloc(788)
  block.writeUInt32LE(788, 0)
  block.writeUInt32LE(0xa0000001, 4)
  block.write(fixture.environment ?? '', 268, 'utf16le')
  return Buffer.concat([
    header,
    items,
    ...strings,
    ...(fixture.environment === undefined ? [] : [block]),
    u32(0),
    fixture.behind ?? Buffer.alloc(0),
  ])
}
