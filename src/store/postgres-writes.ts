/** The hot writes on PostgreSQL: one statement a group, so one round trip and one commit, however many rows. */
import type pg from 'pg'
import type { AcceptResult } from '../core/accept.ts'
import { type AcceptRow, duplicateOf, type GroupWrites, type SettleRow } from './group-writes.ts'
import { sqlState } from './postgres-pool.ts'

/** Whoever makes events holds this until the commit, so that no smaller `seq` appears after a greater one. */
export const EVENT_LOCK = 4_027_361_805

const UNIQUE_VIOLATION = '23505'

export function postgresWrites(pool: pg.Pool): GroupWrites {
  return {
    async accept(rows) {
      const results = new Map<AcceptRow, AcceptResult>()
      const seen = new Map<string, Seen>()
      let rest = rows
      // Two rows of a group with a key in common never share a statement: the second waits to see what became of the first.
      while (rest.length > 0) {
        const { now, later } = withoutCommonKeys(rest.filter((row) => !settleAsDuplicate(row, seen, results)))
        for (const one of await insertAccepted(pool, now)) seen.set(one.key, one)
        for (const row of now) {
          if (settleAsDuplicate(row, seen, results)) continue
          results.set(row, { outcome: 'stored' })
          for (const { key, content } of row.dedupeKeys) seen.set(keyName(key), { key: keyName(key), content, messageId: row.id })
        }
        rest = later
      }
      return rows.map((row) => results.get(row)!)
    },

    async settle(rows, now) {
      // A message that is twice in the group: the first row goes first, and the second then finds another revision.
      const applied = new Map<SettleRow, boolean>()
      let newEvents = 0
      let rest = rows
      while (rest.length > 0) {
        const ids = new Set<string>()
        const { first = [], later = [] } = Object.groupBy(rest, (row) => (ids.has(row.id) ? 'later' : ids.add(row.id) && 'first'))
        const done = await updateSettled(pool, first, now)
        for (const row of first) applied.set(row, done.ids.has(row.id))
        newEvents += done.newEvents
        rest = later
      }
      return { applied: rows.map((row) => applied.get(row)!), newEvents }
    },

    // Class 22 data, 23 constraint, 40 rollback (deadlock), 54 program limit: another try with one row may go well. The rest is the server's state.
    mayBeOneItem: (error) => /^(22|23|40|54)/.test(sqlState(error) ?? ''),
  }
}

interface Seen {
  readonly key: string
  readonly content: Uint8Array
  readonly messageId: string
}

const keyName = (key: Buffer) => key.toString('hex')

function settleAsDuplicate(row: AcceptRow, seen: ReadonlyMap<string, Seen>, results: Map<AcceptRow, AcceptResult>): boolean {
  const duplicate = duplicateOf(row, (key) => seen.get(keyName(key)))
  if (duplicate !== null) results.set(row, duplicate)
  return duplicate !== null
}

function withoutCommonKeys(rows: readonly AcceptRow[]): { now: readonly AcceptRow[]; later: readonly AcceptRow[] } {
  const taken = new Set<string>()
  const now: AcceptRow[] = []
  const later: AcceptRow[] = []
  for (const row of rows) {
    const names = row.dedupeKeys.map(({ key }) => keyName(key))
    if (names.some((name) => taken.has(name))) {
      later.push(row)
      continue
    }
    for (const name of names) taken.add(name)
    now.push(row)
  }
  return { now, later }
}

/**
 * All sealed values of a group travel as one binary parameter that the statement cuts up: half the bytes of an array of
 * hexadecimal text, and one prepared statement for groups of every size.
 */
function pack(values: readonly Buffer[]): { readonly packed: Buffer; readonly offsets: readonly number[] } {
  let at = 0
  const offsets = values.map((value) => {
    at += value.length
    return at - value.length
  })
  return { packed: Buffer.concat(values, at), offsets }
}

const ACCEPT = `
with row as (
  select * from unnest($1::text[], $2::text[], $3::text[], $4::int8[], $5::int4[], $6::int4[], $13::text[], $14::text[])
    as t (id, channel, conversation, received_at, at, bytes, sender_key, subject_key)
), key as (
  select id, decode(key, 'hex') as key, decode(content, 'hex') as content from unnest($7::text[], $8::text[], $9::text[]) as t (id, key, content)
), seen as (
  select key.id, d.key, d.content, d.message_id from key join dedupe_keys d on d.key = key.key
), fresh as (
  select * from row where not exists (select from seen where seen.id = row.id)
), kept_message as (
  insert into messages (id, channel, conversation, status, received_at, revision, version, attempts, due_at)
  select id, channel, conversation, 'accepted', received_at, 0, 0, 0, received_at from fresh
), kept_arrival as (
  insert into arrivals (message_id, arrival, sender_key, subject_key)
  select id, substring($10::bytea from at + 1 for bytes), decode(sender_key, 'hex'), decode(subject_key, 'hex') from fresh
), kept_key as (
  insert into dedupe_keys (key, content, message_id) select key.key, key.content, key.id from key join fresh using (id)
), kept_blob as (
  insert into message_blobs (blob_id, message_id) select blob_id, id from unnest($11::text[], $12::text[]) as t (id, blob_id) join fresh using (id)
)
select distinct encode(key, 'hex') as key, content, message_id as "messageId" from seen`

/** Keeps the rows of which no key was seen; gives the keys that were. */
async function insertAccepted(pool: pg.Pool, rows: readonly AcceptRow[]): Promise<readonly Seen[]> {
  if (rows.length === 0) return []
  const { packed, offsets } = pack(rows.map((row) => row.arrival))
  const keys = rows.flatMap((row) =>
    row.dedupeKeys.map(({ key, content }) => ({ id: row.id, key: keyName(key), content: keyName(content) })),
  )
  const blobs = rows.flatMap((row) => row.blobIds.map((blobId) => ({ id: row.id, blobId })))
  const values = [
    rows.map((row) => row.id),
    rows.map((row) => row.channel),
    rows.map((row) => row.conversation),
    rows.map((row) => row.receivedAt),
    offsets,
    rows.map((row) => row.arrival.length),
    keys.map((one) => one.id),
    keys.map((one) => one.key),
    keys.map((one) => one.content),
    packed,
    blobs.map((one) => one.id),
    blobs.map((one) => one.blobId),
    rows.map((row) => (row.senderKey === null ? null : keyName(row.senderKey))),
    rows.map((row) => keyName(row.subjectKey)),
  ]
  for (let attempt = 1; ; attempt += 1) {
    try {
      return (await pool.query<Seen>({ name: 'accept', text: ACCEPT, values })).rows
    } catch (error) {
      // Another process kept the same key since we looked: look again, and it is seen.
      if (sqlState(error) !== UNIQUE_VIOLATION || attempt === 3) throw error
    }
  }
}

const settleText = (links: string) => `
with row as (
  select * from unnest($1::text[], $2::int4[], $3::int4[], $4::text[], $5::int4[], $6::int8[], $7::int4[], $8::int4[])
    as t (id, version, from_revision, status, revision, due_at, at, bytes)
), done as (
  update messages m set status = row.status, revision = row.revision,
    due_at = case when m.version = row.version then row.due_at else m.due_at end,
    attempts = case when m.version = row.version then 0 else m.attempts end,
    failed_at = case when m.version = row.version then null else m.failed_at end,
    failure = case when m.version = row.version then null else m.failure end
  from row where m.id = row.id and m.revision = row.from_revision
  returning m.id, m.channel, m.conversation, m.received_at, m.revision, m.version = row.version as current, row.at, row.bytes
), kept_record as (
  insert into records (message_id, revision, sealed) select id, revision, substring($9::bytea from at + 1 for bytes) from done
  on conflict (message_id, revision) do update set sealed = excluded.sealed
), hold as (
  select * from unnest($10::text[], $11::text[], $12::text[], $13::text[], $14::int8[], $15::int8[])
    as t (id, subject_kind, subject_id, reason, held_at, expires_at)
), dropped_hold as (
  delete from holds h using done where h.message_id = done.id and done.current and not exists (
    select from hold where hold.id = h.message_id and hold.subject_kind = h.subject_kind and hold.subject_id = h.subject_id)
), kept_hold as (
  insert into holds (message_id, subject_kind, subject_id, channel, conversation, reason, held_at, expires_at)
  select id, hold.subject_kind, hold.subject_id, done.channel, done.conversation, hold.reason, hold.held_at, hold.expires_at
  from hold join done using (id) where done.current
  on conflict (message_id, subject_kind, subject_id)
    do update set reason = excluded.reason, held_at = excluded.held_at, expires_at = excluded.expires_at
), made_event as (
  insert into events (id, type, channel, message_id, revision, at)
  select event_id, type, done.channel, done.id, done.revision, $19::int8
  from unnest($16::text[], $17::text[], $18::text[]) with ordinality as t (id, event_id, type, place) join done using (id) order by place
  on conflict (id) do nothing returning id, channel
), made_delivery as (
  insert into deliveries (event_id, endpoint_id, state, attempts, next_at)
  select e.id, w.id, 'pending', 0, $19::int8 from made_event e
  join webhooks w on w.disabled_at is null and (w.channels is null or w.channels::jsonb ? e.channel)
  on conflict do nothing
)${links}
select id, (select count(*) from made_event) as "newEvents" from done`

const SETTLE = settleText('')

/** Only for groups in which a release has clickable links, or an earlier one may have had: each part of a statement costs, also when it has nothing to do. */
const SETTLE_LINKS = settleText(`, link as (
  select * from unnest($20::text[], $21::int4[], $22::int4[]) as t (id, at, bytes)
), dropped_link as (
  delete from message_links l using done where l.message_id = done.id and not exists (select from link where link.id = l.message_id)
), kept_link as (
  insert into message_links (message_id, channel, received_at, hashes)
  select id, done.channel, done.received_at, substring($9::bytea from link.at + 1 for link.bytes) from link join done using (id)
  on conflict (message_id) do update set hashes = excluded.hashes
)`)

async function updateSettled(
  pool: pg.Pool,
  rows: readonly SettleRow[],
  now: number,
): Promise<{ ids: ReadonlySet<string>; newEvents: number }> {
  const links = rows.flatMap(({ id, linkHashes }) => (linkHashes === null ? [] : [{ id, hashes: linkHashes }]))
  const mayTouchLinks = links.length > 0 || rows.some((row) => row.fromRevision > 0)
  const { packed, offsets } = pack([...rows.map((row) => row.record), ...links.map((link) => link.hashes)])
  const holds = rows.flatMap((row) => row.holds.map((hold) => ({ id: row.id, ...hold })))
  const events = rows.flatMap((row) => row.events.map((event) => ({ messageId: row.id, ...event })))
  const values = [
    rows.map((row) => row.id),
    rows.map((row) => row.version),
    rows.map((row) => row.fromRevision),
    rows.map((row) => row.status),
    rows.map((row) => row.revision),
    rows.map((row) => row.dueAt),
    offsets.slice(0, rows.length),
    rows.map((row) => row.record.length),
    packed,
    holds.map((hold) => hold.id),
    holds.map((hold) => hold.subject.kind),
    holds.map((hold) => hold.subject.id),
    holds.map((hold) => hold.reason),
    holds.map((hold) => hold.heldAt),
    holds.map((hold) => hold.expiresAt),
    events.map((event) => event.messageId),
    events.map((event) => event.id),
    events.map((event) => event.type),
    now,
    ...(mayTouchLinks ? [links.map((link) => link.id), offsets.slice(rows.length), links.map((link) => link.hashes.length)] : []),
  ]
  const statement = mayTouchLinks ? { name: 'settle-links', text: SETTLE_LINKS, values } : { name: 'settle', text: SETTLE, values }
  const client = await pool.connect()
  let broken = false
  try {
    // One round trip. When the statement fails, the commit after it rolls back (postgresql.org/docs/current/sql-commit.html).
    const [, settled] = await Promise.all([
      client.query(`begin; select pg_advisory_xact_lock(${EVENT_LOCK})`),
      client.query<{ id: string; newEvents: number }>(statement),
      client.query('commit'),
    ])
    return { ids: new Set(settled.rows.map((row) => row.id)), newEvents: settled.rows[0]?.newEvents ?? 0 }
  } catch (error) {
    // Not an answer of the server: the connection itself is in doubt and is not used again.
    broken = sqlState(error) === null
    throw error
  } finally {
    client.release(broken)
  }
}
