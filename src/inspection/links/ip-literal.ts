/** Says when a link leads to a bare IP address, however it is written, into a private network, or into one that is not the web. */
import ipaddr from 'ipaddr.js'
import type { LinkInspector } from '../../core/inspector.ts'
import type { Link } from '../../core/message.ts'
import { ipInName } from '../../parse/link/ip-names.ts'
import type { ParsedUrl } from '../../parse/url.ts'
import { judgeHops } from './address.ts'

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
    LINK_UNUSUAL_NETWORK: {
      severity: 'medium',
      title: 'Address outside the ordinary web',
      explanation: 'The link leads into a network that hides who runs its sites, such as Tor, and opens only with special programs.',
    },
  },
  inspect(link) {
    return judgeHops(link, (address, hop) => {
      if (address.host === null) return []
      const seen = judge(address, address.host)
      return seen === null ? [] : [{ ...seen, evidence: evidenceOf(address.host, link, hop.outer) }]
    })
  },
}

function evidenceOf(host: string, link: Link, outer: ParsedUrl | null) {
  const named = { label: 'host', value: host }
  // The spelling is the trick: `0x7f.1`, `017700000001`, `2130706433`.
  return outer === null ? [named, { label: 'address', value: link.untrustedUrl }] : [named]
}

interface Judgement {
  readonly code: 'LINK_IP_LITERAL' | 'LINK_PRIVATE_TARGET' | 'LINK_UNUSUAL_NETWORK'
  readonly confidence?: number
}

function judge(address: ParsedUrl, host: string): Judgement | null {
  if (address.isIp !== null) return { code: isPublic(host) ? 'LINK_IP_LITERAL' : 'LINK_PRIVATE_TARGET' }
  const carried = ipInName(host)
  if (carried !== null) return isPublic(carried) ? { code: 'LINK_IP_LITERAL', confidence: 0.8 } : { code: 'LINK_PRIVATE_TARGET' }
  const dot = host.lastIndexOf('.')
  if (dot < 0) {
    // A name of one label is looked up in the network of whoever clicks; other schemes name no machine (`steam://run`).
    if (host === 'localhost') return { code: 'LINK_PRIVATE_TARGET' }
    return WEB.has(address.scheme) ? { code: 'LINK_PRIVATE_TARGET', confidence: 0.6 } : null
  }
  const topLevel = host.slice(dot + 1)
  if (PRIVATE_TOP_LEVELS.has(topLevel) || host === 'home.arpa' || host.endsWith('.home.arpa')) return { code: 'LINK_PRIVATE_TARGET' }
  if (OTHER_NETWORKS.has(topLevel)) return { code: 'LINK_UNUSUAL_NETWORK' }
  // Entrances to Tor from the web: `abc….onion.ws`.
  return (host.includes('onion') || host.includes('tor2web') || host.includes('i2p')) && ENTRANCE.test(host)
    ? { code: 'LINK_UNUSUAL_NETWORK', confidence: 0.9 }
    : null
}

const WEB = new Set(['http', 'https', 'ftp', 'ws', 'wss'])
// RFC 6761 (localhost), RFC 6762 (local), ICANN 2024 (internal); the rest are what routers hand out. RFC 8375: home.arpa.
const PRIVATE_TOP_LEVELS = new Set(['localhost', 'local', 'internal', 'lan', 'intranet', 'corp', 'home', 'localdomain', 'private'])
// RFC 7686 (onion), RFC 9476 (alt); I2P, Lokinet, Namecoin, OpenNIC and Ethereum names are in no public root.
const OTHER_NETWORKS = new Set(['onion', 'i2p', 'loki', 'bit', 'lib', 'bazar', 'coin', 'emc', 'alt', 'eth', 'crypto'])
const ENTRANCE = /\.(?:onion|i2p|tor2web)\.(?:[a-z]{1,20}\.)?[a-z]{2,8}$/

function isPublic(host: string): boolean {
  // What ipaddr.js cannot read is not known to be public.
  if (!ipaddr.isValid(host)) return false
  // `process` turns IPv4-mapped IPv6 (RFC 4291 2.5.5.2) into the IPv4 address that it reaches.
  return inner(ipaddr.process(host)).range() === 'unicast'
}

/**
 * The IPv4 address inside 6to4 (RFC 3056), NAT64 (RFC 6052, and RFC 8215 for local use), ISATAP (RFC 5214 6.1) and IPv4-compatible
 * (RFC 4291 2.5.5.1) addresses, which is where they lead.
 */
function inner(ip: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (!(ip instanceof ipaddr.IPv6)) return ip
  const bytes = ip.toByteArray()
  const range = ip.range()
  if (range === '6to4') return new ipaddr.IPv4(bytes.slice(2, 6))
  const [a, b, c, d, e, f] = ip.parts
  const isNat64 = range === 'rfc6052' || (a === 0x64 && b === 0xff9b && c === 1)
  const isIsatap = (e === 0 || e === 0x200) && f === 0x5efe
  if (isNat64 || isIsatap || (a === 0 && b === 0 && c === 0 && d === 0 && e === 0 && f === 0)) return new ipaddr.IPv4(bytes.slice(12, 16))
  return ip
}
