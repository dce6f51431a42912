/** Looks into an OOXML package by its relationships, by its content types and by its paths at once, so that a part which only one of them tells of is seen. */
import { fileTypeFromBuffer } from 'file-type'
import { lookThroughMarkup } from './markup.ts'
import { isCompound, isZip } from './ole-object.ts'
import { judgeExternal, type Relationship, readRelationships, resolveTarget, sourceOf } from './relationships.ts'
import { addChild, leaveOpen, note, type Seen } from './seen.ts'
import { isVbaProject, lookIntoVbaFile } from './vba.ts'
import { lookIntoBinarySheet } from './xlsb.ts'
import { attribute, decodeXmlBytes, readXml, type XmlProblem } from './xml.ts'

export interface PackagePart {
  /** Without a leading slash: `word/document.xml`. */
  readonly untrustedPath: string
  /** As the flat form says it beside each part; null when `[Content_Types].xml` does. */
  readonly contentType: string | null
  /** Null when it could not be had; the document is incomplete by then. */
  bytes(): Uint8Array | null
}

/** What is known of a part before its bytes are. */
interface Known {
  readonly path: string
  readonly contentType: string
  readonly types: ReadonlySet<string>
}

/** Drawn, printed or written with; nothing in them acts. */
const PASSIVE_TYPES =
  /fontdata|obfuscatedfont|x-font|ms-opentype|printersettings|vbaprojectsignature|digital-signature-(?:origin|certificate)/i
const PASSIVE_PATH = /\.(?:odttf|ttf|fntdata)$|printerSettings\d*\.bin$|vbaProjectSignature\w{0,20}\.bin$|_xmlsignatures\/origin\.sigs$/i
const PASSIVE_PICTURES: ReadonlySet<string> = new Set([
  'image/x-emf',
  'image/emf',
  'image/wmf',
  'image/x-wmf',
  'image/vnd.ms-photo',
  'image/jxr',
])
const RELATIONSHIPS_PATH = /(?:^|\/)_rels\/[^/]*\.rels$/i
const CONTENT_TYPES_PATH = '[content_types].xml'
const XML_PATH = /\.(?:xml|rels|vml|fpage|fdoc|fdseq|model)$/i

export async function lookIntoPackage(seen: Seen, parts: readonly PackagePart[]): Promise<void> {
  const typeOf = contentTypes(seen, parts)
  const related: { readonly source: string; readonly relationship: Relationship }[] = []
  /** Types of the relationships that lead to a part, by its path in lower case. */
  const reached = new Map<string, Set<string>>()
  for (const part of parts) {
    if (!RELATIONSHIPS_PATH.test(part.untrustedPath)) continue
    const bytes = part.bytes()
    if (bytes === null) continue
    const source = sourceOf(part.untrustedPath)
    const xml = decodeXmlBytes(bytes)
    const { relationships, problem } = xml === null ? { relationships: [], problem: null } : readRelationships(xml)
    if (xml === null) leaveOpen(seen, 'OFFICE_UNREAD_PART')
    say(seen, problem)
    for (const relationship of relationships) {
      related.push({ source, relationship })
      if (relationship.external) continue
      const path = resolveTarget(source, relationship.target).toLowerCase()
      reached.set(path, (reached.get(path) ?? new Set()).add(relationship.type))
    }
  }
  const shown = new Map<string, ReadonlyMap<string, string>>()
  for (const part of parts) {
    const path = part.untrustedPath
    if (RELATIONSHIPS_PATH.test(path) || path.toLowerCase() === CONTENT_TYPES_PATH) continue
    // One at a time: what is looked through is let go of before the next.
    const bytes = part.bytes()
    if (bytes === null || bytes.length === 0) continue
    const known = { path, contentType: part.contentType ?? typeOf(path), types: reached.get(path.toLowerCase()) ?? NO_TYPES }
    shown.set(path, await lookIntoPart(seen, known, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)))
  }
  for (const { source, relationship } of related) {
    if (relationship.external) judgeExternal(seen, relationship, shown.get(source)?.get(relationship.id) ?? null)
  }
}

const NO_TYPES: ReadonlySet<string> = new Set()
const NOTHING_SHOWN: ReadonlyMap<string, string> = new Map()

/** Endings that parts of a package have and nobody opens by themselves. */
const OWN_NAME =
  /(?:^|\/)[^./]+$|\.(?:xml|rels|vml|bin|odttf|ttf|otf|fntdata|sigs|psdor|psdsxs|fpage|fdoc|fdseq|fdocseq|struct|frag|model|dat|rdf)$/i
/** XML that turns into a page (W3C xml-stylesheet; SVG 2; XHTML). */
const PAGE_IN_XML = /http:\/\/www\.w3\.org\/1999\/xhtml|<\?xml-stylesheet/

async function lookIntoPart(seen: Seen, known: Known, bytes: Buffer): Promise<ReadonlyMap<string, string>> {
  const { path, contentType, types } = known
  noteByName(seen, known)
  if (isCompound(bytes)) {
    const named = /vbaproject/i.test(contentType) || types.has('vbaproject') || /vbaProject[^/]{0,40}\.bin$/i.test(path)
    const project = named || (!isEmbedded(known) && isVbaProject(bytes))
    if (project) lookIntoVbaFile(seen, bytes, path)
    else takeEmbedded(seen, known, bytes)
  } else if (/ms-office\.vbaproject/i.test(contentType) || types.has('vbaproject') || /(?:^|\/)vbaProject[^/]{0,40}\.bin$/i.test(path)) {
    if (!PASSIVE_PATH.test(path)) lookIntoVbaFile(seen, bytes, path)
  } else if (isEmbedded(known) || isZip(bytes)) takeEmbedded(seen, known, bytes)
  // What a person would open under its own name is a file, whatever the package says of its type.
  else if (!OWN_NAME.test(path)) await takeOther(seen, path, bytes)
  else if (looksLikeXml(known, bytes)) return lookIntoXmlPart(seen, path, bytes)
  else if (PASSIVE_TYPES.test(contentType) || PASSIVE_PATH.test(path) || bytes.every((byte) => byte === 0)) return NOTHING_SHOWN
  else if (/\.bin$/i.test(path) && /^application\/vnd\.ms-excel\./i.test(contentType)) {
    if (!lookIntoBinarySheet(seen, bytes)) leaveOpen(seen, 'OFFICE_UNREAD_PART')
  } else await takeOther(seen, path, bytes)
  return NOTHING_SHOWN
}

/** What its place says already, whatever its bytes are. */
function noteByName(seen: Seen, { path, contentType, types }: Known): void {
  const has = (...each: readonly string[]): boolean => each.some((type) => types.has(type))
  if (/macrosheet/i.test(contentType) || has('xlmacrosheet', 'xlintlmacrosheet') || /(?:^|\/)macrosheets\/[^/]+$/i.test(path))
    note(seen, 'xlm', path)
  if (/activex/i.test(contentType) || has('control', 'activexcontrolbinary') || /(?:^|\/)activeX\/[^/]+$/i.test(path))
    note(seen, 'activex', path)
  if (/(?:^|\/)vbaData\.xml$/i.test(path) || has('wordvbadata')) note(seen, 'vba', path)
  if (has('webextension', 'webextensiontaskpanes') || /webextension/i.test(contentType)) note(seen, 'external-relationship', path)
  if (has('attachedtoolbars', 'xlexternallinkpath', 'userxmldata')) leaveOpen(seen, 'OFFICE_UNREAD_PART')
}

function isEmbedded({ path, contentType, types }: Known): boolean {
  return (
    /(?:^|\/)embeddings\/[^/]/i.test(path) ||
    types.has('oleobject') ||
    types.has('package') ||
    types.has('afchunk') ||
    /officedocument\.oleobject/i.test(contentType)
  )
}

/** ECMA-376 part 1, 15.2.10 and 15.2.11: a whole document or an OLE object, which becomes a file of its own. */
function takeEmbedded(seen: Seen, { path, types }: Known, bytes: Buffer): void {
  if (/(?:^|\/)activeX\/[^/]+$/i.test(path)) return
  note(seen, isZip(bytes) || types.has('afchunk') ? 'embedded-document' : 'embedded-object', path)
  addChild(seen, path, bytes)
}

function looksLikeXml({ path, contentType }: Known, bytes: Buffer): boolean {
  if (/[/+]xml$|vmldrawing/i.test(contentType) || XML_PATH.test(path)) return true
  const head = (decodeXmlBytes(bytes.subarray(0, 200 + (bytes.length % 2))) ?? '').trimStart()
  return head.startsWith('<?xml')
}

function lookIntoXmlPart(seen: Seen, path: string, bytes: Buffer): ReadonlyMap<string, string> {
  const xml = decodeXmlBytes(bytes)
  if (xml === null) {
    leaveOpen(seen, 'OFFICE_UNREAD_PART')
    return NOTHING_SHOWN
  }
  const { problem, root, shown } = lookThroughMarkup(seen, /\.vml$/i.test(path) ? wellFormedVml(xml) : xml)
  say(seen, problem)
  // A drawing or a page can act where a part of a document cannot.
  if (/^(?:svg|html)$/i.test(root) || PAGE_IN_XML.test(xml)) addChild(seen, path, bytes)
  return shown
}

/** Excel writes line breaks into its VML as HTML has them. */
function wellFormedVml(xml: string): string {
  return xml.replace(/<br>/gi, '<br/>')
}

async function takeOther(seen: Seen, path: string, bytes: Buffer): Promise<void> {
  const found = await pictureType(bytes)
  if (found !== null && PASSIVE_PICTURES.has(found)) return
  // [MS-WMF] 2.3.2.1 without its customary first header.
  if (
    /\.(?:wmf|emf)$/i.test(path) &&
    bytes.length >= 4 &&
    (bytes.readUInt16LE(0) === 1 || bytes.subarray(0, 4).equals(PLACEABLE_WMF) || bytes.readUInt32LE(0) === 1)
  )
    return
  addChild(seen, path, bytes)
}

const PLACEABLE_WMF = Buffer.from('d7cdc69a', 'hex')

async function pictureType(bytes: Buffer): Promise<string | null> {
  try {
    return (await fileTypeFromBuffer(bytes.subarray(0, 4100)))?.mime ?? null
  } catch {
    // What its parser stumbles over is no picture: it becomes a file inside, and is judged as one.
    return null
  }
}

function say(seen: Seen, problem: XmlProblem | null): void {
  if (problem !== null) leaveOpen(seen, problem === 'entities' ? 'OFFICE_ENTITIES' : 'OFFICE_CORRUPT')
}

/** ISO 29500-2, 10.1.2.2: a type for each extension, and others for parts by name. */
function contentTypes(seen: Seen, parts: readonly PackagePart[]): (path: string) => string {
  const byExtension = new Map<string, string>()
  const byPath = new Map<string, string>()
  for (const part of parts) {
    const bytes = part.untrustedPath.toLowerCase() === CONTENT_TYPES_PATH ? part.bytes() : null
    if (bytes === null) continue
    const xml = decodeXmlBytes(bytes)
    if (xml === null) leaveOpen(seen, 'OFFICE_UNREAD_PART')
    const problem = readXml(xml ?? '<none/>', {
      open: (tag) => {
        const type = attribute(tag, 'ContentType') ?? ''
        const extension = attribute(tag, 'Extension')
        const path = attribute(tag, 'PartName')
        if (extension !== null) byExtension.set(extension.toLowerCase(), type)
        if (path !== null) byPath.set(path.replace(/^\/+/, '').toLowerCase(), type)
      },
    })
    say(seen, problem)
  }
  return (path) => byPath.get(path.toLowerCase()) ?? byExtension.get(path.toLowerCase().replace(/^.*\./, '')) ?? ''
}
