/** With the service stopped the database alone has to agree: one message a submission, every revision inspected, every event sent once under one id. */
import { createSealer } from '../../src/blobs/seal.ts'
import type { StoredEvent } from '../../src/core/event.ts'
import type { MessageRecord } from '../../src/core/record.ts'
import { openStore } from '../../src/store/open-store.ts'
import { checkInspected } from './check-release.ts'
import type { Faults } from './faults.ts'
import type { House } from './house.ts'
import type { Receiver } from './receiver.ts'
import type { Submission } from './submissions.ts'

export interface Witnesses {
  /** Of every message that there should be. */
  readonly submissionOf: (record: MessageRecord) => Submission | null
  /** By message id, as acknowledged. */
  readonly acknowledged: ReadonlyMap<string, Submission>
  readonly receiver: Receiver
  /** Event ids in the order of the stream. */
  readonly streamed: readonly string[]
}

const FOREVER_MS = 365 * 24 * 3_600_000

export async function checkStore(house: House, witnesses: Witnesses, faults: Faults): Promise<{ readonly events: number }> {
  const store = await openStore({ url: house.databaseUrl, sealer: createSealer(house.masterKey), clock: Date.now })
  try {
    const events: StoredEvent[] = []
    for (let page: readonly StoredEvent[] | null = null; page === null || page.length > 0; ) {
      page = await store.events({ afterSeq: events.at(-1)?.seq ?? 0, channels: null, limit: 1_000 })
      events.push(...page)
    }
    const byMessage = Map.groupBy(events, ({ messageId }) => messageId)
    const idOf = new Map<number, string>()
    const stored = new Map<string, Submission>()

    let cursor: string | undefined
    do {
      const page = await store.list({ channels: null, limit: 200, ...(cursor === undefined ? {} : { cursor }) })
      cursor = page.nextCursor ?? undefined
      for (const record of page.items) {
        // The sender of a mail is not known before it was looked into.
        const submission = witnesses.submissionOf(record) ?? witnesses.acknowledged.get(record.id) ?? null
        if (submission === null) {
          faults.add('doubled', `${record.id}: nobody sent this`)
          continue
        }
        const twin = idOf.get(submission.number)
        if (twin !== undefined) faults.add('doubled', `message ${submission.number} is ${twin} and ${record.id}`)
        idOf.set(submission.number, record.id)
        stored.set(record.id, submission)
        await checkRevisions(record, submission, byMessage.get(record.id) ?? [])
      }
    } while (cursor !== undefined)
    for (const [id, { number }] of witnesses.acknowledged) {
      if (stored.get(id)?.number !== number) faults.add('lost', `message ${number}, acknowledged as ${id}`)
    }

    checkStream(events)
    checkDeliveries(events, stored)
    const [pending, dead] = [await store.dueDeliveries(Date.now() + FOREVER_MS, 1_000), await store.deadDeliveries({ limit: 100 })]
    for (const { eventId, attempts, lastError } of pending)
      faults.add('unsettled', `${eventId} is owed (${attempts} attempts, ${lastError})`)
    for (const { eventId, lastError } of dead.items) faults.add('lost', `${eventId} was given up (${lastError})`)
    return { events: events.length }

    async function checkRevisions(record: MessageRecord, submission: Submission, ofMessage: readonly StoredEvent[]): Promise<void> {
      if ((await store.load(record.id))?.dueAt !== null) faults.add('unsettled', `${record.id} has work left`)
      for (let revision = 1; revision <= record.revision; revision += 1) {
        const then = await store.record(record.id, revision)
        if (then === null) {
          faults.add('lost', `${record.id} has no revision ${revision}`)
          continue
        }
        checkInspected(then, submission, faults)
        const told = ofMessage.filter((event) => event.revision === revision && event.type.startsWith('message.'))
        if (told.length !== 1) faults.add('events', `${record.id} revision ${revision} was told ${told.length} times`)
      }
    }
  } finally {
    await store.close()
  }

  /** The stream began after nothing: every event of the house is in it, in order, once. */
  function checkStream(events: readonly StoredEvent[]): void {
    const { streamed } = witnesses
    const seen = new Set(streamed)
    for (const { id } of events) if (!seen.has(id)) faults.add('events', `the stream missed ${id}`)
    if (seen.size !== streamed.length) faults.add('events', `the stream repeated ${streamed.length - seen.size} events`)
    const ids = events.map(({ id }) => id)
    if (seen.size === ids.length && streamed.some((id, at) => ids[at] !== id)) faults.add('events', 'the stream came in another order')
  }

  function checkDeliveries(events: readonly StoredEvent[], stored: ReadonlyMap<string, Submission>): void {
    const { received } = witnesses.receiver
    const known = new Map(events.map((event) => [event.id, event]))
    const releaseIds = new Map<string, string>()
    const messageOf = new Map<string, string>()
    for (const event of events) if (!received.has(event.id)) faults.add('lost', `the webhook never got ${event.id}`)
    for (const [id, one] of received) {
      const event = known.get(id)
      if (event?.messageId !== one.messageId || event.revision !== one.revision || event.type !== one.type)
        faults.add('doubled', `the webhook got ${id}, which is not in the store as such`)
      if (one.conversationId !== null) {
        const other = messageOf.get(one.conversationId) ?? one.messageId
        if (other !== one.messageId) faults.add('doubled', `${one.conversationId} was delivered as ${other} and ${one.messageId}`)
        messageOf.set(one.conversationId, one.messageId)
      }
      if (one.releaseId === null) continue
      const key = `${one.messageId} ${one.revision}`
      const other = releaseIds.get(key) ?? one.releaseId
      if (other !== one.releaseId) faults.add('doubled', `${key} was released as ${other} and ${one.releaseId}`)
      releaseIds.set(key, one.releaseId)
      if (one.releasedFiles.length > 0 && stored.get(one.messageId)?.fate === 'FILE_MALWARE')
        faults.add('uninspected', `${key} was delivered with malware released`)
    }
  }
}
