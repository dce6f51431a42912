/** The work that messages still need: what is due, what was learnt later, what failed, and how much waits. */
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Sealer } from '../core/sealer.ts'
import type { Store } from '../core/store.ts'
import type { Amendment } from '../core/stored-message.ts'
import type { Clock } from '../core/time.ts'
import { decodeCursor, isStorable, pageOf } from './cursor.ts'
import type { EventLog } from './event-log.ts'
import { subjectKey } from './person-keys.ts'
import { answerRequest } from './review-requests.ts'
import type { Schema } from './schema.ts'
import type { SealedValues } from './sealed-values.ts'

type Work = Pick<Store, 'amend' | 'cutDown' | 'retryLater' | 'failed' | 'runAgain' | 'due' | 'hastenScans' | 'backlog'>

export function work(db: Kysely<Schema>, sealer: Sealer, values: SealedValues, log: EventLog, clock: Clock): Work {
  return {
    async amend(messageId, amendment, now) {
      if (!isStorable(messageId)) return false
      const keep = keeper(messageId, amendment, sealer, values)
      const { event, ifVersion } = amendment.kind === 'identity' ? amendment : {}
      const { found, announced } = await db.transaction().execute(async (trx) => {
        if (event !== undefined) await log.lock(trx)
        let row = trx
          .updateTable('messages')
          .set((eb) => ({ version: eb('version', '+', 1), due_at: now, attempts: 0, failed_at: null, failure: null }))
          .where('id', '=', messageId)
        if (ifVersion !== undefined) row = row.where('version', '=', ifVersion)
        const message = await row.returning(['id', 'channel', 'revision']).executeTakeFirst()
        if (message === undefined) return { found: false, announced: false }
        await keep(trx)
        return { found: true, announced: event !== undefined && (await log.add(trx, event, message)) }
      })
      if (announced) log.announce()
      return found
    },

    async cutDown({ arrival, written, obsolete }, ifVersion, dueAt) {
      const { id } = arrival
      const row = await db.selectFrom('arrivals').select('arrival').where('message_id', '=', id).executeTakeFirst()
      if (row === undefined) return false
      // The identity as it came in stays; what was learnt later stands beside it.
      const sealed = values.sealArrived({ ...values.openArrived(id, row.arrival, null), arrival })
      const expired = new Set(arrival.expired?.map(({ partId }) => partId))
      return db.transaction().execute(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('messages')
          .set({ due_at: dueAt })
          .where('id', '=', id)
          .where('version', '=', ifVersion)
          .executeTakeFirstOrThrow()
        if (numUpdatedRows === 0n) return false
        if (obsolete.length > 0) {
          const named = trx.selectFrom('message_blobs').select('blob_id').where('blob_id', 'in', obsolete).where('message_id', '=', id)
          // The same run of another worker was first.
          if ((await named.execute()).length < obsolete.length) return false
          await trx.deleteFrom('message_blobs').where('blob_id', 'in', obsolete).where('message_id', '=', id).execute()
        }
        await trx.updateTable('arrivals').set({ arrival: sealed }).where('message_id', '=', id).execute()
        if (written.length > 0)
          await trx
            .insertInto('message_blobs')
            .values(written.map((blob_id) => ({ blob_id, message_id: id })))
            .execute()
        const opened = await trx.selectFrom('opened_files').select(['seq', 'sealed']).where('message_id', '=', id).execute()
        const gone = opened.filter((one) => expired.has(rootOf(values.openOpened(id, one.sealed).partId))).map(({ seq }) => seq)
        if (gone.length > 0) await trx.deleteFrom('opened_files').where('seq', 'in', gone).execute()
        return true
      })
    },

    async retryLater(messageId, dueAt, failure) {
      await db
        .updateTable('messages')
        .set((eb) => ({ attempts: eb('attempts', '+', 1), due_at: dueAt, failed_at: dueAt === null ? clock() : null, failure }))
        .where('id', '=', messageId)
        .execute()
    },

    async failed({ channels, limit, cursor }) {
      const after = decodeCursor(cursor, ['number', 'string'])
      if (channels?.length === 0) return { items: [], nextCursor: null }
      let page = db
        .selectFrom('messages')
        .select(['id as messageId', 'channel', 'failure', 'attempts', 'received_at as receivedAt'])
        .where('failed_at', 'is not', null)
        .orderBy('received_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
      if (channels !== null) page = page.where('channel', 'in', channels)
      if (after !== null) {
        const [receivedAt, id] = after as readonly [number, string]
        page = page.where((eb) => eb(eb.refTuple('received_at', 'id'), '<', eb.tuple(receivedAt, id)))
      }
      return pageOf(
        await page.execute(),
        limit,
        ({ receivedAt, messageId }) => [receivedAt, messageId],
        (row) => ({ ...row, failure: row.failure ?? '' }),
      )
    },

    async runAgain(messageId, now) {
      if (!isStorable(messageId)) return null
      const row = await db
        .updateTable('messages')
        .set({ due_at: now, attempts: 0, failed_at: null, failure: null })
        .where('id', '=', messageId)
        .where('failed_at', 'is not', null)
        .returning(['id as messageId', 'channel'])
        .executeTakeFirst()
      return row ?? null
    },

    async due(dueBefore, limit) {
      return db
        .selectFrom('messages')
        .select(['id as messageId', 'channel'])
        .where('due_at', '<=', dueBefore)
        .orderBy('due_at')
        .limit(limit)
        .execute()
    },

    async hastenScans(now) {
      return db.transaction().execute(async (trx) => {
        // Settlements take this lock too: two writers of many rows would otherwise meet in opposite order.
        await log.lock(trx)
        // Only a settlement sets a later time with no attempt failed; a run that failed waits out its backoff.
        const { numUpdatedRows } = await trx
          .updateTable('messages')
          .set({ due_at: now })
          .where('due_at', '>', now)
          .where('attempts', '=', 0)
          .where('status', '<>', 'accepted')
          .executeTakeFirstOrThrow()
        return Number(numUpdatedRows)
      })
    },

    async backlog() {
      // What failed for good waits for a person, not for us: it must not shut the door on new messages.
      const rows = await db
        .selectFrom('messages')
        .select((eb) => ['channel', eb.fn.countAll<number>().as('waiting'), eb.fn.min('received_at').as('oldest')])
        .where('status', '=', sql.lit('accepted' as const))
        .where('failed_at', 'is', null)
        .groupBy('channel')
        .execute()
      return {
        total: rows.reduce((sum, row) => sum + row.waiting, 0),
        perChannel: Object.fromEntries(rows.map((row) => [row.channel, row.waiting])),
        oldestAcceptedAt: rows.length === 0 ? null : Math.min(...rows.map((row) => row.oldest)),
      }
    },
  }
}

/** `p2` of `p2.1.4`. */
function rootOf(partId: string): string {
  return partId.split('.', 1)[0] ?? partId
}

/** Sealed before the transaction begins; what it then keeps is all that an amendment says beside that the message has to run again. */
function keeper(
  messageId: string,
  amendment: Amendment,
  sealer: Sealer,
  values: SealedValues,
): (trx: Transaction<Schema>) => Promise<void> {
  switch (amendment.kind) {
    case 'identity': {
      const identity = values.sealIdentity(messageId, amendment.identity)
      const key = subjectKey(sealer, amendment.identity.subject)
      return async (trx) => {
        await trx.updateTable('arrivals').set({ identity, subject_key: key }).where('message_id', '=', messageId).execute()
      }
    }
    case 'review': {
      const { subject } = amendment.review
      const sealed = values.sealReview(messageId, amendment.review)
      return async (trx) => {
        await trx.insertInto('reviews').values({ message_id: messageId, sealed }).execute()
        await answerRequest(trx, messageId, subject)
      }
    }
    case 'opened': {
      const sealed = values.sealOpened(messageId, amendment.opened)
      return async (trx) => {
        await trx.insertInto('opened_files').values({ message_id: messageId, sealed }).execute()
      }
    }
    case 'recheck':
      return async () => undefined
  }
}
