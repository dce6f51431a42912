/** Promise 5: a retried submission makes no second message, and a retried delivery carries the same id and the same bytes. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { Webhook } from 'standardwebhooks'
import { type Answer, attach, type SubmissionBody } from '../support/client.ts'
import { makePng } from '../support/files.ts'
import { makeMail } from '../support/mail.ts'
import { removeFolder, scratchFolder } from '../support/scratch.ts'
import { type LocalService, openLocalService } from '../support/service.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts'

const AT_ONCE = 50
let aheadMs = 0
const realNow = Date.now
let dataDir: string
let service: LocalService
let receiver: WebhookReceiver

beforeAll(async () => {
  jest.spyOn(Date, 'now').mockImplementation(() => realNow() + aheadMs)
  ;[dataDir, receiver] = await Promise.all([scratchFolder('once'), startWebhookReceiver()])
  service = await open()
})
afterAll(async () => {
  await service.stop()
  await receiver.close()
  await removeFolder(dataDir)
  jest.restoreAllMocks()
})

const open = () => openLocalService({ dataDir, environment: { WEBHOOK_ALLOW_PRIVATE: '127.0.0.0/8' } })
const post = (body: SubmissionBody, headers: Record<string, string> = {}, key?: string) =>
  service.call('POST', '/v1/messages', { body: { channel: 'webchat', ...body }, headers, ...(key === undefined ? {} : { key }) })
const postMail = (raw: Uint8Array) =>
  service.call('POST', '/v1/messages?channel=support-mail', { body: new Uint8Array(raw), headers: { 'Content-Type': 'message/rfc822' } })
const idOf = (answer: Answer) => answer.json<{ readonly id: string }>().id

async function stored(): Promise<{ readonly messages: number; readonly blobs: number }> {
  const files = await readdir(join(dataDir, 'blobs'), { recursive: true, withFileTypes: true })
  return { messages: (await service.service.store.counts()).messages ?? 0, blobs: files.filter((file) => file.isFile()).length }
}

async function until(seen: () => Promise<boolean>): Promise<void> {
  while (!(await seen())) await new Promise((resolve) => setTimeout(resolve, 20))
}

/** All are answered as accepted, under one id, and exactly one is new. */
function expectOne(answers: readonly Answer[]): string {
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
  expect(new Set(answers.map(idOf)).size).toBe(1)
  expect(answers.filter((answer) => !answer.json<{ readonly duplicate: boolean }>().duplicate)).toHaveLength(1)
  return idOf(answers[0] as Answer)
}

describe('a submission that comes again', () => {
  it.each([
    ['with the same Idempotency-Key', (n: number) => post({ text: 'key' }, { 'Idempotency-Key': `key-${n}` })],
    ['with the same externalId', (n: number) => post({ text: 'external', externalId: `external-${n}` })],
    ['as the same mail', (n: number) => postMail(makeMail({ text: 'mail', messageId: `same-${n}@example.com` }))],
    [
      'with files',
      (n: number) =>
        post({ text: 'files', externalId: `files-${n}`, attachments: [attach('a.png', makePng(n)), attach('b.txt', `b ${n}`)] }),
    ],
  ])('%s makes one message, one after the other and fifty at once', async (_what, send) => {
    const before = await stored()
    const inTurn = [await send(1), await send(1), await send(1)]
    expectOne(inTurn)
    const one = await stored()
    expect(one.messages).toBe(before.messages + 1)
    const id = expectOne(await Promise.all(Array.from({ length: AT_ONCE }, () => send(2))))
    const two = await stored()
    expect(two.messages).toBe(before.messages + 2)
    // What the losers had written is gone again.
    expect(two.blobs - one.blobs).toBe(one.blobs - before.blobs)
    expect((await service.settled(id)).revision).toBe(1)
  })

  it('is known after a restart', async () => {
    const first = idOf(await post({ text: 'again', externalId: 'restart' }))
    const mail = makeMail({ text: 'mail', messageId: 'restart@example.com' })
    const firstMail = idOf(await postMail(mail))
    await service.stop()
    service = await open()
    expect((await post({ text: 'again', externalId: 'restart' })).json()).toMatchObject({ id: first, duplicate: true })
    expect((await postMail(mail)).json()).toMatchObject({ id: firstMail, duplicate: true })
  })

  it('may carry a newer token, and is answered with the state of the first', async () => {
    const first = await post({ text: 't', externalId: 'token', sender: { identityToken: await service.customerToken() } })
    await service.settled(idOf(first))
    const again = await post({ text: 't', externalId: 'token', sender: { identityToken: await service.customerToken({ jti: '2' }) } })
    expect(again.json()).toEqual({ id: idOf(first), status: 'released', duplicate: true })
  })
})

describe('what is not a retry', () => {
  it('is refused when a key comes back with other content, and the first stays as it was', async () => {
    const first = await post({ text: 'one' }, { 'Idempotency-Key': 'reused' })
    const other = await post({ text: 'two' }, { 'Idempotency-Key': 'reused' })
    expect([other.status, other.json()]).toEqual([422, expect.objectContaining({ code: 'IDEMPOTENCY_KEY_REUSED' })])
    expect((await service.settled(idOf(first))).release?.text).toBe('one')
  })

  it('is another message: the same words, the same key from another caller, the same Message-ID on other bytes', async () => {
    const key = await service.addKey({ scopes: ['submit'] })
    const answers = [
      await post({ text: 'same words' }),
      await post({ text: 'same words' }),
      await post({ text: 'same words' }, { 'Idempotency-Key': 'shared' }),
      await post({ text: 'same words' }, { 'Idempotency-Key': 'shared' }, key),
      await postMail(makeMail({ text: 'true', messageId: 'forged@example.com' })),
      await postMail(makeMail({ text: 'false', messageId: 'forged@example.com' })),
    ]
    expect(new Set(answers.map(idOf)).size).toBe(answers.length)
  })
})

describe('an event', () => {
  it('is delivered again under the same id with the same bytes until it was taken, and then never again', async () => {
    receiver.status = 503
    const made = await service.call('POST', '/v1/webhooks', { body: { url: receiver.url, channels: ['webchat'] } })
    expect(made.status).toBe(201)
    const { secret } = made.json<{ readonly secret: string }>()
    const messageId = await service.submit({ text: 'Hello' })
    const ofMessage = () => receiver.attempts.filter(({ event }) => event.data.messageId === messageId)
    await receiver.until(() => ofMessage().length === 1, 'a first attempt')
    // Messages of the tests before may be told here, too.
    await until(async () => /webhook_attempts_total\{result="retry"\} [1-9]/.test((await service.call('GET', '/metrics')).text))
    receiver.status = 204
    // The first pause of the schedule.
    aheadMs += 6_000
    await receiver.until(() => ofMessage().length === 2, 'a second attempt')
    const last = await service.submit({ text: 'One more' })
    await receiver.until((attempts) => attempts.some(({ event }) => event.data.messageId === last), 'the next event')

    const [first, second, ...more] = ofMessage()
    expect(more).toEqual([])
    expect([first?.answered, second?.answered]).toEqual([503, 204])
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    expect(second?.headers['webhook-id']).toBe(first?.event.id)
    expect(second?.body).toBe(first?.body)
    const verifier = new Webhook(secret)
    jest.spyOn(Date, 'now').mockImplementation(realNow)
    for (const attempt of [first, second]) {
      const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = attempt?.headers ?? {}
      const headers = { 'webhook-id': String(id), 'webhook-timestamp': String(timestamp), 'webhook-signature': String(signature) }
      expect(verifier.verify(attempt?.body ?? '', headers)).toMatchObject({ type: 'message.released' })
    }
  })

  it('is one for each revision, whoever asks and however often', async () => {
    const events = await service.events()
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => post({ text: 'once', externalId: 'events' })))
    const messageId = expectOne(answers)
    const fence = await service.submit({ text: 'fence' })
    await events.until(({ data }) => data.messageId === fence, 'the fence')
    expect(events.seen.filter(({ data }) => data.messageId === messageId).map(({ type }) => type)).toEqual(['message.released'])
    expect(new Set(events.ids).size).toBe(events.ids.length)
    await events.close()
  })
})
