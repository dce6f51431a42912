/** What every store promises of its chained logs; each implementation runs the whole of it. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { createSealer } from '../../src/blobs/seal.ts'
import type { LogEntry, LogName, NewLogEntry } from '../../src/core/log-entry.ts'
import type { Store } from '../../src/core/store.ts'
import { canonicalDetail, hashOf, NO_HASH } from '../../src/store/log-chain.ts'
import { openStore } from '../../src/store/open-store.ts'
import { NOW } from '../support/stored.ts'

export interface RawDatabase {
  /** The URL of an empty database. */
  fresh(): Promise<string>
  /** The URL of a copy of a database that no store has open. */
  copyOf(url: string): Promise<string>
  /** Runs SQL as somebody with the database and without the key would; the store is closed meanwhile. */
  alter(url: string, sql: string): Promise<void>
  /** A literal of these bytes. */
  literal(bytes: Buffer): string
  /** All that stands in the table `log_entries`, or in the whole file. */
  dump(url: string): Promise<Buffer>
}

export function aLogEntry(entry: Partial<NewLogEntry> = {}): NewLogEntry {
  return {
    log: 'archive',
    at: NOW,
    actor: 'ann',
    verb: 'link.opened',
    channel: 'webchat',
    messageId: 'm-1',
    subject: 'l1',
    detail: { host: 'shop.example' },
    ...entry,
  }
}

/** Every page of a log. */
export async function wholeLog(store: Store, query: Omit<Parameters<Store['logEntries']>[0], 'limit' | 'cursor'>, limit = 100) {
  const entries: LogEntry[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<Store['logEntries']>> = await store.logEntries({
      ...query,
      limit,
      ...(cursor === null ? {} : { cursor }),
    })
    expect(page.items.length).toBeLessThanOrEqual(limit)
    entries.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return entries
}

export function describeLogs(name: string, { fresh, copyOf, alter, literal, dump }: RawDatabase): void {
  describe(`logs on ${name}`, () => {
    const masterKey = randomBytes(32)
    const open = (url: string) => openStore({ url, sealer: createSealer(masterKey), clock: () => NOW, poolSize: 4 })

    describe('appendLog and logEntries', () => {
      let store: Store
      beforeAll(async () => {
        store = await open(await fresh())
      })
      afterAll(async () => {
        await store?.close()
      })

      it('give back what they were given, newest first, numbered from 1 in each log', async () => {
        const one = aLogEntry({ log: 'changes', actor: 'Ånn 🌊', detail: { b: 'x\0y\ud800', a: -1.5, c: true, d: null } })
        const two = aLogEntry({ log: 'changes', channel: null, messageId: null, subject: null, detail: {} })
        await store.appendLog([one, two])
        await store.appendLog([])
        await store.appendLog([{ ...one, verb: 'policy.published' }])
        const entries = await wholeLog(store, { log: 'changes', channels: null })
        expect(entries.map(({ hash, ...rest }) => rest)).toEqual([
          { ...one, verb: 'policy.published', seq: 3 },
          { ...two, seq: 2 },
          { ...one, seq: 1 },
        ])
        for (const { hash } of entries) expect(hash).toMatch(/^[0-9a-f]{64}$/)
        expect(new Set(entries.map(({ hash }) => hash)).size).toBe(3)
        expect(await store.verifyLog('changes')).toEqual({ entries: 3, brokenAt: null })
        expect(await store.verifyLog('access')).toEqual({ entries: 0, brokenAt: null })
      })

      it('walk every line once, whatever the page size, and filter by channel, message and verb', async () => {
        const entries = Array.from({ length: 23 }, (_, index) =>
          aLogEntry({
            log: 'access',
            at: NOW - index,
            channel: [null, 'a', 'b'][index % 3]!,
            messageId: index % 2 === 0 ? 'even' : 'odd',
            verb: index % 5 === 0 ? 'fifth' : 'other',
          }),
        )
        for (const entry of entries) await store.appendLog([entry])
        const numbers = (keep: (entry: NewLogEntry) => boolean) =>
          entries.flatMap((entry, index) => (keep(entry) ? [index + 1] : [])).toReversed()
        const seqs = async (query: Partial<Parameters<Store['logEntries']>[0]>, limit: number) =>
          (await wholeLog(store, { log: 'access', channels: null, ...query }, limit)).map(({ seq }) => seq)
        for (const limit of [1, 5, 23, 100]) {
          expect(await seqs({}, limit)).toEqual(numbers(() => true))
          expect(await seqs({ channels: ['b', 'a', 'b'] }, limit)).toEqual(numbers(({ channel }) => channel !== null))
          expect(await seqs({ channels: ['a'], verb: 'fifth' }, limit)).toEqual(numbers((e) => e.channel === 'a' && e.verb === 'fifth'))
          expect(await seqs({ messageId: 'odd' }, limit)).toEqual(numbers(({ messageId }) => messageId === 'odd'))
        }
        expect(await seqs({ channels: [] }, 5)).toEqual([])
        expect(await seqs({ messageId: 'nobody' }, 5)).toEqual([])
        expect(await seqs({ messageId: 'odd\0' }, 5)).toEqual([])
        expect(await seqs({ verb: 'fifth\0' }, 5)).toEqual([])
        await expect(store.logEntries({ log: 'access', channels: null, limit: 1, cursor: 'x' })).rejects.toMatchObject({
          code: 'CURSOR_INVALID',
        })
      })

      it('chain 200 appends that come at once, and keep the lines of one call together', async () => {
        const calls = Array.from({ length: 200 }, (_, index) => [
          aLogEntry({ subject: `${index} first` }),
          aLogEntry({ subject: `${index} second` }),
        ])
        await Promise.all(calls.map((entries) => store.appendLog(entries)))
        expect(await store.verifyLog('archive')).toEqual({ entries: 400, brokenAt: null })
        const subjects = (await wholeLog(store, { log: 'archive', channels: null })).toReversed().map(({ subject }) => subject)
        expect(subjects.toSorted()).toEqual(
          calls
            .flat()
            .map(({ subject }) => subject)
            .toSorted(),
        )
        for (let at = 0; at < 400; at += 2) expect(subjects[at + 1]).toBe(subjects[at]!.replace('first', 'second'))
      })

      it('take one call with very many lines', async () => {
        const own = await open(await fresh())
        await own.appendLog(Array.from({ length: 2_345 }, (_, index) => aLogEntry({ subject: `${index}` })))
        expect(await own.verifyLog('archive')).toEqual({ entries: 2_345, brokenAt: null })
        await own.close()
      })

      it.each<[string, Partial<NewLogEntry>]>([
        ['actor', { actor: 'x'.repeat(501) }],
        ['actor', { actor: 'a\0b' }],
        ['actor', { actor: 'half \ud800' }],
        ['verb', { verb: 'x'.repeat(65) }],
        ['channel', { channel: 'x'.repeat(201) }],
        ['messageId', { messageId: 'x'.repeat(201) }],
        ['subject', { subject: 'x'.repeat(201) }],
        ['at', { at: 1.5 }],
        ['at', { at: Number.NaN }],
        ['detail', { detail: { long: 'é'.repeat(8_192) } }],
        ['detail', { detail: { deep: {} as never } }],
        ['detail', { detail: { number: Number.POSITIVE_INFINITY } }],
      ])('refuse a hostile %s, and the other lines of its call with it', async (field, hostile) => {
        const { entries } = await store.verifyLog('archive')
        await expect(store.appendLog([aLogEntry(), aLogEntry(hostile)])).rejects.toMatchObject({
          code: 'INVALID_FIELD',
          status: 422,
          field,
        })
        expect(await store.verifyLog('archive')).toEqual({ entries, brokenAt: null })
      })

      it('take an entry as long as it may be', async () => {
        const entry = aLogEntry({ actor: 'x'.repeat(500), verb: 'v'.repeat(64), detail: { long: 'é'.repeat(8_000) } })
        await expect(store.appendLog([entry])).resolves.toBeUndefined()
      })

      it('always read back what was appended, whatever the words in it', async () => {
        const text = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((one) => !one.includes('\0') && one.isWellFormed())
        const value = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.boolean(), fc.constant(null))
        await fc.assert(
          fc.asyncProperty(text, text, fc.dictionary(fc.string(), value, { maxKeys: 4 }), async (actor, subject, detail) => {
            await store.appendLog([aLogEntry({ actor, subject, detail })])
            const { items } = await store.logEntries({ log: 'archive', channels: null, limit: 1 })
            expect(items[0]).toMatchObject({ actor, subject })
            expect(Object.entries(items[0]!.detail).sort()).toEqual(Object.entries(detail).sort())
          }),
          { numRuns: 30 },
        )
        expect((await store.verifyLog('archive')).brokenAt).toBeNull()
      })
    })

    describe('verifyLog', () => {
      const LINES = 8
      const line = (index: number) => aLogEntry({ at: NOW + index, detail: { host: 'the-secret-host', index } })
      async function written(lines = LINES): Promise<string> {
        const url = await fresh()
        const store = await open(url)
        await store.appendLog(Array.from({ length: lines }, (_, index) => line(index)))
        await store.appendLog([aLogEntry({ log: 'access' })])
        await store.close()
        return url
      }
      /** Opening a store takes longer than all else here: what is only read or copied is written once. */
      let untouched: string
      beforeAll(async () => {
        untouched = await written()
      })
      async function verified(url: string) {
        const store = await open(url)
        try {
          expect(await store.verifyLog('access')).toEqual({ entries: 1, brokenAt: null })
          return await store.verifyLog('archive')
        } finally {
          await store.close()
        }
      }
      const swap = (one: number, two: number) => `
        update log_entries set seq = -1 where log = 'archive' and seq = ${one};
        update log_entries set seq = ${one} where log = 'archive' and seq = ${two};
        update log_entries set seq = ${two} where log = 'archive' and seq = -1`
      const copy = (from: number, to: string) => `
        insert into log_entries select log, ${to}, at, actor, verb, channel, message_id, subject, detail, detail_digest, hash
        from log_entries where log = 'archive' and seq = ${from}`
      const set = (what: string, seq = 3) => `update log_entries set ${what} where log = 'archive' and seq = ${seq}`
      const of = (column: string, seq: number) => `(select ${column} from log_entries where log = 'archive' and seq = ${seq})`

      /** What was done to a log, and the line at which it has to be found. */
      const tamperings: readonly (readonly [what: string, sql: string, brokenAt: number])[] = [
        ['a time', set('at = at + 1'), 3],
        ['a time past all that we can read', set('at = 9007199254740993'), 3],
        ['an actor', set(`actor = 'bob'`), 3],
        ['a verb', set(`verb = 'link.refused'`), 3],
        ['a channel', set(`channel = 'social'`), 3],
        ['a channel that is gone', set('channel = null'), 3],
        ['a message', set(`message_id = 'm-2'`), 3],
        ['a subject', set(`subject = 'l2'`), 3],
        ['words that moved from one column to the next', set(`actor = 'annlink.opened', verb = ''`), 3],
        ['the detail of another line', set(`detail = ${of('detail', 4)}`), 3],
        ['the detail of another line with its digest', set(`detail = ${of('detail', 4)}, detail_digest = ${of('detail_digest', 4)}`), 3],
        ['a digest', set(`detail_digest = ${of('detail_digest', 4)}`), 3],
        ['a digest under an erased detail', set(`detail = null, detail_digest = ${of('detail_digest', 4)}`), 3],
        ['an empty detail', set('detail = substr(detail, 1, 0)'), 3],
        ['a hash', set(`hash = ${of('hash', 4)}`), 3],
        ['the hash of the last line', set(`hash = ${of('hash', 1)}`, LINES), LINES],
        ['the first line', set(`actor = 'bob'`, 1), 1],
        ['the last line', set(`actor = 'bob'`, LINES), LINES],
        ['a number', set('seq = 99'), 3],
        ['a log', set(`log = 'changes'`), 3],
        ['two lines that changed places', swap(3, 5), 3],
        ['the first and the last that changed places', swap(1, LINES), 1],
        ['a line that was dropped', `delete from log_entries where log = 'archive' and seq = 4`, 4],
        ['the first line dropped', `delete from log_entries where log = 'archive' and seq = 1`, 1],
        [
          'a dropped line over which the rest closed up',
          `delete from log_entries where log = 'archive' and seq = 4; ${set('seq = -seq', 5)}; ${set('seq = 4', -5)}`,
          4,
        ],
        ['an end that was cut off', `delete from log_entries where log = 'archive' and seq > 5`, 6],
        ['the last line cut off', `delete from log_entries where log = 'archive' and seq = ${LINES}`, LINES],
        ['all lines dropped', `delete from log_entries where log = 'archive'`, 1],
        [
          'all lines dropped and the head moved',
          `delete from log_entries where log = 'archive'; update log_heads set seq = 0 where log = 'archive'`,
          1,
        ],
        ['a line put in before the first', copy(1, '0'), 0],
        ['a line put in after the last', copy(LINES, String(LINES + 1)), LINES + 1],
        [
          'an end cut off with the number of the head',
          `delete from log_entries where log = 'archive' and seq > 5; update log_heads set seq = 5 where log = 'archive'`,
          5,
        ],
        ['a head past all that we can read', `update log_heads set seq = 9007199254740993 where log = 'archive'`, LINES],
        [
          'the head of another log',
          `update log_heads set sealed = (select sealed from log_heads where log = 'access'), seq = 1 where log = 'archive'`,
          LINES,
        ],
        ['a head that is gone', `delete from log_heads where log = 'archive'`, 1],
      ]
      const logOf = (index: number) => `tampered ${index}` as LogName

      describe('of many logs in one database', () => {
        let store: Store
        beforeAll(async () => {
          const url = await fresh()
          const writing = await open(url)
          await writing.appendLog([aLogEntry({ log: 'access' })])
          for (const index of tamperings.keys()) {
            await writing.appendLog(Array.from({ length: LINES }, (_, at) => ({ ...line(at), log: logOf(index) })))
          }
          await writing.close()
          await alter(url, tamperings.map(([, sql], index) => sql.replaceAll(`'archive'`, `'${logOf(index)}'`)).join(';'))
          store = await open(url)
        })
        afterAll(async () => {
          await store?.close()
        })

        it.each(tamperings.map(([what, , brokenAt], index) => [what, brokenAt, logOf(index)] as const))(
          'finds %s',
          async (_, brokenAt, log) => {
            expect(await store.verifyLog(log)).toMatchObject({ brokenAt })
          },
        )

        it('finds nothing wrong with the log beside them', async () => {
          expect(await store.verifyLog('access')).toEqual({ entries: 1, brokenAt: null })
        })
      })

      it('finds a chain that was calculated anew by somebody without the key, though not where', async () => {
        const url = await copyOf(untouched)
        const sealer = createSealer(masterKey)
        const forged: string[] = []
        let hash: Buffer = NO_HASH
        for (let index = 0; index < LINES; index += 1) {
          const seq = index + 1
          const { at, detail, ...rest } = { ...line(index), ...(seq === 3 ? { actor: 'bob' } : {}) }
          // Digests cannot be made without the key, but they can be read.
          const detailDigest = sealer.fingerprint(canonicalDetail(detail))
          hash = hashOf(hash, { ...rest, seq: String(seq), at: String(at), detailDigest })
          forged.push(set(`actor = '${rest.actor}', hash = ${literal(hash)}`, seq))
        }
        await alter(url, forged.join(';'))
        expect(await verified(url)).toEqual({ entries: LINES, brokenAt: LINES })
        await alter(url, `${forged.slice(2).join(';')}; ${set(`actor = 'ann'`, 3)}`)
        expect((await verified(url)).brokenAt).toBe(3)
      })

      it('is not led astray by changes that change nothing', async () => {
        const url = await copyOf(untouched)
        await alter(url, set(`actor = 'ann', subject = 'l1', detail = detail`))
        expect(await verified(url)).toEqual({ entries: LINES, brokenAt: null })
      })

      it('counts the lines there are, and finds nothing where nothing was touched', async () => {
        const url = await written(1_003)
        expect(await verified(url)).toEqual({ entries: 1_003, brokenAt: null })
        await alter(url, `delete from log_entries where log = 'archive' and seq = 700; ${set(`actor = 'bob'`, 900)}`)
        expect(await verified(url)).toEqual({ entries: 1_002, brokenAt: 700 })
      })

      it('finds nothing wrong with a log of exactly one page', async () => {
        const url = await written(500)
        expect(await verified(url)).toEqual({ entries: 500, brokenAt: null })
        await alter(url, `delete from log_entries where log = 'archive' and seq = 500`)
        expect(await verified(url)).toEqual({ entries: 499, brokenAt: 500 })
      })

      it('holds when details were erased, and shows them empty', async () => {
        const url = await copyOf(untouched)
        const these = `log = 'archive' and seq in (1, 4, ${LINES})`
        await alter(url, `update log_entries set detail = null where ${these}`)
        // By hand, or by an erasure: only where the message is known to be erased.
        expect(await verified(url)).toEqual({ entries: LINES, brokenAt: 1 })
        await alter(url, `insert into erased_messages select distinct message_id, 0 from log_entries where ${these}`)
        expect(await verified(url)).toEqual({ entries: LINES, brokenAt: null })
        const store = await open(url)
        const entries = await wholeLog(store, { log: 'archive', channels: null })
        expect(entries.map(({ detail }) => Object.keys(detail).length).toReversed()).toEqual([0, 2, 2, 0, 2, 2, 2, 0])
        await store.appendLog([aLogEntry()])
        expect(await store.verifyLog('archive')).toEqual({ entries: LINES + 1, brokenAt: null })
        await store.close()
      })

      it('still finds what was broken after more was appended', async () => {
        const url = await copyOf(untouched)
        await alter(url, `delete from log_entries where log = 'archive' and seq > 5`)
        const store = await open(url)
        await store.appendLog([aLogEntry(), aLogEntry()])
        expect(await store.verifyLog('archive')).toEqual({ entries: 7, brokenAt: 6 })
        await store.close()
      })

      it.each([
        ['lost', `delete from log_heads where log = 'archive'`],
        ['changed', `update log_heads set seq = 3 where log = 'archive'`],
      ])('is not led astray by a head that was %s: that log is continued no more, the others are', async (_, sql) => {
        const url = await copyOf(untouched)
        await alter(url, sql)
        const store = await open(url)
        const results = await Promise.allSettled(
          (['archive', 'access', 'archive', 'changes'] as const).map((log) => store.appendLog([aLogEntry({ log })])),
        )
        expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled'])
        expect(results[0]).toMatchObject({ reason: { code: 'LOG_BROKEN' } })
        expect((await store.verifyLog('archive')).entries).toBe(LINES)
        expect(await store.verifyLog('access')).toEqual({ entries: 2, brokenAt: null })
        await store.close()
      })

      it('holds, and comes to an end, while others append without a pause', async () => {
        const store = await open(await fresh())
        let appending = true
        const append = async () => {
          while (appending) await store.appendLog([aLogEntry(), aLogEntry()])
        }
        const writers = Promise.all([append(), append()])
        const seen: { entries: number; brokenAt: number | null }[] = []
        while (seen.length < 20 || seen.at(-1)!.entries < 60) seen.push(await store.verifyLog('archive'))
        appending = false
        await writers
        expect(seen.filter(({ brokenAt }) => brokenAt !== null)).toEqual([])
        await store.close()
      })

      it('reads sealed details: none stands in the database in the clear', async () => {
        const url = await copyOf(untouched)
        const bytes = await dump(url)
        expect(bytes.includes('link.opened')).toBe(true)
        for (const form of ['the-secret', Buffer.from('the-secret').toString('hex')]) expect(bytes.includes(form)).toBe(false)
      })
    })
  })
}
