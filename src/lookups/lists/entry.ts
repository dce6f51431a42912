/** Reads one name or address of a list into the expression that is hashed, and refuses what would condemn half the world. */
import { parse as parseDomain } from 'tldts'
import { type CanonicalAddress, canonicalise } from './canonical.ts'
import { EXACT_HOST, MAX_HOST_LABELS } from './expressions.ts'

export const REFUSALS = [
  'INVALID_HOST',
  /** `com`, `co.uk`, `github.io`: everybody below it would be listed. */
  'PUBLIC_SUFFIX',
  /** `localhost`, `0.0.0.0`: what every hosts file begins with. */
  'LOCAL',
  'TOO_MANY_LABELS',
  'LINE_TOO_LONG',
  'MALFORMED',
  /** A filter rule that is about more than an address. */
  'UNSUPPORTED_RULE',
] as const
export type Refusal = (typeof REFUSALS)[number]

export type Entry =
  /** `evil.example/`, for it and all below it; `evil.example/a/`, `evil.example/a?b`. */
  { readonly kind: 'host' | 'path'; readonly expression: string } | { readonly kind: 'refused'; readonly why: Refusal }

// Private suffixes count: whoever lists github.io lists a million owners.
const SUFFIX_RULES = { extractHostname: false, validateHostname: false, detectIp: false, allowPrivateDomains: true } as const
/** Canonical as it stands; a last label that begins with a digit may be part of an IP address, and A-labels want checking. */
const PLAIN_HOST = /^(?:[a-z0-9_-]{1,63}\.)+[a-z][a-z0-9-]{1,62}$/
/** RFC 4291 2.2: eight groups, the last two perhaps as IPv4. */
const MAX_IPV6_CHARACTERS = 45
const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|0\.0\.0\.0|255\.255\.255\.255|\[::1?\]|\[f(?:e80|f00|f02)::[0-9a-f]?\])$/
const LOCAL_NAME = /(?:^|\.)local(?:host|domain)?$|^(?:broadcasthost|ip6-[a-z]+)$/

/** A host (`evil.example`, `*.evil.example`, `203.0.113.7:8080`), or a URL with or without its scheme. */
export function readEntry(untrustedText: string): Entry {
  if (PLAIN_HOST.test(untrustedText) && !untrustedText.includes('xn--') && untrustedText.length <= 253)
    return hostEntry(untrustedText, false)
  const text = untrustedText.trim()
  if (text.includes('://')) return readUrl(text)
  if (text.startsWith('//')) return readUrl(`http:${text}`)
  if (text.includes('/')) return readUrl(`http://${withoutWildcard(text)}`)
  // `anna@evil.example` is a mailbox: its host is not what is meant.
  if (/[\s@?#\\%]/.test(text)) return refused('INVALID_HOST')
  const bare = withoutWildcard(text)
  // IPv6 without brackets, as hosts files have it; a scope (`fe80::1%lo0`) was refused above.
  return readUrl(`http://${isBareIPv6(bare) ? `[${bare}]` : bare}/`)
}

export function refused(why: Refusal): Entry {
  return { kind: 'refused', why }
}

/** Two colons are one more than a port has. */
function isBareIPv6(text: string): boolean {
  return text.length <= MAX_IPV6_CHARACTERS && /^[0-9a-f:.]+$/i.test(text) && text.indexOf(':') !== text.lastIndexOf(':')
}

/** What is listed with its subdomains anyway. */
function withoutWildcard(text: string): string {
  if (text.startsWith('*.')) return text.slice(2)
  return text.startsWith('.') ? text.slice(1) : text
}

function readUrl(text: string): Entry {
  // As the links of a message are read: by the WHATWG parser first.
  const href = URL.parse(text)?.href
  const address = href === undefined ? null : canonicalise(href)
  if (address === null || address.text.includes('*')) return refused('INVALID_HOST')
  return entryOf(address)
}

function entryOf({ text, hostEnd, isIp }: CanonicalAddress): Entry {
  const host = text.slice(0, hostEnd)
  if (hostEnd + 1 === text.length) return hostEntry(host, isIp)
  if (isLocal(host)) return refused('LOCAL')
  if (isIp) return { kind: 'path', expression: text }
  if (!host.includes('.')) return refused('INVALID_HOST')
  return { kind: 'path', expression: isPublicSuffix(host) ? EXACT_HOST + text : text }
}

function hostEntry(host: string, isIp: boolean): Entry {
  if (isLocal(host)) return refused('LOCAL')
  if (!isIp) {
    if (isPublicSuffix(host)) return refused('PUBLIC_SUFFIX')
    if (host.length > 2 * MAX_HOST_LABELS && host.split('.').length > MAX_HOST_LABELS) return refused('TOO_MANY_LABELS')
  }
  return { kind: 'host', expression: `${host}/` }
}

function isLocal(host: string): boolean {
  // A list has millions of names, and few of them end like an address.
  return (/[\d\]]$/.test(host) && LOOPBACK.test(host)) || LOCAL_NAME.test(host)
}

/** A name of one label is one too: the list's last rule is `*`. */
function isPublicSuffix(host: string): boolean {
  return parseDomain(host, SUFFIX_RULES).publicSuffix === host
}
