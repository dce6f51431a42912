import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from '@jest/globals'
import { createSealer } from '../../src/blobs/seal.ts'
import type { LogName } from '../../src/core/log-entry.ts'
import { openStore } from '../../src/store/open-store.ts'
import { describeStore } from '../contracts/store.ts'
import { describeIdentifications } from '../contracts/store-identifications.ts'
import { describeLinks } from '../contracts/store-links.ts'
import { aLogEntry, describeLogs } from '../contracts/store-logs.ts'
import { describePeople } from '../contracts/store-people.ts'
import { describeWaiting } from '../contracts/store-unidentified-limit.ts'
import { anEntry, aSettlement, NOW } from '../support/stored.ts'

const folder = mkdtempSync(join(tmpdir(), 'forebay-sqlite-'))
let made = 0
const fresh = () => {
  made += 1
  return `sqlite:${join(folder, String(made), 'forebay.db')}`
}
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const pathOf = (url: string) => url.slice('sqlite:'.length)
const alter = (url: string, sql: string) => {
  const database = new DatabaseSync(pathOf(url))
  database.exec(sql)
  database.close()
}

describeStore('SQLite', async () => fresh())
describeLinks('SQLite', async () => fresh())
describeWaiting('SQLite', async () => fresh(), 1)
describeIdentifications('SQLite', async () => fresh())
describeLogs('SQLite', {
  fresh: async () => fresh(),
  async copyOf(url) {
    const copy = fresh()
    mkdirSync(dirname(pathOf(copy)))
    copyFileSync(pathOf(url), pathOf(copy))
    return copy
  },
  alter: async (url, sql) => alter(url, sql),
  literal: (bytes) => `x'${bytes.toString('hex')}'`,
  dump: async (url) => readFileSync(pathOf(url)),
})

describePeople('SQLite', { fresh: async () => fresh(), alter: async (url, sql) => alter(url, sql) })

describe('the SQLite file', () => {
  const key = randomBytes(32)
  const open = (url: string) => openStore({ url, sealer: createSealer(key), clock: () => NOW })
  const openElsewhere = async (url: string) => {
    const script = fileURLToPath(new URL('../support/open-and-report.ts', import.meta.url))
    const { stdout } = await promisify(execFile)(process.execPath, [script, url, key.toString('hex')], {
      env: { ...process.env, NODE_OPTIONS: '' },
    })
    return stdout
  }

  it('is closed to a second process, which is told the pid and the folder, and open again after close', async () => {
    const url = fresh()
    const store = await open(url)
    const refusal = JSON.parse(await openElsewhere(url)) as { code: string; message: string }
    expect(refusal.code).toBe('STORE_LOCKED')
    expect(refusal.message).toContain(`process ${process.pid}`)
    expect(refusal.message).toContain(join(folder, String(made)))
    await store.accept(anEntry())
    await store.close()
    expect(await openElsewhere(url)).toBe('opened')
  })

  it('is closed to a second opener in the same process', async () => {
    const url = fresh()
    const store = await open(url)
    await expect(open(url)).rejects.toMatchObject({ code: 'STORE_LOCKED' })
    await store.accept(anEntry())
    await store.close()
  })

  it('opens beside the pid of a process that died', async () => {
    const url = fresh()
    await (await open(url)).close()
    writeFileSync(`${url.slice('sqlite:'.length)}.pid`, '1\n')
    await (await open(url)).close()
  })

  it('is readable by its owner only and leaves nothing but the database when closed', async () => {
    const url = fresh()
    const store = await open(url)
    await store.accept(anEntry())
    const own = join(folder, String(made))
    for (const name of readdirSync(own)) expect([name, statSync(join(own, name)).mode & 0o077]).toEqual([name, 0])
    await store.close()
    expect(readdirSync(own)).toEqual(['forebay.db'])
  })

  it('holds no content in the clear', async () => {
    const url = fresh()
    const store = await open(url)
    const entry = anEntry({ text: 'the-secret-of-the-customer' })
    await store.accept(entry)
    await store.settle(aSettlement(entry, { text: 'the-secret-of-the-customer' }))
    const review = {
      subject: { kind: 'message', id: 'm' },
      decision: 'release',
      by: 'ann',
      at: NOW,
      reason: 'the-secret-of-the-customer',
    } as const
    await store.amend(entry.arrival.id, { kind: 'review', review }, NOW)
    await store.addWebhook({
      id: 'w',
      url: 'https://x.example',
      channels: null,
      secret: 'the-secret-of-the-customer',
      createdAt: NOW,
      disabledAt: null,
    })
    await store.close()
    const bytes = readFileSync(url.slice('sqlite:'.length))
    expect(bytes.includes(entry.arrival.id)).toBe(true)
    expect(bytes.includes('the-secret')).toBe(false)
    expect(bytes.includes('anna@example.com')).toBe(false)
  })

  it('made by the first version is brought to this one with all that is in it', async () => {
    const url = fresh()
    const before = await open(url)
    const entry = anEntry()
    await before.accept(entry)
    await before.close()
    const made = ['log_entries', 'log_heads', 'review_requests', 'message_links', 'opened_files']
    made.push(
      'identifications',
      'identification_messages',
      'identification_steps',
      'waiting_counts',
      'customers',
      'customer_addresses',
      'erased_messages',
    )
    const indexes = ['sender', 'subject'].map((key) => `drop index arrivals_by_${key};`).join('')
    const columns = ['sender', 'subject'].map((key) => `alter table arrivals drop column ${key}_key;`).join('')
    alter(url, `drop index arrivals_without_keys; ${indexes} ${columns}`)
    alter(url, `${made.map((table) => `drop table ${table};`).join('')} delete from kysely_migration where name > '0002'`)
    const after = await open(url)
    expect(await after.load(entry.arrival.id)).toMatchObject({ arrival: entry.arrival })
    expect(await after.messagesOf({ channel: 'webchat', address: 'anna@example.com' })).toEqual([entry.arrival.id])
    await after.appendLog([aLogEntry()])
    expect(await after.verifyLog('archive')).toEqual({ entries: 1, brokenAt: null })
    await after.close()
  })

  it('cannot hide what was done to a log in values of another type', async () => {
    const tamperings = [
      'at = 9223372036854775807',
      `at = 'soon'`,
      `seq = 'two'`,
      'seq = 9223372036854775807',
      'actor = cast(actor as blob)',
      'detail_digest = 7',
      `hash = 'x'`,
      `detail = 'x'`,
      'detail = null',
    ]
    const url = fresh()
    const before = await open(url)
    for (const log of tamperings) await before.appendLog(Array.from({ length: 3 }, () => aLogEntry({ log: log as LogName })))
    await before.close()
    alter(url, tamperings.map((what) => `update log_entries set ${what} where seq = 2 and log = '${what.replaceAll(`'`, `''`)}'`).join(';'))
    const after = await open(url)
    const found = await Promise.all(tamperings.map((log) => after.verifyLog(log as LogName)))
    expect(found).toEqual(tamperings.map(() => ({ entries: 3, brokenAt: 2 })))
    await after.close()
  })

  it('refuses a URL of no kind it knows', async () => {
    await expect(open('mysql://x')).rejects.toMatchObject({ code: 'SETTINGS_INVALID', field: 'DATABASE_URL' })
  })
})
