/** Finds personal data in words: spans ascending, never overlapping, each as sure as its shape, checksum, label and surroundings make it. Linear. */
import { type Label, labelsOf, lastLabel, type Neighbourhood, neighbourhood } from './context.ts'
import { OTHER_MEANINGS, PHONE_WORDS } from './other-meanings.ts'
import { readable } from './readable.ts'
import type { Finder, PersonalCode, Recognizer } from './recognizer.ts'
import { FINDERS, RECOGNIZERS } from './registry.ts'
import { type Stretch, stretchesOf } from './stretches.ts'
import { isAmount, NO_WORD_AHEAD, standsForItself } from './word-bounds.ts'

export interface PersonalData {
  /** UTF-16 offsets in the words. */
  readonly start: number
  readonly end: number
  readonly code: PersonalCode
  /** Id of the recognizer, or the name of an own pattern. */
  readonly kind: string
  /** Normalised: two of the same value are the same. */
  readonly value: string
  /** 0.5..1 */
  readonly confidence: number
}

export interface FindOptions {
  /** From `compilePatterns`. */
  readonly patterns?: readonly Finder[]
  readonly recognizers?: readonly Recognizer[]
  readonly finders?: readonly Finder[]
}

const REPORTED_FROM = 0.5
const LABELLED = 0.4
const ALONE = 0.1
const OTHERWISE = 0.4

export function findPersonalData(words: string, options: FindOptions = {}): readonly PersonalData[] {
  const { text, origin } = readable(words)
  const alone = aloneIn(text)
  const found: PersonalData[] = []
  for (const finder of [...(options.finders ?? FINDERS), ...(options.patterns ?? [])]) {
    const labels = compiledFinder(finder)
    for (const sighting of finder.find(text)) {
      const confidence = weigh(text, sighting, finder.code, labels, alone)
      if (confidence >= REPORTED_FROM) found.push({ ...sighting, code: finder.code, kind: finder.id, confidence })
    }
  }
  if (/[0-9]/.test(text)) {
    const compiled = compiledSet(options.recognizers ?? RECOGNIZERS)
    for (const stretch of stretchesOf(text)) inStretch(text, stretch, compiled, alone, found)
  }
  return settle(found, text.length).map((data) => ({ ...data, start: origin(data.start), end: origin(data.end - 1) + 1 }))
}

interface Compiled {
  readonly recognizer: Recognizer
  readonly anchored: RegExp
  readonly labels: readonly Label[]
}

const compiledSets = new WeakMap<readonly Recognizer[], readonly Compiled[]>()
const compiledFinders = new WeakMap<Finder, readonly Label[]>()

function compiledSet(recognizers: readonly Recognizer[]): readonly Compiled[] {
  let compiled = compiledSets.get(recognizers)
  if (compiled === undefined) {
    compiled = recognizers.map((recognizer) => {
      const { source, flags } = recognizer.pattern
      const anchored = new RegExp(`(?:${source})${NO_WORD_AHEAD}`, `${flags.replace(/[gy]/g, '')}y`)
      return { recognizer, anchored, labels: labelsOf(recognizer.context) }
    })
    compiledSets.set(recognizers, compiled)
  }
  return compiled
}

function compiledFinder(finder: Finder): readonly Label[] {
  let labels = compiledFinders.get(finder)
  if (labels === undefined) {
    labels = labelsOf(finder.context)
    compiledFinders.set(finder, labels)
  }
  return labels
}

function inStretch(text: string, { groups, digitsFrom }: Stretch, compiled: readonly Compiled[], alone: Span, found: PersonalData[]): void {
  for (let n = 0; n < groups.length; n += 1) {
    const { start, digits: firstDigits } = groups[n]!
    for (const { recognizer, anchored, labels } of compiled) {
      const [fewest, most] = recognizer.digits
      if (digitsFrom[n]! < fewest || firstDigits > most) continue
      anchored.lastIndex = start
      if (!anchored.test(text)) continue
      const end = anchored.lastIndex
      const accepted = recognizer.accept(text.slice(start, end))
      if (accepted === null || !standsForItself(text, start, end, labels)) continue
      const confidence = weigh(text, { start, end, ...accepted }, recognizer.code, labels, alone)
      if (confidence < REPORTED_FROM) continue
      found.push({ start, end, code: recognizer.code, kind: recognizer.id, value: accepted.value, confidence })
    }
  }
}

interface Span {
  readonly start: number
  readonly end: number
}

/** All of the words but the punctuation around them: often nothing but the answer to "your number?". */
function aloneIn(text: string): Span {
  const first = text.search(/[\p{L}\p{N}]/u)
  if (first < 0) return { start: 0, end: 0 }
  let end = text.length
  while (end > first && !/[\p{L}\p{N}]/u.test(text.charAt(end - 1))) end -= 1
  return { start: first, end }
}

function weigh(
  text: string,
  span: Span & { readonly confidence: number },
  code: PersonalCode,
  labels: readonly Label[],
  alone: Span,
): number {
  if (span.start <= alone.start && span.end >= alone.end) return Math.min(1, span.confidence + ALONE)
  const label = judgeLabels(neighbourhood(text, span.start, span.end), labels, code)
  if (label === 'own') return Math.min(1, span.confidence + LABELLED)
  if (label === 'other' || isAmount(text, span.start, span.end)) return span.confidence - OTHERWISE
  return span.confidence
}

const PHONE_LABELS = labelsOf(PHONE_WORDS)

/** The nearest before it decides; what follows is asked only when nothing says anything before. */
function judgeLabels({ before, after }: Neighbourhood, labels: readonly Label[], code: PersonalCode): 'own' | 'other' | null {
  const own = lastLabel(before, labels)
  const other = later(lastLabel(before, OTHER_MEANINGS), code === 'PERSONAL_PHONE' ? null : lastLabel(before, PHONE_LABELS))
  if (own !== null) {
    if (other === null) return 'own'
    // "order id": the word before a label says of what.
    const qualified = other.end <= own.start && own.start - other.end <= 2
    return other.end > own.end || qualified ? 'other' : 'own'
  }
  if (other !== null) return 'other'
  return lastLabel(after, labels) === null ? null : 'own'
}

function later(a: Span | null, b: Span | null): Span | null {
  if (a === null || b === null) return a ?? b
  return a.end >= b.end ? a : b
}

/** The surest, then the longest, then the first wins where two overlap. */
function settle(found: readonly PersonalData[], length: number): readonly PersonalData[] {
  if (found.length < 2) return found
  const taken = new Uint8Array(length)
  return [...found]
    .sort((a, b) => b.confidence - a.confidence || b.end - b.start - (a.end - a.start) || a.start - b.start)
    .filter(({ start, end }) => {
      if (taken.subarray(start, end).includes(1)) return false
      taken.fill(1, start, end)
      return true
    })
    .sort((a, b) => a.start - b.start)
}
