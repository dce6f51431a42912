/** Builds a PDF anew from what its pages show: each object is copied by an allowlist, unlocked, into a file that has no other revisions, gaps or leftovers. */
import { deflateSync } from 'node:zlib'
import type { PdfEntry } from '../../parse/pdf/object-index.ts'
import type { PdfFile } from '../../parse/pdf/pdf-file.ts'
import { namesThings } from '../../parse/pdf/survey.ts'
import { entryOf, isArray, isDict, isRef, isString, type PdfDict, type PdfObject, type PdfValue } from '../../parse/pdf/values.ts'
import { CATALOG_KEYS, isDropped, isDroppedKey, isDroppedName, isKeptAnnotation, PAGE_KEYS } from './pdf-allowed.ts'
import { type LeafPage, pagesOf } from './pdf-pages.ts'
import { type PdfWriter, pdfWriter, streamBody, writtenName, writtenNumber } from './pdf-writer.ts'

const MAX_COPIED = 1_000_000
/** What the writer says of a stream itself, and what would make its bytes those of another file (7.3.8.2). */
const STREAM_KEYS: ReadonlySet<string> = new Set(['Length', 'Filter', 'DecodeParms', 'F', 'FFilter', 'FDecodeParms', 'DL', 'DP'])

export interface Rebuilt {
  readonly bytes: Buffer
  readonly pageCount: number
}

/** Null when it has no pages that could be found, or too many. */
export function rebuildPdf(file: PdfFile): Rebuilt | null {
  const pages = file.root === null ? null : pagesOf(file)
  if (pages === null || pages.length === 0) return null
  const writer = pdfWriter()
  const copier = beginCopy(file, writer)
  const root = writer.reserve()
  const tree = writer.reserve()
  const numbers = pages.map((page) => {
    const number = writer.reserve()
    if (page.entry !== null) copier.isPage(page.entry, number)
    return number
  })
  for (const [index, page] of pages.entries()) writer.write(numbers[index]!, pageBody(page, tree, copier, file))
  writer.write(tree, `<< /Type /Pages /Kids [${numbers.map((number) => `${number} 0 R`).join(' ')}] /Count ${numbers.length} >>`)
  writer.write(root, catalogBody(file, tree, copier))
  if (!copier.finish() || file.spent()) return null
  return { bytes: writer.finish(root), pageCount: pages.length }
}

function pageBody({ source, values }: LeafPage, tree: number, copier: Copier, file: PdfFile): string {
  const kept = PAGE_KEYS.map((key) => copier.entry(key, values.get(key) ?? null, source))
  const annotations = file.resolve(values.get('Annots') ?? null)
  const shown = isArray(annotations) ? annotations.filter((one) => isShown(file.resolve(one), file)) : []
  const list = shown.map((one) => copier.reference(one, source)).filter((written) => written !== null)
  return `<< /Type /Page /Parent ${tree} 0 R ${kept.join('')}${list.length === 0 ? '' : `/Annots [${list.join(' ')}] `}>>`
}

function isShown(value: PdfValue, file: PdfFile): boolean {
  return isDict(value) && isKeptAnnotation(value, file)
}

/** Of the trees of names only those of places are copied: the others are scripts, files and templates. */
function catalogBody(file: PdfFile, tree: number, copier: Copier): string {
  const entries = CATALOG_KEYS.map((key) => copier.entry(key, entryOf(file.root, key), null))
  const places = copier.entry('Dests', entryOf(file.resolve(entryOf(file.root, 'Names')), 'Dests'), null)
  return `<< /Type /Catalog /Pages ${tree} 0 R ${entries.join('')}${places === '' ? '' : `/Names << ${places}>> `}>>`
}

interface Copier {
  isPage(entry: PdfEntry, number: number): void
  /** `/Key value `, empty when nothing is left of the value. */
  entry(key: string, value: PdfValue, source: PdfEntry | null): string
  /** To a copy that stands for itself, also of what stood in the middle of something. Null when nothing is left of it. */
  reference(value: PdfValue, source: PdfEntry | null): string | null
  /** Writes all that was referred to; false when that is too much. */
  finish(): boolean
}

function beginCopy(file: PdfFile, writer: PdfWriter): Copier {
  const numbers = new Map<PdfEntry, number>()
  const dropped = new Set<PdfEntry>()
  /** `free` where the keys are names that the document made up. */
  const waiting: { readonly entry: PdfEntry; readonly free: boolean }[] = []

  function write(value: PdfValue, source: PdfEntry | null, free: boolean): string | null {
    if (value === null) return null
    if (typeof value === 'boolean') return String(value)
    if (typeof value === 'number') return writtenNumber(value)
    if (isArray(value)) return `[${value.map((one) => write(one, source, false) ?? 'null').join(' ')}]`
    switch (value.type) {
      case 'name':
        return isDroppedName(value.name) ? null : writtenName(value.name)
      case 'string':
        return `<${(source === null ? value.bytes : file.openString(value, source)).toString('hex')}>`
      case 'ref':
        return writeReference(value, free)
      case 'dict':
        return !free && isDropped(value, file) ? null : writeDict(value, source, free, new Set())
    }
  }

  function writeDict(dict: PdfDict, source: PdfEntry | null, free: boolean, without: ReadonlySet<string>): string {
    let written = '<< '
    for (const [key, value] of dict.entries) {
      // What a page's own names stand for are fonts, pictures and colours, never words.
      const kept = free ? !isString(value) : !isDroppedKey(key)
      if (kept && !without.has(key)) written += writeEntry(key, value, source)
    }
    return `${written}>>`
  }

  function writeEntry(key: string, value: PdfValue, source: PdfEntry | null): string {
    const written = write(value, source, namesThings(key))
    return written === null ? '' : `${writtenName(key)} ${written} `
  }

  function writeReference(value: PdfValue, free = false): string | null {
    const entry = isRef(value) ? file.live(value.number) : null
    if (entry === null || dropped.has(entry)) return null
    const known = numbers.get(entry)
    if (known !== undefined) return `${known} 0 R`
    const found = file.read(entry).value
    const named = free && isDict(found) && !found.entries.has('S')
    if (found === null || (!named && isDropped(found, file))) {
      dropped.add(entry)
      return null
    }
    const number = writer.reserve()
    numbers.set(entry, number)
    waiting.push({ entry, free: named })
    return `${number} 0 R`
  }

  function writeObject(entry: PdfEntry, object: PdfObject, free: boolean): void {
    const number = numbers.get(entry)!
    const body = object.stream === null ? write(object.value, entry, free) : writeStream(entry, object)
    writer.write(number, body ?? 'null')
  }

  function writeStream(entry: PdfEntry, object: PdfObject): Buffer | null {
    const opened = file.openStream(entry, object)
    if (opened === null || !isDict(object.value)) return null
    const dict = writeDict(object.value, entry, false, STREAM_KEYS).slice(0, -2)
    const filters = opened.filters.filter(({ name }) => name !== 'Crypt')
    // Packed, so that nothing in it can be taken for an object by whoever looks for objects in the bytes.
    if (filters.length === 0) return streamBody(`${dict}/Filter /FlateDecode >>`, deflateSync(opened.bytes))
    const parameters = filters.map(({ parameters: value }) => write(value, entry, false) ?? 'null').join(' ')
    return streamBody(
      `${dict}/Filter [${filters.map(({ name }) => writtenName(name)).join(' ')}] /DecodeParms [${parameters}] >>`,
      opened.bytes,
    )
  }

  return {
    isPage: (entry, number) => void (numbers.has(entry) || numbers.set(entry, number)),
    entry: writeEntry,
    reference(value, source) {
      if (isRef(value)) return writeReference(value)
      const written = write(value, source, false)
      if (written === null) return null
      const number = writer.reserve()
      writer.write(number, written)
      return `${number} 0 R`
    },
    finish() {
      for (let index = 0; index < waiting.length; index += 1) {
        if (index > MAX_COPIED) return false
        const { entry, free } = waiting[index]!
        writeObject(entry, file.read(entry), free)
      }
      return true
    },
  }
}
