/** The fourth step of the schema: customers, their linked addresses, whose each message is, and which messages were erased. */
import { type Kysely, sql } from 'kysely'
import type { DatabaseKind } from './schema.ts'

export async function customers(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const bytes = kind === 'sqlite' ? 'blob' : 'bytea'
  await db.schema
    .createTable('customers')
    .addColumn('key', bytes, (c) => c.primaryKey().notNull())
    .addColumn('sealed', bytes, (c) => c.notNull())
    .addColumn('level', 'text', (c) => c.notNull())
    .addColumn('first_at', 'bigint', (c) => c.notNull())
    .addColumn('last_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('customer_addresses')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('customer_key', bytes, (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('address_key', bytes, (c) => c.notNull())
    .addColumn('sealed', bytes, (c) => c.notNull())
    .addColumn('level', 'text', (c) => c.notNull())
    .addColumn('linked_at', 'bigint', (c) => c.notNull())
    .addColumn('lapses_at', 'bigint', (c) => c.notNull())
    .addColumn('revoked_at', 'bigint')
    .execute()
  await db.schema.createIndex('customer_addresses_by_address').on('customer_addresses').column('address_key').execute()
  await db.schema.createIndex('customer_addresses_by_customer').on('customer_addresses').column('customer_key').execute()

  await db.schema.alterTable('arrivals').addColumn('sender_key', bytes).execute()
  await db.schema.alterTable('arrivals').addColumn('subject_key', bytes).execute()
  // Empty for most messages: those that have neither need no place in the index.
  await sql`create index arrivals_by_sender on arrivals (sender_key, message_id) where length(sender_key) > 0`.execute(db)
  await sql`create index arrivals_by_subject on arrivals (subject_key, message_id) where length(subject_key) > 0`.execute(db)
  await sql`create index arrivals_without_keys on arrivals (message_id) where sender_key is null or subject_key is null`.execute(db)

  await db.schema
    .createTable('erased_messages')
    .addColumn('message_id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('erased_at', 'bigint', (c) => c.notNull())
    .execute()
}
