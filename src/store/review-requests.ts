/** What agents ask a person to look at: asked once a subject, longest waiting first, and gone with the review that answers it. */
import type { Kysely, Transaction } from 'kysely'
import type { SubjectRef } from '../core/report.ts'
import type { ReviewRequest, Store } from '../core/store.ts'
import { decodeCursor, pageOf } from './cursor.ts'
import { checkRequest } from './entry-bounds.ts'
import type { ReviewRequestsTable, Schema } from './schema.ts'

export function reviewRequests(db: Kysely<Schema>): Pick<Store, 'askReview' | 'reviewRequests'> {
  return {
    async askReview(request) {
      checkRequest(request)
      const { messageId, channel, subject, askedBy, askedAt } = request
      await db
        .insertInto('review_requests')
        .values({
          message_id: messageId,
          subject_kind: subject.kind,
          subject_id: subject.id,
          channel,
          asked_by: askedBy,
          asked_at: askedAt,
        })
        .onConflict((conflict) => conflict.columns(['message_id', 'subject_kind', 'subject_id']).doNothing())
        .execute()
    },

    async reviewRequests({ channels, limit, cursor }) {
      const after = decodeCursor(cursor, ['number', 'string', 'string', 'string'])
      if (channels?.length === 0) return { items: [], nextCursor: null }
      let page = db
        .selectFrom('review_requests')
        .selectAll()
        .orderBy('asked_at')
        .orderBy('message_id')
        .orderBy('subject_kind')
        .orderBy('subject_id')
        .limit(limit + 1)
      if (channels !== null) page = page.where('channel', 'in', channels)
      if (after !== null) {
        const [askedAt, messageId, kind, id] = after as readonly [number, string, ReviewRequestsTable['subject_kind'], string]
        page = page.where((eb) =>
          eb(eb.refTuple('asked_at', 'message_id', 'subject_kind', 'subject_id'), '>', eb.tuple(askedAt, messageId, kind, id)),
        )
      }
      const keyOf = (row: ReviewRequestsTable) => [row.asked_at, row.message_id, row.subject_kind, row.subject_id]
      return pageOf(await page.execute(), limit, keyOf, toRequest)
    },
  }
}

function toRequest(row: ReviewRequestsTable): ReviewRequest {
  return {
    messageId: row.message_id,
    channel: row.channel,
    subject: { kind: row.subject_kind, id: row.subject_id },
    askedBy: row.asked_by,
    askedAt: row.asked_at,
  }
}

/** Within the transaction that keeps the review. */
export async function answerRequest(trx: Transaction<Schema>, messageId: string, { kind, id }: SubjectRef): Promise<void> {
  await trx
    .deleteFrom('review_requests')
    .where('message_id', '=', messageId)
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .execute()
}
