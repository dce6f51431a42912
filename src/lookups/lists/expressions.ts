/** Says which expressions an address answers to: host suffixes times path prefixes, bounded whatever the address looks like. */
import { type CanonicalAddress, canonicalise } from './canonical.ts'
import type { KeyedHash } from './keyed-hash.ts'

export interface ExpressionLimits {
  /** Suffixes of the host, counted in labels from its end, that are tried besides the host itself. */
  readonly hostLabels: number
  /** Folders of the path, from the root, that are tried besides the path itself. */
  readonly folders: number
}

export interface Expressions {
  /** Where host suffixes begin in the text; the host itself is the first. */
  readonly starts: readonly number[]
  /** Where path prefixes end in the text; the root is the first, the whole with its query the last. */
  readonly ends: readonly number[]
}

/** Google's: the last five labels and four folders. */
export const WEB_RISK_LIMITS: ExpressionLimits = { hostLabels: 5, folders: 4 }
/** Deeper names are found by the host itself or by a suffix of this many labels. */
export const MAX_HOST_LABELS = 24
/** For addresses with a path: a tenth of a percent of all names has more labels than this. */
const PATH_LIMITS: ExpressionLimits = { hostLabels: 8, folders: 16 }
const HOST_LIMITS: ExpressionLimits = { hostLabels: MAX_HOST_LABELS, folders: 0 }
/** Stands before the hash of an address on a host that many owners share (`s3.amazonaws.com`): it is for that very host. */
export const EXACT_HOST = '='

/** Suffixes have two labels at least: a top level is never listed. An IP address has none. */
export function expressionsIn({ text, hostEnd, pathEnd, isIp }: CanonicalAddress, limits: ExpressionLimits): Expressions {
  const starts = [0]
  if (!isIp) {
    const suffixes: number[] = []
    let dot = text.lastIndexOf('.', hostEnd - 1)
    for (let labels = 2; dot > 0 && labels <= limits.hostLabels; labels += 1) {
      dot = text.lastIndexOf('.', dot - 1)
      if (dot > 0) suffixes.push(dot + 1)
    }
    for (let at = suffixes.length - 1; at >= 0; at -= 1) starts.push(suffixes[at]!)
  }
  const ends = [hostEnd + 1]
  for (let folders = 1; folders < limits.folders; folders += 1) {
    const slash = text.indexOf('/', ends[folders - 1]!)
    if (slash < 0 || slash >= pathEnd) break
    ends.push(slash + 1)
  }
  if (ends.at(-1) !== pathEnd) ends.push(pathEnd)
  if (pathEnd !== text.length) ends.push(text.length)
  return { starts, ends }
}

/** Everything that a list could know of this address, most telling first; empty for what names no host. */
export function expressionsOf(href: string): readonly string[] {
  const address = canonicalise(href)
  if (address === null) return []
  const paths = expressionsIn(address, PATH_LIMITS)
  const ofPaths = paths.starts.flatMap((start) => paths.ends.slice(1).map((end) => address.text.slice(start, end)))
  const ofHosts = expressionsIn(address, HOST_LIMITS).starts.map((start) => address.text.slice(start, address.hostEnd + 1))
  return [...ofPaths.reverse(), ...ofHosts]
}

/** The hashes of one address, and what each is of; they stand until the next address is read. */
export interface HashedExpressions {
  /** Of `host/`; the first so many. */
  hosts: number
  /** All: those of hosts, then those with a path, then those for the very host. */
  count: number
  /** Low and high half in turn, as in a `BigUint64Array` of this machine. */
  readonly halves: Uint32Array
  expression(at: number): string
}

export interface ExpressionReader {
  /** Null when the address names no host. With `paths` false only those of hosts are made. */
  read(href: string, paths: boolean): HashedExpressions | null
}

const MOST_HOSTS = 1 + MAX_HOST_LABELS
const MOST_PATHS = (2 + PATH_LIMITS.hostLabels) * (PATH_LIMITS.folders + 2)

/** Makes no string but the canonical one: an address is looked up in far less than it takes to parse it. */
export function createExpressionReader(hash: KeyedHash): ExpressionReader {
  const halves = new Uint32Array(2 * (MOST_HOSTS + MOST_PATHS))
  const from = new Int32Array(MOST_HOSTS + MOST_PATHS)
  const to = new Int32Array(MOST_HOSTS + MOST_PATHS)
  let bytes = new Uint8Array(1_024)
  let text = ''
  const hashed: HashedExpressions = { hosts: 0, count: 0, halves, expression: (at) => text.slice(from[at], to[at]) }

  /** `start` is -1 for the whole with its mark: the mark is the first byte. */
  function add(start: number, end: number): void {
    const at = hashed.count
    hash.take(bytes, start + 1, end + 1)
    halves[2 * at] = hash.low
    halves[2 * at + 1] = hash.high
    from[at] = Math.max(0, start)
    to[at] = end
    hashed.count = at + 1
  }

  return {
    read(href, paths) {
      const address = canonicalise(href)
      if (address === null) return null
      text = address.text
      if (bytes.length <= text.length) bytes = new Uint8Array(2 * text.length)
      bytes[0] = EXACT_HOST.charCodeAt(0)
      for (let at = 0; at < text.length; at += 1) bytes[at + 1] = text.charCodeAt(at)
      hashed.count = 0
      for (const start of expressionsIn(address, HOST_LIMITS).starts) add(start, address.hostEnd + 1)
      hashed.hosts = hashed.count
      if (!paths) return hashed
      const { starts, ends } = expressionsIn(address, PATH_LIMITS)
      for (let end = ends.length - 1; end >= 1; end -= 1) for (const start of starts) add(start, ends[end]!)
      for (let end = ends.length - 1; end >= 1; end -= 1) add(-1, ends[end]!)
      return hashed
    },
  }
}
