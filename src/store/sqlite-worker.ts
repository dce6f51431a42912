/** The thread that owns the SQLite connection: commits wait for the disk here, so that the rest of the process never does. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { parentPort } from 'node:worker_threads'
import { ForebayError } from '../core/error.ts'
import { openSqliteFile } from './sqlite-file.ts'
import { type Answer, type CallName, type Calls, type Failure, type Question, unpackAccept, unpackSettle } from './sqlite-protocol.ts'
import { sqliteWrites } from './sqlite-writes.ts'

const MAX_PREPARED = 256

type Performed = Calls[CallName]['answer']

const port = parentPort
if (port === null) throw new Error('this file runs as a worker thread')
let perform = opening

port.on('message', (question: Question) => {
  port.postMessage(answer(question))
  if (question.name === 'close') port.close()
})

function answer(question: Question): Answer {
  try {
    return { answer: perform(question) }
  } catch (error) {
    return { failure: toFailure(error) }
  }
}

function opening(question: Question): Performed {
  if (question.name !== 'open') throw new Error('the database is not open')
  const { database, release } = openSqliteFile(question.ask.path)
  const query = queries(database)
  // Made at the first group: the tables are there only once the migrations have run.
  let writes: ReturnType<typeof sqliteWrites> | null = null
  perform = (next) => {
    switch (next.name) {
      case 'open':
        throw new Error('the database is open')
      case 'query':
        return query(next.ask)
      case 'accept':
        writes ??= sqliteWrites(database)
        return writes.accept(unpackAccept(next.ask))
      case 'settle':
        writes ??= sqliteWrites(database)
        return writes.settle(unpackSettle(next.ask), next.ask.now)
      case 'close':
        database.close()
        release()
        return null
    }
  }
  return null
}

function queries(database: DatabaseSync) {
  const prepared = new Map<string, { readonly statement: StatementSync; readonly gives: boolean }>()

  function prepare(sql: string) {
    let known = prepared.get(sql)
    if (known === undefined) {
      const statement = database.prepare(sql)
      known = { statement, gives: statement.columns().length > 0 }
      if (prepared.size >= MAX_PREPARED) prepared.clear()
      prepared.set(sql, known)
    }
    return known
  }

  return ({ sql, parameters }: Calls['query']['ask']): Calls['query']['answer'] => {
    const { statement, gives } = prepare(sql)
    if (gives) return { rows: statement.all(...parameters), changes: 0 }
    return { rows: [], changes: statement.run(...parameters).changes }
  }
}

function toFailure(error: unknown): Failure {
  return {
    message: error instanceof Error ? error.message : String(error),
    errcode: error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : null,
    refusal: error instanceof ForebayError ? { code: error.code, publicMessage: error.publicMessage, status: error.status } : null,
  }
}
