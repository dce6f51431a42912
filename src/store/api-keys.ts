/** The API keys of connectors and consoles: hashes only, revoked but never forgotten. */
import type { Kysely } from 'kysely'
import type { KeyScope } from '../core/api-key.ts'
import { ForebayError } from '../core/error.ts'
import type { Store } from '../core/store.ts'
import type { Schema } from './schema.ts'

export function apiKeys(db: Kysely<Schema>): Pick<Store, 'keys' | 'addKey' | 'revokeKey'> {
  return {
    async keys() {
      const rows = await db.selectFrom('api_keys').selectAll().orderBy('created_at').orderBy('id').execute()
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        hash: row.hash,
        channels: row.channels === null ? null : (JSON.parse(row.channels) as readonly string[]),
        scopes: JSON.parse(row.scopes) as readonly KeyScope[],
        createdAt: row.created_at,
        revokedAt: row.revoked_at,
      }))
    },

    async addKey(key) {
      const added = await db
        .insertInto('api_keys')
        .values({
          id: key.id,
          name: key.name,
          hash: key.hash,
          channels: key.channels === null ? null : JSON.stringify(key.channels),
          scopes: JSON.stringify(key.scopes),
          created_at: key.createdAt,
          revoked_at: key.revokedAt,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst()
      if (added === undefined) throw new ForebayError('KEY_EXISTS', 'There is an API key with this id or value already.', { status: 409 })
    },

    async revokeKey(id, at) {
      const { numUpdatedRows } = await db
        .updateTable('api_keys')
        .set({ revoked_at: at })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n
    },
  }
}
