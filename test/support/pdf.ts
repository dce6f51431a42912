/** Makes PDFs object by object (ISO 32000-2), sound or broken in one place, for what the tests send. */
import { deflateSync } from 'node:zlib'

export type Body = string | Buffer

export interface PdfOptions {
  /** `none` leaves the tables out, `lying` puts every object ten bytes off, `stream` writes them as a stream. */
  readonly tables?: 'plain' | 'stream' | 'none' | 'lying'
  /** In the trailer, besides /Size and /Root. */
  readonly trailer?: string
  readonly header?: string
  /** Numbers that the tables leave out. */
  readonly unlisted?: readonly number[]
}

const latin1 = (text: Body): Buffer => (typeof text === 'string' ? Buffer.from(text, 'latin1') : text)

/** `dict` without its brackets and its length. */
export function streamOf(dict: string, data: Body): Buffer {
  const bytes = latin1(data)
  return Buffer.concat([latin1(`<< ${dict} /Length ${bytes.length} >>\nstream\n`), bytes, latin1('\nendstream')])
}

export function flateOf(dict: string, data: Body): Buffer {
  return streamOf(`${dict} /Filter /FlateDecode`, deflateSync(latin1(data)))
}

/** An object stream; `pack` and `filter` take the place of Flate. */
export function objectStreamOf(
  inner: Readonly<Record<number, string>>,
  filter = '/FlateDecode',
  pack: (data: Buffer) => Buffer = deflateSync,
): Buffer {
  const bodies = Object.values(inner).map((body) => `${body}\n`)
  let at = 0
  const pairs = Object.keys(inner).map((number, index) => {
    const pair = `${number} ${at}`
    at += bodies[index]!.length
    return pair
  })
  const head = `${pairs.join(' ')}\n`
  const packed = pack(latin1(head + bodies.join('')))
  const filters = filter === '' ? '' : `/Filter ${filter}`
  return streamOf(`/Type /ObjStm /N ${bodies.length} /First ${head.length} ${filters}`, packed)
}

/** A page with words on it, as objects 1 to 5; `more` are objects by number, which may take their place. */
export function onePage(more: Readonly<Record<number, Body>> = {}, page = '', catalog = ''): Readonly<Record<number, Body>> {
  return {
    1: `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    3: `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> ${page} >>`,
    4: streamOf('', 'BT /F1 12 Tf 10 100 Td (Hello) Tj ET'),
    5: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...more,
  }
}

/** Objects by number, with tables that are right unless told otherwise. The first is the catalogue. */
export function pdfOf(objects: Readonly<Record<number, Body>>, options: PdfOptions = {}): Buffer {
  const { tables = 'plain', trailer = '', header = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', unlisted = [] } = options
  const chunks: Buffer[] = [latin1(header)]
  const offsets = new Map<number, number>()
  let length = chunks[0]!.length
  for (const [number, body] of Object.entries(objects)) {
    const object = Buffer.concat([latin1(`${number} 0 obj\n`), latin1(body), latin1('\nendobj\n')])
    if (!unlisted.includes(Number(number))) offsets.set(Number(number), length + (tables === 'lying' ? 10 : 0))
    chunks.push(object)
    length += object.length
  }
  if (tables === 'none') return Buffer.concat([...chunks, latin1(`trailer\n<< /Root 1 0 R ${trailer} >>\n%%EOF\n`)])
  const size = Math.max(...offsets.keys()) + 2
  if (tables === 'stream') {
    const own = size - 1
    offsets.set(own, length)
    const streamed = objectsInStreams(objects)
    const rows = Array.from({ length: size }, (_, number) =>
      row(streamed.get(number) ?? [offsets.has(number) ? 1 : 0, offsets.get(number) ?? 0, 0]),
    )
    const stream = flateOf(`/Type /XRef /W [1 4 2] /Size ${size} /Root 1 0 R ${trailer}`, Buffer.concat(rows))
    return Buffer.concat([...chunks, latin1(`${own} 0 obj\n`), stream, latin1(`\nendobj\nstartxref\n${length}\n%%EOF\n`)])
  }
  const lines = Array.from({ length: size - 1 }, (_, at) => {
    const offset = offsets.get(at + 1)
    return offset === undefined ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${lines.join('')}`
  return Buffer.concat([...chunks, latin1(`${table}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${length}\n%%EOF\n`)])
}

/** Places in object streams that are not packed, or packed by Flate alone, are told by their own heads. */
function objectsInStreams(objects: Readonly<Record<number, Body>>): ReadonlyMap<number, readonly [number, number, number]> {
  const found = new Map<number, readonly [number, number, number]>()
  for (const [container, body] of Object.entries(objects)) {
    const inner = typeof body === 'string' ? null : INNER.get(body)
    for (const [index, number] of (inner ?? []).entries()) found.set(number, [2, Number(container), index])
  }
  return found
}

/** Which numbers an object stream made by `listedObjectStream` holds. */
const INNER = new WeakMap<Buffer, readonly number[]>()

/** An object stream that `tables: 'stream'` tells the readers of. */
export function listedObjectStream(inner: Readonly<Record<number, string>>): Buffer {
  const stream = objectStreamOf(inner)
  INNER.set(stream, Object.keys(inner).map(Number))
  return stream
}

function row([kind, second, third]: readonly [number, number, number]): Buffer {
  const bytes = Buffer.alloc(7)
  bytes[0] = kind
  bytes.writeUInt32BE(second, 1)
  bytes.writeUInt16BE(third, 5)
  return bytes
}
