/** A line of words that belongs to no part, such as a subject, comes out with nothing in it that no reader sees. */
import type { UnseenCharacters } from '../../../core/message.ts'
import { revealWords } from './reveal-words.ts'
import { UnseenTally, type UnseenWords } from './unseen-tally.ts'

export function revealLine(untrusted: string): { readonly words: string; readonly unseen: readonly UnseenWords[] } {
  const tally = new UnseenTally()
  const words = revealWords(untrusted.toWellFormed(), tally)
  return { words, unseen: tally.list() }
}

/** The same, with the part that they stood in; null for the subject. */
export function unseenIn(partId: string | null, unseen: readonly UnseenWords[]): readonly UnseenCharacters[] {
  return unseen.map((words) => ({ partId, ...words }))
}
