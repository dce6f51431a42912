/** Tells whether two readings hold the same words in another layout, and where a stretch of the one stands in the other. */

/** What laying words out puts between them: blanks, bullets, marks of quotations, places of links and pictures. */
const LAYOUT = /[\s\u2022>\0]+/g
const IS_LAYOUT = /[\s\u2022>\0]/

export function haveSameWords(one: string, other: string): boolean {
  return one.replace(LAYOUT, '') === other.replace(LAYOUT, '')
}

/** Walks through both at once; owned by one search. */
export class Alignment {
  readonly #one: string
  readonly #other: string
  #at = 0
  #otherAt = 0

  /** Both {@link haveSameWords}. */
  constructor(one: string, other: string) {
    this.#one = one
    this.#other = other
  }

  /** Where [start, end) of the one stands in the other. Stretches are asked for in ascending order. */
  placeOf(start: number, end: number): { readonly start: number; readonly end: number } {
    this.#advance(start)
    while (isLayout(this.#other, this.#otherAt)) this.#otherAt += 1
    const otherStart = this.#otherAt
    this.#advance(end)
    return { start: otherStart, end: this.#otherAt }
  }

  #advance(to: number): void {
    for (; this.#at < to; this.#at += 1) {
      if (isLayout(this.#one, this.#at)) continue
      while (isLayout(this.#other, this.#otherAt)) this.#otherAt += 1
      this.#otherAt += 1
    }
  }
}

function isLayout(words: string, at: number): boolean {
  const code = words.charCodeAt(at)
  // Letters and digits, which are most of it.
  return code === 0x20 || (!(code > 0x3e && code < 0x85) && IS_LAYOUT.test(words.charAt(at)))
}
