/** Builds Word, Excel and PowerPoint documents anew from the parts that are known to be safe: no macro, no reference to elsewhere, no hyperlink, no object is left, and each is listed. */
import type { Disarmed, Disarmer } from '../../core/disarmed.ts'
import { openBudget } from '../../parse/budget.ts'
import { type Relationship, readRelationships, resolveTarget } from '../../parse/office/relationships.ts'
import { beginLook } from '../../parse/office/seen.ts'
import { attribute, decodeXmlBytes, readXml } from '../../parse/office/xml.ts'
import { readZippedParts, type ZippedPart } from '../../parse/office/zipped.ts'
import { countLosses, type Losses } from './losses.ts'
import { cleanMarkup } from './ooxml-markup.ts'
import { type Part, pictureTypeOf, proven, refusalOf, unpackedOnce, zipParts } from './rebuilt.ts'

const OOXML = 'application/vnd.openxmlformats-officedocument.'

/** What a macro type becomes, and the extension that says so; binary workbooks and add-ins are nothing without what goes. */
const PLAIN_TYPES: ReadonlyMap<string, readonly [type: string, extension: string | null]> = new Map([
  [`${OOXML}wordprocessingml.document`, [`${OOXML}wordprocessingml.document`, null]],
  [`${OOXML}wordprocessingml.template`, [`${OOXML}wordprocessingml.template`, null]],
  [`${OOXML}spreadsheetml.sheet`, [`${OOXML}spreadsheetml.sheet`, null]],
  [`${OOXML}spreadsheetml.template`, [`${OOXML}spreadsheetml.template`, null]],
  [`${OOXML}presentationml.presentation`, [`${OOXML}presentationml.presentation`, null]],
  [`${OOXML}presentationml.slideshow`, [`${OOXML}presentationml.slideshow`, null]],
  [`${OOXML}presentationml.template`, [`${OOXML}presentationml.template`, null]],
  ['application/vnd.ms-word.document.macroenabled.12', [`${OOXML}wordprocessingml.document`, '.docx']],
  ['application/vnd.ms-word.template.macroenabled.12', [`${OOXML}wordprocessingml.template`, '.dotx']],
  ['application/vnd.ms-excel.sheet.macroenabled.12', [`${OOXML}spreadsheetml.sheet`, '.xlsx']],
  ['application/vnd.ms-excel.template.macroenabled.12', [`${OOXML}spreadsheetml.template`, '.xltx']],
  ['application/vnd.ms-powerpoint.presentation.macroenabled.12', [`${OOXML}presentationml.presentation`, '.pptx']],
  ['application/vnd.ms-powerpoint.slideshow.macroenabled.12', [`${OOXML}presentationml.slideshow`, '.ppsx']],
  ['application/vnd.ms-powerpoint.template.macroenabled.12', [`${OOXML}presentationml.template`, '.potx']],
])

/** Last steps of the relationship types whose parts are kept (ECMA-376 part 1, 11 to 15; [MS-DOCX], [MS-XLSX], [MS-PPTX]). */
const KEPT: ReadonlySet<string> = new Set(
  (
    'officedocument core-properties extended-properties custom-properties thumbnail image theme themeoverride ' +
    'styles styleswitheffects settings websettings fonttable numbering header footer footnotes endnotes comments commentsextended commentsids people ' +
    'worksheet chartsheet sharedstrings drawing vmldrawing table pivottable pivotcachedefinition pivotcacherecords sheetmetadata ' +
    'chart chartex chartusershapes chartcolorstyle chartstyle diagramdata diagramlayout diagramquickstyle diagramcolors diagramdrawing ' +
    'slide slidemaster slidelayout notesslide notesmaster handoutmaster presprops viewprops tablestyles commentauthors tags'
  ).split(' '),
)
/** Kept by nobody and missed by nobody: rebuilt, or of one computer alone. */
const UNLISTED: ReadonlySet<string> = new Set(['calcchain', 'printersettings'])

const LOST_AS: Readonly<Record<string, string>> = {
  hyperlink: 'office/hyperlink',
  vbaproject: 'office/vba',
  wordvbadata: 'office/vba',
  vbaprojectsignature: 'office/vba',
  xlmacrosheet: 'office/xlm',
  xlintlmacrosheet: 'office/xlm',
  oleobject: 'office/embedded-object',
  package: 'office/embedded-object',
  afchunk: 'office/embedded-object',
  control: 'office/activex',
  activexcontrolbinary: 'office/activex',
  attachedtemplate: 'office/remote-template',
  externallink: 'office/external-relationship',
  externallinkpath: 'office/external-relationship',
  connections: 'office/external-relationship',
  querytable: 'office/external-relationship',
  customxml: 'metadata',
  customxmlprops: 'metadata',
  font: 'formatting',
}

export const ooxmlDisarmer: Disarmer = {
  id: 'disarm/ooxml',
  disarms: (detectedType) => PLAIN_TYPES.has(detectedType),
  async disarm(bytes, detectedType): Promise<Disarmed> {
    const plain = PLAIN_TYPES.get(detectedType)
    if (plain === undefined) return { status: 'refused', reason: 'DISARM_UNSUPPORTED' }
    const seen = beginLook({ depth: 0, budget: openBudget() })
    const zipped = await readZippedParts(seen, bytes)
    if (zipped === null || seen.incomplete !== null) return { status: 'refused', reason: refusalOf(seen.incomplete) }
    const losses = countLosses()
    const parts = rebuild(unpackedOnce(zipped), plain[0], losses)
    if (parts === null || seen.incomplete !== null) return { status: 'refused', reason: refusalOf(seen.incomplete) }
    return proven(zipParts(parts), plain[0], plain[1], losses)
  },
}

/** Parts that are reached from the root by kept relationships alone, each cleaned; null when one of them is broken. */
function rebuild(zipped: readonly ZippedPart[], mainType: string, losses: Losses): readonly Part[] | null {
  const byPath = new Map(zipped.map((part) => [part.untrustedPath.toLowerCase(), part]))
  const types = typesOf(byPath.get('[content_types].xml'))
  const kept = new Map<string, Uint8Array>()
  const overrides: string[] = []
  const extensions = new Map<string, string>()
  const todo: { readonly path: string; readonly main: boolean }[] = []
  /** Parts that something leads to, kept or not. */
  const met = new Set<string>(['[content_types].xml'])
  let broken = false

  /** Writes the relationships of `source` that stay; the ids of the others. */
  const keepRelationships = (source: string): ReadonlySet<string> => {
    const at = source.lastIndexOf('/') + 1
    const path = `${source.slice(0, at)}_rels/${source.slice(at)}.rels`
    const xml = decoded(byPath.get(path.toLowerCase()))
    const { relationships, problem } = xml === null ? { relationships: [], problem: null } : readRelationships(xml)
    if (problem !== null) broken = true
    const staying: Relationship[] = []
    const gone = new Set<string>()
    for (const relationship of relationships) {
      const target = byPath.get(resolveTarget(source, relationship.target).toLowerCase())
      if (!relationship.external && target !== undefined) met.add(target.untrustedPath.toLowerCase())
      const stays = !relationship.external && KEPT.has(relationship.type) && target !== undefined && isKeepable(target, relationship)
      if (stays) {
        staying.push(relationship)
        todo.push({ path: target.untrustedPath, main: relationship.type === 'officedocument' && source === '' })
      } else {
        gone.add(relationship.id)
        // `#Sheet2!A1` and a target that is not there are nothing that was lost.
        if (!UNLISTED.has(relationship.type) && (relationship.external || target !== undefined)) losses.add(lostAs(relationship))
      }
    }
    if (staying.length > 0) kept.set(path, Buffer.from(relationshipsXml(source, staying, byPath)))
    return gone
  }

  keepRelationships('')
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { path, main } = next
    if (kept.has(path)) continue
    const bytes = byPath.get(path.toLowerCase())?.bytes() ?? null
    if (bytes === null) return null
    const picture = pictureTypeOf(bytes)
    if (picture !== null) {
      kept.set(path, bytes)
      extensions.set(extensionOf(path), picture)
      continue
    }
    const gone = keepRelationships(path)
    const cleaned = cleanMarkup(decodeXmlBytes(bytes) ?? '', gone, losses)
    if (cleaned === null) return null
    kept.set(path, Buffer.from(cleaned))
    const type = main ? `${mainType}.main+xml` : (types(path) ?? 'application/xml')
    overrides.push(`<Override PartName="${escaped(`/${path}`)}" ContentType="${escaped(type)}"/>`)
  }
  if (broken || overrides.length === 0) return null
  // What nothing leads to is gone as well, and may be what somebody meant to hide.
  for (const path of byPath.keys()) {
    if (!met.has(path) && !/(?:^|\/)_rels\/[^/]*\.rels$/.test(path)) losses.add(/vbaproject|vbadata/.test(path) ? 'office/vba' : 'part')
  }
  const defaults = [...extensions].sort().map(([extension, type]) => `<Default Extension="${escaped(extension)}" ContentType="${type}"/>`)
  const contentTypes = `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${defaults.join('')}${overrides.sort().join('')}</Types>`
  return [['[Content_Types].xml', Buffer.from(contentTypes)], ...[...kept].sort(([a], [b]) => (a < b ? -1 : 1))]
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

function lostAs({ type, external }: Relationship): string {
  return LOST_AS[type] ?? (external ? 'office/external-relationship' : 'part')
}

const PICTURE_NAME = /\.(?:png|jpe?g|jpe|jfif|gif|bmp|dib|tiff?|emf|wmf)$/i

/** A picture is one by its bytes and its name, and everything else is XML; a drawing in SVG is a program to some. */
function isKeepable(part: ZippedPart, { type }: Relationship): boolean {
  const bytes = part.bytes()
  if (bytes === null) return false
  return type === 'image' || type === 'thumbnail'
    ? PICTURE_NAME.test(part.untrustedPath) && pictureTypeOf(bytes) !== null
    : /\.(?:xml|vml)$/i.test(part.untrustedPath) && /^\s*</.test((decodeXmlBytes(bytes) ?? '').slice(0, 200))
}

function relationshipsXml(source: string, staying: readonly Relationship[], byPath: ReadonlyMap<string, ZippedPart>): string {
  const rows = staying.map(({ id, fullType, target }) => {
    const path = byPath.get(resolveTarget(source, target).toLowerCase())?.untrustedPath ?? ''
    return `<Relationship Id="${escaped(id)}" Type="${escaped(fullType)}" Target="${escaped(`/${path}`)}"/>`
  })
  return `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows.join('')}</Relationships>`
}

function typesOf(part: ZippedPart | undefined): (path: string) => string | null {
  const byPath = new Map<string, string>()
  const byExtension = new Map<string, string>()
  readXml(decoded(part) ?? '', {
    open: (tag) => {
      const type = attribute(tag, 'ContentType') ?? ''
      // Only what names the XML of a document, so that no part is kept under a type that says more.
      if (!/^application\/(?:xml|vnd\.[\w.-]{1,120}(?:\+xml|vmlDrawing))$/i.test(type) || /macro|vba|oleobject|activex/i.test(type)) return
      byPath.set((attribute(tag, 'PartName') ?? '').replace(/^\/+/, '').toLowerCase(), type)
      byExtension.set((attribute(tag, 'Extension') ?? '').toLowerCase(), type)
    },
  })
  return (path) => byPath.get(path.toLowerCase()) ?? byExtension.get(extensionOf(path)) ?? null
}

function decoded(part: ZippedPart | undefined): string | null {
  const bytes = part?.bytes() ?? null
  return bytes === null ? null : decodeXmlBytes(bytes)
}

function extensionOf(path: string): string {
  return path.toLowerCase().replace(/^.*[./]/, '')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
