import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import request from 'supertest'
import { ForebayError } from '../../src/core/error.ts'
import type { SubjectRef } from '../../src/core/report.ts'
import { type House, openHouse } from './house.ts'
import { fileOf, settle } from './settle.ts'

let house: House
const reviews: { messageId: string; subject: SubjectRef; decision: string; by: string; reason: string }[] = []
beforeAll(async () => {
  house = await openHouse({
    deps: {
      async review(messageId, subject, decision, by, reason) {
        if (subject.id === 'p9') throw new ForebayError('NOT_HELD', 'This item is not held.', { status: 409 })
        reviews.push({ messageId, subject, decision, by, reason })
      },
    },
  })
})
afterAll(() => house.close())
beforeEach(() => void reviews.splice(0))

const as = (key: string, method: 'get' | 'post' | 'delete', path: string) =>
  request(house.app)[method](path).set('Authorization', `Bearer ${key}`)

async function heldMessage(): Promise<string> {
  const { body } = await as(house.key, 'post', '/v1/messages').send({ channel: 'webchat', text: 'Hello' })
  await settle(house, body.id, { files: [fileOf({ action: 'hold', reason: 'FILE_MACRO' })] })
  return body.id
}

describe('quarantine', () => {
  it('lists what is held with reason and end, for the channels of the key', async () => {
    const id = await heldMessage()
    const { body } = await as(house.key, 'get', '/v1/quarantine?channel=webchat')
    expect(body.items).toContainEqual({
      id: `${id}:part:p1`,
      messageId: id,
      channel: 'webchat',
      conversationId: null,
      subject: { kind: 'part', id: 'p1' },
      reason: 'FILE_MACRO',
      heldAt: '1970-01-01T00:00:01.000Z',
      expiresAt: expect.stringMatching(/^20/),
    })
    const other = await house.addKey(['support-mail'], ['admin'])
    expect((await as(other, 'get', '/v1/quarantine')).body).toEqual({ items: [], nextCursor: null })
    expect((await as(house.readKey, 'get', '/v1/quarantine')).body.code).toBe('SCOPE_FORBIDDEN')
  })

  it('lets an item go or removes it for a reason, in the name of the key', async () => {
    const id = await heldMessage()
    for (const decision of ['release', 'remove'] as const) {
      const answer = await as(house.key, 'post', `/v1/quarantine/${id}:part:p1/${decision}`).send({ reason: ' Known sender ' })
      expect(answer).toMatchObject({ status: 202, body: { id: `${id}:part:p1`, messageId: id, decision } })
      const by = `key:${house.keyId}`
      expect(reviews.at(-1)).toEqual({ messageId: id, subject: { kind: 'part', id: 'p1' }, decision, by, reason: 'Known sender' })
    }
  })

  it('decides nothing without a reason, for what is not held, or for another channel', async () => {
    const id = await heldMessage()
    const post = (item: string, body: object, key = house.key) => as(key, 'post', `/v1/quarantine/${item}/release`).send(body)
    expect(await post(`${id}:part:p1`, {})).toMatchObject({ status: 422, body: { code: 'INVALID_FIELD', field: 'reason' } })
    expect(await post(`${id}:part:p1`, { reason: '\u0000' })).toMatchObject({ status: 422, body: { field: 'reason' } })
    expect(await post(`${id}:part:p9`, { reason: 'x' })).toMatchObject({ status: 409, body: { code: 'NOT_HELD' } })
    for (const item of [`${id}:file:p1`, id, 'x', `${id}:part:..%2f`])
      expect(await post(item, { reason: 'x' })).toMatchObject({ status: 404 })
    const other = await house.addKey(['support-mail'], ['admin'])
    expect(await post(`${id}:part:p1`, { reason: 'x' }, other)).toMatchObject({ status: 404, body: { code: 'MESSAGE_NOT_FOUND' } })
    expect(reviews).toEqual([])
  })
})

describe('messages that failed for good', () => {
  it('are listed with the code of their failure, and run again when asked', async () => {
    const { body } = await as(house.key, 'post', '/v1/messages').send({ channel: 'webchat', text: 'Hello' })
    expect(await as(house.key, 'post', `/v1/failed/${body.id}/retry`)).toMatchObject({ status: 409, body: { code: 'NOT_FAILED' } })
    await house.store.retryLater(body.id, null, 'SANDBOX_DOWN')
    const list = await as(house.key, 'get', '/v1/failed')
    expect(list.body.items).toEqual([
      expect.objectContaining({ messageId: body.id, failure: 'SANDBOX_DOWN', receivedAt: expect.stringMatching(/Z$/) }),
    ])
    expect(await as(house.key, 'post', `/v1/failed/${body.id}/retry`)).toMatchObject({ status: 202 })
    expect((await as(house.key, 'get', '/v1/failed')).body.items).toEqual([])
  })
})

describe('webhooks', () => {
  it('are made with a secret that is shown once, listed without it, and ended', async () => {
    const made = await as(house.key, 'post', '/v1/webhooks').send({ url: 'https://desk.example/hook', channels: ['webchat'] })
    expect(made).toMatchObject({ status: 201, body: { url: 'https://desk.example/hook', channels: ['webchat'], disabledAt: null } })
    expect(Buffer.from(made.body.secret.slice('whsec_'.length), 'base64')).toHaveLength(32)
    const listed = await as(house.key, 'get', '/v1/webhooks')
    expect(listed.body.items).toHaveLength(1)
    expect(listed.text).not.toContain('whsec_')
    expect((await as(house.key, 'delete', `/v1/webhooks/${made.body.id}`)).status).toBe(204)
    expect((await as(house.key, 'get', '/v1/webhooks')).body.items[0].disabledAt).toMatch(/^20/)
    expect(await as(house.key, 'delete', '/v1/webhooks/unknown')).toMatchObject({ status: 404, body: { code: 'WEBHOOK_NOT_FOUND' } })
  })

  it('of a key with some channels get those alone, and are hidden from keys of others', async () => {
    const key = await house.addKey(['support-mail'], ['admin'])
    expect(await as(key, 'post', '/v1/webhooks').send({ url: 'https://a.example', channels: ['webchat'] })).toMatchObject({ status: 403 })
    const made = await as(key, 'post', '/v1/webhooks').send({ url: 'https://a.example' })
    expect(made.body.channels).toEqual(['support-mail'])
    const seen = await as(key, 'get', '/v1/webhooks')
    expect(seen.body.items.map((item: { id: string }) => item.id)).toEqual([made.body.id])
    const other = await house.addKey(['webchat'], ['admin'])
    expect(await as(other, 'delete', `/v1/webhooks/${made.body.id}`)).toMatchObject({ status: 404 })
  })

  it('that failed for good are listed and delivered once more', async () => {
    const made = await as(house.key, 'post', '/v1/webhooks').send({ url: 'https://b.example', channels: ['webchat'] })
    const id = await heldMessage()
    const due = await house.store.dueDeliveries(Date.now() + 1_000, 100)
    const delivery = due.find((one) => one.endpointId === made.body.id && one.eventId.startsWith(id))
    await house.store.updateDelivery({ ...delivery!, state: 'dead', attempts: 9, lastError: 'HTTP_500' })
    const dead = await as(house.key, 'get', '/v1/webhooks/dead')
    expect(dead.body.items).toEqual([
      expect.objectContaining({ eventId: delivery!.eventId, endpointId: made.body.id, lastError: 'HTTP_500' }),
    ])
    const revive = `/v1/webhooks/${made.body.id}/dead/${delivery!.eventId}/revive`
    expect((await as(house.key, 'post', revive)).status).toBe(204)
    expect(await as(house.key, 'post', revive)).toMatchObject({ status: 404, body: { code: 'DELIVERY_NOT_FOUND' } })
  })
})
