/** Holds every word and phrase that is known, of all languages, in one tree of letters: most words of a text leave it after two. */
import { foldAt, isWordAlone, PARTS, settle, UNSEEN } from './fold.ts'
import type { Group, Vocabulary } from './vocabulary.ts'

export interface Meaning {
  readonly group: Group
  readonly language: string
}

export interface Node {
  readonly next: Map<number, Node>
  /** What the words up to here mean when they end here. */
  readonly whole: Meaning[]
  /** What they mean whatever letters come behind. */
  readonly begun: Meaning[]
}

/** Between the words of a phrase. */
export const BLANK = 32
const ANY_ENDING = '*'
const HEAD_LETTERS = 4
const HEADS = 0xffff

export interface Lexicon {
  readonly root: Node
  /** By {@link headOf}: 1 where a known word may begin so. Most words of a text do not, and are passed over by this alone. */
  readonly heads: Uint8Array
  /** Languages whose verbs may stand last. */
  readonly verbLast: ReadonlySet<string>
}

export function createLexicon(vocabularies: readonly Vocabulary[]): Lexicon {
  const root = emptyNode()
  for (const { language, words } of vocabularies) {
    for (const [group, phrases] of Object.entries(words) as [Group, string][]) {
      for (const phrase of phrases.split(',')) add(root, phrase, { group, language })
    }
  }
  return {
    root,
    heads: headsOf(root),
    verbLast: new Set(vocabularies.filter(({ verbLast }) => verbLast === true).map(({ language }) => language)),
  }
}

/** Of the first letters of a word, or of all when it has fewer. */
export function headOf(letters: Uint16Array | readonly number[], count: number): number {
  let head = 0
  for (let index = 0; index < HEAD_LETTERS; index += 1) head = Math.imul(head, 37) + (index < count ? (letters[index] ?? 0) : 0)
  return head & HEADS
}

function headsOf(root: Node): Uint8Array {
  const heads = new Uint8Array(HEADS + 1)
  const visit = (node: Node, letters: readonly number[]): void => {
    const endsHere = node.whole.length > 0 || node.next.has(BLANK)
    if (endsHere || letters.length === HEAD_LETTERS) heads[headOf(letters, letters.length)] = 1
    if (letters.length === HEAD_LETTERS) return
    for (const [letter, next] of node.next) {
      if (letter !== BLANK && letter !== ANY_ENDING.charCodeAt(0)) visit(next, [...letters, letter])
    }
  }
  visit(root, [])
  return heads
}

function add(root: Node, phrase: string, meaning: Meaning): void {
  const words = foldedWords(phrase)
  let node = root
  for (const [index, word] of words.entries()) {
    if (index > 0) node = step(node, BLANK)
    const begun = word.endsWith(ANY_ENDING)
    if (begun && index === 0 && word.length <= HEAD_LETTERS) throw new Error(`A star needs ${HEAD_LETTERS} letters before it: ${phrase}`)
    const letters = Array.from(begun ? word.slice(0, -1) : word, (letter) => letter.charCodeAt(0))
    // What a star leaves open is never a short word.
    settle(letters, begun ? Number.POSITIVE_INFINITY : letters.length)
    for (const letter of letters) node = step(node, letter)
    // A star inside a phrase: the letters that it stands for lead back to where the next word begins.
    if (begun && index < words.length - 1) node = step(node, ANY_ENDING.charCodeAt(0))
    else if (begun) node.begun.push(meaning)
  }
  if (words.length > 0 && !(words.at(-1) ?? '').endsWith(ANY_ENDING)) node.whole.push(meaning)
}

function step(node: Node, letter: number): Node {
  let next = node.next.get(letter)
  if (next === undefined) {
    next = emptyNode()
    node.next.set(letter, next)
  }
  return next
}

function emptyNode(): Node {
  return { next: new Map(), whole: [], begun: [] }
}

/** Words as the reader of a text sees them; a star stays at the end of its word. */
function foldedWords(phrase: string): readonly string[] {
  const words: string[] = []
  let word = ''
  const end = (): void => {
    if (word !== '') words.push(word)
    word = ''
  }
  for (const character of phrase) {
    const point = character.codePointAt(0) ?? 0
    const folded = foldAt(point)
    if (character === ANY_ENDING || character === '@') word += character
    else if (folded === PARTS) end()
    else if (folded !== UNSEEN) {
      if (isWordAlone(point)) end()
      word += folded
      if (isWordAlone(point)) end()
    }
  }
  end()
  return words
}
