/** Counts the words that a browser was told not to show, by the way they were hidden. */
import { excerpt } from './active-tally.ts'

const MAX_EXCERPT_CHARACTERS = 120

export interface HiddenWords {
  /** `display`, `visibility`, `font-size`, `opacity`, `zero-size`, `off-screen`, `color`, `hidden`. */
  readonly kind: string
  /** Blanks folded. */
  readonly characters: number
  /** Of the first such words, at most 120 characters, printable. */
  readonly excerpt: string
}

/** Owns the counts of one parse. */
export class HiddenTally {
  readonly #kinds = new Map<string, { characters: number; readonly excerpt: string }>()

  add(kind: string, words: string): void {
    const folded = words.replace(/\s+/g, ' ').trim()
    if (folded === '') return
    const known = this.#kinds.get(kind)
    if (known === undefined) this.#kinds.set(kind, { characters: folded.length, excerpt: excerpt(folded, MAX_EXCERPT_CHARACTERS) })
    else known.characters += folded.length
  }

  list(): readonly HiddenWords[] {
    return Array.from(this.#kinds, ([kind, words]) => ({ kind, ...words }))
  }
}
