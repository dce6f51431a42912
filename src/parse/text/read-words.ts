/** Reads running words for addresses in every form that a reader or a mail client could open, in one pass, in time linear in the words. */
import type { FoundAddress } from './found-address.ts'
import { dotLength, hostClass, isMailDomain, OUTSIDE, readHostRun } from './host-run.ts'
import type { Doubt } from './second-look.ts'

// Where an address can be: a colon or a dot with something after it, a defanged dot, a UNC prefix.
const TRIGGER = /localhost(?=[/?#:])|[:.\u3002\uff0e\uff61](?=\S)|[[({]dot[\])}](?=\S)|\\\\(?=\S)/gi
// What ends an address in words: blanks, controls, quotes, angle brackets, and East Asian punctuation other than the dot.
const URL_RUN =
  /[^\s"<>`\0-\x20\x7f-\xa0\u201c-\u201e\u00ab\u00bb\u2039\u203a\u3000\u3001\u3008-\u3011\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\ufffc\ufffd]*/y
const WEB_SCHEME = /(?:h(?:tt|xx)ps?|f(?:t|x)ps?|wss?)$/
/** Schemes that open something without `//`. `mailto:` and `tel:` are words: their address is no place to go. */
const OPAQUE_SCHEME =
  /(?:^|[.+-])(javascript|vbscript|livescript|data|file|blob|view-source|jar|mhtml|shell|search-ms|ms-[a-z][a-z-]{0,30}|magnet|callto|skype|facetime|itms-services|zoommtg|msteams|whatsapp|tg|sms|vnd\.[a-z.]{1,30})$/
const MAX_SCHEME_CHARACTERS = 40
// Of linkifyjs 4; it links them without slashes, too.
const LINKED_SCHEME = /(?:https?|ftps?|file)$/i
const MAX_LINKED_SCHEME_CHARACTERS = 5
// RFC 2397: a data URL has a comma after its type; with none near it is a word (`data:saknas`).
const MAX_DATA_HEAD_CHARACTERS = 256
// RFC 5321 4.5.3.1.1: a local part has at most 64 octets.
const MAX_LOCAL_PART_CHARACTERS = 64

export interface ReadWords {
  /** Addresses in ascending order, never overlapping. */
  readonly found: readonly FoundAddress[]
  /** Words that hold no address for us, and may hold one for linkifyjs. */
  readonly doubts: readonly Doubt[]
}

/** Stops behind the address that makes it `maxAddresses`. Source of the forms: WHATWG URL, UTS 46. */
export function readWords(text: string, maxAddresses: number): ReadWords {
  const found: FoundAddress[] = []
  const doubts: Doubt[] = []
  let floor = 0
  TRIGGER.lastIndex = 0
  while (found.length < maxAddresses && TRIGGER.test(text)) {
    const after = TRIGGER.lastIndex
    const address = readAt(text, after, floor)
    if (address === null || address.target === '') {
      const read = address ?? { start: after - 1, end: after }
      if (address?.isMail === true || isDoubtful(text, read)) doubts.push(read)
      if (address === null) continue
    }
    floor = address.end
    TRIGGER.lastIndex = Math.max(address.end, after)
    if (address.target !== '') found.push(address)
  }
  return { found, doubts }
}

/**
 * False where linkifyjs could only come to the same end as we did: ASCII labels under no listed top level domain, a dot that
 * is not `.`, a colon behind no scheme of its own. Sentences and numbers are so, and they are what most texts are made of.
 */
function isDoubtful(text: string, { start, end }: Doubt): boolean {
  const last = text.charCodeAt(end - 1)
  if (end - start === 1 && last === 0x3a) return LINKED_SCHEME.test(text.slice(Math.max(0, start - MAX_LINKED_SCHEME_CHARACTERS), start))
  // An address in front of which a name was read, and what Unicode calls an emoji: linkifyjs takes `☺*.com` for a name.
  if ('*#'.includes(text.charAt(start - 1) || ' ') || text[end] === ':') return true
  const words = text.slice(Math.max(0, start - 1), end + 1)
  return (words.includes('.') && /[^\0-\x7f]/.test(words)) || /^localhost$/i.test(text.slice(end - 9, end))
}

/** An empty target: the words up to `end` were read and are no address, or a mail address. */
interface Read extends FoundAddress {
  readonly isMail?: true
}

/** Null: nothing was read. */
function readAt(text: string, after: number, floor: number): Read | null {
  switch (text.charCodeAt(after - 1)) {
    case 0x3a:
      return readScheme(text, after - 1, floor)
    case 0x5c:
      return readUnc(text, after - 2, floor)
    case 0x5d:
    case 0x29:
    case 0x7d:
      return readBare(text, after - 5, floor)
    default: {
      // The dot of `[.]` is reported by itself; its bracket stands before it.
      const bracketed = dotLength(text, after - 2) === 3
      return readBare(text, bracketed ? after - 2 : after - 1, floor)
    }
  }
}

function readScheme(text: string, colon: number, floor: number): FoundAddress | null {
  const bracketed = text[colon - 1] === '['
  const schemeEnd = bracketed ? colon - 1 : colon
  let start = schemeEnd
  const lowest = Math.max(floor, schemeEnd - MAX_SCHEME_CHARACTERS)
  while (start > lowest && isSchemeCode(text.charCodeAt(start - 1))) start -= 1
  if (start === schemeEnd) return null
  const scheme = text.slice(start, schemeEnd).toLowerCase()
  let rest = colon + 1
  if (bracketed && text[rest] === ']') rest += 1
  let slashes = 0
  while (text[rest + slashes] === '/' || text[rest + slashes] === '\\') slashes += 1
  if (bracketed && slashes > 0 && text[rest + slashes] === ']') slashes += 1

  const web = WEB_SCHEME.exec(scheme)
  if (web !== null && slashes > 0) return readUrl(text, start + web.index, rest + slashes)
  if (text.startsWith('//', rest)) {
    // RFC 3986 3.1: a scheme begins with a letter. One letter alone is a drive.
    while (start < schemeEnd && !isLetter(text.charCodeAt(start))) start += 1
    return schemeEnd - start > 1 ? readUrl(text, start, rest + slashes) : null
  }
  const opaque = OPAQUE_SCHEME.exec(scheme)?.[1]
  if (opaque === undefined) return null
  if (opaque === 'file' && slashes === 0) return null
  if (opaque === 'data' && !hasDataHead(text.slice(rest, rest + MAX_DATA_HEAD_CHARACTERS))) return null
  return readUrl(text, schemeEnd - opaque.length, rest)
}

function readUrl(text: string, start: number, rest: number): FoundAddress | null {
  URL_RUN.lastIndex = rest
  URL_RUN.test(text)
  const end = trimEnd(text, rest, URL_RUN.lastIndex)
  return end > rest ? { start, end, target: refang(text.slice(start, end)) } : null
}

function readUnc(text: string, start: number, floor: number): FoundAddress | null {
  if (start < floor || text[start - 1] === '\\') return null
  let host = start + 2
  while (host - start < 256 && (hostClass(text, host) !== OUTSIDE || text[host] === '.' || text[host] === '@')) host += 1
  if (host === start + 2 || text[host] !== '\\') return null
  URL_RUN.lastIndex = host
  URL_RUN.test(text)
  const end = trimEnd(text, host, URL_RUN.lastIndex)
  if (end <= host + 1) return null
  return { start, end, target: `file://${text.slice(start + 2, end).replaceAll('\\', '/')}` }
}

function readBare(text: string, dot: number, floor: number): Read | null {
  const run = readHostRun(text, dot, floor)
  if (run === null) return null
  const { start, runEnd } = run
  let end = run.end
  const nothing = { start, end: runEnd, target: '' }
  if (text[runEnd] === ':' && (run.kind === 'none' || text.startsWith('//', runEnd + 1))) {
    const schemed = readScheme(text, runEnd, floor)
    if (schemed === null || schemed.start <= dot) return schemed ?? nothing
    // `a.sehttps://b.se`: a name may stand right before the scheme, which is then read by itself.
    const before = readBare(text.slice(0, schemed.start), dot, floor)
    return before ?? { start, end: schemed.start, target: '' }
  }
  if (run.kind === 'none') return nothing
  // What follows the name may be an address by itself: `a@b.seжjavascript:x`.
  if (isMail(text, start, runEnd)) return { start, end, target: '', isMail: true }
  let hasMore = false
  if (end === runEnd) {
    const port = /:\d{1,5}(?!\d)/y
    port.lastIndex = end
    if (port.test(text)) {
      end = port.lastIndex
      hasMore = true
    }
    const next = text[end]
    if (next === '/' || next === '?' || next === '#' || next === '\\') {
      URL_RUN.lastIndex = end
      URL_RUN.test(text)
      const trimmed = trimEnd(text, end, URL_RUN.lastIndex)
      hasMore ||= trimmed > end
      end = trimmed
    }
  }
  // `1.2.3.4` by itself is a version as often as an address; no mail client links it.
  if (run.kind === 'ip' && (!hasMore || isNetwork(text, run.end))) return nothing
  return { start, end, target: `http://${refang(text.slice(start, end))}` }
}

/** RFC 4632 3.1: `192.0.2.0/24` names a network. */
function isNetwork(text: string, slash: number): boolean {
  const prefix = /\/\d{1,2}(?![\w/.-])/y
  prefix.lastIndex = slash
  return prefix.test(text)
}

/** An `@` before the name, or after more characters of a local part: the name belongs to a mail address, which stays words. */
function isMail(text: string, start: number, runEnd: number): boolean {
  if (text[start - 1] === '@' && start > 1 && /[^\s@<>()[\],;:"]/.test(text.charAt(start - 2))) return true
  const local = /[A-Za-z0-9+_~&'=%!$*.-]*@/y
  return local.test(text.slice(runEnd, runEnd + MAX_LOCAL_PART_CHARACTERS)) && isMailDomain(text, runEnd + local.lastIndex)
}

/** Leaves out the sentence's own punctuation and brackets that were opened before the address. */
function trimEnd(text: string, from: number, to: number): number {
  let end = to
  let open: Map<string, number> | null = null
  while (end > from) {
    const last = text.charAt(end - 1)
    if (".,;:!?'*\u2026\u2019\u3002\uff0e\uff61".includes(last)) {
      end -= 1
      continue
    }
    const opening = last === ')' ? '(' : last === ']' ? '[' : last === '}' ? '{' : null
    if (opening === null) break
    open ??= countBrackets(text, from, end)
    const balance = open.get(opening) ?? 0
    if (balance >= 0) break
    open.set(opening, balance + 1)
    end -= 1
  }
  return end
}

/** Opened less closed, by opening bracket. */
function countBrackets(text: string, from: number, to: number): Map<string, number> {
  const open = new Map<string, number>()
  for (let at = from; at < to; at += 1) {
    const character = text.charAt(at)
    const index = '([{)]}'.indexOf(character)
    if (index < 0) continue
    const opening = '([{'.charAt(index % 3)
    open.set(opening, (open.get(opening) ?? 0) + (index < 3 ? 1 : -1))
  }
  return open
}

function hasDataHead(head: string): boolean {
  return /^[^\s,]*,/.test(head)
}

/** Undoes what people write so that an address is not clickable: `hxxps://evil[.]example`. */
function refang(untrustedAddress: string): string {
  let address = untrustedAddress
  if (/^(?:hxxp|fxp)/i.test(address)) address = address.replace(/^hxxp/i, 'http').replace(/^fxp/i, 'ftp')
  if (!/[[({]/.test(address)) return address
  return address
    .replace(/[[({](?:\.|dot)[\])}]/gi, '.')
    .replace(/^([a-z]{2,6})\[:\]/i, '$1:')
    .replace(/^([a-z]{2,6})\[:\/\/\]/i, '$1://')
}

function isSchemeCode(code: number): boolean {
  return isLetter(code) || isDigit(code) || code === 0x2b || code === 0x2d || code === 0x2e
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}
