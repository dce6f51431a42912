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
const STEM_LETTERS = 4
const HASHES = 0xffff

export interface Lexicon {
  readonly root: Node
  /** By the hash of their letters, for {@link mayBegin}: 1 for first words of phrases, and for the first letters of those with a star. */
  readonly firstWords: Uint8Array
  readonly stems: Uint8Array
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
  const firstWords = new Uint8Array(HASHES + 1)
  const stems = new Uint8Array(HASHES + 1)
  markFirstWords(root, firstWords, stems)
  return {
    root,
    firstWords,
    stems,
    verbLast: new Set(vocabularies.filter(({ verbLast }) => verbLast === true).map(({ language }) => language)),
  }
}

/** False for most words of most texts: no known word and no phrase begins so. May err to the other side. */
export function mayBegin({ firstWords, stems }: Lexicon, letters: Uint16Array | readonly number[], count: number): boolean {
  let hash = 0
  let stem = 0
  for (let index = 0; index < count; index += 1) {
    hash = hashOn(hash, letters[index] ?? 0)
    if (index === STEM_LETTERS - 1) stem = hash
  }
  return firstWords[hash & HASHES] === 1 || (count >= STEM_LETTERS && stems[stem & HASHES] === 1)
}

function hashOn(hash: number, letter: number): number {
  return (Math.imul(hash, 37) + letter) | 0
}

function markFirstWords(root: Node, firstWords: Uint8Array, stems: Uint8Array): void {
  const star = ANY_ENDING.charCodeAt(0)
  const visit = (node: Node, depth: number, hash: number, stem: number): void => {
    if (node.whole.length > 0 || node.next.has(BLANK)) firstWords[hash & HASHES] = 1
    if (node.begun.length > 0 || node.next.has(star)) stems[stem & HASHES] = 1
    for (const [letter, next] of node.next) {
      if (letter === BLANK || letter === star) continue
      const on = hashOn(hash, letter)
      visit(next, depth + 1, on, depth < STEM_LETTERS ? on : stem)
    }
  }
  visit(root, 0, 0, 0)
}

function add(root: Node, phrase: string, meaning: Meaning): void {
  const words = foldedWords(phrase)
  let node = root
  for (const [index, word] of words.entries()) {
    if (index > 0) node = step(node, BLANK)
    const begun = word.endsWith(ANY_ENDING)
    if (begun && index === 0 && word.length <= STEM_LETTERS) throw new Error(`A star needs ${STEM_LETTERS} letters before it: ${phrase}`)
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
