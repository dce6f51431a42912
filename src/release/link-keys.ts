/** The keys that sign gateway addresses: a new one each month by itself, each good for its own month's messages alone, all of them from one secret. */
import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'

/** HMAC-SHA-256 (RFC 2104). `id` is public and tells keys apart. */
export interface LinkKey {
  readonly id: string
  readonly secret: KeyObject
}

export interface LinkKeys {
  /** The key of the month of `issuedAt`, in milliseconds since the epoch, UTC. */
  at(issuedAt: number): LinkKey
  /** Null for a name that none of ours can have. */
  named(untrustedId: string): LinkKey | null
}

/** Derived keys that are kept at hand; strangers can name any month. */
const MAX_KEPT = 64

/**
 * Rotation needs no ceremony: the key of a month signs what came in that month, and a leaked one says nothing about the others (HKDF,
 * RFC 5869). Raising `epoch` after a leak ends every address that was made before.
 *
 * @param master at least 32 secret bytes
 */
export function deriveLinkKeys(master: Uint8Array, epoch: number): LinkKeys {
  const kept = new Map<string, LinkKey>()
  const idOf = (month: string) => (epoch === 0 ? month : `${month}_${epoch}`)
  function derive(id: string): LinkKey {
    const known = kept.get(id)
    if (known !== undefined) return known
    const secret = createSecretKey(Buffer.from(hkdfSync('sha256', master, '', `forebay click gateway ${id}`, 32)))
    const key = { id, secret }
    if (kept.size >= MAX_KEPT) kept.clear()
    kept.set(id, key)
    return key
  }
  return {
    at: (issuedAt) => derive(idOf(new Date(issuedAt).toISOString().slice(0, 7))),
    named(untrustedId) {
      const month = /^(\d{4}-(?:0[1-9]|1[0-2]))(?:_\d{1,6})?$/.exec(untrustedId)?.[1]
      return month !== undefined && idOf(month) === untrustedId ? derive(untrustedId) : null
    },
  }
}
