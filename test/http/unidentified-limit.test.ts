/** Over HTTP: past what may wait for identification a submission with files is refused whole, words go on, and a login opens the way. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import request from 'supertest'
import type { LevelRule } from '../../src/core/policy.ts'
import { type House, openHouse } from './house.ts'
import { testPolicy } from './test-policy.ts'

const HOLDS: LevelRule = { text: 'release', links: 'allow', files: 'hold' }
const ALLOWS: LevelRule = { text: 'release', links: 'allow', files: 'allow' }
const LIMITS = { itemsPerSender: 3, bytesPerSender: 1_000, itemsPerChannel: 6, bytesPerChannel: 10_000 }

let house: House
beforeAll(async () => {
  house = await openHouse()
  for (const [channel, kind] of [
    ['webchat', 'chat'],
    ['support-mail', 'email'],
  ] as const) {
    const senders = { anonymous: HOLDS, claimed: HOLDS, authenticated: ALLOWS, verified: ALLOWS }
    const policy = { ...testPolicy(channel, kind), senders, rateLimit: { messagesPerMinute: 10_000, unidentified: LIMITS } }
    await house.store.publishPolicy(policy, 1, 'test', Date.now(), 'limits')
  }
})
afterAll(() => house.close())

const submit = (body: object) => request(house.app).post('/v1/messages').set('Authorization', `Bearer ${house.key}`).send(body)
const chat = (conversationId: string, files: number, sender: object = { address: 'anna@example.com' }) => ({
  ...{ channel: 'webchat', conversationId, text: 'Hello', sender },
  attachments: Array.from({ length: files }, (_, at) => ({
    name: `${at}.txt`,
    type: 'text/plain',
    content: Buffer.from(`${at}`).toString('base64'),
  })),
})

describe('a flood of files from senders who are not identified', () => {
  it('is refused past the limit with nothing stored, while words and the files of who logged in are taken', async () => {
    expect((await submit(chat('c-1', 3))).status).toBe(202)
    const before = await house.counts()
    const refused = await submit(chat('c-1', 1))
    expect(refused).toMatchObject({
      status: 429,
      body: { code: 'UNIDENTIFIED_LIMIT', field: 'attachments', limit: { maxItemsPerSenderPerDay: 3 } },
    })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(86_400)
    expect(await house.counts()).toEqual(before)

    expect((await submit(chat('c-1', 0))).status).toBe(202)
    const identityToken = await house.token()
    expect((await submit(chat('c-1', 3, { identityToken }))).status).toBe(202)
  })

  it('is answered alike whoever is said to send, and a retry of what was accepted is no new flood', async () => {
    const [mine, other] = [await submit(chat('c-1', 1)), await submit(chat('c-1', 1, { address: 'someone@else.example' }))]
    expect({ ...mine.body, instance: '', requestId: '' }).toEqual({ ...other.body, instance: '', requestId: '' })
    const retried = { ...chat('c-2', 3), externalId: 'evt-1' }
    const first = await submit(retried)
    expect(first.status).toBe(202)
    expect((await submit(retried)).body).toMatchObject({ id: first.body.id, duplicate: true })
  })

  it('is bounded for the channel as a whole, however many conversations it comes by; mail has its own', async () => {
    expect(await submit(chat('c-3', 1))).toMatchObject({ status: 429, body: { limit: { maxItemsPerChannelPerDay: 6 } } })
    const raw =
      'From: anna@example.com\r\nSubject: Hi\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHi\r\n--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nx\r\n--b--\r\n'
    const mail = (message: string) =>
      request(house.app)
        .post('/v1/messages?channel=support-mail')
        .set('Authorization', `Bearer ${house.key}`)
        .set('Content-Type', 'message/rfc822')
        .send(message)
    // By no address: anybody could forge it.
    for (const at of [1, 2, 3, 4, 5, 6]) expect((await mail(raw.replace('Hi', `Hi ${at}`))).status).toBe(202)
    expect(await mail(raw)).toMatchObject({ status: 429, body: { code: 'UNIDENTIFIED_LIMIT', limit: { maxItemsPerChannelPerDay: 6 } } })
    expect((await mail('From: anna@example.com\r\nSubject: Hi\r\n\r\nWords alone\r\n')).status).toBe(202)
  })
})
