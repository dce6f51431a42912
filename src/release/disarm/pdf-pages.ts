/** Finds the pages of a PDF in their order, however their tree is knotted (ISO 32000-2, 7.7.3). */
import type { PdfEntry } from '../../parse/pdf/object-index.ts'
import type { PdfFile } from '../../parse/pdf/pdf-file.ts'
import { entryOf, isArray, isDict, isRef, type PdfValue } from '../../parse/pdf/values.ts'
import { INHERITED_KEYS } from './pdf-allowed.ts'

export interface LeafPage {
  /** Null for a page that stands in the list of pages itself. */
  readonly entry: PdfEntry | null
  /** What its values stand in. */
  readonly source: PdfEntry | null
  /** With what it inherits. */
  readonly values: ReadonlyMap<string, PdfValue>
}

const MAX_PAGES = 20_000
const MAX_NODES = 100_000

/** Null when there are too many. A node that leads back to itself is walked once. */
export function pagesOf(file: PdfFile): readonly LeafPage[] | null {
  const pages: LeafPage[] = []
  const walked = new Set<PdfEntry>()
  const waiting: { readonly value: PdfValue; readonly source: PdfEntry | null; readonly inherited: ReadonlyMap<string, PdfValue> }[] = [
    { value: entryOf(file.root, 'Pages'), source: null, inherited: new Map() },
  ]
  for (let step = 0; ; step += 1) {
    const node = waiting.pop()
    if (node === undefined) return pages
    if (step > MAX_NODES || pages.length > MAX_PAGES) return null
    const entry = isRef(node.value) ? file.live(node.value.number) : null
    const source = entry ?? node.source
    // 7.7.3.2 wants an object for each; readers take what stands in the list as well.
    const dict = file.resolve(node.value)
    if (!isDict(dict)) continue
    const kids = file.resolve(entryOf(dict, 'Kids'))
    const values = new Map([...node.inherited, ...dict.entries])
    if (!isArray(kids)) {
      pages.push({ entry, source, values })
      continue
    }
    if (entry !== null && walked.has(entry)) continue
    if (entry !== null) walked.add(entry)
    const inherited = new Map([...values].filter(([key]) => INHERITED_KEYS.has(key)))
    for (const kid of kids.toReversed()) waiting.push({ value: kid, source, inherited })
  }
}
