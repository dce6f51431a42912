/** Counts what comes to wait for identification, a day at a time: no limit is passed, however many processes count at once. */
import { type Kysely, sql, type Transaction } from 'kysely'
import { ForebayError } from '../core/error.ts'
import type { UnidentifiedLimits } from '../core/policy.ts'
import type { Sealer } from '../core/sealer.ts'
import type { Store } from '../core/store.ts'
import { DAY_MS } from '../core/time.ts'
import type { WaitingClaim, WaitingRefusal } from '../core/unidentified-limit.ts'
import { isStorable } from './cursor.ts'
import { groupCommit } from './group-commit.ts'
import type { DatabaseKind, Schema } from './schema.ts'

/** The sender of a channel's total. */
const ALL = Buffer.alloc(0)
const MAX_GROUP = 64
/** Held by whoever counts on PostgreSQL: two groups that locked senders in another order would wait for each other for good. */
const WAITING_LOCK = 4_027_361_808

interface Row {
  readonly channel: string
  readonly sender: Buffer | null
  readonly dedupeKeys: readonly Buffer[]
  readonly day: number
  readonly items: number
  readonly bytes: number
  readonly limits: UnidentifiedLimits
}

interface Most {
  readonly items: number
  readonly bytes: number
}

export function waiting(db: Kysely<Schema>, kind: DatabaseKind, sealer: Sealer): Pick<Store, 'claimWaiting'> & { idle(): Promise<void> } {
  const claiming = groupCommit({
    maxItems: MAX_GROUP,
    commit: (rows: readonly Row[]) =>
      db.transaction().execute(async (trx) => {
        if (kind === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(WAITING_LOCK)})`.execute(trx)
        const refusals: WaitingRefusal[] = []
        for (const row of rows) refusals.push(await claimOne(trx, row))
        return refusals
      }),
  })
  return {
    async claimWaiting(claim, limits) {
      if (!isStorable(claim.channel))
        throw new ForebayError('CHANNEL_UNKNOWN', 'There is no such channel.', { status: 422, field: 'channel' })
      return claiming.add(toRow(claim, limits, sealer))
    },
    idle: () => claiming.idle(),
  }
}

function toRow({ channel, sender, dedupeKeys, at, items, bytes }: WaitingClaim, limits: UnidentifiedLimits, sealer: Sealer): Row {
  return {
    channel,
    // JSON keeps the two apart, whatever is in them.
    sender: sender === null ? null : sealer.fingerprint(JSON.stringify(['waiting', channel, sender])),
    dedupeKeys: dedupeKeys.map(({ key }) => sealer.fingerprint(key)),
    day: Math.floor(at / DAY_MS),
    items,
    bytes,
    limits,
  }
}

async function claimOne(trx: Transaction<Schema>, row: Row): Promise<WaitingRefusal> {
  const { sender, limits } = row
  if (await isSeen(trx, row)) return null
  if (sender !== null && (await add(trx, row, sender, { items: limits.itemsPerSender, bytes: limits.bytesPerSender })) === null)
    return 'sender'
  const total = await add(trx, row, ALL, { items: limits.itemsPerChannel, bytes: limits.bytesPerChannel })
  if (total === null) {
    if (sender !== null) await subtract(trx, row, sender)
    return 'channel'
  }
  // The first of a day: what was before is of no use to anyone.
  if (total === row.items) await trx.deleteFrom('waiting_counts').where('day', '<', row.day).execute()
  return null
}

/** A retry of what was accepted: it adds nothing, and is told what the first was told. */
async function isSeen(trx: Transaction<Schema>, { dedupeKeys }: Row): Promise<boolean> {
  if (dedupeKeys.length === 0) return false
  const seen = await trx.selectFrom('dedupe_keys').select('message_id').where('key', 'in', dedupeKeys).limit(1).executeTakeFirst()
  return seen !== undefined
}

/** How many items there are now; null when that would be too many, or too many bytes. */
async function add(trx: Transaction<Schema>, { channel, day, items, bytes }: Row, sender: Buffer, most: Most): Promise<number | null> {
  if (items > most.items || bytes > most.bytes) return null
  const { rows } = await sql<{ items: number }>`
    insert into waiting_counts as known (channel, sender, day, items, bytes)
    values (${channel}, ${sender}, cast(${day} as integer), cast(${items} as bigint), cast(${bytes} as bigint))
    on conflict (channel, sender, day) do update set items = known.items + excluded.items, bytes = known.bytes + excluded.bytes
    where known.items + excluded.items <= cast(${most.items} as bigint) and known.bytes + excluded.bytes <= cast(${most.bytes} as bigint)
    returning items`.execute(trx)
  return rows[0]?.items ?? null
}

async function subtract(trx: Transaction<Schema>, { channel, day, items, bytes }: Row, sender: Buffer): Promise<void> {
  await trx
    .updateTable('waiting_counts')
    .set((eb) => ({ items: eb('items', '-', items), bytes: eb('bytes', '-', bytes) }))
    .where('channel', '=', channel)
    .where('sender', '=', sender)
    .where('day', '=', day)
    .execute()
}
