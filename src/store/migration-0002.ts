/** The second step of the schema: chained logs, questions to reviewers, and what is known of clickable links. */
import { type Kysely, sql } from 'kysely'
import type { DatabaseKind } from './schema.ts'

export async function logsAndLinks(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const bytes = kind === 'sqlite' ? 'blob' : 'bytea'

  await db.schema
    .createTable('log_entries')
    .addColumn('log', 'text', (c) => c.notNull())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('verb', 'text', (c) => c.notNull())
    .addColumn('channel', 'text')
    .addColumn('message_id', 'text')
    .addColumn('subject', 'text')
    .addColumn('detail', bytes)
    .addColumn('detail_digest', bytes, (c) => c.notNull())
    .addColumn('hash', bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint('log_entries_key', ['log', 'seq'])
    .execute()
  await db.schema.createIndex('log_entries_by_channel').on('log_entries').columns(['log', 'channel', 'seq']).execute()
  await db.schema.createIndex('log_entries_by_verb').on('log_entries').columns(['log', 'verb', 'seq']).execute()
  await sql`create index log_entries_by_message on log_entries (message_id, log, seq) where message_id is not null`.execute(db)
  await db.schema
    .createTable('log_heads')
    .addColumn('log', 'text', (c) => c.primaryKey().notNull())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('sealed', bytes, (c) => c.notNull())
    .execute()

  await db.schema
    .createTable('review_requests')
    .addColumn('message_id', 'text', (c) => c.notNull())
    .addColumn('subject_kind', 'text', (c) => c.notNull())
    .addColumn('subject_id', 'text', (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('asked_by', 'text', (c) => c.notNull())
    .addColumn('asked_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('review_requests_key', ['message_id', 'subject_kind', 'subject_id'])
    .execute()
  const waiting = ['asked_at', 'message_id', 'subject_kind', 'subject_id']
  await db.schema.createIndex('review_requests_by_time').on('review_requests').columns(waiting).execute()

  await db.schema
    .createTable('message_links')
    .addColumn('message_id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('received_at', 'bigint', (c) => c.notNull())
    .addColumn('hashes', bytes, (c) => c.notNull())
    .execute()
  await db.schema.createIndex('message_links_by_time').on('message_links').columns(['received_at', 'message_id']).execute()
}
