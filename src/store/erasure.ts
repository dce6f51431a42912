/** Removes messages with all that hangs on them; a run, a review or a log line that was on its way brings nothing of them back. */
import { type Kysely, sql, type Transaction } from 'kysely'
import type { ErasedMessages, People } from '../core/customer.ts'
import type { EventLog } from './event-log.ts'
import { lockLogs } from './logs.ts'
import type { DatabaseKind, Schema } from './schema.ts'

const BATCH = 500

/** Named by `message_id`, and of no use without the message. */
const HANGING = [
  'arrivals',
  'records',
  'reviews',
  'opened_files',
  'dedupe_keys',
  'holds',
  'review_requests',
  'message_links',
  'identification_messages',
] as const satisfies readonly (keyof Schema)[]

/** What may have held something of a person. */
const COMPACTED = [
  ...HANGING,
  'message_blobs',
  'messages',
  'events',
  'deliveries',
  'log_entries',
  'customers',
  'customer_addresses',
  'identifications',
] as const

export function erasure(db: Kysely<Schema>, kind: DatabaseKind, log: EventLog): Pick<People, 'eraseMessages' | 'compact'> {
  return {
    async eraseMessages(messageIds, at) {
      const erased = { messages: 0, logLines: 0, blobIds: [] as string[] }
      for (let from = 0; from < messageIds.length; from += BATCH) {
        const ids = messageIds.slice(from, from + BATCH)
        const some = await db.transaction().execute(async (trx) => {
          // Before any row: whoever settles or appends meanwhile has either committed, or finds the messages gone.
          await log.lock(trx)
          await lockLogs(trx, kind)
          return eraseBatch(trx, log, ids, at)
        })
        erased.messages += some.messages
        erased.logLines += some.logLines
        erased.blobIds.push(...some.blobIds)
      }
      if (erased.messages > 0) log.announce()
      return erased
    },

    async compact() {
      if (kind === 'postgres') {
        await sql`vacuum ${sql.join(COMPACTED.map((table) => sql.table(table)))}`.execute(db)
        return
      }
      // A page that was freed keeps its bytes until it is used again (sqlite.org/lang_vacuum.html): the file is written anew without any,
      // and the log of writes, which still has them, is cut off (sqlite.org/pragma.html#pragma_wal_checkpoint).
      await sql`vacuum`.execute(db)
      await sql`pragma wal_checkpoint(truncate)`.execute(db)
    },
  }
}

async function eraseBatch(trx: Transaction<Schema>, log: EventLog, ids: readonly string[], at: number): Promise<ErasedMessages> {
  // The row of the message first: a settlement under way ends before it, and the rows it made are seen below.
  const gone = await trx.deleteFrom('messages').where('id', 'in', ids).returning(['id', 'channel', 'revision']).execute()
  const places = await trx.selectFrom('identification_messages').select('place').where('message_id', 'in', ids).distinct().execute()
  for (const table of HANGING) await trx.deleteFrom(table).where('message_id', 'in', ids).execute()
  const named = await trx.deleteFrom('message_blobs').where('message_id', 'in', ids).returning('blob_id').execute()
  // A conversation in which nothing waits any more, and its address, are of no use to anybody.
  for (const { place } of places) {
    const waits = trx.selectFrom('identification_messages').select('message_id').where('place', '=', place)
    await trx
      .deleteFrom('identifications')
      .where('place', '=', place)
      .where(({ not, exists }) => not(exists(waits)))
      .execute()
  }
  await trx
    .deleteFrom('deliveries')
    .where('event_id', 'in', (eb) => eb.selectFrom('events').select('id').where('message_id', 'in', ids))
    .execute()
  // Events stay in their places, so that whoever follows them finds the one that was seen last; they say what became of the message.
  await trx.updateTable('events').set({ type: 'message.erased' }).where('message_id', 'in', ids).execute()
  for (const message of gone) await log.add(trx, { id: `evt_${message.id}_erased`, type: 'message.erased' }, message)
  const { numUpdatedRows } = await trx
    .updateTable('log_entries')
    .set({ detail: null })
    .where('message_id', 'in', ids)
    .where('detail', 'is not', null)
    .executeTakeFirstOrThrow()
  if (gone.length > 0) {
    await trx
      .insertInto('erased_messages')
      .values(gone.map(({ id }) => ({ message_id: id, erased_at: at })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  return { messages: gone.length, logLines: Number(numUpdatedRows), blobIds: named.map(({ blob_id }) => blob_id) }
}
