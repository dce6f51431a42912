/** Lets ZWNJ and ZWJ stand where letters or emoji join by them, by their context and not by their script alone; everywhere else they are bits. */
import { BRAHMIC, CURSIVE, JOINS_NO_FURTHER, VIRAMA } from './joining-letters.ts'
import { characterAfter, characterBefore, isInWord } from './neighbours.ts'
import type { Pass } from './step.ts'

const RUN = /[\u200c\u200d]+/g
const ZWJ = '\u200d'
const MARK = /^\p{M}$/u
const ONLY_MARKS = /^\p{M}*$/u
const WORD = /^[\p{L}\p{N}]$/u
const BLANK = /\s/
const PICTURE = /^\p{Extended_Pictographic}$/u
const ENDS_PICTURE = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}]$/u
const EMOJI_SELECTOR = '\ufe0f'
/** Some keyboards write two, and nobody sees a difference; eight of them are a letter of a hidden message. */
const MAX_RUN = 2
/** UTF-16 units between joiners that are typed where they change nothing: now and then, not between any two letters. */
const MIN_DISTANCE = 6
/** More marks on one letter are a flood. */
const MAX_MARKS = 16

type Worth = 'none' | 'idle' | 'needed'

interface Found {
  readonly at: number
  readonly end: number
  readonly worth: Worth
}

export function dropJoiners(text: string, pass: Pass): string {
  const found: Found[] = []
  let lastEnd = -1
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const end = index + run.length
    // What goes on with joiners that were read before is one more of them.
    if (index < pass.from && end > pass.from) found.push({ at: pass.from, end, worth: 'none' })
    // One more with only marks between is one more on the same letter.
    const isSecond = lastEnd >= 0 && ONLY_MARKS.test(text.slice(lastEnd, index))
    const worth = index < pass.from ? 'needed' : isSecond ? 'none' : worthOf(text, index, end, run)
    if (worth !== 'none') lastEnd = end
    found.push({ at: index, end, worth })
  }
  if (found.length === 0) return text
  let kept = ''
  let from = 0
  for (const { at, end } of withoutBits(text, found)) {
    if (at < pass.from) continue
    kept += text.slice(from, at)
    from = end
    pass.drop('zero-width', text.slice(at, end), isInWord(text, at, end))
  }
  return kept + text.slice(from)
}

/** Those that go: of no worth, or idle with another idle one so near in the same word as nobody types them. */
function withoutBits(text: string, found: readonly Found[]): readonly Found[] {
  const gone: Found[] = []
  let idle: Found | null = null
  let isGone = false
  for (const each of found) {
    if (each.worth === 'none') gone.push(each)
    if (each.worth !== 'idle') continue
    const isNear = idle !== null && each.at - idle.end < MIN_DISTANCE && !BLANK.test(text.slice(idle.end, each.at))
    if (isNear && !isGone && idle !== null) gone.push(idle)
    if (isNear) gone.push(each)
    idle = each
    isGone = isNear
  }
  return gone.sort((a, b) => a.at - b.at)
}

function worthOf(text: string, start: number, end: number, run: string): Worth {
  const before = characterBefore(text, start)
  const after = characterAfter(text, end)
  if (run === ZWJ && PICTURE.test(after) && endsPicture(text, start, before)) return 'needed'
  if (run.length > MAX_RUN || run[0] !== run[run.length - 1]) return 'none'
  // RFC 5892 A.1 and A.2, UAX 31 2.3: behind a virama.
  if (VIRAMA.test(before)) return 'needed'
  // Unicode 12.2, 12.8: before one it asks for the other form of the conjunct.
  if (run === ZWJ && VIRAMA.test(after) && BRAHMIC.test(before)) return 'needed'
  const left = letterBefore(text, start)
  const right = letterAfter(text, end)
  const isCursive = CURSIVE.test(left) || CURSIVE.test(right)
  if (isCursive) {
    const joinsOn = CURSIVE.test(left) && !JOINS_NO_FURTHER.test(left)
    // A ZWNJ parts what would join; a ZWJ shows the joining form where there is nothing to join with.
    if (run[0] === ZWJ ? joinsOn !== CURSIVE.test(right) : joinsOn) return 'needed'
  }
  if (isCursive || BRAHMIC.test(before) || BRAHMIC.test(after)) {
    return BRAHMIC.test(before) || (isLetter(left) && isLetter(right)) ? 'idle' : 'none'
  }
  return 'none'
}

function isLetter(character: string): boolean {
  return WORD.test(character)
}

/** UTS 51 ED-16: an emoji, with its modifier or its selector. */
function endsPicture(text: string, at: number, before: string): boolean {
  if (before !== EMOJI_SELECTOR) return ENDS_PICTURE.test(before)
  return ENDS_PICTURE.test(characterBefore(text, at - EMOJI_SELECTOR.length))
}

/** Marks do not come between letters that join (Joining_Type=Transparent). */
function letterBefore(text: string, at: number): string {
  let end = at
  for (let marks = 0; marks < MAX_MARKS; marks += 1) {
    const character = characterBefore(text, end)
    if (!MARK.test(character)) return character
    end -= character.length
  }
  return ''
}

function letterAfter(text: string, at: number): string {
  let start = at
  for (let marks = 0; marks < MAX_MARKS; marks += 1) {
    const character = characterAfter(text, start)
    if (!MARK.test(character)) return character
    start += character.length
  }
  return ''
}
