/** What the link inspectors ask of an address, read once per link and the same for all of them. */
import type { Link } from '../../core/message.ts'
import { type ParsedUrl, parseUrl } from '../../parse/url.ts'

// Six inspectors read each link in a row, and parsing it is most of what they cost: the last answer is kept.
let last: { readonly link: Link; readonly address: ParsedUrl | null } | null = null

/** Null when the link has no address that a browser would open. */
export function addressOf(link: Link): ParsedUrl | null {
  if (last?.link === link) return last.address
  const address = link.url === null ? null : parseUrl(link.url)
  last = { link, address }
  return address
}

/** Who answers for the host: the registrable domain, or the host itself where there is none (an IP address, `localhost`). */
export function ownerOf(address: ParsedUrl): string | null {
  return address.registrableDomain ?? address.host
}

// WHATWG URL: leading C0 controls and spaces are dropped, tabs and line ends vanish wherever they stand.
const LEADING = /^[\0-\x20]+/
const VANISHING = /[\t\n\r]/g
const SCHEME = /^([a-z][a-z0-9+.-]*):/i
const MAX_SCHEME_CHARACTERS = 100

/** The beginning of an address as a browser reads it; enough of it to tell its scheme. */
export function headOf(untrustedUrl: string): string {
  // Twice: a browser drops leading controls before it drops tabs, but mail clients differ, so `\t \tjavascript:` is read alike.
  return untrustedUrl.slice(0, 1_000).replace(LEADING, '').replace(VANISHING, '').replace(LEADING, '').slice(0, MAX_SCHEME_CHARACTERS)
}

/** Lower case, without the colon, also of an address that no browser would open; null when it has none. */
export function schemeOf(link: Link): string | null {
  const address = addressOf(link)
  if (address !== null) return address.scheme
  return SCHEME.exec(headOf(link.untrustedUrl))?.[1]?.toLowerCase() ?? null
}
