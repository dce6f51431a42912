/** The keyed hashes of a message's links as one run of bytes, and back, so that they can be kept with the message and tested later. */
import type { Lists } from './lists.ts'

const NOTHING = new Uint8Array()

/** One link ends with a zero, where the next begins: what a list excepts of one must not except another. */
export function bytesOfLink(hashes: BigUint64Array): Uint8Array {
  if (hashes.length === 0) return NOTHING
  const ended = new BigUint64Array(hashes.length + 1)
  ended.set(hashes)
  return new Uint8Array(ended.buffer)
}

/** @param kept of any number of links, one behind the other */
export function knowsAnyLink(lists: Pick<Lists, 'matchHashes'>, kept: Uint8Array): boolean {
  // Copied: a Buffer as PostgreSQL's driver gives it is a view of something larger, and its own `slice` is one more view.
  const hashes = new BigUint64Array(new Uint8Array(kept).buffer)
  for (let from = 0; from < hashes.length; ) {
    const end = hashes.indexOf(0n, from)
    const link = hashes.slice(from, end === -1 ? hashes.length : end)
    if (lists.matchHashes(link).some(({ kind }) => kind === 'block')) return true
    from += link.length + 1
  }
  return false
}
