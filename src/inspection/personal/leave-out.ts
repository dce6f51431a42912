/** Quotes what a stranger wrote without the personal data in it: evidence is read by people from whom the words of the message are masked. */
import { findPersonalData } from './find.ts'
import { nameAsWords } from './name-as-words.ts'
import type { Finder } from './recognizer.ts'

/** A number that was cut in two before it came here is known by nothing but its digits. */
const CUT_NUMBER = /\d[\d .-]{2,40}(?=…["'>)]{0,4}$)/

/** The same words, `…` in the place of each value. `patterns` are what the channel counts as personal besides. Linear. */
export function withoutPersonalData(untrustedWords: string, patterns: readonly Finder[] = []): string {
  return leftOut(untrustedWords, untrustedWords, patterns)
}

/** The same of the name of a file, or of what is in one. */
export function nameWithoutPersonalData(untrustedName: string, patterns: readonly Finder[] = []): string {
  return leftOut(untrustedName, nameAsWords(untrustedName), patterns)
}

/** `read` is how the words are read, each character at its place. */
function leftOut(untrustedWords: string, read: string, patterns: readonly Finder[]): string {
  let kept = ''
  let from = 0
  for (const { start, end } of findPersonalData(read, { patterns })) {
    kept += `${untrustedWords.slice(from, Math.max(from, start))}…`
    from = Math.max(from, end)
  }
  return (kept + untrustedWords.slice(from)).replace(CUT_NUMBER, '')
}
