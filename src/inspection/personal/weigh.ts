/** Says how sure it is that a candidate is what it looks like, by its surroundings: a label, another meaning, a price, or nothing else at all. */
import { type Label, wordsAfter, wordsBefore } from './context.ts'
import { excludes, type LabelIndex } from './label-index.ts'
import { After, Before, type Span } from './nearby.ts'
import type { PersonalCode } from './recognizer.ts'
import { isAmount } from './word-bounds.ts'

export const REPORTED_FROM = 0.5
const LABELLED = 0.4
/** By a word for numbers of many countries: a mere shape is not enough then. */
const LABELLED_IN_GENERAL = 0.25
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
  #before: Before = new Before('', -1)
  #after: After = new After('', -1)

  constructor(text: string, index: LabelIndex) {
    this.text = text
    this.#index = index
    this.#alone = aloneIn(text)
  }

  /** Whether anything but certainty could come of a candidate: a label somewhere near, or nothing else in the words. */
  mayBeLabelled({ start, end }: Span, { code, labels }: Kind): boolean {
    if (this.#isAlone(start, end)) return true
    const before = this.#wordsBefore(start)
    const after = this.#wordsAfter(end)
    return before.general(code) !== null || after.general(code) || before.last(labels) !== null || after.has(labels)
  }

  /** How sure it is, all told. In steps that are added, so rounded to hundredths. */
  weigh({ start, end, confidence }: Span & { readonly confidence: number }, kind: Kind): number {
    // Nothing near would change whether it is reported.
    if (confidence + OTHERWISE >= REPORTED_FROM || confidence + LABELLED < REPORTED_FROM) return confidence
    return Math.min(1, Math.round((confidence + this.#step(start, end, kind)) * 100) / 100)
  }

  #step(start: number, end: number, kind: Kind): number {
    if (this.#isAlone(start, end)) return ALONE
    const step = judgeLabels(this.#wordsBefore(start), this.#wordsAfter(end), kind, this.#index)
    return step === 0 && isAmount(this.text, start, end) ? OTHERWISE : step
  }

  #isAlone(start: number, end: number): boolean {
    return start <= this.#alone.start && end >= this.#alone.end
  }

  // Many recognizers ask about the same place, one after another.
  #wordsBefore(start: number): Before {
    if (this.#before.place !== start) this.#before = new Before(wordsBefore(this.text, start), start)
    return this.#before
  }

  #wordsAfter(end: number): After {
    if (this.#after.place !== end) this.#after = new After(wordsAfter(this.text, end), end)
    return this.#after
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

/** The nearest before it decides; what follows is asked only when nothing says anything before. */
function judgeLabels(before: Before, after: After, { id, code, labels }: Kind, index: LabelIndex): number {
  const own = before.last(labels)
  const general = before.general(code)
  // "id number" is a part of "peid number".
  const nearest = own !== null && general !== null && general.start < own.end ? own : later(own, general)
  const adjacent = before.adjacent(index)
  if (adjacent !== null && excludes(adjacent, { id, code }) && (own === null || own.end <= adjacent.start)) return OTHERWISE
  const other = before.other()
  // "order id": the word before a label says of what.
  if (other !== null && (nearest === null || other.start >= nearest.end || adjoins(other, nearest))) return OTHERWISE
  const calling = code === 'PERSONAL_PHONE' ? null : before.calling()
  if (calling !== null && (nearest === null || calling.start >= nearest.end)) return OTHERWISE
  if (nearest !== null) return nearest === own ? LABELLED : LABELLED_IN_GENERAL
  if (after.has(labels)) return LABELLED
  return after.general(code) ? LABELLED_IN_GENERAL : 0
}

function adjoins(first: Span, second: Span): boolean {
  return first.end <= second.start && second.start - first.end <= 2
}

function later(a: Span | null, b: Span | null): Span | null {
  if (a === null || b === null) return a ?? b
  return a.end >= b.end ? a : b
}
