/** The fifth step of the schema: conversations in which somebody is to log in, what waits in them, and what a browser may do next. */
import { type Kysely, sql } from 'kysely'
import type { DatabaseKind } from './schema.ts'

export async function identifications(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const bytes = kind === 'sqlite' ? 'blob' : 'bytea'

  await db.schema
    .createTable('identifications')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('code', bytes, (c) => c.notNull().unique())
    .addColumn('place', bytes, (c) => c.notNull())
    .addColumn('address_place', bytes, (c) => c.notNull())
    .addColumn('opened_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('begun', 'integer', (c) => c.notNull())
    .addColumn('used_at', 'bigint')
    .addColumn('done_at', 'bigint')
    .addColumn('subject', bytes)
    .addColumn('sealed', bytes, (c) => c.notNull())
    .addColumn('login', bytes)
    .execute()
  await db.schema.createIndex('identifications_by_place').on('identifications').columns(['place', 'opened_at']).execute()
  await db.schema.createIndex('identifications_by_address').on('identifications').columns(['address_place', 'opened_at']).execute()
  await db.schema.createIndex('identifications_by_expiry').on('identifications').column('expires_at').execute()
  await sql`create index identifications_unfinished on identifications (used_at) where used_at is not null and done_at is null`.execute(db)

  await db.schema
    .createTable('identification_messages')
    .addColumn('place', bytes, (c) => c.notNull())
    .addColumn('message_id', 'text', (c) => c.notNull())
    .addColumn('since', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('identification_messages_key', ['place', 'message_id'])
    .execute()
  await db.schema.createIndex('identification_messages_by_message').on('identification_messages').column('message_id').execute()
  await db.schema.createIndex('identification_messages_by_time').on('identification_messages').column('since').execute()

  await db.schema
    .createTable('identification_steps')
    .addColumn('secret', bytes, (c) => c.primaryKey().notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('identification_id', 'text', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('identification_steps_by_expiry').on('identification_steps').column('expires_at').execute()
}
