/** Brings a database of either kind to the newest schema: one list of steps, each applied once, however many processes start together. */
import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { ForebayError } from '../core/error.ts'
import { logsAndLinks } from './migration-0002.ts'
import { openedFiles } from './migration-0003.ts'
import { customers } from './migration-0004.ts'
import { identifications } from './migration-0005.ts'
import { waitingCounts } from './migration-0006.ts'
import type { DatabaseKind, Schema } from './schema.ts'

/** Steps are never changed once released; a change of the schema is a new step. */
function steps(kind: DatabaseKind): Record<string, Migration> {
  return {
    '0001-first': { up: (db: Kysely<unknown>) => first(db, kind) },
    '0002-logs-and-links': { up: (db: Kysely<unknown>) => logsAndLinks(db, kind) },
    '0003-opened-files': { up: (db: Kysely<unknown>) => openedFiles(db, kind) },
    '0004-customers': { up: (db: Kysely<unknown>) => customers(db, kind) },
    '0005-identifications': { up: (db: Kysely<unknown>) => identifications(db, kind) },
    '0006-waiting-counts': { up: (db: Kysely<unknown>) => waitingCounts(db, kind) },
  }
}

/** Throws ForebayError `STORE_MIGRATION_FAILED`; a step that failed has changed nothing. */
export async function migrate(db: Kysely<Schema>, kind: DatabaseKind): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => steps(kind) } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined)
    throw new ForebayError('STORE_MIGRATION_FAILED', 'The database cannot be brought to the newest schema.', { cause: error })
}

async function first(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const bytes = kind === 'sqlite' ? 'blob' : 'bytea'
  const seq = kind === 'sqlite' ? sql`integer primary key autoincrement` : sql`bigint generated always as identity primary key`

  await db.schema
    .createTable('messages')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('conversation', 'text')
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('received_at', 'bigint', (c) => c.notNull())
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('due_at', 'bigint')
    .addColumn('failed_at', 'bigint')
    .addColumn('failure', 'text')
    .execute()
  await db.schema.createIndex('messages_by_time').on('messages').columns(['received_at', 'id']).execute()
  await db.schema.createIndex('messages_by_channel').on('messages').columns(['channel', 'received_at', 'id']).execute()
  await sql`create index messages_by_conversation on messages (conversation, received_at, id) where conversation is not null`.execute(db)
  await sql`create index messages_waiting on messages (channel, received_at) where status = 'accepted' and failed_at is null`.execute(db)
  await sql`create index messages_unreleased on messages (status, received_at, id) where status <> 'released'`.execute(db)
  await sql`create index messages_due on messages (due_at) where due_at is not null`.execute(db)
  await sql`create index messages_failed on messages (received_at, id) where failed_at is not null`.execute(db)

  await db.schema
    .createTable('arrivals')
    .addColumn('message_id', 'text', (c) => c.primaryKey())
    .addColumn('arrival', bytes, (c) => c.notNull())
    .addColumn('identity', bytes)
    .execute()
  await db.schema
    .createTable('records')
    .addColumn('message_id', 'text', (c) => c.notNull())
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('sealed', bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint('records_key', ['message_id', 'revision'])
    .execute()
  await sql`create table reviews (seq ${seq}, message_id text not null, sealed ${sql.raw(bytes)} not null)`.execute(db)
  await db.schema.createIndex('reviews_by_message').on('reviews').columns(['message_id', 'seq']).execute()

  await db.schema
    .createTable('dedupe_keys')
    .addColumn('key', bytes, (c) => c.primaryKey().notNull())
    .addColumn('content', bytes, (c) => c.notNull())
    .addColumn('message_id', 'text', (c) => c.notNull())
    .modifyEnd(kind === 'sqlite' ? sql`without rowid` : sql``)
    .execute()
  await db.schema
    .createTable('message_blobs')
    .addColumn('blob_id', 'text', (c) => c.notNull())
    .addColumn('message_id', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('message_blobs_key', ['blob_id', 'message_id'])
    .execute()

  await db.schema
    .createTable('holds')
    .addColumn('message_id', 'text', (c) => c.notNull())
    .addColumn('subject_kind', 'text', (c) => c.notNull())
    .addColumn('subject_id', 'text', (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('conversation', 'text')
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('held_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('holds_key', ['message_id', 'subject_kind', 'subject_id'])
    .execute()
  await db.schema.createIndex('holds_by_time').on('holds').columns(['held_at', 'message_id', 'subject_kind', 'subject_id']).execute()
  await db.schema.createIndex('holds_by_channel').on('holds').columns(['channel', 'held_at', 'message_id']).execute()
  await db.schema.createIndex('holds_by_expiry').on('holds').column('expires_at').execute()

  await sql`create table events (seq ${seq}, id text not null unique, type text not null, channel text not null,
    message_id text not null, revision integer not null, at bigint not null)`.execute(db)
  await db.schema.createIndex('events_by_channel').on('events').columns(['channel', 'seq']).execute()

  await db.schema
    .createTable('webhooks')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('url', 'text', (c) => c.notNull())
    .addColumn('channels', 'text')
    .addColumn('secret', bytes, (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('disabled_at', 'bigint')
    .execute()
  await db.schema
    .createTable('deliveries')
    .addColumn('event_id', 'text', (c) => c.notNull())
    .addColumn('endpoint_id', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('next_at', 'bigint', (c) => c.notNull())
    .addColumn('last_error', 'text')
    .addPrimaryKeyConstraint('deliveries_key', ['event_id', 'endpoint_id'])
    .execute()
  await sql`create index deliveries_pending on deliveries (next_at, event_id, endpoint_id) where state = 'pending'`.execute(db)
  await sql`create index deliveries_dead on deliveries (next_at, event_id, endpoint_id) where state = 'dead'`.execute(db)

  await db.schema
    .createTable('policies')
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('policy', 'text', (c) => c.notNull())
    .addColumn('published_by', 'text', (c) => c.notNull())
    .addColumn('published_at', 'bigint', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('policies_key', ['channel', 'version'])
    .execute()
  await db.schema
    .createTable('api_keys')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull().unique())
    .addColumn('channels', 'text')
    .addColumn('scopes', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('revoked_at', 'bigint')
    .execute()
  await db.schema
    .createTable('store_seal')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('sealed', bytes, (c) => c.notNull())
    .execute()
}
