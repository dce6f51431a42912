/** IP addresses (RFC 791, RFC 4291): version 4 in four decimal parts, version 6 with at least two colons. Mail is full of those of servers: a person's own has a label, or stands alone. */
import ipaddr from 'ipaddr.js'
import { everyMatch } from '../every-match.ts'
import type { Finder } from '../recognizer.ts'

// In brackets version 4 is a mail server (RFC 5321 4.1.3).
const V4 = /(?<![0-9A-Za-z_.:[=-])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![0-9A-Za-z_-]|\.[0-9A-Za-z])(?:\/(?:[12]?[0-9]|3[0-2])(?![0-9A-Za-z]))?/g
const V6 =
  /(?<![0-9A-Za-z_.:])[0-9A-F:]{2,39}(?:(?:[0-9]{1,3}\.){3}[0-9]{1,3})?(?![0-9A-Za-z_:]|\.[0-9A-Za-z])(?:\/(?:[1-9]?[0-9]|1[01][0-9]|12[0-8])(?![0-9A-Za-z]))?/gi

export const ip: Finder = {
  id: 'device/ip',
  code: 'PERSONAL_DEVICE',
  context: ['ip', 'ips', 'ip address', 'ip addresses', 'ip-adress', 'ipv4', 'ipv6', 'dirección ip', 'adresse ip', 'ip-adresse'],
  *find(words) {
    if (!/[0-9A-Fa-f:][.:][0-9A-Fa-f:]/.test(words)) return
    for (const { 0: value, index } of everyMatch(words, V4))
      if (ipaddr.IPv4.isValidFourPartDecimal(withoutPrefix(value)))
        yield { start: index, end: index + value.length, value, confidence: 0.4 }
    for (const { 0: matched, index } of everyMatch(words, V6)) {
      const address = withoutPrefix(matched)
      if (!/:.*:/.test(address) || !/[0-9]/.test(address) || !ipaddr.IPv6.isValid(address)) continue
      const end = index + matched.length
      const confidence = isServer(words.slice(Math.max(0, index - 6), index), words.slice(end, end + 2)) ? 0.4 : 0.6
      yield { start: index, end, value: ipaddr.IPv6.parse(address).toNormalizedString(), confidence }
    }
  },
}

/** RFC 4632: the length of a network behind it. */
function withoutPrefix(address: string): string {
  return address.replace(/\/.*/, '')
}

/** As a mail's trace has them (RFC 5321 4.4); in an address of a page they are in brackets too (RFC 3986 3.2.2). */
function isServer(before: string, after: string): boolean {
  return (/[[(]$/.test(before) && !before.endsWith('//[') && after !== ']:') || /\b(?:by|from) $/i.test(before)
}
