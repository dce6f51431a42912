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

/** By how it is written. */
export type KnownWords = ReadonlyMap<string, PersonalData>

export function knownWords(
  searched: readonly { readonly source: { readonly words: string }; readonly spots: readonly PersonalData[] }[],
): KnownWords {
  const known = new Map<string, PersonalData>()
  for (const { source, spots } of searched) {
    for (const spot of spots) {
      const written = source.words.slice(spot.start, spot.end)
      if (written.length >= MIN_CHARACTERS && known.size < MAX_KNOWN && !known.has(written)) known.set(written, spot)
    }
  }
  return known
}

/** `spots` with every repetition between them; both ascend and nothing overlaps. */
export function withRepeats(words: string, spots: readonly PersonalData[], known: KnownWords): readonly PersonalData[] {
  // The longest first: one may begin as another does.
  const written = [...known.keys()].sort((a, b) => b.length - a.length).map(escaped)
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${written.join('|')})(?![\\p{L}\\p{N}])`, 'gu')
  const all = [...spots]
  for (const { 0: match, index } of everyMatch(words, pattern)) {
    const spot = known.get(match)
    const end = index + match.length
    if (spot !== undefined && !spots.some((one) => one.start < end && one.end > index)) all.push({ ...spot, start: index, end })
  }
  return all.sort((a, b) => a.start - b.start)
}

function escaped(written: string): string {
  return written.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
