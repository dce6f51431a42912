/** Reads where a link begins and where it ends, and whether that is what its words claim. */
import type { Link } from '../../core/message.ts'
import { destinationOf, type Hop } from '../../parse/link/hops.ts'
import { shortenerAt } from '../../parse/link/shorteners.ts'
import { type ParsedUrl, parseUrl } from '../../parse/url.ts'
import { addressOf, hopsOf, ownerOf, sameOwner } from './address.ts'
import type { Claim } from './claim.ts'
import { sameHouse } from './data/families.ts'
import { placeOf } from './free-hosting.ts'

/** From the address as written to the last one that known carriers surely lead to. */
export interface Way {
  readonly written: ParsedUrl
  readonly target: ParsedUrl
  readonly last: Hop | null
  /** Every address that stands in the target and may be followed, however deep. */
  readonly nested: readonly Hop[]
}

export function wayOf(link: Link): Way | null {
  const address = addressOf(link)
  if (address === null) return null
  if (address.scheme === 'mailto') {
    // RFC 6068: the domain of the first recipient answers for it.
    const recipient = address.pathname.split(/,|%2c/i, 1)[0] ?? ''
    const domain = /(?:@|%40)([^@%]+)$/i.exec(recipient)?.[1]
    const target = domain === undefined ? null : parseUrl(`http://${domain}`)
    return target === null ? null : { written: target, target, last: null, nested: [] }
  }
  if (address.host === null) return null
  const hops = hopsOf(link)
  const last = destinationOf(hops)
  const target = last.address.host === null ? address : last.address
  return { written: address, target, last, nested: hops.slice(hops.indexOf(last) + 1) }
}

/** The link keeps what it claims: it ends at the claimed site, or the words show the very redirection that it is. */
export function isKept({ address, kind }: Claim, { written, target }: Way): boolean {
  // `anna@shop.example` that opens a new message in a web mail.
  if (kind === 'mailbox' && WEB_MAIL.test(target.host ?? '')) return true
  if (written === target) return sameOwner(address, target) || isSisterSite(address, target) || isOwnShort(address, target)
  if (!sameOwner(address, written)) return false
  // `google.com` that opens `google.com/url?q=…` keeps nothing; `https://www.google.com/url?q=…` in full hides nothing.
  return sameOwner(address, target) || (address.pathname.length > 1 && written.pathname.startsWith(address.pathname))
}

const WEB_MAIL = /^(?:mail\.google\.com|outlook\.(?:live|office|office365)\.com|(?:compose\.)?mail\.yahoo\.com)$/

/** Another site of the same house, but no place there where strangers put up forms: `forms.office.com`. */
function isSisterSite(one: ParsedUrl, other: ParsedUrl): boolean {
  return sameHouse(one, other) && placeOf(other) === null
}

/** `youtube.com` that opens `youtu.be`, and the other way round. */
function isOwnShort(one: ParsedUrl, other: ParsedUrl): boolean {
  return shortFor(one) === ownerOf(other) || shortFor(other) === ownerOf(one)
}

function shortFor({ host }: ParsedUrl): string | null {
  const found = host === null ? null : shortenerAt(host)
  return found?.kind === 'own' ? found.owner : null
}
