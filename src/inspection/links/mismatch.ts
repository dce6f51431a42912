/** Says when a link shows one site and leads to another. */
import type { LinkInspector } from '../../core/inspector.ts'
import type { InboundMessage, Link } from '../../core/message.ts'
import { type ParsedUrl, parseUrl } from '../../parse/url.ts'
import { NOTHING_SEEN, saw } from '../sightings.ts'
import { addressOf, ownerOf } from './address.ts'
import { type Claim, claimsIn } from './claim.ts'

/**
 * Mail filters that rewrite every link of the mails that they guard, so that a forwarded mail shows one site and names theirs.
 * Microsoft Safe Links, Proofpoint URL Defense, Mimecast, Barracuda, Cisco, Symantec, Sophos, Trend Micro, Fortinet.
 */
const REWRITERS = new Set([
  ...['outlook.com', 'urldefense.com', 'proofpoint.com', 'mimecast.com', 'mimecastprotect.com', 'cudasvc.com', 'cisco.com'],
  ...['symantec.com', 'sophos.com', 'trendmicro.com', 'fortimail.com', 'fortinet.com', 'office365.us'],
])
const REWRITER_HOSTS =
  /^(?:.+\.safelinks\.protection\.(?:outlook\.com|office365\.us)|urldefense\.(?:com|proofpoint\.com)|(?:url\.|protect-).*mimecast(?:protect)?\.com|linkprotect\.cudasvc\.com|secure-web\.cisco\.com|clicktime\.symantec\.com|.+\.protection\.sophos\.com|.+\.trendmicro\.com|.+\.forti(?:mail|net)\.com)$/

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
        'The words of the link name one site, and the link goes there by way of a known mail filter or of the sender’s own site.',
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

/** True when the target names the claimed host in its path or query and is itself known: a mail filter, or the sender's own site. */
function leadsOn(target: ParsedUrl, claim: Claim, message: InboundMessage): boolean {
  const { host } = claim.address
  if (host === null || target.host === null || !namesHost(target.href, host)) return false
  if (target.registrableDomain !== null && REWRITERS.has(target.registrableDomain)) return REWRITER_HOSTS.test(target.host)
  const senderDomain = message.sender?.address.split('@').at(-1)
  if (senderDomain === undefined || senderDomain === '') return false
  const sender = parseUrl(`http://${senderDomain}`)
  return sender !== null && sender.registrableDomain !== null && sender.registrableDomain === target.registrableDomain
}

/** Percent signs as Proofpoint writes them (`-3A__bank.example_`), and twice encoded, still leave the host's own letters alone. */
function namesHost(href: string, host: string): boolean {
  const lower = href.toLowerCase()
  const tail = lower.slice(lower.indexOf('/', lower.indexOf('//') + 2))
  const before = tail.indexOf(host)
  if (before < 0) return false
  // Not the end of another name: `notbank.example`, `bank.example.evil.test`.
  const left = tail[before - 1] ?? ''
  const right = tail[before + host.length] ?? ''
  const encodedSlash = tail.slice(Math.max(0, before - 3), before) === '%2f'
  return (encodedSlash || !/[a-z0-9.-]/.test(left)) && !/[a-z0-9.-]/.test(right)
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
