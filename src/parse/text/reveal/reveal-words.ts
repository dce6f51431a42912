/** Words come out with nothing in them that no reader sees; what a script or an emoji needs, stays. */
import { dropDirections } from './directions.ts'
import { dropJoiners } from './joiners.ts'
import { dropFloods } from './marks.ts'
import { GENERAL_MARKS, RTL_LETTER } from './neighbours.ts'
import { dropNeverShown, dropNotNeeded, dropPayloads } from './never-shown.ts'
import { dropSelectors } from './selectors.ts'
import type { Pass, Step } from './step.ts'
import type { UnseenTally } from './unseen-tally.ts'

// Default_Ignorable_Code_Point has the joiners, selectors and marks of direction.
const UNSEEN = '[\\p{DI}\\p{Co}\\p{NChar}\\u2800\\ufff9-\\ufffb\\u{13430}-\\u{13440}\\u{13447}-\\u{13455}]'
/** Two marks on a letter may be the first of many. */
const SUSPECT = new RegExp(`${UNSEEN}|[${GENERAL_MARKS}]{2}|\\p{M}{3}`, 'u')
const ALL_UNSEEN = new RegExp(`${UNSEEN}+`, 'gu')
/** Each looks at letters that the ones before have laid bare. */
const STEPS: readonly Step[] = [
  dropPayloads,
  dropNeverShown,
  dropSelectors,
  dropDirections,
  dropFloods,
  dropNotNeeded,
  dropJoiners,
  dropFloods,
]
/** Words of people are done after one round; what is not after these, hides layer in layer. */
const MAX_ROUNDS = 3

/** What stands around the words, where they are a part of a line. */
export interface Around {
  /** The last of the words before, already revealed. */
  readonly before: string
  readonly besideRtl: boolean
}

const NOTHING_AROUND: Around = { before: '', besideRtl: false }

/**
 * Only takes away, so that what comes out stands in the same order in `text`; the same string when there is nothing to do.
 * Revealed words stay as they are when they are revealed again. Linear.
 */
export function revealWords(text: string, tally: UnseenTally, around: Around = NOTHING_AROUND): string {
  if (!SUSPECT.test(text)) return text
  const pass: Pass = { from: around.before.length, besideRtl: around.besideRtl, drop: tally.add }
  const revealed = settle(around.before + text, pass).slice(pass.from)
  if (revealed.length === text.length) return text
  tally.keep(missing(text, revealed))
  return revealed
}

function settle(text: string, pass: Pass): string {
  let words = text
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const before = words
    for (const step of STEPS) words = step(words, pass)
    if (words.length === before.length) return words
  }
  return dropFloods(dropAll(words, pass), pass)
}

/** What of `text` is not in `rest`, which is what is left of it. */
function missing(text: string, rest: string): string {
  let characters = ''
  let at = 0
  for (let from = 0; from < text.length; from += 1) {
    if (text.charCodeAt(from) === rest.charCodeAt(at)) at += 1
    else characters += text.charAt(from)
  }
  return characters
}

function dropAll(words: string, pass: Pass): string {
  return words.replace(ALL_UNSEEN, (found, at: number) => {
    if (at < pass.from) return found
    pass.drop('format', found, false)
    return ''
  })
}

export function hasRtl(text: string): boolean {
  return RTL_LETTER.test(text)
}
