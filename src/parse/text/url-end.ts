/** Knows where an address in running words ends: before what only the sentence around it means, after all that belongs to it. */
import { dotLength } from './host-run.ts'
import { isUnseen } from './unseen.ts'

// What ends an address in words: blanks, controls, quotes, angle brackets, and East Asian punctuation other than the dot.
// U+FEFF is a blank for JavaScript and nothing for a reader.
const URL_RUN =
  /(?:[^\s"<>`\0-\x20\x7f-\xa0\u201c-\u201e\u00ab\u00bb\u2039\u203a\u3000\u3001\u3008-\u3011\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1c\uff1e\uff1f\uff5c\ufffc\ufffd]|\ufeff)*/y
/** A word in quotes inside a query: `?q="shoes"&p=2`. */
const QUOTED_WORD = /"[\p{L}\p{N}_.~%+-]{1,64}"[\w/.~%+&=#?-]{0,512}/uy
const COMMA_OR_BLANK = /[\s,]/g
const AUTHORITY_END = /[/?#\\]/
/** No host has these, though a browser's parser lets some pass: `http://a.example,http://b.example` are two. */
const HOST_END = /[,;!'"*|^(){}[\]]/
/** A letter, a digit or the bracket of IPv6. */
const HOST = /[^-\0-,./:-@\\\]^_`{-\x7f]/
const IPV6 = /\[[\da-f:.%]*\]?(?::\d*)?/iy
const PUNCTUATION = ".,;:!?'*|\u2026\u2019\u3002\uff0e\uff61"
/** How chats mark words up: `_https://a.example/x_`, `~https://a.example/x~`. */
const MARKERS = '_~'
const MAX_MARKED_CHARACTERS = 200

/** Owns what was found out about the runs of one text, so that no run is read twice. */
export class UrlEnds {
  readonly text: string
  #from = 0
  #to = 0
  /** By offset into the run: where the bracket's partner is, -1 when it has none. */
  #partners: Int32Array | null = null
  #commaFrom = 0
  /** The first comma or blank from `#commaFrom` on. */
  #comma = -1

  constructor(text: string) {
    this.text = text
  }

  /** The end of an address that begins at `start` and whose authority begins at `rest`; `rest` when there is no host. */
  ofAuthority(start: number, rest: number, isWeb: boolean): number {
    const { text } = this
    const runEnd = this.#runEnd(rest)
    const length = text.slice(rest, runEnd).search(AUTHORITY_END)
    const authorityEnd = length < 0 ? runEnd : rest + length
    // WHATWG URL, authority state: the last `@` ends the userinfo. With no host behind it, no browser opens the whole.
    const at = text.slice(rest, authorityEnd).lastIndexOf('@')
    let host = rest + at + 1
    let hostEnd = this.#hostEnd(host, authorityEnd)
    if (at >= 0 && !HOST.test(text.slice(host, hostEnd))) {
      host = rest
      hostEnd = this.#hostEnd(host, authorityEnd)
    }
    // `http://`, `http://?`, `http://..`: nobody's address.
    if (isWeb && !HOST.test(text.slice(host, hostEnd))) return rest
    if (hostEnd < authorityEnd || hostEnd === runEnd) return this.#trim(start, rest, hostEnd)
    return this.ofPath(start, hostEnd, rest)
  }

  /** The end of an address that begins at `start` and whose path, query or opaque rest begins at `from`; never before `lowest`. */
  ofPath(start: number, from: number, lowest = from): number {
    const { text } = this
    const runEnd = this.#runEnd(from)
    const before = text.charAt(start - 1)
    const quote = before === "'" ? text.slice(from, runEnd).indexOf("'") : -1
    let end = this.#bracketsEnd(from, quote < 0 ? runEnd : from + quote)
    if (end === runEnd && text[end] === '"' && before !== '"') {
      QUOTED_WORD.lastIndex = end
      if (QUOTED_WORD.test(text)) end = QUOTED_WORD.lastIndex
    }
    return this.#trim(start, lowest, end)
  }

  /** True when a comma stands within `maxCharacters` of `from`, with no blank before it. */
  hasComma(from: number, maxCharacters: number): boolean {
    const { text } = this
    if (from < this.#commaFrom || from > this.#comma) {
      COMMA_OR_BLANK.lastIndex = from
      this.#commaFrom = from
      this.#comma = COMMA_OR_BLANK.exec(text)?.index ?? text.length
    }
    return text[this.#comma] === ',' && this.#comma - from < maxCharacters
  }

  #runEnd(from: number): number {
    if (from < this.#from || from >= this.#to) {
      URL_RUN.lastIndex = from
      URL_RUN.test(this.text)
      this.#from = from
      this.#to = URL_RUN.lastIndex
      this.#partners = null
    }
    return this.#to
  }

  #hostEnd(host: number, limit: number): number {
    const { text } = this
    if (text[host] === '[' && dotLength(text, host) === 0) {
      IPV6.lastIndex = host
      IPV6.test(text)
      return Math.min(IPV6.lastIndex, limit)
    }
    for (let from = host; ; ) {
      const length = text.slice(from, limit).search(HOST_END)
      if (length < 0) return limit
      const dot = dotLength(text, from + length)
      if (dot === 0) return from + length
      from += length + dot
    }
  }

  /** Stops before a bracket whose partner is not in the address: `(see https://a.example/x)`, `https://a.example/x(and`. */
  #bracketsEnd(from: number, limit: number): number {
    this.#partners ??= pairBrackets(this.text, this.#from, this.#to)
    for (let at = from; at < limit; at += 1) {
      const partner = this.#partners[at - this.#from] as number
      if (partner === NO_BRACKET) continue
      if (partner === ALONE || partner + this.#from < from || partner + this.#from >= limit) return at
    }
    return limit
  }

  /** Leaves out the sentence's own punctuation, the marks of a chat around the address, and what is unseen at its end. */
  #trim(start: number, lowest: number, to: number): number {
    const { text } = this
    const marked = new Map<string, boolean>()
    let end = to
    for (; end > lowest; end -= 1) {
      const last = text.charAt(end - 1)
      if (PUNCTUATION.includes(last) || isUnseen(text, end - 1)) continue
      if (!MARKERS.includes(last)) break
      if (!marked.has(last)) marked.set(last, isMarked(text, start, last))
      if (marked.get(last) !== true) break
    }
    return end
  }
}

/** True when `marker` was opened before `start`: right before it, or before a word of the same line. */
function isMarked(text: string, start: number, marker: string): boolean {
  const line = text.slice(Math.max(0, start - MAX_MARKED_CHARACTERS), start)
  const before = line.slice(line.lastIndexOf('\n') + 1)
  for (let at = before.lastIndexOf(marker); at >= 0; at = at === 0 ? -1 : before.lastIndexOf(marker, at - 1)) {
    if (/[\w]/.test(before.charAt(at - 1).replace(marker, ''))) return false
    const next = before.charAt(at + 1)
    if (next !== marker) return !/\s/.test(next)
  }
  return false
}

const NO_BRACKET = -2
const ALONE = -1

/** Partners of each kind of bracket by themselves, so that what stands before an address changes nothing in it. */
function pairBrackets(text: string, from: number, to: number): Int32Array {
  const partners = new Int32Array(to - from).fill(NO_BRACKET)
  const open: readonly number[][] = [[], [], []]
  for (let at = from; at < to; at += 1) {
    const index = '([{)]}'.indexOf(text.charAt(at))
    if (index < 0) continue
    partners[at - from] = ALONE
    const kind = open[index % 3] as number[]
    if (index < 3) kind.push(at - from)
    else {
      const opening = kind.pop()
      if (opening === undefined) continue
      partners[at - from] = opening
      partners[opening] = at - from
    }
  }
  return partners
}
