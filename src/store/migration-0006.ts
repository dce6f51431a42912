/** How much came to wait for identification, a row a sender and a day. */
import type { Kysely } from 'kysely'
import type { DatabaseKind } from './schema.ts'

export async function waitingCounts(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('waiting_counts')
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('sender', kind === 'sqlite' ? 'blob' : 'bytea', (c) => c.notNull())
    .addColumn('day', 'integer', (c) => c.notNull())
    .addColumn('items', 'bigint', (c) => c.notNull())
    .addColumn('bytes', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('waiting_counts_key', ['channel', 'sender', 'day'])
    .execute()
  await db.schema.createIndex('waiting_counts_by_day').on('waiting_counts').column('day').execute()
}
