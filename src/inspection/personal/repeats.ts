/** Finds what is known to be personal wherever it is written once more: what was labelled once is masked where nothing labels it. Linear in the words. */
import { everyMatch } from './every-match.ts'
import type { PersonalData } from './find.ts'

export interface Span {
  readonly start: number
  readonly end: number
}

/** A message with more is a list, and each of its values has a label or none. */
const MAX_KNOWN = 200
/** A PIN of four digits is a year, a price and a street number, too. */
const MIN_CHARACTERS = 6

export interface KnownWords {
  readonly byWriting: ReadonlyMap<string, PersonalData>
  /** Any of them, as whole words. Belongs to one search at a time. */
  readonly pattern: RegExp
}

export function knownWords(
  searched: readonly { readonly source: { readonly words: string }; readonly spots: readonly PersonalData[] }[],
): KnownWords | null {
  const known = new Map<string, PersonalData>()
  for (const { source, spots } of searched) {
    for (const spot of spots) {
      const written = source.words.slice(spot.start, spot.end)
      if (written.length >= MIN_CHARACTERS && known.size < MAX_KNOWN && !known.has(written)) known.set(written, spot)
    }
  }
  if (known.size === 0) return null
  // The longest first: one may begin as another does.
  const written = [...known.keys()].sort((a, b) => b.length - a.length).map(escaped)
  return { byWriting: known, pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${written.join('|')})(?![\\p{L}\\p{N}])`, 'gu') }
}

/** `spots` with every repetition between them; both ascend and nothing overlaps. */
export function withRepeats(words: string, spots: readonly PersonalData[], known: KnownWords): readonly PersonalData[] {
  const all = [...spots]
  let next = 0
  for (const { 0: match, index } of everyMatch(words, known.pattern)) {
    const spot = known.byWriting.get(match)
    const end = index + match.length
    // Both ascend: what ends before this one ends before all that follow.
    while ((spots[next]?.end ?? Number.POSITIVE_INFINITY) <= index) next += 1
    const isFound = (spots[next]?.start ?? Number.POSITIVE_INFINITY) < end
    if (spot !== undefined && !isFound) all.push({ ...spot, start: index, end })
  }
  return all.sort((a, b) => a.start - b.start)
}

function escaped(written: string): string {
  return written.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
