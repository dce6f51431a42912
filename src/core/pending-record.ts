/** A message that is accepted and not settled yet is shown as just that: nothing inspected, nothing decided, nothing released. */

import type { MessageRecord } from './record.ts'
import type { StoredMessage } from './stored-message.ts'

export function pendingRecord({ arrival, identity }: Pick<StoredMessage, 'arrival' | 'identity'>): MessageRecord {
  return {
    id: arrival.id,
    channel: arrival.channel,
    kind: arrival.kind,
    conversationId: arrival.conversationId,
    status: 'accepted',
    revision: 0,
    receivedAt: new Date(arrival.receivedAt).toISOString(),
    settledAt: null,
    sender: arrival.content.type === 'words' ? (arrival.content.words.sender ?? null) : null,
    identity,
    report: { complete: false, outcomes: [], findings: [] },
    verdict: null,
    release: null,
    timings: { inspectMs: 0, decideMs: 0, buildMs: 0 },
  }
}
