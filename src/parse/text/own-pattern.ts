/** Compiles the patterns that admins write: RE2, so that whatever it meets it takes time linear in the words (https://github.com/google/re2/wiki/Syntax). */
import { RE2JS } from 're2js'

export const MAX_PATTERN_CHARACTERS = 500

/** Why a pattern cannot be used, as a clause for whoever wrote it; null when it can. */
export function ownPatternFault(untrustedPattern: string): string | null {
  const compiled = compileOwnPattern(untrustedPattern)
  if (compiled === null) return 'expected a regular expression in RE2 syntax: no look-around, no back references'
  return compiled.matcher('').find() ? 'expected a pattern that does not match nothing at all' : null
}

/** Letters match in either case; null when it is no pattern. */
export function compileOwnPattern(untrustedPattern: string): RE2JS | null {
  if (untrustedPattern.length > MAX_PATTERN_CHARACTERS) return null
  try {
    return RE2JS.compile(untrustedPattern, RE2JS.CASE_INSENSITIVE)
  } catch {
    // What it says of the fault quotes the pattern in its own words; the syntax page says it better.
    return null
  }
}

/** [start, end) of each match, ascending, at most `max`; matches of nothing are none. */
export function matchesOf(pattern: RE2JS, words: string, max: number): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = []
  const matcher = pattern.matcher(words)
  while (found.length < max && matcher.find()) {
    const start = matcher.start()
    const end = matcher.end()
    if (end > start) found.push({ start, end })
  }
  return found
}
