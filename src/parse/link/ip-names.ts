/** Reads the IP address out of names that resolve to whatever address is written in them, and knows the ones that mean this computer. */

/** Services that answer for every name below them with the address in it. */
const WILDCARDS = new Set([
  'nip.io',
  'sslip.io',
  'xip.io',
  'xip.name',
  'ip6.name',
  'traefik.me',
  'local-ip.co',
  'local-ip.sh',
  '1u.ms',
  'rbndr.us',
  'plex.direct',
])
/** Public names of 127.0.0.1, with all below them. */
const LOOPBACKS = new Set([
  'localtest.me',
  'lvh.me',
  'vcap.me',
  'lacolhost.com',
  'fuf.me',
  'localho.st',
  'local.gd',
  'localhost.direct',
  'smackaho.st',
  'lcl.host',
  'ulh.us',
])

const DOTTED = /(?:^|[.-])(\d{1,3})([.-])(\d{1,3})\2(\d{1,3})\2(\d{1,3})(?=[.-]|$)/
const HEX = /(?:^|[.-])([0-9a-f]{8})(?=[.-]|$)/i
const DASHED_IPV6 = /^(?:.{0,200}\.)?((?:[0-9a-f]{0,4}-){2,7}[0-9a-f]{0,4})$/i

/** The address as text, for ipaddr.js; null when the name carries none. */
export function ipInName(host: string): string | null {
  const domain = host.slice(host.lastIndexOf('.', host.lastIndexOf('.') - 1) + 1)
  if (LOOPBACKS.has(domain)) return '127.0.0.1'
  if (!WILDCARDS.has(domain)) return null
  const inner = host.slice(0, -domain.length - 1)
  const dotted = DOTTED.exec(inner)
  if (dotted !== null) return [dotted[1], dotted[3], dotted[4], dotted[5]].map(Number).join('.')
  const hex = HEX.exec(inner)?.[1]
  if (hex !== undefined) return [...Buffer.from(hex, 'hex')].join('.')
  return DASHED_IPV6.exec(inner)?.[1]?.replaceAll('-', ':') ?? null
}
