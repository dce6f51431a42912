/** Finds the pages of a PDF in their order, however their tree is knotted (ISO 32000-2, 7.7.3). */
import type { PdfEntry } from '../../parse/pdf/object-index.ts'
import type { PdfFile } from '../../parse/pdf/pdf-file.ts'
import { entryOf, isArray, isDict, isRef, type PdfValue } from '../../parse/pdf/values.ts'
import { INHERITED_KEYS } from './pdf-allowed.ts'

export interface LeafPage {
  readonly entry: PdfEntry
  /** With what it inherits. */
  readonly values: ReadonlyMap<string, PdfValue>
}

const MAX_PAGES = 20_000
const MAX_NODES = 100_000

/** Null when there are too many. A node that leads back to itself is walked once. */
export function pagesOf(file: PdfFile): readonly LeafPage[] | null {
  const pages: LeafPage[] = []
  const walked = new Set<PdfEntry>()
  const waiting: { readonly value: PdfValue; readonly inherited: ReadonlyMap<string, PdfValue> }[] = [
    { value: entryOf(file.root, 'Pages'), inherited: new Map() },
  ]
  for (let step = 0; ; step += 1) {
    const node = waiting.pop()
    if (node === undefined) return pages
    if (step > MAX_NODES || pages.length > MAX_PAGES) return null
    const entry = isRef(node.value) ? file.live(node.value.number) : null
    const dict = entry === null ? null : file.read(entry).value
    // 7.7.3.2: pages stand for themselves; readers pass over what does not.
    if (entry === null || !isDict(dict)) continue
    const kids = file.resolve(entryOf(dict, 'Kids'))
    const values = new Map([...node.inherited, ...dict.entries])
    if (!isArray(kids)) {
      pages.push({ entry, values })
      continue
    }
    if (walked.has(entry)) continue
    walked.add(entry)
    const inherited = new Map([...values].filter(([key]) => INHERITED_KEYS.has(key)))
    for (const kid of kids.toReversed()) waiting.push({ value: kid, inherited })
  }
}
