/** Reads running words for addresses in every form that a reader or a mail client could open, in one pass, in time linear in the words. */
import type { FoundAddress } from './found-address.ts'
import { dotLength, hostClass, isMailDomain, OUTSIDE, readHostRun } from './host-run.ts'
import type { Doubt } from './second-look.ts'
import { dropUnseen, isUnseen } from './unseen.ts'
import { UrlEnds } from './url-end.ts'
import { readOnward } from './wrapped-lines.ts'

// Where an address can be: a colon or a dot with something after it, a defanged dot, a UNC prefix.
const TRIGGER = /localhost(?=[/?#:])|[:.\u3002\uff0e\uff61](?=[\S\ufeff])|[[({]dot[\])}](?=\S)|\\\\(?=\S)/gi
const WEB_SCHEME = /(?:h(?:tt|xx)ps?|f(?:t|x)ps?|wss?)$/
/** Schemes that open something without `//`. `mailto:` and `tel:` are words: their address is no place to go. */
const OPAQUE_SCHEME =
  /(?:^|[.+-])(javascript|vbscript|livescript|data|file|blob|view-source|jar|mhtml|shell|search-ms|ms-[a-z][a-z-]{0,30}|magnet|callto|skype|facetime|itms-services|zoommtg|msteams|whatsapp|tg|sms|vnd\.[a-z.]{1,30})$/
const MAX_SCHEME_CHARACTERS = 40
/** With what stands unseen between its letters. */
const MAX_DISGUISED_SCHEME_CHARACTERS = 400
const MAX_UNSEEN_RUN = 400
// Of linkifyjs 4; it links them without slashes, too.
const LINKED_SCHEME = /(?:https?|ftps?|file)$/i
const MAX_LINKED_SCHEME_CHARACTERS = 5
// RFC 2397: a data URL has a comma after its type; with none near it is a word (`data:saknas`).
const MAX_DATA_HEAD_CHARACTERS = 256
// RFC 5321 4.5.3.1.1: a local part has at most 64 octets.
const MAX_LOCAL_PART_CHARACTERS = 64

/** Letters and emoji that linkifyjs may take into a name; it knows nothing of what is unseen, but for the joiners of emoji. */
const FOREIGN = /[^\0-\x7f\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/

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
  const ends = new UrlEnds(text)
  let floor = 0
  TRIGGER.lastIndex = 0
  while (found.length < maxAddresses && TRIGGER.test(text)) {
    const after = TRIGGER.lastIndex
    const address = readAt(ends, after, floor)
    if (address === null || address.target === '') {
      const read = address ?? { start: after - 1, end: after }
      if (address?.isMail === true ? !isPlainMail(text, read) : isDoubtful(text, read)) doubts.push(read)
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
  return (words.includes('.') && FOREIGN.test(words)) || /^localhost$/i.test(text.slice(end - 9, end))
}

/** True for a domain in a mail address of the plainest kind, which linkifyjs reads as we do. */
function isPlainMail(text: string, { start, end }: Doubt): boolean {
  if (!/^(?:$|[\s>,;)"]|\.(?:$|\s))/.test(text.slice(end, end + 2)) || !/^[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*$/.test(text.slice(start, end)))
    return false
  return /(?:^|[\s<,;("])[A-Za-z0-9]+(?:[.+_-][A-Za-z0-9]+)*@$/.test(text.slice(Math.max(0, start - MAX_LOCAL_PART_CHARACTERS - 2), start))
}

/** An empty target: the words up to `end` were read and are no address, or a mail address. */
interface Read extends FoundAddress {
  readonly isMail?: true
}

/** Null: nothing was read. */
function readAt(ends: UrlEnds, after: number, floor: number): Read | null {
  const { text } = ends
  switch (text.charCodeAt(after - 1)) {
    case 0x3a:
      return readScheme(ends, after - 1, floor)
    case 0x5c:
      return readUnc(ends, after - 2, floor)
    case 0x5d:
    case 0x29:
    case 0x7d:
      return readBare(ends, after - 5, floor)
    default: {
      // The dot of `[.]` is reported by itself; its bracket stands before it.
      const bracketed = dotLength(text, after - 2) === 3
      return readBare(ends, bracketed ? after - 2 : after - 1, floor)
    }
  }
}

function readScheme(ends: UrlEnds, colon: number, floor: number): FoundAddress | null {
  const { text } = ends
  const bracketed = text[colon - 1] === '['
  const schemeEnd = bracketed ? colon - 1 : colon
  let start = schemeEnd
  let length = 0
  for (let at = schemeEnd - 1; at >= floor && length < MAX_SCHEME_CHARACTERS && schemeEnd - at < MAX_DISGUISED_SCHEME_CHARACTERS; at -= 1) {
    if (isUnseen(text, at)) continue
    if (!isSchemeCode(text.charCodeAt(at))) break
    start = at
    length += 1
  }
  if (start === schemeEnd) return null
  const written = text.slice(start, schemeEnd)
  const scheme = (length === written.length ? written : dropUnseen(written)).toLowerCase()
  /** Where the last `count` letters of the scheme begin: unseen characters may stand between them. */
  const startOf = (count: number): number => {
    let at = schemeEnd
    for (let left = count; left > 0; ) if (!isUnseen(text, --at)) left -= 1
    return at
  }
  let rest = colon + 1
  if (bracketed && text[rest] === ']') rest += 1
  let slashes = 0
  let afterSlashes = rest
  for (let at = rest; ; at += 1) {
    if (text[at] === '/' || text[at] === '\\') {
      slashes += 1
      afterSlashes = at + 1
    } else if (at - afterSlashes >= MAX_UNSEEN_RUN || !isUnseen(text, at)) break
  }
  if (bracketed && slashes > 0 && text[afterSlashes] === ']') afterSlashes += 1

  const web = WEB_SCHEME.exec(scheme)
  if (web !== null && slashes > 0) return readUrl(ends, startOf(web[0].length), afterSlashes, 'web')
  if (slashes > 1 && text[rest] !== '\\') {
    // RFC 3986 3.1: a scheme begins with a letter. One letter alone is a drive.
    const named = /[a-z].*/.exec(scheme)?.[0] ?? ''
    return named.length > 1 ? readUrl(ends, startOf(named.length), afterSlashes, 'other') : null
  }
  const opaque = OPAQUE_SCHEME.exec(scheme)?.[1]
  if (opaque === undefined) return null
  if (opaque === 'file' && slashes === 0) return null
  if (opaque === 'data' && !ends.hasComma(rest, MAX_DATA_HEAD_CHARACTERS)) return null
  return readUrl(ends, startOf(opaque.length), rest, 'opaque')
}

function readUrl(ends: UrlEnds, start: number, rest: number, kind: 'web' | 'other' | 'opaque'): FoundAddress | null {
  const { text } = ends
  const end = kind === 'opaque' ? ends.ofPath(start, rest) : ends.ofAuthority(start, rest, kind === 'web')
  if (end <= rest) return null
  const head = text.slice(start, rest)
  const target = refang(dropUnseen(head) + text.slice(rest, end))
  const onward = kind === 'web' ? readOnward(text, start, rest, end) : null
  return onward === null ? { start, end, target } : { start, end: onward.end, target: refang(dropUnseen(head) + onward.written) }
}

function readUnc(ends: UrlEnds, start: number, floor: number): FoundAddress | null {
  const { text } = ends
  if (start < floor || text[start - 1] === '\\') return null
  let host = start + 2
  while (host - start < 256 && (hostClass(text, host) !== OUTSIDE || text[host] === '.' || text[host] === '@')) host += 1
  if (host === start + 2 || text[host] !== '\\') return null
  const end = ends.ofPath(start, host)
  if (end <= host + 1) return null
  return { start, end, target: `file://${text.slice(start + 2, end).replaceAll('\\', '/')}` }
}

function readBare(ends: UrlEnds, dot: number, floor: number): Read | null {
  const { text } = ends
  const run = readHostRun(text, dot, floor)
  if (run === null) return null
  const { start, runEnd } = run
  let end = run.end
  const nothing = { start, end: runEnd, target: '' }
  if (text[runEnd] === ':' && (run.kind === 'none' || text.startsWith('//', runEnd + 1))) {
    const schemed = readScheme(ends, runEnd, floor)
    if (schemed === null || schemed.start <= dot) return schemed ?? nothing
    // `a.sehttps://b.se`: a name may stand right before the scheme, which is then read by itself.
    const before = readBare(new UrlEnds(text.slice(0, schemed.start)), dot, floor)
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
      const trimmed = ends.ofPath(start, end)
      hasMore ||= trimmed > end
      end = trimmed
    }
  }
  while (end > start && isUnseen(text, end - 1)) end -= 1
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
