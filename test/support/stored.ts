/** Entries and settlements as the stages make them, small but whole, for tests of the store. */
import { createHash, randomUUID } from 'node:crypto'
import type { AcceptEntry } from '../../src/core/accept.ts'
import type { NewEvent } from '../../src/core/event.ts'
import type { Hold } from '../../src/core/hold.ts'
import type { MessageRecord, MessageStatus } from '../../src/core/record.ts'
import type { Settlement } from '../../src/core/stored-message.ts'

export const NOW = 1_790_000_000_000

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

export interface EntryOptions {
  readonly id?: string
  readonly channel?: string
  readonly conversationId?: string | null
  readonly receivedAt?: number
  readonly text?: string
  /** Seeds of the dedupe keys; one of its own when left out. */
  readonly keys?: readonly string[]
  readonly blobIds?: readonly string[]
}

export function anEntry(options: EntryOptions = {}): AcceptEntry {
  const id = options.id ?? randomUUID()
  const text = options.text ?? `hello from ${id}`
  return {
    arrival: {
      id,
      channel: options.channel ?? 'webchat',
      kind: 'chat',
      connector: 'api',
      conversationId: options.conversationId ?? null,
      receivedAt: options.receivedAt ?? NOW,
      content: {
        type: 'words',
        words: { sender: { address: 'anna@example.com', name: 'Anna' }, text },
        files: (options.blobIds ?? []).map((blobId) => ({
          untrustedName: 'a.pdf',
          untrustedType: 'application/pdf',
          blobId,
          sizeBytes: 4,
          sha256: sha256(blobId),
        })),
      },
    },
    identity: { level: 'claimed', subject: null, evidence: [] },
    dedupeKeys: (options.keys ?? [id]).map((key) => ({ key: sha256(key), contentDigest: sha256(text) })),
  }
}

export interface SettlementOptions {
  readonly status?: MessageStatus
  readonly version?: number
  readonly fromRevision?: number
  readonly text?: string
  readonly holds?: readonly Hold[]
  readonly dueAt?: number | null
  readonly linkHashes?: Uint8Array | null
  readonly events?: readonly NewEvent[]
}

export function aSettlement({ arrival, identity }: AcceptEntry, options: SettlementOptions = {}): Settlement {
  const fromRevision = options.fromRevision ?? 0
  const status = options.status ?? 'released'
  const revision = fromRevision + 1
  const record: MessageRecord = {
    id: arrival.id,
    channel: arrival.channel,
    kind: arrival.kind,
    conversationId: arrival.conversationId,
    status,
    revision,
    receivedAt: new Date(arrival.receivedAt).toISOString(),
    settledAt: new Date(NOW).toISOString(),
    sender: null,
    identity,
    report: { complete: true, outcomes: [], findings: [] },
    verdict: { disposition: 'release', policyVersion: 1, actions: [] },
    release: {
      id: arrival.id,
      messageId: arrival.id,
      revision,
      subject: null,
      text: options.text ?? 'hello',
      html: null,
      links: [],
      files: [],
      masks: [],
      notices: [],
    },
    timings: { inspectMs: 1, decideMs: 1, buildMs: 1 },
  }
  return {
    messageId: arrival.id,
    version: options.version ?? 0,
    fromRevision,
    record,
    holds: options.holds ?? [],
    dueAt: options.dueAt ?? null,
    linkHashes: options.linkHashes ?? null,
    events: options.events ?? [{ id: `${arrival.id}.${revision}`, type: 'message.released' }],
  }
}

export function aHold(id: string, options: Partial<Omit<Hold, 'subject'>> = {}): Hold {
  return { subject: { kind: 'part', id }, reason: 'IDENTITY_REQUIRED', heldAt: NOW, expiresAt: NOW + 3_600_000, ...options }
}
