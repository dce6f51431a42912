import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createSealer } from '../../src/blobs/seal.ts'
import { verifyLogs } from '../../src/cli/logs.ts'
import type { LogName } from '../../src/core/log-entry.ts'
import { openStore } from '../../src/store/open-store.ts'

const NOW = Date.parse('2026-11-21T10:00:00Z')

describe('forebay logs verify', () => {
  const key = randomBytes(32)
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'forebay-logs-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))
  const open = () => openStore({ url: `sqlite:${join(folder, 'logs.db')}`, sealer: createSealer(key), clock: () => NOW })
  const write = async (log: LogName, lines: number) => {
    const store = await open()
    const about = { channel: 'webchat', messageId: 'm1', subject: 'l1', detail: {} }
    await store.appendLog(Array.from({ length: lines }, () => ({ log, at: NOW, actor: 'ann', verb: 'link.opened', ...about })))
    await store.close()
  }
  const verify = async () => {
    const store = await open()
    const printed: string[] = []
    const code = await verifyLogs({ store, stdout: { write: (text) => printed.push(text) } })
    await store.close()
    return { code, lines: printed.join('').split('\n') }
  }

  test('says of every log how long it is and that it is intact, and ends with 0', async () => {
    await write('archive', 12)
    await write('changes', 1)
    expect(await verify()).toEqual({
      code: 0,
      lines: ['access    0 lines  intact', 'archive  12 lines  intact', 'changes    1 line  intact', ''],
    })
  })

  test('names the first line that is not what was written, looks at the other logs all the same, and ends with 1', async () => {
    await write('access', 5)
    await write('archive', 4)
    const database = new DatabaseSync(join(folder, 'logs.db'))
    database.exec(`update log_entries set actor = 'bob' where log = 'access' and seq >= 2`)
    database.close()
    const { code, lines } = await verify()
    expect(code).toBe(1)
    expect(lines[0]).toMatch(/^access +5 lines +BROKEN at line 2: /)
    expect(lines.slice(1)).toEqual(['archive  4 lines  intact', 'changes  0 lines  intact', ''])
  })

  test('takes an empty detail for what an erasure left only where the message was erased', async () => {
    await write('access', 3)
    const alter = (sql: string) => {
      const database = new DatabaseSync(join(folder, 'logs.db'))
      database.exec(sql)
      database.close()
    }
    alter('update log_entries set detail = null where seq = 2')
    expect((await verify()).lines[0]).toMatch(/^access +3 lines +BROKEN at line 2: /)
    alter(`insert into erased_messages (message_id, erased_at) values ('m1', ${NOW})`)
    expect((await verify()).code).toBe(0)
  })
})
