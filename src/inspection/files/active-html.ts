/** Says when a file is a web page or a drawing that a browser would run: a form, a script or a redirect works from a file as from a site. */
import type { PartInspector, PartSubject } from '../../core/inspector.ts'
import { extensionsOf } from '../../parse/file/extension.ts'
import { evidence } from './evidence.ts'

const TYPES: ReadonlySet<string> = new Set([
  'text/html',
  'application/xhtml+xml',
  'image/svg+xml',
  'application/hta',
  'application/x-mimearchive',
])
/** A browser goes by the name when it opens a file from disk. */
const EXTENSIONS: ReadonlySet<string> = new Set(['html', 'htm', 'xhtml', 'xht', 'shtml', 'svg', 'svgz', 'mht', 'mhtml', 'hta'])
/** XML that turns into a page: a stylesheet, or elements of these namespaces behind any root (W3C xml-stylesheet; SVG 2; XHTML). */
const XML_MARKS = ['http://www.w3.org/1999/xhtml', 'http://www.w3.org/2000/svg', '<?xml-stylesheet']

export const activeHtml: PartInspector = {
  id: 'files/active-html',
  looksAt: 'part',
  codes: {
    FILE_ACTIVE_HTML: {
      severity: 'medium',
      title: 'Web page as a file',
      explanation: 'The file is a web page or a drawing that can run code or ask for passwords when it is opened.',
    },
  },
  applies: (part) => part.role === 'file',
  inspect: (subject) => {
    const why = pageMark(subject)
    return { status: 'ok', sightings: why === null ? [] : [{ code: 'FILE_ACTIVE_HTML', evidence: [evidence(...why)] }] }
  },
}

function pageMark({ part, bytes }: PartSubject): [label: string, value: string] | null {
  if (TYPES.has(part.detectedType)) return ['detected', part.detectedType]
  const extension = extensionsOf(part.untrustedName ?? '').at(-1) ?? ''
  if (EXTENSIONS.has(extension) && part.sizeBytes > 0) return ['extension', extension]
  if (part.detectedType !== 'text/xml') return null
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const mark = XML_MARKS.find((candidate) => buffer.includes(candidate, 0, 'latin1') || buffer.includes(candidate, 0, 'utf16le'))
  return mark === undefined ? null : ['mark', mark]
}
