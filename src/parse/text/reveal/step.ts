/** What the steps of revealing words share: how far the words were read before, and how a step says what it drops. */

/** What was dropped is counted by what it is. */
export type UnseenKind =
  | 'tag'
  | 'variation-selector'
  | 'zero-width'
  | 'filler'
  | 'soft-hyphen'
  | 'bidi'
  | 'bidi-override'
  | 'combining-flood'
  | 'format'
  | 'private-use'
  | 'noncharacter'

/** One way through the words, from the first step to the last. */
export interface Pass {
  /** Words before this offset were read already: they stay, and are only looked at. */
  readonly from: number
  /** True when letters written from right to left stand elsewhere in the same words. */
  readonly besideRtl: boolean
  /** `inWord`: between two letters or digits. */
  drop(kind: UnseenKind, characters: string, inWord: boolean): void
}

/** What of `found` was read before; the rest of it only goes on with what was, and nothing needs that. */
export function alreadyRead(found: string, at: number, pass: Pass): string {
  return found.slice(0, Math.max(0, pass.from - at))
}

/** Takes its kind of character out of the words; returns the same string when there is none. Linear. */
export type Step = (text: string, pass: Pass) => string
