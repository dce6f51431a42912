/** Builds a PDF anew without what acts, leads away or carries files; where that cannot be proven, its pages become pictures, and where there are none it is refused. */
import type { Disarmed, Disarmer, Loss, ReleaseTools } from '../../core/disarmed.ts'
import type { Trait } from '../../core/inspector.ts'
import { openBudget } from '../../parse/budget.ts'
import { lookIntoPdf, PDF_TYPE } from '../../parse/pdf/pdf.ts'
import type { PdfFile } from '../../parse/pdf/pdf-file.ts'
import { entryOf } from '../../parse/pdf/values.ts'
import { flattenPdf } from './pdf-flatten.ts'
import { rebuildPdf } from './pdf-rebuild.ts'

/** What may be left: a form that is filled in and does nothing, and the field where a signature was. */
const HARMLESS: ReadonlySet<string> = new Set(['pdf/acroform', 'pdf/signature'])

export const pdfDisarmer: Disarmer = {
  id: 'disarm/pdf',
  disarms: (detectedType) => detectedType === PDF_TYPE,
  disarm: disarmPdf,
}

async function disarmPdf(bytes: Uint8Array, _detectedType: string, tools: ReleaseTools = {}): Promise<Disarmed> {
  const { contents, file } = await lookInto(bytes)
  const { traits, incomplete } = contents.listing
  if (incomplete === 'PDF_ENCRYPTED') return { status: 'refused', reason: 'DISARM_ENCRYPTED' }
  if (incomplete === 'PDF_TOO_BIG') return { status: 'refused', reason: 'DISARM_TOO_LARGE' }
  const metadata = countMetadata(file)
  const rebuilt = rebuildPdf(file)
  if (rebuilt !== null) {
    const left = (await lookInto(rebuilt.bytes)).contents.listing
    const clean = left.incomplete === null && left.traits.every(({ kind }) => HARMLESS.has(kind))
    if (clean && (await samePages(bytes, rebuilt.bytes, tools))) return done(rebuilt.bytes, [...gone(traits, left.traits), ...metadata])
  }
  const flat = tools.pdf === undefined ? null : await flattenPdf(bytes, tools.pdf)
  if (flat === null) return { status: 'refused', reason: 'DISARM_CORRUPT' }
  return done(flat.bytes, [{ kind: 'flattened', count: flat.pageCount }, ...gone(traits, []), ...metadata])
}

/** A budget of its own: what is inside was taken from the message's when it was inspected. */
function lookInto(bytes: Uint8Array) {
  return lookIntoPdf(bytes, { depth: 0, budget: openBudget() })
}

function done(bytes: Uint8Array, losses: readonly Loss[]): Disarmed {
  return { status: 'done', bytes, type: PDF_TYPE, extension: null, losses }
}

/** A signature is over the bytes, so building anew always breaks it. */
function gone(before: readonly Trait[], after: readonly Trait[]): readonly Loss[] {
  const left = new Set(after.map(({ kind }) => kind).filter((kind) => kind !== 'pdf/signature'))
  return before.filter(({ kind }) => !left.has(kind)).map(({ kind, count }) => ({ kind, count }))
}

function countMetadata(file: PdfFile): readonly Loss[] {
  const places = [
    file.resolve(entryOf(file.root, 'Metadata')),
    ...file.trailers.slice(0, 1).map((trailer) => file.resolve(entryOf(trailer, 'Info'))),
  ]
  const count = places.filter((value) => value !== null).length
  return count === 0 ? [] : [{ kind: 'metadata', count }]
}

/** What opens one must open the other, with as many pages. Without a renderer only the count of the tree speaks for it. */
async function samePages(before: Uint8Array, after: Uint8Array, { pdf }: ReleaseTools): Promise<boolean> {
  if (pdf === undefined) return true
  const original = await pdf.open(before)
  return original === null || (await pdf.open(after))?.pageCount === original.pageCount
}
