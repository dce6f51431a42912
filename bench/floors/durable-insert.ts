/** The least that durability costs: rows of bytes, inserted in groups, each promise kept only after its commit. */
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'

export interface DurableInsert {
  add(bytes: Uint8Array): Promise<void>
  close(): Promise<void>
}

interface Waiting {
  readonly bytes: Uint8Array
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

const MAX_GROUP = 256

export async function openDurableInsert(url: string): Promise<DurableInsert> {
  const { commit, close } = url.startsWith('sqlite:') ? openSqlite(url.slice('sqlite:'.length)) : await openPostgres(url)
  let waiting: Waiting[] = []
  let running = false

  async function run(): Promise<void> {
    running = true
    // One turn of the loop, so that those who come together share a commit.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0) {
      const group = waiting.splice(0, MAX_GROUP)
      try {
        await commit(group.map(({ bytes }) => bytes))
        for (const { resolve } of group) resolve()
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    running = false
  }

  return {
    add(bytes) {
      return new Promise((resolve, reject) => {
        waiting.push({ bytes, resolve, reject })
        if (!running) void run()
      })
    },
    async close() {
      waiting = []
      await close()
    },
  }
}

function openSqlite(path: string) {
  const database = new DatabaseSync(path)
  database.exec('pragma journal_mode = wal; pragma synchronous = full; create table arrivals (id integer primary key, bytes blob not null)')
  const insert = database.prepare('insert into arrivals (bytes) values (?)')
  return {
    async commit(rows: readonly Uint8Array[]): Promise<void> {
      database.exec('begin immediate')
      for (const bytes of rows) insert.run(bytes)
      database.exec('commit')
    },
    async close(): Promise<void> {
      database.close()
    },
  }
}

async function openPostgres(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('create table arrivals (id bigserial primary key, bytes bytea not null)')
  // What the service stores is sealed and does not compress; the floor is not to spend time on trying.
  await client.query('alter table arrivals alter bytes set storage external')
  return {
    async commit(rows: readonly Uint8Array[]): Promise<void> {
      // One binary parameter a row: an array of bytes would travel as hexadecimal text.
      const values = rows.map((bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
      const places = values.map((_, index) => `($${index + 1})`).join(', ')
      await client.query({ name: `insert-${values.length}`, text: `insert into arrivals (bytes) values ${places}`, values })
    },
    close: () => client.end(),
  }
}
