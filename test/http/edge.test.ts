import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import request from 'supertest'
import { ForebayError } from '../../src/core/error.ts'
import { allRoutes, createApp } from '../../src/http/app.ts'
import { describeApi } from '../../src/http/openapi.ts'
import { DEFAULT_SERVER_BOUNDS, type Listening, listen } from '../../src/http/server.ts'
import { submissionSchema } from '../../src/intake/submission.ts'
import { type House, openHouse } from './house.ts'

let house: House
const stopping = new AbortController()
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const bearer = () => `Bearer ${house.key}`

describe('errors', () => {
  it('are problems with a code, also for addresses and methods that are not there', async () => {
    const missing = await request(house.app).get('/nowhere')
    expect(missing).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND', title: 'Not Found', requestId: missing.headers['x-request-id'] },
    })
    const method = await request(house.app).delete('/v1/messages')
    expect(method).toMatchObject({ status: 405, body: { code: 'METHOD_NOT_ALLOWED' } })
    expect(method.headers.allow).toBe('POST, GET, HEAD')
    expect((await request(house.app).options('/v1/messages')).status).toBe(204)
    expect(await request(house.app).get('/v1/channels/%E0%A4%A/policy')).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST' } })
  })

  it('of ours tell nothing of their cause, to the caller or to the log', async () => {
    const cause = new Error('INSERT failed: the-words-of-a-customer')
    const broken = createApp({ ...house.deps, store: { ...house.deps.store, list: () => Promise.reject(cause) } })
    const answer = await request(broken).get('/v1/messages').set('Authorization', bearer())
    expect(answer).toMatchObject({ status: 500, body: { code: 'INTERNAL' } })
    expect(answer.text).not.toContain('the-words')
    const logged = house.log.find((line) => line.sentence === 'request failed')
    expect(logged?.fields).toMatchObject({
      code: 'INTERNAL',
      requestId: answer.body.requestId,
      stack: expect.stringContaining('edge.test.ts'),
    })
    expect(JSON.stringify(house.log)).not.toContain('the-words')
  })
})

describe('rate limits', () => {
  it('hold one key back and not another, and say when to come back', async () => {
    const limited = await openHouse({ requestsPerKeyPerMinute: 2 })
    try {
      const list = (key: string) => request(limited.app).get('/v1/messages').set('Authorization', `Bearer ${key}`)
      for (let count = 0; count < 2; count += 1) expect((await list(limited.key)).status).toBe(200)
      const answer = await list(limited.key)
      expect(answer).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED', limit: { maxRequestsPerMinute: 2 } } })
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
      expect((await list(limited.readKey)).status).toBe(200)
    } finally {
      await limited.close()
    }
  })

  it('hold one channel back and not another, and store nothing', async () => {
    const limited = await openHouse({ messagesPerMinute: 1 })
    try {
      const post = (type: string, body: string) =>
        request(limited.app)
          .post('/v1/messages?channel=support-mail')
          .set('Authorization', `Bearer ${limited.key}`)
          .set('Content-Type', type)
          .send(body)
      const chat = JSON.stringify({ channel: 'webchat', text: 'x', attachments: [{ name: 'a', content: 'YWJj' }] })
      expect((await post('application/json', chat)).status).toBe(202)
      const before = await limited.counts()
      expect(await post('application/json', chat)).toMatchObject({ status: 429, body: { limit: { maxMessagesPerMinute: 1 } } })
      expect(await limited.counts()).toEqual(before)
      expect((await post('message/rfc822', 'Subject: x\r\n\r\ny')).status).toBe(202)
    } finally {
      await limited.close()
    }
  })
})

describe('health', () => {
  it('is alive, ready by its checks, and not ready once it stops', async () => {
    const stop = new AbortController()
    const checks = { database: { ok: false, detail: 'gone' } }
    const state = { ok: true }
    const app = createApp({ ...house.deps, stopping: stop.signal, ready: async () => ({ ok: state.ok, checks }) })
    expect((await request(app).get('/healthz')).body).toEqual({ status: 'ok' })
    expect(await request(app).get('/readyz')).toMatchObject({ status: 200, body: { status: 'ready', checks } })
    state.ok = false
    expect(await request(app).get('/readyz')).toMatchObject({ status: 503, body: { status: 'not ready' } })
    state.ok = true
    stop.abort()
    expect(await request(app).get('/readyz')).toMatchObject({ status: 503, body: { status: 'stopping' } })
    expect((await request(app).get('/metrics')).text).toContain('forebay_up 1')
  })
})

describe('the description of the API', () => {
  it('has every route, and no route that is not there', async () => {
    const described = describeApi(submissionSchema) as { paths: Record<string, object>; openapi: string }
    expect(described.openapi).toBe('3.1.0')
    const inDescription = Object.entries(described.paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method} ${path}`))
    const inApp = allRoutes(house.deps)
      .filter((route) => route.path.startsWith('/v1/'))
      .map((route) => `${route.method} ${route.path.replace(/:([A-Za-z]+)/g, '{$1}')}`)
    expect(inDescription.sort()).toEqual(inApp.sort())
    expect((await request(house.app).get('/openapi.json')).body).toEqual(JSON.parse(JSON.stringify(described)))
  })

  it('is read by people on a page that loads nothing from elsewhere', async () => {
    const page = await request(house.app).get('/docs')
    expect(page.text).not.toMatch(/https?:/)
    expect(page.headers['content-security-policy']).toContain("default-src 'none';script-src 'self'")
    const script = await request(house.app).get('/docs/scalar.js')
    expect(script.status).toBe(200)
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(script.headers['content-security-policy']).toBeDefined()
    expect((await request(house.app).get('/docs/start.js')).text).toContain('/openapi.json')
  })
})

describe('the event stream', () => {
  type Run = Awaited<ReturnType<House['deps']['openStream']>>

  async function withServer(deps: Partial<House['deps']>, run: (server: Listening) => Promise<void>): Promise<void> {
    const server = await listen(createApp({ ...house.deps, ...deps }), { host: '127.0.0.1', port: 0 })
    try {
      await run(server)
    } finally {
      await server.close(0)
    }
  }
  const open = (server: Listening, signal: AbortSignal, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${server.port}/v1/events`, { headers: { Authorization: bearer(), ...headers }, signal })

  it('hands on where it was left and which channels it may show, and ends when the reader goes', async () => {
    const gone = new AbortController()
    const ended = Promise.withResolvers<void>()
    const run = jest.fn<Run>(async ({ write, signal }) => {
      await write('id: e1\nevent: message.released\ndata: {}\n\n')
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      ended.resolve()
    })
    const openStream = jest.fn<House['deps']['openStream']>(async () => run)
    await withServer({ openStream }, async (server) => {
      const answer = await open(server, gone.signal, { 'Last-Event-ID': 'e0' })
      expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
      const first = await answer.body!.getReader().read()
      expect(Buffer.from(first.value!).toString()).toContain('event: message.released')
      expect(openStream).toHaveBeenCalledWith('e0')
      expect(run.mock.calls[0]?.[0]).toMatchObject({ channels: null })
      gone.abort()
      await ended.promise
    })
  })

  it('is refused as a problem when where it was left is not known, and takes no place then', async () => {
    const openStream = async () => Promise.reject(new ForebayError('EVENT_UNKNOWN', 'Unknown.', { status: 404, field: 'Last-Event-ID' }))
    const limits = { ...house.deps.limits, maxStreamsPerKey: 1 }
    await withServer({ openStream, limits }, async (server) => {
      for (let turn = 0; turn < 3; turn += 1) {
        const answer = await open(server, new AbortController().signal, { 'Last-Event-ID': 'x'.repeat(4_000) })
        expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
        expect(await answer.json()).toMatchObject({ status: 404, code: 'EVENT_UNKNOWN', field: 'Last-Event-ID' })
      }
    })
  })

  it('waits for a slow reader instead of filling the memory', async () => {
    const gone = new AbortController()
    const state = { written: 0, blocked: false }
    const run: Run = async ({ write, signal }) => {
      while (!signal.aborted && !state.blocked) {
        const written = write('x'.repeat(1_000_000)).then(() => 'written')
        const outcome = await Promise.race([written, new Promise((resolve) => setTimeout(resolve, 200, 'blocked'))])
        state.blocked = outcome === 'blocked'
        state.written += 1
      }
    }
    await withServer({ openStream: async () => run }, async (server) => {
      await open(server, gone.signal)
      while (!state.blocked) await new Promise((resolve) => setTimeout(resolve, 20))
      expect(state.written).toBeLessThan(200)
      gone.abort()
    })
  })

  it('is refused to a key that has too many open, and ends when the house stops', async () => {
    const gone = new AbortController()
    const run: Run = ({ signal }) =>
      new Promise<void>((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve())))
    const limits = { ...house.deps.limits, maxStreamsPerKey: 2 }
    await withServer({ openStream: async () => run, limits, stopping: stopping.signal }, async (server) => {
      const streams = [await open(server, gone.signal), await open(server, gone.signal)]
      const third = await open(server, gone.signal)
      expect(third.status).toBe(429)
      expect(await third.json()).toMatchObject({ code: 'TOO_MANY_STREAMS', limit: { maxStreams: 2 } })
      stopping.abort()
      for (const stream of streams) expect(await stream.text()).toBe('')
    })
  })
})

describe('the server', () => {
  it('cuts off who sends a request too slowly', async () => {
    const bounds = { ...DEFAULT_SERVER_BOUNDS, headersTimeoutMs: 100, requestTimeoutMs: 200 }
    const server = await listen(house.app, { host: '127.0.0.1', port: 0 }, bounds)
    try {
      const slow = [
        'POST /v1/messages HTTP/1.1\r\nHost: x\r\n',
        `POST /v1/messages HTTP/1.1\r\nHost: x\r\nAuthorization: ${bearer()}\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{`,
      ]
      for (const start of slow) {
        const socket = connect(server.port, '127.0.0.1')
        socket.write(start)
        const answer = await new Promise<string>((resolve) => {
          let text = ''
          socket.on('data', (chunk) => (text += chunk.toString()))
          socket.on('close', () => resolve(text))
          socket.on('error', () => resolve(text))
        })
        expect(answer === '' || answer.startsWith('HTTP/1.1 408')).toBe(true)
      }
    } finally {
      await server.close(0)
    }
  })

  it('lets the sender of a body that is refused early read the answer', async () => {
    const server = await listen(house.app, { host: '127.0.0.1', port: 0 })
    try {
      for (const type of ['application/json', 'multipart/form-data; boundary=b']) {
        const answer = await fetch(`http://127.0.0.1:${server.port}/v1/messages`, {
          method: 'POST',
          headers: { Authorization: 'Bearer wrong-key', 'Content-Type': type },
          body: Buffer.alloc(8_000_000, 'x'),
        })
        expect(await answer.json()).toMatchObject({ status: 401, code: 'KEY_INVALID' })
      }
    } finally {
      await server.close(0)
    }
  })

  it('refuses a body that announces or turns out to be too large', async () => {
    const limits = { ...house.deps.limits, maxJsonBytes: 1_000, maxUploadBytes: 2_000 }
    const server = await listen(createApp({ ...house.deps, limits }), { host: '127.0.0.1', port: 0 })
    const post = (type: string, body: Buffer | ReadableStream) =>
      fetch(`http://127.0.0.1:${server.port}/v1/messages?channel=support-mail`, {
        method: 'POST',
        headers: { Authorization: bearer(), 'Content-Type': type },
        body: body as unknown as string,
        ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
      } as RequestInit)
    try {
      expect(await (await post('application/json', Buffer.alloc(1_001, 'x'))).json()).toMatchObject({
        code: 'BODY_TOO_LARGE',
        limit: { maxBytes: 1_000 },
      })
      const chunked = new Blob([Buffer.alloc(5_000, 'x')]).stream()
      expect(await (await post('application/json', chunked)).json()).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE' })
      expect(await (await post('message/rfc822', Buffer.alloc(1_100_000, 'x'))).json()).toMatchObject({
        status: 413,
        code: 'BODY_TOO_LARGE',
      })
    } finally {
      await server.close(0)
    }
  })

  it('refuses to buffer more bodies at once than it has room for', async () => {
    const limits = { ...house.deps.limits, maxBufferedBytes: 100 }
    const answer = await request(createApp({ ...house.deps, limits }))
      .post('/v1/messages')
      .set('Authorization', bearer())
      .send({ channel: 'webchat', text: 'x'.repeat(200) })
    expect(answer).toMatchObject({ status: 503, body: { code: 'BUSY' } })
    expect(answer.headers['retry-after']).toBe('1')
  })

  it('closes though a caller always has one more request, and answers what was running', async () => {
    const slow = Promise.withResolvers<void>()
    const server = await listen(
      (req, res) => {
        if (req.url === '/slow') slow.promise.then(() => res.end('answered'))
        else res.end('ok')
      },
      { host: '127.0.0.1', port: 0 },
    )
    const url = `http://127.0.0.1:${server.port}`
    const running = fetch(`${url}/slow`)
    await (await fetch(`${url}/ready`)).text()
    let closed = false
    // Far longer than a test may take: only a server that ends by itself passes.
    const closing = server.close(600_000).then(() => {
      closed = true
    })
    slow.resolve()
    expect(await (await running).text()).toBe('answered')
    while (!closed) {
      await fetch(`${url}/more`).then(
        (answer) => answer.text(),
        (error) => expect(error).toMatchObject({ message: 'fetch failed' }),
      )
    }
    await closing
  })

  it('says which address it cannot have', async () => {
    const server = await listen(house.app, { host: '127.0.0.1', port: 0 })
    await expect(listen(house.app, { host: '127.0.0.1', port: server.port })).rejects.toMatchObject({ code: 'LISTEN_FAILED' })
    await server.close(0)
  })
})
