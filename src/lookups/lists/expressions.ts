/** Says which expressions an address answers to: host suffixes times path prefixes, bounded whatever the address looks like. */
import { type CanonicalAddress, canonicalise } from './canonical.ts'
import type { KeyedHash } from './keyed-hash.ts'

/** Google's: the last five labels and four folders, the root among them. */
export const WEB_RISK_LIMITS = { hostLabels: 5, folders: 4 } as const
/** Deeper names are found by the host itself or by a suffix of this many labels. */
export const MAX_HOST_LABELS = 24
/** For addresses with a path: hardly any real name has more labels, or real path more folders. */
const PATH_LIMITS = { hostLabels: 8, folders: 16 } as const
/** Stands before the hash of an address on a host that many owners share (`s3.amazonaws.com`): it is for that very host. */
export const EXACT_HOST = '='

/** Suffixes have two labels at least: a top level is never listed. An IP address has none. */
export function hostStartsIn({ text, hostEnd, isIp }: CanonicalAddress, maxLabels: number): readonly number[] {
  const starts = [0]
  if (isIp) return starts
  let dot = text.lastIndexOf('.', hostEnd - 1)
  for (let labels = 2; dot > 0 && labels <= maxLabels; labels += 1) {
    dot = text.lastIndexOf('.', dot - 1)
    if (dot > 0) starts.push(dot + 1)
  }
  // Found from the end; the longest is told first.
  for (let low = 1, high = starts.length - 1; low < high; low += 1, high -= 1) {
    const kept = starts[low]!
    starts[low] = starts[high]!
    starts[high] = kept
  }
  return starts
}

export function pathEndsIn({ text, hostEnd, pathEnd }: CanonicalAddress, maxFolders: number): readonly number[] {
  const ends = [hostEnd + 1]
  for (let folders = 1; folders < maxFolders; folders += 1) {
    const slash = text.indexOf('/', ends[folders - 1]!)
    if (slash < 0 || slash >= pathEnd) break
    ends.push(slash + 1)
  }
  if (ends.at(-1) !== pathEnd) ends.push(pathEnd)
  if (pathEnd !== text.length) ends.push(text.length)
  return ends
}

/** Everything that a list could know of this address, most telling first; empty for what names no host. */
export function expressionsOf(href: string): readonly string[] {
  const address = canonicalise(href)
  if (address === null) return []
  const starts = hostStartsIn(address, PATH_LIMITS.hostLabels)
  const ends = pathEndsIn(address, PATH_LIMITS.folders).slice(1).reverse()
  const ofPaths = ends.flatMap((end) => starts.map((start) => address.text.slice(start, end)))
  const ofHosts = hostStartsIn(address, MAX_HOST_LABELS).map((start) => address.text.slice(start, address.hostEnd + 1))
  return [...ofPaths, ...ofHosts]
}

/** The hashes of one address, and what each is of; they stand until the next address is read. */
export interface HashedExpressions {
  /** Of `host/`; the first so many. */
  readonly hosts: number
  /** All so far: those of hosts, then those with a path, then those for the very host. */
  readonly count: number
  /** Low and high half in turn, as in a `BigUint64Array` of this machine. */
  readonly halves: Uint32Array
  expression(at: number): string
  /** Makes those with a path too, once. */
  withPaths(): void
}

export interface ExpressionReader {
  /** Null when the address names no host. */
  read(href: string): HashedExpressions | null
}

const MOST = 1 + MAX_HOST_LABELS + (2 + PATH_LIMITS.hostLabels) * (PATH_LIMITS.folders + 2)

/** Makes no string but the canonical one: an address is looked up in less time than it takes to parse it. */
export function createExpressionReader(hash: KeyedHash): ExpressionReader {
  const halves = new Uint32Array(2 * MOST)
  const from = new Int32Array(MOST)
  const to = new Int32Array(MOST)
  let bytes = new Uint8Array(1_024)
  let address: CanonicalAddress = { text: '', hostEnd: 0, pathEnd: 0, isIp: false }
  let hosts = 0
  let count = 0

  /** `start` is -1 for the whole with its mark: the mark is the first byte. */
  function add(start: number, end: number): void {
    hash.take(bytes, start + 1, end + 1)
    halves[2 * count] = hash.low
    halves[2 * count + 1] = hash.high
    from[count] = Math.max(0, start)
    to[count] = end
    count += 1
  }

  const hashed: HashedExpressions = {
    get hosts() {
      return hosts
    },
    get count() {
      return count
    },
    halves,
    expression: (at) => address.text.slice(from[at], to[at]),
    withPaths() {
      if (count > hosts) return
      const starts = hostStartsIn(address, PATH_LIMITS.hostLabels)
      const ends = pathEndsIn(address, PATH_LIMITS.folders)
      for (let end = ends.length - 1; end >= 1; end -= 1) for (const start of starts) add(start, ends[end]!)
      for (let end = ends.length - 1; end >= 1; end -= 1) add(-1, ends[end]!)
    },
  }

  return {
    read(href) {
      const read = canonicalise(href)
      if (read === null) return null
      address = read
      const { text, hostEnd } = read
      if (bytes.length <= text.length) bytes = new Uint8Array(2 * text.length)
      bytes[0] = EXACT_HOST.charCodeAt(0)
      for (let at = 0; at < text.length; at += 1) bytes[at + 1] = text.charCodeAt(at)
      count = 0
      for (const start of hostStartsIn(read, MAX_HOST_LABELS)) add(start, hostEnd + 1)
      hosts = count
      return hashed
    },
  }
}
