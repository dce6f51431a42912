/** What is held: for reviewers with the longest held first, and for the clock with what ran out first. */
import type { Kysely } from 'kysely'
import type { HeldItem } from '../core/hold.ts'
import type { Store } from '../core/store.ts'
import { decodeCursor, pageOf } from './cursor.ts'
import type { HoldsTable, Schema } from './schema.ts'

export function quarantine(db: Kysely<Schema>): Pick<Store, 'held' | 'expiredHolds'> {
  return {
    async held({ channels, limit, cursor }) {
      const after = decodeCursor(cursor, ['number', 'string', 'string', 'string'])
      if (channels?.length === 0) return { items: [], nextCursor: null }
      let page = db
        .selectFrom('holds')
        .selectAll()
        .orderBy('held_at')
        .orderBy('message_id')
        .orderBy('subject_kind')
        .orderBy('subject_id')
        .limit(limit + 1)
      if (channels !== null) page = page.where('channel', 'in', channels)
      if (after !== null) {
        const [heldAt, messageId, kind, id] = after as readonly [number, string, HoldsTable['subject_kind'], string]
        page = page.where((eb) =>
          eb(eb.refTuple('held_at', 'message_id', 'subject_kind', 'subject_id'), '>', eb.tuple(heldAt, messageId, kind, id)),
        )
      }
      const keyOf = (row: HoldsTable) => [row.held_at, row.message_id, row.subject_kind, row.subject_id]
      return pageOf(await page.execute(), limit, keyOf, toItem)
    },

    async expiredHolds(now, limit) {
      const rows = await db
        .selectFrom('holds')
        .selectAll()
        .where('expires_at', '<=', now)
        // A message that is due runs anyway: its holds were told of already, or will be looked at anew.
        .where(({ not, exists, selectFrom }) =>
          not(exists(selectFrom('messages').select('id').whereRef('messages.id', '=', 'holds.message_id').where('due_at', '<=', now))),
        )
        .orderBy('expires_at')
        .limit(limit)
        .execute()
      return rows.map(toItem)
    },
  }
}

function toItem(row: HoldsTable): HeldItem {
  return {
    messageId: row.message_id,
    channel: row.channel,
    conversationId: row.conversation,
    subject: { kind: row.subject_kind, id: row.subject_id },
    reason: row.reason,
    heldAt: row.held_at,
    expiresAt: row.expires_at,
  }
}
