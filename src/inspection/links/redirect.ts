/** Says when a link carries on to another site, how, and where to, as far as that is written in it. */
import type { LinkInspector, Sighting } from '../../core/inspector.ts'
import { type Hop, isLikelyFollowed, isTooDeep } from '../../parse/link/hops.ts'
import { NOTHING_SEEN, saw } from '../sightings.ts'
import { hopsOf, sameOwner } from './address.ts'
import { sameHouse } from './data/families.ts'

const MAX_SIGHTINGS = 6

export const redirect: LinkInspector = {
  id: 'links/redirect',
  looksAt: 'link',
  codes: {
    LINK_REDIRECTOR: {
      severity: 'low',
      title: 'Link that carries on to another site',
      explanation: 'The link leads to one site, which sends whoever opens it on to another one.',
    },
    LINK_OPEN_REDIRECTOR: {
      severity: 'medium',
      title: 'Well-known site used as a way to another',
      explanation:
        'The link begins with a site that people trust, but that site sends anybody on to a site that has nothing to do with it.',
    },
    LINK_WRAPPED: {
      severity: 'informational',
      title: 'Link rewritten by a mail filter',
      explanation: 'A mail filter had put its own address around the link, and what is judged is the address inside.',
    },
    LINK_WRAPPED_SEALED: {
      severity: 'low',
      title: 'Link hidden by a mail filter',
      explanation: 'A mail filter has put its own address in place of the link, and only the filter knows where it leads.',
    },
  },
  inspect(link) {
    const hops = hopsOf(link)
    // Nearly every link.
    if (hops.length < 2 && (hops[0]?.carrier ?? null) === null) return NOTHING_SEEN
    const sightings: Sighting[] = []
    for (const hop of hops) {
      const seen = carries(hop) ?? nested(hop)
      if (seen !== null && sightings.length < MAX_SIGHTINGS) sightings.push(seen)
    }
    // Where it ends nobody has looked at, so it is not let through for want of findings.
    if (isTooDeep(hops)) return { status: 'unscannable', reason: 'LINK_TOO_DEEP', sightings }
    return sightings.length === 0 ? NOTHING_SEEN : saw(...sightings)
  },
}

function carries({ address, carrier }: Hop): Sighting | null {
  if (carrier === null) return null
  const { target, kind } = carrier
  const to = target === null ? (carrier.hint ?? 'unknown') : (target.unicodeHost ?? target.href)
  const evidence = [
    { label: 'host', value: address.unicodeHost ?? '' },
    { label: 'by', value: carrier.by },
    { label: 'target', value: to },
  ]
  if (kind === 'wrapper') return { code: target === null ? 'LINK_WRAPPED_SEALED' : 'LINK_WRAPPED', evidence }
  if (target !== null && (sameOwner(address, target) || sameHouse(address, target))) return null
  if (carrier.open) return { code: 'LINK_OPEN_REDIRECTOR', confidence: target === null ? 0.7 : 0.9, evidence }
  return { code: 'LINK_REDIRECTOR', confidence: target === null ? 0.6 : 1, evidence }
}

function nested(hop: Hop): Sighting | null {
  const { address, outer, where } = hop
  if (hop.by !== 'nested' || outer === null || sameOwner(address, outer) || sameHouse(address, outer)) return null
  // A page to share, or where a visitor came from, stands in the address too; a bare fragment is read by the page alone.
  const confidence = isLikelyFollowed(hop) ? 0.6 : 0.3
  return {
    code: 'LINK_REDIRECTOR',
    confidence: SHARING.test(outer.pathname) ? 0.2 : confidence,
    evidence: [
      { label: 'host', value: outer.unicodeHost ?? '' },
      { label: 'target', value: address.unicodeHost ?? address.href },
      { label: 'where', value: where ?? '' },
    ],
  }
}

/** `facebook.com/sharer.php?u=`, `/intent/tweet?url=`, oEmbed, validators and logins, which stay where they are. */
const SHARING =
  /shar(?:e|er|ing)|\/intent\/|embed|validat|check|\/submit|bookmark|login|signin|oauth|authorize|saml|\/sso|preview|player|proxy|resize|image|thumb/i
