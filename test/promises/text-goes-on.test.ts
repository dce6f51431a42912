/** Promise 8: a bad or slow attachment does not hold words up, neither its own nor others', and a flooded channel does not slow another. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { attach } from '../support/client.ts'
import { makePng } from '../support/files.ts'
import { removeFolder, scratchFolder } from '../support/scratch.ts'
import { type ScriptedClamd, startScriptedClamd } from '../support/scripted-clamd.ts'
import { type LocalService, openLocalService } from '../support/service.ts'

const MAX_BACKLOG = 240
/** More than may run at once in one channel. */
const MANY = 48
let dataDir: string
let clamd: ScriptedClamd
let service: LocalService
let identityToken: string

beforeAll(async () => {
  ;[dataDir, clamd] = await Promise.all([scratchFolder('flow'), startScriptedClamd()])
  service = await open()
  identityToken = await service.customerToken()
})
afterAll(async () => {
  clamd.letGo()
  await service.stop()
  await clamd.close()
  await removeFolder(dataDir)
})

const open = (environment: Readonly<Record<string, string>> = {}) =>
  openLocalService({
    dataDir,
    environment: { CLAMD_URL: clamd.url, WORDS_FIRST_MS: '50', MAX_BACKLOG: String(MAX_BACKLOG), ...environment },
  })

const withFile = (channel: string, pixel: number) => ({
  channel,
  text: `words ${pixel}`,
  sender: { identityToken },
  attachments: [attach('a.png', makePng(pixel), 'image/png')],
})

function answerAgain(): void {
  clamd.mode = 'answer'
  clamd.letGo()
}

describe('a scan that does not end', () => {
  it('lets the words go on at once; the file follows as the next revision', async () => {
    const events = await service.events()
    clamd.mode = 'wait'
    const id = await service.submit(withFile('webchat', 1))
    const words = await events.until(({ data }) => data.messageId === id, 'the words')
    expect(words).toMatchObject({ type: 'message.released', data: { revision: 1, release: { text: 'words 1' } } })
    expect(words.data.release?.files).toMatchObject([{ action: 'hold', reason: 'SCAN_PENDING' }])
    expect((await service.file(id, words.data.release?.files[0]?.id ?? '')).status).toBe(409)

    answerAgain()
    const file = await events.until(({ data }) => data.messageId === id && data.revision === 2, 'the file')
    expect(file).toMatchObject({ type: 'message.updated', data: { release: { text: 'words 1', files: [{ action: 'release' }] } } })
    expect((await service.file(id, file.data.release?.files[0]?.id ?? '')).bytes.equals(makePng(1))).toBe(true)
    await events.close()
  })

  it('is nobody else to wait for: words of the same channel pass however many files are stuck', async () => {
    clamd.mode = 'wait'
    const stuck = await Promise.all(Array.from({ length: MANY }, (_, n) => service.submit(withFile('webchat', 100 + n))))
    const words = await service.through({ text: 'only words' })
    expect(words).toMatchObject({ status: 'released', release: { text: 'only words' } })
    // And the words of those that are stuck themselves.
    for (const id of stuck) await service.until(id, ({ status }) => status === 'released', 'released')
    answerAgain()
    for (const id of stuck) expect((await service.settled(id)).release?.files).toMatchObject([{ action: 'release' }])
  })

  it('gives its turn to another channel: its file is not scanned behind all those of a flood', async () => {
    clamd.mode = 'wait'
    const flood = await Promise.all(Array.from({ length: MANY }, (_, n) => service.submit(withFile('webchat', 1_000 + n))))
    const before = clamd.scans.length
    const other = await service.submit(withFile('social', 2_000))
    answerAgain()
    await service.settled(other)
    const place = clamd.scans.slice(before).findIndex((bytes) => bytes.equals(makePng(2_000)))
    expect(place).toBeGreaterThanOrEqual(0)
    expect(place).toBeLessThan(MANY / 2)
    for (const id of flood) await service.settled(id)
  })
})

describe('a flooded channel', () => {
  it('is refused more when its share of the backlog is full, and leaves room and turns to the others', async () => {
    await service.stop()
    // Nobody works: what comes in stays.
    service = await open({ ROLES: 'api' })
    const flood: string[] = []
    let refused = await service.call('POST', '/v1/messages', { body: { channel: 'webchat', text: 'first' } })
    flood.push(refused.json<{ readonly id: string }>().id)
    while (refused.status === 202) {
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, n) =>
          service.call('POST', '/v1/messages', { body: { channel: 'webchat', text: `flood ${flood.length + n}` } }),
        ),
      )
      for (const answer of answers) if (answer.status === 202) flood.push(answer.json<{ readonly id: string }>().id)
      refused = answers.find(({ status }) => status !== 202) ?? refused
    }
    expect([refused.status, refused.json()]).toEqual([503, expect.objectContaining({ code: 'BACKLOG_FULL' })])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(flood.length).toBeLessThanOrEqual(MAX_BACKLOG * 0.75)
    const others = await Promise.all(Array.from({ length: 5 }, (_, n) => service.submit({ channel: 'social', text: `other ${n}` })))

    const { store } = service.service
    const lastSeq = await store.lastEventSeq()
    await service.stop()
    service = await open()
    await Promise.all([...flood.slice(-1), ...others].map((id) => service.settled(id)))
    const settled = await service.service.store.events({ afterSeq: lastSeq, channels: null, limit: 1_000 })
    const places = others.map((id) => settled.findIndex(({ messageId }) => messageId === id))
    expect(Math.max(...places)).toBeLessThan(flood.length / 2)
    for (const id of flood) expect((await service.settled(id)).status).toBe('released')
  })
})
