/** What speaks about a link before anyone has looked at it: where it stands, what its sender may send, and what can be opened at all. */
import type { Link } from '../core/message.ts'
import type { Policy } from '../core/policy.ts'
import type { ActionKind } from '../core/verdict.ts'
import { parseUrl } from '../parse/url.ts'
import type { Ground } from './ground.ts'
import type { LinkPlace } from './link-place.ts'

/** What fits into a gateway address after encoding; browsers and proxies cut off not far above. */
const MAX_LINK_CHARACTERS = 4_096

/**
 * Findings and outcomes are added by the caller.
 * @param ofSender what its sender's level says against links; null when nothing
 */
export function linkGrounds(link: Link, place: LinkPlace, policy: Policy, ofSender: Ground | null): Ground[] {
  // A link inside a file cannot be rewritten there: it goes with its file, and what is found about it counts for the file.
  if (place === 'file') return []
  // Addresses of pictures, forms and the like are left out of the words whatever they are, so there is nothing to hold.
  if (place === 'nowhere') return [builtIn('remove', 'LINK_NOT_SHOWN')]
  const grounds: Ground[] = ofSender === null ? [] : [ofSender]
  const byDefault = policy.links.default
  const scheme = link.url === null ? null : link.url.slice(0, link.url.indexOf(':'))
  if (scheme === 'mailto' || scheme === 'tel' || staysInMessage(link)) {
    // The gateway is for pages; writing a mail or dialling a number opens none.
    if (byDefault !== 'rewrite') grounds.push(defaultLink(byDefault))
    return grounds
  }
  if (byDefault === 'rewrite' && isKept(link.url, policy.links.keep ?? [])) {
    grounds.push({ ...builtIn('release', 'LINK_KEPT'), rule: 'links.keep' })
    return grounds
  }
  grounds.push(defaultLink(byDefault))
  // The least that is left of a link when a reviewer lifts its holds.
  if (byDefault !== 'release' && byDefault !== 'rewrite') grounds.push(defaultLink('rewrite'))
  if (link.url === null) grounds.push(builtIn('defang', 'LINK_UNPARSABLE'))
  else if (scheme !== 'http' && scheme !== 'https') grounds.push(builtIn('defang', 'LINK_UNUSUAL_SCHEME'))
  else if (link.url.length > MAX_LINK_CHARACTERS) grounds.push(builtIn('defang', 'LINK_TOO_LONG'))
  return grounds
}

/** RFC 3986 4.4: a bare fragment leads to another place in what it stands in, and its words are all that is left of it. */
export function staysInMessage({ url, untrustedUrl }: Link): boolean {
  return url === null && /^\s*(?:#|$)/.test(untrustedUrl)
}

/** Under one of the channel's own domains, plainly: encrypted, nothing before the host that could pass for it, and no port. */
function isKept(href: string | null, kept: readonly string[]): boolean {
  if (href === null || kept.length === 0) return false
  const address = parseUrl(href)
  if (address === null || address.scheme !== 'https' || `${address.username}${address.password}${address.port}` !== '') return false
  const name = `.${address.host}`
  return kept.some((domain) => name.endsWith(`.${domain}`))
}

function defaultLink(kind: ActionKind): Ground {
  const reason = kind === 'rewrite' ? 'LINK_REWRITTEN' : 'LINKS_NOT_ALLOWED'
  return { kind, source: 'rule', rule: 'links.default', reason, findings: [], severity: null, pinned: false }
}

/** Not a channel's choice: no policy makes these clickable. */
function builtIn(kind: ActionKind, reason: string): Ground {
  return { kind, source: 'rule', rule: 'builtIn.links', reason, findings: [], severity: null, pinned: false }
}

/** What is found about a link inside a file counts for the file. */
export function passToFile(ground: Ground, file: Ground[] | undefined): void {
  switch (ground.kind) {
    case 'release':
    case 'rewrite':
      return
    case 'defang':
    case 'mask':
    case 'disarm':
      // Words can be defanged, a file cannot.
      file?.push({ ...ground, kind: 'hold' })
      return
    case 'hold':
    case 'remove':
    case 'block':
      file?.push(ground)
      return
  }
}
