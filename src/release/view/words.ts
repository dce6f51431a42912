/** Words of a file as they may stand beside ours: bounded, with no address that a program makes clickable, no control and nothing that turns the reading unseen. */
import { cleanCharacters, cutCharacters } from '../../parse/text/clean-characters.ts'
import { revealWords } from '../../parse/text/reveal/reveal-words.ts'
import { UnseenTally } from '../../parse/text/reveal/unseen-tally.ts'
import { defangWithin } from '../address.ts'

export const MAX_VIEW_CHARACTERS = 100_000

export function harmlessWords(words: string): { readonly text: string; readonly cut: boolean } {
  // Cut before cleaning, so that the work is bounded by what is shown.
  const text = cutCharacters(words, MAX_VIEW_CHARACTERS)
  return { text: defangWithin(revealWords(cleanCharacters(text), new UnseenTally())), cut: text.length < words.length }
}
