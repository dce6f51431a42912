/** Pictures are built anew from their pixels: what is seen stays, and nothing that stood beside it. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import sharp from 'sharp'
import type { Disarmed } from '../../../src/core/disarmed.ts'
import { countBesidePixels } from '../../../src/parse/image/beside-pixels.ts'
import { disarm } from '../../../src/release/disarm/disarm.ts'
import { bitmap } from '../../parse/image/pictures.ts'

const SECRET = 'Anna Andersson'
const flat = (width: number, height: number, red = 200, alpha = 1) =>
  sharp({ create: { width, height, channels: 4, background: { r: red, g: 30, b: 30, alpha } } })
const film = async (frames: number) =>
  sharp(
    await Promise.all(
      Array.from({ length: frames }, (_, at) =>
        flat(16, 8, at * 40)
          .png()
          .toBuffer(),
      ),
    ),
    { join: { animated: true } },
  )
const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/">${SECRET}</x:xmpmeta>`
const words = { IFD0: { Artist: SECRET, Copyright: SECRET }, IFD3: { GPSLatitude: '59/1 20/1 0/1' } }

function done(made: Disarmed) {
  if (made.status !== 'done') throw new Error(made.reason)
  return { ...made, bytes: Buffer.from(made.bytes) }
}
const disarmed = async (bytes: Uint8Array, type: string) => done(await disarm(bytes, type))

describe('disarming a picture', () => {
  it.each(['jpeg', 'png', 'webp', 'tiff'] as const)(
    'of the kind %s keeps size and kind, and loses all that is said about it',
    async (kind) => {
      const picture = await flat(40, 20).removeAlpha().withExif(words).withXmp(XMP).withIccProfile('p3').toFormat(kind).toBuffer()
      expect(picture.includes(SECRET)).toBe(true)
      const made = await disarmed(picture, `image/${kind}`)
      expect(made).toMatchObject({ type: `image/${kind}`, extension: null, losses: [{ kind: 'metadata' }] })
      expect(made.bytes.includes(SECRET)).toBe(false)
      const about = await sharp(made.bytes).metadata()
      expect(about).toMatchObject({ width: 40, height: 20, format: kind, space: 'srgb', hasProfile: false })
      expect([about.exif, about.icc, about.xmp, about.iptc]).toEqual([undefined, undefined, undefined, undefined])
      const { data } = await sharp(made.bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
      // Of another gamut before: close to what it was, and certainly red.
      expect([data[0]! > 180, data[1]! < 60, data[2]! < 60]).toEqual([true, true, true])
      expect((await disarmed(made.bytes, `image/${kind}`)).losses).toEqual([])
    },
  )

  it('turns a picture as its camera said', async () => {
    const made = await disarmed(await flat(40, 20).jpeg().withMetadata({ orientation: 6 }).toBuffer(), 'image/jpeg')
    expect(await sharp(made.bytes).metadata()).toMatchObject({ width: 20, height: 40 })
  })

  it.each(['gif', 'webp', 'tiff'] as const)('keeps all frames of a %s', async (kind) => {
    const made = await disarmed(await (await film(3)).toFormat(kind).toBuffer(), `image/${kind}`)
    expect(made.losses).toEqual([])
    expect(await sharp(made.bytes, { pages: -1 }).metadata()).toMatchObject({ pages: 3, pageHeight: 8 })
  })

  it('says that the frames are gone which no decoder here sees', async () => {
    const png = await flat(8, 8).png().toBuffer()
    const control = Buffer.from('000000086163544c'.concat('00000004', '00000000', '00000000'), 'hex')
    const animated = Buffer.concat([png.subarray(0, 33), control, png.subarray(33)])
    expect((await disarmed(animated, 'image/png')).losses).toEqual([{ kind: 'animation', count: 3 }])
  })

  it.each(['jpeg', 'png', 'gif', 'webp'] as const)('leaves nothing of what stands behind the end of a %s', async (kind) => {
    const made = await disarmed(
      Buffer.concat([await flat(8, 8).toFormat(kind).toBuffer(), Buffer.from('PK\x03\x04<script>alert(1)</script>')]),
      `image/${kind}`,
    )
    expect(made.losses).toEqual([{ kind: 'trailing', count: 1 }])
    expect(made.bytes.includes('script')).toBe(false)
  })

  it('makes a PNG of a bitmap', async () => {
    const made = await disarmed(bitmap({ width: 3, height: 2, light: new Uint8Array([0, 255, 0, 255, 0, 255]) }), 'image/bmp')
    expect(made).toMatchObject({ type: 'image/png', extension: '.png', losses: [] })
    expect([...(await sharp(made.bytes).greyscale().raw().toBuffer())]).toEqual([0, 255, 0, 255, 0, 255])
  })

  it('keeps a lossless WebP exact', async () => {
    const pixels = Buffer.from(Array.from({ length: 32 * 32 * 3 }, (_, at) => (at * 37) % 256))
    const picture = await sharp(pixels, { raw: { width: 32, height: 32, channels: 3 } })
      .webp({ lossless: true })
      .toBuffer()
    const made = await disarmed(picture, 'image/webp')
    expect(await sharp(made.bytes).removeAlpha().raw().toBuffer()).toEqual(pixels)
  })

  it('refuses what has more pixels than it decodes, and what is none', async () => {
    const png = await flat(8, 8).png().toBuffer()
    png.writeUInt32BE(20_000, 16)
    png.writeUInt32BE(20_000, 20)
    expect(await disarm(png, 'image/png')).toEqual({ status: 'refused', reason: 'DISARM_TOO_LARGE' })
    expect(await disarm(Buffer.from('GIF89a'), 'image/gif')).toEqual({ status: 'refused', reason: 'DISARM_CORRUPT' })
    expect(await disarm(new Uint8Array(), 'image/jpeg')).toEqual({ status: 'refused', reason: 'DISARM_CORRUPT' })
    for (const type of ['image/heic', 'image/avif', 'image/x-icon', 'application/pdf+x'])
      expect(await disarm(png, type)).toEqual({ status: 'refused', reason: 'DISARM_UNSUPPORTED' })
  })

  it('never throws and always gives the same for broken pictures', async () => {
    const whole = await Promise.all(
      (['jpeg', 'png', 'gif', 'webp', 'tiff'] as const).map((kind) => flat(9, 7).withExif(words).toFormat(kind).toBuffer()),
    )
    const types = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/tiff']
    const hit = fc.record({ which: fc.nat({ max: 4 }), at: fc.nat({ max: 400 }), byte: fc.nat({ max: 255 }), cut: fc.nat({ max: 600 }) })
    await fc.assert(
      fc.asyncProperty(hit, async ({ which, at, byte, cut }) => {
        const bytes = Buffer.from(whole[which]!).subarray(0, Math.max(20, whole[which]!.length - (cut > 300 ? 0 : cut)))
        bytes[at % bytes.length] = byte
        const made = await disarm(bytes, types[which]!)
        expect(await disarm(bytes, types[which]!)).toEqual(made)
        if (made.status === 'done') expect(Buffer.from(made.bytes).includes(SECRET)).toBe(false)
      }),
      { numRuns: 60, seed: 7 },
    )
  })
})

describe('countBesidePixels', () => {
  it('never throws, whatever the bytes are', () => {
    const heads = [
      [0xff, 0xd8, 0xff],
      [0x89, 0x50],
      [0x47, 0x49],
      [0x52, 0x49],
      [0x49, 0x49, 42, 0, 8, 0, 0, 0],
    ]
    const types = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/tiff']
    fc.assert(
      fc.property(fc.nat({ max: 4 }), fc.uint8Array({ maxLength: 300 }), (which, rest) => {
        const { metadata, trailingBytes, hiddenFrames } = countBesidePixels(new Uint8Array([...heads[which]!, ...rest]), types[which]!)
        expect(Math.min(metadata, trailingBytes, hiddenFrames)).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 500, seed: 7 },
    )
  })

  it('ends where a TIFF leads in a circle', () => {
    const tiff = Buffer.alloc(8 + 2 + 12 + 4)
    tiff.write('II*\0', 'latin1')
    tiff.writeUInt32LE(8, 4)
    tiff.writeUInt16LE(1, 8)
    tiff.writeUInt16LE(315, 10)
    tiff.writeUInt32LE(8, 22)
    expect(countBesidePixels(tiff, 'image/tiff').metadata).toBe(1)
  })
})
