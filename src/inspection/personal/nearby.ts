/** Says which labels the words before and behind a place hold, each looked up once however many recognizers ask. */
import { type Label, labelsOf, lastLabel } from './context.ts'
import { genericLabels } from './generic-labels.ts'
import { type AdjacentLabel, adjacentLabel, type LabelIndex } from './label-index.ts'
import { OTHER_MEANINGS, PHONE_WORDS } from './other-meanings.ts'
import type { PersonalCode } from './recognizer.ts'

export interface Span {
  readonly start: number
  readonly end: number
}

const PHONE_LABELS = labelsOf(PHONE_WORDS)
const GENERAL_REACH_CHARACTERS = 30

/** What the words before a place say, looked up once. */
export class Before {
  readonly words: string
  readonly place: number
  readonly #general = new Map<PersonalCode, Span | null>()
  #other: Span | null | undefined
  #calling: Span | null | undefined
  #adjacent: AdjacentLabel | null | undefined

  constructor(words: string, place: number) {
    this.words = words
    this.place = place
  }

  last(labels: readonly Label[]): Span | null {
    return this.words === '' ? null : lastLabel(this.words, labels)
  }

  general(code: PersonalCode): Span | null {
    let span = this.#general.get(code)
    if (span === undefined) {
      span = close(this.last(genericLabels(code)), this.words)
      this.#general.set(code, span)
    }
    return span
  }

  other(): Span | null {
    if (this.#other === undefined) this.#other = this.last(OTHER_MEANINGS)
    return this.#other
  }

  calling(): Span | null {
    if (this.#calling === undefined) this.#calling = this.last(PHONE_LABELS)
    return this.#calling
  }

  adjacent(index: LabelIndex): AdjacentLabel | null {
    if (this.#adjacent === undefined) this.#adjacent = this.words === '' ? null : adjacentLabel(this.words, index)
    return this.#adjacent
  }
}

/** What the words behind a place say, looked up once. */
export class After {
  readonly words: string
  readonly place: number
  readonly #general = new Map<PersonalCode, boolean>()

  constructor(words: string, place: number) {
    this.words = words
    this.place = place
  }

  has(labels: readonly Label[]): boolean {
    return this.words !== '' && lastLabel(this.words, labels) !== null
  }

  general(code: PersonalCode): boolean {
    let has = this.#general.get(code)
    if (has === undefined) {
      has = this.has(genericLabels(code))
      this.#general.set(code, has)
    }
    return has
  }
}

const NEGATED = /(?:^|[^\p{L}])(?:not|isn.t|never|inte|ej|ikke|kein|keine|niet|geen|pas|nie|nao|ei)(?: \p{L}{1,5}){0,2} $/u

/** A word for many numbers speaks only for the next, and not where it is denied. */
function close(label: Span | null, before: string): Span | null {
  if (label === null || before.length - label.end > GENERAL_REACH_CHARACTERS) return null
  return /[0-9]/.test(before.slice(label.end)) || NEGATED.test(before.slice(0, label.start)) ? null : label
}
