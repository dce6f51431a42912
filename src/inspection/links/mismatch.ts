/** Says when a link shows one site and leads to another. */
import type { LinkInspector } from '../../core/inspector.ts'
import type { InboundMessage, Link } from '../../core/message.ts'
import { type ParsedUrl, parseUrl } from '../../parse/url.ts'
import { NOTHING_SEEN, saw } from '../sightings.ts'
import { addressOf, ownerOf } from './address.ts'
import { type Claim, claimsIn } from './claim.ts'

/**
 * Mail filters that rewrite every link of the mails that they guard, so that a forwarded mail shows one site and opens theirs:
 * Microsoft Safe Links, Proofpoint URL Defense, Mimecast, Barracuda, Cisco, Symantec, Sophos, Trend Micro.
 */
const REWRITERS = [
  /\.safelinks\.protection\.(?:outlook\.com|office365\.us)$/,
  /^urldefense\.(?:com|us|proofpoint\.com)$/,
  /^(?:url(?:\.[a-z0-9]+){0,3}|protect-[a-z]{2,4})\.mimecast(?:protect)?\.com$/,
  /^linkprotect\.cudasvc\.com$|^secure-web\.cisco\.com$|^clicktime\.symantec\.com$/,
  /\.protection\.sophos\.com$|\.imsva91-ctp\.trendmicro\.com$/,
]
/** `?url=https%3A%2F%2F…`, `/__https://…__;`, and Proofpoint's own `?u=https-3A__…_`. */
const EMBEDDED = /https?(?::|%3a|%253a|-3a)(?:\/{1,2}|%2f%2f|%252f%252f|__)([a-z0-9.-]{1,253})/i

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
      explanation: 'The words of the link name one site, and the link goes there by way of a known mail filter or the sender’s own site.',
    },
  },
  inspect(link, message) {
    if (link.shownText === null) return NOTHING_SEEN
    const target = targetOf(link)
    if (target === null) return NOTHING_SEEN
    const claims = claimsIn(link.shownText)
    // One true claim is enough: `Mail a@shop.example or see shop.example` may only lead to one of them.
    const [first] = claims
    if (first === undefined || claims.some((claim) => ownerOf(claim.address) === ownerOf(target))) return NOTHING_SEEN
    const evidence = [
      { label: 'shown', value: first.shown },
      { label: 'target', value: target.unicodeHost ?? target.host ?? target.href },
    ]
    if (claims.some((claim) => leadsOn(target, claim, message))) return saw({ code: 'LINK_TEXT_REDIRECT', evidence })
    return saw({ code: 'LINK_TEXT_MISMATCH', confidence: confidenceIn(first, target), evidence })
  },
}

/** The site that answers for the link: the host, or the domain of a mailto's first recipient (RFC 6068). */
function targetOf(link: Link): ParsedUrl | null {
  const address = addressOf(link)
  if (address === null) return null
  if (address.scheme !== 'mailto') return address.host === null ? null : address
  const recipient = address.pathname.split(/,|%2c/i, 1)[0] ?? ''
  const domain = /(?:@|%40)([^@%]+)$/i.exec(recipient)?.[1]
  return domain === undefined ? null : parseUrl(`http://${domain}`)
}

/** True when the target carries on to the claimed site and is itself known: a mail filter, or the sender’s own site. */
function leadsOn(target: ParsedUrl, claim: Claim, message: InboundMessage): boolean {
  const { host } = target
  if (host === null) return false
  // The first address inside is where such a redirection goes; a later one is anybody's to add.
  const embedded = EMBEDDED.exec(target.href.slice(target.href.indexOf(host) + host.length))?.[1]
  const onward = embedded === undefined ? null : parseUrl(`http://${embedded}`)
  if (onward === null || ownerOf(onward) !== ownerOf(claim.address)) return false
  if (REWRITERS.some((rewriter) => rewriter.test(host))) return true
  const senderDomain = message.sender?.address.split('@').at(-1) ?? ''
  const sender = senderDomain === '' ? null : parseUrl(`http://${senderDomain}`)
  return sender !== null && sender.registrableDomain !== null && sender.registrableDomain === target.registrableDomain
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
