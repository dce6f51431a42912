/** Knows what a host name looks like in running words: which characters it may hold, its dots in every disguise, and where it ends. */
import { parse as parseDomain } from 'tldts'
import { dropUnseen, isUnseen } from './unseen.ts'

// RFC 1035 2.3.4: a name has at most 255 octets on the wire, 253 as written.
const MAX_HOST_CHARACTERS = 253

/** How a character may stand in a host: not at all, beside letters, beside letters of scripts written without spaces, or unseen. */
export const OUTSIDE = 0
const NARROW = 1
const WIDE = 2
const UNSEEN = 3

const LETTER = /[\p{L}\p{M}\p{N}]/u
const ASCII_HOST = new Uint8Array(128)
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_') ASCII_HOST[character.charCodeAt(0)] = NARROW

/** The class of the UTF-16 unit at `at`: {@link OUTSIDE} or one that may stand in a host. */
export function hostClass(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code < 128) return ASCII_HOST[code] as number
  if (!(code >= 128)) return OUTSIDE // past the end: NaN
  if (isUnseen(text, at)) return UNSEEN
  if (code >= 0xd800 && code <= 0xdfff) {
    return isMappedAstral(text, code < 0xdc00 ? at : at - 1) ? NARROW : WIDE
  }
  if (isWide(code)) return WIDE
  // U+2460… circled and U+2100… letter-like signs: UTS 46 maps them to letters.
  if ((code >= 0x2460 && code <= 0x24ff) || (code >= 0x2100 && code <= 0x214f) || code === 0xb7) return NARROW
  return LETTER.test(text.charAt(at)) ? NARROW : OUTSIDE
}

/** Mathematical (U+1D400…), squared (U+1F130…) and segmented (U+1FBF0…) letters open as plain ones; emoji and rare ideographs stand by themselves. */
function isMappedAstral(text: string, at: number): boolean {
  const high = text.charCodeAt(at)
  const low = text.charCodeAt(at + 1)
  return high === 0xd835 || (high === 0xd83c && low >= 0xdd30 && low <= 0xdd49) || (high === 0xd83e && low >= 0xdff0 && low <= 0xdff9)
}

// Thai to Lao, Myanmar, Khmer, CJK, kana, Hangul, half-width kana: words run on without spaces, so `看example.com看` is one host between words.
function isWide(code: number): boolean {
  if (code < 0x0e00) return false
  return (
    code <= 0x0eff ||
    (code >= 0x1000 && code <= 0x109f) ||
    (code >= 0x1780 && code <= 0x17ff) ||
    (code >= 0x2e80 && code <= 0x2fff) ||
    (code >= 0x3005 && code <= 0x3007) ||
    (code >= 0x3040 && code <= 0x31ff) ||
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7af) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xff66 && code <= 0xffdc)
  )
}

/** Length of the dot at `at`: 1 for `.` and its fullwidth kin (UTS 46), 3 for `[.]`, 5 for `[dot]`, 0 when there is none. */
export function dotLength(text: string, at: number): number {
  switch (text.charCodeAt(at)) {
    case 0x2e:
    case 0x3002:
    case 0xff0e:
    case 0xff61:
      return 1
    case 0x5b: // [
    case 0x28: // (
    case 0x7b: // {
      if (!isClosing(text.charCodeAt(at + 2))) return isClosing(text.charCodeAt(at + 4)) && isDotWord(text, at + 1) ? 5 : 0
      return text.charCodeAt(at + 1) === 0x2e ? 3 : 0
    default:
      return 0
  }
}

function isClosing(code: number): boolean {
  return code === 0x5d || code === 0x29 || code === 0x7d
}

function isDotWord(text: string, at: number): boolean {
  return text.slice(at, at + 3).toLowerCase() === 'dot'
}

export interface HostRun {
  /** Of the name: [start, end). */
  readonly start: number
  readonly end: number
  /** Where the run of labels ends; more than `end` when its last labels are no name: `example.com.och`. */
  readonly runEnd: number
  readonly kind: 'name' | 'ip' | 'none'
}

/**
 * Reads the run of labels around the dot at `dot`, going back no further than `floor`.
 * `kind` is `name` when it holds a name under a listed top level domain, `ip` when it is four decimal numbers. Null when no label stands on both sides.
 */
export function readHostRun(text: string, dot: number, floor: number): HostRun | null {
  const first = dotLength(text, dot)
  if (first === 0 || hostClass(text, dot + first) === OUTSIDE) return null
  const runStart = labelStart(text, dot, floor)
  if (runStart === dot) return null
  const starts = [runStart]
  const ends = [dot]
  let at = dot + first
  for (;;) {
    const end = labelEnd(text, at)
    starts.push(at)
    ends.push(end)
    const length = dotLength(text, end)
    if (length === 0 || hostClass(text, end + length) === OUTSIDE) break
    at = end + length
  }
  const runEnd = ends[ends.length - 1] as number
  // The longest name wins: `a.com.se` is under se; in `example.com.och` the name stops at com.
  let last = ends.length - 1
  let end = 0
  for (; last > 0; last -= 1) {
    end = nameEnd(text, starts, ends, last)
    if (end > 0) break
  }
  if (last === 0) {
    const isIp = ends.length === 4 && starts.every((start, index) => isByte(text.slice(start, ends[index])))
    return { start: runStart, end: runEnd, runEnd, kind: isIp ? 'ip' : 'none' }
  }
  let head = 0
  while (head < last - 1 && end - (starts[head] as number) > MAX_HOST_CHARACTERS) head += 1
  let start = nameStart(text, starts[head] as number, end)
  // `-.example.com`: a label of hyphens alone stands before the name, not in it.
  while (start === ends[head] && head < last - 1) {
    head += 1
    start = nameStart(text, starts[head] as number, end)
  }
  return { start, end, runEnd, kind: hostClass(text, start) === OUTSIDE ? 'none' : 'name' }
}

function nameStart(text: string, from: number, end: number): number {
  let start = from
  while (start < end && (text[start] === '-' || text[start] === '_' || isUnseen(text, start))) start += 1
  return start
}

/** Where a name that ends in label `index` ends: with the label, or before a hyphen or foreign letter in it (`example.com-`, `example.comöppna`). 0 when none ends there. */
function nameEnd(text: string, starts: readonly number[], ends: readonly number[], index: number): number {
  const start = starts[index] as number
  const before = text.slice(starts[index - 1], ends[index - 1])
  const label = text.slice(start, ends[index])
  if (endsName(before, label)) return start + label.length
  const bare = (label.charCodeAt(0) < 128 ? /[-_\u0080-\uffff]/ : /[-_]/).exec(label)?.index ?? 0
  return bare > 0 && endsName(before, label.slice(0, bare)) ? start + bare : 0
}

/** True when a mail domain stands at `at`: labels with a dot between them, and no scheme's colon right behind. */
export function isMailDomain(text: string, at: number): boolean {
  let end = labelEnd(text, at)
  let dots = 0
  while (end > at && end - at < MAX_HOST_CHARACTERS) {
    const dot = dotLength(text, end)
    if (dot === 0 || hostClass(text, end + dot) === OUTSIDE) break
    dots += 1
    end = labelEnd(text, end + dot)
  }
  // `example.com@javascript:x` and `example.com@看example.se` are no mail addresses, but two others.
  return dots > 0 && hostClass(text, end) === OUTSIDE && !/^:\S/.test(text.slice(end, end + 2))
}

function labelStart(text: string, end: number, floor: number): number {
  let kind = UNSEEN
  let at = end
  while (at > floor) {
    const next = hostClass(text, at - 1)
    if (next === OUTSIDE || !joins(kind, next)) break
    if (next !== UNSEEN) kind = next
    at -= 1
  }
  return at
}

function labelEnd(text: string, start: number): number {
  let kind = UNSEEN
  let at = start
  for (;;) {
    const next = hostClass(text, at)
    if (next === OUTSIDE || !joins(kind, next)) return at
    if (next !== UNSEEN) kind = next
    at += 1
  }
}

function joins(left: number, right: number): boolean {
  return left === right || left === UNSEEN || right === UNSEEN
}

function isByte(label: string): boolean {
  return /^\d{1,3}$/.test(label) && Number(label) <= 255
}

const HOST_ONLY = { extractHostname: false, validateHostname: false, detectIp: false } as const
// RFC 1035 2.3.4: a label has at most 63 octets. Disguises take no more room in any that is listed.
const MAX_LABEL_CHARACTERS = 63
/** Only country codes are listed together with the label before; so much room may two letters take in disguise. */
const MAX_PAIRED_CHARACTERS = 16

/** Of the last labels asked for; words hold the same few again and again. */
const ENDINGS = new Map<string, boolean>()
const MAX_ENDINGS = 4_000

/** True when a name may end in this label: a listed top level domain, or one that is listed together with the label before (`co.za`). */
function endsName(untrustedBefore: string, writtenLabel: string): boolean {
  // Unseen characters may stretch a label without end.
  const untrustedLabel = writtenLabel.length > MAX_LABEL_CHARACTERS ? dropUnseen(writtenLabel) : writtenLabel
  if (untrustedLabel.length < 2 || untrustedLabel.length > MAX_LABEL_CHARACTERS || /^\d/.test(untrustedLabel)) return false
  const isPaired = untrustedLabel.length < MAX_PAIRED_CHARACTERS && untrustedBefore.length <= MAX_LABEL_CHARACTERS
  const key = isPaired ? `${untrustedBefore}.${untrustedLabel}` : untrustedLabel
  const known = ENDINGS.get(key)
  if (known !== undefined) return known
  const label = plainLabel(untrustedLabel)
  // Two labels before it, so that wildcard rules (`*.ck`) count as listed.
  const ends = isListed(`a.b.${label}`) || (isPaired && label.length === 2 && isListed(`a.${plainLabel(untrustedBefore)}.${label}`))
  if (ENDINGS.size === MAX_ENDINGS) ENDINGS.clear()
  ENDINGS.set(key, ends)
  return ends
}

function isListed(name: string): boolean {
  return parseDomain(name, HOST_ONLY).isIcann === true
}

function plainLabel(untrustedLabel: string): string {
  return dropUnseen(untrustedLabel.normalize('NFKC')).toLowerCase()
}
