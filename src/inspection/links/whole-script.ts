/** Says when every letter of a label passes for a Latin one, so that the whole of it reads as a name that it is not (UTS 39 4.1). */
import type { LabelFault } from './label-fault.ts'
import { isAtHome, NEAR_LETTERS } from './near-letters.ts'
import type { Script } from './scripts.ts'
import { sameAs } from './skeleton.ts'

// Letters and signs of other scripts that are drawn as digits; they deceive beside digits, not in words: `зб` is none, `3б5` is.
const DRAWN_AS_DIGITS: ReadonlyMap<string, string> = new Map(
  'θ0 ο0 о0 օ0 з3 ҙ3 ӡ3 б6 ч4 ճ4 շ2 ვ3 პ3 კ3 ੜ3 उ3 ဒ3 კ3 ა3 ਤ3 ওও উ3 ੫4 丩4 ㄐ4 ଃ8 റ0 ഠ0 ଠ0 ం0 ಂ0 ം0 ං0 〇0'
    .split(' ')
    .map((pair): [string, string] => [pair.slice(0, 1), pair.slice(1)]),
)
const PLAIN = /[0-9-]/
// An everyday word in everyday letters; к passes for k only among letters that Russian does not have: `курс`, but `іѕӏкрх`.
const EVERYDAY = /^[а-яё0-9-]*к[а-яё0-9-]*$/u
const DIGIT = /[0-9]/
const LETTER = /\p{L}/u
const FOREIGN_DIGIT = /(?![0-9])\p{Nd}/u

/** `script` is the label's single script; the top level stands as a U-label beside its own. */
export function spelledInAnother(label: string, script: Script | null, topLevel: string, topLevelScript: Script | null): LabelFault | null {
  if (script === null || script === 'Latin' || isAtHome(script, topLevel, topLevelScript)) return null
  return number(label) ?? word(label, script)
}

function word(label: string, script: Script): LabelFault | null {
  const letters = NEAR_LETTERS.get(script)?.letters
  if (letters === undefined || EVERYDAY.test(label)) return null
  let reads = ''
  let confidence = 0.95
  for (const letter of label) {
    const same = sameAs(letter)
    const latin = same ?? letters.get(letter) ?? (PLAIN.test(letter) ? letter : null)
    // A letter drawn as a digit makes no word: `собака` has the б that is drawn as 6.
    if (latin === null || (same !== null && DIGIT.test(same) && LETTER.test(letter))) return null
    // A label wholly of letters with the same skeleton is hardly a word by chance; one that needs the near ones may well be.
    if (same === null && letters.has(letter)) confidence = 0.6
    reads += latin
  }
  return { code: 'LINK_CONFUSABLE_HOST', confidence, why: `${script} letters that read as Latin`, reads }
}

function number(label: string): LabelFault | null {
  let reads = ''
  let seen = false
  for (const letter of label) {
    const digit = PLAIN.test(letter) ? letter : (DRAWN_AS_DIGITS.get(letter) ?? (FOREIGN_DIGIT.test(letter) ? '?' : null))
    if (digit === null) return null
    if (digit === '?' || (digit === letter && letter !== '-')) seen = true
    reads += digit
  }
  if (!seen) return null
  return { code: 'LINK_CONFUSABLE_HOST', confidence: 0.7, why: 'letters that read as digits', reads: reads.includes('?') ? null : reads }
}
