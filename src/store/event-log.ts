/** The events that agents' systems follow, in the order of their commits, each fanned out to the webhooks that want it. */
import { type Kysely, sql, type Transaction } from 'kysely'
import type { NewEvent } from '../core/event.ts'
import type { Store } from '../core/store.ts'
import type { Clock } from '../core/time.ts'
import { isStorable } from './cursor.ts'
import { EVENT_LOCK } from './postgres-writes.ts'
import type { DatabaseKind, Schema } from './schema.ts'

export interface EventLog extends Pick<Store, 'events' | 'event' | 'lastEventSeq' | 'onEvents'> {
  /** Adds one event within `trx`; false when it was there. Call `announce` after the commit. */
  add(trx: Transaction<Schema>, event: NewEvent, message: { id: string; channel: string; revision: number }): Promise<boolean>
  /** Before any row is touched in a transaction that makes events; then no smaller `seq` can appear after a greater one. */
  lock(trx: Transaction<Schema>): Promise<void>
  announce(): void
}

const COLUMNS = ['seq', 'id', 'type', 'channel', 'message_id as messageId', 'revision', 'at'] as const

export function eventLog(db: Kysely<Schema>, kind: DatabaseKind, clock: Clock): EventLog {
  const listeners = new Set<() => void>()
  return {
    async lock(trx) {
      // SQLite has one writer at a time as it is.
      if (kind === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(EVENT_LOCK)})`.execute(trx)
    },

    async add(trx, event, message) {
      const at = clock()
      const added = await trx
        .insertInto('events')
        .values({ id: event.id, type: event.type, channel: message.channel, message_id: message.id, revision: message.revision, at })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('seq')
        .executeTakeFirst()
      if (added === undefined) return false
      const endpoints = await trx.selectFrom('webhooks').select(['id', 'channels']).where('disabled_at', 'is', null).execute()
      const wanting = endpoints.filter(
        ({ channels }) => channels === null || (JSON.parse(channels) as readonly string[]).includes(message.channel),
      )
      if (wanting.length > 0) {
        const deliveries = wanting.map(({ id }) => ({
          event_id: event.id,
          endpoint_id: id,
          state: 'pending' as const,
          attempts: 0,
          next_at: at,
        }))
        await trx.insertInto('deliveries').values(deliveries).execute()
      }
      return true
    },

    announce() {
      for (const listener of listeners) listener()
    },

    onEvents(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    async events({ afterSeq, channels, limit }) {
      if (channels?.length === 0) return []
      const after = db.selectFrom('events').select(COLUMNS).where('seq', '>', afterSeq)
      // One index walk a channel, merged.
      const [first, ...others] = channels === null ? [after] : [...new Set(channels)].map((channel) => after.where('channel', '=', channel))
      const page = others.reduce((all, one) => all.unionAll(one), first!)
      return page.orderBy('seq').limit(limit).execute()
    },

    async event(id) {
      if (!isStorable(id)) return null
      return (await db.selectFrom('events').select(COLUMNS).where('id', '=', id).executeTakeFirst()) ?? null
    },

    async lastEventSeq() {
      const { last } = await db
        .selectFrom('events')
        .select((eb) => eb.fn.max('seq').as('last'))
        .executeTakeFirstOrThrow()
      return last ?? 0
    },
  }
}
