/** Keys that a provider publishes are fetched seldom, at once when it has new ones, and never so often that a flood of tokens becomes a flood of requests. */
import { errors, type JWTVerifyGetKey } from 'jose'
import { type Clock, HOUR_MS, MINUTE_MS } from '../core/time.ts'
import { type KeySet, readKeySet } from './key-set.ts'
import { keysUnavailable } from './signed-token.ts'

export interface RemoteKeysOptions {
  /** Gives the document as it is published; rejects when it cannot be had. */
  fetchDocument(): Promise<Uint8Array>
  readonly clock: Clock
  onFailed?(error: unknown): void
}

/** Read anew after this. */
const FRESH_MS = 10 * MINUTE_MS
/** A provider that is away for a while does not lock out everybody; one whose keys are older has had time to withdraw them. */
const STALE_MS = HOUR_MS
/** A key that is not there may be a new one: asked again this often at most. */
const RETRY_MS = 30_000

/** What it gives throws ForebayError 503 `TOKEN_KEYS_UNAVAILABLE` when there are no keys to check with. */
export function remoteKeys({ fetchDocument, clock, onFailed }: RemoteKeysOptions): JWTVerifyGetKey {
  let kept: { readonly keys: JWTVerifyGetKey; readonly readAt: number } | null = null
  let fetching: Promise<void> | null = null
  let triedAt = Number.NEGATIVE_INFINITY

  async function fetchOnce(): Promise<void> {
    const startedAt = clock()
    triedAt = startedAt
    try {
      const set: KeySet = readKeySet(JSON.parse(Buffer.from(await fetchDocument()).toString('utf8')))
      // A secret that is published is none.
      if (set.kind === 'public') kept = { keys: set.keys, readAt: startedAt }
    } catch (error) {
      onFailed?.(error)
    }
  }

  /** Several tokens at once wait for one request. */
  async function refresh(): Promise<void> {
    if (fetching === null && clock() - triedAt < RETRY_MS) return
    fetching ??= fetchOnce().finally(() => {
      fetching = null
    })
    await fetching
  }

  function usable(): JWTVerifyGetKey {
    if (kept === null || clock() - kept.readAt > STALE_MS) throw keysUnavailable()
    return kept.keys
  }

  return async (header, token) => {
    if (kept === null || clock() - kept.readAt > FRESH_MS) await refresh()
    try {
      return await usable()(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
    }
    await refresh()
    return usable()(header, token)
  }
}
