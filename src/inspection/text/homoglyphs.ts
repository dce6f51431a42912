/** Says when words are written in letters that only look like theirs, so that people read them and no filter does. Nothing is changed: the words are shown as they came. */
import type { CodeDeclaration, MessageInspector, Sighting } from '../../core/inspector.ts'
import type { InboundMessage } from '../../core/message.ts'
import type { Evidence } from '../../core/report.ts'
import { read } from '../../parse/reading.ts'
import { NOTHING_SEEN, saw } from '../sightings.ts'
import { drawnLike } from './drawn-like.ts'

const CODES = {
  TEXT_HOMOGLYPHS: {
    severity: 'medium',
    title: 'Words in letters that pass for others',
    explanation: 'The message mixes letters of other alphabets into words, where they look like the letters that belong there.',
  },
  TEXT_STYLED_LETTERS: {
    severity: 'low',
    title: 'Words in ornamental letters',
    explanation: 'The message writes words in letters made for formulas or ornament, which people read and filters do not.',
  },
} as const satisfies Readonly<Record<string, CodeDeclaration>>
type Code = keyof typeof CODES

/** Letters that some rule here is about; nearly no message has one. */
const SUSPECT =
  /[\u0131\u0251\u0261\u0262\u026a\u0274\u0280\u028f\u0299\u029c\u029f\u0370-\u058f\u13a0-\u13ff\u1d00-\u1d22\ua730\ua731\u24b6-\u24e9\uff21-\uff5a\u{1d400}-\u{1d6a3}\u{1f130}-\u{1f189}]/u
const WORD = /[\p{L}\p{M}\u24b6-\u24e9\u{1f130}-\u{1f189}]+/gu
const MARKS = /\p{M}/gu
const MAX_WORD_CHARACTERS = 64
const MAX_WORDS_SHOWN = 9
/** A formula has letters one by one, an ordinal or a blood group has one or two. */
const MIN_LETTERS = 3
/** A word that holds no letter but look-alikes may be one of its own language, if it is short. */
const MIN_ALL_OTHER = 4
// Turkish and Azerbaijani write ı, and with it these; phonetic transcription writes ɑ and ɡ among these.
const TURKIC = /[şğİəŞĞƏ]|[çöüÇÖÜ]/u
const PHONETIC = /[ɪʊəɛɔʌʃʒθŋɹːˈ]/u
const EAST_ASIAN = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u
const FULLWIDTH = /^[\uff21-\uff3a\uff41-\uff5a]+$/

export const homoglyphs: MessageInspector = {
  id: 'text/homoglyphs',
  looksAt: 'message',
  codes: CODES,
  inspect(message) {
    const words = wordsOf(message)
    if (!SUSPECT.test(words)) return NOTHING_SEEN
    const seen = new Map<Code, Map<string, string>>()
    const context = contextOf(words)
    for (const [word] of words.matchAll(WORD)) {
      const judged = judge(word.slice(0, MAX_WORD_CHARACTERS).normalize('NFD').replace(MARKS, ''), context)
      if (judged === null) continue
      const alike = seen.get(judged.code) ?? new Map<string, string>()
      if (alike.size < MAX_WORDS_SHOWN) alike.set(word.slice(0, MAX_WORD_CHARACTERS).toWellFormed(), judged.reads)
      seen.set(judged.code, alike)
    }
    return seen.size === 0 ? NOTHING_SEEN : saw(...Array.from(seen, sighting))
  },
}

function wordsOf({ subject, text, html }: InboundMessage): string {
  const body = text !== null ? read(text, false).words : html !== null ? read(html, true).words : ''
  return `${subject ?? ''}\n${body}`
}

interface Context {
  /** True when some word is written in another alphabet, with letters that pass for none: the message is in that language, in part. */
  readonly isAtHome: boolean
  readonly isTurkic: boolean
  readonly isPhonetic: boolean
  readonly isEastAsian: boolean
}

const OTHER_WORD = /[\p{sc=Cyrl}\p{sc=Grek}\p{sc=Armn}\p{sc=Cher}]{3,}/gu

function contextOf(words: string): Context {
  let isAtHome = false
  for (const [word] of words.matchAll(OTHER_WORD)) {
    isAtHome ||= Array.from(word.slice(0, MAX_WORD_CHARACTERS)).some((letter) => drawnLike(letter) === null)
    if (isAtHome) break
  }
  return { isAtHome, isTurkic: TURKIC.test(words), isPhonetic: PHONETIC.test(words), isEastAsian: EAST_ASIAN.test(words) }
}

function judge(word: string, context: Context): { readonly code: Code; readonly reads: string } | null {
  const counts = { plain: 0, other: 0, styled: 0, odd: 0 }
  let reads = ''
  let natures = ''
  for (const letter of word) {
    const drawn = drawnLike(letter)
    if (drawn === null) return null
    counts[drawn.nature] += 1
    natures += drawn.nature === 'other' ? 'x' : '.'
    reads += drawn.as
  }
  const { plain, other, styled, odd } = counts
  const letters = plain + other + styled + odd
  if (letters < MIN_LETTERS || plain === letters) return null
  if (other > 0) return isForeign(word, counts, natures, context) ? null : { code: 'TEXT_HOMOGLYPHS', reads }
  if (styled > 0 && plain + odd > 0) return plain >= 2 && !isOrnament(word) ? { code: 'TEXT_HOMOGLYPHS', reads } : null
  if (styled > 0) return context.isEastAsian && FULLWIDTH.test(word) ? null : { code: 'TEXT_STYLED_LETTERS', reads }
  const isHonest = word.includes('ı') ? context.isTurkic || /^ı+$/.test(word) : context.isPhonetic
  return isHonest ? null : { code: 'TEXT_HOMOGLYPHS', reads }
}

/** Of another alphabet, or of two that do not pass for one. */
function isForeign(word: string, { plain, other, styled }: Readonly<Record<string, number>>, natures: string, context: Context): boolean {
  const latin = (plain ?? 0) + (styled ?? 0)
  if (latin === 0) return context.isAtHome || (other ?? 0) < MIN_ALL_OTHER
  // A Latin name with the ending of another language: `iPhoneа`. What stands among Latin letters is no ending.
  if (context.isAtHome) return !/\.x+\./.test(natures) || latin < (other ?? 0)
  // `TNFα`, `βCas`: one Greek letter of an abbreviation.
  return other === 1 && /^\p{sc=Grek}|\p{sc=Grek}$/u.test(word) && /[A-Z]/.test(word.slice(1, -1))
}

/** A letter in a circle or a square beside plain ones is a sign among words: `Ⓜmetro`. */
function isOrnament(word: string): boolean {
  return /[\u24b6-\u24e9\u{1f130}-\u{1f189}]/u.test(word)
}

function sighting([code, words]: readonly [Code, ReadonlyMap<string, string>]): Sighting {
  const evidence = Array.from(words).flatMap(([word, reads]): readonly Evidence[] => [
    { label: 'word', value: word },
    { label: 'reads as', value: reads },
  ])
  return { code, confidence: code === 'TEXT_HOMOGLYPHS' && words.size === 1 ? 0.8 : 0.95, evidence }
}
