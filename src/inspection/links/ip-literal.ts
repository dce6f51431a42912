/** Says when a link leads to a bare IP address, however it is written, or into a private network. */
import ipaddr from 'ipaddr.js'
import type { LinkInspector } from '../../core/inspector.ts'
import type { ParsedUrl } from '../../parse/url.ts'
import { NOTHING_SEEN, saw } from '../sightings.ts'
import { addressOf } from './address.ts'

export const ipLiteral: LinkInspector = {
  id: 'links/ip-literal',
  looksAt: 'link',
  codes: {
    LINK_IP_LITERAL: {
      severity: 'medium',
      title: 'Bare IP address',
      explanation: 'The link leads to a number instead of a name, so nothing in it says whose site it is.',
    },
    LINK_PRIVATE_TARGET: {
      severity: 'high',
      title: 'Address inside a private network',
      explanation: 'The link leads to a machine inside the network of whoever clicks it, which a stranger has no business with.',
    },
  },
  inspect(link) {
    const address = addressOf(link)
    if (address === null || address.host === null) return NOTHING_SEEN
    const evidence = [
      { label: 'host', value: address.host },
      // The spelling is the trick: `0x7f.1`, `017700000001`, `2130706433`.
      { label: 'address', value: link.untrustedUrl },
    ]
    if (address.isIp === null) return isPrivateName(address.host) ? saw({ code: 'LINK_PRIVATE_TARGET', evidence }) : NOTHING_SEEN
    return saw({ code: isPublic(address) ? 'LINK_IP_LITERAL' : 'LINK_PRIVATE_TARGET', evidence })
  },
}

function isPublic(address: ParsedUrl): boolean {
  // `host` comes from the URL parser, so it is one canonical address; what ipaddr.js cannot read is not known to be public.
  if (address.host === null || !ipaddr.isValid(address.host)) return false
  // `process` turns IPv4-mapped IPv6 (RFC 4291 2.5.5.2) into the IPv4 address that it reaches.
  return inner(ipaddr.process(address.host)).range() === 'unicast'
}

/** The IPv4 address inside 6to4 (RFC 3056), NAT64 (RFC 6052) and IPv4-compatible (RFC 4291 2.5.5.1) addresses, which is where they lead. */
function inner(ip: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (!(ip instanceof ipaddr.IPv6)) return ip
  const bytes = ip.toByteArray()
  const range = ip.range()
  if (range === '6to4') return new ipaddr.IPv4(bytes.slice(2, 6))
  if (range === 'rfc6052' || bytes.slice(0, 12).every((byte) => byte === 0)) return new ipaddr.IPv4(bytes.slice(12, 16))
  return ip
}

// RFC 6761 (localhost), RFC 6762 (local), RFC 8375 (home.arpa), ICANN 2024 (internal); the rest are what routers hand out.
const PRIVATE_SUFFIXES = ['localhost', 'local', 'internal', 'home.arpa', 'lan', 'intranet', 'corp', 'home', 'localdomain'] as const

function isPrivateName(host: string): boolean {
  return PRIVATE_SUFFIXES.some((suffix) => host === suffix || host.endsWith(`.${suffix}`))
}
