/** What an inspector quotes of a stranger's file is always short and printable. */
import type { Evidence } from '../../core/report.ts'

const MAX_CHARACTERS = 200

/** Invisible, control and bidirectional characters show as `<U+202E>`, so that the evidence cannot deceive in its turn. */
export function evidence(label: string, untrustedValue: string): Evidence {
  const shown = untrustedValue
    .slice(0, MAX_CHARACTERS * 2)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu, (character) => {
      return `<U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}>`
    })
  return { label, value: shown.length > MAX_CHARACTERS ? `${shown.slice(0, MAX_CHARACTERS - 1).toWellFormed()}…` : shown }
}
