/** Says when a file is a web page that a browser would run: a form, a script or a redirect works from a file as from a site. */
import type { PartInspector, PartSubject, Sighting } from '../../core/inspector.ts'
import { extensionsOf } from '../../parse/file/extension.ts'
import { evidence, traitEvidence } from './evidence.ts'

const TYPES: ReadonlySet<string> = new Set(['text/html', 'application/xhtml+xml', 'application/hta', 'application/x-mimearchive'])
/** Types that `parse/active` looks into for this. */
const OPENED: ReadonlySet<string> = new Set([
  'text/html',
  'application/xhtml+xml',
  'application/hta',
  'text/xml',
  'application/x-mimearchive',
])
const MAX_QUOTED = 8
const WORSE = [
  ['page/smuggling', 'FILE_HTML_SMUGGLING'],
  ['page/password', 'FILE_PASSWORD_FORM'],
] as const
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
    FILE_HTML_SMUGGLING: {
      severity: 'high',
      title: 'Page that makes a file',
      explanation: 'The page carries another file in its code and hands it to whoever opens the page, past every check on the way.',
    },
    FILE_PASSWORD_FORM: {
      severity: 'high',
      title: 'Page that asks for a password',
      explanation: 'The file is a page with a form that asks for a password and could send it to a stranger.',
    },
  },
  applies: (part) => part.role === 'file',
  inspect: (subject) => {
    const why = pageMark(subject)
    const traits = (subject.listing?.traits ?? []).filter(({ kind }) => kind.startsWith('page/') || kind === 'xml/script')
    const quoted = traits.slice(0, MAX_QUOTED).map(traitEvidence)
    const script = traits.find(({ kind }) => kind === 'xml/script')
    const mark = why ?? (script === undefined ? null : (['mark', 'script'] as const))
    const sightings: Sighting[] = []
    if (mark !== null) sightings.push({ code: 'FILE_ACTIVE_HTML', evidence: [evidence(mark[0], mark[1]), ...quoted] })
    for (const [kind, code] of WORSE) {
      const trait = traits.find((each) => each.kind === kind)
      if (trait !== undefined) sightings.push({ code, evidence: [evidence('trait', trait.evidence)] })
    }
    // A page whose opener did not come to its end may have more to it.
    const reason = OPENED.has(subject.part.detectedType)
      ? subject.listing === null
        ? 'MARKUP_NOT_OPENED'
        : subject.listing.incomplete
      : null
    return reason === null ? { status: 'ok', sightings } : { status: 'unscannable', reason, sightings }
  },
}

function pageMark({ part, bytes }: PartSubject): readonly [label: string, value: string] | null {
  if (TYPES.has(part.detectedType)) return ['detected', part.detectedType]
  const extension = extensionsOf(part.untrustedName ?? '').at(-1) ?? ''
  // A drawing under its own name is judged by what is in it (`svg-active.ts`).
  if (part.detectedType === 'image/svg+xml' && extension === 'svg') return null
  if (EXTENSIONS.has(extension) && part.sizeBytes > 0) return ['extension', extension]
  if (part.detectedType !== 'text/xml' && !XML_EXTENSIONS.has(extension)) return null
  // Without its zeros UTF-16 reads as ASCII.
  const xml = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').replaceAll('\0', '')
  const mark = XML_MARKS.find((candidate) => xml.includes(candidate))
  if (mark !== undefined) return ['mark', mark]
  const disguise = XML_DISGUISES.map((pattern) => pattern.exec(xml)?.[0]).find((found) => found !== undefined)
  return disguise === undefined ? null : ['mark', disguise]
}
