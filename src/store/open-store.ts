/** Opens the store that a URL names, migrated and checked against the key; what it acknowledges survives power loss. */
import { Kysely, PostgresDialect } from 'kysely'
import { ForebayError } from '../core/error.ts'
import type { Sealer } from '../core/sealer.ts'
import type { Store } from '../core/store.ts'
import type { Clock } from '../core/time.ts'
import { apiKeys } from './api-keys.ts'
import { customers } from './customers.ts'
import { erasure } from './erasure.ts'
import { eventLog } from './event-log.ts'
import { groupCommit } from './group-commit.ts'
import type { AcceptRow, GroupWrites, SettleRow } from './group-writes.ts'
import { identifications } from './identifications.ts'
import { logVerification } from './log-verification.ts'
import { logs } from './logs.ts'
import { messageLinks } from './message-links.ts'
import { messageReads } from './message-reads.ts'
import { migrate } from './migrations.ts'
import { people } from './people.ts'
import { policies } from './policies.ts'
import { openPool } from './postgres-pool.ts'
import { postgresWrites } from './postgres-writes.ts'
import { quarantine } from './quarantine.ts'
import { reviewRequests } from './review-requests.ts'
import { COUNTED_TABLES, type DatabaseKind, type Schema } from './schema.ts'
import { toAcceptRow, toSettleRow } from './sealed-rows.ts'
import { sealedValues } from './sealed-values.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import { sqliteGroups } from './sqlite-groups.ts'
import { openSqliteThread } from './sqlite-thread.ts'
import { waiting } from './unidentified-limit.ts'
import { webhooks } from './webhooks.ts'
import { work } from './work.ts'

export interface StoreOptions {
  /** `sqlite:/path/forebay.db` (`sqlite:` and a relative path is fine too) or `postgres://…`. */
  readonly url: string
  readonly sealer: Sealer
  readonly clock: Clock
  /** PostgreSQL connections, 10 when left out. */
  readonly poolSize?: number
}

const DEFAULT_POOL_SIZE = 10
const MAX_GROUP = 256
// A group travels to PostgreSQL as one parameter and stands in memory several times: 8 MiB keeps that harmless.
const MAX_GROUP_BYTES = 8 * 1024 * 1024
const SEALED_CHECK = 'forebay'

interface OpenDatabase {
  readonly kind: DatabaseKind
  readonly db: Kysely<Schema>
  readonly writes: GroupWrites
  close(): Promise<void>
}

/**
 * Throws ForebayError `STORE_LOCKED` (SQLite, another process has it), `STORE_OTHER_KEY` (made with another encryption key),
 * `STORE_MIGRATION_FAILED`, or `SETTINGS_INVALID` for a URL of no kind that we know.
 */
export async function openStore({ url, sealer, clock, poolSize = DEFAULT_POOL_SIZE }: StoreOptions): Promise<Store> {
  const database = await openDatabase(url, poolSize)
  try {
    await migrate(database.db, database.kind)
    await checkKey(database.db, sealer)
    return assemble(database, sealer, clock)
  } catch (error) {
    await database.close()
    throw error
  }
}

async function openDatabase(url: string, poolSize: number): Promise<OpenDatabase> {
  if (url.startsWith('sqlite:')) {
    const thread = await openSqliteThread(url.slice('sqlite:'.length))
    const db = new Kysely<Schema>({ dialect: sqliteDialect(thread) })
    return {
      kind: 'sqlite',
      db,
      writes: sqliteGroups(thread),
      async close() {
        await db.destroy()
        // Kysely closes the thread only if it was ever used.
        await thread.close()
      },
    }
  }
  if (/^postgres(ql)?:/.test(url)) {
    const pool = openPool(url, poolSize)
    const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
    return {
      kind: 'postgres',
      db,
      writes: postgresWrites(pool),
      async close() {
        await db.destroy()
        // Kysely ends the pool only if it was ever used.
        if (!pool.ending) await pool.end()
      },
    }
  }
  throw new ForebayError('SETTINGS_INVALID', 'DATABASE_URL has to begin with sqlite: or postgres:.', { field: 'DATABASE_URL' })
}

/** A store opened with another key would accept messages beside others that nobody can read any more. */
async function checkKey(db: Kysely<Schema>, sealer: Sealer): Promise<void> {
  const sealed = sealer.seal(Buffer.from(SEALED_CHECK), 'store')
  await db
    .insertInto('store_seal')
    .values({ id: 1, sealed })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await db.selectFrom('store_seal').select('sealed').where('id', '=', 1).executeTakeFirstOrThrow()
  try {
    sealer.open(row.sealed, 'store')
  } catch (cause) {
    const message = 'The database was made with another encryption key; start with that key, or with an empty database.'
    throw new ForebayError('STORE_OTHER_KEY', message, { field: 'ENCRYPTION_KEY', cause })
  }
}

function assemble(database: OpenDatabase, sealer: Sealer, clock: Clock): Store {
  const { db, kind, writes } = database
  const values = sealedValues(sealer)
  const log = eventLog(db, kind, clock)
  const { idle: appended, ...chained } = logs(db, { kind, sealer, mayBeOneItem: writes.mayBeOneItem })
  const { idle: claimed, ...counted } = waiting(db, kind, sealer)
  const limits = { maxItems: MAX_GROUP, maxWeight: MAX_GROUP_BYTES, mayBeOneItem: writes.mayBeOneItem }

  const accepting = groupCommit({
    ...limits,
    weigh: (row: AcceptRow) => row.arrival.length,
    commit: (rows) => writes.accept(rows),
  })
  const settling = groupCommit({
    ...limits,
    weigh: (row: SettleRow) => row.record.length + (row.linkHashes?.length ?? 0),
    commit: async (rows) => {
      const { applied, newEvents } = await writes.settle(rows, clock())
      if (newEvents > 0) log.announce()
      return applied
    },
  })

  return {
    accept: async (entry) => accepting.add(toAcceptRow(entry, values, sealer)),
    settle: async (settlement) => settling.add(toSettleRow(settlement, values)),
    ...messageReads(db, values),
    ...work(db, sealer, values, log, clock),
    ...quarantine(db),
    ...policies(db),
    ...apiKeys(db),
    ...webhooks(db, kind, values),
    ...chained,
    ...logVerification(db, sealer),
    ...reviewRequests(db),
    ...messageLinks(db),
    ...counted,
    ...customers(db, kind, sealer, values),
    ...people(db, sealer, values),
    ...erasure(db, kind, log),
    ...identifications(db, kind, sealer),
    events: log.events,
    event: log.event,
    lastEventSeq: log.lastEventSeq,
    onEvents: log.onEvents,

    async counts() {
      const counts: Record<string, number> = {}
      for (const table of COUNTED_TABLES) {
        const { rows } = await db
          .selectFrom(table)
          .select((eb) => eb.fn.countAll<number>().as('rows'))
          .executeTakeFirstOrThrow()
        counts[table] = rows
      }
      return counts
    },

    async ping() {
      await db.selectFrom('store_seal').select('id').executeTakeFirstOrThrow()
    },

    async close() {
      await accepting.idle()
      await settling.idle()
      await appended()
      await claimed()
      await database.close()
    },
  }
}
