/** Where each log ends, sealed: a log that lost its last lines, or was written anew by someone without the key, no longer fits its head. */
import { type Kysely, sql, type Transaction } from 'kysely'
import { ForebayError } from '../core/error.ts'
import type { LogName } from '../core/log-entry.ts'
import type { Sealer } from '../core/sealer.ts'
import { NO_HASH } from './log-chain.ts'
import type { Schema } from './schema.ts'

export interface LogHead {
  /** 0 before the first line. */
  readonly seq: number
  readonly hash: Buffer
}

/** The head as it stands; `damaged` when it was changed, moved or made under another key. */
export async function readHead(db: Kysely<Schema>, sealer: Sealer, log: LogName): Promise<LogHead | 'damaged'> {
  const row = await db
    .selectFrom('log_heads')
    // As text: a number that somebody else put there may be larger than we can read.
    .select(['sealed', sql<string>`cast(seq as text)`.as('seq')])
    .where('log', '=', log)
    .executeTakeFirst()
  if (row === undefined) return { seq: 0, hash: NO_HASH }
  try {
    return { seq: Number(row.seq), hash: sealer.open(row.sealed, contextOf(log, row.seq)) }
  } catch (error) {
    if (error instanceof ForebayError && error.code === 'SEAL_BROKEN') return 'damaged'
    throw error
  }
}

/** Throws ForebayError `LOG_BROKEN` when there is no head to go on from: a chain that began anew would hide what was lost. */
export async function headToAppendTo(trx: Transaction<Schema>, sealer: Sealer, log: LogName): Promise<LogHead> {
  const head = await readHead(trx, sealer, log)
  if (head !== 'damaged' && (head.seq > 0 || !(await hasLines(trx, log)))) return head
  throw new ForebayError('LOG_BROKEN', `The log ${log} cannot be continued: the mark of its end was changed or lost.`)
}

export async function moveHead(trx: Transaction<Schema>, sealer: Sealer, log: LogName, { seq, hash }: LogHead): Promise<void> {
  const sealed = sealer.seal(hash, contextOf(log, String(seq)))
  await trx
    .insertInto('log_heads')
    .values({ log, seq, sealed })
    .onConflict((conflict) => conflict.column('log').doUpdateSet({ seq, sealed }))
    .execute()
}

async function hasLines(trx: Transaction<Schema>, log: LogName): Promise<boolean> {
  return (await trx.selectFrom('log_entries').select('seq').where('log', '=', log).limit(1).executeTakeFirst()) !== undefined
}

function contextOf(log: LogName, seq: string): string {
  return `log-head:${log}:${seq}`
}
