/** The few store methods that delivery uses, in memory and as the ports describe them. */
import type { StoredEvent } from '../../src/core/event.ts'
import type { EventType, MessageRecord } from '../../src/core/record.ts'
import type { Store } from '../../src/core/store.ts'
import type { Delivery, WebhookEndpoint } from '../../src/core/webhook.ts'

export function recordOf(messageId: string, revision = 1, changes: Partial<MessageRecord> = {}): MessageRecord {
  return {
    id: messageId,
    channel: 'webchat',
    kind: 'chat',
    conversationId: 'c-7',
    status: 'released',
    revision,
    receivedAt: '2026-11-21T10:00:00.000Z',
    settledAt: '2026-11-21T10:00:01.000Z',
    sender: { address: 'anna@example.com' },
    identity: { level: 'claimed', subject: null, evidence: [] },
    report: { complete: true, outcomes: [], findings: [] },
    verdict: { disposition: 'release', policyVersion: 1, actions: [] },
    release: {
      id: `r-${messageId}`,
      messageId,
      revision,
      subject: null,
      text: `words of ${messageId}`,
      html: null,
      links: [],
      files: [],
      masks: [],
      notices: [],
    },
    timings: { inspectMs: 1, decideMs: 1, buildMs: 1 },
    ...changes,
  }
}

type Used = Pick<
  Store,
  | 'events'
  | 'event'
  | 'lastEventSeq'
  | 'record'
  | 'onEvents'
  | 'webhooks'
  | 'disableWebhook'
  | 'dueDeliveries'
  | 'updateDelivery'
  | 'reviveDelivery'
>

export interface FakeStore extends Used {
  readonly deliveries: Map<string, Delivery>
  readonly reads: { events: number; records: number }
  readonly listeners: Set<() => void>
  add(messageId: string, type?: EventType, channel?: string, at?: number): StoredEvent
  addEndpoint(id: string, changes?: Partial<WebhookEndpoint>): WebhookEndpoint
  /** Tells the listeners, as a commit of this process does. */
  committed(): void
}

export function openFakeStore(): FakeStore {
  const events: StoredEvent[] = []
  const endpoints = new Map<string, WebhookEndpoint>()
  const deliveries = new Map<string, Delivery>()
  const listeners = new Set<() => void>()
  const reads = { events: 0, records: 0 }
  const keyOf = (eventId: string, endpointId: string): string => `${eventId}>${endpointId}`

  return {
    deliveries,
    reads,
    listeners,
    add(messageId, type = 'message.released', channel = 'webchat', at = 1_000) {
      const event: StoredEvent = {
        seq: (events.at(-1)?.seq ?? 0) + 1,
        id: `evt-${messageId}-1-${type}`,
        type,
        channel,
        messageId,
        revision: 1,
        at,
      }
      events.push(event)
      for (const endpoint of endpoints.values()) {
        if (endpoint.channels !== null && !endpoint.channels.includes(channel)) continue
        deliveries.set(keyOf(event.id, endpoint.id), {
          eventId: event.id,
          endpointId: endpoint.id,
          state: 'pending',
          attempts: 0,
          nextAt: at,
          lastError: null,
        })
      }
      return event
    },
    addEndpoint(id, changes = {}) {
      const endpoint: WebhookEndpoint = {
        id,
        url: `https://${id}.example/hook`,
        channels: null,
        secret: `whsec_${Buffer.from(`secret of ${id}, 24 bytes`).toString('base64')}`,
        createdAt: 0,
        disabledAt: null,
        ...changes,
      }
      endpoints.set(id, endpoint)
      return endpoint
    },
    committed() {
      for (const listener of [...listeners]) listener()
    },
    async events({ afterSeq, channels, limit }) {
      reads.events += 1
      return events.filter((event) => event.seq > afterSeq && (channels === null || channels.includes(event.channel))).slice(0, limit)
    },
    async event(id) {
      return events.find((event) => event.id === id) ?? null
    },
    async lastEventSeq() {
      return events.at(-1)?.seq ?? 0
    },
    async record(messageId, revision) {
      reads.records += 1
      return recordOf(messageId, revision)
    },
    onEvents(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async webhooks() {
      return [...endpoints.values()]
    },
    async disableWebhook(id, at) {
      const endpoint = endpoints.get(id)
      if (endpoint === undefined || endpoint.disabledAt !== null) return false
      endpoints.set(id, { ...endpoint, disabledAt: at })
      for (const [key, delivery] of deliveries) {
        if (delivery.endpointId !== id || delivery.state !== 'pending') continue
        deliveries.set(key, { ...delivery, state: 'dead', lastError: 'ENDPOINT_DISABLED' })
      }
      return true
    },
    async dueDeliveries(now, limit, leaseMs = 0, exceptEndpoints = []) {
      const due = [...deliveries.values()]
        .filter(({ state, nextAt, endpointId }) => state === 'pending' && nextAt <= now && !exceptEndpoints.includes(endpointId))
        .sort((a, b) => a.nextAt - b.nextAt)
        .slice(0, limit)
      if (leaseMs > 0) {
        for (const delivery of due) deliveries.set(keyOf(delivery.eventId, delivery.endpointId), { ...delivery, nextAt: now + leaseMs })
      }
      return due
    },
    async updateDelivery(delivery) {
      deliveries.set(keyOf(delivery.eventId, delivery.endpointId), delivery)
    },
    async reviveDelivery(eventId, endpointId, now) {
      const delivery = deliveries.get(keyOf(eventId, endpointId))
      if (delivery?.state !== 'dead') return false
      deliveries.set(keyOf(eventId, endpointId), { ...delivery, state: 'pending', attempts: 0, nextAt: now, lastError: null })
      return true
    },
  }
}
