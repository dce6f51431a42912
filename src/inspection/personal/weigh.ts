/** Says how sure it is that a candidate is what it looks like, by its surroundings: a label, another meaning, a price, or nothing else at all. */
import { type Label, labelsOf, lastLabel, type Neighbourhood, neighbourhood } from './context.ts'
import { genericLabels } from './generic-labels.ts'
import { adjacentLabel, excludes, type LabelIndex } from './label-index.ts'
import { OTHER_MEANINGS, PHONE_WORDS } from './other-meanings.ts'
import type { PersonalCode } from './recognizer.ts'
import { isAmount } from './word-bounds.ts'

export interface Span {
  readonly start: number
  readonly end: number
}

export const REPORTED_FROM = 0.5
const LABELLED = 0.4
/** By a word for numbers of many countries: a mere shape is not enough then. */
const LABELLED_IN_GENERAL = 0.25
const GENERAL_REACH_CHARACTERS = 30
const ALONE = 0.1
const OTHERWISE = -0.4

/** A kind of personal data, and the words that label it. */
export interface Kind {
  readonly id: string
  readonly code: PersonalCode
  readonly labels: readonly Label[]
}

/** The words around candidates; owned by one search. */
export class Surroundings {
  readonly text: string
  readonly #index: LabelIndex
  readonly #alone: Span
  #at: Span = { start: -1, end: -1 }
  #near: Neighbourhood = { before: '', after: '' }

  constructor(text: string, index: LabelIndex) {
    this.text = text
    this.#index = index
    this.#alone = aloneIn(text)
  }

  /** Whether anything but certainty could come of a candidate: a label somewhere near, or nothing else in the words. */
  mayBeLabelled({ start, end }: Span, { code, labels }: Kind): boolean {
    if (this.#isAlone(start, end)) return true
    const { before, after } = this.#around(start, end)
    const has = (some: readonly Label[]) =>
      (before !== '' && lastLabel(before, some) !== null) || (after !== '' && lastLabel(after, some) !== null)
    return (before !== '' || after !== '') && (has(labels) || has(genericLabels(code)))
  }

  /** How sure it is, all told. In steps that are added, so rounded to hundredths. */
  weigh({ start, end, confidence }: Span & { readonly confidence: number }, kind: Kind): number {
    // Nothing near would change whether it is reported.
    if (confidence + OTHERWISE >= REPORTED_FROM || confidence + LABELLED < REPORTED_FROM) return confidence
    return Math.min(1, Math.round((confidence + this.#step(start, end, kind)) * 100) / 100)
  }

  #step(start: number, end: number, kind: Kind): number {
    if (this.#isAlone(start, end)) return ALONE
    const step = judgeLabels(this.#around(start, end), kind, this.#index)
    return step === 0 && isAmount(this.text, start, end) ? OTHERWISE : step
  }

  #isAlone(start: number, end: number): boolean {
    return start <= this.#alone.start && end >= this.#alone.end
  }

  #around(start: number, end: number): Neighbourhood {
    if (this.#at.start !== start || this.#at.end !== end) {
      this.#at = { start, end }
      this.#near = neighbourhood(this.text, start, end)
    }
    return this.#near
  }
}

/** All of the words but the punctuation around them: often nothing but the answer to "your number?". */
function aloneIn(text: string): Span {
  const first = text.search(/[\p{L}\p{N}]/u)
  if (first < 0) return { start: 0, end: 0 }
  let end = text.length
  while (end > first && !/[\p{L}\p{N}]/u.test(text.charAt(end - 1))) end -= 1
  return { start: first, end }
}

const PHONE_LABELS = labelsOf(PHONE_WORDS)

/** The nearest before it decides; what follows is asked only when nothing says anything before. */
function judgeLabels({ before, after }: Neighbourhood, { id, code, labels }: Kind, index: LabelIndex): number {
  const own = before === '' ? null : lastLabel(before, labels)
  const general = before === '' ? null : close(lastLabel(before, genericLabels(code)), before)
  // "id number" is a part of "peid number".
  const nearest = own !== null && general !== null && general.start < own.end ? own : later(own, general)
  if (before !== '') {
    const adjacent = adjacentLabel(before, index)
    if (adjacent !== null && excludes(adjacent, { id, code }) && (own === null || own.end <= adjacent.start)) return OTHERWISE
    const other = lastLabel(before, OTHER_MEANINGS)
    // "order id": the word before a label says of what.
    if (other !== null && (nearest === null || other.start >= nearest.end || adjoins(other, nearest))) return OTHERWISE
    const calling = code === 'PERSONAL_PHONE' ? null : lastLabel(before, PHONE_LABELS)
    if (calling !== null && (nearest === null || calling.start >= nearest.end)) return OTHERWISE
  }
  if (nearest !== null) return nearest === own ? LABELLED : LABELLED_IN_GENERAL
  if (after === '') return 0
  if (lastLabel(after, labels) !== null) return LABELLED
  return lastLabel(after, genericLabels(code)) === null ? 0 : LABELLED_IN_GENERAL
}

const NEGATED = /(?:^|[^\p{L}])(?:not|isn.t|never|inte|ej|ikke|kein|keine|niet|geen|pas|nie|nao|ei)(?: \p{L}{1,5}){0,2} $/u

/** A word for many numbers speaks only for the next, and not where it is denied. */
function close(label: Span | null, before: string): Span | null {
  if (label === null || before.length - label.end > GENERAL_REACH_CHARACTERS) return null
  return /[0-9]/.test(before.slice(label.end)) || NEGATED.test(before.slice(0, label.start)) ? null : label
}

function adjoins(first: Span, second: Span): boolean {
  return first.end <= second.start && second.start - first.end <= 2
}

function later(a: Span | null, b: Span | null): Span | null {
  if (a === null || b === null) return a ?? b
  return a.end >= b.end ? a : b
}
