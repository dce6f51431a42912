/** A picture is drawn anew from its pixels alone. */
import { describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { isRedrawable, redraw } from '../../../src/parse/image/redraw.ts'

const flat = (width: number, height: number, alpha = 1) =>
  sharp({ create: { width, height, channels: 4, background: { r: 200, g: 30, b: 30, alpha } } })

describe('redraw', () => {
  it('keeps what is seen and leaves all metadata behind', async () => {
    const withExif = await flat(40, 20)
      .jpeg()
      .withExif({ IFD0: { Artist: 'Anna Andersson' }, IFD3: { GPSLatitude: '59/1 20/1 0/1' } })
      .toBuffer()
    expect(withExif.includes('Anna Andersson')).toBe(true)
    const drawn = await redraw(withExif, 'image/jpeg')
    expect(drawn?.type).toBe('image/jpeg')
    const about = await sharp(drawn?.bytes).metadata()
    expect(about).toMatchObject({ width: 40, height: 20 })
    expect(about.exif).toBeUndefined()
    expect(Buffer.from(drawn?.bytes ?? []).includes('Anna')).toBe(false)
  })

  it('turns a picture as its camera said, since nobody can know it afterwards', async () => {
    const turned = await flat(40, 20).jpeg().withMetadata({ orientation: 6 }).toBuffer()
    const drawn = await redraw(turned, 'image/jpeg')
    expect(await sharp(drawn?.bytes).metadata()).toMatchObject({ width: 20, height: 40 })
  })

  it('leaves nothing of what follows the picture or of its other frames', async () => {
    const png = Buffer.concat([await flat(8, 8, 0.5).png().toBuffer(), Buffer.from('PK\x03\x04<script>alert(1)</script>')])
    const drawn = await redraw(png, 'image/png')
    expect(drawn?.type).toBe('image/png')
    expect(Buffer.from(drawn?.bytes ?? []).includes('script')).toBe(false)
    expect((await sharp(drawn?.bytes).metadata()).hasAlpha).toBe(true)
  })

  it('makes large ones small enough to look at', async () => {
    const drawn = await redraw(await flat(5_000, 100).png().toBuffer(), 'image/png')
    expect((await sharp(drawn?.bytes).metadata()).width).toBe(2_048)
  })

  it.each([
    ['an SVG', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>'],
    ['an SVG that says it is a PNG', 'image/png', '<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>'],
    ['a PDF', 'application/pdf', '%PDF-1.4'],
    ['nothing', 'image/png', ''],
    ['noise', 'image/jpeg', 'x'.repeat(1_000)],
  ])('draws no %s', async (_name, type, bytes) => {
    expect(await redraw(Buffer.from(bytes), type)).toBeNull()
  })

  it('knows what it could draw', () => {
    expect(['image/png', 'image/jpeg', 'image/svg+xml', 'constructor'].map(isRedrawable)).toEqual([true, true, false, false])
  })
})
