/** Reads the words of a rendering as a person reads them, tags and slots apart, and knows for any stretch of them where it stands in the body. */
import type { Rendering, Slot } from '../core/message.ts'

export interface Reading {
  readonly words: string
  /** The places in the body of [start, end) of the words: one for each stretch between tags, ascending. Never a tag, never half a character reference. */
  placesOf(start: number, end: number): readonly { readonly start: number; readonly end: number }[]
}

/** Stands for a link or a picture between words, so that nothing is read across it. No words hold one, and those of one byte a character stay so: they are searched twice as fast. */
const OBJECT = '\0'
/** As html/html-writer.ts spells them: no `>` in an attribute, no other character references. */
const MARKUP = /<\/?([a-z0-9]+)[^>]*>|&(?:amp|lt|gt|quot);/g
/** RFC 3676 4.5: what a line of quoted text begins with. */
const QUOTED = /\n(?:> ?)+/g
const REFERENCES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }
/** Their words run on over them (HTML 15.3.4: not displayed as blocks); all other tags end a line. */
const INLINE = new Set(
  'span font b i u em strong small big sub sup s strike del ins code tt kbd samp var mark q abbr cite dfn bdi bdo time wbr ruby rt rp a'.split(
    ' ',
  ),
)
const CELLS = new Set(['td', 'th'])

/** `html` is the body of an HTML rendering, else it is plain text. Linear in the body. */
export function read({ body, slots }: Rendering, html: boolean): Reading {
  const runs = new Runs(body)
  let slot = 0
  const placeUpTo = (at: number): void => {
    for (let next = slots[slot]; next !== undefined && next.at <= at; next = slots[++slot]) {
      if (!parts(next)) continue
      runs.copyTo(next.at)
      runs.put(OBJECT)
    }
  }
  if (html) {
    for (const match of body.matchAll(MARKUP)) {
      placeUpTo(match.index)
      runs.copyTo(match.index)
      const name = match[1]
      const end = match.index + match[0].length
      if (name === undefined) runs.replace(end, REFERENCES[match[0]] ?? '')
      else {
        runs.skipTo(end)
        if (CELLS.has(name)) runs.put('\t')
        else if (!INLINE.has(name)) runs.put('\n')
      }
    }
  }
  if (!html) {
    for (const { 0: quoted, index } of body.matchAll(QUOTED)) {
      placeUpTo(index)
      runs.copyTo(index)
      runs.replace(index + quoted.length, '\n')
    }
  }
  placeUpTo(body.length)
  runs.copyTo(body.length)
  return runs
}

/** Words may run on over the edges of a link. */
function parts({ kind }: Slot): boolean {
  return kind === 'link' || kind === 'image'
}

/** A stretch of the body that is read as it stands, or a character reference that is read as its character. */
interface Run {
  /** Where it begins in the words, and in the body. */
  readonly at: number
  readonly from: number
  /** In the words, and in the body. */
  readonly length: number
  readonly written: number
}

/** Owns the words under construction: runs of the body that are words as they stand, and what was put between them. */
class Runs implements Reading {
  words = ''
  readonly #body: string
  #taken = 0
  /** Ascending. */
  readonly #runs: Run[] = []

  constructor(body: string) {
    this.#body = body
  }

  copyTo(end: number): void {
    if (end <= this.#taken) return
    const length = end - this.#taken
    this.#runs.push({ at: this.words.length, from: this.#taken, length, written: length })
    this.words += this.#body.slice(this.#taken, end)
    this.#taken = end
  }

  /** What stands in the body up to `end` is read as `words`. */
  replace(end: number, words: string): void {
    this.#runs.push({ at: this.words.length, from: this.#taken, length: words.length, written: end - this.#taken })
    this.words += words
    this.#taken = end
  }

  skipTo(end: number): void {
    this.#taken = end
  }

  put(words: string): void {
    this.words += words
  }

  placesOf(start: number, end: number): readonly { readonly start: number; readonly end: number }[] {
    const places: { start: number; end: number }[] = []
    for (let index = this.#runAt(start); index < this.#runs.length; index += 1) {
      const { at, from, length, written } = this.#runs[index] as Run
      if (at >= end) break
      const isReplaced = length !== written
      const first = from + (isReplaced ? 0 : Math.max(0, start - at))
      const last = from + (isReplaced ? written : Math.min(length, end - at))
      const before = places.at(-1)
      if (last <= first) continue
      // A character reference between two runs is part of the same stretch.
      if (before !== undefined && before.end === first) before.end = last
      else places.push({ start: first, end: last })
    }
    return places
  }

  /** The first run that ends behind `offset`. */
  #runAt(offset: number): number {
    let low = 0
    let high = this.#runs.length
    while (low < high) {
      const middle = (low + high) >> 1
      const { at, length } = this.#runs[middle] as Run
      if (at + length <= offset) low = middle + 1
      else high = middle
    }
    return low
  }
}
