/** Webhook endpoints and their deliveries: each event is owed to each endpoint once, until it is delivered or given up. */
import { type Kysely, sql } from 'kysely'
import type { Store } from '../core/store.ts'
import type { Delivery } from '../core/webhook.ts'
import { decodeCursor, pageOf } from './cursor.ts'
import type { DatabaseKind, Schema } from './schema.ts'
import type { SealedValues } from './sealed-values.ts'

type Webhooks = Pick<
  Store,
  'webhooks' | 'addWebhook' | 'disableWebhook' | 'dueDeliveries' | 'updateDelivery' | 'deadDeliveries' | 'reviveDelivery'
>

const DELIVERY = [
  'event_id as eventId',
  'endpoint_id as endpointId',
  'state',
  'attempts',
  'next_at as nextAt',
  'last_error as lastError',
] as const

export function webhooks(db: Kysely<Schema>, kind: DatabaseKind, values: SealedValues): Webhooks {
  return {
    async webhooks() {
      const rows = await db.selectFrom('webhooks').selectAll().orderBy('created_at').orderBy('id').execute()
      return rows.map((row) => ({
        id: row.id,
        url: row.url,
        channels: row.channels === null ? null : (JSON.parse(row.channels) as readonly string[]),
        secret: values.openSecret(row.id, row.secret),
        createdAt: row.created_at,
        disabledAt: row.disabled_at,
      }))
    },

    async addWebhook(endpoint) {
      await db
        .insertInto('webhooks')
        .values({
          id: endpoint.id,
          url: endpoint.url,
          channels: endpoint.channels === null ? null : JSON.stringify(endpoint.channels),
          secret: values.sealSecret(endpoint.id, endpoint.secret),
          created_at: endpoint.createdAt,
          disabled_at: endpoint.disabledAt,
        })
        .execute()
    },

    async disableWebhook(id, at) {
      return db.transaction().execute(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('webhooks')
          .set({ disabled_at: at })
          .where('id', '=', id)
          .where('disabled_at', 'is', null)
          .executeTakeFirstOrThrow()
        if (numUpdatedRows === 0n) return false
        await trx
          .updateTable('deliveries')
          .set({ state: 'dead', last_error: 'ENDPOINT_DISABLED' })
          .where('endpoint_id', '=', id)
          .where('state', '=', 'pending')
          .execute()
        return true
      })
    },

    async dueDeliveries(now, limit, leaseMs = 0, exceptEndpoints = []) {
      return db.transaction().execute(async (trx) => {
        let due = trx
          .selectFrom('deliveries')
          .innerJoin('webhooks', 'webhooks.id', 'deliveries.endpoint_id')
          .select(DELIVERY)
          .where('state', '=', sql.lit('pending' as const))
          .where('next_at', '<=', now)
          .where('disabled_at', 'is', null)
          .orderBy('next_at')
          .orderBy('event_id')
          .limit(limit)
        if (exceptEndpoints.length > 0) due = due.where('endpoint_id', 'not in', [...exceptEndpoints])
        // Rows that another process is taking are its own.
        if (kind === 'postgres' && leaseMs > 0) due = due.forUpdate('deliveries').skipLocked()
        const rows = await due.execute()
        if (leaseMs > 0 && rows.length > 0) {
          await trx
            .updateTable('deliveries')
            .set({ next_at: now + leaseMs })
            .where((eb) =>
              eb(
                eb.refTuple('event_id', 'endpoint_id'),
                'in',
                rows.map((row) => eb.tuple(row.eventId, row.endpointId)),
              ),
            )
            .execute()
        }
        return rows
      })
    },

    async updateDelivery({ eventId, endpointId, state, attempts, nextAt, lastError }) {
      await db
        .updateTable('deliveries')
        .set({ state, attempts, next_at: nextAt, last_error: lastError })
        .where('event_id', '=', eventId)
        .where('endpoint_id', '=', endpointId)
        .execute()
    },

    async deadDeliveries({ limit, cursor }) {
      const after = decodeCursor(cursor, ['number', 'string', 'string'])
      let page = db
        .selectFrom('deliveries')
        .select(DELIVERY)
        .where('state', '=', sql.lit('dead' as const))
        .orderBy('next_at')
        .orderBy('event_id')
        .orderBy('endpoint_id')
        .limit(limit + 1)
      if (after !== null) {
        const [nextAt, eventId, endpointId] = after as readonly [number, string, string]
        page = page.where((eb) => eb(eb.refTuple('next_at', 'event_id', 'endpoint_id'), '>', eb.tuple(nextAt, eventId, endpointId)))
      }
      const keyOf = ({ nextAt, eventId, endpointId }: Delivery) => [nextAt, eventId, endpointId]
      return pageOf(await page.execute(), limit, keyOf, (delivery): Delivery => delivery)
    },

    async reviveDelivery(eventId, endpointId, now) {
      const { numUpdatedRows } = await db
        .updateTable('deliveries')
        .set({ state: 'pending', attempts: 0, next_at: now, last_error: null })
        .where('event_id', '=', eventId)
        .where('endpoint_id', '=', endpointId)
        .where('state', '=', 'dead')
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n
    },
  }
}
