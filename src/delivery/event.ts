/** What an event says to whoever listens: the same bytes for the same event, whoever renders it and however often. */

import type { StoredEvent } from '../core/event.ts'
import type { ShownIdentification } from '../core/identification.ts'
import type { EventType, MessageRecord, MessageStatus } from '../core/record.ts'
import type { Release } from '../core/release.ts'

/** A file that waits until its sender has shown who they are; its name and size are known once a release lists it. */
export interface FileToIdentify {
  readonly id: string
  readonly name: string | null
  readonly type: string | null
  readonly size: number | null
}

export interface EventData {
  readonly messageId: string
  readonly channel: string
  readonly conversationId: string | null
  readonly status: MessageStatus | 'erased'
  readonly revision: number
  /** Null on `identification.*` and `message.erased`, and when nothing was released. */
  readonly release: Release | null
  /** What waits for identification; null when nothing does. */
  readonly identification: {
    readonly message: boolean
    readonly files: readonly FileToIdentify[]
    readonly links: readonly string[]
    /** How the sender can become identified here; null where there is no login, or too many codes were asked for. */
    readonly stepUp: ShownIdentification | null
  } | null
}

/** The payload of Standard Webhooks, and of the event stream. */
export interface RenderedEvent {
  readonly id: string
  readonly type: EventType
  /** ISO 8601 UTC. */
  readonly timestamp: string
  readonly data: EventData
}

/**
 * @param record as of `event.revision`; null when identification came before the message was first settled
 */
export function renderEvent(event: StoredEvent, record: MessageRecord | null): RenderedEvent {
  return {
    id: event.id,
    type: event.type,
    timestamp: new Date(event.at).toISOString(),
    data: {
      messageId: event.messageId,
      channel: event.channel,
      conversationId: record?.conversationId ?? null,
      status: event.type === 'message.erased' ? 'erased' : (record?.status ?? 'accepted'),
      revision: event.revision,
      release: carriesRelease(event.type) ? (record?.release ?? null) : null,
      identification: record === null ? null : identificationOf(record),
    },
  }
}

function carriesRelease(type: EventType): boolean {
  switch (type) {
    case 'message.released':
    case 'message.updated':
    case 'message.held':
    case 'message.blocked':
    case 'message.expired':
      return true
    case 'identification.required':
    case 'identification.completed':
    case 'message.erased':
      return false
  }
}

function identificationOf(record: MessageRecord): EventData['identification'] {
  const waiting = (record.verdict?.actions ?? []).filter((action) => action.kind === 'hold' && action.reason === 'IDENTITY_REQUIRED')
  if (waiting.length === 0) return null
  const idsOf = (kind: 'part' | 'link'): readonly string[] =>
    waiting.filter(({ subject }) => subject.kind === kind).map(({ subject }) => subject.id)
  const released = new Map((record.release?.files ?? []).map((file) => [file.id, file]))
  return {
    message: waiting.some(({ subject }) => subject.kind === 'message'),
    files: idsOf('part').map((id) => {
      const file = released.get(id)
      return { id, name: file?.name ?? null, type: file?.type ?? null, size: file?.size ?? null }
    }),
    links: idsOf('link'),
    stepUp: record.identification ?? null,
  }
}
