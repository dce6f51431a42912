/** Promise 1: a 2xx means that the message and its files survive a process that is killed where it stands. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { attach } from '../support/client.ts'
import { makePng } from '../support/files.ts'
import { makeMail } from '../support/mail.ts'
import { removeFolder, scratchFolder } from '../support/scratch.ts'
import { type ScriptedClamd, startScriptedClamd } from '../support/scripted-clamd.ts'
import { type ChildService, startService } from '../support/service.ts'

let dataDir: string
let clamd: ScriptedClamd
let service: ChildService

beforeAll(async () => {
  ;[dataDir, clamd] = await Promise.all([scratchFolder('durable'), startScriptedClamd()])
  service = await start()
})
afterAll(async () => {
  await service.remove()
  await clamd.close()
  await removeFolder(dataDir)
})

const start = () => startService({ dataDir, environment: { CLAMD_URL: clamd.url } })
async function killAndRestart(): Promise<void> {
  await service.kill()
  service = await start()
}

describe('a message that was acknowledged', () => {
  it('is there after a kill -9 right behind the answer, settles, and its file is the same byte for byte', async () => {
    const png = makePng(0x1d2c3b)
    const identityToken = await service.customerToken()
    const id = await service.submit({
      text: 'See the picture',
      sender: { identityToken },
      attachments: [attach('a.png', png, 'image/png')],
    })
    await killAndRestart()
    const record = await service.settled(id)
    expect(record.status).toBe('released')
    expect(record.release?.text).toBe('See the picture')
    const file = record.release?.files[0]
    expect(file).toMatchObject({ name: 'a.png', action: 'release' })
    expect((await service.file(id, file?.id ?? '')).bytes.equals(png)).toBe(true)
  })

  it('is there when it is a mail too large for its row', async () => {
    const text = `begin ${'0123456789abcdef\n'.repeat(20_000)} end`
    const id = await service.submitMail(makeMail({ text }))
    await killAndRestart()
    const record = await service.settled(id)
    expect(record.status).toBe('released')
    expect(record.release?.text).toMatch(/^begin [\s\S]* end\s*$/)
  })

  it('is never lost, whichever of many at once the kill falls between, and none is half there', async () => {
    const acknowledged: string[] = []
    let refusedByDeath = 0
    const sending = Array.from({ length: 24 }, async (_, lane) => {
      for (let count = 0; ; count++) {
        try {
          acknowledged.push(await service.submit({ text: `lane ${lane}, message ${count}`, externalId: `${lane}-${count}` }))
        } catch {
          // The process is gone; what was not answered may be there or not.
          refusedByDeath += 1
          return
        }
        if (acknowledged.length === 200) await service.kill()
      }
    })
    await Promise.all(sending)
    expect(refusedByDeath).toBe(24)
    expect(acknowledged.length).toBeGreaterThanOrEqual(200)
    service = await start()
    const records = await Promise.all(acknowledged.map((id) => service.settled(id)))
    expect(records.map(({ status }) => status)).toEqual(acknowledged.map(() => 'released'))
    expect(records.map((record) => record.release?.text).every((text) => /^lane \d+, message \d+$/.test(text ?? ''))).toBe(true)
  })

  it('keeps what was learnt of it later: an identification that was answered outlives the kill', async () => {
    const id = await service.submit({ text: 'My paper', attachments: [attach('a.png', makePng(7), 'image/png')] })
    await service.settled(id)
    expect((await service.identify(id, await service.customerToken())).status).toBe(202)
    await killAndRestart()
    const record = await service.until(id, ({ identity, revision }) => identity.level === 'authenticated' && revision > 1, 'identified')
    expect(record.release?.files[0]?.action).toBe('release')
  })
})
