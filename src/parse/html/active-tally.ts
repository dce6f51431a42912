/** Counts live constructs by kind and keeps one short, printable excerpt of the first of each. */
import type { ActiveConstruct } from '../../core/message.ts'

const MAX_EVIDENCE_CHARACTERS = 120
const MAX_EVIDENCE_ATTRIBUTES = 4
const MAX_KINDS = 64
// Controls, bidi marks, unassigned and private characters.
const UNPRINTABLE = /[\p{C}\s]+/gu

export type Attributes = Readonly<Record<string, string>>

/** Owns the counts of one parse. */
export class ActiveTally {
  readonly #counts = new Map<string, { count: number; readonly evidence: string }>()

  add(kind: string, evidence: () => string): void {
    const known = this.#counts.get(kind)
    if (known !== undefined) known.count += 1
    else if (this.#counts.size < MAX_KINDS) this.#counts.set(kind, { count: 1, evidence: excerpt(evidence(), MAX_EVIDENCE_CHARACTERS) })
  }

  list(partId: string): readonly ActiveConstruct[] {
    return Array.from(this.#counts, ([kind, { count, evidence }]) => ({ partId, kind, count, evidence }))
  }
}

/** The start of an element as it was written, near enough to recognise it. */
export function sketch(name: string, attributes: Attributes): string {
  let written = `<${name.slice(0, 40)}`
  let count = 0
  for (const attribute in attributes) {
    if (count === MAX_EVIDENCE_ATTRIBUTES) break
    count += 1
    written += ` ${attribute.slice(0, 40)}="${(attributes[attribute] ?? '').slice(0, MAX_EVIDENCE_CHARACTERS)}"`
  }
  return `${written}>`
}

/** Printable, one line, at most `maxCharacters`. */
export function excerpt(untrusted: string, maxCharacters: number): string {
  const printable = untrusted
    .slice(0, 4 * maxCharacters)
    .replace(UNPRINTABLE, ' ')
    .trim()
  return printable.length <= maxCharacters ? printable : `${printable.slice(0, maxCharacters - 1).toWellFormed()}…`
}
