/** Opens the one SQLite file of a process: durable at each commit, and closed to every other process until ours ends, however it ends. */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ForebayError } from '../core/error.ts'

const SQLITE_BUSY = 5
const BUSY_TIMEOUT_MS = 5_000

export interface SqliteFile {
  readonly database: DatabaseSync
  /** Call after `database` is closed. */
  release(): void
}

/**
 * The lock is SQLite's own, held on the file by the operating system (locking_mode=EXCLUSIVE): it goes with the process, also
 * after kill -9, so no stale lock can block the next start. Only the pid beside it is for people.
 * Throws ForebayError `STORE_LOCKED` naming the pid and the folder.
 */
export function openSqliteFile(path: string): SqliteFile {
  const folder = dirname(path)
  const pidPath = `${path}.pid`
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  closeSync(openSync(path, 'a', 0o600))
  const database = new DatabaseSync(path)
  try {
    // Exclusive before WAL: the WAL index then lives in our memory and no other process can join (sqlite.org/wal.html#noshm).
    database.exec('pragma locking_mode = exclusive')
    database.exec('pragma journal_mode = wal')
    database.exec('begin immediate; commit')
    // WAL with FULL: each commit is synced before it is acknowledged (sqlite.org/pragma.html#pragma_synchronous).
    database.exec('pragma synchronous = full')
    database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`)
    // 64 MiB of pages in memory, and fewer, larger checkpoints: a checkpoint holds up the commit that meets it.
    database.exec('pragma cache_size = -65536')
    database.exec('pragma wal_autocheckpoint = 4000')
  } catch (error) {
    database.close()
    if (isBusy(error)) throw locked(folder, pidPath, error)
    throw error
  }
  writeFileSync(pidPath, `${process.pid}\n`, { mode: 0o600 })
  return { database, release: () => rmSync(pidPath, { force: true }) }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' && (error.errcode & 0xff) === SQLITE_BUSY
}

function locked(folder: string, pidPath: string, cause: unknown): ForebayError {
  const holder = readPid(pidPath)
  return new ForebayError(
    'STORE_LOCKED',
    `The database in ${folder} is in use by ${holder === null ? 'another process' : `process ${holder}`}; one process at a time can use SQLite.`,
    { status: 503, cause },
  )
}

function readPid(pidPath: string): number | null {
  try {
    const pid = Number(readFileSync(pidPath, 'utf8'))
    return Number.isSafeInteger(pid) && pid > 0 ? pid : null
  } catch {
    // The holder has the lock but has not written its pid yet: it stays unnamed.
    return null
  }
}
