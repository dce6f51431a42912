import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { afterEach, describe, expect, it } from '@jest/globals'
import { createHttpClient, type HttpClient, type HttpClientOptions, resolveLikeSystem } from '../../src/lookups/http-client.ts'

describe('the outgoing HTTP client', () => {
  const servers: Server[] = []
  const clients: HttpClient[] = []

  /** A loopback server; gives its port and the requests that reached it. */
  async function serve(listener: RequestListener) {
    const requests: IncomingMessage[] = []
    let connections = 0
    const server = createServer((request, response) => {
      requests.push(request)
      listener(request, response)
    })
    server.on('connection', () => {
      connections += 1
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    servers.push(server)
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return { port: address.port, requests, connections: () => connections }
  }

  function open(options: Partial<HttpClientOptions> = {}): HttpClient {
    const client = createHttpClient({
      resolve: async () => ['127.0.0.1'],
      allowPrivate: ['127.0.0.0/8'],
      timeoutMs: 2_000,
      maxResponseBytes: 1_024,
      ...options,
    })
    clients.push(client)
    return client
  }

  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()))
    for (const server of servers.splice(0)) {
      server.closeAllConnections()
      server.close()
    }
  })

  it('posts to a permitted address and gives the answer', async () => {
    const bodies: string[] = []
    const { port } = await serve(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += String(chunk)
      bodies.push(`${request.method} ${request.url} ${request.headers.host} ${body}`)
      response.writeHead(202, { 'Retry-After': '7' }).end('fine')
    })
    const answer = await open().post({
      url: `http://hooks.example:${port}/in?x=1`,
      headers: { 'content-type': 'text/plain' },
      body: 'words',
    })
    expect(answer).toMatchObject({ status: 202, truncated: false, headers: { 'retry-after': '7' } })
    expect(Buffer.from(answer.body).toString()).toBe('fine')
    expect(bodies).toEqual([`POST /in?x=1 hooks.example:${port} words`])
  })

  it.each([
    ['a name that resolves inside', 'http://inside.example'],
    ['an IPv4 literal', 'http://127.0.0.1'],
    ['a short hex literal', 'http://0x7f.1'],
    ['a decimal literal', 'http://2130706433'],
    ['an octal literal', 'http://0177.0.0.1'],
    ['a fullwidth literal', 'http://１２７.0.0.1'],
    ['an IPv6 literal', 'http://[::1]'],
    ['an IPv4-mapped literal', 'http://[::ffff:127.0.0.1]'],
    ['an IPv4-mapped literal in hex', 'http://[::ffff:7f00:1]'],
    ['a NAT64 literal', 'http://[64:ff9b::7f00:1]'],
    ['the unspecified address', 'http://0.0.0.0'],
  ])('never connects to %s', async (_what, origin) => {
    const { port, connections } = await serve((_request, response) => response.end())
    const client = open({ allowPrivate: [] })
    await expect(client.post({ url: `${origin}:${port}/` })).rejects.toMatchObject({ code: 'ADDRESS_FORBIDDEN' })
    await expect(client.check(`${origin}:${port}/`)).rejects.toMatchObject({ code: 'ADDRESS_FORBIDDEN' })
    expect(connections()).toBe(0)
  })

  it('refuses a name with one public and one private address', async () => {
    const { port, connections } = await serve((_request, response) => response.end())
    const client = open({ allowPrivate: [], resolve: async () => ['93.184.215.14', '127.0.0.1'] })
    await expect(client.post({ url: `http://mixed.example:${port}/` })).rejects.toMatchObject({ code: 'ADDRESS_FORBIDDEN' })
    expect(connections()).toBe(0)
  })

  it('connects to the very answer that it checked: a name that rebinds afterwards gets nothing', async () => {
    const inside = await serve((_request, response) => response.end('secret'))
    const answers = [['93.184.215.14'], ['127.0.0.1']]
    let asked = 0
    const client = open({
      allowPrivate: [],
      timeoutMs: 300,
      resolve: async () => answers[Math.min(asked++, 1)] ?? [],
    })
    await client.check(`http://rebind.example:${inside.port}/`)
    await expect(client.post({ url: `http://rebind.example:${inside.port}/` })).rejects.toMatchObject({ code: 'ADDRESS_FORBIDDEN' })
    expect(inside.connections()).toBe(0)
  })

  it('asks once a connection, and uses the connection again', async () => {
    const { port, connections } = await serve((_request, response) => response.end())
    let asked = 0
    const client = open({
      resolve: async () => {
        asked += 1
        return ['127.0.0.1']
      },
    })
    for (let index = 0; index < 10; index += 1) await client.post({ url: `http://kept.example:${port}/`, body: 'x' })
    expect(asked).toBe(connections())
    expect(connections()).toBeLessThan(5)
  })

  it('does not follow a redirect, wherever it leads', async () => {
    const secret = await serve((_request, response) => response.end('secret'))
    const { port } = await serve((_request, response) =>
      response.writeHead(307, { Location: `http://127.0.0.1:${secret.port}/latest/meta-data` }).end(),
    )
    const answer = await open().post({ url: `http://hooks.example:${port}/`, body: 'x' })
    expect(answer.status).toBe(307)
    expect(secret.requests).toHaveLength(0)
  })

  it('reads no more of an answer than its bound', async () => {
    const { port } = await serve((_request, response) => {
      const chunk = Buffer.alloc(65_536, 'a')
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    })
    const answer = await open().get({ url: `http://endless.example:${port}/` })
    expect(answer.truncated).toBe(true)
    expect(answer.body).toHaveLength(1_024)
  })

  it.each([
    ['never answers', (): void => undefined],
    [
      'dribbles its answer',
      (_request: IncomingMessage, response: Parameters<RequestListener>[1]): void => {
        const timer = setInterval(() => response.write('a'), 20)
        response.once('close', () => clearInterval(timer))
      },
    ],
  ])('gives up on a server that %s', async (_what, listener) => {
    const { port } = await serve(listener)
    await expect(open({ timeoutMs: 150 }).post({ url: `http://slow.example:${port}/` })).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT' })
  })

  it('gives up on a resolver that never answers', async () => {
    const client = open({ timeoutMs: 150, resolve: () => new Promise(() => undefined) })
    await expect(client.post({ url: 'http://nowhere.example/' })).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT' })
  })

  it('tells a name that does not exist from a host that does not listen', async () => {
    const client = open({ resolve: async (host) => (host === 'gone.example' ? [] : ['127.0.0.1']) })
    const { port } = await serve((_request, response) => response.end())
    const closed = servers.pop()
    closed?.close()
    await expect(client.post({ url: `http://gone.example:${port}/` })).rejects.toMatchObject({ code: 'HOST_UNKNOWN' })
    await expect(client.post({ url: `http://closed.example:${port}/` })).rejects.toMatchObject({ code: 'CONNECT_FAILED' })
    const failing = open({ resolve: () => Promise.reject(new Error('ENOTFOUND')) })
    await expect(failing.post({ url: 'http://gone.example/' })).rejects.toMatchObject({ code: 'HOST_UNKNOWN' })
  })

  it('says so when the connection breaks off', async () => {
    const { port } = await serve((request) => request.socket.destroy())
    await expect(open().post({ url: `http://broken.example:${port}/` })).rejects.toMatchObject({ code: 'REQUEST_FAILED' })
  })

  it.each([
    'ftp://example.com/',
    'file:///etc/passwd',
    'gopher://127.0.0.1/',
    'http://user:pw@example.com/',
    'not a url',
    'http://',
    '//x',
  ])('refuses %j before anything is looked up', async (url) => {
    let asked = 0
    const client = open({
      resolve: async () => {
        asked += 1
        return []
      },
    })
    await expect(client.post({ url })).rejects.toMatchObject({ code: 'URL_INVALID' })
    expect(asked).toBe(0)
  })

  it('stops when its caller does', async () => {
    const { port } = await serve(() => undefined)
    const caller = new AbortController()
    const answer = open().post({ url: `http://slow.example:${port}/`, signal: caller.signal })
    caller.abort()
    await expect(answer).rejects.toMatchObject({ code: 'REQUEST_FAILED' })
  })

  it('resolves as this machine does', async () => {
    expect(await resolveLikeSystem('localhost')).toEqual(expect.arrayContaining([expect.stringMatching(/^(127\.0\.0\.1|::1)$/)]))
  })
})
