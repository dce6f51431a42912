/** What the link inspectors ask of an address, read once per link and the same for all of them. */
import type { Inspected, Sighting } from '../../core/inspector.ts'
import type { Link } from '../../core/message.ts'
import { type Hop, hopsOf as hopsOfAddress } from '../../parse/link/hops.ts'
import { type ParsedUrl, parseUrl } from '../../parse/url.ts'
import { NOTHING_SEEN, saw } from '../sightings.ts'

// All inspectors read each link in a row, and parsing it is most of what they cost: the last answer is kept.
let last: { readonly link: Link; readonly address: ParsedUrl | null; hops: readonly Hop[] | null } | null = null

/** Null when the link has no address that a browser would open. */
export function addressOf(link: Link): ParsedUrl | null {
  if (last?.link === link) return last.address
  const address = link.url === null ? null : parseUrl(link.url)
  last = { link, address, hops: null }
  return address
}

/** The address and each that it carries on to, outer first; empty when the link has none. */
export function hopsOf(link: Link): readonly Hop[] {
  const address = addressOf(link)
  if (address === null) return []
  // `addressOf` has just made it the last one.
  last!.hops ??= hopsOfAddress(address)
  return last!.hops
}

/** A link of many addresses says what is wrong with a few of them. */
const MAX_SIGHTINGS = 6

/**
 * Asks `look` about each address of the link; what it says about an inner one gets the outer host as evidence `inside`.
 * A mail filter that wraps an address is not asked about when the address inside can be read: the filter is nobody's trick.
 */
export function judgeHops(link: Link, look: (address: ParsedUrl, hop: Hop) => readonly Sighting[]): Inspected {
  let sightings: Sighting[] | null = null
  for (const hop of hopsOf(link)) {
    if (hop.carrier?.kind === 'wrapper' && hop.carrier.target !== null) continue
    for (const sighting of look(hop.address, hop)) {
      sightings ??= []
      if (sightings.length < MAX_SIGHTINGS) sightings.push(placed(sighting, hop))
    }
  }
  return sightings === null ? NOTHING_SEEN : saw(...sightings)
}

function placed(sighting: Sighting, { outer }: Hop): Sighting {
  if (outer === null) return sighting
  return { ...sighting, evidence: [...(sighting.evidence ?? []), { label: 'inside', value: outer.unicodeHost ?? outer.href }] }
}

/** Both are answered for by the same. */
export function sameOwner(one: ParsedUrl, other: ParsedUrl): boolean {
  return ownerOf(one) !== null && ownerOf(one) === ownerOf(other)
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
