/** Leaves a letter the marks that a script puts on it, and takes away those that are piled up to bury the words. */
import { characterBefore, GENERAL_MARKS, isInWord } from './neighbours.ts'
import type { Pass } from './step.ts'

/** NFD of Greek has three, of Vietnamese two; phonetics may have four. */
const MAX_GENERAL = 4
/** With the marks of any script. Tibetan stacks and Hebrew with cantillation stay below. */
const MAX_MARKS = 10
const MAX_IN_FLOOD = 3
const FLOOD = new RegExp(
  `[${GENERAL_MARKS}]{3}|\\p{M}{${MAX_MARKS + 1}}|(\\p{Mn})\\1\\1|(?:[^\\s${GENERAL_MARKS}][${GENERAL_MARKS}]{2}){2}`,
  'gu',
)
const ALL_GENERAL = new RegExp(`[${GENERAL_MARKS}]+`, 'gu')
const MARKS = /\p{M}{3,}/gu
const LETTERS = /[^\p{M}\s]/gu
const PLAIN_BLANK = `\\s(?![${GENERAL_MARKS}])`
const NEXT_BLANK = new RegExp(PLAIN_BLANK, 'gu')
const BLANK_HERE = new RegExp(PLAIN_BLANK, 'uy')
/** On two letters of a word; on one, Greek has them. */
const TWICE_PILED = new RegExp(`[${GENERAL_MARKS}]{3}[^${GENERAL_MARKS}]+[${GENERAL_MARKS}]{3}`, 'u')
const PILED = new RegExp(`[${GENERAL_MARKS}]{${MAX_GENERAL + 1}}`, 'u')
/** Letters of scripts that have no marks of their own. */
const BARE = /^[\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Zyyy}]?$/u

export function dropFloods(text: string, pass: Pass): string {
  FLOOD.lastIndex = 0
  let kept = ''
  let from = 0
  for (let flood = FLOOD.exec(text); flood !== null; flood = FLOOD.exec(text)) {
    const [start, end] = wordAround(text, flood.index, FLOOD.lastIndex, from)
    kept += text.slice(from, start) + cleanWord(text.slice(start, end), { ...pass, from: pass.from - start })
    from = end
    FLOOD.lastIndex = end
  }
  return kept === '' && from === 0 ? text : kept + text.slice(from)
}

/** To the blanks around, those left out that carry marks themselves. */
function wordAround(text: string, at: number, until: number, lowest: number): readonly [number, number] {
  NEXT_BLANK.lastIndex = until
  const end = NEXT_BLANK.exec(text)?.index ?? text.length
  let start = at
  for (; start > lowest; start -= 1) {
    BLANK_HERE.lastIndex = start - 1
    if (BLANK_HERE.test(text)) break
  }
  return [start, end]
}

function cleanWord(word: string, pass: Pass): string {
  const general = word.match(ALL_GENERAL)?.join('').length ?? 0
  const letters = word.match(LETTERS)?.length ?? 0
  // One on each letter strikes a word through; more than that is no spelling of any language.
  const isFlooded = PILED.test(word) || TWICE_PILED.test(word) || (general > MAX_GENERAL && general > letters)
  const plain = isFlooded ? word.replace(ALL_GENERAL, (marks, at: number) => drop(word, marks, at, '', pass)) : word
  return plain.replace(MARKS, (marks, at: number) => drop(plain, marks, at, bounded(marks, characterBefore(plain, at)), pass))
}

/** The marks themselves when they are no flood; else each once, and no more than any script piles up. */
function bounded(marks: string, base: string): string {
  const all = [...marks]
  if (all.length <= MAX_MARKS && !all.some((mark, at) => mark === all[at + 1] && mark === all[at + 2])) return marks
  return BARE.test(base)
    ? ''
    : all
        .filter((mark, at) => mark !== all[at + 1])
        .slice(0, MAX_IN_FLOOD)
        .join('')
}

/** Marks that were read before stay, and those on them go by what all of them are. */
function drop(text: string, marks: string, at: number, left: string, pass: Pass): string {
  const read = Math.max(0, pass.from - at)
  const kept = marks.slice(0, read) + left.slice(read)
  if (kept.length < marks.length) pass.drop('combining-flood', marks.slice(kept.length), isInWord(text, at, at + marks.length))
  return kept
}
