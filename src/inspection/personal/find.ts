/** Finds personal data in words: spans ascending, never overlapping, each as sure as its shape, checksum, label and surroundings make it. Linear. */
import { bundlesFor, bundlesOf, type Compiled } from './compiled.ts'
import { labelsOf } from './context.ts'
import { type LabelIndex, labelIndex } from './label-index.ts'
import { readable } from './readable.ts'
import type { Finder, PersonalCode, Recognizer } from './recognizer.ts'
import { FINDERS, RECOGNIZERS } from './registry.ts'
import { stretchesOf } from './stretches.ts'
import { type Kind, REPORTED_FROM, Surroundings } from './weigh.ts'
import { standsForItself } from './word-bounds.ts'

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
  /** An admin's own: whatever they match is found. */
  readonly patterns?: readonly Finder[]
  readonly recognizers?: readonly Recognizer[]
  readonly finders?: readonly Finder[]
}

export function findPersonalData(words: string, options: FindOptions = {}): readonly PersonalData[] {
  const { patterns = [], finders = FINDERS, recognizers = RECOGNIZERS } = options
  const { text, origin } = readable(words)
  const surroundings = new Surroundings(text, indexOf(recognizers, finders))
  const found: PersonalData[] = []
  for (const { id: kind, code, find } of patterns) for (const sighting of find(text)) found.push({ ...sighting, code, kind })
  for (const finder of finders) for (const data of foundBy(finder, surroundings)) found.push(data)
  if (/[0-9]/.test(text)) for (const data of numbersIn(surroundings, recognizers)) found.push(data)
  return settle(found, text.length).map((data) => ({ ...data, ...origin(data.start, data.end) }))
}

function* foundBy(finder: Finder, surroundings: Surroundings): Generator<PersonalData> {
  const kind = kindOf(finder)
  for (const { start, end, value, confidence: shape } of finder.find(surroundings.text)) {
    const confidence = surroundings.weigh({ start, end, confidence: shape }, kind)
    if (confidence >= REPORTED_FROM) yield { start, end, code: kind.code, kind: kind.id, value, confidence }
  }
}

const kinds = new WeakMap<Finder, Kind>()

function kindOf(finder: Finder): Kind {
  let kind = kinds.get(finder)
  if (kind === undefined) {
    kind = { id: finder.id, code: finder.code, labels: labelsOf(finder.context) }
    kinds.set(finder, kind)
  }
  return kind
}

function* numbersIn(surroundings: Surroundings, recognizers: readonly Recognizer[]): Generator<PersonalData> {
  const { text } = surroundings
  const bundles = bundlesOf(recognizers)
  for (const { groups, digitsFrom } of stretchesOf(text)) {
    for (const [n, { start, digits, opens }] of groups.entries()) {
      if (!opens) continue
      for (const { any, members } of bundlesFor(bundles, digits)) {
        // Sorted by the fewest digits: not even the first of the bundle has as few as follow.
        if (members[0]!.recognizer.digits[0] > digitsFrom[n]!) continue
        any.lastIndex = start
        if (!any.test(text)) continue
        for (const member of members) {
          const data = recognize(start, member, surroundings)
          if (data !== null) yield data
        }
      }
    }
  }
}

function recognize(start: number, { recognizer, anchored, kind }: Compiled, surroundings: Surroundings): PersonalData | null {
  const { text } = surroundings
  anchored.lastIndex = start
  if (!anchored.test(text)) return null
  const end = anchored.lastIndex
  // Proofs cost more than a look around: those that would not do by themselves are asked for only where they may be enough.
  if ((recognizer.surest ?? 1) < REPORTED_FROM && !surroundings.mayBeLabelled({ start, end }, kind)) return null
  const accepted = recognizer.accept(text.slice(start, end))
  if (accepted === null || !standsForItself(text, start, end, kind.labels)) return null
  const confidence = surroundings.weigh({ start, end, confidence: accepted.confidence }, kind)
  return confidence < REPORTED_FROM ? null : { start, end, code: kind.code, kind: kind.id, value: accepted.value, confidence }
}

const indexes = new WeakMap<readonly Recognizer[], WeakMap<readonly Finder[], LabelIndex>>()

/** Made once for each pair of lists. */
function indexOf(recognizers: readonly Recognizer[], finders: readonly Finder[]): LabelIndex {
  const byFinders = indexes.get(recognizers) ?? new WeakMap<readonly Finder[], LabelIndex>()
  indexes.set(recognizers, byFinders)
  const index = byFinders.get(finders) ?? labelIndex([...recognizers, ...finders])
  byFinders.set(finders, index)
  return index
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
