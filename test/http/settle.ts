/** Settles messages as the pipeline would, with whatever release a test needs. */

import type { MessageRecord, MessageStatus } from '../../src/core/record.ts'
import type { Release, ReleasedFile, ReleasedLink } from '../../src/core/release.ts'
import type { Finding } from '../../src/core/report.ts'
import type { House } from './house.ts'

export interface Settled {
  readonly status?: MessageStatus
  readonly text?: string
  readonly links?: readonly ReleasedLink[]
  readonly files?: readonly ReleasedFile[]
  readonly findings?: readonly Finding[]
  readonly sender?: MessageRecord['sender']
  readonly identification?: NonNullable<MessageRecord['identification']>
  /** Null leaves the message without one. */
  readonly release?: null
}

export async function settle(house: House, messageId: string, of: Settled = {}): Promise<MessageRecord> {
  const stored = await house.store.load(messageId)
  if (stored === null) throw new Error('no such message')
  const release: Release = {
    id: messageId,
    messageId,
    revision: stored.revision + 1,
    subject: 'A subject',
    text: of.text ?? 'Hello',
    html: null,
    links: of.links ?? [],
    files: of.files ?? [],
    masks: [],
    notices: [],
  }
  const status = of.status ?? 'released'
  const record: MessageRecord = {
    id: messageId,
    channel: stored.arrival.channel,
    kind: stored.arrival.kind,
    conversationId: stored.arrival.conversationId,
    status,
    revision: stored.revision + 1,
    receivedAt: new Date(stored.arrival.receivedAt).toISOString(),
    settledAt: new Date(stored.arrival.receivedAt + 5).toISOString(),
    sender: of.sender ?? null,
    identity: stored.identity,
    report: { complete: true, outcomes: [], findings: of.findings ?? [] },
    verdict: { disposition: 'release', policyVersion: 1, actions: [] },
    release: of.release === null ? null : release,
    ...(of.identification === undefined ? {} : { identification: of.identification }),
    timings: { inspectMs: 1, decideMs: 1, buildMs: 1 },
  }
  const holds = (of.files ?? [])
    .filter((file) => file.action === 'hold')
    .map((file) => ({
      subject: { kind: 'part', id: file.id } as const,
      reason: file.reason,
      heldAt: 1_000,
      expiresAt: Date.now() + 1_000_000,
    }))
  const done = await house.store.settle({
    messageId,
    version: stored.version,
    fromRevision: stored.revision,
    record,
    holds,
    dueAt: null,
    linkHashes: null,
    events: [{ id: `${messageId}-${record.revision}`, type: status === 'released' ? 'message.released' : 'message.held' }],
  })
  if (!done) throw new Error('not settled')
  return record
}

export function fileOf(more: Partial<ReleasedFile> = {}): ReleasedFile {
  const about = {
    id: 'p1',
    name: 'a.txt',
    type: 'text/plain',
    action: 'release',
    reason: 'OK',
    explanation: '',
    size: 3,
    sha256: '',
  } as const
  return { ...about, url: null, viewUrl: null, ...more }
}

export function linkOf(more: Partial<ReleasedLink> = {}): ReleasedLink {
  return {
    id: 'l1',
    action: 'rewrite',
    display: 'example.com/a',
    host: 'example.com',
    shown: null,
    url: '/l/example.com/t',
    reason: 'OK',
    explanation: '',
    ...more,
  }
}
