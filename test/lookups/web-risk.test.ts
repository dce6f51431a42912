import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createHttpClient, type HttpClient } from '../../src/lookups/http-client.ts'
import { createWebRisk, type WebRiskOptions } from '../../src/lookups/web-risk.ts'

const NOW = Date.parse('2026-11-22T00:00:00Z')
const in_ = (seconds: number) => new Date(NOW + seconds * 1_000).toISOString()

const fullHash = (expression: string) => createHash('sha256').update(expression).digest()
const prefixOf = (expression: string) => fullHash(expression).subarray(0, 4).toString('base64')

interface Threat {
  readonly expression: string
  readonly types?: readonly string[]
  readonly seconds?: number
}

/** A service that speaks the protocol: v1/hashes:search. */
function webRisk(threats: readonly Threat[], negativeSeconds = 300): RequestListener {
  return (request, response) => {
    const asked = new URL(request.url ?? '', 'http://x').searchParams.get('hashPrefix')
    const found = threats
      .filter(({ expression }) => prefixOf(expression) === asked)
      .map(({ expression, types = ['SOCIAL_ENGINEERING'], seconds = 300 }) => ({
        threatTypes: types,
        hash: fullHash(expression).toString('base64'),
        expireTime: in_(seconds),
      }))
    const body = { ...(found.length > 0 ? { threats: found } : {}), negativeExpireTime: in_(negativeSeconds) }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
  }
}

describe('Web Risk', () => {
  const servers: Server[] = []
  const clients: HttpClient[] = []
  let now: number

  beforeEach(() => {
    now = NOW
  })
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()))
    for (const server of servers.splice(0)) {
      server.closeAllConnections()
      server.close()
    }
  })

  async function open(listener: RequestListener, more: Partial<WebRiskOptions> = {}) {
    const requests: IncomingMessage[] = []
    const state = { listener }
    const server = createServer((request, response) => {
      requests.push(request)
      state.listener(request, response)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    servers.push(server)
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    const http = createHttpClient({
      ...{ resolve: async () => ['127.0.0.1'], allowPrivate: ['127.0.0.0/8'], timeoutMs: 5_000, maxResponseBytes: 100_000 },
    })
    clients.push(http)
    const endpoint = `http://webrisk.example:${address.port}/v1/hashes:search`
    const risk = createWebRisk({ http, apiKey: 'secret-key', clock: () => now, timeoutMs: 5_000, endpoint, ...more })
    const ask = (href: string, signal = new AbortController().signal) => risk.ask(href, signal)
    return { ask, requests, state }
  }

  it('knows a dangerous page by its hash, and says what it is', async () => {
    const { ask } = await open(webRisk([{ expression: 'evil.example/login/', types: ['NEW_KIND', 'MALWARE'] }]))
    expect(await ask('https://www.evil.example/login/x?y=1')).toEqual({
      status: 'ok',
      matches: [{ kind: 'block', list: 'web-risk', matched: 'evil.example/login/', category: 'malware', ageMs: null }],
    })
  })

  it('lets pass what the service does not know', async () => {
    const { ask } = await open(webRisk([{ expression: 'evil.example/' }]))
    expect(await ask('https://good.example/a')).toEqual({ status: 'ok', matches: [] })
  })

  it('tells the service four bytes of each hash and nothing of the address; the key is no part of the URL', async () => {
    const { ask, requests } = await open(webRisk([]))
    await ask('https://anna:pw@private.example/letter-to-anna?token=xyz')
    const asked = requests.map(({ url }) => new URL(url ?? '', 'http://x').searchParams)
    expect(asked.map((search) => search.get('hashPrefix')).sort()).toEqual(
      ['private.example/', 'private.example/letter-to-anna', 'private.example/letter-to-anna?token=xyz'].map(prefixOf).sort(),
    )
    expect(asked.every((search) => Buffer.from(search.get('hashPrefix') ?? '', 'base64').length === 4)).toBe(true)
    expect(asked[0]?.getAll('threatTypes')).toEqual(['MALWARE', 'SOCIAL_ENGINEERING', 'UNWANTED_SOFTWARE'])
    expect(requests.every(({ headers }) => headers['x-goog-api-key'] === 'secret-key')).toBe(true)
    expect(requests.map(({ url, headers }) => `${url} ${JSON.stringify(headers)}`).join()).not.toMatch(/private|anna|token|xyz/)
    expect(requests.map(({ url }) => url).join()).not.toContain('secret-key')
  })

  it('does not condemn the neighbour whose hash only begins alike', async () => {
    const { ask } = await open((request, response) => {
      const asked = new URL(request.url ?? '', 'http://x').searchParams.get('hashPrefix') ?? ''
      const other = Buffer.concat([Buffer.from(asked, 'base64'), Buffer.alloc(28, 1)]).toString('base64')
      const threats = [{ threatTypes: ['MALWARE'], hash: other, expireTime: in_(300) }]
      response.end(JSON.stringify({ threats, negativeExpireTime: in_(300) }))
    })
    expect(await ask('https://good.example/')).toEqual({ status: 'ok', matches: [] })
  })

  it('asks again when the time of an answer is over, of a threat and of a pass', async () => {
    const { ask, requests, state } = await open(webRisk([{ expression: 'evil.example/', seconds: 60 }], 600))
    expect((await ask('https://evil.example/')).status).toBe('ok')
    expect(requests).toHaveLength(1)
    expect(await ask('https://evil.example/')).toMatchObject({ matches: [{ matched: 'evil.example/' }] })
    expect(requests).toHaveLength(1)
    now += 61_000
    state.listener = webRisk([])
    expect(await ask('https://evil.example/')).toEqual({ status: 'ok', matches: [] })
    expect(requests).toHaveLength(2)
    now += 200_000
    await ask('https://evil.example/')
    expect(requests).toHaveLength(2)
    now += 200_000
    await ask('https://evil.example/')
    expect(requests).toHaveLength(3)
  })

  it('believes an answer that may not be kept at all', async () => {
    const { ask, requests } = await open(webRisk([{ expression: 'evil.example/', seconds: -60 }], -60))
    expect(await ask('https://evil.example/')).toMatchObject({ status: 'ok', matches: [{ matched: 'evil.example/' }] })
    expect(await ask('https://good.example/')).toEqual({ status: 'ok', matches: [] })
    await ask('https://good.example/')
    expect(requests).toHaveLength(3)
  })

  it('asks once what many want to know at the same time', async () => {
    const { ask, requests } = await open(webRisk([{ expression: 'evil.example/' }]))
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask('https://evil.example/')))
    expect(answers.every(({ status }) => status === 'ok')).toBe(true)
    expect(requests).toHaveLength(1)
  })

  it('forgets the oldest when it knows enough', async () => {
    const { ask, requests } = await open(webRisk([]), { maxCached: 2 })
    for (const host of ['a', 'b', 'c', 'c', 'b', 'a']) await ask(`https://${host}.example/`)
    expect(requests).toHaveLength(4)
  })

  it('asks nobody about what names no host', async () => {
    const { ask, requests } = await open(webRisk([]))
    for (const address of ['mailto:a@evil.example', 'javascript:alert(1)', '']) {
      expect(await ask(address)).toEqual({ status: 'ok', matches: [] })
    }
    expect(requests).toEqual([])
  })

  it.each<[string, RequestListener]>([
    ['429', (_request, response) => response.writeHead(429).end('{}')],
    ['403', (_request, response) => response.writeHead(403).end('{"error":{"code":403}}')],
    ['500', (_request, response) => response.writeHead(500).end()],
    ['503', (_request, response) => response.writeHead(503).end()],
    ['a redirect', (_request, response) => response.writeHead(302, { Location: 'http://127.0.0.1/' }).end()],
    ['a web page', (_request, response) => response.end('<html>Sign in to the network</html>')],
    ['nothing', (_request, response) => response.end()],
    ['an empty object', (_request, response) => response.end('{}')],
    ['an error that says 200', (_request, response) => response.end('{"error":{"code":500}}')],
    ['a list', (_request, response) => response.end('[]')],
    ['null', (_request, response) => response.end('null')],
    ['threats that are none', (_request, response) => response.end(JSON.stringify({ threats: [1], negativeExpireTime: in_(1) }))],
    ['threats in a string', (_request, response) => response.end(JSON.stringify({ threats: 'none', negativeExpireTime: in_(1) }))],
    ['a time that is none', (_request, response) => response.end('{"negativeExpireTime":"soon"}')],
    [
      'a short hash',
      (_request, response) =>
        response.end(
          JSON.stringify({ threats: [{ threatTypes: ['MALWARE'], hash: 'AAAA', expireTime: in_(9) }], negativeExpireTime: in_(9) }),
        ),
    ],
    [
      'an answer to another question',
      (_request, response) =>
        response.end(
          JSON.stringify({
            threats: [{ threatTypes: ['MALWARE'], hash: Buffer.alloc(32).toString('base64'), expireTime: in_(9) }],
            negativeExpireTime: in_(9),
          }),
        ),
    ],
    ['more than is read', (_request, response) => response.end(`{"negativeExpireTime":"${in_(9)}","x":"${'x'.repeat(200_000)}"}`)],
    ['half an answer', (request) => request.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"nega')],
    ['no HTTP', (request) => request.socket.end('SSH-2.0\r\n')],
    ['a closed door', (request) => request.socket.destroy()],
  ])('takes %s for no verdict, never for a pass', async (_what, listener) => {
    const { ask } = await open(listener)
    expect(await ask('https://good.example/a')).toEqual({ status: 'unavailable', reason: 'REPUTATION_UNAVAILABLE' })
  })

  it('gives up on a service that is slow, and knows better next time', async () => {
    const { ask, state } = await open(() => undefined, { timeoutMs: 150 })
    expect(await ask('https://good.example/')).toEqual({ status: 'unavailable', reason: 'REPUTATION_TIMEOUT' })
    state.listener = webRisk([])
    let answer = await ask('https://good.example/')
    // The question that hung may still be under way for a moment.
    for (let again = 0; again < 20 && answer.status !== 'ok'; again += 1) answer = await ask('https://good.example/')
    expect(answer).toEqual({ status: 'ok', matches: [] })
  })

  it('leaves the service alone for as long as it asks to', async () => {
    const { ask, requests, state } = await open((_request, response) => response.writeHead(429, { 'Retry-After': '30' }).end())
    await ask('https://good.example/')
    state.listener = webRisk([])
    expect(await ask('https://good.example/')).toEqual({ status: 'unavailable', reason: 'REPUTATION_UNAVAILABLE' })
    expect(requests).toHaveLength(1)
    now += 31_000
    expect(await ask('https://good.example/')).toEqual({ status: 'ok', matches: [] })
  })

  it('condemns what one answer condemns, whatever became of the others', async () => {
    const evil = prefixOf('evil.example/a')
    const service = webRisk([{ expression: 'evil.example/a' }])
    const { ask } = await open((request, response) =>
      (request.url ?? '').includes(encodeURIComponent(evil)) ? service(request, response) : response.writeHead(500).end(),
    )
    expect(await ask('https://evil.example/a')).toMatchObject({ status: 'ok', matches: [{ matched: 'evil.example/a' }] })
    expect(await ask('https://evil.example/b')).toEqual({ status: 'unavailable', reason: 'REPUTATION_UNAVAILABLE' })
  })

  it('is called off', async () => {
    const { ask } = await open(() => undefined, { timeoutMs: 5_000 })
    const caller = new AbortController()
    const answer = ask('https://good.example/', caller.signal)
    caller.abort()
    expect(await answer).toEqual({ status: 'unavailable', reason: 'REPUTATION_TIMEOUT' })
    expect(await ask('https://good.example/', AbortSignal.abort())).toEqual({ status: 'unavailable', reason: 'REPUTATION_TIMEOUT' })
  })
})
