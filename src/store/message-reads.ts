/** Reads of messages: one whole, one revision, pages of many, newest first. */
import { type Kysely, sql } from 'kysely'
import type { OpenedFile } from '../core/opened.ts'
import { pendingRecord } from '../core/pending-record.ts'
import type { MessageRecord } from '../core/record.ts'
import type { Store } from '../core/store.ts'
import type { Review } from '../core/verdict.ts'
import { decodeCursor, encodeCursor, isStorable } from './cursor.ts'
import type { Schema } from './schema.ts'
import type { SealedValues } from './sealed-values.ts'

/** Sealed records of one page together: 200 of the largest would not fit into memory, nor into one string. */
const MAX_PAGE_BYTES = 32 * 1024 * 1024

type Reads = Pick<Store, 'load' | 'record' | 'list' | 'knownBlobs'>

export function messageReads(db: Kysely<Schema>, values: SealedValues): Reads {
  // Compiled once: this is read for every message, and compiling costs more than reading.
  const newest = db
    .selectFrom('messages as m')
    .innerJoin('arrivals as a', 'a.message_id', 'm.id')
    .leftJoin('records as r', (join) => join.onRef('r.message_id', '=', 'm.id').onRef('r.revision', '=', 'm.revision'))
    .where('m.id', '=', '')
    .select(['m.id', 'm.status', 'm.revision', 'm.version', 'm.attempts', 'm.due_at', 'a.arrival', 'a.identity', 'r.sealed'])
    .compile()

  async function find(messageId: string) {
    if (!isStorable(messageId)) return null
    const bound: typeof newest = { ...newest, parameters: [messageId] }
    const { rows } = await db.executeQuery(bound)
    return rows[0] ?? null
  }

  async function reviewsOf(messageId: string): Promise<readonly Review[]> {
    const rows = await db.selectFrom('reviews').select('sealed').where('message_id', '=', messageId).orderBy('seq').execute()
    return rows.map((row) => values.openReview(messageId, row.sealed))
  }

  async function openedOf(messageId: string): Promise<readonly OpenedFile[]> {
    const rows = await db.selectFrom('opened_files').select('sealed').where('message_id', '=', messageId).orderBy('seq').execute()
    return rows.map((row) => values.openOpened(messageId, row.sealed))
  }

  return {
    async load(messageId) {
      const row = await find(messageId)
      if (row === null) return null
      return {
        ...values.openArrived(row.id, row.arrival, row.identity),
        // A message that nothing was learnt about since it came has neither.
        reviews: row.version === 0 ? [] : await reviewsOf(row.id),
        opened: row.version === 0 ? [] : await openedOf(row.id),
        record: row.sealed === null ? null : values.openRecord(row.id, row.revision, row.sealed),
        status: row.status,
        revision: row.revision,
        version: row.version,
        attempts: row.attempts,
        dueAt: row.due_at,
      }
    },

    async record(messageId, revision) {
      if (revision === undefined) {
        const row = await find(messageId)
        return row === null || row.sealed === null ? null : values.openRecord(row.id, row.revision, row.sealed)
      }
      if (!isStorable(messageId) || !Number.isInteger(revision) || revision < 0 || revision > 0x7fffffff) return null
      const row = await db
        .selectFrom('records')
        .select('sealed')
        .where('message_id', '=', messageId)
        .where('revision', '=', revision)
        .executeTakeFirst()
      return row === undefined ? null : values.openRecord(messageId, revision, row.sealed)
    },

    async list(query) {
      const after = decodeCursor(query.cursor, ['number', 'string'])
      if (query.channels?.length === 0 || !isStorable(query.conversationId ?? '')) return { items: [], nextCursor: null }
      const pageOf = (channel: string | null) => {
        let page = db
          .selectFrom('messages as m')
          .leftJoin('records as r', (join) => join.onRef('r.message_id', '=', 'm.id').onRef('r.revision', '=', 'm.revision'))
          .select(['m.id as id', 'm.received_at as received_at', sql<number | null>`length(r.sealed)`.as('bytes')])
        if (channel !== null) page = page.where('m.channel', '=', channel)
        if (query.conversationId !== undefined) page = page.where('m.conversation', '=', query.conversationId)
        if (query.status !== undefined) page = page.where('m.status', '=', sql.lit(query.status))
        // Word for word what the partial index says: only then does SQLite use it.
        if (query.status !== undefined && query.status !== 'released') page = page.where('m.status', '<>', sql.lit('released' as const))
        if (query.receivedFrom !== undefined) page = page.where('m.received_at', '>=', query.receivedFrom)
        if (query.receivedTo !== undefined) page = page.where('m.received_at', '<', query.receivedTo)
        if (after === null) return page
        const [receivedAt, id] = after as readonly [number, string]
        return page.where((eb) => eb(eb.refTuple('m.received_at', 'm.id'), '<', eb.tuple(receivedAt, id)))
      }
      // One index walk a channel, merged: a list of channels in one condition would sort all that they ever had.
      const [first, ...others] = [...new Set(query.channels ?? [null])].map(pageOf)
      const page = others
        .reduce((all, one) => all.unionAll(one), first!)
        .orderBy('received_at', 'desc')
        .orderBy('id', 'desc')
        .limit(query.limit + 1)
      const found = await page.execute()
      const rows = withinBytes(found.slice(0, query.limit))
      const ids = rows.map((row) => row.id)
      const settled = await newestRecords(ids)
      const pending = await pendingRecords(ids.filter((id) => !settled.has(id)))
      const last = found.length > rows.length ? rows.at(-1) : undefined
      return {
        items: ids.map((id) => settled.get(id) ?? pending.get(id)!),
        nextCursor: last === undefined ? null : encodeCursor([last.received_at, last.id]),
      }
    },

    async knownBlobs(blobIds) {
      const known = new Set<string>()
      for (let at = 0; at < blobIds.length; at += 500) {
        const some = blobIds.slice(at, at + 500)
        const rows = await db.selectFrom('message_blobs').select('blob_id').where('blob_id', 'in', some).execute()
        for (const row of rows) known.add(row.blob_id)
      }
      return known
    },
  }

  async function newestRecords(ids: readonly string[]) {
    if (ids.length === 0) return new Map<string, MessageRecord>()
    const rows = await db
      .selectFrom('messages as m')
      .innerJoin('records as r', (join) => join.onRef('r.message_id', '=', 'm.id').onRef('r.revision', '=', 'm.revision'))
      .select(['r.message_id', 'r.revision', 'r.sealed'])
      .where('m.id', 'in', ids)
      .execute()
    return new Map(rows.map((row) => [row.message_id, values.openRecord(row.message_id, row.revision, row.sealed)]))
  }

  async function pendingRecords(ids: readonly string[]) {
    const rows = ids.length === 0 ? [] : await db.selectFrom('arrivals').selectAll().where('message_id', 'in', ids).execute()
    return new Map(rows.map(({ message_id: id, arrival, identity }) => [id, pendingRecord(values.openArrived(id, arrival, identity))]))
  }
}

/** At least one, however large it is: a page must get on. */
function withinBytes<Row extends { readonly bytes: number | null }>(rows: readonly Row[]): readonly Row[] {
  let bytes = 0
  const past = rows.findIndex((row, index) => {
    bytes += Number(row.bytes ?? 0)
    return index > 0 && bytes > MAX_PAGE_BYTES
  })
  return past === -1 ? rows : rows.slice(0, past)
}
