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
const EXTENSIONS: ReadonlySet<string> = new Set(['html', 'htm', 'xhtml', 'xht', 'shtml', 'svg', 'svgz', 'shtm', 'mht', 'mhtml', 'hta'])
/** Also without an XML declaration, which makes text of them by content. */
const XML_EXTENSIONS: ReadonlySet<string> = new Set(['xml', 'xsl', 'xslt', 'rss', 'atom', 'rdf', 'mml', 'mathml'])
/** XML that turns into a page: a stylesheet, or elements of these namespaces behind any root (W3C xml-stylesheet; SVG 2; XHTML). */
const XML_MARKS = ['http://www.w3.org/1999/xhtml', 'http://www.w3.org/2000/svg', '<?xml-stylesheet']
/**
 * Ways to spell such a namespace so that the search above misses it: entities and default attributes (XML 1.0 3.3, 4.1), a reference in
 * the name, or the shifts of ISO-2022-JP (Encoding Standard 12.2), which a browser reads over.
 */
const XML_DISGUISES = [/<!(?:ENTITY|ATTLIST)\b/, /\bxmlns[^=<>]{0,100}=\s{0,20}["'][^"'<>]{0,500}&/, /\x1b/]

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
  if (part.detectedType !== 'text/xml' && !XML_EXTENSIONS.has(extension)) return null
  // Without its zeros UTF-16 reads as ASCII.
  const xml = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').replaceAll('\0', '')
  const mark = XML_MARKS.find((candidate) => xml.includes(candidate))
  if (mark !== undefined) return ['mark', mark]
  const disguise = XML_DISGUISES.map((pattern) => pattern.exec(xml)?.[0]).find((found) => found !== undefined)
  return disguise === undefined ? null : ['mark', disguise]
}
