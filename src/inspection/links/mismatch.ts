/** Says when a link shows one site and leads to another. */
import type { House, LinkInspector } from '../../core/inspector.ts'
import type { InboundMessage, Link } from '../../core/message.ts'
import { destinationOf, type Hop } from '../../parse/link/hops.ts'
import { isCounterShape } from '../../parse/link/mailers.ts'
import { shortenerAt } from '../../parse/link/shorteners.ts'
import { type ParsedUrl, parseUrl } from '../../parse/url.ts'
import { NOTHING_SEEN, saw } from '../sightings.ts'
import { addressOf, hopsOf, ownerOf, sameOwner } from './address.ts'
import { type Claim, claimsIn, TRADE_NAME } from './claim.ts'
import { sameHouse } from './data/families.ts'
import { isOwned, SHIPPED } from './protected-names.ts'
import { isSameNameElsewhere } from './same-name.ts'

export const mismatch: LinkInspector = {
  id: 'links/mismatch',
  looksAt: 'link',
  codes: {
    LINK_TEXT_MISMATCH: {
      severity: 'high',
      title: 'Link shows another site than it opens',
      explanation: 'The words of the link name one site, but the link leads to a different one.',
    },
    LINK_TEXT_REDIRECT: {
      severity: 'low',
      title: 'Link goes through another site',
      explanation:
        'The words of the link name one site, and the link goes there by way of a mail filter, a redirection or a click counter.',
    },
    LINK_TEXT_SIBLING: {
      severity: 'low',
      title: 'Same name under another ending',
      explanation:
        'The words of the link name a site, and the link leads to one of the same name under another ending, often of the same owner.',
    },
    LINK_TEXT_MENTION: {
      severity: 'low',
      title: 'Link mentions another site',
      explanation: 'The words of the link speak of one site among other things, and the link leads to a different one.',
    },
  },
  inspect(link, message, house) {
    if (link.shownText === null) return NOTHING_SEEN
    const claims = claimsIn(link.shownText)
    const [first] = claims
    if (first === undefined) return NOTHING_SEEN
    const way = wayOf(link)
    if (way === null) return NOTHING_SEEN
    // One true claim is enough: `Mail a@shop.example or see shop.example` may only lead to one of them.
    if (claims.some((claim) => isKept(claim, way))) return NOTHING_SEEN
    const { target } = way
    const evidence = [
      { label: 'shown', value: first.shown },
      { label: 'target', value: target.unicodeHost ?? target.host ?? target.href },
    ]
    if (claims.some((claim) => leadsOn(claim, way, message, house))) return saw({ code: 'LINK_TEXT_REDIRECT', evidence })
    if (claims.some((claim) => isSameNameElsewhere(claim.address, target))) return saw({ code: 'LINK_TEXT_SIBLING', evidence })
    const confidence = confidenceIn(first, target)
    if (claims.every((claim) => claim.mentioned && !isGuarded(claim, house))) {
      return saw({ code: 'LINK_TEXT_MENTION', evidence })
    }
    return saw({ code: 'LINK_TEXT_MISMATCH', confidence, evidence })
  },
}

/** From the address as written to the last one that known carriers surely lead to. */
interface Way {
  readonly written: ParsedUrl
  readonly target: ParsedUrl
  readonly last: Hop | null
  /** Every address that stands in the written one and may be followed. */
  readonly nested: readonly Hop[]
}

function wayOf(link: Link): Way | null {
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
  return { written: address, target, last, nested: hops.filter((hop) => hop.by === 'nested' && hop.outer === target) }
}

/** The link keeps what it claims: it ends at the claimed site, or the words show the very redirection that it is. */
function isKept({ address }: Claim, { written, target }: Way): boolean {
  if (written === target) return sameOwner(address, target) || sameHouse(address, target) || isOwnShort(address, target)
  if (!sameOwner(address, written)) return false
  // `google.com` that opens `google.com/url?q=…` keeps nothing; `https://www.google.com/url?q=…` in full hides nothing.
  return sameOwner(address, target) || (address.pathname.length > 1 && written.pathname.startsWith(address.pathname))
}

/** `youtube.com` that opens `youtu.be`, and the other way round. */
function isOwnShort(one: ParsedUrl, other: ParsedUrl): boolean {
  return shortFor(one) === ownerOf(other) || shortFor(other) === ownerOf(one)
}

function shortFor({ host }: ParsedUrl): string | null {
  const found = host === null ? null : shortenerAt(host)
  return found?.kind === 'own' ? found.owner : null
}

/** True when the link goes to the claimed site by a way that is known, or when nothing speaks against it but the click counter of the sender. */
function leadsOn(claim: Claim, { written, target, last, nested }: Way, message: InboundMessage, house: House | undefined): boolean {
  const { address } = claim
  if (written !== target && (sameOwner(address, target) || sameHouse(address, target))) return true
  const sender = senderOf(message)
  const isSenders = sender !== null && sameOwner(sender, target)
  // The sender’s own redirection: the first address inside is where it goes, a later one is anybody’s to add.
  if (isSenders && nested[0] !== undefined && sameOwner(nested[0].address, address)) return true
  const carrier = last?.carrier ?? null
  if (carrier !== null && carrier.target === null) {
    if (carrier.kind === 'wrapper') return carrier.hint === null || ownerOf(address) === hintOwner(carrier.hint)
    // Newsletters go through the counter of their mail service: the words name the site of the sender.
    if (carrier.kind === 'mailer' && sender !== null && sameOwner(sender, address)) return true
  }
  // `Dilbert.com` in a newsletter, by way of its own counter, or of its own page about it. What is written like an address stays a promise.
  return isSenders && isTradeName(claim) && !isGuarded(claim, house) && (isCounterShape(target) || isAbout(claim, target))
}

function isTradeName({ kind, shown }: Claim): boolean {
  return kind === 'host' && TRADE_NAME.test(shown)
}

/** `shop.example/walmart` for `Walmart.com`. */
function isAbout({ address }: Claim, target: ParsedUrl): boolean {
  const name = address.registrableDomain?.split('.', 1)[0] ?? ''
  return name.length >= 4 && target.pathname.toLowerCase().split('/', 8).includes(name)
}

function hintOwner(hint: string): string | null {
  const address = parseUrl(`http://${hint}`)
  return address === null ? null : ownerOf(address)
}

function senderOf({ sender }: InboundMessage): ParsedUrl | null {
  const domain = sender?.address.split('@').at(-1) ?? ''
  const address = domain === '' ? null : parseUrl(`http://${domain}`)
  return address === null || address.registrableDomain === null ? null : address
}

/** Names that others like to pass for are taken at their word. */
function isGuarded({ address }: Claim, house: House | undefined): boolean {
  return (
    (address.host !== null && isOwned(address.host, SHIPPED)) ||
    (house?.protectedDomains.includes(address.registrableDomain ?? '') ?? false)
  )
}

function confidenceIn(claim: Claim, target: ParsedUrl): number {
  // `bank.example.evil.test`: the claimed name stands in the target on purpose.
  if (
    target.host !== null &&
    claim.address.registrableDomain !== null &&
    `.${target.host}`.includes(`.${claim.address.registrableDomain}.`)
  )
    return 1
  // A mailbox on a page of another site may well be a contact form.
  if (claim.kind === 'mailbox') return 0.6
  if (claim.whole) return 0.95
  // In a sentence a bare name may be talked about rather than promised.
  return claim.kind === 'url' || /^www\./i.test(claim.shown) ? 0.8 : 0.5
}
