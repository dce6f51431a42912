/** Finds the destinations in plain words that only a renderer of Markdown or HTML would read as addresses: escaped, or with a number for a host. */
import { MAX_URL_CHARACTERS } from '../url.ts'
import { findAddresses } from './find-addresses.ts'
import type { FoundAddress } from './found-address.ts'
import { unescaped } from './markup-target.ts'

// Whatever stands around decides in each renderer differently whether it is a link: links in links, quotations, lists, long names.
const PLACE = /\]\([\s>]{0,200}<?|\]:[\s>]{0,200}<?|\b(?:href|src|action)[ \t]{0,9}=[ \t]{0,9}["']?|<(?=[a-z])/gi
/** One character, however it is written (CommonMark 2.4 and 2.5, HTML 13.2.5.73); in an attribute a backslash is one. */
const ATTRIBUTE_UNIT = /&(?:#(?:x([0-9a-f]{1,8})|([0-9]{1,8}));?|([a-z]{3,10});)|[\t\r\na-z0-9+.:/\\-]/iy
const UNIT = /&(?:#(?:x([0-9a-f]{1,8})|([0-9]{1,8}));?|([a-z]{3,10});)|\\([!-/:-@[-`{-~])|[a-z0-9+.:/\\-]/iy
const NAMED: Readonly<Record<string, string>> = {
  ...{ Tab: '\t', NewLine: '\n', colon: ':', sol: '/', bsol: '\\', period: '.', plus: '+' },
}
const MAX_HEAD_CHARACTERS = 40
const MAX_LOOK_CHARACTERS = 300
/** In full letters only these are looked for: `std::string` is no address. */
const DANGEROUS = /^(?:(?:https?|ftp|javascript|vbscript|data|file):|[/\\]{2})./i
/** Mail addresses and numbers stay words. */
const ANY = /^(?!(?:mailto|tel|cid|mid|about):)(?:[a-z][a-z0-9+.-]*:|[/\\]{2}.)/i

/** `plain` with the hidden ones among them; of two that overlap the first stays, both ascend. */
export function withHidden(text: string, plain: readonly FoundAddress[], max: number): readonly FoundAddress[] {
  const hidden = findHiddenDestinations(text, max)
  if (hidden.length === 0) return plain
  const all: FoundAddress[] = []
  for (const address of [...plain, ...hidden].sort((a, b) => a.start - b.start))
    if (address.start >= (all.at(-1)?.end ?? 0)) all.push(address)
  return all.slice(0, max)
}

/** In ascending order, at most `max`; linear in the words. */
function findHiddenDestinations(text: string, max: number): readonly FoundAddress[] {
  const found: FoundAddress[] = []
  PLACE.lastIndex = 0
  for (let place = PLACE.exec(text); place !== null && found.length < max; place = PLACE.exec(text)) {
    const start = PLACE.lastIndex
    if (!isHidden(text, start, place[0].includes('=') ? ATTRIBUTE_UNIT : UNIT)) continue
    const end = endOf(text, start, place[0])
    found.push({ start, end, target: unescaped(text.slice(start, Math.min(end, start + MAX_URL_CHARACTERS))) })
    PLACE.lastIndex = end
  }
  return found
}

function isHidden(text: string, from: number, form: RegExp): boolean {
  let read = ''
  let isEscaped = false
  form.lastIndex = from
  while (read.length < MAX_HEAD_CHARACTERS) {
    const unit = form.exec(text)
    if (unit === null) break
    isEscaped ||= unit[0].length > 1 || unit[0] < ' '
    const character = characterOf(unit)
    if (character === null) return false
    // WHATWG URL: dropped wherever they stand, and other blanks at the beginning.
    if (character <= ' ' && (read === '' || '\t\n\r'.includes(character))) continue
    read += character
  }
  if (!(isEscaped ? ANY : DANGEROUS).test(read)) return false
  // A reader of plain words sees the address too, and cuts it out from its first letter on.
  return findAddresses(text.slice(from, from + MAX_LOOK_CHARACTERS), 1)[0]?.start !== 0
}

function characterOf([whole, hex, decimal, name, escaped]: RegExpExecArray): string | null {
  if (name !== undefined) return NAMED[name] ?? null
  if (hex === undefined && decimal === undefined) return escaped ?? whole
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
  return code > 0 && code < 0x80 ? String.fromCharCode(code) : null
}

/** Before the first blank; in `<…>` and quotes before those, else before a `)` that closes nothing. */
function endOf(text: string, start: number, place: string): number {
  const closing = { '<': />|\n|$/g, '"': /["\n]|$/g, "'": /['\n]|$/g }[place.at(-1) ?? ''] ?? /[\s>]|$/g
  closing.lastIndex = start
  const limit = closing.exec(text)?.index ?? text.length
  if (!place.startsWith('](') || place.endsWith('<')) return limit
  let depth = 0
  for (let at = start; at < limit; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0x5c) at += 1
    else if (code === 0x28) depth += 1
    else if (code === 0x29 && --depth < 0) return at
  }
  return limit
}
