/** Looks once more, with linkifyjs, at the runs of words that our own reading came to doubt: what a client with it would link is found. */
import { init, tokenize } from 'linkifyjs'
import { readHref } from '../url.ts'
import type { FoundAddress } from './found-address.ts'

/** linkifyjs takes some 100 ns and 400 bytes a character; runs without blanks are read by stretches, so that neither adds up. */
const MAX_BEFORE_CHARACTERS = 512
const MAX_AFTER_CHARACTERS = 1_024
// RFC 1035 2.3.4: longer than any name, so that none is lost between two stretches.
const OVERLAP_CHARACTERS = 256

// Its tables take tens of milliseconds to build: before the first message, not during it.
init()

const BLANK = /\s/
/** Times, prices and versions have no letters, and no link that linkifyjs makes is without any. */
const LETTER = /[^\0-@[-`{-\x7f]/
const NONE: readonly FoundAddress[] = []
/** Mail addresses stay words, and so does the name of one's own machine without a port or a path. */
const WORDS_ONLY = /^(?:mailto:|localhost$)/i

/** Words that were read and hold no address for us: [start, end). */
export type Doubt = Pick<FoundAddress, 'start' | 'end'>

/**
 * What linkifyjs links in and around the `doubts`, and a browser could open; both lists ascend and nothing of theirs overlaps.
 * The words between two of `found` are read by themselves, as they will stand once both are cut out.
 */
export function lookAgain(text: string, doubts: readonly Doubt[], found: readonly FoundAddress[]): readonly FoundAddress[] {
  const more: FoundAddress[] = []
  let covered = 0
  let next = 0
  for (const doubt of doubts) {
    // A stretch that follows another begins where their overlap does.
    for (let at = Math.max(doubt.start, covered); at < doubt.end; at = covered) {
      while (next < found.length && (found[next] as FoundAddress).end <= at) next += 1
      const lowest = Math.max(found[next - 1]?.end ?? 0, more.at(-1)?.end ?? 0, at - (at === covered && at > 0 ? 0 : MAX_BEFORE_CHARACTERS))
      const highest = Math.min(found[next]?.start ?? text.length, at + MAX_AFTER_CHARACTERS)
      let start = at
      while (start > lowest && !isBlank(text, start - 1)) start -= 1
      let end = at + 1
      while (end < highest && !isBlank(text, end)) end += 1
      covered = end === at + MAX_AFTER_CHARACTERS ? end - OVERLAP_CHARACTERS : end
      more.push(...readRun(text.slice(start, end), start))
    }
  }
  return more
}

function readRun(run: string, start: number): readonly FoundAddress[] {
  if (!LETTER.test(run)) return NONE
  return tokenize(run).flatMap((token) => {
    if (!token.isLink || token.t !== 'url' || WORDS_ONLY.test(token.toString())) return []
    const target = token.toHref('http')
    return readHref(target) === null ? [] : [{ start: start + token.startIndex(), end: start + token.endIndex(), target }]
  })
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code <= 0x20 || (code >= 0xa0 && BLANK.test(text.charAt(at)))
}
