/** Evidence is bounded and printable: what a stranger wrote can neither flood a report nor reorder, hide or restyle the words around it. */
import type { Evidence } from '../core/report.ts'

export const MAX_EVIDENCE_CHARACTERS = 200
export const MAX_EVIDENCE_ITEMS = 20
const MAX_LABEL_CHARACTERS = 40

// Controls, format characters (bidi, zero width, tags), line and paragraph separators, lone surrogates, private use, unassigned,
// and every space but U+0020. General categories: Unicode Standard, chapter 4.5.
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu
const PLAIN = /^[\x20-\x7e]*$/

/** The same words on one line, at most `maxCharacters` UTF-16 units, with what cannot be seen written as `\u{200B}`. */
export function printable(untrustedText: string, maxCharacters: number = MAX_EVIDENCE_CHARACTERS): string {
  if (untrustedText.length <= maxCharacters && PLAIN.test(untrustedText)) return untrustedText
  // Escaping only lengthens, so the head alone decides.
  const head = untrustedText.slice(0, maxCharacters + 1)
  const escaped = head.replace(UNPRINTABLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`)
  if (escaped.length <= maxCharacters) return escaped
  const cut = escaped.slice(0, maxCharacters - 1)
  // A cut through a surrogate pair leaves half a character behind.
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`
}

export function printableEvidence(evidence: readonly Evidence[]): readonly Evidence[] {
  return evidence.slice(0, MAX_EVIDENCE_ITEMS).map((item) => ({
    label: printable(item.label, MAX_LABEL_CHARACTERS),
    value: printable(item.value),
  }))
}
