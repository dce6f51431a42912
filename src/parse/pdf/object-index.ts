/** Keeps where each object of a PDF stands, every revision of it, by number and by place. */
import type { Header } from './find-objects.ts'
import { isDigit, isSpace } from './lexer.ts'
import { MAX_REVISIONS } from './limits.ts'
import type { ReadAt } from './read-object.ts'

/** An object as it stands in the file, or in a stream of objects. Other revisions of the same number are other ones. */
export interface PdfEntry {
  readonly number: number
  readonly generation: number
  /** The file, or the unpacked object stream. */
  readonly source: Buffer
  readonly at: number
  /** The object stream that it stands in. */
  readonly container: PdfEntry | null
  /** Inside the bytes of a stream, where only readers with broken tables look for objects. Told once the stream around it was read. */
  buried: boolean
}

export interface ObjectIndex {
  /** False once a number was given more often than revisions are followed: then some are in no list of versions. */
  whole(): boolean
  /** As they were found; grows while object streams are opened. */
  readonly entries: readonly PdfEntry[]
  add(entry: PdfEntry): PdfEntry
  versions(number: number): readonly PdfEntry[]
  /** The last one in the file, as readers without tables take it. */
  newest(number: number): PdfEntry | null
  /** What the tables mean by a place; null when no object begins there. */
  at(offset: number): PdfEntry | null
}

const PERCENT = 0x25

/** `base` is where the header of the file stands: some count places from there. */
export function objectIndex(bytes: Buffer, headers: readonly Header[], base: number, readAt: ReadAt): ObjectIndex {
  const entries: PdfEntry[] = []
  const byNumber = new Map<number, PdfEntry[]>()
  const byPlace = new Map<number, PdfEntry>()
  let whole = true
  for (const { number, generation, at } of headers)
    byPlace.set(at, add({ number, generation, source: bytes, at, container: null, buried: false }))

  function add(entry: PdfEntry): PdfEntry {
    entries.push(entry)
    const versions = byNumber.get(entry.number)
    if (versions === undefined) byNumber.set(entry.number, [entry])
    else if (versions.length < MAX_REVISIONS) versions.push(entry)
    else whole = false
    return entry
  }

  function standsAt(place: number): PdfEntry | null {
    const known = byPlace.get(place)
    if (known !== undefined) return known
    const first = bytes[place]
    if (!isSpace(first) && !isDigit(first) && first !== PERCENT) return null
    // Behind blanks, or with a longer comment in its header than searching allows for.
    const read = readAt(place, true)
    if (read === null) return null
    const { number, generation, at } = read
    const entry = byPlace.get(at) ?? add({ number, generation, source: bytes, at, container: null, buried: false })
    byPlace.set(at, entry)
    byPlace.set(place, entry)
    return entry
  }

  return {
    whole: () => whole,
    entries,
    add,
    versions: (number) => byNumber.get(number) ?? [],
    newest(number) {
      const versions = byNumber.get(number)
      return versions?.findLast(({ buried }) => !buried) ?? versions?.at(-1) ?? null
    },
    at: (offset) => standsAt(offset) ?? (base > 0 ? standsAt(offset + base) : null),
  }
}
