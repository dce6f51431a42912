/** When a list has learnt of an address, every message of the last days that holds it is decided again: nothing of it is kept for that but keyed hashes. */
import type { InboundMessage } from '../core/message.ts'
import type { Release } from '../core/release.ts'
import type { Reputation } from '../core/reputation.ts'
import type { Store } from '../core/store.ts'
import type { Clock } from '../core/time.ts'
import { hopsOf } from '../parse/link/hops.ts'
import { parseUrl } from '../parse/url.ts'
import type { Amend } from './amend.ts'

export interface Rechecking {
  readonly store: Pick<Store, 'messageLinks'>
  readonly reputation: Pick<Reputation, 'isCondemned'>
  readonly recheck: Amend['recheck']
  readonly clock: Clock
  /** Messages received before that are left as they are. */
  readonly maxAgeMs: number
}

const PAGE = 500

/**
 * @returns a run over the messages of the last days, which resolves with how many are decided again. What is asked for while one runs
 * is one more run behind it.
 */
export function createRecheck(deps: Rechecking): () => Promise<number> {
  let running: Promise<number> | null = null
  let next: Promise<number> | null = null
  const start = (): Promise<number> => {
    running = recheckAll(deps).finally(() => {
      running = null
    })
    return running
  }
  return () => {
    if (running === null) return start()
    next ??= running
      .catch(() => 0)
      .then(() => {
        next = null
        return start()
      })
    return next
  }
}

async function recheckAll({ store, reputation, recheck, clock, maxAgeMs }: Rechecking): Promise<number> {
  const receivedFrom = clock() - maxAgeMs
  let condemned = 0
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<Store['messageLinks']>> = await store.messageLinks({
      receivedFrom,
      limit: PAGE,
      ...(cursor === null ? {} : { cursor }),
    })
    for (const { messageId, channel, hashes } of page.items) {
      if (reputation.isCondemned(hashes) && (await recheck(messageId, channel))) condemned += 1
    }
    cursor = page.nextCursor
  } while (cursor !== null)
  return condemned
}

/** Of the links that can be clicked in the release; null when there are none, or no list to test them against. */
export function linkHashesOf(
  message: InboundMessage,
  release: Release | null,
  reputation: Pick<Reputation, 'hashesOf'>,
): Uint8Array | null {
  const open = new Set(release?.links.flatMap((link) => (link.url === null ? [] : [link.id])))
  if (open.size === 0) return null
  const hashes = message.links
    .filter(({ linkId }) => open.has(linkId))
    .flatMap(({ url }) => {
      const address = url === null ? null : parseUrl(url)
      // What it carries on to is looked up as well (see links/reputation).
      return address === null ? [] : hopsOf(address).map((hop) => reputation.hashesOf(hop.address.href))
    })
  const all = Buffer.concat(hashes)
  return all.length === 0 ? null : all
}
