/** What of a PDF is built anew: everything that only shows; whatever acts, leads out of the file or carries another one is not copied. */
import type { PdfFile } from '../../parse/pdf/pdf-file.ts'
import { entryOf, isArray, isDict, isString, nameOf, type PdfDict, type PdfValue } from '../../parse/pdf/values.ts'

/** ISO 32000-2, table 31. What pages inherit (7.7.3.4) is written into each. */
export const PAGE_KEYS = [
  'MediaBox',
  'CropBox',
  'BleedBox',
  'TrimBox',
  'ArtBox',
  'Rotate',
  'UserUnit',
  'Resources',
  'Contents',
  'Group',
  'Tabs',
  'StructParents',
]
export const INHERITED_KEYS: ReadonlySet<string> = new Set(['MediaBox', 'CropBox', 'Rotate', 'Resources'])

/** Table 29, without pages and names, which are built by hand. */
export const CATALOG_KEYS = [
  'PageLabels',
  'Dests',
  'ViewerPreferences',
  'PageLayout',
  'Outlines',
  'AcroForm',
  'StructTreeRoot',
  'MarkInfo',
  'Lang',
  'OCProperties',
]

/** Table 171, without what plays, holds a file, or stands for another program. */
const KEPT_ANNOTATIONS: ReadonlySet<string> = new Set([
  'Text',
  'Link',
  'FreeText',
  'Line',
  'Square',
  'Circle',
  'Polygon',
  'PolyLine',
  'Highlight',
  'Underline',
  'Squiggly',
  'StrikeOut',
  'Caret',
  'Stamp',
  'Ink',
  'Popup',
  'Widget',
  'PrinterMark',
  'Watermark',
  'Redact',
])

/** Wherever they stand. Some only take the producer's private data, or what is shown nowhere. */
const DROPPED_KEYS: ReadonlySet<string> = new Set([
  ...['JS', 'JavaScript', 'Launch', 'AA', 'OpenAction', 'SubmitForm', 'ImportData', 'GoToR', 'GoToE', 'URI', 'PA', 'CO'],
  ...['EmbeddedFiles', 'EmbeddedFile', 'EF', 'RF', 'AF', 'Collection', 'FS', 'Ref', 'OPI', 'DestOutputProfileRef'],
  ...['XFA', 'NeedsRendering', 'RichMedia', 'RichMediaContent', 'RichMediaSettings', 'Movie', 'Sound', '3DD', '3DV'],
  ...['Perms', 'DSS', 'Legal', 'SigFlags', 'SV', 'Lock', 'Requirements', 'SpiderInfo'],
  ...['Metadata', 'PieceInfo', 'LastModified', 'Thumb', 'Measure', 'Extensions'],
])
/** Names that mean an action, a player or a file wherever they are a value; so they are none of a page's own. */
const DROPPED_NAMES: ReadonlySet<string> = new Set([
  ...['JavaScript', 'Launch', 'SubmitForm', 'ImportData', 'GoToR', 'GoToE', 'URI', 'RichMedia', 'RichMediaExecute', 'EmbeddedFile'],
  'FileAttachment',
])
/** 12.6.4: every kind of action but going to a place in the file. */
const ACTIONS: ReadonlySet<string> = new Set([
  ...['JavaScript', 'Launch', 'URI', 'GoToR', 'GoToE', 'SubmitForm', 'ResetForm', 'ImportData', 'Thread', 'Sound', 'Movie', 'Hide'],
  ...['Named', 'SetOCGState', 'Rendition', 'Trans', 'GoTo3DView', 'RichMediaExecute', 'GoToDp'],
])
const DROPPED_TYPES: ReadonlySet<string> = new Set([
  ...['Filespec', 'F', 'EmbeddedFile', 'ObjStm', 'XRef', 'Metadata', 'Sig', 'DocTimeStamp', 'Catalog', 'Pages', 'Page'],
  ...['3D', 'Rendition', 'MediaClip', 'RichMediaContent', 'RichMediaSettings'],
])

export function isDroppedKey(key: string): boolean {
  return DROPPED_KEYS.has(key)
}

export function isDroppedName(name: string): boolean {
  return DROPPED_NAMES.has(name)
}

/** True for a dictionary that is not copied, wherever it stands. Pages are, by whoever walks their tree. */
export function isDropped(value: PdfValue, file: PdfFile): boolean {
  if (!isDict(value)) return false
  const name = (key: string): string | null => nameOf(file.resolve(entryOf(value, key)))
  if (DROPPED_TYPES.has(name('Type') ?? '')) return true
  const kind = name('S')
  if (kind !== null && ACTIONS.has(kind)) return true
  if (kind === 'GoTo' && !isPlace(entryOf(value, 'D'), file)) return true
  if (value.entries.has('JS') || value.entries.has('ByteRange')) return true
  return value.entries.has('Rect') && value.entries.has('Subtype') && !isKeptAnnotation(value, file)
}

/** A link that led out of the file would be an area where nothing happens. */
export function isKeptAnnotation(dict: PdfDict, file: PdfFile): boolean {
  const kind = nameOf(file.resolve(entryOf(dict, 'Subtype')))
  if (kind === null || !KEPT_ANNOTATIONS.has(kind)) return false
  if (kind !== 'Link' || isPlace(entryOf(dict, 'Dest'), file)) return true
  const action = file.resolve(entryOf(dict, 'A'))
  return nameOf(file.resolve(entryOf(action, 'S'))) === 'GoTo' && isPlace(entryOf(action, 'D'), file)
}

/** 12.3.2: a page and how to show it, or the name of that. */
function isPlace(value: PdfValue, file: PdfFile): boolean {
  const place = file.resolve(value)
  return isArray(place) || isString(place) || nameOf(place) !== null
}
