/** Looks into a PDF: what it can do, where it leads, which files it carries; what it could not see of it leaves the listing incomplete. */
import type { Listing, Trait } from '../../core/inspector.ts'
import type { Contents, OpenContext, Opener } from '../file/contents.ts'
import { takeAttachments } from './attachments.ts'
import { isBomb } from './bomb.ts'
import type { PdfEntry } from './object-index.ts'
import { openPdfFile, type PdfFile } from './pdf-file.ts'
import { beginSurvey } from './survey.ts'

export const PDF_TYPE = 'application/pdf'

export const pdfOpener: Opener = {
  id: 'parse/pdf',
  opens: (detectedType) => detectedType === PDF_TYPE,
  open: async (bytes, _detectedType, context) => (await lookIntoPdf(bytes, context)).contents,
}

/** The file as well as its contents, for whoever builds it anew. `listing.incomplete` is null only when every object was seen. */
export async function lookIntoPdf(
  bytes: Uint8Array,
  context: OpenContext,
): Promise<{ readonly contents: Contents; readonly file: PdfFile }> {
  const survey = beginSurvey()
  const streams: PdfEntry[] = []
  const file = openPdfFile(bytes, context.password ?? null, (entry, object, opening) => {
    if (object.stream !== null) streams.push(entry)
    survey.visit(entry, object, opening)
  })
  survey.finish(file)
  const locked = file.problem === 'PDF_ENCRYPTED' || file.problem === 'PDF_PASSWORD_WRONG'
  const attachments = locked ? null : takeAttachments(file, survey.attached, survey.embeddedFiles, context)
  const large = file.problem === 'PDF_TOO_BIG' || attachments?.problem === 'PDF_TOO_BIG'
  const bomb = large || (!locked && (await isBomb(file, streams, bytes.length, context.budget.limits.maxRatio)))
  const traits = [...survey.traits].map(([kind, { count, evidence }]): Trait => ({ kind, count, evidence }))
  const listing: Listing = {
    format: PDF_TYPE,
    entries: attachments?.entries ?? [],
    traits,
    incomplete:
      (locked ? file.problem : null) ??
      (bomb || file.spent() ? 'PDF_TOO_BIG' : null) ??
      attachments?.problem ??
      (survey.attachedWhole() ? file.problem : 'PDF_TOO_MANY_FILES'),
  }
  return { contents: { listing, children: attachments?.children ?? [], targets: locked ? [] : survey.targets }, file }
}
