/** IP addresses (RFC 791, RFC 4291): version 4 in four decimal parts, version 6 with at least two colons. Mail is full of those of servers: a person's own has a label, or stands alone. */
import ipaddr from 'ipaddr.js'
import type { Finder } from '../recognizer.ts'

// In brackets it is a mail server (RFC 5321 4.1.3).
const V4 = /(?<![0-9A-Za-z_.:[=-])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![0-9A-Za-z_-]|\.[0-9A-Za-z])/g
const V6 = /(?<![0-9A-Za-z_.:])[0-9A-F:]{2,39}(?:(?:[0-9]{1,3}\.){3}[0-9]{1,3})?(?![0-9A-Za-z_:]|\.[0-9A-Za-z])/gi

export const ip: Finder = {
  id: 'device/ip',
  code: 'PERSONAL_DEVICE',
  context: ['ip', 'ip address', 'ip-adress', 'ipv4', 'ipv6', 'dirección ip', 'adresse ip', 'ip-adresse'],
  *find(words) {
    if (!/[0-9A-Fa-f:][.:][0-9A-Fa-f:]/.test(words)) return
    for (const { 0: value, index } of words.matchAll(V4))
      if (ipaddr.IPv4.isValidFourPartDecimal(value)) yield { start: index, end: index + value.length, value, confidence: 0.4 }
    for (const { 0: matched, index } of words.matchAll(V6)) {
      if (!/:.*:/.test(matched) || !/[0-9A-F]/i.test(matched) || !ipaddr.IPv6.isValid(matched)) continue
      yield { start: index, end: index + matched.length, value: ipaddr.IPv6.parse(matched).toNormalizedString(), confidence: 0.4 }
    }
  },
}
