/** Reads a text once, from left to right, and keeps only the words and phrases that the lexicon knows; linear in the text. */
import { ASCII_CODES, foldAt, isWordAlone, PARTS, settle, UNSEEN } from './fold.ts'
import { BLANK, type Lexicon, mayBegin } from './lexicon.ts'
import { MAX_LETTERS, type Mark, Marker } from './mark.ts'

const LINE_FEED = 10
const RETURN = 13
/** All ASCII letters are behind it. */
const DIGIT_NINE = 57
/** A mail address is known by it. */
const AT_SIGN = 64
/** Marks between letters that belong to one spelled word: "i - g - n". */
const SPELLED_APART = 3

export function readMarks(text: string, lexicon: Lexicon): readonly Mark[] {
  const marker = new Marker(lexicon)
  const letters = new Uint16Array(MAX_LETTERS)
  let count = 0
  let start = 0
  let hasLetter = false
  let capital = false
  let number = 0
  let sentence = 0
  let leads = true
  let startsLine = true
  // Characters since the last word.
  let apart = 0

  // One more round than there are characters, as if a blank stood behind the text.
  for (let at = 0; at <= text.length; at += 1) {
    let unit = at < text.length ? text.charCodeAt(at) : BLANK
    let folded: string = PARTS
    let wide = 0
    if (unit < 0x80) {
      let plain = ASCII_CODES[unit] ?? 0
      if (plain !== 0 && count === 0) {
        start = at
        capital = unit >= 65 && unit <= 90
      }
      // Most of most texts is read here.
      while (plain !== 0) {
        if (count < MAX_LETTERS) letters[count] = plain
        count += 1
        if (unit > DIGIT_NINE) hasLetter = true
        at += 1
        unit = at < text.length ? text.charCodeAt(at) : BLANK
        plain = unit < 0x80 ? (ASCII_CODES[unit] ?? 0) : 0
      }
      if (count > MAX_LETTERS) count = MAX_LETTERS
      if (unit >= 0x80) {
        at -= 1
        continue
      }
    } else {
      const point = text.codePointAt(at) ?? unit
      folded = foldAt(point)
      wide = point > 0xffff ? 1 : 0
      if (folded === UNSEEN) {
        at += wide
        continue
      }
      if (folded !== PARTS) {
        const alone = isWordAlone(point)
        if (count === 0) {
          start = at
          capital = isCapital(text.charAt(at))
        }
        if (!alone || count === 0) {
          for (let index = 0; index < folded.length && count < MAX_LETTERS; index += 1) {
            letters[count] = folded.charCodeAt(index)
            count += 1
          }
          hasLetter = true
          at += wide
          if (!alone) continue
        } else at -= 1
      }
    }

    if (count > 0) {
      settle(letters, count)
      if (hasLetter && (count === 1 || mayBegin(lexicon, letters, count) || marker.goesOnWith(letters[0] ?? 0))) {
        const end = folded === PARTS ? at : at + 1
        marker.take({ letters, count, number, sentence, start, end, leads, capital, startsLine })
      }
      number += 1
      count = 0
      hasLetter = false
      leads = false
      startsLine = false
      apart = 0
    }
    if (folded !== PARTS) continue
    if (unit === AT_SIGN && isWordBehind(text, at + 1)) {
      letters[0] = AT_SIGN
      marker.take({ letters, count: 1, number, sentence, start: at, end: at + 1, leads, capital: false, startsLine })
      number += 1
      marker.endSpelling()
    }
    apart += 1
    if (apart > SPELLED_APART) marker.endSpelling()
    if (unit === BLANK) continue
    if (endsSentence(text, at, unit)) {
      sentence += 1
      marker.endPhrases()
      leads = true
    }
    if (unit === LINE_FEED) startsLine = true
    if (!joins(unit)) leads = true
    at += wide
  }
  marker.endSpelling()
  return marker.marks
}

function isCapital(character: string): boolean {
  return character !== character.toLowerCase()
}

/** An empty line; a full stop, a question mark or an exclamation mark with a blank or a bracket behind it; those of CJK always. */
function endsSentence(text: string, at: number, unit: number): boolean {
  const behind = text.charCodeAt(at + 1)
  switch (unit) {
    case LINE_FEED:
      return behind === LINE_FEED || (behind === RETURN && text.charCodeAt(at + 2) === LINE_FEED)
    case 0x21:
    case 0x2e:
    case 0x3f:
      return Number.isNaN(behind) || behind <= BLANK || behind === 0x29
    case 0x3002:
    case 0xff01:
    case 0xff1f:
      return true
    default:
      return false
  }
}

function isWordBehind(text: string, at: number): boolean {
  const folded = at < text.length ? foldAt(text.charCodeAt(at)) : PARTS
  return folded !== PARTS && folded !== UNSEEN
}

/** Blanks, apostrophes, hyphens and underscores: what stands behind them begins nothing. */
function joins(unit: number): boolean {
  return unit === 9 || unit === RETURN || unit === 39 || unit === 45 || unit === 95 || unit === 0xa0 || unit === 0x2019
}
