/** Reveals words that tags part: a joiner between two runs of one line is judged by the letters on both sides. */
import { hasRtl, revealWords } from './reveal-words.ts'
import { UnseenTally } from './unseen-tally.ts'

/** A family of emoji, or a letter with its marks. */
const MAX_BEFORE_CHARACTERS = 32
/** More joiners than this are none that letters wait for. */
const MAX_WAITING = 8
const LAST_JOINERS = /[\u200c\u200d]+$/

/** Owns what stood before the words that come next on the line. */
export class WordsAcrossTags {
  readonly #tally: UnseenTally
  #before = ''
  /** Joiners whose other side is not known yet. */
  #waiting = ''
  #besideRtl = false

  constructor(tally: UnseenTally) {
    this.#tally = tally
  }

  /** What was waiting, and the words, as they were written. */
  reveal(words: string): { readonly written: string; readonly revealed: string } {
    const all = this.#waiting + words
    this.#waiting = this.#undecided(all)
    const written = all.slice(0, all.length - this.#waiting.length)
    this.#besideRtl ||= hasRtl(written)
    const revealed = revealWords(written, this.#tally, { before: this.#before, besideRtl: this.#besideRtl })
    this.#before = (this.#before + revealed).slice(-MAX_BEFORE_CHARACTERS).toWellFormed()
    return { written, revealed }
  }

  /** The joiners at the end, unless what stands before them is reason enough for them. */
  #undecided(words: string): string {
    const joiners = LAST_JOINERS.exec(words.slice(-MAX_WAITING))?.[0] ?? ''
    if (joiners === '') return ''
    const end = (this.#before + words.slice(-MAX_BEFORE_CHARACTERS)).toWellFormed()
    return revealWords(end, new UnseenTally()).endsWith(joiners) ? '' : joiners
  }

  /** The line is over: what comes next joins with none of it. */
  endLine(): void {
    if (this.#waiting !== '') this.#tally.add('zero-width', this.#waiting, false)
    this.#waiting = ''
    this.#before = ''
  }
}
