/** Finds the declarations that the style sheets of a document make for an element, within a bound for the whole document. */
import type { Declaration } from './declarations.ts'
import { matches, type Selectable } from './selector.ts'
import { readStyleSheet, type StyleRule } from './style-sheet.ts'

/** Comparisons in one document; past them no sheet is applied. Real newsletters need some thousands. */
const MAX_COMPARISONS = 1_000_000
const MAX_RULES = 8_000
const MAX_SHEETS = 200
const MAX_CACHED = 5_000
/** Of all sheets: what is written at each element must not multiply what was sent. */
const MAX_WRITTEN_CHARACTERS = 2_000_000

/** The same object for elements that the same rules match. */
export interface Matched {
  /** The weakest first. */
  readonly declarations: readonly Declaration[]
}

interface Ordered extends StyleRule {
  readonly order: number
}

/** What is known of elements with one name, id and class, wherever they stand. */
interface Candidates {
  readonly rules: readonly Ordered[]
  /** The answer, when it does not depend on where they stand, nor on other attributes. */
  readonly matched: Matched | null
}

export const NOTHING_MATCHED: Matched = { declarations: [] }

/** Owns the rules of one document. */
export class Cascade {
  /** True once there was more than is read, or matching took too long: then nothing is known of how words look. */
  overflowed = false
  readonly #byKey = new Map<string, Ordered[]>()
  readonly #known = new Map<string, Matched>()
  readonly #candidates = new Map<string, Candidates>()
  #rules = 0
  #sheets = 0
  #comparisons = 0
  #written = 0

  get isEmpty(): boolean {
    return this.#rules === 0
  }

  add(untrustedCss: string): void {
    this.#sheets += 1
    if (this.#sheets > MAX_SHEETS) this.overflowed = true
    if (this.overflowed) return
    const rules = readStyleSheet(untrustedCss)
    if (rules === null || this.#rules + rules.length > MAX_RULES) {
      this.overflowed = true
      return
    }
    for (const rule of rules) {
      const ordered = { ...rule, order: this.#rules }
      this.#rules += 1
      const key = keyOf(rule)
      const same = this.#byKey.get(key)
      if (same === undefined) this.#byKey.set(key, [ordered])
      else same.push(ordered)
    }
    this.#known.clear()
    this.#candidates.clear()
  }

  match(element: Selectable): Matched {
    if (this.#rules === 0 || this.overflowed) return NOTHING_MATCHED
    const what = `${element.name} ${element.id} ${element.classes}`
    let candidates = this.#candidates.get(what)
    if (candidates === undefined) {
      candidates = this.#candidatesFor(element)
      if (this.#candidates.size < MAX_CACHED) this.#candidates.set(what, candidates)
    }
    return candidates.matched ?? this.#matchedBy(candidates.rules, element)
  }

  #candidatesFor(element: Selectable): Candidates {
    const rules: Ordered[] = []
    const add = (key: string): void => {
      for (const rule of this.#byKey.get(key) ?? []) rules.push(rule)
    }
    add('*')
    add(element.name)
    if (element.id !== '') add(`#${element.id}`)
    for (const each of new Set(element.classes.split(' '))) add(`.${each}`)
    this.countRead(rules.length)
    rules.sort((a, b) => a.selector.specificity - b.selector.specificity || a.order - b.order)
    const dependsOnNothing = rules.every(
      ({ selector }) => selector.compounds.length === 1 && selector.compounds[0]?.attributes.length === 0,
    )
    return { rules, matched: dependsOnNothing ? this.#matchedBy(rules, element) : null }
  }

  #matchedBy(rules: readonly Ordered[], element: Selectable): Matched {
    const found = rules.filter((rule) => matches(rule.selector, element, this.#spend))
    if (found.length === 0 || this.overflowed) return NOTHING_MATCHED
    const key = found.map(({ order }) => order).join(' ')
    let matched = this.#known.get(key)
    if (matched === undefined) {
      // Counted before they are put together: many rules may share a great many declarations.
      this.countRead(found.reduce((sum, { declarations }) => sum + declarations.length, 0))
      if (this.overflowed) return NOTHING_MATCHED
      matched = { declarations: found.flatMap(({ declarations }) => declarations) }
      this.#known.set(key, matched)
    }
    return matched
  }

  /** Counts declarations that are looked into. */
  countRead(declarations: number): void {
    this.#comparisons += declarations
    if (this.#comparisons > MAX_COMPARISONS) this.overflowed = true
  }

  /** Counts what is written of them; past the bound they are not applied. */
  countWritten(characters: number): void {
    this.#written += characters
    if (this.#written > MAX_WRITTEN_CHARACTERS) this.overflowed = true
  }

  readonly #spend = (): boolean => {
    this.#comparisons += 1
    if (this.#comparisons > MAX_COMPARISONS) this.overflowed = true
    return !this.overflowed
  }
}

/** By what the rightmost compound asks for first. */
function keyOf({ selector }: StyleRule): string {
  const [rightmost] = selector.compounds
  if (rightmost?.id !== null && rightmost?.id !== undefined) return `#${rightmost.id}`
  const [first] = rightmost?.classes ?? []
  return first === undefined ? (rightmost?.name ?? '*') : `.${first}`
}
