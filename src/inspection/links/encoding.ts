/** Says when an address is written so that a reader cannot see what it holds: too long, encoded over and over, or with somebody's name in it. */
import type { LinkInspector, Sighting } from '../../core/inspector.ts'
import { base64Decoded, type Pieces, parametersOf, percentDecoded, piecesOf } from '../../parse/link/pieces.ts'
import { revealWords } from '../../parse/text/reveal/reveal-words.ts'
import { UnseenTally } from '../../parse/text/reveal/unseen-tally.ts'
import { parseUrl } from '../../parse/url.ts'
import { NOTHING_SEEN, saw } from '../sightings.ts'
import { hopsOf } from './address.ts'

/** Longer ones are refused by old browsers and mail programs, and hardly anybody needs them (sitemaps.org: 2,048). */
const LONG_CHARACTERS = 2_000
/** `%252520`: a percent sign that was encoded twice before. */
const THRICE = /%25(?:25){1,}[0-9a-f]{2}/i

export const encoding: LinkInspector = {
  id: 'links/encoding',
  looksAt: 'link',
  codes: {
    LINK_OVERLONG: {
      severity: 'low',
      title: 'Very long address',
      explanation: 'The address is longer than anybody can read, which hides what stands in it.',
    },
    LINK_DEEPLY_ENCODED: {
      severity: 'medium',
      title: 'Address that hides its own words',
      explanation:
        'Parts of the address are encoded over and over or in ways that no site needs, so that filters and readers miss what they say.',
    },
    LINK_CARRIES_ADDRESS: {
      severity: 'low',
      title: 'Address with a mailbox in it',
      explanation: 'The address holds somebody’s e-mail address, as pages do that pretend to know who they speak to.',
    },
  },
  inspect(link, message) {
    const written = link.untrustedUrl
    const long = written.length > LONG_CHARACTERS && !/^data:image\//i.test(written)
    // Nearly every link: short, with nothing encoded and no mailbox.
    const disguised = isDisguised(written)
    if (!long && !disguised && !SIGNS.test(written)) return NOTHING_SEEN
    // A mail filter encodes what it wraps: what is judged is the address inside.
    const hop = hopsOf(link).find(({ carrier }) => carrier?.kind !== 'wrapper' || carrier.target === null)
    const address = hop?.address ?? null
    const isWeb = address !== null && (address.scheme === 'https' || address.scheme === 'http')
    const sightings: Sighting[] = []
    if (long) sightings.push({ code: 'LINK_OVERLONG', evidence: [{ label: 'characters', value: String(written.length) }] })
    if (isWeb) {
      const pieces = piecesOf(address)
      const hidden = disguised ? 'characters that nobody sees' : hiddenIn(hop?.outer === null ? written : address.href, pieces)
      if (hidden !== null) sightings.push({ code: 'LINK_DEEPLY_ENCODED', evidence: [{ label: 'hidden', value: hidden }] })
      const mailbox = mailboxIn(pieces)
      if (mailbox !== null) {
        const recipients = message.recipients.map(({ address: recipient }) => recipient.toLowerCase())
        const known = recipients.includes(mailbox.toLowerCase()) || message.sender?.address.toLowerCase() === mailbox.toLowerCase()
        sightings.push({
          code: 'LINK_CARRIES_ADDRESS',
          // Kits prefill it behind a `#`, which servers do not see; shops send it in a parameter.
          confidence: known || mailboxIn({ ...pieces, path: '', query: '' }) !== null ? 0.9 : 0.5,
          evidence: [{ label: 'mailbox', value: mailbox }],
        })
      }
    }
    return sightings.length === 0 ? NOTHING_SEEN : saw(...sightings)
  },
}

/** One of these stands in every address that any rule here is about: escapes, a mailbox, the beginnings of base64 that tells something. */
const SIGNS =
  /%25|%[01][0-9a-f]|%7f|%[4-7][0-9a-f]%|@|%40|[\0-\x1f]|^[a-z]{2,8}:[\\/]{0,8}[^\\/?#]*%|(?:aHR0c|PCFE|PGh0|PHNj|PG1l|PGJv|PHN2|PGlm|amF2YX|ZGF0YT)|[=#/][A-Za-z0-9+]{12,}={0,2}(?=$|[&#])/i

/** Scheme and host, as they were written. */
const HEAD = /^[^\\/?#]{0,300}(?:[\\/][^\w\\/]{0,8}[\\/][^\\/?#]{0,300})?/

/** `ev\u00adil.example` opens evil.example, and no list or reader finds it. */
function isDisguised(untrustedUrl: string): boolean {
  const head = HEAD.exec(untrustedUrl.trim())?.[0] ?? ''
  return !ASCII.test(head) && revealWords(head, new UnseenTally()) !== head
}

const ASCII = /^[\0-\x7f]*$/

/** What is hidden, in words for people; null when nothing is. */
function hiddenIn(untrustedUrl: string, { tail, path, query, fragment }: Pieces): string | null {
  // WHATWG URL decodes `%65vil.example` in a host; nobody writes one so by chance.
  const authority = /^[a-z][a-z0-9+.-]{0,20}:[\\/]{0,8}([^\\/?#]{0,500})/i.exec(untrustedUrl.trim())?.[1] ?? ''
  if (/%[0-9a-f]{2}/i.test(authority.slice(authority.lastIndexOf('@') + 1))) return 'encoded host'
  // Further on, mail programs fold long addresses; within the host nothing does.
  if (/[\t\r\n]/.test(authority)) return 'line breaks in the host'
  const layered = THRICE.exec(tail)
  if (layered !== null) return layered[0]
  if (/%(?:0[0-8bcef]|1[0-9a-f]|7f)/i.test(tail)) return 'control characters'
  return obfuscated(path) ?? inBase64(path, query, fragment)
}

/** `%65%78%65`: letters and digits never need it (RFC 3986 2.3). */
function obfuscated(path: string): string | null {
  const letters = path.match(/%(?:[46][1-9a-f]|[57][0-9a]|3[0-9])/gi)
  return letters !== null && letters.length >= 6 && letters.length * 6 > path.length ? 'encoded letters' : null
}

const MAX_BLOBS = 8

/** Base64 that holds an address of the web, a page or a script. */
function inBase64(path: string, query: string, fragment: string): string | null {
  const texts = [
    ...path.split('/', 24),
    ...parametersOf(query).map(({ value }) => value),
    fragment,
    fragment.slice(fragment.indexOf('=') + 1),
  ]
  let seen = 0
  for (const text of texts) {
    if (text.length < 16 || seen >= MAX_BLOBS) continue
    const plain = percentDecoded(text)
    if (!/^[\w+/-]{16,}={0,2}$/.test(plain)) continue
    seen += 1
    // The beginning tells; `aHR0c` is `http`, `PH` and `PC` begin with `<`.
    const decoded = base64Decoded(plain.slice(0, 400))
    if (decoded !== null && /^(?:https?:\/\/|javascript:|data:text|\s{0,8}<(?:!doctype|html|script|meta|body|svg|iframe))/i.test(decoded))
      return 'base64'
  }
  return null
}

const MAILBOX = /[\w.+'-]{1,64}@((?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24})/i

/** A mailbox as a value: in the query, behind the `#`, at the end of the path, plain, encoded or base64. */
function mailboxIn({ path, query, fragment }: Pieces): string | null {
  const lastSegment = path.slice(path.lastIndexOf('/') + 1)
  const values = [fragment, lastSegment, ...parametersOf(query).map(({ value }) => value)]
  if (fragment.includes('=')) values.push(...parametersOf(fragment).map(({ value }) => value))
  for (const value of values) {
    if (value.length < 6 || value.length > 1_000) continue
    const plain = percentDecoded(value)
    const found = mailboxAlone(plain) ?? (/^[\w+/-]{8,}={0,2}$/.test(plain) ? mailboxAlone(base64Decoded(plain) ?? '') : null)
    if (found !== null) return found
  }
  return null
}

/** The value is a mailbox, or begins or ends with one; a sentence that names one is none. */
function mailboxAlone(text: string): string | null {
  // `+` is a blank in a query: several of them make a sentence.
  if (!text.includes('@') || text.length > 320 || text.split('+', 3).length > 2) return null
  const found = MAILBOX.exec(text)
  if (found?.[1] === undefined || text.length - found[0].length > 24 || /\s/.test(text)) return null
  // `logo@2x.png` and `vue@3.2.1` are no mailboxes: only a listed top level makes one.
  return parseUrl(`http://${found[1]}`)?.publicSuffix === null ? null : found[0]
}
