/** Undoes the predictors of PNG and TIFF that stand behind Flate and LZW (ISO 32000-2, 7.4.4.4). */
import type { Resolve, Unpacked } from './unpacked.ts'
import { entryOf, type PdfValue } from './values.ts'

const MAX_ROW_BYTES = 1_000_000

export function undoPredictor(unpacked: Unpacked, parameters: PdfValue, resolve: Resolve): Unpacked {
  if (unpacked.status !== 'ok') return unpacked
  const number = (key: string, otherwise: number): number => {
    const value = resolve(entryOf(parameters, key))
    return typeof value === 'number' ? value : otherwise
  }
  const predictor = number('Predictor', 1)
  if (predictor < 2) return unpacked
  const colours = number('Colors', 1)
  const bits = number('BitsPerComponent', 8)
  const pixelBytes = Math.max(1, Math.ceil((colours * bits) / 8))
  const rowBytes = Math.ceil((colours * bits * number('Columns', 1)) / 8)
  if (!(rowBytes >= 1 && rowBytes <= MAX_ROW_BYTES)) return { status: 'corrupt' }
  if (predictor === 2) return undoTiff(unpacked, colours, bits, rowBytes)
  return { ...unpacked, bytes: undoPng(unpacked.bytes, pixelBytes, rowBytes) }
}

/** Only whole bytes: what is kept of streams are tables and objects, never pictures of fewer bits. */
function undoTiff(unpacked: Extract<Unpacked, { readonly status: 'ok' }>, colours: number, bits: number, rowBytes: number): Unpacked {
  if (bits !== 8) return { status: 'unsupported' }
  const bytes = Buffer.from(unpacked.bytes)
  for (let at = 0; at < bytes.length; at += 1) if (at % rowBytes >= colours) bytes[at] = (bytes[at]! + bytes[at - colours]!) & 0xff
  return { ...unpacked, bytes }
}

/** PNG 9.2: each row says in its first byte how it was predicted, whatever the dictionary says. */
function undoPng(packed: Buffer, pixelBytes: number, rowBytes: number): Buffer {
  const rows = Math.ceil(packed.length / (rowBytes + 1))
  const out = Buffer.alloc(rows * rowBytes)
  let length = 0
  for (let row = 0; row < rows; row += 1) {
    const from = row * (rowBytes + 1)
    const kind = packed[from]
    const to = row * rowBytes
    const count = Math.min(rowBytes, packed.length - from - 1)
    for (let at = 0; at < count; at += 1) {
      const left = at >= pixelBytes ? out[to + at - pixelBytes]! : 0
      const up = row > 0 ? out[to - rowBytes + at]! : 0
      const corner = at >= pixelBytes && row > 0 ? out[to - rowBytes + at - pixelBytes]! : 0
      out[to + at] = (packed[from + 1 + at]! + predicted(kind, left, up, corner)) & 0xff
    }
    length += Math.max(0, count)
  }
  return out.subarray(0, length)
}

function predicted(kind: number | undefined, left: number, up: number, corner: number): number {
  switch (kind) {
    case 1:
      return left
    case 2:
      return up
    case 3:
      return (left + up) >> 1
    case 4:
      return paeth(left, up, corner)
    default:
      return 0
  }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const byLeft = Math.abs(guess - left)
  const byUp = Math.abs(guess - up)
  const byCorner = Math.abs(guess - corner)
  if (byLeft <= byUp && byLeft <= byCorner) return left
  return byUp <= byCorner ? up : corner
}
