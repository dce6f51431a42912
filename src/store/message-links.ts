/** Pages through the keyed hashes of clickable links, oldest message first, so that a list that changed finds whom it concerns. */
import type { Kysely } from 'kysely'
import type { Store } from '../core/store.ts'
import { decodeCursor, pageOf } from './cursor.ts'
import type { Schema } from './schema.ts'

export function messageLinks(db: Kysely<Schema>): Pick<Store, 'messageLinks'> {
  return {
    async messageLinks({ receivedFrom, limit, cursor }) {
      const after = decodeCursor(cursor, ['number', 'string'])
      let page = db
        .selectFrom('message_links')
        .selectAll()
        .where('received_at', '>=', receivedFrom)
        // Message ids ascend with time: this is their order too, and one index walk finds where to begin.
        .orderBy('received_at')
        .orderBy('message_id')
        .limit(limit + 1)
      if (after !== null) {
        const [receivedAt, messageId] = after as readonly [number, string]
        page = page.where((eb) => eb(eb.refTuple('received_at', 'message_id'), '>', eb.tuple(receivedAt, messageId)))
      }
      return pageOf(
        await page.execute(),
        limit,
        (row) => [row.received_at, row.message_id],
        ({ message_id: messageId, channel, hashes }) => ({ messageId, channel, hashes }),
      )
    },
  }
}
