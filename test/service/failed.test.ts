/** A message that cannot be run is neither lost nor silent: it is listed as failed with a code, and runs again when a person says so. */
import { readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { FailedMessage } from '../../src/core/store.ts'
import { attach } from '../support/client.ts'
import { makePng } from '../support/files.ts'
import { makeMail } from '../support/mail.ts'
import { removeFolder, scratchFolder } from '../support/scratch.ts'
import { type ScriptedClamd, startScriptedClamd } from '../support/scripted-clamd.ts'
import { type LocalService, openLocalService } from '../support/service.ts'

let dataDir: string
let clamd: ScriptedClamd
let service: LocalService

const open = (environment: Readonly<Record<string, string>> = {}) =>
  openLocalService({ dataDir, environment: { CLAMD_URL: clamd.url, MAX_ATTEMPTS: '2', ...environment } })

beforeAll(async () => {
  ;[dataDir, clamd] = await Promise.all([scratchFolder('failed'), startScriptedClamd()])
  // Nobody works yet: what is accepted stays as it is.
  service = await open({ ROLES: 'api' })
})
afterAll(async () => {
  await service.stop()
  await clamd.close()
  await removeFolder(dataDir)
})

const failed = async () =>
  (await service.call('GET', '/v1/failed')).json<{ readonly items: readonly (FailedMessage & { receivedAt: string })[] }>().items
const retry = (id: string) => service.call('POST', `/v1/failed/${id}/retry`)

async function blobPaths(): Promise<readonly string[]> {
  const entries = await readdir(join(dataDir, 'blobs'), { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

describe('a message whose bytes are gone', () => {
  it('is tried again, then listed as failed with the code, and settles when they are back and a person says so', async () => {
    const identityToken = await service.customerToken()
    const png = makePng(0x414243)
    const id = await service.submit({ text: 'The words', sender: { identityToken }, attachments: [attach('a.png', png, 'image/png')] })
    const large = await service.submitMail(makeMail({ text: 'a line of a large mail\n'.repeat(8_000) }))
    const fine = await service.submit({ text: 'Nothing is missing here' })
    const paths = await blobPaths()
    expect(paths).toHaveLength(2)
    await service.stop()
    for (const path of paths) await rename(path, `${dataDir}/${path.slice(path.lastIndexOf('/') + 1)}.away`)
    service = await open()

    expect((await service.settled(fine)).status).toBe('released')
    while ((await failed()).length < 2) await new Promise((resolve) => setTimeout(resolve, 50))
    expect((await failed()).map(({ messageId }) => messageId).sort()).toEqual([id, large].sort())
    for (const item of await failed())
      expect(item).toMatchObject({ failure: 'BLOB_MISSING', attempts: 2, receivedAt: expect.stringMatching(/Z$/) })
    expect(await service.record(id)).toMatchObject({ status: 'accepted', release: null })
    expect((await service.call('GET', `/v1/messages/${id}/release`)).status).toBe(409)
    expect((await service.call('GET', '/metrics')).text).toMatch(/forebay_failed_runs_total\{channel="webchat",code="BLOB_MISSING"\} 2/)

    // Asked for too early, it fails again and is listed again.
    expect((await retry(id)).status).toBe(202)
    while ((await failed()).length < 2) await new Promise((resolve) => setTimeout(resolve, 50))
    for (const path of paths) await rename(`${dataDir}/${path.slice(path.lastIndexOf('/') + 1)}.away`, path)
    for (const messageId of [id, large]) expect((await retry(messageId)).status).toBe(202)
    const record = await service.settled(id)
    expect(record).toMatchObject({ status: 'released', revision: 1, release: { text: 'The words', files: [{ action: 'release' }] } })
    expect((await service.file(id, record.release?.files[0]?.id ?? '')).bytes.equals(png)).toBe(true)
    expect((await service.settled(large)).status).toBe('released')
    expect(await failed()).toEqual([])
  })

  it('is run again only when it had failed', async () => {
    const record = await service.through({ text: 'x' })
    expect((await retry(record.id)).json()).toMatchObject({ status: 409, code: 'NOT_FAILED' })
    expect((await retry('00000000-0000-7000-8000-000000000000')).status).toBe(404)
  })
})

describe('a released file whose bytes are gone', () => {
  it('is refused with the reason, and never given as something else', async () => {
    const identityToken = await service.customerToken()
    const record = await service.through({
      text: 'x',
      sender: { identityToken },
      attachments: [attach('b.png', makePng(0x616263), 'image/png')],
    })
    const before = new Set(await blobPaths())
    const other = await service.through({
      text: 'y',
      sender: { identityToken },
      attachments: [attach('c.png', makePng(0x717273), 'image/png')],
    })
    const [path] = (await blobPaths()).filter((one) => !before.has(one))
    await rename(path ?? '', `${dataDir}/c.away`)
    const answer = await service.file(other.id, other.release?.files[0]?.id ?? '')
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.json()).toMatchObject({ code: 'BLOB_MISSING' })
    expect((await service.file(record.id, record.release?.files[0]?.id ?? '')).status).toBe(200)
  })
})
