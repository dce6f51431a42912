/** Writes an address in the one way that hashes are taken of: the canonical form of Google's "URLs and Hashing", without scheme, user and port. */
import { domainToASCII } from 'node:url'

export interface CanonicalAddress {
  /** `evil.example/a/b?c`: printable ASCII, with at least one slash. */
  readonly text: string
  readonly hostEnd: number
  /** Where the path ends; the length of `text` when there is no query. */
  readonly pathEnd: number
  readonly isIp: boolean
}

/** Three times the longest address that is read at all (percent-encoding triples). What is longer is cut, not let through. */
const MAX_CHARACTERS = 24_576
/** RFC 1035 2.3.4 has 255; punycode takes time that is quadratic in a label. */
const MAX_NAME_BYTES = 1_024
/** A name that is canonical as it stands; one whose last label begins with a digit may be a number, so an address. */
const PLAIN_HOST = /^(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*$/
const NOTHING_TO_ESCAPE = /^\/[!"$&-~]*$/
// RFC 4291 2.5.5.2: such an address goes where the IPv4 address in it goes.
const MAPPED = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/

/**
 * Null for what names no host (`mailto:`, `javascript:`). Meant for a WHATWG href; bears any text, in linear time.
 * Source: https://cloud.google.com/web-risk/docs/urls-hashing
 */
export function canonicalise(untrustedAddress: string): CanonicalAddress | null {
  const address = untrustedAddress.length > MAX_CHARACTERS ? untrustedAddress.slice(0, MAX_CHARACTERS) : untrustedAddress
  const clean = /[\t\r\n]|^ | $/.test(address) ? address.replace(/[\t\r\n]/g, '').trim() : address
  const fragment = clean.indexOf('#')
  const whole = fragment < 0 ? clean : clean.slice(0, fragment)

  const colon = whole.indexOf('://')
  if (colon < 1) return null
  const from = colon + 3
  let to = from
  while (to < whole.length && !isAuthorityEnd(whole.charCodeAt(to))) to += 1
  const { host, isIp } = canonicalHost(bareHost(whole.slice(from, to)))
  if (host === '') return null

  const rest = canonicalRest(whole.slice(to))
  const query = rest.indexOf('?')
  const text = host + rest
  return { text, hostEnd: host.length, pathEnd: query < 0 ? text.length : host.length + query, isIp }
}

/** `/`, `?` and the `\` that browsers take for a slash. */
function isAuthorityEnd(code: number): boolean {
  return code === 0x2f || code === 0x3f || code === 0x5c
}

function bareHost(authority: string): string {
  const named = authority.slice(authority.lastIndexOf('@') + 1)
  if (named.startsWith('[')) return named.slice(0, named.indexOf(']') + 1)
  const port = named.indexOf(':')
  return port < 0 ? named : named.slice(0, port)
}

function canonicalHost(untrustedHost: string): { readonly host: string; readonly isIp: boolean } {
  if (PLAIN_HOST.test(untrustedHost)) return { host: untrustedHost, isIp: false }
  if (untrustedHost.startsWith('[')) {
    const host = URL.parse(`http://${untrustedHost}/`)?.hostname ?? ''
    const mapped = MAPPED.exec(host)
    return { host: mapped === null ? host : dotted(mapped[1]!, mapped[2]!), isIp: true }
  }
  const bytes = unescapeWholly(untrustedHost)
  const international = bytes.length <= MAX_NAME_BYTES && /[^\0-\x7f]/.test(bytes)
  const name = international ? domainToASCII(Buffer.from(bytes, 'latin1').toString()) || bytes : bytes
  // Of dots only those between labels count.
  const host = escapeUnsafe(name.toLowerCase().split('.').filter(Boolean).join('.')).replaceAll('/', '%2F').replaceAll('?', '%3F')
  // WHATWG URL, "ends in a number": 3279880203, 0x7f.1 and 0177.1 are addresses.
  if (!/(?:^|\.)(?:\d+|0x[0-9a-f]*)$/.test(host)) return { host, isIp: false }
  const numbers = URL.parse(`http://${host}/`)?.hostname
  return numbers === undefined ? { host, isIp: false } : { host: numbers, isIp: true }
}

function dotted(high: string, low: string): string {
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)]
  return `${a >> 8}.${a & 255}.${b >> 8}.${b & 255}`
}

/** Path and query: escapes undone as often as they were done, dots and doubled slashes resolved, then escaped once. */
function canonicalRest(untrustedRest: string): string {
  if (untrustedRest === '/' || untrustedRest === '') return '/'
  if (NOTHING_TO_ESCAPE.test(untrustedRest) && isResolved(untrustedRest)) return untrustedRest
  const bytes = unescapeWholly(untrustedRest)
  const query = bytes.indexOf('?')
  const path = resolve(query < 0 ? bytes : bytes.slice(0, query))
  return escapeUnsafe(query < 0 ? path : path + bytes.slice(query))
}

function isResolved(rest: string): boolean {
  const query = rest.indexOf('?')
  const path = query < 0 ? rest : rest.slice(0, query)
  return !path.includes('//') && !path.includes('/.')
}

function resolve(path: string): string {
  const kept: string[] = []
  const segments = path.split('/')
  for (const segment of segments) {
    if (segment === '..') kept.pop()
    else if (segment !== '.' && segment !== '') kept.push(segment)
  }
  const last = segments.at(-1)
  const folder = last === '' || last === '.' || last === '..'
  return kept.length === 0 ? '/' : `/${kept.join('/')}${folder ? '/' : ''}`
}

/**
 * What repeated unescaping ends with, in one pass: no two escapes overlap, so the order in which they are undone makes no difference,
 * and each is undone as its last digit comes. Pass after pass would be quadratic in `%252525…`.
 * @returns bytes, one a character
 */
function unescapeWholly(text: string): string {
  if (!text.includes('%')) return /[^\0-\x7f]/.test(text) ? Buffer.from(text).toString('latin1') : text
  const bytes = Buffer.from(text)
  let end = 0
  for (const byte of bytes) {
    bytes[end] = byte
    end += 1
    while (end >= 3 && bytes[end - 3] === 0x25) {
      const value = hexValue(bytes[end - 2]!) * 16 + hexValue(bytes[end - 1]!)
      if (!(value >= 0)) break
      bytes[end - 3] = value
      end -= 2
    }
  }
  return bytes.toString('latin1', 0, end)
}

/** NaN for what is no hexadecimal digit. */
function hexValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const letter = code | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : Number.NaN
}

function escapeUnsafe(bytes: string): string {
  return bytes.replace(/[^!-~]|[#%]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
}
