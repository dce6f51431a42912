/** The chained logs: lines are only ever added, numbered without gaps whatever process adds them, and read newest first. */
import { type Kysely, sql, type Transaction } from 'kysely'
import { ForebayError } from '../core/error.ts'
import type { LogEntry, LogName, NewLogEntry } from '../core/log-entry.ts'
import type { Sealer } from '../core/sealer.ts'
import type { Store } from '../core/store.ts'
import { decodeCursor, isStorable, pageOf } from './cursor.ts'
import { checkEntry } from './entry-bounds.ts'
import { groupCommit } from './group-commit.ts'
import { canonicalDetail, detailContext, hashOf } from './log-chain.ts'
import { headToAppendTo, moveHead } from './log-heads.ts'
import type { DatabaseKind, LogEntriesTable, Schema } from './schema.ts'

interface Logs extends Pick<Store, 'appendLog' | 'logEntries'> {
  /** Resolves when no append waits or runs. */
  idle(): Promise<void>
}

interface LogsOptions {
  readonly kind: DatabaseKind
  readonly sealer: Sealer
  readonly mayBeOneItem: (error: unknown) => boolean
}

/** Whoever appends holds this until the commit: the next line needs the hash of the last. */
const LOG_LOCK = 4_027_361_806
const MAX_LINES_A_COMMIT = 1_000
// PostgreSQL takes 65,535 parameters a statement, SQLite 32,766; a line has eleven.
const MAX_LINES_A_STATEMENT = 100

export function logs(db: Kysely<Schema>, { kind, sealer, mayBeOneItem }: LogsOptions): Logs {
  const appending = groupCommit<readonly NewLogEntry[], void>({
    maxItems: MAX_LINES_A_COMMIT,
    maxWeight: MAX_LINES_A_COMMIT,
    weigh: (entries) => entries.length,
    // One log that cannot be continued must not stop the others.
    mayBeOneItem: (error) => (error instanceof ForebayError && error.code === 'LOG_BROKEN') || mayBeOneItem(error),
    async commit(calls) {
      const byLog = Map.groupBy(calls.flat(), ({ log }) => log)
      await db.transaction().execute(async (trx) => {
        await lockLogs(trx, kind)
        const erased = await erasedAmong(trx, calls.flat())
        for (const [log, entries] of byLog) await append(trx, sealer, log, entries, erased)
      })
      return calls.map(() => undefined)
    },
  })

  return {
    idle: appending.idle,

    async appendLog(entries) {
      for (const entry of entries) checkEntry(entry)
      if (entries.length > 0) await appending.add(entries)
    },

    async logEntries({ log, channels, messageId, verb, limit, cursor }) {
      const before = decodeCursor(cursor, ['number'])
      if (channels?.length === 0 || !isStorable(messageId ?? '') || !isStorable(verb ?? '')) return { items: [], nextCursor: null }
      const linesOf = (channel: string | null) => {
        let page = db.selectFrom('log_entries').selectAll().where('log', '=', log)
        if (channel !== null) page = page.where('channel', '=', channel)
        if (messageId !== undefined) page = page.where('message_id', '=', messageId)
        if (verb !== undefined) page = page.where('verb', '=', verb)
        return before === null ? page : page.where('seq', '<', before[0] as number)
      }
      // One index walk a channel, merged.
      const [first, ...others] = [...new Set(channels ?? [null])].map(linesOf)
      const page = others.reduce((all, one) => all.unionAll(one), first!)
      const found = await page
        .orderBy('seq', 'desc')
        .limit(limit + 1)
        .execute()
      return pageOf(
        found,
        limit,
        ({ seq }) => [seq],
        (row) => toEntry(row, sealer),
      )
    },
  }
}

/** Before lines are added or their details removed. */
export async function lockLogs(trx: Transaction<Schema>, kind: DatabaseKind): Promise<void> {
  // SQLite has one writer at a time as it is.
  if (kind === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(LOG_LOCK)})`.execute(trx)
}

/** Messages that were erased while somebody was still busy with them. */
async function erasedAmong(trx: Transaction<Schema>, entries: readonly NewLogEntry[]): Promise<ReadonlySet<string>> {
  const ids = [...new Set(entries.flatMap(({ messageId }) => (messageId === null ? [] : [messageId])))]
  const erased = new Set<string>()
  for (let first = 0; first < ids.length; first += MAX_LINES_A_COMMIT) {
    const some = ids.slice(first, first + MAX_LINES_A_COMMIT)
    const rows = await trx.selectFrom('erased_messages').select('message_id').where('message_id', 'in', some).execute()
    for (const { message_id } of rows) erased.add(message_id)
  }
  return erased
}

async function append(
  trx: Transaction<Schema>,
  sealer: Sealer,
  log: LogName,
  entries: readonly NewLogEntry[],
  erased: ReadonlySet<string>,
): Promise<void> {
  let head = await headToAppendTo(trx, sealer, log)
  const rows: LogEntriesTable[] = []
  for (const entry of entries) {
    const { at, actor, verb, channel, messageId, subject } = entry
    const seq = head.seq + 1
    const detail = canonicalDetail(entry.detail)
    const detailDigest = sealer.fingerprint(detail)
    const line = { log, seq: String(seq), at: String(at), actor, verb, channel, messageId, subject, detailDigest }
    head = { seq, hash: hashOf(head.hash, line) }
    rows.push({
      log,
      seq,
      at,
      actor,
      verb,
      channel,
      message_id: messageId,
      subject,
      detail: messageId !== null && erased.has(messageId) ? null : sealer.seal(Buffer.from(detail), detailContext(log, seq)),
      detail_digest: detailDigest,
      hash: head.hash,
    })
  }
  for (let first = 0; first < rows.length; first += MAX_LINES_A_STATEMENT) {
    await trx
      .insertInto('log_entries')
      .values(rows.slice(first, first + MAX_LINES_A_STATEMENT))
      .execute()
  }
  await moveHead(trx, sealer, log, head)
}

/** An erased detail is empty. */
function toEntry(row: LogEntriesTable, sealer: Sealer): LogEntry {
  const { log, seq, at, actor, verb, channel, subject } = row
  const detail = row.detail === null ? '{}' : sealer.open(row.detail, detailContext(log, seq)).toString()
  return {
    log,
    seq,
    at,
    actor,
    verb,
    channel,
    messageId: row.message_id,
    subject,
    detail: JSON.parse(detail) as LogEntry['detail'],
    hash: Buffer.from(row.hash).toString('hex'),
  }
}
