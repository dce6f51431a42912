/** Pictures for the tests, drawn as they run: codes by zxing-wasm's writer, from its own package and never from the network. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import sharp, { type Sharp } from 'sharp'
import { prepareZXingModule, type WriterOptions, writeBarcode } from 'zxing-wasm/writer'
import { enlarged, type Grey } from '../../../src/parse/image/pixels.ts'

const require = createRequire(import.meta.url)
let ready: Promise<unknown> | null = null

async function writer(): Promise<void> {
  ready ??= readFile(require.resolve('zxing-wasm/writer/zxing_writer.wasm')).then((bytes) =>
    prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(bytes).buffer }, fireImmediately: true }),
  )
  await ready
}

export function loadReaderWasm(): Promise<Uint8Array> {
  return readFile(require.resolve('zxing-wasm/reader/zxing_reader.wasm'))
}

export type Drawn = Grey

/** Black on white with its quiet zone, `scale` pixels a module. */
export async function draw(text: string, options: WriterOptions = {}, scale = 4): Promise<Drawn> {
  await writer()
  const { error, symbol } = await writeBarcode(text, { format: 'QRCode', ...options })
  if (error !== '' || symbol === null) throw new Error(`no code: ${error}`)
  // The symbol comes with one pixel a module.
  return enlarged({ width: symbol.width, height: symbol.height, light: new Uint8Array(symbol.data) }, scale, 0)
}

export function paint({ width, height, light }: Drawn): Sharp {
  return sharp(light, { raw: { width, height, channels: 1 } })
}

/** A picture with a code in it; PNG unless `as` says otherwise. */
export async function picture(
  text: string,
  options: WriterOptions = {},
  as: (image: Sharp) => Sharp = (image) => image.png(),
): Promise<Buffer> {
  return as(paint(await draw(text, options))).toBuffer()
}

/** In two colours of four channels each: `dark` takes the place of black, `light` that of white. */
export async function coloured(text: string, dark: readonly number[], light: readonly number[]): Promise<Buffer> {
  const drawn = await draw(text)
  const rgba = Uint8Array.from([...drawn.light].flatMap((level) => (level < 128 ? dark : light)))
  return sharp(rgba, { raw: { width: drawn.width, height: drawn.height, channels: 4 } })
    .png()
    .toBuffer()
}

/** An uncompressed bitmap of 24 bits, rows from the bottom. */
export function bitmap({ width, height, light }: Drawn): Buffer {
  const rowBytes = Math.ceil((width * 3) / 4) * 4
  const bytes = Buffer.alloc(54 + rowBytes * height)
  bytes.write('BM')
  bytes.writeUInt32LE(bytes.length, 2)
  bytes.writeUInt32LE(54, 10)
  bytes.writeUInt32LE(40, 14)
  bytes.writeInt32LE(width, 18)
  bytes.writeInt32LE(height, 22)
  bytes.writeUInt16LE(1, 26)
  bytes.writeUInt16LE(24, 28)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1)
      bytes.fill(light[y * width + x]!, 54 + (height - 1 - y) * rowBytes + x * 3, 54 + (height - 1 - y) * rowBytes + x * 3 + 3)
  }
  return bytes
}
