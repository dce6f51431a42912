/** Takes an address apart and undoes encodings, never throwing and linear in what it is given. */
import type { ParsedUrl } from '../url.ts'

export interface Pieces {
  /** All that follows the host: path, query and fragment as they stand in the href. */
  readonly tail: string
  readonly path: string
  /** Without the `?`. */
  readonly query: string
  /** Without the `#`. */
  readonly fragment: string
}

export interface Parameter {
  /** Lower case, as written. */
  readonly name: string
  /** As written, still encoded. */
  readonly value: string
}

/** HTML 4.01 B.2.2: `;` divides too, but only before a name, so that `;` in values stands. */
const DIVIDER = /&(?:amp;)?|;(?=[\w.$-]{1,40}=)/
const AUTHORITY_END = /[/?#]/g
const EMPTY: Pieces = { tail: '', path: '', query: '', fragment: '' }

export function piecesOf(address: ParsedUrl): Pieces {
  const { href } = address
  const slashes = href.indexOf('://')
  if (slashes < 0) return EMPTY
  AUTHORITY_END.lastIndex = slashes + 3
  const from = AUTHORITY_END.exec(href)?.index
  if (from === undefined) return EMPTY
  const tail = href.slice(from)
  const hash = tail.indexOf('#')
  const beforeHash = hash < 0 ? tail : tail.slice(0, hash)
  const mark = beforeHash.indexOf('?')
  return {
    tail,
    path: mark < 0 ? beforeHash : beforeHash.slice(0, mark),
    query: mark < 0 ? '' : beforeHash.slice(mark + 1),
    fragment: hash < 0 ? '' : tail.slice(hash + 1),
  }
}

/** All, in order: an address is bounded, and whoever hides one behind many parameters hides it from none of them. */
export function parametersOf(query: string): readonly Parameter[] {
  if (query === '') return []
  return query
    .split(DIVIDER)
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=')
      return equals < 0
        ? { name: '', value: pair }
        : { name: percentDecoded(pair.slice(0, equals).slice(0, 100)).toLowerCase(), value: pair.slice(equals + 1) }
    })
}

/** As a server reads it that takes the last of several parameters of one name. */
export function fromBehind(query: string): string {
  return query.split(DIVIDER).reverse().join('&')
}

/** The first parameter of that name, which is the one that servers read, decoded once. */
export function parameterValue(query: string, ...names: readonly string[]): string | null {
  const parameters = parametersOf(query)
  for (const name of names) {
    const found = parameters.find((parameter) => parameter.name === name && parameter.value !== '')
    if (found !== undefined) return percentDecoded(found.value)
  }
  return null
}

const ESCAPES = /(?:%[0-9a-f]{2})+/gi

/** One layer of percent encoding; what is no UTF-8 becomes U+FFFD, and a stray `%` stands. */
export function percentDecoded(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    // A stray `%` or bytes that are no UTF-8: what can be read is read.
    return text.replace(ESCAPES, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'))
  }
}

const BASE64 = /^[\w+/-]{4,}={0,2}$/

/** The text inside base64 or base64url (RFC 4648 4 and 5); null when it is none, or binary. */
export function base64Decoded(text: string): string | null {
  if (!BASE64.test(text)) return null
  const decoded = Buffer.from(text, 'base64').toString('utf8')
  return decoded === '' || decoded.includes('\uFFFD') ? null : decoded
}
