/** Says which addresses an outgoing connection may have: public unicast, and what the operator lists; nothing inside, however it is written. */
import ipaddr from 'ipaddr.js'
import { ForebayError } from '../core/error.ts'

type IPv4 = ipaddr.IPv4
type IPv6 = ipaddr.IPv6

export interface AddressGuard {
  /** True when a connection to this IPv4 or IPv6 address may be made; anything that is no address may not. */
  permits(address: string): boolean
}

/**
 * @param allowPrivate CIDRs that are permitted though they are not public: `127.0.0.0/8`, `10.1.2.0/24`, `::1/128`
 * @throws ForebayError `SETTINGS_INVALID` when one of them is no CIDR
 */
export function createAddressGuard(allowPrivate: readonly string[]): AddressGuard {
  const allowed = allowPrivate.map(parseCidr)
  return {
    permits(address) {
      const ip = parseAddress(address)
      if (ip === null) return false
      return isPublic(ip) || allowed.some(([network, bits]) => network.kind() === ip.kind() && ip.match(network, bits))
    },
  }
}

function parseCidr(cidr: string): readonly [IPv4 | IPv6, number] {
  try {
    return ipaddr.parseCIDR(cidr)
  } catch (cause) {
    throw new ForebayError('SETTINGS_INVALID', `${JSON.stringify(cidr)} is no address range like 10.0.0.0/8.`, { cause })
  }
}

/** The address that a packet would really go to. */
function parseAddress(address: string): IPv4 | IPv6 | null {
  // `isValidFourPartDecimal` refuses the 0x7f.1 and 0177.0.0.1 that `isValid` takes: a resolver answers neither.
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return ipaddr.IPv4.parse(address)
  if (!ipaddr.IPv6.isValid(address)) return null
  const ip = ipaddr.IPv6.parse(address)
  // RFC 4291 2.5.5.2: ::ffff:a.b.c.d is a.b.c.d.
  return ip.isIPv4MappedAddress() ? ip.toIPv4Address() : ip
}

/** RFC 4291 2.4: global unicast addresses are given out of 2000::/3 alone, so ::/96 and the like are never public. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')
/** RFC 6052 2.1: what a DNS64 resolver answers for a host that has only IPv4. */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96')

function isPublic(ip: IPv4 | IPv6): boolean {
  if (isIPv4(ip)) return ip.range() === 'unicast'
  if (ip.match(NAT64)) return new ipaddr.IPv4(ip.toByteArray().slice(12)).range() === 'unicast'
  // 6to4 (2002::/16) and Teredo (2001::/32) carry an IPv4 address of anyone's choice; ipaddr.js gives each a range of its own.
  return ip.match(GLOBAL_UNICAST) && ip.range() === 'unicast'
}

function isIPv4(ip: IPv4 | IPv6): ip is IPv4 {
  return ip.kind() === 'ipv4'
}
