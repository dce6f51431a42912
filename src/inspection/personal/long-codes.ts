/** Says whether words hold a code at all: a long run without blanks and with a digit. Most words do not, and need no search for keys and wallets. */
import { everyMatch } from './every-match.ts'

/** The shortest that is looked for: the secret part of a key, the address of a wallet, six pairs of hex digits. */
const RUN = /[^\s"'<>()]{14,}/g
/** Several finders ask about the same words, one after another. */
let asked = { words: '', holds: false }

export function holdsLongCode(words: string): boolean {
  if (asked.words !== words) asked = { words, holds: look(words) }
  return asked.holds
}

function look(words: string): boolean {
  for (const [run] of everyMatch(words, RUN)) if (/[0-9]/.test(run)) return true
  return false
}
