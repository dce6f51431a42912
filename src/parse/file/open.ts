/** Which opener looks into a file of which type; the first that is for it does. */
import { calendarOpener } from '../active/calendar.ts'
import { drawingOpener } from '../active/drawing.ts'
import { mimeArchiveOpener } from '../active/mime-archive.ts'
import { pageOpener } from '../active/page.ts'
import { shortcutOpener } from '../active/shortcut.ts'
import { officeOpener } from '../office/office.ts'
import { pdfOpener } from '../pdf/pdf.ts'
import { archiveOpener } from './archive.ts'
import type { Opener } from './contents.ts'

const OPENERS: readonly Opener[] = [
  officeOpener,
  archiveOpener,
  pdfOpener,
  pageOpener,
  drawingOpener,
  shortcutOpener,
  calendarOpener,
  mimeArchiveOpener,
]

/** Null for types that there is nothing to look into of. */
export function openerOf(detectedType: string): Opener | null {
  return OPENERS.find((opener) => opener.opens(detectedType)) ?? null
}
