/** A service that is asked to stop ends soon and well: what it accepted it finishes or leaves for the next one to finish, and nothing is settled twice. */
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { MessageRecord } from '../../src/core/record.ts'
import { attach } from '../support/client.ts'
import { makePng } from '../support/files.ts'
import { removeFolder, scratchFolder } from '../support/scratch.ts'
import { type ScriptedClamd, startScriptedClamd } from '../support/scripted-clamd.ts'
import { type ChildService, startService } from '../support/service.ts'

let dataDir: string
let clamd: ScriptedClamd
let service: ChildService

const start = () => startService({ dataDir, environment: { CLAMD_URL: clamd.url, WORDS_FIRST_MS: '200', STOP_GRACE_MS: '3000' } })

beforeAll(async () => {
  ;[dataDir, clamd] = await Promise.all([scratchFolder('stop'), startScriptedClamd()])
  service = await start()
})
afterAll(async () => {
  await service.remove()
  await clamd.close()
  await removeFolder(dataDir)
})

it('stops in the middle of a load without losing what it accepted, and refuses the rest instead of half taking it', async () => {
  const identityToken = await service.customerToken()
  const acknowledged: string[] = []
  const refused: unknown[] = []
  const events = await service.events()
  const stopping = Promise.withResolvers<number | null>()
  const sending = Array.from({ length: 16 }, async (_, lane) => {
    for (let count = 0; refused.length < 1_000; count++) {
      const attachments = count % 4 === 0 ? [attach('a.png', makePng(lane * 1_000 + count), 'image/png')] : []
      try {
        acknowledged.push(await service.submit({ text: `${lane}-${count}`, sender: { identityToken }, attachments }))
      } catch (error) {
        refused.push(error)
        return
      }
      if (acknowledged.length === 150) service.terminate().then(stopping.resolve, stopping.reject)
    }
  })
  await Promise.all(sending)
  expect(await stopping.promise).toBe(0)
  // The stream ended by itself, so that its listener comes back and asks for the rest.
  await events.close()
  const log = service.printed()
  expect(log).toContain('"stopped"')
  expect(log.split('\n').filter((line) => line.includes('"level":"error"'))).toEqual([])

  service = await start()
  // What was being scanned was called off, and is scanned again.
  const scanned = ({ status, release }: MessageRecord) => status !== 'accepted' && !release?.files.some(({ action }) => action === 'hold')
  const records = await Promise.all(acknowledged.map((id) => service.until(id, scanned, 'scanned')))
  expect(records.map(({ status }) => status)).toEqual(acknowledged.map(() => 'released'))
  expect(records.every(({ release }) => /^\d+-\d+$/.test(release?.text ?? ''))).toBe(true)
  expect(records.flatMap(({ release }) => release?.files ?? []).every(({ action }) => action === 'release')).toBe(true)

  // Each first release was told once, before the stop or after it.
  const resumed = await service.events(events.ids.at(-1))
  const fence = await service.submit({ text: 'fence' })
  await resumed.until(({ data }) => data.messageId === fence, 'the fence')
  const told = [...events.seen, ...resumed.seen].filter(({ type }) => type === 'message.released').map(({ data }) => data.messageId)
  expect(new Set(told).size).toBe(told.length)
  for (const id of acknowledged) expect(told).toContain(id)
  await resumed.close()
})

it('does not wait for a scan that does not end: whoever waits is answered, and the next one scans the file', async () => {
  clamd.mode = 'wait'
  const asked = clamd.scans.length
  const png = makePng(0x515253)
  const sender = { identityToken: await service.customerToken() }
  const body = { channel: 'webchat', text: 'The words', sender, attachments: [attach('a.png', png, 'image/png')] }
  const waiting = service.call('POST', '/v1/messages', { body, headers: { Prefer: 'wait=20' } })
  while (clamd.scans.length === asked) await new Promise((resolve) => setTimeout(resolve, 10))
  expect(await service.terminate()).toBe(0)
  const answer = await waiting
  expect([200, 202]).toContain(answer.status)
  clamd.mode = 'answer'
  clamd.letGo()
  service = await start()
  const { id } = answer.json<{ readonly id: string }>()
  const record = await service.until(id, ({ release }) => release?.files[0]?.action === 'release', 'scanned')
  expect((await service.file(id, record.release?.files[0]?.id ?? '')).bytes.equals(png)).toBe(true)
})
