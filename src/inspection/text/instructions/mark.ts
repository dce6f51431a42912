/** Walks the lexicon with one word after another, and keeps what words and phrases they make. */
import { settled, unsettled } from './fold.ts'
import { BLANK, type Lexicon, type Meaning, mayBegin, type Node } from './lexicon.ts'

export interface Mark {
  readonly meanings: readonly Meaning[]
  /** Of its first and its last word, counted over the text. */
  readonly word: number
  readonly lastWord: number
  readonly sentence: number
  /** Offsets in UTF-16 units. */
  readonly start: number
  readonly end: number
  /** It begins a sentence, a line, a quotation or what follows a comma. */
  readonly leads: boolean
  readonly capital: boolean
  readonly startsLine: boolean
}

/** One word of a text, its letters folded. */
export interface Word {
  readonly letters: Uint16Array
  readonly count: number
  readonly number: number
  readonly sentence: number
  readonly start: number
  readonly end: number
  readonly leads: boolean
  readonly capital: boolean
  readonly startsLine: boolean
}

/** The longest word of the lexicon is shorter. */
export const MAX_LETTERS = 40
/** A text of nothing but known words says nothing new past this. */
const MAX_MARKS = 200_000
/** Letters that stand one by one, as in "i g n o r e": fewer are initials or a list. */
const LEAST_SPELLED = 6
const MAX_SPELLED = 20_000
const STAR = 42

/** A phrase that may go on, or the beginning of one. */
interface Begun extends Pick<Mark, 'word' | 'start' | 'leads' | 'capital' | 'startsLine'> {
  readonly node: Node
}

/** Never written to. */
const NOTHING: Begun[] = []

/** Owns what one reading gathers. */
export class Marker {
  readonly marks: Mark[] = []
  readonly #lexicon: Lexicon
  #begun: Begun[] = NOTHING
  #spelled: number[] = []
  #spelledFrom: Mark | null = null

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon
  }

  /** False when the next word begins with a letter by which nothing goes on; phrases that were begun end there. */
  goesOnWith(letter: number): boolean {
    if (this.#spelledFrom !== null) return true
    if (this.#begun === NOTHING) return false
    for (const { node } of this.#begun) if (node.next.has(letter)) return true
    this.#begun = NOTHING
    return false
  }

  take(word: Word): void {
    const { letters, count, start, leads, capital, startsLine } = word
    if (count === 1) this.#spell(word)
    else this.endSpelling()
    const before = this.#begun
    this.#begun = NOTHING
    for (const from of before) this.#walk(from, word)
    if (mayBegin(this.#lexicon, letters, count)) {
      this.#walk({ node: this.#lexicon.root, word: word.number, start, leads, capital, startsLine }, word)
    }
  }

  /** No phrase goes on behind the end of a sentence. */
  endPhrases(): void {
    this.#begun = NOTHING
  }

  /** Letters one by one have come to an end: what words do they make? */
  endSpelling(): void {
    if (this.#spelledFrom !== null && this.#spelled.length >= LEAST_SPELLED) this.#readSpelled(this.#spelledFrom)
    if (this.#spelledFrom !== null) {
      this.#spelled = []
      this.#spelledFrom = null
    }
  }

  /** One word of a phrase: what ends here is kept, what may go on is begun. */
  #walk(from: Begun, word: Word): void {
    let node: Node | undefined = from.node
    for (let index = 0; index < word.count; index += 1) {
      node = node.next.get(word.letters[index] ?? 0)
      if (node === undefined) return
      if (node.begun.length > 0) this.#keep(node.begun, from, word)
      const ending = node.next.get(STAR)
      if (ending !== undefined) this.#goOn(ending, from)
    }
    if (node.whole.length > 0) this.#keep(node.whole, from, word)
    this.#goOn(node, from)
  }

  #goOn(node: Node, from: Begun): void {
    const behind = node.next.get(BLANK)
    if (behind === undefined) return
    const { word, start, leads, capital, startsLine } = from
    const begun: Begun = { node: behind, word, start, leads, capital, startsLine }
    if (this.#begun === NOTHING) this.#begun = [begun]
    else this.#begun.push(begun)
  }

  #keep(meanings: readonly Meaning[], from: Begun, { number, sentence, end }: Word): void {
    if (this.marks.length >= MAX_MARKS) return
    const { word, start, leads, capital, startsLine } = from
    this.marks.push({ meanings, word, lastWord: number, sentence, start, end, leads, capital, startsLine })
  }

  #spell({ letters, number, sentence, start, end, startsLine }: Word): void {
    const before = this.#spelledFrom
    this.#spelledFrom =
      before === null
        ? { meanings: [], word: number, lastWord: number, sentence, start, end, leads: true, capital: false, startsLine }
        : { ...before, end }
    if (this.#spelled.length < MAX_SPELLED) this.#spelled.push(letters[0] ?? 0)
  }

  /** From each place the longest known word, else one letter on. */
  #readSpelled(all: Mark): void {
    let { word } = all
    for (let at = 0; at < this.#spelled.length && this.marks.length < MAX_MARKS; ) {
      const found = longest(this.#lexicon.root, this.#spelled, at)
      if (found !== null) {
        this.marks.push({ ...all, meanings: found.meanings, word, lastWord: word })
        word += 1
      }
      at += found?.length ?? 1
    }
  }
}

function longest(
  root: Node,
  letters: readonly number[],
  at: number,
): { readonly meanings: readonly Meaning[]; readonly length: number } | null {
  let node: Node | undefined = root
  let found = null
  const begun: Meaning[] = []
  for (let length = 0; node !== undefined && length < MAX_LETTERS; length += 1) {
    begun.push(...node.begun)
    if (length > 2 && node.whole.length + node.begun.length > 0) found = { meanings: [...node.whole, ...begun], length }
    const letter = letters[at + length]
    if (letter === undefined) break
    node = onward(node, letter) ?? onward(node.next.get(BLANK), letter)
  }
  return found
}

/** Letters that stand alone do not tell how long their word is. */
function onward(node: Node | undefined, letter: number): Node | undefined {
  return node?.next.get(settled(letter)) ?? node?.next.get(unsettled(letter))
}
