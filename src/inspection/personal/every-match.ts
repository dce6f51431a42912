/** Gives the matches of a global pattern one after another without copying it, as `matchAll` would for each of thousands of short words. */

/** The pattern belongs to one search at a time. */
export function* everyMatch(words: string, pattern: RegExp): Generator<RegExpExecArray> {
  pattern.lastIndex = 0
  for (let match = pattern.exec(words); match !== null; match = pattern.exec(words)) {
    const { lastIndex } = pattern
    yield match
    pattern.lastIndex = match[0] === '' ? lastIndex + 1 : lastIndex
  }
}
