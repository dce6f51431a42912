/** No NUL, no lone surrogate and no terminal control survives: each becomes U+FFFD, so that nothing joins up over the gap. */

// Tab, LF and CR are words' own; every other control, C0, DEL or C1, is noise at best and a terminal escape at worst.
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g

/** The same words, well-formed UTF-16 without controls; the same string when there is nothing to do. */
export function cleanCharacters(untrustedText: string): string {
  const text = untrustedText.isWellFormed() ? untrustedText : untrustedText.toWellFormed()
  return CONTROL.test(text) ? text.replace(CONTROLS, '\ufffd') : text
}

/** At most `maxCharacters` UTF-16 units, never half a surrogate pair. */
export function cutCharacters(text: string, maxCharacters: number): string {
  return text.length <= maxCharacters ? text : text.slice(0, maxCharacters).toWellFormed()
}
