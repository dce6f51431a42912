/** Looks into documents that are one XML file: Word and Excel of 2003, the flat form of OOXML, the flat form of OpenDocument. */
import { isActiveMime, lookIntoActiveMime } from './active-mime.ts'
import { judgeFormula, leadsElsewhere } from './fields.ts'
import { lookThroughMarkup } from './markup.ts'
import { lookIntoXml } from './odf.ts'
import { isCompound, takeObject } from './ole-object.ts'
import { lookIntoPackage, type PackagePart } from './package.ts'
import { addChild, addTarget, leaveOpen, mayMake, note, type Seen } from './seen.ts'
import { attribute, decodeXmlBytes, readXml, type XmlProblem } from './xml.ts'

const FLAT_PACKAGE = 'schemas.microsoft.com/office/2006/xmlPackage'
const WORD_2003 = 'schemas.microsoft.com/office/word/2003/wordml'
const EXCEL_2003 = 'urn:schemas-microsoft-com:office:spreadsheet'
const FLAT_OPEN_DOCUMENT = 'urn:oasis:names:tc:opendocument:xmlns:office'
const APPLICATION = /<\?mso-application\s/

/** Whether an Office program would take the XML for a document of its own; one in an encoding that is not read here may be. */
export function isOfficeXml(bytes: Uint8Array): boolean {
  const text = decodeXmlBytes(bytes)
  return (
    text === null || APPLICATION.test(text) || [FLAT_PACKAGE, WORD_2003, EXCEL_2003, FLAT_OPEN_DOCUMENT].some((name) => text.includes(name))
  )
}

export async function lookIntoOfficeXml(seen: Seen, bytes: Uint8Array): Promise<void> {
  const xml = decodeXmlBytes(bytes)
  if (xml === null) {
    leaveOpen(seen, 'OFFICE_UNREAD_PART')
    return
  }
  if (!mayMake(seen, xml.length)) return
  if (xml.includes(FLAT_OPEN_DOCUMENT)) lookIntoXml(seen, bytes)
  const parts: PackagePart[] = []
  const { problem } = lookThroughMarkup(seen, xml)
  say(seen, problem ?? readOwn(seen, xml, parts))
  if (parts.length > 0) await lookIntoPackage(seen, parts)
}

/** What only these forms have. Parts of a flat package are gathered. */
function readOwn(seen: Seen, xml: string, parts: PackagePart[]): XmlProblem | null {
  let part: { readonly path: string; readonly type: string | null; bytes: (() => Uint8Array) | null } | null = null
  let contentStart = 0
  let binary: { readonly name: string; readonly pieces: string[] } | null = null
  return readXml(xml, {
    open: (tag) => {
      const value = (local: string): string => attribute(tag, local) ?? ''
      switch (tag.local) {
        case 'part':
          part = { path: value('name').replace(/^\/+/, ''), type: attribute(tag, 'contentType'), bytes: null }
          break
        case 'xmlData':
          contentStart = tag.end
          break
        case 'binaryData':
        case 'binData':
          binary = { name: value('name'), pieces: [] }
          break
        case 'wordDocument':
          if (value('macrosPresent') === 'yes') note(seen, 'vba', 'macrosPresent')
          if (value('ocxPresent') === 'yes') note(seen, 'activex', 'ocxPresent')
          if (value('embeddedObjPresent') === 'yes') note(seen, 'embedded-object', 'embeddedObjPresent')
          break
        case 'attachedTemplate':
          if (leadsElsewhere(value('val')) && !/^(?:file:\/{2,3})?[a-z]:/i.test(value('val'))) note(seen, 'remote-template', value('val'))
          break
        case 'hlink':
          addTarget(seen, value('dest'), 'hyperlink')
          break
        case 'SupBook':
        case 'DDELink':
        case 'DDE':
          note(seen, tag.local === 'SupBook' ? 'external-relationship' : 'dde', tag.name)
          break
        case 'DataSource':
        case 'QueryTable':
        case 'WebQuery':
          note(seen, 'external-relationship', tag.name)
          break
      }
      for (const { local, value: said } of tag.attributes) {
        if (local === 'Formula' || local === 'RefersTo' || local === 'ArrayFormula') judgeFormula(seen, said)
        else if (local === 'HRef') addTarget(seen, said, 'hyperlink')
      }
    },
    text: (text) => void binary?.pieces.push(text),
    close: (local, start) => {
      if (local === 'xmlData' && part !== null) {
        const end = start
        const from = contentStart
        part.bytes = () => Buffer.from(xml.slice(from, end), 'utf8')
      } else if ((local === 'binaryData' || local === 'binData') && binary !== null) {
        const { name, pieces } = binary
        const bytes = Buffer.from(pieces.join(''), 'base64')
        if (part !== null) part.bytes = () => bytes
        else takeBinary(seen, name, bytes)
        binary = null
      } else if (local === 'part' && part !== null) {
        const { path, type, bytes } = part
        if (bytes !== null) parts.push({ untrustedPath: path, contentType: type, bytes })
        part = null
      }
    },
  })
}

function takeBinary(seen: Seen, name: string, bytes: Buffer): void {
  if (!mayMake(seen, bytes.length) || bytes.length === 0) return
  if (isActiveMime(bytes)) lookIntoActiveMime(seen, bytes, name)
  else if (isCompound(bytes)) takeObject(seen, bytes, name)
  // Metafiles, packed or not, are drawn; other pictures are looked at by themselves.
  else if (!/\.(?:wmz|emz|wmf|emf|pcz)$/i.test(name)) addChild(seen, name === '' ? 'binary data' : name, bytes)
}

function say(seen: Seen, problem: XmlProblem | null): void {
  if (problem !== null) leaveOpen(seen, problem === 'entities' ? 'OFFICE_ENTITIES' : 'OFFICE_CORRUPT')
}
