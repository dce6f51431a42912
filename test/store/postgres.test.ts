import { randomBytes } from 'node:crypto'
import { afterAll, describe, expect, it } from '@jest/globals'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { createSealer } from '../../src/blobs/seal.ts'
import { migrate } from '../../src/store/migrations.ts'
import { openStore } from '../../src/store/open-store.ts'
import { openPool } from '../../src/store/postgres-pool.ts'
import { EVENT_LOCK } from '../../src/store/postgres-writes.ts'
import type { Schema } from '../../src/store/schema.ts'
import { describeStore } from '../contracts/store.ts'
import { describeIdentifications } from '../contracts/store-identifications.ts'
import { describeLinks } from '../contracts/store-links.ts'
import { aLogEntry, describeLogs, wholeLog } from '../contracts/store-logs.ts'
import { describePeople } from '../contracts/store-people.ts'
import { describeWaiting } from '../contracts/store-unidentified-limit.ts'
import { startPostgres } from '../support/postgres.ts'
import { anEntry, aSettlement, NOW } from '../support/stored.ts'

const postgres = await startPostgres()

if (postgres === null) {
  it.skip('PostgreSQL is not installed here: its tests did not run', () => undefined)
} else {
  afterAll(() => postgres.stop())
  // Copies of one that was migrated come sooner than each by its own steps.
  const migrated = await postgres.createDatabase()
  const first = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: openPool(migrated, 1) }) })
  await migrate(first, 'postgres')
  await first.destroy()
  const fresh = () => postgres.createDatabase(migrated)
  describeStore('PostgreSQL', fresh)
  describeLinks('PostgreSQL', fresh)
  describeWaiting('PostgreSQL', fresh, 3)
  describeIdentifications('PostgreSQL', fresh)
  let copies = 0
  const query = async (url: string, sql: string) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const result = await client.query<{ row: string }>(sql)
    await client.end()
    return result
  }
  describeLogs('PostgreSQL', {
    fresh,
    async copyOf(url) {
      const original = new URL(url).pathname.slice(1)
      copies += 1
      await query(postgres.url, `create database copy_${copies} template ${original}`)
      return url.replace(original, `copy_${copies}`)
    },
    literal: (bytes) => `'\\x${bytes.toString('hex')}'::bytea`,
    async alter(url, sql) {
      await query(url, sql)
    },
    async dump(url) {
      const { rows } = await query(url, 'select t::text as row from log_entries t union all select t::text from log_heads t')
      return Buffer.from(rows.map(({ row }) => row).join('\n'))
    },
  })

  describePeople('PostgreSQL', {
    fresh,
    async alter(url, sql) {
      await query(url, sql)
    },
  })

  describe('several processes on one PostgreSQL', () => {
    const key = randomBytes(32)
    const open = (url: string) => openStore({ url, sealer: createSealer(key), clock: () => NOW, poolSize: 3 })

    it('migrate an empty database together', async () => {
      const url = await postgres.createDatabase()
      const stores = await Promise.all(Array.from({ length: 5 }, () => open(url)))
      const results = await Promise.all(stores.map((store) => store.accept(anEntry())))
      expect(results).toEqual(Array.from({ length: 5 }, () => ({ outcome: 'stored' })))
      expect(await stores[0]!.counts()).toMatchObject({ messages: 5 })
      await Promise.all(stores.map((store) => store.close()))
    })

    it('store one message of the retries that they get at once', async () => {
      const url = await fresh()
      const stores = await Promise.all([open(url), open(url), open(url)])
      for (let round = 0; round < 10; round += 1) {
        const accepts = stores.flatMap((store) =>
          ['a', 'b', 'c'].map((seed) => store.accept(anEntry({ keys: [`${round} ${seed}`], text: seed }))),
        )
        const results = await Promise.all(accepts)
        expect(results.filter((one) => one.outcome === 'stored')).toHaveLength(3)
        expect(results.every((one) => one.outcome === 'stored' || one.sameContent)).toBe(true)
      }
      await Promise.all(stores.map((store) => store.close()))
    })

    it('let one of them settle, and never show a reader an event below one that it has seen', async () => {
      const url = await fresh()
      const stores = await Promise.all([open(url), open(url), open(url)])
      const reader = stores[0]!
      const entries = Array.from({ length: 120 }, () => anEntry())
      await Promise.all(entries.map((entry) => reader.accept(entry)))
      let reading = true
      const seen: number[] = []
      const read = (async () => {
        let afterSeq = 0
        while (reading) {
          const events = await reader.events({ afterSeq, channels: null, limit: 50 })
          seen.push(...events.map((event) => event.seq))
          afterSeq = events.at(-1)?.seq ?? afterSeq
        }
      })()
      const applied = await Promise.all(
        stores.map(async (store) => {
          let won = 0
          for (let at = 0; at < entries.length; at += 6) {
            const some = entries.slice(at, at + 6)
            won += (await Promise.all(some.map((entry) => store.settle(aSettlement(entry))))).filter(Boolean).length
          }
          return won
        }),
      )
      reading = false
      await read
      const all = await reader.events({ afterSeq: 0, channels: null, limit: 1_000 })
      expect(applied.reduce((sum, won) => sum + won, 0)).toBe(entries.length)
      expect(all).toHaveLength(entries.length)
      // Whatever the reader passed by, it had read: up to its last number it missed none.
      expect(seen).toEqual(all.map((event) => event.seq).filter((seq) => seq <= seen.at(-1)!))
      await Promise.all(stores.map((store) => store.close()))
    })

    it('write one chain together, also with its very first lines', async () => {
      const url = await fresh()
      const stores = await Promise.all([open(url), open(url)])
      const append = (index: number) =>
        stores[index % 2]!.appendLog([aLogEntry({ subject: `${index}` }), aLogEntry({ log: 'access', subject: `${index}` })])
      // Calls that come at once share a commit; rounds of a few make the two meet often.
      for (let round = 0; round < 20; round += 1) await Promise.all(Array.from({ length: 2 }, (_, index) => append(2 * round + index)))
      await Promise.all(Array.from({ length: 160 }, (_, index) => append(40 + index)))
      for (const log of ['archive', 'access'] as const) {
        for (const store of stores) expect(await store.verifyLog(log)).toEqual({ entries: 200, brokenAt: null })
        const entries = await wholeLog(stores[0]!, { log, channels: null })
        expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, index) => 200 - index))
        expect(new Set(entries.map(({ subject }) => subject)).size).toBe(200)
      }
      await Promise.all(stores.map((store) => store.close()))
    })

    it('make an event wait until every event below it is committed', async () => {
      const url = await fresh()
      const store = await open(url)
      const [one, two] = [anEntry(), anEntry()]
      await Promise.all([store.accept(one), store.accept(two)])
      const other = new pg.Client({ connectionString: url })
      await other.connect()
      await other.query(`begin; select pg_advisory_xact_lock(${EVENT_LOCK})`)
      await other.query(`insert into events (id, type, channel, message_id, revision, at) values ('slow', 'message.held', 'c', 'm', 1, 1)`)
      const event = { id: 'identified', type: 'identification.completed' } as const
      const writes = [store.settle(aSettlement(one)), store.amend(two.arrival.id, { kind: 'identity', identity: two.identity, event }, NOW)]
      const waiting = async () =>
        (await other.query<{ count: string }>(`select count(*) from pg_locks where locktype = 'advisory' and not granted`)).rows[0]?.count
      for (let looks = 0; looks < 500 && (await waiting()) !== '2'; looks += 1) expect(await store.lastEventSeq()).toBe(0)
      expect(await waiting()).toBe('2')
      await other.query('commit')
      expect(await Promise.all(writes)).toEqual([true, true])
      expect((await store.events({ afterSeq: 0, channels: null, limit: 9 })).map((one) => one.id)[0]).toBe('slow')
      await other.end()
      await store.close()
    })

    it('fail text that PostgreSQL cannot hold alone, not its group', async () => {
      const store = await open(await fresh())
      const entries = [anEntry(), anEntry({ conversationId: 'a\0b' }), anEntry()]
      const results = await Promise.allSettled(entries.map((entry) => store.accept(entry)))
      expect(results.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
      expect(await store.load('a\0b')).toBeNull()
      await store.close()
    })

    it('go on after the server closed their connections', async () => {
      const url = await fresh()
      const store = await open(url)
      await store.accept(anEntry())
      const admin = new pg.Client({ connectionString: postgres.url })
      await admin.connect()
      await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [new URL(url).pathname.slice(1)])
      await admin.end()
      // A connection may break under the first calls after it; then the next one is new.
      const tries: string[] = []
      while (tries.at(-1) !== 'stored' && tries.length < 10) {
        tries.push(
          await store.accept(anEntry()).then(
            (result) => result.outcome,
            () => 'refused',
          ),
        )
      }
      expect(tries.at(-1)).toBe('stored')
      await store.close()
    })

    it('hold no content in the clear', async () => {
      const url = await fresh()
      const store = await open(url)
      const entry = anEntry({ text: 'the-secret-of-the-customer' })
      await store.accept(entry)
      await store.settle(aSettlement(entry, { text: 'the-secret-of-the-customer' }))
      await store.close()
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      const dump: string[] = []
      for (const table of ['messages', 'arrivals', 'records', 'events', 'dedupe_keys']) {
        dump.push(...(await client.query<{ row: string }>(`select t::text as row from ${table} t`)).rows.map(({ row }) => row))
      }
      await client.end()
      expect(dump.join('\n')).toContain(entry.arrival.id)
      for (const form of ['the-secret', Buffer.from('the-secret').toString('hex'), Buffer.from('anna@').toString('hex')]) {
        expect(dump.join('\n')).not.toContain(form)
      }
    })
  })
}
