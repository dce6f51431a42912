/** Makes a PDF of pictures of another's pages: nothing of its objects is left. */
import type { DrawingLimits, PdfRenderer } from '../../core/pdf-renderer.ts'
import { openSharp } from '../../parse/image/sharp.ts'
import { pdfWriter, streamBody, writtenNumber } from './pdf-writer.ts'

const MAX_PAGES = 50
/** 150 dpi: print that can be read. */
const LIMITS: DrawingLimits = { maxSidePixels: 2_500, maxPixels: 4_000_000, maxPixelsPerPoint: 150 / 72 }
const JPEG_QUALITY = 80
/** 7.7.3.3: what readers take as a page. */
const MAX_SIDE_POINTS = 14_400

export interface Flattened {
  readonly bytes: Buffer
  readonly pageCount: number
}

/** Null when one page cannot be drawn, or there are too many. */
export async function flattenPdf(bytes: Uint8Array, renderer: PdfRenderer): Promise<Flattened | null> {
  const document = await renderer.open(bytes)
  if (document === null || document.pageCount < 1 || document.pageCount > MAX_PAGES) return null
  const sharp = await openSharp()
  const writer = pdfWriter()
  const root = writer.reserve()
  const tree = writer.reserve()
  const pages: number[] = []
  for (let index = 0; index < document.pageCount; index += 1) {
    const drawn = await document.draw(index, LIMITS)
    if (drawn === null) return null
    const { width, height, pixels } = drawn
    const jpeg = await sharp(pixels, { raw: { width, height, channels: 4 } })
      .removeAlpha()
      .jpeg({ quality: JPEG_QUALITY })
      .toBuffer()
    const [page, content, picture] = [writer.reserve(), writer.reserve(), writer.reserve()]
    const [wide, high] = [drawn.pointsWide, drawn.pointsHigh].map((side) => writtenNumber(Math.min(side, MAX_SIDE_POINTS)))
    const head = `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode >>`
    writer.write(picture, streamBody(head, jpeg))
    writer.write(content, streamBody('<< >>', Buffer.from(`q ${wide} 0 0 ${high} 0 0 cm /Page Do Q`, 'latin1')))
    writer.write(
      page,
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${wide} ${high}] /Contents ${content} 0 R /Resources << /XObject << /Page ${picture} 0 R >> >> >>`,
    )
    pages.push(page)
  }
  writer.write(tree, `<< /Type /Pages /Kids [${pages.map((page) => `${page} 0 R`).join(' ')}] /Count ${pages.length} >>`)
  writer.write(root, `<< /Type /Catalog /Pages ${tree} 0 R >>`)
  return { bytes: writer.finish(root), pageCount: pages.length }
}
