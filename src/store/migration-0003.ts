/** The third step of the schema: what was seen of locked files while their passwords were at hand. */
import { type Kysely, sql } from 'kysely'
import type { DatabaseKind } from './schema.ts'

export async function openedFiles(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const bytes = kind === 'sqlite' ? 'blob' : 'bytea'
  const seq = kind === 'sqlite' ? sql`integer primary key autoincrement` : sql`bigint generated always as identity primary key`
  await sql`create table opened_files (seq ${seq}, message_id text not null, sealed ${sql.raw(bytes)} not null)`.execute(db)
  await db.schema.createIndex('opened_files_by_message').on('opened_files').columns(['message_id', 'seq']).execute()
}
