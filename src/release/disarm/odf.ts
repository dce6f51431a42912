/** Builds OpenDocument files anew from their words, styles and pictures: no script, no listener, no object, no link to elsewhere is left, and each is listed. */
import type { Disarmed, Disarmer } from '../../core/disarmed.ts'
import { openBudget } from '../../parse/budget.ts'
import { withoutDoctype } from '../../parse/office/odf.ts'
import { beginLook } from '../../parse/office/seen.ts'
import { attribute, decodeXmlBytes, readXml } from '../../parse/office/xml.ts'
import { readZippedParts, type ZippedPart } from '../../parse/office/zipped.ts'
import { countLosses, type Losses } from './losses.ts'
import { cleanOdfMarkup } from './odf-markup.ts'
import { type Part, pictureTypeOf, proven, refusalOf, unpackedOnce, zipParts } from './rebuilt.ts'

const ODF = 'application/vnd.oasis.opendocument.'
const KINDS: ReadonlySet<string> = new Set(
  ['text', 'spreadsheet', 'presentation', 'graphics'].flatMap((kind) => [kind, `${kind}-template`]),
)

/** ODF 1.3 part 2, 3.1: the four streams of a document; those of the documents inside it go. */
const STREAMS: ReadonlySet<string> = new Set(['content.xml', 'styles.xml', 'meta.xml', 'settings.xml'])
const PICTURE_PATH = /^(?:Pictures|media|ObjectReplacements|Thumbnails)\/[^/]+$/

export const odfDisarmer: Disarmer = {
  id: 'disarm/odf',
  disarms: (detectedType) => detectedType.startsWith(ODF) && KINDS.has(detectedType.slice(ODF.length)),
  async disarm(bytes, detectedType): Promise<Disarmed> {
    const seen = beginLook({ depth: 0, budget: openBudget() })
    const zipped = await readZippedParts(seen, bytes)
    if (zipped === null || seen.incomplete !== null) return { status: 'refused', reason: refusalOf(seen.incomplete) }
    const losses = countLosses()
    const parts = rebuild(unpackedOnce(zipped), detectedType, losses)
    if (parts === 'locked') return { status: 'refused', reason: 'DISARM_ENCRYPTED' }
    if (parts === null || seen.incomplete !== null) return { status: 'refused', reason: refusalOf(seen.incomplete) }
    return proven(zipParts(parts, new Set(['mimetype'])), detectedType, null, losses)
  },
}

function rebuild(zipped: readonly ZippedPart[], type: string, losses: Losses): readonly Part[] | 'locked' | null {
  const manifests = zipped.filter(({ untrustedPath }) => untrustedPath === 'META-INF/manifest.xml')
  if (manifests.some(isLocked)) return 'locked'
  const kept: [path: string, bytes: Uint8Array, type: string][] = []
  for (const part of zipped) {
    const path = part.untrustedPath
    if (path === 'mimetype' || path === 'META-INF/manifest.xml') continue
    if (!STREAMS.has(path) && !PICTURE_PATH.test(path)) {
      const loss = lossOf(path)
      if (loss !== null) losses.add(loss)
      continue
    }
    const bytes = part.bytes()
    if (bytes === null) return null
    if (bytes.length === 0) continue
    const picture = pictureTypeOf(bytes)
    if (picture !== null) kept.push([path, bytes, picture])
    else if (STREAMS.has(path)) {
      const cleaned = cleanOdfMarkup(decodeXmlBytes(withoutDoctype(bytes)) ?? '', losses)
      if (cleaned === null) return null
      kept.push([path, Buffer.from(cleaned), 'text/xml'])
    } else losses.add('part')
  }
  if (!kept.some(([path]) => path === 'content.xml')) return null
  kept.sort(([a], [b]) => (a < b ? -1 : 1))
  const rows = [['/', type] as const, ...kept.map(([path, , media]) => [path, media] as const)].map(
    ([path, media]) => `<manifest:file-entry manifest:full-path="${escaped(path)}" manifest:media-type="${media}"/>`,
  )
  const written = `<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">${rows.join('')}</manifest:manifest>`
  return [
    // 3.3: first, and not packed.
    ['mimetype', Buffer.from(type)],
    ...kept.map(([path, bytes]): Part => [path, bytes]),
    ['META-INF/manifest.xml', Buffer.from(written)],
  ]
}

/** Null for what programs write for themselves: menus, caches, copies of the manifest. */
function lossOf(path: string): string | null {
  if (/^(?:Basic|Dialogs|Scripts)\//i.test(path)) return /(?:^|\/)(?:script|dialog)-l[bc]\.xml$/i.test(path) ? null : 'office/script'
  if (/^(?:Configurations2\/|layout-cache$|manifest\.rdf$)/.test(path)) return null
  if (/^Object [^/]*(?:$|\/content\.xml$)/.test(path)) return 'office/embedded-object'
  if (/^Object [^/]*\//.test(path)) return null
  return /^Fonts\//.test(path) ? 'fonts' : 'part'
}

function isLocked(part: ZippedPart): boolean {
  const bytes = part.bytes()
  const xml = bytes === null ? null : decodeXmlBytes(withoutDoctype(bytes))
  let locked = xml === null
  readXml(xml ?? '', {
    open: (tag) => {
      if (tag.local === 'encryption-data' || attribute(tag, 'checksum') !== null) locked = true
    },
  })
  return locked
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
