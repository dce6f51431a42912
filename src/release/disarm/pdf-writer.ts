/** Writes a PDF of objects that are whole already, the same bytes for the same objects (ISO 32000-2, 7.5). */

export interface PdfWriter {
  /** A number for an object that is written later. */
  reserve(): number
  /** `body` is everything between `obj` and `endobj`. */
  write(number: number, body: Uint8Array | string): void
  /** Nothing is written any more. What was reserved and never written is null. */
  finish(rootNumber: number): Buffer
}

/** The comment tells programs that look at the first bytes that this is no text (7.5.2). */
const HEADER = Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')

export function pdfWriter(): PdfWriter {
  const chunks: Buffer[] = [HEADER]
  const offsets: number[] = [0]
  let length = HEADER.length

  function append(bytes: Buffer): void {
    chunks.push(bytes)
    length += bytes.length
  }

  return {
    reserve: () => offsets.push(0) - 1,
    write(number, body) {
      offsets[number] = length
      append(Buffer.from(`${number} 0 obj\n`, 'latin1'))
      append(typeof body === 'string' ? Buffer.from(body, 'latin1') : Buffer.from(body.buffer, body.byteOffset, body.byteLength))
      append(Buffer.from('\nendobj\n', 'latin1'))
    },
    finish(rootNumber) {
      const start = length
      const rows = offsets
        .slice(1)
        .map((offset) => (offset === 0 ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`))
      append(Buffer.from(`xref\n0 ${offsets.length}\n0000000000 65535 f \n${rows.join('')}`, 'latin1'))
      append(Buffer.from(`trailer\n<< /Size ${offsets.length} /Root ${rootNumber} 0 R >>\nstartxref\n${start}\n%%EOF\n`, 'latin1'))
      return Buffer.concat(chunks, length)
    },
  }
}

/** `dict` with its brackets, and without a length. */
export function streamBody(dict: string, bytes: Uint8Array): Buffer {
  const head = Buffer.from(`${dict.replace(/>>$/, '')} /Length ${bytes.length} >>\nstream\n`, 'latin1')
  return Buffer.concat([head, bytes, Buffer.from('\nendstream', 'latin1')])
}

/** 7.3.5: what is no plain letter or digit is written by its number. */
export function writtenName(name: string): string {
  return `/${name.replace(/[^A-Za-z\d_.+*:@$&!?,;=^`~|'"-]/g, (character) => `#${character.charCodeAt(0).toString(16).padStart(2, '0')}`)}`
}

/** 7.3.3 knows no exponents. */
export function writtenNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value)
  if (!Number.isFinite(value) || Math.abs(value) >= 1e15) return '0'
  return value.toFixed(8).replace(/\.?0+$/, '')
}
