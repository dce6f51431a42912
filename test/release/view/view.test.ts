/** What a person looks at instead of opening a file: pictures drawn anew, and words with nothing in them that acts or cannot be seen. */
import { describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { view } from '../../../src/release/view/view.ts'
import { makeMail } from '../../support/mail.ts'

const flat = (width: number, height: number, red = 200) =>
  sharp({ create: { width, height, channels: 3, background: { r: red, g: 30, b: 30 } } })

describe('the view of a picture', () => {
  it('is drawn anew as PNG, turned and made small, without its metadata', async () => {
    const photo = await flat(3_200, 800)
      .jpeg()
      .withMetadata({ orientation: 6 })
      .withExif({ IFD0: { Artist: 'Anna Andersson' } })
      .toBuffer()
    const shown = await view(photo, 'image/jpeg')
    expect(shown).toMatchObject({ pageCount: null, text: null, cut: false })
    expect(shown?.pictures).toHaveLength(1)
    const [picture] = shown?.pictures ?? []
    expect(picture).toMatchObject({ height: 1_600, width: 400 })
    expect(await sharp(picture?.bytes).metadata()).toMatchObject({ format: 'png', width: 400, height: 1_600 })
    expect(Buffer.from(picture?.bytes ?? []).includes('Anna')).toBe(false)
  })

  it('has the first pages of a scan, and the first frame of an animation', async () => {
    const pages = sharp(
      await Promise.all(
        Array.from({ length: 7 }, (_, at) =>
          flat(20, 10, at * 30)
            .png()
            .toBuffer(),
        ),
      ),
      { join: { animated: true } },
    )
    const scan = await view(await pages.clone().tiff().toBuffer(), 'image/tiff')
    expect(scan).toMatchObject({ pageCount: 7, cut: true })
    expect(scan?.pictures.map(({ width, height }) => [width, height])).toEqual(Array(5).fill([20, 10]))
    const film = await view(await pages.clone().gif().toBuffer(), 'image/gif')
    expect(film).toMatchObject({ pageCount: null, cut: true })
    expect(film?.pictures).toHaveLength(1)
  })

  it('is none for what cannot be drawn, and for types that nobody draws', async () => {
    const huge = await flat(8, 8).png().toBuffer()
    huge.writeUInt32BE(20_000, 16)
    huge.writeUInt32BE(20_000, 20)
    for (const [bytes, type] of [
      [huge, 'image/png'],
      [Buffer.from('GIF89a'), 'image/gif'],
      [Buffer.from('BM'), 'image/bmp'],
      [new Uint8Array(), 'image/jpeg'],
      [Buffer.from('MZ'), 'application/x-msdownload'],
    ] as const)
      expect(await view(bytes, type)).toBeNull()
  })
})

describe('the view of a text', () => {
  it('shows a page as a reader would see it, with where its links lead', async () => {
    const page =
      '<style>p{}</style><script>alert(1)</script><p>Hi <a href="https://evil.example/a">bank</a></p><p style="display:none">hidden</p>'
    expect(await view(Buffer.from(page), 'text/html')).toEqual({
      pictures: [],
      pageCount: null,
      text: 'Hi bank (hxxps://evil[.]example/a)',
      cut: false,
    })
  })

  it('shows a source as it was written, but for what looks like an address', async () => {
    const source = 'Set a = CreateObject("WScript.Shell")\na.Run "calc"'
    expect((await view(Buffer.from(source), 'text/vbscript'))?.text).toBe(source.replaceAll('.', '[.]'))
  })

  it('shows of a mail who wrote what to whom', async () => {
    const shown = await view(makeMail({ html: '<p>See <a href="https://evil.example/">it</a></p>' }), 'message/rfc822')
    expect(shown?.text).toMatch(/^\| From: .*\n[\s\S]*\n\nSee it \(hxxps:\/\/evil\[\.\]example\/?\)$/)
  })

  it('has nothing that turns the reading, hides or can be clicked', async () => {
    const shown = await view(Buffer.from('pay\u202e \u200bwww.evil.com/x \u001b[31m\u2066now'), 'text/plain')
    expect(shown?.text).toBe('pay www[.]evil[.]com/x \ufffd[31mnow')
  })

  it('is bounded, and says that there is more', async () => {
    const shown = await view(Buffer.from('é'.repeat(600_000)), 'text/plain')
    expect(shown?.text).toHaveLength(100_000)
    expect(shown?.cut).toBe(true)
    const page = await view(Buffer.from(`<p>${'a b '.repeat(1_500_000)}</p>`), 'text/html')
    expect(page?.text?.length).toBeLessThanOrEqual(100_000)
    expect(page?.cut).toBe(true)
  })

  it('is none for a text without words', async () => {
    expect(await view(Buffer.from(' \n\u200b'), 'text/plain')).toBeNull()
  })
})
