/** Identifications: one open a place, used by one login at most, each step of a browser taken once; whoever comes second changes nothing. */
import { type Kysely, sql, type Transaction } from 'kysely'
import {
  type Identification,
  type IdentificationStore,
  type IdentifiedLogin,
  MAX_LOGINS_TOLD,
  placeOfAddress,
} from '../core/identification.ts'
import type { Sealer } from '../core/sealer.ts'
import type { DatabaseKind, IdentificationsTable, Schema } from './schema.ts'

type Sealed = Pick<Identification, 'conversationId' | 'address' | 'language'>

/** Whoever opens one holds this until the commit: two messages of one conversation that settle at once share one code. */
const OPEN_LOCK = 4_027_361_807

export function identifications(db: Kysely<Schema>, kind: DatabaseKind, sealer: Sealer): IdentificationStore {
  const print = (what: string, value: string) => sealer.fingerprint(`identification ${what}:${value}`)
  const sealOf = (id: string, what: string, value: object) =>
    sealer.seal(Buffer.from(JSON.stringify(value)), `identification ${what}:${id}`)
  const openOf = (id: string, what: string, sealed: Uint8Array): unknown =>
    JSON.parse(sealer.open(sealed, `identification ${what}:${id}`).toString())

  function toIdentification(row: IdentificationsTable): Identification {
    const { conversationId, address, language } = openOf(row.id, 'of', row.sealed) as Sealed
    return {
      id: row.id,
      channel: row.channel,
      conversationId,
      address,
      language,
      openedAt: row.opened_at,
      expiresAt: row.expires_at,
      begun: row.begun,
      usedAt: row.used_at,
      doneAt: row.done_at,
      login: row.login === null ? null : (openOf(row.id, 'login', row.login) as IdentifiedLogin),
    }
  }

  async function isOverLimit(trx: Transaction<Schema>, column: 'place' | 'address_place', value: Buffer, since: number, count: number) {
    const { opened } = await trx
      .selectFrom('identifications')
      .select((eb) => eb.fn.countAll<number>().as('opened'))
      .where(column, '=', value)
      .where('opened_at', '>', since)
      .executeTakeFirstOrThrow()
    return opened >= count
  }

  const oneBy = async (column: 'id' | 'code', value: string | Buffer): Promise<Identification | null> => {
    const row = await db.selectFrom('identifications').selectAll().where(column, '=', value).executeTakeFirst()
    return row === undefined ? null : toIdentification(row)
  }

  const messagesOf = (id: string) =>
    db
      .selectFrom('identification_messages')
      .innerJoin('identifications', 'identifications.place', 'identification_messages.place')
      .select('identification_messages.message_id as messageId')
      .where('identifications.id', '=', id)
      .orderBy('since', 'desc')
      .orderBy('identification_messages.message_id', 'desc')

  return {
    async openIdentification({ fresh, code, place: placeName, addressPlace, messageId, limits }) {
      const place = print('place', placeName)
      const address_place = print('place', addressPlace)
      return db.transaction().execute(async (trx) => {
        // SQLite has one writer at a time as it is.
        if (kind === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(OPEN_LOCK)})`.execute(trx)
        await trx
          .insertInto('identification_messages')
          .values({ place, message_id: messageId, since: fresh.openedAt })
          .onConflict((conflict) => conflict.columns(['place', 'message_id']).doNothing())
          .execute()
        // Written and not only read: a login that ends now either sees the message, or finds this row taken from it.
        const open = await trx
          .updateTable('identifications')
          .set((eb) => ({ begun: eb.ref('begun') }))
          .where('place', '=', place)
          .where('used_at', 'is', null)
          .where('expires_at', '>', fresh.openedAt)
          .where('begun', '<', limits.mostLogins)
          .returningAll()
          .executeTakeFirst()
        if (open !== undefined) return toIdentification(open)
        if (await isOverLimit(trx, 'place', place, limits.since, limits.count)) return null
        if (limits.byAddress && (await isOverLimit(trx, 'address_place', address_place, limits.since, limits.count))) return null
        const { conversationId, address, language } = fresh
        const row = await trx
          .insertInto('identifications')
          .values({
            id: fresh.id,
            channel: fresh.channel,
            code: print('code', code),
            place,
            address_place,
            opened_at: fresh.openedAt,
            expires_at: fresh.expiresAt,
            begun: 0,
            used_at: null,
            done_at: null,
            subject: null,
            sealed: sealOf(fresh.id, 'of', { conversationId, address, language } satisfies Sealed),
            login: null,
          })
          .returningAll()
          .executeTakeFirstOrThrow()
        return toIdentification(row)
      })
    },

    identification: (id) => oneBy('id', id),
    // Looked up by a keyed digest: how long it takes says nothing about the codes that there are.
    identificationByCode: (code) => oneBy('code', print('code', code)),

    async beginLogin(id, most, step) {
      return db.transaction().execute(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('identifications')
          .set((eb) => ({ begun: eb('begun', '+', 1) }))
          .where('id', '=', id)
          .where('begun', '<', most)
          .where('used_at', 'is', null)
          .executeTakeFirstOrThrow()
        if (numUpdatedRows === 0n) return false
        await keep(trx, step)
        return true
      })
    },

    keepStep: (step) => keep(db, step),

    async takeStep(stepKind, secret, now) {
      const taken = await db
        .deleteFrom('identification_steps')
        .where('secret', '=', print('step', secret))
        .where('kind', '=', stepKind)
        .returning(['identification_id as id', 'expires_at as expiresAt'])
        .executeTakeFirst()
      return taken === undefined || taken.expiresAt <= now ? null : taken.id
    },

    async useIdentification(id, login, now) {
      const { numUpdatedRows } = await db
        .updateTable('identifications')
        .set({ used_at: now, subject: print('subject', login.subject), login: sealOf(id, 'login', login) })
        .where('id', '=', id)
        .where('used_at', 'is', null)
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n
    },

    async closeIdentification(id, now) {
      const { numUpdatedRows } = await db
        .updateTable('identifications')
        .set({ used_at: now, done_at: now })
        .where('id', '=', id)
        .where('used_at', 'is', null)
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n
    },

    async identificationDone(id, now) {
      await db.updateTable('identifications').set({ done_at: now }).where('id', '=', id).execute()
    },

    async unfinishedIdentifications(usedBefore, limit) {
      const rows = await db
        .selectFrom('identifications')
        .selectAll()
        .where('used_at', '<=', usedBefore)
        .where('done_at', 'is', null)
        .orderBy('used_at')
        .limit(limit)
        .execute()
      return rows.map(toIdentification)
    },

    async waitingMessages(id, until, limit) {
      const rows = await messagesOf(id)
        .where('since', '<=', until)
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('holds')
              .select('holds.message_id')
              .whereRef('holds.message_id', '=', 'identification_messages.message_id')
              .where('reason', '=', 'IDENTITY_REQUIRED'),
          ),
        )
        .limit(limit)
        .execute()
      return rows.map(({ messageId }) => messageId)
    },

    async placeMessages(id, limit) {
      return (await messagesOf(id).limit(limit).execute()).map(({ messageId }) => messageId)
    },

    async identifiedBefore(id) {
      const rows = await db
        .selectFrom('identifications as earlier')
        .innerJoin('identifications as now', 'now.place', 'earlier.place')
        .selectAll('earlier')
        .where('now.id', '=', id)
        .where('earlier.id', '<>', id)
        .where('earlier.login', 'is not', null)
        .execute()
      return rows
        .map(toIdentification)
        .flatMap(({ login, conversationId }) => (login === null || conversationId === null ? [] : [login.subject]))
    },

    async loginsIn(place) {
      const rows = await db
        .selectFrom('identifications')
        .selectAll()
        .where('place', '=', print('place', place))
        .where('login', 'is not', null)
        .orderBy('used_at', 'desc')
        .limit(MAX_LOGINS_TOLD)
        .execute()
      return rows.map(toIdentification)
    },

    async eraseIdentifications({ subject, addresses }) {
      const places = addresses.map(({ channel, address }) => print('place', placeOfAddress(channel, address)))
      await db.transaction().execute(async (trx) => {
        if (subject !== null) await trx.deleteFrom('identifications').where('subject', '=', print('subject', subject)).execute()
        for (const place of places) {
          await trx.deleteFrom('identifications').where('address_place', '=', place).execute()
          await trx.deleteFrom('identification_messages').where('place', '=', place).execute()
        }
      })
    },

    async forgetIdentifications(now, endedBefore) {
      await db.deleteFrom('identification_steps').where('expires_at', '<=', now).execute()
      await db
        .deleteFrom('identification_messages')
        .where('since', '<', endedBefore)
        .where(({ not, exists, selectFrom }) =>
          not(exists(selectFrom('holds').select('message_id').whereRef('holds.message_id', '=', 'identification_messages.message_id'))),
        )
        .execute()
      const { numDeletedRows } = await db
        .deleteFrom('identifications')
        .where('expires_at', '<', endedBefore)
        .where(({ or, eb }) => or([eb('used_at', 'is', null), eb('done_at', 'is not', null)]))
        .executeTakeFirstOrThrow()
      return Number(numDeletedRows)
    },
  }

  async function keep(
    at: Kysely<Schema>,
    { secret, kind: stepKind, identificationId, expiresAt }: Parameters<IdentificationStore['keepStep']>[0],
  ) {
    await at
      .insertInto('identification_steps')
      .values({ secret: print('step', secret), kind: stepKind, identification_id: identificationId, expires_at: expiresAt })
      .execute()
  }
}
