/** Decodes uncompressed Windows bitmaps, so that no native loader has to: every read is within bounds or the picture is refused. */
import type { Pixels } from './pixels.ts'

/** [MS-WMF] 2.2.2.9 and its later forms: the header of 1987 has 12 bytes, all since then at least 40. */
const INFO_HEADER_BYTES = 40
const FILE_HEADER_BYTES = 14
const BI_RGB = 0
const BI_BITFIELDS = 3
/** Bitmaps are decoded in memory, four bytes a pixel. */
const MAX_BMP_PIXELS = 25_000_000

export interface BmpSize {
  readonly width: number
  readonly height: number
}

/** Null when the header is none that is known here. */
export function bmpSize(bytes: Uint8Array): BmpSize | null {
  if (bytes.length < FILE_HEADER_BYTES + INFO_HEADER_BYTES) return null
  const view = viewOf(bytes)
  if (view.getUint32(14, true) < INFO_HEADER_BYTES) return null
  const size = { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) }
  return size.width > 0 && size.height > 0 ? size : null
}

/** 1, 4, 8, 24 and 32 bits a pixel; the compressed ones and the broken are not readable. Rows that are missing at the end stay white. */
export function decodeBmp(bytes: Uint8Array, maxPixels = MAX_BMP_PIXELS): Pixels | 'IMAGE_NOT_READABLE' | 'IMAGE_TOO_LARGE' {
  const size = bmpSize(bytes)
  if (size === null) return 'IMAGE_NOT_READABLE'
  if (size.width * size.height > maxPixels) return 'IMAGE_TOO_LARGE'
  const view = viewOf(bytes)
  const bits = view.getUint16(28, true)
  const compression = view.getUint32(30, true)
  const plain = compression === BI_RGB || (compression === BI_BITFIELDS && bits === 32)
  if (!plain || ![1, 4, 8, 24, 32].includes(bits)) return 'IMAGE_NOT_READABLE'
  const { width, height } = size
  const start = view.getUint32(10, true)
  const rowBytes = Math.ceil((width * bits) / 32) * 4
  const bottomUp = view.getInt32(22, true) > 0
  const paletteAt = FILE_HEADER_BYTES + view.getUint32(14, true)
  const rgba = new Uint8Array(width * height * 4).fill(255)
  for (let y = 0; y < height; y += 1) {
    const row = start + (bottomUp ? height - 1 - y : y) * rowBytes
    if (row + rowBytes > bytes.length) continue
    for (let x = 0, to = y * width * 4; x < width; x += 1, to += 4) {
      const from = bits >= 24 ? row + (x * bits) / 8 : paletteAt + 4 * indexAt(bytes, row, x, bits)
      rgba[to] = bytes[from + 2] ?? 255
      rgba[to + 1] = bytes[from + 1] ?? 255
      rgba[to + 2] = bytes[from] ?? 255
    }
  }
  return { width, height, rgba }
}

function indexAt(bytes: Uint8Array, row: number, x: number, bits: number): number {
  const perByte = 8 / bits
  const byte = bytes[row + Math.floor(x / perByte)]!
  return (byte >> (8 - bits * ((x % perByte) + 1))) & ((1 << bits) - 1)
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
