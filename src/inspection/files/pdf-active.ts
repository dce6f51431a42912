/** Says when a PDF can act on its own or carries files; one whose objects could not be read is unscannable. */
import type { PartInspector, Sighting } from '../../core/inspector.ts'
import { surveyPdf } from '../../parse/file/pdf.ts'
import { evidence } from './evidence.ts'

export const pdfActive: PartInspector = {
  id: 'files/pdf-active',
  looksAt: 'part',
  codes: {
    FILE_PDF_ACTIVE: {
      severity: 'medium',
      title: 'PDF with active content',
      explanation: 'The PDF can run code, start something by itself or carries other files inside.',
    },
  },
  applies: (part) => part.role === 'file' && part.detectedType === 'application/pdf',
  inspect: ({ bytes }) => {
    const { names, incomplete } = surveyPdf(bytes)
    const active = [...names].filter((name) => name !== 'Encrypt').sort()
    const quoted = active.map((name) => evidence('name', `/${name}`))
    const sightings: readonly Sighting[] = active.length === 0 ? [] : [{ code: 'FILE_PDF_ACTIVE', evidence: quoted }]
    const reason = names.has('Encrypt') ? 'FILE_ENCRYPTED' : (incomplete ?? (carriesFiles(names) ? 'PDF_EMBEDDED_FILE' : null))
    return reason === null ? { status: 'ok', sightings } : { status: 'unscannable', reason, sightings }
  },
}

/** Attached files are not taken out here, so they were not inspected, whatever they are. */
function carriesFiles(names: ReadonlySet<string>): boolean {
  return names.has('EmbeddedFile') || names.has('EmbeddedFiles')
}
