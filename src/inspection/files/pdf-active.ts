/** Says what a PDF can do on its own, where it leads and that it carries files; one whose objects were not all seen is unscannable. */
import type { CodeDeclaration, PartInspector, Sighting, Trait } from '../../core/inspector.ts'
import { evidence } from './evidence.ts'

const CODES = {
  FILE_PDF_JAVASCRIPT: {
    severity: 'high',
    title: 'PDF with a script',
    explanation: 'The PDF holds a script that runs when it is opened or used.',
  },
  FILE_PDF_LAUNCH: {
    severity: 'high',
    title: 'PDF that starts a program',
    explanation: 'The PDF can start a program or open another file on the computer of whoever reads it.',
  },
  FILE_PDF_OPEN_ACTION: {
    severity: 'medium',
    title: 'PDF that acts when opened',
    explanation: 'The PDF does something by itself as soon as it is opened.',
  },
  FILE_PDF_ACTION: {
    severity: 'medium',
    title: 'PDF that acts by itself',
    explanation: 'The PDF does something by itself when a page is shown or a field is used.',
  },
  FILE_PDF_FORM_XFA: {
    severity: 'medium',
    title: 'PDF with a dynamic form',
    explanation: 'The PDF holds a dynamic form (XFA), which can run scripts and load things from elsewhere.',
  },
  FILE_PDF_REMOTE: {
    severity: 'medium',
    title: 'PDF that sends or loads',
    explanation: 'The PDF can send what is filled in to another computer, or load something from there.',
  },
  FILE_PDF_MEDIA: {
    severity: 'medium',
    title: 'PDF with film, sound or 3D',
    explanation: 'The PDF holds film, sound, 3D or other media that are played by other programs.',
  },
  FILE_PDF_EMBEDDED_FILE: {
    severity: 'low',
    title: 'PDF with files inside',
    explanation: 'The PDF carries other files inside, which were looked at one by one.',
  },
  FILE_PDF_LINK: {
    severity: 'informational',
    title: 'PDF with links',
    explanation: 'The PDF holds links, which open a web page when somebody clicks them.',
  },
  FILE_PDF_OPEN_VIEW: {
    severity: 'informational',
    title: 'PDF that opens at a place',
    explanation: 'The PDF says at which page and size it is to be shown first.',
  },
} as const satisfies Readonly<Record<string, CodeDeclaration>>

/** `parse/pdf` counts more than is worth a finding: forms, signatures, a lock that is open. */
const BY_TRAIT: Readonly<Record<string, keyof typeof CODES>> = {
  'pdf/javascript': 'FILE_PDF_JAVASCRIPT',
  'pdf/launch': 'FILE_PDF_LAUNCH',
  'pdf/open-action': 'FILE_PDF_OPEN_ACTION',
  'pdf/open-view': 'FILE_PDF_OPEN_VIEW',
  'pdf/additional-actions': 'FILE_PDF_ACTION',
  'pdf/xfa': 'FILE_PDF_FORM_XFA',
  'pdf/submit-form': 'FILE_PDF_REMOTE',
  'pdf/import-data': 'FILE_PDF_REMOTE',
  'pdf/goto-remote': 'FILE_PDF_REMOTE',
  'pdf/goto-embedded': 'FILE_PDF_REMOTE',
  'pdf/external-data': 'FILE_PDF_REMOTE',
  'pdf/rich-media': 'FILE_PDF_MEDIA',
  'pdf/movie-sound-3d': 'FILE_PDF_MEDIA',
  'pdf/embedded-file': 'FILE_PDF_EMBEDDED_FILE',
  'pdf/uri': 'FILE_PDF_LINK',
}

export const pdfActive: PartInspector = {
  id: 'files/pdf-active',
  looksAt: 'part',
  codes: CODES,
  applies: (part) => part.role === 'file' && part.detectedType === 'application/pdf',
  inspect: ({ listing }) => {
    const sightings = sightingsOf(listing?.traits ?? [])
    // Without a listing its opener crashed, hung or was left out, and says so itself; nothing was seen all the same.
    const reason = listing === null ? 'PDF_UNREADABLE' : listing.incomplete
    return reason === null ? { status: 'ok', sightings } : { status: 'unscannable', reason, sightings }
  },
}

/** One for each code, with what was seen for it. */
function sightingsOf(traits: readonly Trait[]): readonly Sighting[] {
  const codes = Object.keys(CODES).map((code) => ({ code, of: traits.filter(({ kind }) => BY_TRAIT[kind] === code) }))
  return codes
    .filter(({ of }) => of.length > 0)
    .map(({ code, of }) => ({
      code,
      evidence: of.map(({ kind, count, evidence: where }) =>
        evidence(kind.slice('pdf/'.length), where === '' ? `${count}` : `${count}, first in ${where}`),
      ),
    }))
}
