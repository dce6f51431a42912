/** The hot writes as seen from the process: one message to the SQLite thread a group, with its sealed bytes handed over. */
import { ForebayError } from '../core/error.ts'
import type { GroupWrites } from './group-writes.ts'
import { packAccept, packSettle } from './sqlite-protocol.ts'
import { SqliteError, type SqliteThread } from './sqlite-thread.ts'

// sqlite.org/rescode.html: 18 TOOBIG, 19 CONSTRAINT, 20 MISMATCH, 25 RANGE come of one row; FULL, IOERR, CORRUPT and the like do not.
const ONE_ROW_ERRORS = new Set([18, 19, 20, 25])

export function sqliteGroups(thread: SqliteThread): GroupWrites {
  async function inTurn<T>(ask: () => Promise<T>): Promise<T> {
    const endTurn = await thread.takeTurn()
    try {
      return await ask()
    } finally {
      endTurn()
    }
  }

  return {
    accept(rows) {
      const group = packAccept(rows)
      return inTurn(() => thread.ask('accept', group, [group.bytes.buffer]))
    },
    settle(rows, now) {
      const group = packSettle(rows, now)
      return inTurn(() => thread.ask('settle', group, [group.bytes.buffer]))
    },
    // A ForebayError says that the thread is gone; any other error without a code is a value that SQLite would not take.
    mayBeOneItem: (error) => (error instanceof SqliteError ? ONE_ROW_ERRORS.has(error.errcode & 0xff) : !(error instanceof ForebayError)),
  }
}
