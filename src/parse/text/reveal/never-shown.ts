/** Takes out what no reader sees and no script needs where it stands: tags, fillers, blanks of no width, format controls, private use. */
import { isFlag } from './flag-regions.ts'
import { characterAfter, characterBefore, isInWord, seenAfter, seenBefore } from './neighbours.ts'
import { alreadyRead, type Pass, type UnseenKind } from './step.ts'

// Unicode 17: Default_Ignorable_Code_Point, private use and noncharacters; with them interlinear annotation (23.8) and the controls of
// hieroglyphs (11.4). Joiners, selectors, marks of direction and what some script needs have rules of their own.
const CANDIDATES =
  /\u{1f3f4}[\u{e0020}-\u{e007f}]+|[\u{13430}-\u{13440}\u{13447}-\u{13455}]+|[\u{1d173}-\u{1d17a}]+|[[\p{DI}\p{Co}\p{NChar}\ufff9-\ufffb]--[\u034f\u115f\u1160\u180e\u200b-\u200d\p{Bidi_C}\p{VS}]]/gv
const MAX_CONTROLS = 3
const BLACK_FLAG = '\u{1f3f4}'
const CANCEL_TAG = '\u{e007f}'

/** No script needs so many in a row, and fewer bits are no letter. The blanks of braille draw pictures, and marks are a flood. */
const PAYLOAD = /[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]{6,}/g

const MAY_BE_NEEDED = /[\u200b-\u200f\u061c]/

export function dropPayloads(text: string, pass: Pass): string {
  return text.replace(PAYLOAD, (run, at: number) => {
    const inWord = isInWord(text, at, at + run.length)
    // What stands once and at an edge may belong to the word there.
    const start = Math.max(alreadyRead(run, at, pass).length, isAside(run, 0) ? 1 : 0)
    const end = isAside(run, run.length - 1) ? run.length - 1 : run.length
    for (const character of run.slice(start, end)) pass.drop(kindOf(character), character, inWord)
    return run.slice(0, start) + run.slice(end)
  })
}

function isAside(run: string, at: number): boolean {
  const character = run.charAt(at)
  return MAY_BE_NEEDED.test(character) && run.indexOf(character) === run.lastIndexOf(character)
}

export function dropNeverShown(text: string, pass: Pass): string {
  return text.replace(CANDIDATES, (found, at: number) => {
    const end = at + found.length
    const read = alreadyRead(found, at, pass)
    if (found.startsWith(BLACK_FLAG)) return flagOf(found, read, pass)
    if (read !== '') return read + goesOn(found.slice(read.length), pass)
    const kind = kindOf(found)
    if (kind === 'format' && isAtHome(text, at, end)) return found
    pass.drop(kind, found, isInWord(text, at, end))
    return ''
  })
}

/** What some script needs beside some of its letters, once nothing else stands between them. */
const NEEDED_SOMEWHERE = /[\u034f\u115f\u1160\u180e\u200b\u2800]/g

export function dropNotNeeded(text: string, pass: Pass): string {
  const brailleLines = text.includes('\u2800') ? new Lines(text, /[\u2801-\u28ff]/) : null
  return text.replace(NEEDED_SOMEWHERE, (found, at: number) => {
    if (at < pass.from || isNeeded(text, at, at + found.length, brailleLines)) return found
    pass.drop(kindOf(found), found, isInWord(text, at, at + found.length))
    return ''
  })
}

/** Controls or tags that only follow on others of a run that was read before. */
function goesOn(rest: string, pass: Pass): string {
  if (rest !== '') pass.drop(kindOf(rest), rest, false)
  return ''
}

/** UTS 51 ED-14a: a flag, its region in tags, and the tag that ends it; whatever else stands in tags is no emoji. */
function flagOf(found: string, read: string, pass: Pass): string {
  if (read.length > BLACK_FLAG.length) return read + goesOn(found.slice(read.length), pass)
  const tags = found.slice(BLACK_FLAG.length)
  const end = tags.indexOf(CANCEL_TAG)
  const region = end < 0 ? '' : tagsToAscii(tags.slice(0, end))
  const kept = isFlag(region) ? tags.slice(0, end + CANCEL_TAG.length) : ''
  if (kept.length < tags.length) pass.drop('tag', tags.slice(kept.length), false)
  return BLACK_FLAG + kept
}

/** ASCII, one character for each tag; the tags that begin and end a sequence say nothing. */
export function tagsToAscii(tags: string): string {
  let ascii = ''
  for (const tag of tags) {
    const code = (tag.codePointAt(0) ?? 0) - 0xe0000
    if (code >= 0x20 && code < 0x7f) ascii += String.fromCharCode(code)
  }
  return ascii
}

const BIDI = /^\p{Bidi_C}/u

function kindOf(found: string): UnseenKind {
  const code = found.codePointAt(0) ?? 0
  switch (code) {
    case 0xad:
      return 'soft-hyphen'
    case 0x34f:
    case 0x200b:
    case 0x200c:
    case 0x200d:
    case 0x2060:
    case 0xfeff:
      return 'zero-width'
    case 0x115f:
    case 0x1160:
    case 0x17b4:
    case 0x17b5:
    case 0x180e:
    case 0x2800:
    case 0x3164:
    case 0xffa0:
      return 'filler'
    case 0x202d:
    case 0x202e:
      return 'bidi-override'
    default:
      if (BIDI.test(found)) return 'bidi'
      if (code === 0xe0001 || (code >= 0xe0020 && code <= 0xe007f)) return 'tag'
      if ((code & 0xfffe) === 0xfffe || (code >= 0xfdd0 && code <= 0xfdef)) return 'noncharacter'
      return (code >= 0xe000 && code <= 0xf8ff) || code >= 0xf0000 ? 'private-use' : 'format'
  }
}

const HIEROGLYPH = /^(?=\p{sc=Egyp})\p{L}$/u
const MUSIC = /^[\u{1d100}-\u{1d172}\u{1d17b}-\u{1d1ff}]$/u
const SHORTHAND = /^[\u{1bc00}-\u{1bc9f}]$/u

/** Unicode 11.4, 21.2, 21.6: controls beside the signs that they lay out. */
function isAtHome(text: string, start: number, end: number): boolean {
  const code = text.codePointAt(start) ?? 0
  const home = code >> 12 === 0x13 ? HIEROGLYPH : code >> 12 === 0x1d ? MUSIC : code >> 4 === 0x1bca ? SHORTHAND : null
  if (home === null || end - start > 2 * MAX_CONTROLS) return false
  return home.test(characterBefore(text, start)) || home.test(characterAfter(text, end))
}

const ORDERED_MARK = /^[\u0300-\u034e\u0350-\u036f\u0591-\u05c7]$/
const MONGOLIAN = /^[\u180b-\u180d\u180f\u1820-\u18aa]$/u
// Scripts that write no blanks between words, so that lines break where this stands (UAX 14, class ZW).
const WITHOUT_BLANKS =
  /^[[\p{L}\p{M}\p{N}]&&[\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}\p{sc=Talu}\p{sc=Tale}\p{sc=Lana}\p{sc=Tavt}\p{sc=Cham}\p{sc=Bali}\p{sc=Java}]]$/v

/** True where a script writes with it. Each answer rests on characters that stay, so that a second reading gives the same. */
function isNeeded(text: string, start: number, end: number, brailleLines: Lines | null): boolean {
  const before = characterBefore(text, start)
  const after = characterAfter(text, end)
  switch (text.charCodeAt(start)) {
    case 0x34f: // Unicode 23.2: keeps two marks in their order.
      return ORDERED_MARK.test(before) && ORDERED_MARK.test(after)
    case 0x200b:
      return before !== '\u200b' && (WITHOUT_BLANKS.test(seenBefore(text, start)) || WITHOUT_BLANKS.test(seenAfter(text, end)))
    case 0x115f: // Unicode 3.12: a syllable of jamo without its first or its second.
      return /^(?:[\u1161-\u11a7\ud7b0-\ud7c6]|\u1160[\u11a8-\u11ff\ud7cb-\ud7fb])/.test(text.slice(end, end + 2))
    case 0x1160:
      return /[\u1100-\u115e\ua960-\ua97c]$/.test(before) || (before === '\u115f' && /^[\u11a8-\u11ff\ud7cb-\ud7fb]/.test(after))
    case 0x180e: // Unicode 13.5: before a final a or e.
      return MONGOLIAN.test(before) && /^[\u1820\u1821]/.test(after)
    case 0x2800: // A blank of braille, and the ground of pictures that are drawn in it.
      return brailleLines?.holds(start) === true && !isInWord(text, start, end)
    default:
      return false
  }
}

/** Knows which lines hold what is looked for; asked in ascending order, each line is read once. */
class Lines {
  readonly #text: string
  readonly #wanted: RegExp
  #end = -1
  #answer = false

  constructor(text: string, wanted: RegExp) {
    this.#text = text
    this.#wanted = wanted
  }

  holds(at: number): boolean {
    if (at > this.#end) {
      const start = at === 0 ? 0 : this.#text.lastIndexOf('\n', at - 1) + 1
      const end = this.#text.indexOf('\n', at)
      this.#end = end < 0 ? this.#text.length : end
      this.#answer = this.#wanted.test(this.#text.slice(start, this.#end))
    }
    return this.#answer
  }
}
