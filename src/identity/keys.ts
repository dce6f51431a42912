/** API keys are kept as hashes only, and a revoked one stops working at once in this process and within two seconds in every other. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { ApiKey } from '../core/api-key.ts'
import { ForebayError } from '../core/error.ts'
import type { Clock } from '../core/time.ts'

/** `fbk_<id>_<secret><checksum>`: the checksum lets secret scanners and us tell a typo from a guess without a look-up. */
const MINTED = /^fbk_([0-9a-f]{16})_([0-9a-f]{64})([0-9a-f]{8})$/
const MAX_KEY_CHARACTERS = 512

export interface MintedKey {
  readonly id: string
  /** Shown once. */
  readonly key: string
  readonly hash: string
}

export function mintKey(random: (bytes: number) => Buffer = randomBytes): MintedKey {
  const id = random(8).toString('hex')
  const body = `fbk_${id}_${random(32).toString('hex')}`
  const key = body + checksum(body)
  return { id, key, hash: hashKey(key) }
}

/** SHA-256 hex. A minted key has 256 random bits, so a slow hash would add nothing but time on the hot path. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

/** False for a string that looks minted but has a wrong checksum; keys of another shape (set by hand) pass. */
export function plausibleKey(untrustedKey: string): boolean {
  if (untrustedKey.length === 0 || untrustedKey.length > MAX_KEY_CHARACTERS) return false
  if (!untrustedKey.startsWith('fbk_')) return true
  const parts = MINTED.exec(untrustedKey)
  return parts !== null && checksum(untrustedKey.slice(0, -8)) === parts[3]
}

function checksum(body: string): string {
  return crc32(body).toString(16).padStart(8, '0')
}

export interface KeyRingOptions {
  /** Reads all keys: `store.keys()`. */
  readonly keys: () => Promise<readonly ApiKey[]>
  readonly clock: Clock
  /** A copy older than this is read anew before it answers. */
  readonly maxAgeMs?: number
}

export interface KeyRing {
  /**
   * @param header the Authorization header: `Bearer KEY` (RFC 6750 2.1)
   * @throws ForebayError 401 `KEY_MISSING` or `KEY_INVALID`, 503 `KEYS_UNAVAILABLE`
   */
  authenticate(header: string | undefined): Promise<ApiKey>
  /** Call after a key was added or revoked in this process: what was read before that is not used again. */
  forget(): void
}

/** A copy in memory, read in the background once it is half as old as allowed, so that no request waits for it in normal running. */
export function createKeyRing(options: KeyRingOptions): KeyRing {
  const maxAgeMs = options.maxAgeMs ?? 1_500
  let copy: { readonly byHash: ReadonlyMap<string, ApiKey>; readonly readAt: number } | null = null
  let reading: Promise<ReadonlyMap<string, ApiKey>> | null = null
  let generation = 0

  function read(): Promise<ReadonlyMap<string, ApiKey>> {
    if (reading !== null) return reading
    const mine = generation
    // Dated before the read: what is revoked while it runs may be missing from it.
    const readAt = options.clock()
    const started = options.keys().then(
      (keys) => {
        const byHash = new Map(keys.map((key) => [key.hash, key]))
        // A read that began before `forget` may hold a key revoked since: it is not kept, and whoever waits reads again.
        if (mine !== generation) return read()
        copy = { byHash, readAt }
        reading = null
        return byHash
      },
      (cause: unknown) => {
        if (mine === generation) reading = null
        throw new ForebayError('KEYS_UNAVAILABLE', 'API keys cannot be checked now.', { status: 503, retryAfterSeconds: 2, cause })
      },
    )
    reading = started
    return started
  }

  async function current(): Promise<ReadonlyMap<string, ApiKey>> {
    if (copy === null) return read()
    const ageMs = options.clock() - copy.readAt
    if (ageMs > maxAgeMs || ageMs < 0) return read()
    // A failed read in the background is not lost: the copy grows too old and the next request meets the failure itself.
    if (ageMs > maxAgeMs / 2 && reading === null) read().catch(() => undefined)
    return copy.byHash
  }

  return {
    async authenticate(header) {
      const untrustedKey = readBearer(header)
      if (!plausibleKey(untrustedKey)) throw invalid()
      const hash = hashKey(untrustedKey)
      let key = (await current()).get(hash)
      // A key minted in another process a moment ago: look once more, at most twice a second whatever is guessed.
      if (key === undefined && copy !== null && options.clock() - copy.readAt > 500) key = (await read()).get(hash)
      if (key === undefined || !sameHash(key.hash, hash) || key.revokedAt !== null) throw invalid()
      return key
    },
    forget() {
      generation += 1
      copy = null
      reading = null
    },
  }
}

function readBearer(header: string | undefined): string {
  const match = header === undefined || header.length > MAX_KEY_CHARACTERS + 16 ? null : /^Bearer +([^\s]+) *$/i.exec(header)
  if (match?.[1] === undefined)
    throw new ForebayError('KEY_MISSING', 'Send the API key as: Authorization: Bearer KEY.', { status: 401, field: 'Authorization' })
  return match[1]
}

function sameHash(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}

function invalid(): ForebayError {
  return new ForebayError('KEY_INVALID', 'This API key is not known or was revoked.', { status: 401, field: 'Authorization' })
}
