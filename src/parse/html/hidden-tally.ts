/** Gathers the words that a browser was told not to show, by the way they were hidden. */
import type { HiddenWords } from '../../core/message.ts'
import { cutCharacters } from '../text/clean-characters.ts'

const MAX_KEPT_CHARACTERS = 4_000
const HAS_WORD = /[\p{L}\p{N}]/u

interface Gathered {
  readonly kind: string
  readonly leading: boolean
  characters: number
  words: string
}

/** Owns the hidden words of one parse. */
export class HiddenTally {
  readonly #gathered = new Map<string, Gathered>()

  /** `leading` while no visible words have been met. */
  add(kind: string, words: string, leading: boolean): void {
    const folded = words.replace(/\s+/g, ' ').trim()
    // A preheader is followed by a hundred invisible blanks.
    if (!HAS_WORD.test(folded)) return
    const key = leading ? `${kind} leading` : kind
    const known = this.#gathered.get(key)
    if (known === undefined) {
      const gathered = { kind, leading, characters: folded.length, words: cutCharacters(folded, MAX_KEPT_CHARACTERS) }
      this.#gathered.set(key, gathered)
      return
    }
    known.characters += folded.length
    const left = MAX_KEPT_CHARACTERS - known.words.length - 1
    if (left > 0) known.words += `\n${cutCharacters(folded, left)}`
  }

  list(partId: string): readonly HiddenWords[] {
    return Array.from(this.#gathered.values(), (gathered) => ({ partId, ...gathered }))
  }
}
