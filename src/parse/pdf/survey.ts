/** Notes what each object of a PDF can do or carries, where it leads and which files hang on it; names in strings and streams count for nothing. */
import type { FileTarget } from '../file/contents.ts'
import { type Attached, fileSpecOf, leadsOutside } from './file-spec.ts'
import type { PdfEntry } from './object-index.ts'
import type { PdfFile, Visit } from './pdf-file.ts'
import { pdfText } from './pdf-text.ts'
import {
  everyValue,
  isArray,
  isDict,
  isRef,
  isString,
  nameOf,
  type PdfDict,
  type PdfObject,
  type PdfString,
  type PdfValue,
} from './values.ts'

/** What a PDF can do or carry, by the kinds of its traits. */
export type PdfTraitKind =
  | 'pdf/javascript'
  | 'pdf/launch'
  | 'pdf/open-action'
  | 'pdf/open-view'
  | 'pdf/additional-actions'
  | 'pdf/embedded-file'
  | 'pdf/xfa'
  | 'pdf/acroform'
  | 'pdf/submit-form'
  | 'pdf/import-data'
  | 'pdf/uri'
  | 'pdf/goto-remote'
  | 'pdf/goto-embedded'
  | 'pdf/external-data'
  | 'pdf/rich-media'
  | 'pdf/movie-sound-3d'
  | 'pdf/signature'
  | 'pdf/encrypted'

export interface Survey {
  readonly visit: Visit
  readonly traits: Map<PdfTraitKind, { count: number; evidence: string }>
  readonly targets: FileTarget[]
  readonly attached: Attached[]
  /** Files that lie there, whether or not something names them. */
  readonly embeddedFiles: PdfEntry[]
  /** False when there were more than are followed. */
  attachedWhole(): boolean
  /** Told once the whole file is known. */
  finish(file: PdfFile): void
}

/** Names that mean what they say wherever they are a value, also as an object of their own that `/S` points to. ISO 32000-2, 12.6.4 and 13. */
const BY_NAME: ReadonlyMap<string, PdfTraitKind> = new Map([
  ['JavaScript', 'pdf/javascript'],
  ['Launch', 'pdf/launch'],
  ['SubmitForm', 'pdf/submit-form'],
  ['ImportData', 'pdf/import-data'],
  ['GoToR', 'pdf/goto-remote'],
  ['GoToE', 'pdf/goto-embedded'],
  ['URI', 'pdf/uri'],
  ['RichMedia', 'pdf/rich-media'],
  ['RichMediaExecute', 'pdf/rich-media'],
  ['EmbeddedFile', 'pdf/embedded-file'],
  ['FileAttachment', 'pdf/embedded-file'],
])
/** Common words, that mean this only as the kind of an annotation or of an action. */
const BY_KIND: ReadonlyMap<string, PdfTraitKind> = new Map([
  ['Movie', 'pdf/movie-sound-3d'],
  ['Sound', 'pdf/movie-sound-3d'],
  ['Screen', 'pdf/movie-sound-3d'],
  ['Rendition', 'pdf/movie-sound-3d'],
  ['3D', 'pdf/movie-sound-3d'],
  ['GoTo3DView', 'pdf/movie-sound-3d'],
])
const BY_KEY: ReadonlyMap<string, PdfTraitKind> = new Map([
  ['JS', 'pdf/javascript'],
  ['JavaScript', 'pdf/javascript'],
  ['Launch', 'pdf/launch'],
  ['AA', 'pdf/additional-actions'],
  ['EmbeddedFile', 'pdf/embedded-file'],
  ['EmbeddedFiles', 'pdf/embedded-file'],
  ['EF', 'pdf/embedded-file'],
  ['RF', 'pdf/embedded-file'],
  ['XFA', 'pdf/xfa'],
  ['AcroForm', 'pdf/acroform'],
  ['URI', 'pdf/uri'],
  ['RichMedia', 'pdf/rich-media'],
  ['RichMediaContent', 'pdf/rich-media'],
])
const NAMES_THINGS: ReadonlySet<string> = new Set([
  'Font',
  'XObject',
  'ExtGState',
  'ColorSpace',
  'Pattern',
  'Shading',
  'Properties',
  'CharProcs',
])
/** 7.11.3 */
const PATH_KEYS: ReadonlySet<string> = new Set(['F', 'UF', 'Unix', 'Mac', 'DOS'])
const MAX_TARGETS = 5_000
const MAX_ATTACHED = 5_000

/** True where the keys of the dictionary behind are names that the document made up: a font may be called /JS. */
export function namesThings(key: string): boolean {
  return NAMES_THINGS.has(key)
}

export function beginSurvey(): Survey {
  const traits: Survey['traits'] = new Map()
  const targets: FileTarget[] = []
  const attached: Attached[] = []
  const embeddedFiles: PdfEntry[] = []
  let attachedWhole = true
  const seenTargets = new Set<string>()
  /** Strings and opening actions that stand in objects of their own. */
  const referredUris = new Set<number>()
  const openings: PdfValue[] = []

  function note(kind: PdfTraitKind, entry: PdfEntry | null): void {
    const known = traits.get(kind)
    if (known === undefined) traits.set(kind, { count: 1, evidence: entry === null ? '' : `object ${entry.number}` })
    else known.count += 1
  }

  function target(bytes: Buffer, via: string): void {
    const untrustedUrl = pdfText(bytes).trim()
    const key = `${via} ${untrustedUrl}`
    if (untrustedUrl === '' || seenTargets.has(key) || targets.length >= MAX_TARGETS) return
    seenTargets.add(key)
    targets.push({ untrustedUrl, untrustedShownText: null, source: 'pdf', via })
  }

  const visit: Visit = (entry, object, file) => {
    const open = (value: PdfString): Buffer => file.openString(value, entry)
    const walk = (value: PdfValue, free: boolean, around: string): void => {
      const name = nameOf(value)
      const byName = name === null ? undefined : BY_NAME.get(name)
      if (byName !== undefined) note(byName, entry)
      if (isArray(value)) for (const one of value) walk(one, false, around)
      if (!isDict(value)) return
      const via =
        everyValue(value, 'S')
          .map(nameOf)
          .find((kind) => kind !== null && BY_NAME.has(kind)) ?? around
      if (!free) lookAt(value, entry, via, open)
      for (const [key, inner] of [...value.overwritten, ...value.entries]) walk(inner, namesThings(key), via)
    }
    walk(object.value, false, 'file')
    if (object.stream !== null) lookAtStream(entry, object)
  }

  function lookAt(dict: PdfDict, entry: PdfEntry, via: string, open: (value: PdfString) => Buffer): void {
    for (const [key, value] of [...dict.overwritten, ...dict.entries]) {
      if (value === null) continue
      const byKey = BY_KEY.get(key)
      if (byKey !== undefined && isMeant(key, value)) note(byKey, entry)
      if (key === 'OpenAction') openings.push(value)
      const byKind = key === 'S' || key === 'Subtype' ? BY_KIND.get(nameOf(value) ?? '') : undefined
      if (byKind !== undefined) note(byKind, entry)
      if ((key === 'FT' || key === 'Type') && nameOf(value) === 'Sig') note('pdf/signature', entry)
      if (key === 'URI' && isString(value)) target(open(value), 'URI')
      if (key === 'URI' && isRef(value)) referredUris.add(value.number)
      if (PATH_KEYS.has(key) && isString(value)) {
        const bytes = open(value)
        if (nameOf(dict.entries.get('FS')) === 'URL' || leadsOutside(pdfText(bytes))) target(bytes, via)
      }
    }
    const spec = fileSpecOf(dict, open)
    if (spec === null) return
    if (attached.length < MAX_ATTACHED) attached.push(spec)
    else attachedWhole = false
  }

  function lookAtStream(entry: PdfEntry, { value }: PdfObject): void {
    if (!isDict(value)) return
    if (nameOf(value.entries.get('Type')) === 'EmbeddedFile') embeddedFiles.push(entry)
    // 7.3.8.2: the bytes are those of another file.
    const elsewhere = value.entries.get('F')
    if (isString(elsewhere) || isDict(elsewhere) || value.entries.has('FFilter')) note('pdf/external-data', entry)
  }

  function finish(file: PdfFile): void {
    for (const number of referredUris) {
      for (const entry of file.versions(number)) {
        const { value } = file.read(entry)
        if (isString(value)) target(file.openString(value, entry), 'URI')
      }
    }
    const openingNumbers = new Set<number>()
    for (const opening of openings) {
      if (isRef(opening) && openingNumbers.has(opening.number)) continue
      if (isRef(opening)) openingNumbers.add(opening.number)
      const versions = isRef(opening) ? file.versions(opening.number).map((entry) => file.read(entry).value) : [opening]
      note(versions.every((version) => isView(version, file)) ? 'pdf/open-view' : 'pdf/open-action', null)
    }
    if (file.encrypted) note('pdf/encrypted', null)
  }

  return { visit, traits, targets, attached, embeddedFiles, attachedWhole: () => attachedWhole, finish }
}

/** Usage rights have an /EF of bare names (12.8.2.3), and two letters turn up for other things. */
function isMeant(key: string, value: PdfValue): boolean {
  switch (key) {
    case 'JS':
      return isString(value) || isRef(value)
    case 'AA':
    case 'RF':
    case 'EF':
      return isDict(value) || isRef(value)
    default:
      return true
  }
}

/** Opening at a page is no action: a place, the name of one, or a go-to that nothing follows. */
function isView(value: PdfValue, file: PdfFile): boolean {
  if (!isDict(value)) return true
  const kinds = [...value.overwritten, ...value.entries].filter(([key]) => key === 'S').map(([, kind]) => nameOf(file.resolve(kind)))
  return kinds.every((kind) => kind === 'GoTo') && !value.entries.has('Next') && !value.entries.has('JS')
}
