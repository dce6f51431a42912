/** Addresses as words: what an agent may read of one, in a form that no program makes clickable. */
import { findAddresses } from '../parse/text/find-addresses.ts'
import { cut, plainLine } from './plain.ts'

const MAX_SHOWN_CHARACTERS = 300
const MAX_DISPLAY_CHARACTERS = 80
/** Schemes that run what follows, anywhere among words: `expression(javascript:…)`, `"\\x0Bjavascript:…`. */
const RUNS = /((?:java|vb|live)script|\bdata(?=:\s{0,9}[a-z]{1,20}\/)):(?=\S)/gi

/** The host of a web address, without port and user; null for any other. `href` is a WHATWG URL serialisation. */
export function hostOf(href: string | null): string | null {
  if (href === null || !isWeb(href)) return null
  const begin = href.indexOf('://') + 3
  // WHATWG URL: the path of a web address is never empty, and no `/` stands before it.
  const end = href.indexOf('/', begin)
  const authority = end === -1 ? href.slice(begin).replace(/[?#].*$/s, '') : href.slice(begin, end)
  const hostAndPort = authority.slice(authority.lastIndexOf('@') + 1)
  const port = hostAndPort.lastIndexOf(':')
  // The colons of an IPv6 address stand in brackets.
  return (port > hostAndPort.lastIndexOf(']') ? hostAndPort.slice(0, port) : hostAndPort) || null
}

export function isWeb(href: string): boolean {
  return href.startsWith('https://') || href.startsWith('http://')
}

/** Opens no page: a mail to write, a number to dial. */
export function isHarmless(href: string): boolean {
  return href.startsWith('mailto:') || href.startsWith('tel:')
}

/** `https://www.example.com:8443/a/b?q=1` is `www.example.com/a/b`. */
export function displayOf(href: string): string {
  const host = hostOf(href)
  if (host === null) return cut(href, MAX_DISPLAY_CHARACTERS)
  const begin = href.indexOf('/', href.indexOf('://') + 3)
  const path = begin === -1 ? '' : (/^[^?#]*/.exec(href.slice(begin, begin + MAX_DISPLAY_CHARACTERS))?.[0] ?? '')
  return cut(path === '/' ? host : host + path, MAX_DISPLAY_CHARACTERS)
}

/** `https://evil.example/a.html` is `hxxps://evil[.]example/a[.]html`; without a scheme of its own, nothing is left to click either. */
export function defang(untrustedUrl: string): string {
  return (
    plainLine(untrustedUrl, MAX_SHOWN_CHARACTERS)
      .replace(/^http(?=s?:\/\/)/i, 'hxxp')
      .replace(/^(?!hxxps?:\/\/)([a-z][a-z0-9+.-]{0,40}):/i, '$1[:]')
      .replace(/(?<!^hxxps?):\/\//gi, '[://]')
      // `\\\\host\\share` opens a file share, and `//host` the page's own scheme.
      .replace(/^[\\/]{2}/, '[//]')
      .replace(/[.．。｡]/g, '[.]')
      .replace(/@/g, '[at]')
      .replace(RUNS, '$1[:]')
  )
}

/**
 * Words that parsing cut no address out of (a subject, the text that a link shows), with each address in them defanged: a chat client or
 * a desk makes a link of `evil.example/login` by itself, past the gateway and past what the sender may send.
 */
export function defangWithin(words: string): string {
  let defanged = ''
  let from = 0
  for (const { start, end } of findAddresses(words, words.length)) {
    defanged += words.slice(from, start) + defang(words.slice(start, end))
    from = end
  }
  return quieten(defanged + words.slice(from)).replace(RUNS, '$1[:]')
}

/** The words around the slots hold no address, by promise of parsing; if one slipped through, it does not slip further. */
export function quieten(words: string): string {
  if (!mayHoldAddress(words)) return words
  return words
    .replace(/http(?=s?:\/\/)/gi, 'hxxp')
    .replace(/ftp(?=s?:\/\/)/gi, 'fxp')
    .replace(/(?<!@)www\.(?=\w)/gi, 'www[.]')
}

/** Plain searches, several times quicker than one pattern that ignores case; every `www.` has one of these pairs. */
export function mayHoldAddress(words: string): boolean {
  return words.includes('://') || words.includes('ww') || words.includes('WW') || words.includes('wW') || words.includes('Ww')
}

/** Does the shown text begin with the host that the link really has? `bank.example/?evil.example` does not show `evil.example`. */
export function showsHost(shown: string, host: string): boolean {
  const words = shown
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
  const bare = host.replace(/^www\./, '')
  const rest = words.startsWith(host) ? words.slice(host.length) : words.startsWith(bare) ? words.slice(bare.length) : null
  return rest !== null && /^(?:$|[/?#]|:\d{1,5}(?:$|[/?#]))/.test(rest)
}
