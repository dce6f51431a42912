/** Says when a link shows one site and leads to another. */
import type { LinkInspector } from '../../core/inspector.ts'
import type { ParsedUrl } from '../../parse/url.ts'
import { NOTHING_SEEN, saw } from '../sightings.ts'
import { type Claim, claimsIn } from './claim.ts'
import { guardOfAll } from './guarded.ts'
import { leadsOn, mayLeadOn } from './onward.ts'
import { isSameNameElsewhere } from './same-name.ts'
import { isKept, wayOf } from './way.ts'

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
    LINK_TEXT_UNPROVEN: {
      severity: 'medium',
      title: 'Link may go on to the site that it shows',
      explanation: 'The words of the link name one site, and the link opens another one that may or may not carry on to it.',
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
    const all = claimsIn(link.shownText)
    // A bare name beside it makes no address in full true.
    const inFull = all.filter(({ kind }) => kind === 'url')
    const claims = inFull.length > 0 ? inFull : all
    const [first] = claims
    if (first === undefined) return NOTHING_SEEN
    const way = wayOf(link)
    if (way === null) return NOTHING_SEEN
    // One true claim is enough: `Mail a@shop.example or see shop.example` may only lead to one of them.
    if (claims.some((claim) => isKept(claim, way))) return NOTHING_SEEN
    const { target } = way
    const evidence = [
      // The mailbox may be masked where it stands; its site is what the link is compared with.
      { label: 'shown', value: first.shown.replace(/^[^@\s]*(?=@)/, '…') },
      { label: 'target', value: target.unicodeHost ?? target.host ?? target.href },
    ]
    const guard = guardOfAll(
      claims.map(({ address }) => address),
      house,
    )
    if (claims.some((claim) => leadsOn(claim, way, message, guard))) return saw({ code: 'LINK_TEXT_REDIRECT', evidence })
    if (guard !== 'strict' && claims.some(({ address }) => isSameNameElsewhere(address, target))) {
      return saw({ code: 'LINK_TEXT_SIBLING', evidence })
    }
    const confidence = confidenceIn(first, target)
    if (guard === null && claims.every(({ mention }) => mention === 'trade')) return saw({ code: 'LINK_TEXT_MENTION', evidence })
    const onlyTalk = guard !== 'strict' && claims.every(({ mention }) => mention === 'trade' || (mention === 'plain' && guard === null))
    const perhaps = onlyTalk || claims.some((claim) => mayLeadOn(claim, way, message, guard))
    if (perhaps && confidence < 1) return saw({ code: 'LINK_TEXT_UNPROVEN', evidence })
    return saw({ code: 'LINK_TEXT_MISMATCH', confidence, evidence })
  },
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
