/** Hashes of one length, packed: 1 million SHA-256 take 36 MB, and a look compares with the few that begin alike. */

export interface HashTable {
  readonly size: number
  /** Its place, or -1. */
  find(hash: Uint8Array): number
  /** Of a hash at a place; null when the list had none. */
  nameAt(place: number): string | null
}

/** By the first two bytes: of a million hashes, 15 begin alike. */
const BUCKETS = 65_536

export interface HashLine {
  readonly hash: Uint8Array
  readonly name: string | null
}

/** Gathers hashes of `hashBytes` each, doubling its room. */
export function createHashTableBuilder(hashBytes: number) {
  let packed = new Uint8Array(1_024 * hashBytes)
  let nameOf = new Uint32Array(1_024)
  let size = 0
  /** Families repeat: each name is kept once. The first is that of those without one. */
  const names: (string | null)[] = [null]
  const placeOfName = new Map<string, number>()

  return {
    add({ hash, name }: HashLine): void {
      if (size === nameOf.length) {
        packed = grown(packed, new Uint8Array(packed.length * 2))
        nameOf = grown(nameOf, new Uint32Array(nameOf.length * 2))
      }
      packed.set(hash, size * hashBytes)
      nameOf[size] = name === null ? 0 : placeOf(name)
      size += 1
    },
    build: (): HashTable => sortIntoBuckets(packed, nameOf, size, hashBytes, names),
  }

  function placeOf(name: string): number {
    const known = placeOfName.get(name)
    if (known !== undefined) return known
    placeOfName.set(name, names.length)
    return names.push(name) - 1
  }
}

function grown<Values extends Uint8Array | Uint32Array>(from: Values, into: Values): Values {
  into.set(from)
  return into
}

function sortIntoBuckets(
  packed: Uint8Array,
  nameOf: Uint32Array,
  size: number,
  hashBytes: number,
  names: readonly (string | null)[],
): HashTable {
  const bucketOf = (bytes: Uint8Array, at: number): number => (bytes[at]! << 8) | bytes[at + 1]!
  const starts = new Uint32Array(BUCKETS + 1)
  for (let at = 0; at < size; at += 1) starts[bucketOf(packed, at * hashBytes) + 1]! += 1
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) starts[bucket + 1]! += starts[bucket]!
  const next = starts.slice(0, BUCKETS)
  const sorted = new Uint8Array(size * hashBytes)
  const sortedNames = new Uint32Array(size)
  for (let at = 0; at < size; at += 1) {
    const place = next[bucketOf(packed, at * hashBytes)]!++
    sorted.set(packed.subarray(at * hashBytes, (at + 1) * hashBytes), place * hashBytes)
    sortedNames[place] = nameOf[at]!
  }
  return {
    size,
    find(hash) {
      if (hash.length !== hashBytes) return -1
      const bucket = bucketOf(hash, 0)
      for (let place = starts[bucket]!; place < starts[bucket + 1]!; place += 1) if (isAt(sorted, place * hashBytes, hash)) return place
      return -1
    },
    nameAt: (place) => names[sortedNames[place] ?? 0] ?? null,
  }
}

function isAt(sorted: Uint8Array, from: number, hash: Uint8Array): boolean {
  for (let at = 2; at < hash.length; at += 1) if (sorted[from + at] !== hash[at]) return false
  return true
}
