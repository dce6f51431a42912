/** Leaves one variation selector behind a character that has a variant for it; all others are bytes that nobody sees. */
import { characterAfter, characterBefore, isInWord, type Reading } from './reading.ts'

const RUN = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]+|[\u180b-\u180d\u180f]+/gu
const ASCII_EMOJI = /^[#*0-9]$/
const EMOJI = /^\p{Emoji}$/u
const DRAWN_BY_ITSELF = /^\p{Emoji_Presentation}$/u
const PRESENTATION = /^[\ufe0e\ufe0f]/
const KEYCAP = '\u20e3'
// StandardizedVariants.txt, by kind of base. UTS 37: ideographs have registered variants, few more than thirty of them.
const TAKES_ANY_OF_THREE = /^\p{sc=Han}$/u
const IDEOGRAPHIC = /^[\u{e0100}-\u{e011f}]$/u
const TAKES_FIRST =
  /^(?:[0\uff10\u2205\u2229\u222a\u2268\u2269\u2272\u2273\u228a\u228b\u2293-\u2297\u229c\u22da\u22db\u2a3c\u2a3d\u2a9d\u2a9e\u2aac\u2aad\u2acb\u2acc]|\p{sc=Mymr}|\p{sc=Phag}|\p{sc=Mani})$/u
const TAKES_TWO = /^[\u2018\u2019\u201c\u201d\u3001\u3002\uff01\uff0c\uff0e\uff1a\uff1b\uff1f]$/u
const HIEROGLYPH = /^\p{sc=Egyp}$/u
const MONGOLIAN = /^[\u1820-\u18aa\u1800-\u180a\u180e]$/u

export function dropSelectors(text: string, reading: Reading): string {
  return text.replace(RUN, (run, at: number) => {
    if (at < reading.from) return run
    const kept = keptOf(run, characterBefore(text, at), characterAfter(text, at + run.length))
    if (kept < run.length) reading.drop('variation-selector', run.slice(kept), isInWord(text, at, at + run.length))
    return run.slice(0, kept)
  })
}

/** How many UTF-16 units of the run stay. */
function keptOf(run: string, base: string, next: string): number {
  const first = characterAfter(run, 0)
  const isAlone = first.length === run.length
  // A keycap, or a sign that is drawn as emoji only with it: these may have theirs in front of a payload, too.
  if (PRESENTATION.test(run)) {
    if (ASCII_EMOJI.test(base)) return isAlone || next === KEYCAP ? 1 : 0
    if (!EMOJI.test(base)) return 0
    return isAlone || !DRAWN_BY_ITSELF.test(base) ? 1 : 0
  }
  return isAlone && takes(base, first) ? first.length : 0
}

function takes(base: string, selector: string): boolean {
  if (selector < '\u2000') return MONGOLIAN.test(base)
  if (selector.length > 1) return IDEOGRAPHIC.test(selector) && TAKES_ANY_OF_THREE.test(base)
  if (selector <= '\ufe02' && TAKES_ANY_OF_THREE.test(base)) return true
  if (selector === '\ufe00' && TAKES_FIRST.test(base)) return true
  if (selector <= '\ufe01' && TAKES_TWO.test(base)) return true
  return selector <= '\ufe06' && HIEROGLYPH.test(base)
}
