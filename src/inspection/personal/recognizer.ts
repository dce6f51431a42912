/** The contract of whoever knows one kind of personal data: what it looks like, how to prove it, and which words stand near it. */

export type PersonalCode =
  | 'PERSONAL_CARD'
  | 'PERSONAL_BANK_ACCOUNT'
  | 'PERSONAL_NATIONAL_ID'
  | 'PERSONAL_TAX_ID'
  | 'PERSONAL_DOCUMENT'
  | 'PERSONAL_PHONE'
  | 'PERSONAL_EMAIL'
  | 'PERSONAL_SECRET'
  | 'PERSONAL_DEVICE'
  | 'PERSONAL_PATTERN'

export interface Accepted {
  /** Normalised, to tell that two are the same: mostly without separators, in upper case. */
  readonly value: string
  /**
   * How sure shape and checksum alone make it, 0..1. Reported from 0.5 on; a label near it adds 0.4, standing alone 0.1, another meaning
   * near it takes 0.4. So:
   * 0.9 nothing else looks like that (letters and a checksum); 0.6 a date and a checksum, or two check digits;
   * 0.4 one check digit and the grouping of its kind, or a date alone; 0.3 one check digit in a bare run of a common length, of which
   * every tenth order number has it too; 0.2 a mere shape.
   */
  readonly confidence: number
}

/** For numbers and codes with digits. */
export interface Recognizer {
  /** Its file below `personal/`: `national/se-personnummer`. */
  readonly id: string
  readonly code: PersonalCode
  /**
   * What a candidate looks like, from the first letter or digit to the last. The finder sees to it that it begins and ends at the bounds
   * of a word and is no part of a longer code, so no lookarounds are needed. Separators are read as `-` and ` ` already; never `\s`.
   * Flag `i` where lower case is accepted. Linear: no nested or adjoining repetitions of the same characters.
   */
  readonly pattern: RegExp
  /** The fewest and the most digits of a candidate. */
  readonly digits: readonly [fewest: number, most: number]
  /** The most that `accept` gives, if that is less than 0.5: it is then asked only where a label may make up for it. */
  readonly surest?: number
  /** Words that label it, in any language, in lower case; diacritics do not matter. Six letters and more are found inside of longer words too. */
  readonly context: readonly string[]
  /** Null when it is none: wrong checksum, impossible date. */
  accept(candidate: string): Accepted | null
}

/** For what has no digits, or whose span is not all of what shows it: finds by itself, in linear time. */
export interface Finder {
  readonly id: string
  readonly code: PersonalCode
  readonly context: readonly string[]
  /** Ascending spans of `words`. */
  find(words: string): Iterable<Accepted & { readonly start: number; readonly end: number }>
}
