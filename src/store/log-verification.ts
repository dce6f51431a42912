/** Walks a log from its first line to its head: a line that was changed, dropped, moved or put in is found, and so is an end that was cut off. */
import { type Kysely, sql } from 'kysely'
import { ForebayError } from '../core/error.ts'
import type { LogName } from '../core/log-entry.ts'
import type { Sealer } from '../core/sealer.ts'
import type { Store } from '../core/store.ts'
import { detailContext, hashOf, NO_HASH } from './log-chain.ts'
import { type LogHead, readHead } from './log-heads.ts'
import type { Schema } from './schema.ts'

const LINES_A_PAGE = 500

/** What a read gives before anything about it is believed: SQLite keeps any type in any column. */
type UntrustedLine = Awaited<ReturnType<typeof linesAfter>>[number]

export function logVerification(db: Kysely<Schema>, sealer: Sealer): Pick<Store, 'verifyLog'> {
  async function firstBroken(log: LogName): Promise<{ readonly entries: number } | { readonly brokenAt: number }> {
    let last: LogHead = { seq: 0, hash: NO_HASH }
    for (;;) {
      // The last lines and the head as of one moment: lines may be added while we read.
      const { page, head } = await db
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute(async (trx) => {
          const page = await linesAfter(trx, log, last.seq)
          return { page, head: page.length < LINES_A_PAGE ? await readHead(trx, sealer, log) : null }
        })
      for (const line of page) {
        const next = follow(last, line, log, sealer)
        if (typeof next === 'number') return { brokenAt: next }
        last = next
      }
      if (head === null) continue
      // All lines hold, yet nothing vouches for the last of them.
      if (head === 'damaged') return { brokenAt: Math.max(1, last.seq) }
      if (last.seq !== head.seq) return { brokenAt: Math.min(last.seq, head.seq) + 1 }
      return last.hash.equals(head.hash) ? { entries: last.seq } : { brokenAt: last.seq }
    }
  }

  return {
    async verifyLog(log) {
      const found = await firstBroken(log)
      if ('entries' in found) return { entries: found.entries, brokenAt: null }
      const { entries } = await db
        .selectFrom('log_entries')
        .select((eb) => eb.fn.countAll<number>().as('entries'))
        .where('log', '=', log)
        .executeTakeFirstOrThrow()
      return { entries, brokenAt: found.brokenAt }
    },
  }
}

async function linesAfter(db: Kysely<Schema>, log: LogName, seq: number) {
  let page = db
    .selectFrom('log_entries')
    .select(['actor', 'verb', 'channel', 'message_id as messageId', 'subject', 'detail', 'detail_digest as detailDigest', 'hash'])
    .select(({ exists, selectFrom }) =>
      exists(selectFrom('erased_messages').select('erased_at').whereRef('erased_messages.message_id', '=', 'log_entries.message_id')).as(
        'isErased',
      ),
    )
    .select([sql<string>`cast(seq as text)`.as('seqText'), sql<string>`cast(at as text)`.as('atText')])
    .where('log', '=', log)
    .orderBy('seq')
    .limit(LINES_A_PAGE)
  // The first page begins below 1, where no line may be.
  if (seq > 0) page = page.where('seq', '>', seq)
  return page.execute()
}

/** The new end of what holds, or the number of the line that does not. */
function follow(last: LogHead, line: UntrustedLine, log: LogName, sealer: Sealer): LogHead | number {
  const seq = last.seq + 1
  const found = Number(line.seqText)
  if (line.seqText !== String(seq)) return Number.isNaN(found) ? seq : Math.min(seq, found)
  const { atText, actor, verb, channel, messageId, subject, detail, detailDigest } = line
  if (!(detailDigest instanceof Uint8Array && line.hash instanceof Uint8Array)) return seq
  const hash = hashOf(last.hash, { log, seq: line.seqText, at: atText, actor, verb, channel, messageId, subject, detailDigest })
  // A detail goes with its message alone.
  const isTold = detail === null ? Boolean(line.isErased) : tellsTheSame(detail, detailContext(log, seq), detailDigest, sealer)
  const holds = hash.equals(line.hash) && isTold
  return holds ? { seq, hash } : seq
}

function tellsTheSame(untrustedDetail: unknown, context: string, digest: Uint8Array, sealer: Sealer): boolean {
  if (!(untrustedDetail instanceof Uint8Array)) return false
  try {
    return sealer.fingerprint(sealer.open(untrustedDetail, context).toString()).equals(digest)
  } catch (error) {
    if (error instanceof ForebayError && error.code === 'SEAL_BROKEN') return false
    throw error
  }
}
