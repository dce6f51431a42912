/** Turns the patterns that a channel's admins wrote into finders, each compiled once; a pattern that cannot be read breaks the inspector, so that nothing passes as looked at. */
import type { OwnPattern } from '../../core/own-pattern.ts'
import { compileOwnPattern, matchesOf } from '../../parse/text/own-pattern.ts'
import type { Finder } from './recognizer.ts'

/** A message with more is a list. */
const MAX_MATCHES = 5_000
const MAX_COMPILED = 500
/** By the pattern's own text: each message brings its own copy of the list. */
const compiled = new Map<string, Finder>()

export function ownFinders(patterns: readonly OwnPattern[]): readonly Finder[] {
  return patterns.map(ownFinder)
}

function ownFinder({ name, pattern }: OwnPattern): Finder {
  const key = `${name}\0${pattern}`
  const known = compiled.get(key)
  if (known !== undefined) return known
  const expression = compileOwnPattern(pattern)
  // Policies are refused with such a pattern; what got past that must not be taken for a clean look.
  if (expression === null) throw new Error('a pattern that cannot be compiled')
  const finder: Finder = {
    id: name,
    code: 'PERSONAL_PATTERN',
    context: [],
    *find(words) {
      for (const { start, end } of matchesOf(expression, words, MAX_MATCHES))
        yield { start, end, value: words.slice(start, end).toUpperCase(), confidence: 1 }
    },
  }
  if (compiled.size >= MAX_COMPILED) compiled.clear()
  compiled.set(key, finder)
  return finder
}
