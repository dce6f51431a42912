/** The password of a locked file is asked of an identified sender, tried, and gone: in no log, row, file, queue or answer. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { attach } from '../support/client.ts'
import { eicar, makePe } from '../support/files.ts'
import { makeLockedZip } from '../support/locked-zip.ts'
import { removeFolder, scratchFolder } from '../support/scratch.ts'
import { type ScriptedClamd, startScriptedClamd } from '../support/scripted-clamd.ts'
import { type ChildService, startService } from '../support/service.ts'

const SECRET = 'zebrafinch-4711'
const locked = (data: string | Buffer = 'b', name = 'a.txt') => attach('locked.zip', makeLockedZip(name, data, SECRET), 'application/zip')
let temporary: string
let clamd: ScriptedClamd
let service: ChildService
let identityToken: string

beforeAll(async () => {
  ;[temporary, clamd] = await Promise.all([scratchFolder('tmp'), startScriptedClamd()])
  service = await startService({ environment: { CLAMD_URL: clamd.url, RESCAN_SECONDS: '600', LOG_LEVEL: 'debug', TMPDIR: temporary } })
  identityToken = await service.customerToken()
})
afterAll(async () => {
  await service?.remove()
  await Promise.all([clamd.close(), removeFolder(temporary)])
})

const give = (id: string, password: string, file = 'p2') =>
  service.call('POST', `/v1/messages/${id}/files/${file}/password`, { body: { password }, headers: { Prefer: 'wait=10' } })

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

describe('a password', () => {
  it('is asked of whoever may send files, and of nobody else', async () => {
    const unknown = await service.through({ text: 'x', attachments: [locked()] })
    expect(unknown.release?.notices.map(({ code }) => code)).not.toContain('PASSWORD_REQUIRED')
    expect((await give(unknown.id, SECRET)).json()).toMatchObject({ code: 'IDENTITY_REQUIRED', status: 409 })
    await service.identify(unknown.id, identityToken)
    const known = await service.until(unknown.id, ({ identity }) => identity.level === 'authenticated', 'identified')
    expect(known.release?.notices).toContainEqual(expect.objectContaining({ for: 'sender', code: 'PASSWORD_REQUIRED' }))
  })

  it('that is wrong changes nothing', async () => {
    const record = await service.through({ text: 'x', sender: { identityToken }, attachments: [locked()] })
    expect((await give(record.id, `${SECRET}-wrong`)).json()).toMatchObject({ code: 'PASSWORD_WRONG', status: 422 })
    const after = await service.record(record.id)
    expect(after.revision).toBe(1)
    expect(after.release).toEqual(record.release)
  })

  it('opens the file for the check: it goes on as it came, and the agent is told that it is locked', async () => {
    const attachment = locked('The words inside')
    const record = await service.through({ text: 'x', sender: { identityToken }, attachments: [attachment] })
    expect(record.release?.files).toMatchObject([{ action: 'hold', reason: 'FILE_ENCRYPTED' }])
    const answer = await give(record.id, SECRET)
    expect([answer.status, answer.json().revision]).toEqual([200, 2])
    const after = await service.record(record.id)
    expect(after.report.complete).toBe(true)
    expect(after.release?.files).toMatchObject([{ action: 'release', name: 'locked.zip' }])
    expect(after.release?.notices.map((notice) => `${notice.for} ${notice.code}`)).toEqual(['agent FILE_LOCKED'])
    expect((await service.file(record.id, 'p2')).bytes.toString('base64')).toBe(attachment.content)
    expect((await give(record.id, SECRET)).json()).toMatchObject({ code: 'NOT_LOCKED', status: 409 })
    // What was seen is known to later runs, which have no password any more.
    await service.identify(record.id, await service.customerToken({ acr: 'http://id.elegnamnden.se/loa/1.0/loa3' }))
    const verified = await service.until(record.id, ({ identity }) => identity.level === 'verified', 'verified')
    expect(verified.release?.files).toMatchObject([{ action: 'release', name: 'locked.zip' }])
  })

  it('shows what a lock hid: malware is removed, a program too', async () => {
    for (const [data, name, reason] of [
      [eicar(), 'a.txt', 'FILE_MALWARE'],
      [makePe(), 'photo.bin', 'FILE_EXECUTABLE'],
    ] as const) {
      const record = await service.through({ text: 'x', sender: { identityToken }, attachments: [locked(data, name)] })
      expect((await give(record.id, SECRET)).status).toBe(200)
      expect((await service.record(record.id)).release?.files).toMatchObject([{ action: 'remove', reason }])
    }
  })

  it('is left nowhere, whatever became of it', async () => {
    const record = await service.through({ text: 'x', sender: { identityToken }, attachments: [locked()] })
    const answers = [
      await give(record.id, SECRET.slice(0, -1)),
      await give(record.id, SECRET.repeat(50)),
      await give(record.id, SECRET, 'p9'),
    ]
    clamd.mode = 'garbage'
    answers.push(await give(record.id, SECRET))
    clamd.mode = 'answer'
    answers.push(await give(record.id, SECRET))
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 404, 503, 200])
    for (const { text } of answers) expect(text).not.toContain('zebrafinch')
    const paths = [...(await filesBelow(service.dataDir)), ...(await filesBelow(temporary))]
    expect(paths.some((path) => path.endsWith('forebay.db'))).toBe(true)
    for (const path of paths) expect((await readFile(path)).includes('zebrafinch')).toBe(false)
    expect(service.printed()).toContain('/password')
    expect(service.printed()).not.toContain('zebrafinch')
    expect((await service.call('GET', '/metrics', { key: null })).text).not.toContain('zebrafinch')
  })
})
