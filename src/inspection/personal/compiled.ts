/** Makes recognizers ready to run: anchored at the bounds of words, and asked many at once whether any of them could match. */
import { labelsOf } from './context.ts'
import type { Recognizer } from './recognizer.ts'
import type { Kind } from './weigh.ts'
import { NO_WORD_AHEAD } from './word-bounds.ts'

export interface Compiled {
  readonly recognizer: Recognizer
  /** Sticky: set `lastIndex` to where the candidate begins. */
  readonly anchored: RegExp
  readonly kind: Kind
}

/** Some recognizers and one pattern that matches wherever one of theirs does. */
export interface Bundle {
  readonly any: RegExp
  readonly members: readonly Compiled[]
}

const BUNDLE_SIZE = 24
/** Groups with more digits are all alike. */
const MAX_FIRST_DIGITS = 22

/** Bundles by the digits in the group that a candidate begins with: most numbers are too short, or too long, for most recognizers. */
export type Bundles = readonly (readonly Bundle[])[]

const compiled = new WeakMap<readonly Recognizer[], Bundles>()

/** Made once for each set. */
export function bundlesOf(recognizers: readonly Recognizer[]): Bundles {
  const known = compiled.get(recognizers)
  if (known !== undefined) return known
  const all = recognizers.map(compile).sort((a, b) => a.recognizer.digits[0] - b.recognizer.digits[0])
  const bundles = Array.from({ length: MAX_FIRST_DIGITS + 1 }, (_, firstDigits) =>
    bundle(all.filter(({ recognizer }) => recognizer.digits[1] >= firstDigits)),
  )
  compiled.set(recognizers, bundles)
  return bundles
}

export function bundlesFor(bundles: Bundles, firstDigits: number): readonly Bundle[] {
  return bundles[Math.min(firstDigits, MAX_FIRST_DIGITS)]!
}

function compile(recognizer: Recognizer): Compiled {
  const { id, code, context, pattern } = recognizer
  const { source, flags } = pattern
  const anchored = new RegExp(`(?:${source})${NO_WORD_AHEAD}`, `${flags.replace(/[gy]/g, '')}y`)
  return { recognizer, anchored, kind: { id, code, labels: labelsOf(context) } }
}

function bundle(all: readonly Compiled[]): readonly Bundle[] {
  // A reference to a group would count anew among others: such a pattern is asked by itself.
  const alone = all.filter(({ anchored }) => /\\[1-9k]/.test(anchored.source))
  const others = all.filter((one) => !alone.includes(one))
  const bundles: Bundle[] = alone.map((one) => ({ any: one.anchored, members: [one] }))
  for (let at = 0; at < others.length; at += BUNDLE_SIZE) {
    const members = others.slice(at, at + BUNDLE_SIZE)
    bundles.push({ any: new RegExp(members.map(({ anchored }) => anchored.source).join('|'), 'iy'), members })
  }
  return bundles
}
