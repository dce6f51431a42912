/** A PDF is shown as pictures of its pages, within limits. */
import { describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { pdfRenderer } from '../../../src/pipeline/pdf-renderer.ts'
import { view } from '../../../src/release/view/view.ts'
import { type Body, flateOf, onePage, pdfOf, streamOf } from '../../support/pdf.ts'
import { lockedPdf } from '../../support/pdf-lock.ts'

const show = (bytes: Uint8Array) => view(bytes, 'application/pdf', { pdf: pdfRenderer })

function pages(count: number, box = '[0 0 200 100]'): Buffer {
  const objects: Record<number, Body> = {
    1: '<< /Type /Catalog /Pages 2 0 R >>',
    3: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  }
  const kids: string[] = []
  for (let page = 0; page < count; page += 1) {
    const [own, content] = [10 + page * 2, 11 + page * 2]
    kids.push(`${own} 0 R`)
    objects[own] = `<< /Type /Page /Parent 2 0 R /MediaBox ${box} /Contents ${content} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`
    objects[content] = streamOf('', `BT /F1 12 Tf 10 40 Td (Page ${page + 1}) Tj ET`)
  }
  objects[2] = `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${count} >>`
  return pdfOf(objects)
}

describe('a PDF is shown', () => {
  it('by pictures of its first pages, and their words', async () => {
    const shown = await show(pages(7))
    expect(shown).toMatchObject({ pageCount: 7, cut: true })
    expect(shown?.text).toBe(['Page 1', 'Page 2', 'Page 3', 'Page 4', 'Page 5'].join('\n\n'))
    expect(shown?.pictures).toHaveLength(5)
    for (const { bytes, width, height } of shown?.pictures ?? []) {
      expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width, height })
      expect([width, height]).toEqual([400, 200])
      // Words are drawn: it is not all of one colour.
      const { channels } = await sharp(bytes).stats()
      expect(Math.min(...channels.map(({ min }) => min))).toBeLessThan(128)
      expect(channels.map(({ max }) => max)).toEqual([255, 255, 255])
    }
  })

  it('wholly when it is short', async () => {
    expect(await show(pages(1))).toMatchObject({ pageCount: 1, cut: false, text: 'Page 1' })
  })

  it('no larger than a screen, whatever size it says that it has', async () => {
    for (const box of ['[0 0 14000 14000]', '[0 0 90000 90]', '[0 0 1 1]']) {
      for (const { width, height } of (await show(pages(1, box)))?.pictures ?? [])
        expect([width <= 1_600, height <= 1_600, width * height <= 2_000_000]).toEqual([true, true, true])
    }
  })

  it('with what its fields show', async () => {
    const look = streamOf('/Type /XObject /Subtype /Form /BBox [0 0 80 80]', '0 0 80 80 re f')
    const widget = '<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /Rect [20 20 100 100] /AP << /N 7 0 R >> >>'
    const shown = await show(
      pdfOf(onePage({ 4: streamOf('', ''), 6: widget, 7: look }, '/Annots [6 0 R]', '/AcroForm << /Fields [6 0 R] >>')),
    )
    const { channels } = await sharp(shown?.pictures[0]?.bytes).stats()
    expect(channels[0]?.min).toBeLessThan(10)
    expect(shown?.text).toBeNull()
  })

  it('also when every reader opens its lock', async () => {
    expect((await show(lockedPdf('aes-256', '', 'owner')))?.text).toBe('Hello')
  })
})

describe('nothing is shown', () => {
  it.each<[string, Uint8Array]>([
    ['of one with a password', lockedPdf('aes-128', 'user', 'owner')],
    ['of one that unpacks to gigabytes', pdfOf(onePage({ 4: flateOf('', Buffer.alloc(24 * 1024 * 1024)) }))],
    ['of what is none', Buffer.from('%PDF-1.7\nwords')],
    ['of nothing', new Uint8Array()],
  ])('%s', async (_name, bytes) => {
    expect(await show(bytes)).toBeNull()
  })

  it('without something that draws', async () => {
    expect(await view(pages(1), 'application/pdf')).toBeNull()
  })
})
