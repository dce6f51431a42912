/** Who went on through the gateway from a message's links, as the archive log has it. */

import type { LinkClick } from '../core/release.ts'
import type { Store } from '../core/store.ts'
import type { StoredMessage } from '../core/stored-message.ts'

/** More names than that help nobody who has to call them. */
const MAX_CLICKS = 100

/** By link id, each agent once with the first click; empty for a message that was never released with links, without asking. */
export async function clicksOf(
  stored: StoredMessage,
  store: Pick<Store, 'logEntries'>,
): Promise<ReadonlyMap<string, readonly LinkClick[]>> {
  const clicks = new Map<string, LinkClick[]>()
  if ((stored.record?.release?.links.length ?? 0) === 0) return clicks
  const { items } = await store.logEntries({
    log: 'archive',
    channels: null,
    messageId: stored.arrival.id,
    verb: 'link.opened',
    limit: MAX_CLICKS,
  })
  for (const { subject, actor, at } of items.toReversed()) {
    if (subject === null) continue
    const known = clicks.get(subject) ?? []
    if (!known.some(({ agent }) => agent === actor)) known.push({ agent: actor, at: new Date(at).toISOString() })
    clicks.set(subject, known)
  }
  return clicks
}
