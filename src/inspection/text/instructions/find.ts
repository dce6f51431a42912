/** Finds attempts to instruct an AI reader in words; pure, linear in the text, and silent about what a customer asks of a person. */
import type { Lexicon } from './lexicon.ts'
import type { Mark } from './mark.ts'
import { readMarks } from './read.ts'
import { type Family, RULES, type Rule } from './rules.ts'
import type { Group } from './vocabulary.ts'

export interface Match {
  readonly family: Family
  /** 0 to 1. */
  readonly confidence: number
  /** Offsets in UTF-16 units. */
  readonly start: number
  readonly end: number
}

/** More matches say nothing new. */
const MAX_MATCHES = 40
/** Words between "you must" and the imperative: "you must now always ignore". */
const LEAD_WORDS = 3
const ANY_LANGUAGE = 'any'

const BY_ANCHOR: ReadonlyMap<Group, readonly Rule[]> = Map.groupBy(RULES, ({ anchor }) => anchor)

export function findInstructions(text: string, lexicon: Lexicon): readonly Match[] {
  const marks = readMarks(text, lexicon)
  const matches: Match[] = []
  for (let at = 0; at < marks.length && matches.length < MAX_MATCHES; at += 1) {
    const mark = marks[at]
    if (mark === undefined) continue
    for (const { group, language } of mark.meanings) {
      for (const rule of BY_ANCHOR.get(group) ?? []) {
        const match = apply(rule, text, marks, at, language, lexicon)
        if (match !== null) matches.push(match)
      }
    }
  }
  return matches
}

function apply(rule: Rule, text: string, marks: readonly Mark[], at: number, language: string, lexicon: Lexicon): Match | null {
  const anchor = marks[at]
  if (anchor === undefined || (rule.startsLine && !anchor.startsLine) || (rule.colon && !isColonBehind(text, anchor.end))) return null
  const behind = rule.side === 'before' ? null : reach(rule, marks, at, language, 1)
  const turns = rule.side !== undefined || lexicon.verbLast.has(language)
  const found = behind ?? (turns ? reach(rule, marks, at, language, -1) : null)
  if (found === null) return null
  const [from, to] = found
  const first = marks[from]
  const last = marks[to]
  if (first === undefined || last === undefined) return null
  if (rule.imperative && !isSaidToReader(marks, at, language, lexicon) && !(from < at && isSaidToReader(marks, from, language, lexicon)))
    return null
  if (rule.without !== undefined && between(marks, from, to, rule.without, language)) return null
  if (rule.notBehind !== undefined && follows(marks, at, rule, language)) return null
  return { family: rule.family, confidence: rule.confidence, start: first.start, end: Math.max(anchor.end, last.end) }
}

/** The marks from the first to the last that the rule needs; null when one is not near. */
function reach(rule: Rule, marks: readonly Mark[], at: number, language: string, step: 1 | -1): readonly [number, number] | null {
  let far = at
  for (const group of rule.near) {
    const found = nearest(rule, group, marks, rule.ordered === true ? far : at, language, step)
    if (found === null) return null
    if (step === 1 ? found > far : found < far) far = found
  }
  return step === 1 ? [at, far] : [beginning(rule, marks, far, language), at]
}

/** "alle bisherigen Anweisungen ignorieren" begins with the first of what is ignored, not with the nearest. */
function beginning(rule: Rule, marks: readonly Mark[], from: number, language: string): number {
  let first = from
  for (let index = from - 1; ; index -= 1) {
    const mark = marks[index]
    const next = marks[first]
    if (mark === undefined || next === undefined || mark.sentence !== next.sentence || next.word - mark.lastWord > 1) return first
    if (mark.word < next.word && rule.near.some((group) => means(mark, group, language))) first = index
  }
}

function nearest(rule: Rule, group: Group, marks: readonly Mark[], at: number, language: string, step: 1 | -1): number | null {
  const anchor = marks[at]
  if (anchor === undefined) return null
  for (let index = at + step; ; index += step) {
    const mark = marks[index]
    if (mark === undefined || mark.sentence !== anchor.sentence) return null
    const words = step === 1 ? mark.word - anchor.lastWord : anchor.word - mark.lastWord
    if (words > rule.within) return null
    // Of two readings of the same words the anchor is one.
    if (words > 0 && means(mark, group, language)) return index
  }
}

function between(marks: readonly Mark[], from: number, to: number, groups: readonly Group[], language: string): boolean {
  for (let index = from + 1; index < to; index += 1) {
    const mark = marks[index]
    if (mark !== undefined && groups.some((group) => means(mark, group, language))) return true
  }
  return false
}

function follows(marks: readonly Mark[], at: number, rule: Rule, language: string): boolean {
  const anchor = marks[at]
  for (let index = at + 1; ; index += 1) {
    const mark = marks[index]
    if (anchor === undefined || mark === undefined || mark.sentence !== anchor.sentence || mark.word - anchor.word > 20) return false
    if (rule.notBehind?.some((group) => means(mark, group, language))) return true
  }
}

function isColonBehind(text: string, end: number): boolean {
  return /^ ?[:：]/.test(text.slice(end, end + 2))
}

/** At the beginning of something said, or right behind words that lead up to an imperative. */
function isSaidToReader(marks: readonly Mark[], at: number, language: string, lexicon: Lexicon): boolean {
  const mark = marks[at]
  if (mark === undefined) return false
  // German writes its nouns with a capital; they lead to nothing.
  if (mark.leads || (mark.capital && !lexicon.verbLast.has(language))) return true
  for (let index = at - 1; ; index -= 1) {
    const before = marks[index]
    if (before === undefined || before.sentence !== mark.sentence || mark.word - before.lastWord > LEAD_WORDS) return false
    if (mark.word - before.lastWord === 1 && means(before, 'lead', language)) return true
  }
}

function means(mark: Mark, group: Group, language: string): boolean {
  return mark.meanings.some(
    (meaning) =>
      meaning.group === group && (meaning.language === language || meaning.language === ANY_LANGUAGE || language === ANY_LANGUAGE),
  )
}
