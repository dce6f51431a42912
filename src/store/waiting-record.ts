/** The record of a message that is durable and not yet settled: it says what is known and claims nothing was looked at. */
import type { MessageRecord } from '../core/record.ts'
import type { Arrived } from './sealed-values.ts'

export function waitingRecord({ arrival, identity }: Arrived): MessageRecord {
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
