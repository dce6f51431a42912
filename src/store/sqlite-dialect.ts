/** Lets Kysely speak to one `node:sqlite` connection: one user of it at a time, statements prepared once. */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'

const MAX_PREPARED = 256

/** One at a time, in the order of asking. */
export interface Turns {
  /** Resolves when it is our turn, with the function that gives the turn back. */
  take(): Promise<() => void>
}

export function openTurns(): Turns {
  let last: Promise<void> = Promise.resolve()
  return {
    async take() {
      const before = last
      let done: () => void = () => undefined
      last = new Promise((resolve) => {
        done = resolve
      })
      await before
      return done
    },
  }
}

/** `turns` is shared with whoever else uses `database`, so that nobody writes into another's transaction. */
export function sqliteDialect(database: DatabaseSync, turns: Turns): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => sqliteDriver(database, turns),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

function sqliteDriver(database: DatabaseSync, turns: Turns): Driver {
  const connection = sqliteConnection(database)
  let giveBack: () => void = () => undefined
  const run = async (statement: string) => {
    await connection.executeQuery(CompiledQuery.raw(statement))
  }
  return {
    async init() {},
    async acquireConnection() {
      giveBack = await turns.take()
      return connection
    },
    beginTransaction: () => run('begin immediate'),
    commitTransaction: () => run('commit'),
    rollbackTransaction: () => run('rollback'),
    async releaseConnection() {
      giveBack()
    },
    async destroy() {
      database.close()
    },
  }
}

function sqliteConnection(database: DatabaseSync): DatabaseConnection {
  const prepared = new Map<string, { readonly statement: StatementSync; readonly gives: boolean }>()

  function prepare(text: string) {
    let known = prepared.get(text)
    if (known === undefined) {
      const statement = database.prepare(text)
      known = { statement, gives: statement.columns().length > 0 }
      if (prepared.size >= MAX_PREPARED) prepared.clear()
      prepared.set(text, known)
    }
    return known
  }

  return {
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      const { statement, gives } = prepare(query.sql)
      const parameters = query.parameters as readonly SQLInputValue[]
      if (gives) return { rows: statement.all(...parameters) as Row[] }
      const { changes, lastInsertRowid } = statement.run(...parameters)
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
    },
    // biome-ignore lint/correctness/useYield: the interface asks for it and nothing here streams
    async *streamQuery() {
      throw new Error('streaming is not supported on SQLite')
    },
  }
}
