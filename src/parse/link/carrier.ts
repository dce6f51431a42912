/** What a known wrapper or redirector is, and how the tables of them are looked up: by host, in constant time. */
import { type ParsedUrl, parseUrl } from '../url.ts'
import { fromBehind, type Pieces, parameterValue, percentDecoded } from './pieces.ts'

export type CarrierKind =
  /** A mail filter of the receiving side that rewrote the link: its target is what was written. */
  | 'wrapper'
  /** A site that sends whoever comes on to another one. */
  | 'redirect'
  /** The click counter of a bulk mail service, which works for whoever pays. */
  | 'mailer'

export interface Carrier {
  /** `safelinks`, `google`, `mailchimp`, … */
  readonly by: string
  readonly kind: CarrierKind
  /** A well-known site that sends anybody anywhere without asking: what makes it useful to those who hide. */
  readonly open: boolean
  /** Null when only the carrier knows. */
  readonly target: ParsedUrl | null
  /** The host that a carrier of unknown target says it leads to; a hint, no proof. */
  readonly hint: string | null
  /** The targets that different servers would read in it; which one counts is for the carrier to say, and `target` is null. */
  readonly rivals?: readonly ParsedUrl[]
}

/** The target as text, decoded; null when it is not there. */
export type Reader = (pieces: Pieces, host: string) => string | null

export interface Row {
  readonly by: string
  readonly kind: CarrierKind
  /** Hosts, each with all below it. */
  readonly at: readonly string[]
  /** The whole host must match, when the names below `at` are not all of the kind. */
  readonly host?: RegExp
  readonly path?: RegExp
  readonly read?: Reader
  /** Whether the address is a carrier although its target cannot be read; never when left out. */
  readonly sealed?: (host: string, path: string) => boolean
  readonly hint?: string
  readonly open?: boolean
}

/** The value of the first of these parameters that is there. */
export function parameter(...names: readonly string[]): Reader {
  return ({ query }) => parameterValue(query, ...names)
}

/** All that follows the first match of `before`, decoded once. */
export function after(before: RegExp): Reader {
  return ({ tail }) => {
    const found = before.exec(tail)
    return found === null ? null : percentDecoded(tail.slice(found.index + found[0].length))
  }
}

export type Table = ReadonlyMap<string, readonly Row[]>

export function tableOf(rows: readonly Row[]): Table {
  const table = new Map<string, Row[]>()
  for (const row of rows) for (const host of row.at) table.set(host, [...(table.get(host) ?? []), row])
  return table
}

/** How many labels a listed host has at most. */
const MAX_LABELS = 6

/** The rows of the host and of the names above it, nearest first. */
export function rowsAt(table: Table, host: string): readonly Row[] {
  let found: readonly Row[] = []
  let suffix = host
  for (let label = 0; label < MAX_LABELS + 4; label++) {
    const rows = table.get(suffix)
    if (rows !== undefined) found = found.length === 0 ? rows : [...found, ...rows]
    const dot = suffix.indexOf('.')
    if (dot < 0) break
    suffix = suffix.slice(dot + 1)
  }
  return found
}

export function carry(row: Row, host: string, pieces: Pieces): Carrier | null {
  if (row.host !== undefined && !row.host.test(host)) return null
  if (row.path !== undefined && !row.path.test(pieces.path)) return null
  const first = asTarget(row.read?.(pieces, host) ?? null)
  const last = first === null ? null : asTarget(row.read?.({ ...pieces, query: fromBehind(pieces.query) }, host) ?? null)
  const rivals = first !== null && last !== null && last.href !== first.href ? [first, last] : null
  const target = rivals === null ? first : null
  // A home page wraps nothing.
  if (first === null && ((pieces.path.length < 2 && pieces.query === '') || row.sealed?.(host, pieces.path) !== true)) return null
  const hint = target === null && row.hint !== undefined ? (asTarget(parameterValue(pieces.query, row.hint))?.host ?? null) : null
  return { by: row.by, kind: row.kind, open: row.open === true, target, hint, ...(rivals === null ? {} : { rivals }) }
}

const MAX_LAYERS = 5
const SCHEME = /^[a-z][a-z0-9+.-]{1,20}:/i
const BARE_HOST = /^(?:[\w-]{1,63}\.)+[a-z][a-z0-9-]{1,62}(?=[/?#:]|$)/i

/** Reads what a carrier was given, encoded once too often or not, with a scheme or without one. */
export function asTarget(untrustedText: string | null): ParsedUrl | null {
  let text = untrustedText
  for (let layer = 0; text !== null && layer <= MAX_LAYERS; layer++) {
    const trimmed = text.replace(/^[\0-\x20]+/, '')
    if (SCHEME.test(trimmed) && !/^[\w.-]+:\d/.test(trimmed)) return parseUrl(trimmed)
    if (/^[\\/]{2}[^\\/]/.test(trimmed)) return parseUrl(`https:${trimmed}`)
    if (BARE_HOST.test(trimmed)) return parseUrl(`https://${trimmed}`)
    const decoded = percentDecoded(text)
    text = decoded === text ? null : decoded
  }
  return null
}
