import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, describe, expect, it } from '@jest/globals'
import { Webhook } from 'standardwebhooks'
import { ForebayError } from '../../src/core/error.ts'
import type { Delivery } from '../../src/core/webhook.ts'
import { nextPauseMs, STANDARD_SCHEDULE_MS } from '../../src/delivery/webhook-schedule.ts'
import { type DeliveryResult, type Post, startWebhooks, type Webhooks, type WebhooksOptions } from '../../src/delivery/webhooks.ts'
import { createHttpClient } from '../../src/lookups/http-client.ts'
import { until } from '../contracts/queue.ts'
import { type FakeStore, openFakeStore } from './fake-store.ts'

interface Sent {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

describe('webhooks', () => {
  const started: Webhooks[] = []
  let now = 10_000

  /** Answers by `answer`; keeps what was sent. */
  function receiver(answer: (sent: Sent) => number | Promise<number>, headers: Readonly<Record<string, string>> = {}) {
    const sent: Sent[] = []
    const post: Post = async ({ url, headers: sentHeaders, body }) => {
      const request = { url, headers: sentHeaders, body }
      sent.push(request)
      return { status: await answer(request), headers }
    }
    return { sent, post }
  }

  function start(store: FakeStore, post: Post, options: Partial<WebhooksOptions> = {}) {
    const results: DeliveryResult[] = []
    const errors: unknown[] = []
    const webhooks = startWebhooks({
      store,
      post,
      clock: () => now,
      pollMs: 2,
      random: () => 0,
      onAttempt: (result) => results.push(result),
      onError: (error) => errors.push(error),
      ...options,
    })
    started.push(webhooks)
    return { webhooks, results, errors }
  }

  const deliveryOf = (store: FakeStore, messageId: string, endpointId = 'desk'): Delivery | undefined =>
    store.deliveries.get(`evt-${messageId}-1-message.released>${endpointId}`)

  afterEach(async () => {
    now = 10_000
    await Promise.all(started.splice(0).map((webhooks) => webhooks.stop(0)))
  })

  it('sends an event signed as Standard Webhooks has it, through a real connection', async () => {
    const store = openFakeStore()
    const server = createServer()
    const requests: { headers: Record<string, string>; body: string }[] = []
    server.on('request', async (request, response) => {
      let body = ''
      for await (const chunk of request) body += String(chunk)
      requests.push({ headers: request.headers as Record<string, string>, body })
      response.writeHead(204).end()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    const client = createHttpClient({
      resolve: async () => ['127.0.0.1'],
      allowPrivate: ['127.0.0.1/32'],
      timeoutMs: 5_000,
      maxResponseBytes: 1_024,
    })
    const endpoint = store.addEndpoint('desk', { url: `http://desk.example:${port}/hook` })
    now = Date.now()
    const event = store.add('m1')
    start(store, client.post)
    await until(() => deliveryOf(store, 'm1')?.state === 'delivered')
    await client.close()
    server.close()

    expect(requests).toHaveLength(1)
    const { headers, body } = requests[0] as (typeof requests)[0]
    expect(new Webhook(endpoint.secret).verify(body, headers)).toMatchObject({ id: event.id, data: { messageId: 'm1' } })
    expect(headers).toMatchObject({ 'webhook-id': event.id, 'content-type': 'application/json' })
    expect(() => new Webhook(endpoint.secret).verify(body.replace('m1', 'm2'), headers)).toThrow('No matching signature found')
  })

  it('sends the same id and the same bytes again when it was not taken, on the schedule', async () => {
    const store = openFakeStore()
    store.addEndpoint('desk')
    store.add('m1')
    const { sent, post } = receiver(() => 500)
    const { results } = start(store, post)
    await until(() => results.length === 1)
    expect(deliveryOf(store, 'm1')).toMatchObject({ state: 'pending', attempts: 1, nextAt: now + 5_000, lastError: 'HTTP_500' })
    now += 4_999
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(sent).toHaveLength(1)
    now += 1
    await until(() => results.length === 2)
    expect(deliveryOf(store, 'm1')).toMatchObject({ attempts: 2, nextAt: now + 5 * 60_000 })
    expect(sent[1]?.body).toBe(sent[0]?.body)
    expect(sent[1]?.headers['webhook-id']).toBe(sent[0]?.headers['webhook-id'])
    expect(sent[1]?.headers['webhook-timestamp']).not.toBe(sent[0]?.headers['webhook-timestamp'])
  })

  it('gives up after the last pause, keeps the dead letter, and delivers it once revived', async () => {
    const store = openFakeStore()
    store.addEndpoint('desk')
    const event = store.add('m1')
    let status = 503
    const { sent, post } = receiver(() => status)
    const { results } = start(store, post)
    for (let attempt = 1; attempt <= STANDARD_SCHEDULE_MS.length + 1; attempt += 1) {
      await until(() => results.length === attempt)
      now += 25 * 3_600_000
    }
    expect(deliveryOf(store, 'm1')).toMatchObject({ state: 'dead', attempts: 10, lastError: 'HTTP_503' })
    expect(results.filter((result) => result === 'dead')).toHaveLength(1)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(sent).toHaveLength(10)

    status = 200
    await store.reviveDelivery(event.id, 'desk', now)
    await until(() => deliveryOf(store, 'm1')?.state === 'delivered')
  })

  it('stops sending to an endpoint that says 410', async () => {
    const store = openFakeStore()
    store.addEndpoint('desk')
    store.addEndpoint('other')
    store.add('m1')
    const { sent, post } = receiver(({ url }) => (url.includes('desk') ? 410 : 200))
    start(store, post)
    await until(() => deliveryOf(store, 'm1')?.state === 'dead' && deliveryOf(store, 'm1', 'other')?.state === 'delivered')
    expect((await store.webhooks()).find(({ id }) => id === 'desk')?.disabledAt).toBe(now)
    store.add('m2')
    store.committed()
    await until(() => deliveryOf(store, 'm2', 'other')?.state === 'delivered' && deliveryOf(store, 'm2')?.state === 'dead')
    expect(sent.filter(({ url }) => url.includes('desk'))).toHaveLength(1)
  })

  it.each([200, 201, 204, 299])('takes %i for delivered', async (status) => {
    const store = openFakeStore()
    store.addEndpoint('desk')
    store.add('m1')
    start(store, receiver(() => status).post)
    await until(() => deliveryOf(store, 'm1')?.state === 'delivered')
  })

  it.each([199, 301, 307, 400, 401, 404, 429, 500, 599])('takes %i for not delivered', async (status) => {
    const store = openFakeStore()
    store.addEndpoint('desk')
    store.add('m1')
    const { results } = start(store, receiver(() => status).post)
    await until(() => results.length === 1)
    expect(deliveryOf(store, 'm1')).toMatchObject({ state: 'pending', lastError: `HTTP_${status}` })
  })

  it('waits as long as the receiver asks for, within an hour', async () => {
    const store = openFakeStore()
    store.addEndpoint('desk')
    store.add('m1')
    const { results } = start(store, receiver(() => 429, { 'retry-after': '120' }).post)
    await until(() => results.length === 1)
    expect(deliveryOf(store, 'm1')?.nextAt).toBe(now + 120_000)
  })

  it('keeps the code of a failed request and nothing of what was sent or answered', async () => {
    const store = openFakeStore()
    store.addEndpoint('desk')
    store.add('m1')
    store.add('m2')
    const failures = [new ForebayError('ADDRESS_FORBIDDEN', 'inside'), new Error('words of m2, whsec_x')]
    const { results } = start(store, () => Promise.reject(failures.shift()))
    await until(() => results.length === 2)
    expect([...store.deliveries.values()].map(({ lastError }) => lastError).sort()).toEqual(['ADDRESS_FORBIDDEN', 'REQUEST_FAILED'])
  })

  it('does not let one endpoint that never answers hold up another, however long its backlog', async () => {
    const store = openFakeStore()
    store.addEndpoint('stuck')
    for (let index = 0; index < 1_000; index += 1) store.add(`old${index}`)
    store.addEndpoint('quick')
    for (let index = 0; index < 300; index += 1) store.add(`m${index}`, 'message.released', 'webchat', 5_000)
    let open = 0
    let most = 0
    const { sent, post } = receiver(({ url }) => {
      if (url.includes('quick')) return 200
      open += 1
      most = Math.max(most, open)
      return new Promise(() => undefined)
    })
    // A stuck request ends when it is aborted.
    const abortable: Post = (request) =>
      Promise.race([
        post(request),
        new Promise<never>((_resolve, reject) => request.signal.addEventListener('abort', () => reject(new Error('aborted')))),
      ])
    start(store, abortable, { parallel: 16, parallelPerEndpoint: 4 })
    await until(() => sent.filter(({ url }) => url.includes('quick')).length === 300)
    expect(most).toBe(4)
    // Of the stuck one no more was taken than could wait here.
    const taken = [...store.deliveries.values()].filter(({ endpointId, nextAt }) => endpointId === 'stuck' && nextAt > now)
    expect(taken.length).toBeLessThan(300)
  })

  it('gives every endpoint its turn when there are fewer places than endpoints', async () => {
    const store = openFakeStore()
    const ids = Array.from({ length: 12 }, (_, index) => `e${index}`)
    for (const id of ids) store.addEndpoint(id)
    for (let index = 0; index < 5; index += 1) store.add(`m${index}`)
    const { sent, post } = receiver(async () => {
      await new Promise(setImmediate)
      return 200
    })
    start(store, post, { parallel: 3, parallelPerEndpoint: 2 })
    await until(() => sent.length === 60)
    expect(new Set(sent.slice(0, 12).map(({ url }) => url)).size).toBe(12)
  })

  it('sends each event once to each endpoint while all goes well, over many pages', async () => {
    const store = openFakeStore()
    store.addEndpoint('a')
    store.addEndpoint('b', { channels: ['support-mail'] })
    for (let index = 0; index < 500; index += 1) store.add(`m${index}`, 'message.released', index % 5 === 0 ? 'support-mail' : 'webchat')
    const { sent, post } = receiver(async () => {
      await new Promise(setImmediate)
      return 200
    })
    start(store, post)
    await until(() => [...store.deliveries.values()].every(({ state }) => state === 'delivered'))
    const seen = sent.map(({ url, headers }) => `${url} ${headers['webhook-id']}`)
    expect(seen).toHaveLength(600)
    expect(new Set(seen).size).toBe(600)
  })

  it('shares the work with another process without sending twice', async () => {
    const store = openFakeStore()
    store.addEndpoint('desk')
    for (let index = 0; index < 300; index += 1) store.add(`m${index}`)
    const { sent, post } = receiver(async () => {
      await new Promise(setImmediate)
      return 200
    })
    start(store, post)
    start(store, post)
    await until(() => [...store.deliveries.values()].every(({ state }) => state === 'delivered'))
    expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(300)
    expect(sent).toHaveLength(300)
  })

  it('gives back what it took when it is stopped, and lets running requests end', async () => {
    const store = openFakeStore()
    store.addEndpoint('desk')
    for (let index = 0; index < 20; index += 1) store.add(`m${index}`)
    let answer: (status: number) => void = () => undefined
    let arrived = 0
    const post: Post = ({ signal }) => {
      arrived += 1
      return new Promise((resolve, reject) => {
        if (arrived === 1) answer = (status) => resolve({ status, headers: {} })
        else signal.addEventListener('abort', () => reject(new Error('aborted')))
      })
    }
    const { webhooks } = start(store, post, { parallelPerEndpoint: 2 })
    await until(() => arrived === 2)
    const stopped = webhooks.stop(30)
    answer(200)
    await stopped
    const states = [...store.deliveries.values()]
    expect(states.filter(({ state }) => state === 'delivered')).toHaveLength(1)
    const left = states.filter(({ state }) => state === 'pending')
    expect(left).toHaveLength(19)
    expect(left.every(({ nextAt, attempts }) => nextAt <= now && attempts === 0)).toBe(true)
    expect(arrived).toBe(2)
  })

  it('goes on after the database failed for a moment', async () => {
    const store = openFakeStore()
    store.addEndpoint('desk')
    store.add('m1')
    let failures = 2
    const dueDeliveries: typeof store.dueDeliveries = async (...query) => {
      failures -= 1
      if (failures >= 0) throw new Error('away')
      return store.dueDeliveries(...query)
    }
    const { errors } = start({ ...store, dueDeliveries }, receiver(() => 200).post)
    await until(() => deliveryOf(store, 'm1')?.state === 'delivered')
    expect(errors).toHaveLength(2)
  })

  it('takes a delivery of an event that is gone for dead', async () => {
    const store = openFakeStore()
    store.addEndpoint('desk')
    store.deliveries.set('gone>desk', { eventId: 'gone', endpointId: 'desk', state: 'pending', attempts: 0, nextAt: 0, lastError: null })
    start(store, receiver(() => 200).post)
    await until(() => store.deliveries.get('gone>desk')?.state === 'dead')
    expect(store.deliveries.get('gone>desk')?.lastError).toBe('EVENT_MISSING')
  })
})

describe('the schedule of retries', () => {
  it('has the pauses of Standard Webhooks, with up to a tenth more', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((attempts) => nextPauseMs(STANDARD_SCHEDULE_MS, attempts, null, 0))
    expect(pauses).toEqual([5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 50_400_000, 72_000_000, 86_400_000, null])
    expect(nextPauseMs(STANDARD_SCHEDULE_MS, 1, null, 1)).toBe(5_500)
  })

  it('lets a receiver ask for more, never for less and never for more than an hour', () => {
    expect(nextPauseMs(STANDARD_SCHEDULE_MS, 1, 60_000, 0)).toBe(60_000)
    expect(nextPauseMs(STANDARD_SCHEDULE_MS, 2, 1_000, 0)).toBe(300_000)
    expect(nextPauseMs(STANDARD_SCHEDULE_MS, 1, 999_999_999_000, 0)).toBe(3_600_000)
    expect(nextPauseMs(STANDARD_SCHEDULE_MS, 10, 60_000, 0)).toBeNull()
  })
})
