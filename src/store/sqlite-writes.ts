/** The hot writes on SQLite: one transaction a group without a pause in it, on statements prepared once. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { AcceptResult } from '../core/accept.ts'
import { type AcceptRow, duplicateOf, type Settled, type SettleRow } from './group-writes.ts'

export interface SqliteWrites {
  accept(rows: readonly AcceptRow[]): readonly AcceptResult[]
  settle(rows: readonly SettleRow[], now: number): Settled
}

export function sqliteWrites(database: DatabaseSync): SqliteWrites {
  const statements = prepareStatements(database)

  function transaction<T>(work: () => T): T {
    statements.begin.run()
    try {
      const result = work()
      statements.commit.run()
      return result
    } catch (error) {
      if (database.isTransaction) statements.rollback.run()
      throw error
    }
  }

  return {
    accept: (rows) => transaction(() => rows.map((row) => acceptOne(statements, row))),

    settle: (rows, now) =>
      transaction(() => {
        const endpoints = rows.some((row) => row.events.length > 0) ? enabledEndpoints(statements) : []
        let newEvents = 0
        const applied = rows.map((row) => {
          const made = settleOne(statements, row, endpoints, now)
          newEvents += made ?? 0
          return made !== null
        })
        return { applied, newEvents }
      }),
  }
}

type Statements = ReturnType<typeof prepareStatements>

function prepareStatements(database: DatabaseSync) {
  const prepare = (text: string): StatementSync => database.prepare(text)
  return {
    begin: prepare('begin immediate'),
    commit: prepare('commit'),
    rollback: prepare('rollback'),
    seenKey: prepare('select message_id as messageId, content from dedupe_keys where key = ?'),
    addKey: prepare('insert into dedupe_keys (key, content, message_id) values (?, ?, ?)'),
    addMessage: prepare(
      `insert into messages (id, channel, conversation, status, received_at, revision, version, attempts, due_at)
       values (?, ?, ?, 'accepted', ?, 0, 0, 0, ?)`,
    ),
    addArrival: prepare('insert into arrivals (message_id, arrival, sender_key, subject_key) values (?, ?, ?, ?)'),
    addBlob: prepare('insert into message_blobs (blob_id, message_id) values (?, ?)'),
    settle: prepare(
      `update messages set status = ?, revision = ?,
         due_at = iif(version = ?, ?, due_at), attempts = iif(version = ?, 0, attempts),
         failed_at = iif(version = ?, null, failed_at), failure = iif(version = ?, null, failure)
       where id = ? and revision = ? returning channel, conversation, version, received_at as receivedAt`,
    ),
    keepRecord: prepare(
      `insert into records (message_id, revision, sealed) values (?, ?, ?)
       on conflict (message_id, revision) do update set sealed = excluded.sealed`,
    ),
    dropHolds: prepare('delete from holds where message_id = ?'),
    addHold: prepare(
      `insert into holds (message_id, subject_kind, subject_id, channel, conversation, reason, held_at, expires_at)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    dropLinks: prepare('delete from message_links where message_id = ?'),
    keepLinks: prepare(
      `insert into message_links (message_id, channel, received_at, hashes) values (?, ?, ?, ?)
       on conflict (message_id) do update set hashes = excluded.hashes`,
    ),
    addEvent: prepare(
      `insert into events (id, type, channel, message_id, revision, at) values (?, ?, ?, ?, ?, ?) on conflict (id) do nothing`,
    ),
    endpoints: prepare('select id, channels from webhooks where disabled_at is null'),
    addDelivery: prepare(
      `insert into deliveries (event_id, endpoint_id, state, attempts, next_at) values (?, ?, 'pending', 0, ?) on conflict do nothing`,
    ),
  }
}

function acceptOne(statements: Statements, row: AcceptRow): AcceptResult {
  const duplicate = duplicateOf(row, (key) => statements.seenKey.get(key) as { messageId: string; content: Uint8Array } | undefined)
  if (duplicate !== null) return duplicate
  statements.addMessage.run(row.id, row.channel, row.conversation, row.receivedAt, row.receivedAt)
  statements.addArrival.run(row.id, row.arrival, row.senderKey, row.subjectKey)
  for (const { key, content } of row.dedupeKeys) statements.addKey.run(key, content, row.id)
  for (const blobId of row.blobIds) statements.addBlob.run(blobId, row.id)
  return { outcome: 'stored' }
}

interface Endpoint {
  readonly id: string
  readonly channels: readonly string[] | null
}

function enabledEndpoints(statements: Statements): readonly Endpoint[] {
  const rows = statements.endpoints.all() as unknown as readonly { id: string; channels: string | null }[]
  return rows.map(({ id, channels }) => ({ id, channels: channels === null ? null : (JSON.parse(channels) as string[]) }))
}

/** How many events were new; null when another worker was first. */
function settleOne(statements: Statements, row: SettleRow, endpoints: readonly Endpoint[], now: number): number | null {
  const { version, revision } = row
  const before = statements.settle.get(row.status, revision, version, row.dueAt, version, version, version, row.id, row.fromRevision) as
    | { channel: string; conversation: string | null; version: number; receivedAt: number }
    | undefined
  if (before === undefined) return null
  statements.keepRecord.run(row.id, revision, row.record)
  if (row.linkHashes !== null) statements.keepLinks.run(row.id, before.channel, before.receivedAt, row.linkHashes)
  else if (row.fromRevision > 0) statements.dropLinks.run(row.id)
  if (before.version === version) {
    statements.dropHolds.run(row.id)
    for (const { subject, reason, heldAt, expiresAt } of row.holds) {
      statements.addHold.run(row.id, subject.kind, subject.id, before.channel, before.conversation, reason, heldAt, expiresAt)
    }
  }
  let newEvents = 0
  for (const event of row.events) {
    const { changes } = statements.addEvent.run(event.id, event.type, before.channel, row.id, revision, now)
    if (changes === 0) continue
    newEvents += 1
    for (const { id, channels } of endpoints) {
      if (channels === null || channels.includes(before.channel)) statements.addDelivery.run(event.id, id, now)
    }
  }
  return newEvents
}
