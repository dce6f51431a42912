/** Workload C: a 1 MB PDF with pages of text and pictures, no stream of which was ever seen before, so that no scanner answers from its cache. */
import { randomFillSync } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { prose } from './prose.ts'
import { type Random, token } from './random.ts'

const PDF_BYTES = 1024 * 1024
const PICTURE_BYTES = 48 * 1024
const TEXT_CHARACTERS_A_PAGE = 3_000

/** One page in two has a picture; JPEG data is as good as noise to a scanner. */
export function invoicePdf(random: Random): Buffer {
  const chunks: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  const offsets: number[] = []
  let at = (chunks[0] as Buffer).length
  function add(dictionary: string, stream?: Buffer): number {
    offsets.push(at)
    const open = Buffer.from(`${offsets.length} 0 obj\n${dictionary}\n${stream === undefined ? '' : 'stream\n'}`)
    const close = Buffer.from(`${stream === undefined ? '' : '\nendstream\n'}endobj\n`)
    for (const chunk of stream === undefined ? [open, close] : [open, stream, close]) {
      chunks.push(chunk)
      at += chunk.length
    }
    return offsets.length
  }

  add('<< /Type /Catalog /Pages 2 0 R >>')
  // The page tree names its pages, so it is written once they are known; object 2 is held for it by a reference that comes later.
  const pages: number[] = []
  offsets.push(0)
  const font = add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>')
  while (at < PDF_BYTES - PICTURE_BYTES / 2) {
    const text = deflateSync(pageText(random), { level: 6 })
    const content = add(`<< /Length ${text.length} /Filter /FlateDecode >>`, text)
    const picture = pages.length % 2 === 0 ? ` /XObject << /P ${addPicture(add)} 0 R >>` : ''
    pages.push(
      add(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F ${font} 0 R >>${picture} >> /Contents ${content} 0 R >>`,
      ),
    )
  }
  const info = add(`<< /Producer (Example Billing 4.2) /Title (Invoice ${token(10, random)}) >>`)
  offsets[1] = at
  const tree = Buffer.from(
    `2 0 obj\n<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((page) => `${page} 0 R`).join(' ')}] >>\nendobj\n`,
  )
  const start = at + tree.length
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const trailer = `trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R /Info ${info} 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.concat([...chunks, tree, Buffer.from(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${table}${trailer}`)])
}

function addPicture(add: (dictionary: string, stream: Buffer) => number): number {
  const noise = Buffer.alloc(PICTURE_BYTES)
  randomFillSync(noise)
  // JFIF's first and last bytes (ISO/IEC 10918-5).
  Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex').copy(noise)
  Buffer.from('ffd9', 'hex').copy(noise, PICTURE_BYTES - 2)
  return add(
    `<< /Type /XObject /Subtype /Image /Width 640 /Height 480 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${PICTURE_BYTES} >>`,
    noise,
  )
}

function pageText(random: Random): string {
  const rows = prose(TEXT_CHARACTERS_A_PAGE, random).match(/.{1,90}/g) ?? []
  return `BT /F 10 Tf 50 790 Td 12 TL\n${rows.map((row) => `(${row.replace(/[()\\]/g, '\\$&')}) Tj T*`).join('\n')}\nET`
}
