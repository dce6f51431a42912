/** Leaves one variation selector behind a character that has a variant for it; all others are bytes that nobody sees. */
import { characterAfter, characterBefore, isInWord } from './neighbours.ts'
import { alreadyRead, type Pass } from './step.ts'

const RUN = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]+|[\u180b-\u180d\u180f]+/gu
const ASCII_EMOJI = /^[#*0-9]$/
const EMOJI = /^\p{Emoji}$/u
const NEEDS_SELECTOR = /^[\p{Emoji}--[\p{Emoji_Presentation}#*0-9]]$/v
const PRESENTATION = /^[\ufe0e\ufe0f]$/
const KEYCAP = '\u20e3'
// StandardizedVariants.txt, by kind of base. UTS 37: ideographs have registered variants, few more than thirty of them.
const TAKES_ANY_OF_THREE = /^\p{sc=Han}$/u
const IDEOGRAPHIC = /^[\u{e0100}-\u{e011f}]$/u
const TAKES_FIRST =
  /^(?:[0\uff10\u2205\u2229\u222a\u2268\u2269\u2272\u2273\u228a\u228b\u2293-\u2297\u229c\u22da\u22db\u2a3c\u2a3d\u2a9d\u2a9e\u2aac\u2aad\u2acb\u2acc]|[\u1000\u1002\u1004\u1010\u1011\u1015\u1019\u101a\u101c\u101d\u1022\u1031\u1075\u1078\u107a\u1080\uaa60-\uaa66\uaa6b\uaa6c\uaa6f\uaa7a]|\p{sc=Phag}|\p{sc=Mani})$/u
const TAKES_TWO = /^[\u2018\u2019\u201c\u201d\u3001\u3002\uff01\uff0c\uff0e\uff1a\uff1b\uff1f]$/u
const HIEROGLYPH = /^\p{sc=Egyp}$/u
const MONGOLIAN = /^[\u1820-\u18aa\u1800-\u180a\u180e]$/u

export function dropSelectors(text: string, pass: Pass): string {
  return text.replace(RUN, (run, at: number) => {
    const read = alreadyRead(run, at, pass)
    const kept = read === '' ? keptOf(run, characterBefore(text, at), characterAfter(text, at + run.length)) : read
    if (kept.length < run.length) pass.drop('variation-selector', run.replace(kept, ''), isInWord(text, at, at + run.length))
    return kept
  })
}

/** The one selector of the run that stays, if any. */
function keptOf(run: string, base: string, next: string): string {
  const first = characterAfter(run, 0)
  const isAlone = first.length === run.length
  if (PRESENTATION.test(first)) return (isAlone ? EMOJI : NEEDS_SELECTOR).test(base) || isKeycap(base, next) ? first : ''
  // A sign that is drawn as emoji only with a selector may have it behind a payload, too.
  const last = run.slice(-1)
  if (PRESENTATION.test(last)) return NEEDS_SELECTOR.test(base) || isKeycap(base, next) ? last : ''
  return isAlone && takes(base, first) ? first : ''
}

function isKeycap(base: string, next: string): boolean {
  return next === KEYCAP && ASCII_EMOJI.test(base)
}

function takes(base: string, selector: string): boolean {
  if (selector < '\u2000') return MONGOLIAN.test(base)
  if (selector.length > 1) return IDEOGRAPHIC.test(selector) && TAKES_ANY_OF_THREE.test(base)
  if (selector <= '\ufe02' && TAKES_ANY_OF_THREE.test(base)) return true
  if (selector === '\ufe00' && TAKES_FIRST.test(base)) return true
  if (selector <= '\ufe01' && TAKES_TWO.test(base)) return true
  return selector <= '\ufe06' && HIEROGLYPH.test(base)
}
