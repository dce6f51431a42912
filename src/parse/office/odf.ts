/** Looks into OpenDocument packages (ODF 1.3 part 2) and their flat form: scripts, event listeners, DDE, objects, controls, what is loaded from elsewhere, and locks. */
import { judgeField, judgeFormula, leadsElsewhere } from './fields.ts'
import { isCompound, isZip } from './ole-object.ts'
import { addChild, addTarget, leaveOpen, note, type Seen } from './seen.ts'
import { attribute, decodeXmlBytes, readXml, type XmlTag } from './xml.ts'
import type { ZippedPart } from './zipped.ts'

/** 3.17 and the office suites' own: libraries of Basic, dialogs, and scripts of other languages. */
const SCRIPT_PATH = /^(?:Basic|Dialogs|Scripts)\/./i
/** Indexes of libraries: one that lists none says that there are none. */
const SCRIPT_INDEX = /(?:^|\/)(?:script|dialog)-l[bc]\.xml$/i
export const SCRIPT_ADDRESS =
  /^(?:vnd\.sun\.star\.(?:script|UNO|command|expand|pkg)|macro|javascript|vbscript|slot|\.uno|service|private)\b/i
const MAX_SHOWN_CHARACTERS = 500

export function lookIntoOpenDocument(seen: Seen, parts: readonly ZippedPart[]): void {
  for (const part of parts) {
    const path = part.untrustedPath
    const bytes = part.bytes()
    if (bytes === null || bytes.length === 0 || path === 'mimetype') continue
    if (SCRIPT_PATH.test(path)) noteScript(seen, path, bytes)
    else if (/\.(?:xml|rdf)$/i.test(path)) lookIntoXml(seen, bytes)
    else if (isCompound(bytes) || /(?:^|\/)Object [^/]+$/.test(path)) {
      // ObjectReplacements are pictures of the objects, and metafiles of no known magic among them.
      if (!/^ObjectReplacements\//.test(path) || isCompound(bytes)) takeObject(seen, path, bytes)
    } else if (isZip(bytes)) takeObject(seen, path, bytes)
    else if (!isPassive(path)) addChild(seen, path, bytes)
  }
}

function isPassive(path: string): boolean {
  return /^(?:ObjectReplacements|Configurations2)\/(?:[^/]+\/)*[^./]*$|^layout-cache$|\.(?:ttf|otf|wmf|emf|svm|vclmtf)$/i.test(path)
}

function noteScript(seen: Seen, path: string, bytes: Uint8Array): void {
  if (!SCRIPT_INDEX.test(path)) {
    note(seen, 'script', path)
    return
  }
  const problem = readXml(decodeXmlBytes(withoutDoctype(bytes)) ?? '', {
    open: (tag) => {
      // 'Standard' is written into every document that was ever looked at in the editor; its own index tells of modules.
      if (tag.local === 'element') note(seen, 'script', attribute(tag, 'name') ?? path)
    },
  })
  if (problem !== null) leaveOpen(seen, problem === 'entities' ? 'OFFICE_ENTITIES' : 'OFFICE_CORRUPT')
}

function takeObject(seen: Seen, path: string, bytes: Uint8Array): void {
  note(seen, isZip(bytes) ? 'embedded-document' : 'embedded-object', path)
  addChild(seen, path, bytes)
}

export function lookIntoXml(seen: Seen, bytes: Uint8Array): void {
  const xml = decodeXmlBytes(withoutDoctype(bytes))
  if (xml === null) {
    leaveOpen(seen, 'OFFICE_UNREAD_PART')
    return
  }
  let link: { readonly href: string; shown: string } | null = null
  let depthOfLink = 0
  let binary: string[] | null = null
  const problem = readXml(xml, {
    open: (tag, depth) => {
      judgeElement(seen, tag)
      const href = attribute(tag, 'href')
      if (tag.local === 'a' && href !== null && link === null) {
        link = { href, shown: '' }
        depthOfLink = depth
      }
      if (tag.local === 'binary-data') binary = []
    },
    text: (text) => {
      binary?.push(text)
      if (link !== null && link.shown.length < MAX_SHOWN_CHARACTERS) link.shown += text
    },
    close: (local, _start, _end, depth) => {
      if (local === 'binary-data' && binary !== null) {
        takeBinary(seen, Buffer.from(binary.join(''), 'base64'))
        binary = null
      }
      if (local === 'a' && link !== null && depth === depthOfLink) {
        if (!link.href.startsWith('#')) addTarget(seen, link.href, 'hyperlink', link.shown.trim() || null)
        link = null
      }
    },
  })
  if (problem !== null) leaveOpen(seen, problem === 'entities' ? 'OFFICE_ENTITIES' : 'OFFICE_CORRUPT')
}

/** In the flat form pictures and objects stand in the text. */
function takeBinary(seen: Seen, bytes: Buffer): void {
  if (bytes.length === 0) return
  if (isCompound(bytes) || isZip(bytes)) takeObject(seen, 'object', bytes)
  else addChild(seen, 'picture', bytes)
}

/** LibreOffice's libraries and OpenOffice's manifests name their document type; without any declaration in it, it means nothing. */
export function withoutDoctype(bytes: Uint8Array): Uint8Array {
  const head = Buffer.from(bytes.subarray(0, 1_000)).toString('latin1')
  const found = /<!DOCTYPE\s+[\w:.-]{1,60}(?:\s+PUBLIC\s+"[^"<>[\]]{0,200}")?(?:\s+SYSTEM)?(?:\s+"[\w.:/-]{0,200}")?\s{0,20}>/.exec(head)
  if (found === null || /https?:|file:|\\/i.test(found[0])) return bytes
  const plain = Buffer.from(bytes)
  plain.fill(0x20, found.index, found.index + found[0].length)
  return plain
}

function judgeElement(seen: Seen, tag: XmlTag): void {
  const href = attribute(tag, 'href')
  switch (tag.local) {
    case 'event-listener':
      if (href !== null || attribute(tag, 'macro-name') !== null) note(seen, 'script', href ?? attribute(tag, 'macro-name') ?? '')
      // presentation:event-listener, 11.5 of part 3: a click that runs a program or a macro.
      if (/^(?:execute|execute-macro|macro|ole|verb|program)/i.test(attribute(tag, 'action') ?? ''))
        note(seen, 'run-action', href ?? 'action')
      break
    case 'script':
      // office:script, 3.12 of part 3. Of Basic there is one in every flat file, with or without modules in it.
      if (attribute(tag, 'language') !== 'ooo:Basic') note(seen, 'script', attribute(tag, 'language') ?? tag.name)
      break
    case 'module':
    case 'source-code':
      note(seen, 'script', attribute(tag, 'name') ?? tag.name)
      break
    case 'dde-source':
    case 'dde-connection-decl':
    case 'dde-link':
    case 'dde-connection':
      note(
        seen,
        'dde',
        [attribute(tag, 'dde-application'), attribute(tag, 'dde-topic')].filter((said) => said !== null).join(' ') || tag.name,
      )
      break
    case 'encryption-data':
      leaveOpen(seen, 'OFFICE_ENCRYPTED')
      break
    case 'applet':
    case 'plugin':
    case 'floating-frame':
      note(seen, href !== null && leadsElsewhere(href) ? 'external-relationship' : 'embedded-object', href ?? tag.name)
      break
    case 'connection-resource':
    case 'database-source':
    case 'cell-range-source':
    case 'table-source':
    case 'database-source-query':
    case 'template':
      if (href !== null && tag.local === 'template' && leadsElsewhere(href) && !isLocal(href)) note(seen, 'remote-template', href)
      else if (href !== null && tag.local !== 'template') note(seen, 'external-relationship', href)
      break
    case 'a':
      if (href !== null && SCRIPT_ADDRESS.test(href)) note(seen, 'run-action', href)
      break
    default:
      if (href !== null && SCRIPT_ADDRESS.test(href)) note(seen, 'script', href)
      else if (href !== null && tag.local !== 'title' && leadsElsewhere(href)) note(seen, 'external-relationship', href)
  }
  for (const { local, value } of tag.attributes) {
    if (local === 'formula' || local === 'condition' || local === 'expression') judgeFormula(seen, value.replace(/^\w{1,20}:(?==)/, ''))
    else if (local === 'class-id') note(seen, 'embedded-object', value)
    else if ((local === 'field-command' || local === 'instruction') && value !== '') judgeField(seen, value)
  }
}

function isLocal(href: string): boolean {
  return /^file:\/{2,3}[a-z]:|^file:\/\/\/(?!\/)/i.test(href)
}
