/** Says how sure it is that a candidate is what it looks like, by its surroundings: a label, another meaning, a price, or nothing else at all. */
import { type Label, labelsOf, lastLabel, type Neighbourhood, neighbourhood } from './context.ts'
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
const ALONE = 0.1
const OTHERWISE = 0.4

/** All of the words but the punctuation around them: often nothing but the answer to "your number?". */
export function aloneIn(text: string): Span {
  const first = text.search(/[\p{L}\p{N}]/u)
  if (first < 0) return { start: 0, end: 0 }
  let end = text.length
  while (end > first && !/[\p{L}\p{N}]/u.test(text.charAt(end - 1))) end -= 1
  return { start: first, end }
}

export interface Candidate extends Span {
  readonly confidence: number
}

/** What weighs: the labels of the candidate's kind, those of all kinds, and where the words stand alone. */
export interface Weights {
  readonly id: string
  readonly code: PersonalCode
  readonly labels: readonly Label[]
  readonly index: LabelIndex
  readonly alone: Span
}

/** In steps that are added and taken, so rounded to hundredths. */
export function weigh(text: string, candidate: Candidate, weights: Weights): number {
  const { alone } = weights
  const { start, end, confidence } = candidate
  if (start <= alone.start && end >= alone.end) return sum(confidence, ALONE)
  // Nothing near would change whether it is reported.
  if (confidence + LABELLED < REPORTED_FROM || confidence - OTHERWISE >= REPORTED_FROM) return confidence
  const label = judgeLabels(neighbourhood(text, start, end), weights)
  if (label === 'own') return sum(confidence, LABELLED)
  if (label === 'other' || isAmount(text, start, end)) return sum(confidence, -OTHERWISE)
  return confidence
}

function sum(confidence: number, step: number): number {
  return Math.min(1, Math.round((confidence + step) * 100) / 100)
}

const PHONE_LABELS = labelsOf(PHONE_WORDS)

/** The nearest before it decides; what follows is asked only when nothing says anything before. */
function judgeLabels({ before, after }: Neighbourhood, weights: Weights): 'own' | 'other' | null {
  const { code, labels } = weights
  const own = before === '' ? null : lastLabel(before, labels)
  const other =
    before === '' ? null : later(lastLabel(before, OTHER_MEANINGS), code === 'PERSONAL_PHONE' ? null : lastLabel(before, PHONE_LABELS))
  const adjacent = before === '' ? null : adjacentLabel(before, weights.index)
  if (adjacent !== null && excludes(adjacent, weights) && (own === null || own.end <= adjacent.start)) return 'other'
  if (own !== null) {
    if (other === null) return 'own'
    // "order id": the word before a label says of what.
    const qualified = other.end <= own.start && own.start - other.end <= 2
    // What is part of the label, as the "id:" of "national id:", has no meaning of its own.
    return other.start >= own.end || qualified ? 'other' : 'own'
  }
  if (other !== null) return 'other'
  return after === '' || lastLabel(after, labels) === null ? null : 'own'
}

function later(a: Span | null, b: Span | null): Span | null {
  if (a === null || b === null) return a ?? b
  return a.end >= b.end ? a : b
}
