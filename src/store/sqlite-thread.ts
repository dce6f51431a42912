/** Our side of the SQLite thread: questions go out in order, answers come back in order, and a dead thread fails every one of them. */
import { Worker } from 'node:worker_threads'
import { ForebayError } from '../core/error.ts'
import type { Answer, CallName, Calls, Failure } from './sqlite-protocol.ts'

/** An error that SQLite gave, with its result code (sqlite.org/rescode.html). */
export class SqliteError extends Error {
  readonly errcode: number

  constructor(message: string, errcode: number) {
    super(message)
    this.name = 'SqliteError'
    this.errcode = errcode
  }
}

export interface SqliteThread {
  ask<Name extends CallName>(name: Name, ask: Calls[Name]['ask'], handOver?: readonly ArrayBuffer[]): Promise<Calls[Name]['answer']>
  /** Resolves to the function that ends our turn; between the two, nobody else has the connection. Turns come in the order of asking. */
  takeTurn(): Promise<() => void>
  close(): Promise<void>
}

interface Waiting {
  readonly resolve: (answer: never) => void
  readonly reject: (error: unknown) => void
}

/** Throws ForebayError `STORE_LOCKED` when another process has the file. */
export async function openSqliteThread(path: string): Promise<SqliteThread> {
  const worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), { name: 'forebay-sqlite' })
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => resolve())
  })
  const waiting: Waiting[] = []
  let lastTurn: Promise<void> = Promise.resolve()
  let dead: Error | null = null

  const fail = (error: Error) => {
    dead ??= error
    for (const one of waiting.splice(0)) one.reject(dead)
  }
  worker.on('message', (answer: Answer) => {
    // `node --watch` sends messages of its own through every worker.
    if (!('failure' in answer || 'answer' in answer)) return
    const { resolve, reject } = waiting.shift()!
    // The process may end when nothing is under way, though the store is open.
    if (waiting.length === 0) worker.unref()
    if ('failure' in answer) reject(toError(answer.failure))
    else resolve(answer.answer as never)
  })
  worker.on('error', (cause) => fail(new ForebayError('STORE_BROKEN', 'The database thread ended.', { cause })))
  worker.on('exit', () => fail(new ForebayError('STORE_CLOSED', 'The store is closed.', { status: 503 })))

  const thread: SqliteThread = {
    ask(name, ask, handOver = []) {
      return new Promise((resolve, reject) => {
        if (dead !== null) {
          reject(dead)
          return
        }
        worker.postMessage({ name, ask }, handOver)
        if (waiting.length === 0) worker.ref()
        waiting.push({ resolve, reject })
      })
    },
    async takeTurn() {
      const before = lastTurn
      const { promise, resolve } = Promise.withResolvers<void>()
      lastTurn = promise
      await before
      return resolve
    },
    async close() {
      if (dead === null) await thread.ask('close', null)
      worker.ref()
      await exited
    },
  }

  try {
    await thread.ask('open', { path })
  } catch (error) {
    await worker.terminate()
    throw error
  }
  return thread
}

function toError({ message, errcode, refusal }: Failure): Error {
  if (refusal !== null) return new ForebayError(refusal.code, refusal.publicMessage, { status: refusal.status })
  return errcode === null ? new Error(message) : new SqliteError(message, errcode)
}
