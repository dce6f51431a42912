/** Says whether a link that opens another site than it shows goes on from there to the one it shows, surely or perhaps. */
import type { InboundMessage } from '../../core/message.ts'
import { isLikelyFollowed, MAX_DEPTH } from '../../parse/link/hops.ts'
import { isCounterShape } from '../../parse/link/mailers.ts'
import { shortenerAt } from '../../parse/link/shorteners.ts'
import { type ParsedUrl, parseUrl } from '../../parse/url.ts'
import { ownerOf, sameOwner } from './address.ts'
import { type Claim, TRADE_NAME } from './claim.ts'
import { sameHouse } from './data/families.ts'
import type { Guard } from './guarded.ts'
import type { Way } from './way.ts'

/** True when the link goes to the claimed site by a way that is known, or when nothing speaks against it but the click counter of the sender. */
export function leadsOn(claim: Claim, { written, target, last, nested }: Way, message: InboundMessage, guard: Guard): boolean {
  const { address } = claim
  if (written !== target && (sameOwner(address, target) || sameHouse(address, target))) return true
  const sender = senderOf(message)
  const isSenders = sender !== null && sameOwner(sender, target)
  // The sender’s own redirection: the first address inside is where it goes, a later one is anybody’s to add.
  if (isSenders && guard !== 'strict' && nested[0] !== undefined && sameOwner(nested[0].address, address)) return true
  const carrier = last?.carrier ?? null
  if (carrier?.rivals !== undefined) return false
  if (carrier !== null && carrier.target === null) {
    if (carrier.kind === 'wrapper') return carrier.hint === null ? guard === null : ownerOf(address) === hintOwner(carrier.hint)
    // Newsletters go through the counter of their mail service: the words name the site of the sender.
    if (carrier.kind === 'mailer' && sender !== null && sameOwner(sender, address)) return true
  }
  // `Dilbert.com` in a newsletter, by way of its own counter. What is written like an address stays a promise.
  return isSenders && isTradeName(claim) && guard === null && isCounterShape(target)
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

/** Counters of unknown services look so, and so does whoever adds `?u=https://bank.example` to an address of their own. */
export function mayLeadOn(claim: Claim, { target, last, nested }: Way, message: InboundMessage, guard: Guard): boolean {
  const carrier = last?.carrier ?? null
  // Only the mail filter knows, and it was put there by the side that receives.
  if (carrier?.kind === 'wrapper' && carrier.target === null && carrier.hint === null && carrier.rivals === undefined) return true
  if (guard === 'strict') return false
  const sender = senderOf(message)
  if (sender !== null && sameOwner(sender, target) && isTradeName(claim) && (isCounterShape(target) || isAbout(claim, target))) return true
  // Nobody can read where a short link goes, also when it goes where it says.
  if (guard === null && shortenerAt(target.host ?? '') !== null) return true
  const [first] = nested
  // A chain that goes on past what is followed may end anywhere.
  if (first === undefined || !isLikelyFollowed(first) || nested.length >= MAX_DEPTH) return false
  // A second address beside the first is a choice that nobody sees.
  const isChain = nested.every(({ outer }, at) => at === 0 || outer === nested[at - 1]?.address)
  return isChain && sameOwner(nested.at(-1)!.address, claim.address)
}
