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
  it('is there after a kill -9 right behind the answer: words, a file byte for byte, a large mail, a login', async () => {
    const png = makePng(0x1d2c3b)
    const identityToken = await service.customerToken()
    const early = await service.through({ text: 'My paper', attachments: [attach('b.png', makePng(7), 'image/png')] })
    expect(early.release?.files).toMatchObject([{ action: 'hold', reason: 'IDENTITY_REQUIRED' }])

    const mailId = await service.submitMail(makeMail({ text: `begin ${'0123456789abcdef\n'.repeat(20_000)} end` }))
    expect((await service.identify(early.id, identityToken)).status).toBe(202)
    const id = await service.submit({
      text: 'See the picture',
      sender: { identityToken },
      attachments: [attach('a.png', png, 'image/png')],
    })
    await killAndRestart()

    const record = await service.settled(id)
    expect(record).toMatchObject({
      status: 'released',
      release: { text: 'See the picture', files: [{ name: 'a.png', action: 'release' }] },
    })
    expect((await service.file(id, record.release?.files[0]?.id ?? '')).bytes.equals(png)).toBe(true)
    const mail = await service.settled(mailId)
    expect(mail.status).toBe('released')
    expect(mail.release?.text).toMatch(/^begin [\s\S]* end\s*$/)
    const identified = await service.until(
      early.id,
      ({ identity, revision }) => identity.level === 'authenticated' && revision > 1,
      'identified',
    )
    expect(identified.release?.files[0]?.action).toBe('release')
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
})
