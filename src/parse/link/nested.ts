/** Finds whole addresses inside an address of a site that is not known to carry on: they may be followed or not. Linear, bounded. */
import { type ParsedUrl, parseUrl } from '../url.ts'
import { base64Decoded, type Pieces, parametersOf, percentDecoded } from './pieces.ts'

export interface Nested {
  readonly address: ParsedUrl
  /** The name of the parameter; `path` or `fragment` when it stands there. */
  readonly where: string
}

const MAX_FOUND = 4
const MAX_LAYERS = 5
/** What an address inside can begin with: plain, percent-encoded, base64 or hex of `http`. */
const SIGN = /http|%3a|%25|%2f%2f|aHR0|YUhSM|68747470|=www\.|=\/\//i

/** Parameters whose value is where a page goes next; only in these is a name without a scheme an address. */
const ONWARD =
  /^(?:url|uri|u|link|href|to|goto|go|target|dest|destination|redir|redirect|redirect_?(?:url|uri|to)|return|return_?(?:url|to)|next|continue|out|site|location|forward|follow|ref_?url|image_?url|q|r|rurl|rd|view|page|l|desturl|dest_?url|landing|success_?url|callback|service|ru|back)$/

/** Parameters in which sites name where a visit came from, or what is being shared: never followed. */
const NOT_FOLLOWED =
  /^(?:ref|referrer|referer|utm_\w+|source|src|origin|via|text|body|title|summary|description|subject|xmlns|schema|issuer|iss|scope|fbclid|gclid)$/

/** Cheap: most addresses are done with after this. */
export function mayCarry(pieces: Pieces): boolean {
  return pieces.tail.length > 8 && SIGN.test(pieces.tail)
}

/** Whether a parameter is one that is usually followed. */
export function isOnward(where: string): boolean {
  return where === 'path' || ONWARD.test(where)
}

export function nestedIn(pieces: Pieces): readonly Nested[] {
  const found: Nested[] = []
  const add = (untrustedText: string, where: string): void => {
    if (found.length >= MAX_FOUND) return
    const address = asAddress(untrustedText, where)
    if (address !== null && !found.some((each) => each.address.href === address.href)) found.push({ address, where })
  }
  addPath(pieces, add)
  for (const { name, value } of parametersOf(pieces.query)) if (!NOT_FOLLOWED.test(name)) add(value, name === '' ? 'query' : name)
  if (pieces.fragment !== '') {
    add(pieces.fragment.replace(/^[!/]{1,3}/, ''), 'fragment')
    // `#/go?url=…` and `#url=…`: pages that read their fragment read it like a query.
    if (pieces.fragment.includes('=')) {
      const parameters = parametersOf(pieces.fragment.slice(pieces.fragment.indexOf('?') + 1))
      for (const { name, value } of parameters) if (!NOT_FOLLOWED.test(name)) add(value, name === '' ? 'fragment' : name)
    }
  }
  return found
}

function addPath({ tail, path }: Pieces, add: (text: string, where: string) => void): void {
  // Everything after it belongs to it: `/http://inner.example/a?b#c`.
  const plain = /[/=,;@](?=https?:\/)/i.exec(path)
  if (plain !== null) add(tail.slice(plain.index + 1), 'path')
  if (!/%3a|aHR0|YUhSM|68747470/i.test(path)) return
  for (const segment of path.split('/', 32)) if (/^(?:https?%|aHR0|YUhSM|68747470)/i.test(segment)) add(segment, 'path')
}

const WHOLE = /^(?:https?|ftp):[\\/]{1,8}[^\s\\/]/i
const HOSTLIKE = /^(?:[\\/]{2}|www\.)?(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?=[/?#:]|$)/i

/** One whole address, however often it was encoded; null for words, paths and names. */
function asAddress(untrustedText: string, where: string): ParsedUrl | null {
  let text = untrustedText
  for (let layer = 0; layer <= MAX_LAYERS; layer++) {
    const trimmed = text.replace(/^[\0-\x20"'<]+/, '')
    if (WHOLE.test(trimmed)) return withHost(trimmed)
    const hostLike = trimmed.startsWith('//') || trimmed.startsWith('www.') || ONWARD.test(where)
    if (hostLike && trimmed.length < 2_000 && HOSTLIKE.test(trimmed)) return named(trimmed)
    const next = decoded(trimmed)
    if (next === null) return null
    text = next
  }
  return null
}

function decoded(text: string): string | null {
  if (text.includes('%')) {
    const plain = percentDecoded(text)
    return plain === text ? null : plain
  }
  if (/^(?:aHR0|YUhSM)/.test(text)) return base64Decoded(/^[\w+/=-]*/.exec(text)?.[0] ?? '')
  if (/^68747470/.test(text)) return Buffer.from(/^(?:[0-9a-f]{2})*/i.exec(text)?.[0] ?? '', 'hex').toString('utf8')
  return null
}

function withHost(text: string): ParsedUrl | null {
  const address = parseUrl(text)
  return address === null || address.host === null ? null : address
}

/** Without a scheme only a name under a listed suffix is an address, and no file: `next=page.zip`. */
function named(text: string): ParsedUrl | null {
  const address = parseUrl(`https://${text.replace(/^[\\/]{2}/, '')}`)
  if (address === null || address.publicSuffix === null || address.registrableDomain === null) return null
  const isFile = /\.(?:zip|mov|md|py|pl|sh|rs|ps|so|ai|app|cc|pub|html?)$/.test(address.host ?? '') && !text.includes('/')
  return isFile ? null : address
}
