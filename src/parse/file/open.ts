/** Which opener looks into a file of which type; where two programs would read it each in its way, both ways are looked at. */
import { calendarOpener } from '../active/calendar.ts'
import { drawingOpener } from '../active/drawing.ts'
import { pageOpener } from '../active/page.ts'
import { shortcutOpener } from '../active/shortcut.ts'
import { officeOpener } from '../office/office.ts'
import { pdfOpener } from '../pdf/pdf.ts'
import { archiveOpener } from './archive.ts'
import type { Contents, Opener } from './contents.ts'

const OPENERS: readonly Opener[] = [officeOpener, archiveOpener, pdfOpener, pageOpener, drawingOpener, shortcutOpener, calendarOpener]

/** Null for types that there is nothing to look into of. */
export function openerOf(detectedType: string): Opener | null {
  const [first, ...others] = OPENERS.filter((opener) => opener.opens(detectedType))
  return first === undefined || others.length === 0
    ? (first ?? null)
    : { ...first, open: (...given) => openBoth([first, ...others], given) }
}

/** XML can be a document or a page, a web query a shortcut as well: what any of them sees counts. */
async function openBoth(openers: readonly Opener[], given: Parameters<Opener['open']>): Promise<Contents> {
  const seen: Contents[] = []
  for (const opener of openers) seen.push(await opener.open(...given))
  const listings = seen.map(({ listing }) => listing)
  return {
    listing: {
      format: given[1],
      entries: listings.flatMap(({ entries }) => entries),
      traits: listings.flatMap(({ traits }) => traits),
      incomplete: listings.find(({ incomplete }) => incomplete !== null)?.incomplete ?? null,
    },
    children: seen.flatMap(({ children }) => children),
    targets: seen.flatMap(({ targets }) => targets),
  }
}
