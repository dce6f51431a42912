/** Says when an Office document carries macros; one that cannot be looked into wholly is unscannable, since macros hide there. */
import type { Inspected, ListedEntry, PartInspector, PartSubject } from '../../core/inspector.ts'
import type { Evidence } from '../../core/report.ts'
import { isZippedOffice } from '../../parse/file/archive.ts'
import { oleDirectory } from '../../parse/file/ole.ts'
import { evidence } from './evidence.ts'

/** Compound files: XLM macros, DDE fields and the VBA of presentations lie in streams that are not read here ([MS-OVBA], [MS-XLS], [MS-PPT]). */
const OLE_TYPES: ReadonlySet<string> = new Set([
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  'application/vnd.ms-visio',
  'application/x-cfb',
])
const XML_TYPES: ReadonlySet<string> = new Set([
  'application/vnd.ms-wordml',
  'application/vnd.ms-spreadsheetml',
  'application/x-mimearchive',
])
/** Small texts that a spreadsheet program takes commands from; and notebooks, whose attachments open by a click. */
const COMMAND_TYPES: ReadonlySet<string> = new Set(['text/x-sylk', 'text/x-ms-iqy'])
const OPAQUE_TYPES: ReadonlySet<string> = new Set(['application/onenote'])

/** [MS-OVBA] 2.2.1: the project is the storage `Macros` (Word) or `_VBA_PROJECT_CUR` (Excel), with the storage `VBA` in it. */
const VBA_NAMES = ['VBA', '_VBA_PROJECT', '_VBA_PROJECT_CUR', 'Macros']
/** ECMA-376 and [MS-OFFMACRO2]: VBA projects, XLM macro sheets, ActiveX controls; ODF 1.3 part 2, 3.17: Basic libraries and scripts. */
const MACRO_PATH = /(?:^|\/)(?:vbaProject[^/]{0,40}\.bin|vbaData\.xml|macrosheets\/[^/]+|activeX\/[^/]+)$|^(?:Basic|Scripts)\/[^/]+\/./i
/** RTF 1.9.1, "Objects" and remote templates; a control word cannot be written in another way. */
const RTF_OBJECT = /\\(?:object|objdata|objocx|objupdate|objautlink|objemb)(?![a-z])|\\\*\\template(?![a-z])|\bDDE(?:AUTO)?\s/

export const macro: PartInspector = {
  id: 'files/macro',
  looksAt: 'part',
  codes: {
    FILE_MACRO: {
      severity: 'high',
      title: 'Document with macros',
      explanation: 'The document carries macros, small programs that run when it is opened.',
    },
    FILE_LEGACY_OFFICE: {
      severity: 'medium',
      title: 'Document that cannot be looked into wholly',
      explanation: 'The document is in a format, or holds an embedded object, that could not be checked wholly.',
    },
  },
  applies: ({ role, detectedType: type }) =>
    role === 'file' &&
    (isZippedOffice(type) ||
      [OLE_TYPES, XML_TYPES, COMMAND_TYPES, OPAQUE_TYPES].some((types) => types.has(type)) ||
      type === 'application/rtf' ||
      type === 'application/zip'),
  inspect: (subject) => {
    const type = subject.part.detectedType
    if (OLE_TYPES.has(type)) return opaque(type, oleMacros(subject.bytes))
    if (OPAQUE_TYPES.has(type)) return opaque(type, [])
    if (type === 'application/rtf') return inspectRtf(subject)
    if (XML_TYPES.has(type)) return inspectXml(subject)
    if (COMMAND_TYPES.has(type)) return found([evidence('detected', type)], 0.5)
    return inspectZipped(subject)
  },
}

function found(quoted: readonly Evidence[], confidence = 1): Inspected {
  return { status: 'ok', sightings: quoted.length === 0 ? [] : [{ code: 'FILE_MACRO', confidence, evidence: quoted }] }
}

function opaque(what: string, macros: readonly Evidence[]): Inspected {
  const blind = { code: 'FILE_LEGACY_OFFICE', evidence: [evidence('format', what)] }
  return { status: 'unscannable', reason: 'FILE_LEGACY_OFFICE', sightings: [...found(macros).sightings, blind] }
}

function oleMacros(bytes: Uint8Array): readonly Evidence[] {
  const { names } = oleDirectory(bytes)
  return VBA_NAMES.filter((name) => names.has(name)).map((name) => evidence('stream', name))
}

function inspectZipped({ part, listing }: PartSubject): Inspected {
  const paths = (listing?.entries ?? []).filter(isMacroPart).slice(0, 5)
  if (paths.length > 0) return found(paths.map((entry) => evidence('entry', entry.untrustedPath)))
  // The type allows macros, and none are listed: a template whose project was taken out, or one under another name.
  return found(part.detectedType.includes('macroenabled') ? [evidence('detected', part.detectedType)] : [], 0.5)
}

function isMacroPart(entry: ListedEntry): boolean {
  return (
    !entry.directory &&
    MACRO_PATH.test(entry.untrustedPath) &&
    !entry.untrustedPath.endsWith('-lb.xml') &&
    !entry.untrustedPath.endsWith('-lc.xml')
  )
}

function inspectRtf({ bytes }: PartSubject): Inspected {
  const object = RTF_OBJECT.exec(Buffer.from(bytes).toString('latin1'))
  return object === null ? found([]) : opaque('rtf object', [])
}

/** Office 2003 XML, the flat form of OOXML and single-file pages: macros and objects are base64 in elements that say what they are. */
function inspectXml({ part, bytes }: PartSubject): Inspected {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const holds = (mark: string): boolean => buffer.includes(mark, 0, 'latin1') || buffer.includes(mark, 0, 'utf16le')
  const macros = ['macrosPresent="yes"', 'editdata.mso', 'ActiveMime', 'vbaProject.bin'].filter(holds).map((mark) => evidence('mark', mark))
  if (macros.length > 0) return opaque(part.detectedType, macros)
  return ['embeddedObjPresent="yes"', 'ocxPresent="yes"', 'oledata.mso', '/embeddings/', 'DDEAUTO'].some(holds)
    ? opaque(part.detectedType, [])
    : found([])
}
