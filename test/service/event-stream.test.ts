/** The event stream goes on where it was left: nothing is missed and nothing comes twice, whenever the listener or the service went away. */
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { readEvents } from '../support/event-reader.ts'
import { removeFolder, scratchFolder } from '../support/scratch.ts'
import { type LocalService, openLocalService } from '../support/service.ts'

let dataDir: string
let service: LocalService

beforeAll(async () => {
  dataDir = await scratchFolder('stream')
  service = await openLocalService({ dataDir })
})
afterAll(async () => {
  await service.stop()
  await removeFolder(dataDir)
})

const sendMany = (count: number, channel = 'webchat') =>
  Promise.all(Array.from({ length: count }, (_, n) => service.submit({ channel, text: `message ${n}` })))

/** Every event since the beginning, as the database has them. */
async function allIds(): Promise<readonly string[]> {
  const events = await service.service.store.events({ afterSeq: 0, channels: null, limit: 10_000 })
  return events.map(({ id }) => id)
}

it('misses nothing and repeats nothing over many interruptions, while messages keep coming', async () => {
  let reader = await service.events()
  const seen: string[] = []
  const sent: string[] = []
  for (let round = 0; round < 6; round++) {
    const sending = sendMany(20)
    // In the middle of them the connection breaks.
    await reader.until(({ type }) => type === 'message.released', 'the first of this round')
    await reader.close()
    seen.push(...reader.ids)
    sent.push(...(await sending))
    reader = await service.events(seen.at(-1))
  }
  const last = await service.submit({ text: 'the last' })
  await reader.until(({ data }) => data.messageId === last, 'the last')
  seen.push(...reader.ids)
  await reader.close()
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen).toEqual(await allIds())
  expect(seen).toHaveLength(sent.length + 1)
})

it('goes on after the service was restarted', async () => {
  const reader = await service.events()
  const first = await service.submit({ text: 'before' })
  await reader.until(({ data }) => data.messageId === first, 'before')
  // These happen while nobody listens, the last of them just before the end.
  await reader.close()
  const missed = await sendMany(5)
  await Promise.all(missed.map((id) => service.settled(id)))
  await service.stop()
  service = await openLocalService({ dataDir })
  const resumed = await service.events(reader.ids.at(-1))
  const next = await service.submit({ text: 'after' })
  await resumed.until(({ data }) => data.messageId === next, 'after')
  expect(resumed.seen.map(({ data }) => data.messageId).sort()).toEqual([...missed, next].sort())
  await resumed.close()
})

it('tells several listeners the same in the same order, each only of the channels of its key', async () => {
  const key = await service.addKey({ channels: ['social'], scopes: ['read'] })
  const [all, alike, own] = await Promise.all([service.events(), service.events(), readEvents(`${service.baseUrl}/v1/events`, key)])
  await Promise.all([sendMany(10), sendMany(10, 'social')])
  const last = await service.submit({ channel: 'social', text: 'the last' })
  for (const reader of [all, alike, own]) await reader.until(({ data }) => data.messageId === last, 'the last')
  await Promise.all([all, alike, own].map((reader) => reader.until(() => true, 'any').then(() => reader.close())))
  const upToLast = (ids: readonly string[]) => ids.slice(0, ids.findIndex((id) => id.includes(last)) + 1)
  expect(upToLast(all.ids)).toEqual(upToLast(alike.ids))
  expect(own.seen.every(({ data }) => data.channel === 'social')).toBe(true)
  expect(upToLast(own.ids)).toHaveLength(11)
})

it('refuses to go on from an event that it does not know, for that would skip some without a word', async () => {
  const answer = await service.call('GET', '/v1/events', { headers: { 'Last-Event-ID': 'evt_nobody' } })
  expect([answer.status, answer.json()]).toEqual([404, expect.objectContaining({ code: 'EVENT_UNKNOWN' })])
})
