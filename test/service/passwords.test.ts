/** The password of a locked file is asked of an identified sender, tried, and gone: in no log, row, file, queue or answer. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { attach } from '../support/client.ts'
import { makeZip } from '../support/files.ts'
import { removeFolder, scratchFolder } from '../support/scratch.ts'
import { type ScriptedClamd, startScriptedClamd } from '../support/scripted-clamd.ts'
import { type ChildService, startService } from '../support/service.ts'

const SECRET = 'zebrafinch-4711'
const locked = () => attach('locked.zip', makeZip([{ name: 'a', data: 'b', encrypted: true }]), 'application/zip')
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

  it('is left nowhere, whatever became of it', async () => {
    const record = await service.through({ text: 'x', sender: { identityToken }, attachments: [locked()] })
    const answers = [await give(record.id, SECRET), await give(record.id, SECRET.repeat(50)), await give(record.id, SECRET, 'p9')]
    clamd.mode = 'garbage'
    answers.push(await give(record.id, SECRET))
    clamd.mode = 'answer'
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 404, 422])
    for (const { text } of answers) expect(text).not.toContain('zebrafinch')
    const paths = [...(await filesBelow(service.dataDir)), ...(await filesBelow(temporary))]
    expect(paths.some((path) => path.endsWith('forebay.db'))).toBe(true)
    for (const path of paths) expect((await readFile(path)).includes('zebrafinch')).toBe(false)
    expect(service.printed()).toContain('/password')
    expect(service.printed()).not.toContain('zebrafinch')
    expect((await service.call('GET', '/metrics', { key: null })).text).not.toContain('zebrafinch')
  })
})
