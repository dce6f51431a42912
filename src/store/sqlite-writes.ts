/** The hot writes on SQLite: one synchronous transaction a group, on statements prepared once. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { AcceptResult } from '../core/ports.ts'
import { type AcceptRow, duplicateOf, type GroupWrites, type SettleRow } from './group-writes.ts'
import type { Turns } from './sqlite-dialect.ts'

// sqlite.org/rescode.html: 19 CONSTRAINT, 18 TOOBIG, 20 MISMATCH, 25 RANGE come of one row; FULL, IOERR, CORRUPT and the like do not.
const ONE_ROW_ERRORS = new Set([18, 19, 20, 25])

export function sqliteWrites(database: DatabaseSync, turns: Turns): GroupWrites {
  const statements = prepareStatements(database)

  /** `work` runs without a pause, so nothing else of this process comes between its statements. */
  async function transaction<T>(work: () => T): Promise<T> {
    const giveBack = await turns.take()
    try {
      database.exec('begin immediate')
      try {
        const result = work()
        database.exec('commit')
        return result
      } catch (error) {
        if (database.isTransaction) database.exec('rollback')
        throw error
      }
    } finally {
      giveBack()
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

    mayBeOneItem: (error) =>
      !(error instanceof Error && 'errcode' in error && typeof error.errcode === 'number') || ONE_ROW_ERRORS.has(error.errcode & 0xff),
  }
}

type Statements = ReturnType<typeof prepareStatements>

function prepareStatements(database: DatabaseSync) {
  const prepare = (text: string): StatementSync => database.prepare(text)
  return {
    seenKey: prepare('select message_id as messageId, content from dedupe_keys where key = ?'),
    addKey: prepare('insert into dedupe_keys (key, content, message_id) values (?, ?, ?)'),
    addMessage: prepare(
      `insert into messages (id, channel, conversation, status, received_at, revision, version, attempts, due_at)
       values (?, ?, ?, 'accepted', ?, 0, 0, 0, ?)`,
    ),
    addArrival: prepare('insert into arrivals (message_id, arrival, identity) values (?, ?, ?)'),
    addBlob: prepare('insert into message_blobs (blob_id, message_id) values (?, ?)'),
    settle: prepare(
      `update messages set status = ?, revision = ?,
         due_at = iif(version = ?, ?, due_at), attempts = iif(version = ?, 0, attempts),
         failed_at = iif(version = ?, null, failed_at), failure = iif(version = ?, null, failure)
       where id = ? and revision = ? returning channel, conversation, version`,
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
  statements.addArrival.run(row.id, row.arrival, row.identity)
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
    | { channel: string; conversation: string | null; version: number }
    | undefined
  if (before === undefined) return null
  statements.keepRecord.run(row.id, revision, row.record)
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
