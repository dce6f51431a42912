/** Reads where a Markdown link leads: a destination in parentheses, or a definition elsewhere; and says which of them are addresses at all. */
import { Parser } from 'htmlparser2'
import { MAX_URL_CHARACTERS } from '../url.ts'
import { findAddresses } from './find-addresses.ts'

export interface Target {
  readonly end: number
  readonly untrustedUrl: string
  readonly target: string
}

interface Definition extends Target {
  readonly start: number
}

export interface Definitions {
  readonly size: number
  of(name: string): Target | null
  /** True when the definition's own `[name]` begins at `at`. */
  isHead(at: number): boolean
  /** Those whose address is none to a reader of plain words. */
  readonly hidden: readonly Definition[]
}

// CommonMark 6.3 asks for 32 levels at least; addresses have one or two, and few make the work on `](((` small.
const MAX_PARENTHESES = 4
const BLANK = /[ \t]{0,99}(?:\r?\n[ \t]{0,99})?/y
const POINTED = /<([^<>\n]{0,8192})>/y
const TITLE = /"[^"]{0,999}"|'[^']{0,999}'|\([^()]{0,999}\)/y
const LABEL = /\[([^[\]\n]{0,200})\]/y
const DEFINITION = /^ {0,3}\[([^[\]\n]{1,200})\]:[ \t]{0,99}(?:\r?\n[ \t]{0,99})?(?:<([^<>\n]{1,8192})>|([^\s<]\S{0,8191}))/gm
const MAX_DEFINITIONS = 5_000
/** What stays words, as in plain text. */
const WORDS_ONLY = /^(?:mailto|tel|cid|mid|about):/i

/** The `(destination "title")` at `at`. Null when there is none, or when it is no address: `[a](b)`. */
export function readDestination(text: string, at: number): Target | null {
  if (text[at] !== '(') return null
  const from = afterBlank(text, at + 1)
  POINTED.lastIndex = from
  const pointed = POINTED.exec(text)?.[1]
  const written = pointed ?? readBalanced(text, from)
  let end = pointed === undefined ? from + written.length : POINTED.lastIndex
  const titled = afterBlank(text, end)
  if (titled > end) {
    TITLE.lastIndex = titled
    end = TITLE.test(text) ? afterBlank(text, TITLE.lastIndex) : titled
  }
  if (text[end] !== ')') return null
  const target = targetOf(written)
  return target === null ? null : { end: end + 1, untrustedUrl: written, target }
}

/** `[name]`, or `[]`, at `at`. */
export function readLabel(text: string, at: number): { readonly name: string; readonly end: number } | null {
  LABEL.lastIndex = at
  const match = LABEL.exec(text)
  return match === null ? null : { name: match[1] ?? '', end: LABEL.lastIndex }
}

/** CommonMark 4.7: `[name]: address` at the beginning of a line; the first of a name counts. */
export function readDefinitions(text: string): Definitions {
  const byName = new Map<string, Definition>()
  const heads = new Set<number>()
  const hidden: Definition[] = []
  if (text.includes(']:')) {
    for (const match of text.matchAll(DEFINITION)) {
      if (byName.size === MAX_DEFINITIONS) break
      const untrustedUrl = match[2] ?? match[3] ?? ''
      const target = targetOf(untrustedUrl)
      if (target === null) continue
      const end = match.index + match[0].length - (match[2] === undefined ? 0 : 1)
      const start = end - untrustedUrl.length
      const definition = { start, end, untrustedUrl, target }
      const name = plainName(match[1] ?? '')
      heads.add(text.indexOf('[', match.index))
      if (!byName.has(name)) byName.set(name, definition)
      if (!isPlain(untrustedUrl)) hidden.push(definition)
    }
  }
  return { size: byName.size, of: (name) => byName.get(plainName(name)) ?? null, isHead: (at) => heads.has(at), hidden }
}

/** CommonMark 4.7: names compare by case folding, blanks collapsed. */
function plainName(name: string): string {
  return name.length > 200 ? '' : name.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase()
}

/** Made whole for the URL parser; null for what leads to no place: a path, a fragment, a mail address. */
function targetOf(untrustedUrl: string): string | null {
  if (untrustedUrl === '' || untrustedUrl.length > MAX_URL_CHARACTERS) return null
  const address = unescaped(untrustedUrl)
  if (WORDS_ONLY.test(address)) return null
  const [found] = findAddresses(address, 1)
  if (found !== undefined && found.start === 0 && found.end === address.length) return found.target
  if (/^[a-z][a-z0-9+.-]+:./i.test(address)) return address
  // WHATWG URL: a backslash is a slash, and what begins with two names a host.
  return /^[/\\]{2}[^/\\]/.test(address) ? `http:${address}` : null
}

function isPlain(untrustedUrl: string): boolean {
  const [found] = findAddresses(untrustedUrl, 1)
  return found !== undefined && found.start === 0
}

/** CommonMark 2.4 and 2.5: backslash escapes and entities mean what they stand for. */
export function unescaped(untrustedUrl: string): string {
  // `\\host\share` is an address of Windows and no escape.
  const bare = untrustedUrl.startsWith('\\\\') ? untrustedUrl : untrustedUrl.replace(/\\([!-/:-@[-`{-~])/g, '$1')
  if (!/&[#a-z]/i.test(bare)) return bare
  let decoded = ''
  const ontext = (words: string): void => {
    decoded += words
  }
  new Parser({ ontext }).end(bare.replaceAll('<', '&lt;'))
  return decoded
}

function readBalanced(text: string, from: number): string {
  let depth = 0
  let at = from
  for (; at < from + MAX_URL_CHARACTERS; at += 1) {
    const code = text.charCodeAt(at)
    if (!(code > 0x20) || code === 0x7f) break
    if (code === 0x5c) at += isEscapable(text.charCodeAt(at + 1)) ? 1 : 0
    else if (code === 0x28) {
      depth += 1
      if (depth > MAX_PARENTHESES) return ''
    } else if (code === 0x29) {
      if (depth === 0) break
      depth -= 1
    }
  }
  return depth === 0 ? text.slice(from, at) : ''
}

function isEscapable(code: number): boolean {
  return (
    (code >= 0x21 && code <= 0x2f) || (code >= 0x3a && code <= 0x40) || (code >= 0x5b && code <= 0x60) || (code >= 0x7b && code <= 0x7e)
  )
}

function afterBlank(text: string, at: number): number {
  BLANK.lastIndex = at
  BLANK.test(text)
  return BLANK.lastIndex
}
