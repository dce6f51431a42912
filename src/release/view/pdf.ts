/** Shows the first pages of a PDF as pictures, and the words on them; nothing of the file itself comes along. */
import type { FileView, ReleaseTools, Viewer } from '../../core/disarmed.ts'
import type { DrawingLimits, DrawnPage } from '../../core/pdf-renderer.ts'
import { openBudget } from '../../parse/budget.ts'
import { openSharp } from '../../parse/image/sharp.ts'
import { lookIntoPdf, PDF_TYPE } from '../../parse/pdf/pdf.ts'

const MAX_PAGES = 5
/** Twice the size of print: letters are sharp on fine screens. */
const LIMITS: DrawingLimits = { maxSidePixels: 1_600, maxPixels: 2_000_000, maxPixelsPerPoint: 2 }
const MAX_CHARACTERS = 20_000

export const pdfViewer: Viewer = {
  id: 'view/pdf',
  views: (detectedType) => detectedType === PDF_TYPE,
  view: viewPdf,
}

async function viewPdf(bytes: Uint8Array, _detectedType: string, { pdf }: ReleaseTools = {}): Promise<FileView | null> {
  if (pdf === undefined) return null
  // What unpacks to gigabytes is not given to what would unpack it.
  const { incomplete } = (await lookIntoPdf(bytes, { depth: 0, budget: openBudget() })).contents.listing
  if (incomplete === 'PDF_TOO_BIG') return null
  const document = await pdf.open(bytes)
  if (document === null || document.pageCount < 1) return null
  const shown = Math.min(MAX_PAGES, document.pageCount)
  // Words first: reading a page after it was drawn crashes PDFium.
  let text = ''
  for (let page = 0; page < shown; page += 1) {
    const words = document.text(page, MAX_CHARACTERS + 1 - text.length).trim()
    if (words !== '') text += text === '' ? words : `\n\n${words}`
  }
  const pictures: FileView['pictures'][number][] = []
  for (let page = 0; page < shown; page += 1) {
    const drawn = await document.draw(page, LIMITS)
    if (drawn !== null) pictures.push({ bytes: await png(drawn), width: drawn.width, height: drawn.height })
  }
  if (pictures.length === 0) return null
  return {
    pictures,
    pageCount: document.pageCount,
    text: text === '' ? null : clean(text).slice(0, MAX_CHARACTERS),
    cut: document.pageCount > pictures.length || text.length > MAX_CHARACTERS,
  }
}

async function png({ pixels, width, height }: DrawnPage): Promise<Uint8Array> {
  const sharp = await openSharp()
  const encoded = await sharp(pixels, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .png({ compressionLevel: 6 })
    .toBuffer()
  // A copy: memory of libvips cannot be handed from thread to thread.
  return new Uint8Array(encoded)
}

/** PDFium ends lines as Windows does, and writes U+FFFE for a hyphen at their end (fpdf_text.h, FPDFText_IsHyphen). */
function clean(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\ufffe/g, '-')
    .replace(/[^\P{Cc}\n\t]/gu, '')
}
