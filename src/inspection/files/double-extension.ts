/** Says when a name shows one harmless extension and ends in another that runs: `invoice.pdf.exe`. */
import type { PartInspector } from '../../core/inspector.ts'
import { dangerousExtensions, expectedTypes, extensionsOf } from '../../parse/file/extension.ts'
import { evidence } from './evidence.ts'

/** Not run by Windows, but opened as a page by a click: the usual second half of a phishing attachment. */
const PAGES: ReadonlySet<string> = new Set(['html', 'htm', 'xhtml', 'shtml', 'svg'])

export const doubleExtension: PartInspector = {
  id: 'files/double-extension',
  looksAt: 'part',
  codes: {
    FILE_DOUBLE_EXTENSION: {
      severity: 'high',
      title: 'Name hides what the file is',
      explanation: 'The name looks like one kind of file, but its real ending is another that can run code.',
    },
  },
  applies: (part) => part.role === 'file' && part.untrustedName !== null,
  inspect: ({ part }) => {
    const extensions = extensionsOf(part.untrustedName ?? '')
    const last = extensions.at(-1) ?? ''
    // `report.v2.docx` and `backup.tar.gz` end in what they are; a name like `setup.x64.exe` hides nothing.
    const shown = extensions.slice(0, -1).find((extension) => !dangerousExtensions.has(extension) && expectedTypes(extension) !== null)
    if (shown === undefined || PAGES.has(shown) || !(dangerousExtensions.has(last) || PAGES.has(last)))
      return { status: 'ok', sightings: [] }
    const quoted = [evidence('shown', shown), evidence('extension', last)]
    return { status: 'ok', sightings: [{ code: 'FILE_DOUBLE_EXTENSION', evidence: quoted }] }
  },
}
