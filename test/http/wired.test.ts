/** What the edge promises of this process as a whole, with everything wired as it runs. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { PolicyVersion } from '../../src/core/policy.ts'
import type { MessageRecord } from '../../src/core/record.ts'
import { type LocalService, openLocalService } from '../support/service.ts'

let service: LocalService
beforeAll(async () => {
  service = await openLocalService({ environment: { WEBHOOK_ALLOW_PRIVATE: '127.0.0.0/8' } })
})
afterAll(() => service.stop())

const PATH = '/v1/channels/social/policy'
const submit = (text: string) => service.call('POST', '/v1/messages', { body: { channel: 'social', text }, headers: { Prefer: 'wait=20' } })

describe('a policy that was published', () => {
  it('is in force for the next message, both when it is taken and when it is decided on', async () => {
    const before = (await submit('Hello')).json<MessageRecord>()
    expect(before).toMatchObject({ status: 'released', verdict: { policyVersion: 1 } })
    const { policy } = (await service.call('GET', PATH)).json<PolicyVersion>()
    const stricter = {
      ...policy,
      senders: { ...policy.senders, anonymous: { ...policy.senders.anonymous, text: 'hold' } },
      limits: { ...policy.limits, maxTextCharacters: 10 },
    }
    const published = await service.call('PUT', PATH, { body: { policy: stricter, reason: 'Stricter' }, headers: { 'If-Match': '"1"' } })
    expect(published.status).toBe(200)
    expect((await submit('Hello')).json()).toMatchObject({ status: 'held', verdict: { policyVersion: 2 } })
    expect((await submit('Hello to all of you')).json()).toMatchObject({ code: 'TEXT_TOO_LONG', limit: { maxCharacters: 10 } })
    const table = (await service.call('GET', `${PATH}/table`)).json<{ readonly cells: readonly object[] }>()
    const cell = { level: 'anonymous', content: 'words', action: 'hold', rule: 'senders.anonymous.text', better: 'claimed' }
    expect(table.cells).toContainEqual(cell)
  })
})

describe('an API key', () => {
  it('made over the API works at once, and revoked there opens nothing any more', async () => {
    const made = (await service.call('POST', '/v1/keys', { body: { name: 'desk' } })).json<{ readonly id: string; readonly key: string }>()
    expect((await service.call('GET', '/v1/channels', { key: made.key })).status).toBe(200)
    expect((await service.call('DELETE', `/v1/keys/${made.id}`)).status).toBe(204)
    expect((await service.call('GET', '/v1/channels', { key: made.key })).json()).toMatchObject({ status: 401, code: 'KEY_INVALID' })
  })
})

describe('a proof of identity', () => {
  it('that says nothing new is answered at once with the record as it is', async () => {
    const id = await service.submit({ text: 'Hello' })
    await service.settled(id)
    const prove = async () =>
      service.call('POST', `/v1/messages/${id}/identify`, {
        body: { identityToken: await service.customerToken() },
        headers: { Prefer: 'wait=20' },
      })
    const first = await prove()
    expect(first).toMatchObject({ status: 200 })
    expect(first.json()).toMatchObject({ id, revision: 2, identity: { level: 'authenticated' } })
    const again = await prove()
    expect(again.json()).toEqual(first.json())
    expect(again.headers.get('preference-applied')).toBeNull()
  })
})

describe('the event stream', () => {
  it('refuses an event that it does not know, and goes on after one that it does', async () => {
    const refused = await service.call('GET', '/v1/events', { headers: { 'Last-Event-ID': 'evt_unknown' } })
    expect(refused.headers.get('content-type')).toContain('application/problem+json')
    expect(refused.json()).toMatchObject({ status: 404, code: 'EVENT_UNKNOWN' })

    const [first, second] = [await service.through({ text: 'One' }), await service.through({ text: 'Two' })]
    const stream = await service.events(`evt_${first.id}_1_message_released`)
    await stream.until(({ data }) => data.messageId === second.id, 'the event after the one that was seen')
    expect(stream.seen.map(({ data }) => data.messageId)).not.toContain(first.id)
    await stream.close()
  })
})

describe('a webhook', () => {
  it('is called, and each attempt is counted', async () => {
    const calls: (string | undefined)[] = []
    const desk = createServer((req, res) => {
      calls.push(req.headers['webhook-id'] as string | undefined)
      res.writeHead(204).end()
    })
    await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(desk.address() as AddressInfo).port}/hook`
    expect((await service.call('POST', '/v1/webhooks', { body: { url } })).status).toBe(201)
    const { id } = await service.through({ text: 'Hello' })
    const delivered = async () => (await service.call('GET', '/metrics')).text.includes('webhook_attempts_total{result="delivered"} 1\n')
    while (!(await delivered())) await new Promise((resolve) => setTimeout(resolve, 50))
    expect(calls).toEqual([`evt_${id}_1_message_released`])
    desk.close()
  })
})
