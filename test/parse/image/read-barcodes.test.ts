/** Codes are read out of every kind of picture that is decoded here, and what is not decoded is never called clean. */
import { beforeAll, describe, expect, it } from '@jest/globals'
import sharp, { type Sharp } from 'sharp'
import type { WriterOptions } from 'zxing-wasm/writer'
import type { BarcodeReader, Barcodes } from '../../../src/parse/image/barcodes.ts'
import { openBarcodeReader } from '../../../src/parse/image/read-barcodes.ts'
import { bitmap, coloured, draw, loadReaderWasm, paint, picture } from './pictures.ts'

const ADDRESS = 'https://login.example/session?id=4711'

let reader: BarcodeReader
beforeAll(() => {
  reader = openBarcodeReader(loadReaderWasm)
})
const read = (bytes: Uint8Array, type: string) => reader(bytes, type, 'thorough')

const texts = ({ codes }: Barcodes) => codes.map(({ untrustedText }) => untrustedText)
const readPng = async (bytes: Uint8Array) => texts(await read(bytes, 'image/png'))

describe('the kinds of code', () => {
  it.each<[NonNullable<WriterOptions['format']>, string, string?]>([
    ['QRCode', 'qr'],
    ['MicroQRCode', 'micro-qr', 'HTTP://A.EXAMPLE'],
    ['RMQRCode', 'rmqr', 'https://a.example'],
    ['Aztec', 'aztec'],
    ['DataMatrix', 'data-matrix'],
    ['PDF417', 'pdf417'],
    ['Code128', 'code-128'],
    ['Code93', 'code-93', 'EXAMPLE.COM'],
    ['Code39', 'code-39', 'EXAMPLE.COM'],
  ])('%s', async (format, name, text = ADDRESS) => {
    expect((await read(await picture(text, { format }), 'image/png')).codes).toEqual([{ format: name, untrustedText: text }])
  })

  it.each([
    ['EAN13', '5901234123457'],
    ['ITF', '123456'],
    ['Code128', '4711081547110815'],
  ] as const)('near-miss: %s with digits alone is the label of a parcel', async (format, text) => {
    expect((await read(await picture(text, { format }), 'image/png')).codes).toEqual([])
  })

  it('a QR code with digits alone is read: it is no label', async () => {
    expect(await readPng(await picture('4711081547110815'))).toEqual(['4711081547110815'])
  })

  it('letters of every script', async () => {
    expect(await readPng(await picture('Grüße, 請掃描, https://пример.example'))).toEqual(['Grüße, 請掃描, https://пример.example'])
  })
})

describe('the kinds of picture', () => {
  it.each<[string, string, (image: Sharp) => Sharp]>([
    ['PNG', 'image/png', (image) => image.png()],
    ['PNG of a palette', 'image/png', (image) => image.png({ palette: true, colours: 2 })],
    ['JPEG', 'image/jpeg', (image) => image.jpeg({ quality: 40 })],
    ['progressive JPEG in CMYK', 'image/jpeg', (image) => image.toColourspace('cmyk').jpeg({ progressive: true })],
    ['GIF', 'image/gif', (image) => image.gif()],
    ['WebP', 'image/webp', (image) => image.webp({ quality: 50 })],
    ['TIFF', 'image/tiff', (image) => image.tiff()],
  ])('%s', async (_name, type, as) => {
    expect(await read(await picture(ADDRESS, {}, as), type)).toMatchObject({ codes: [{ untrustedText: ADDRESS }], incomplete: null })
  })

  it('BMP, by our own decoder', async () => {
    expect(await read(bitmap(await draw(ADDRESS)), 'image/bmp')).toMatchObject({ codes: [{ untrustedText: ADDRESS }], incomplete: null })
  })

  it('a frame of an animation that is not the first', async () => {
    const code = await draw(ADDRESS)
    const blank = { ...code, light: new Uint8Array(code.light.length).fill(255) }
    const frames = await Promise.all([blank, blank, code, blank].map((frame) => paint(frame).png().toBuffer()))
    const gif = await sharp(frames, { join: { animated: true } })
      .gif({ delay: [20, 20, 5_000, 20] })
      .toBuffer()
    expect((await sharp(gif).metadata()).pages).toBeGreaterThan(1)
    expect(texts(await read(gif, 'image/gif'))).toEqual([ADDRESS])
  })

  it.each<[string, string, (image: Sharp) => Sharp]>([
    ['JPEG', 'image/jpeg', (image) => image.jpeg()],
    ['PNG', 'image/png', (image) => image.png()],
  ])('a %s that was cut off, as far as a browser shows it', async (_name, type, as) => {
    const input = await picture(ADDRESS)
    const noise = sharp({
      create: { width: 400, height: 600, channels: 3, noise: { type: 'gaussian', mean: 128, sigma: 30 }, background: '#fff' },
    })
    const whole = await as(noise.composite([{ input, top: 20, left: 20 }])).toBuffer()
    expect(texts(await read(whole.subarray(0, Math.floor(whole.length * 0.8)), type))).toEqual([ADDRESS])
  })
})

describe('the ways to make a code hard to read', () => {
  it.each([
    ['white on black', [255, 255, 255, 255], [0, 0, 0, 255]],
    ['red on white', [220, 0, 0, 255], [255, 255, 255, 255]],
    ['yellow on white', [255, 235, 0, 255], [255, 255, 255, 255]],
    ['red on a blue of the same lightness', [255, 40, 0, 255], [60, 60, 255, 255]],
    ['black on nothing', [0, 0, 0, 255], [0, 0, 0, 0]],
    ['white on nothing', [255, 255, 255, 255], [255, 255, 255, 0]],
    ['pale grey', [190, 190, 190, 255], [235, 235, 235, 255]],
  ])('%s', async (_name, dark, light) => {
    expect(await readPng(await coloured(ADDRESS, dark, light))).toEqual([ADDRESS])
  })

  it.each<[string, (image: Sharp) => Sharp]>([
    ['turned by 33°', (image) => image.rotate(33, { background: '#fff' })],
    ['upside down', (image) => image.rotate(180)],
    ['mirrored', (image) => image.flop()],
    ['blurred', (image) => image.blur(2)],
    [
      'small in a large page',
      (image) => image.resize(150).extend({ top: 2_900, left: 1_900, bottom: 300, right: 300, background: '#fff' }),
    ],
    [
      'in one corner of a photo of 12 megapixels',
      (image) => image.resize(420).extend({ top: 2_500, left: 3_500, bottom: 80, right: 80, background: '#888' }),
    ],
  ])('%s', async (_name, how) => {
    const changed = await how(paint(await draw(ADDRESS, {}, 6)))
      .png()
      .toBuffer()
    expect(await readPng(changed)).toEqual([ADDRESS])
  })

  it('small, blurred and pale in a photo that was saved badly', async () => {
    const worn = await paint(await draw(ADDRESS, {}, 6))
      .linear(0.3, 90)
      .blur(3.2)
      .rotate(7, { background: '#999' })
      .jpeg({ quality: 60 })
      .toBuffer()
    expect(texts(await read(worn, 'image/jpeg'))).toEqual([ADDRESS])
    expect(texts(await reader(worn, 'image/jpeg', 'quick'))).toEqual([])
  })

  it('one pixel a module, without a margin', async () => {
    expect(
      await readPng(
        await paint(await draw(ADDRESS, { addQuietZones: false }, 1))
          .png()
          .toBuffer(),
      ),
    ).toEqual([ADDRESS])
  })

  it('a small code beside a big one', async () => {
    const small = await paint(await draw('https://small.example/', {}, 3))
      .png()
      .toBuffer()
    const page = paint(await draw(ADDRESS, {}, 30))
      .extend({ right: 900, background: '#fff' })
      .composite([{ input: small, top: 20, left: 1_500 }])
    expect([...(await readPng(await page.png().toBuffer()))].sort()).toEqual([ADDRESS, 'https://small.example/'].sort())
  })
})

describe('what is not seen is said', () => {
  it.each([
    ['HEIC', 'image/heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')],
    [
      'SVG, which a loader would have to run',
      'image/svg+xml',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"/>'),
    ],
    ['SVG that calls itself PNG', 'image/png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"/>')],
    ['a PDF that calls itself TIFF', 'image/tiff', Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj')],
    ['noise', 'image/jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])],
    ['nothing', 'image/png', Buffer.alloc(0)],
    ['half a bitmap header', 'image/bmp', Buffer.from('BM123456789')],
  ])('%s', async (_name, type, bytes) => {
    expect(await read(bytes, type)).toMatchObject({ codes: [], incomplete: 'IMAGE_NOT_READABLE' })
  })

  it('a picture with more pixels than are decoded, however few bytes it has', async () => {
    const bomb = await sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    expect(await read(bomb, 'image/png')).toMatchObject({ codes: [], incomplete: 'IMAGE_TOO_LARGE' })
  })

  it('a bitmap that says it is larger than it can be', async () => {
    const bytes = bitmap(await draw(ADDRESS))
    bytes.writeInt32LE(0x7fffffff, 18)
    expect(await read(bytes, 'image/bmp')).toMatchObject({ codes: [], incomplete: 'IMAGE_TOO_LARGE' })
  })

  it('an animated PNG, of which the loader shows one frame', async () => {
    const still = await picture(ADDRESS)
    const control = Buffer.from('00000008616354 4c0000000200000000f38d9370'.replace(' ', ''), 'hex')
    const animated = Buffer.concat([still.subarray(0, 33), control, still.subarray(33)])
    expect(await read(animated, 'image/png')).toMatchObject({ codes: [{ untrustedText: ADDRESS }], incomplete: 'IMAGE_NOT_READABLE' })
  })

  it('more codes than are kept', async () => {
    const codes = await Promise.all(Array.from({ length: 30 }, (_, at) => draw(`https://a.example/${at}`, {}, 3)))
    const side = Math.max(...codes.map(({ width }) => width)) + 10
    const input = await Promise.all(
      codes.map(async (code, at) => ({ input: await paint(code).png().toBuffer(), left: (at % 6) * side, top: Math.floor(at / 6) * side })),
    )
    const sheet = await sharp({ create: { width: 6 * side, height: 5 * side, channels: 3, background: '#fff' } })
      .composite(input)
      .png()
      .toBuffer()
    const seen = await read(sheet, 'image/png')
    expect(seen.codes).toHaveLength(20)
    expect(seen.incomplete).toBe('IMAGE_TOO_MANY_CODES')
  })
})

describe('near-miss', () => {
  it('no code in a picture of stripes and squares', async () => {
    const light = Uint8Array.from({ length: 300 * 300 }, (_, at) => (at % 7 < 3 !== (Math.floor(at / 2_100) % 2 === 0) ? 0 : 255))
    expect(await read(await paint({ width: 300, height: 300, light }).png().toBuffer(), 'image/png')).toMatchObject({
      codes: [],
      incomplete: null,
    })
  })

  it.each(['gif', 'png', 'webp'] as const)('a tracking pixel in %s is done at once: no code fits into it', async (format) => {
    const dot = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } })
      .toFormat(format)
      .toBuffer()
    expect(await read(dot, `image/${format}`)).toEqual({ codes: [], incomplete: null, megapixels: 0 })
  })
})

it('gives the same codes and the same cost for the same picture', async () => {
  const bytes = await picture(ADDRESS, {}, (image) => image.jpeg())
  expect(await read(bytes, 'image/jpeg')).toEqual(await read(bytes, 'image/jpeg'))
})

it('begins anew after its program could not be loaded', async () => {
  let tries = 0
  const moody = openBarcodeReader(() => {
    tries += 1
    return tries === 1 ? Promise.reject(new Error('disk')) : loadReaderWasm()
  })
  const bytes = await picture(ADDRESS)
  await expect(moody(bytes, 'image/png', 'thorough')).rejects.toThrow('disk')
  expect(texts(await moody(bytes, 'image/png', 'thorough'))).toEqual([ADDRESS])
})
