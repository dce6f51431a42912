/** Says when a document carries macros, which of them run by themselves, and what they reach for. */
import type { CodeDeclaration, Inspected, ListedEntry, PartInspector, PartSubject, Sighting } from '../../core/inspector.ts'
import { evidence } from './evidence.ts'
import { traitSightings } from './traits.ts'

const CODES: Readonly<Record<string, CodeDeclaration>> = {
  FILE_MACRO: {
    severity: 'high',
    title: 'Document with macros',
    explanation: 'The document carries macros, small programs that run when it is opened.',
  },
  FILE_MACRO_AUTO_RUN: {
    severity: 'high',
    title: 'Macros that run by themselves',
    explanation: 'The document carries macros that are written to run without anyone asking for it.',
  },
  FILE_MACRO_SUSPICIOUS: {
    severity: 'high',
    title: 'Macros that reach out of the document',
    explanation: 'The macros of the document start programs, load from the internet, write files or hide what they do.',
  },
  FILE_MACRO_DISGUISED: {
    severity: 'high',
    title: 'Macros whose text was exchanged',
    explanation: 'The macros of the document do not say what they do: their text was taken away or exchanged.',
  },
  FILE_EXCEL4_MACRO: {
    severity: 'high',
    title: 'Old spreadsheet macros',
    explanation: 'The spreadsheet carries Excel 4 macros, an old kind of program that hides in cells.',
  },
}

const BY_TRAIT: ReadonlyMap<string, string> = new Map([
  ['office/vba', 'FILE_MACRO'],
  ['office/script', 'FILE_MACRO'],
  ['office/vba-auto-run', 'FILE_MACRO_AUTO_RUN'],
  ['office/xlm-auto-run', 'FILE_MACRO_AUTO_RUN'],
  ['office/vba-suspicious', 'FILE_MACRO_SUSPICIOUS'],
  ['office/vba-stomped', 'FILE_MACRO_DISGUISED'],
  ['office/xlm', 'FILE_EXCEL4_MACRO'],
])

/** ECMA-376 and [MS-OFFMACRO2]: VBA projects, XLM macro sheets, ActiveX controls, in a zip that is no document by its content types. */
const MACRO_PATH = /(?:^|\/)(?:vbaProject[^/]{0,40}\.bin|vbaData\.xml|macrosheets\/[^/]+|activeX\/[^/]+)$/i

export const macro: PartInspector = {
  id: 'files/macro',
  looksAt: 'part',
  codes: CODES,
  applies: ({ role }) => role === 'file',
  inspect: (subject): Inspected => ({
    status: 'ok',
    sightings: [...traitSightings(subject.listing, BY_TRAIT), ...inPlainZip(subject)],
  }),
}

function inPlainZip({ part, listing }: PartSubject): readonly Sighting[] {
  if (part.detectedType !== 'application/zip') return []
  const isMacro = ({ directory, untrustedPath }: ListedEntry): boolean => !directory && MACRO_PATH.test(untrustedPath)
  const paths = (listing?.entries ?? []).filter(isMacro).slice(0, 5)
  return paths.length === 0 ? [] : [{ code: 'FILE_MACRO', evidence: paths.map((entry) => evidence('entry', entry.untrustedPath)) }]
}
