import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createHttpClient, type HttpClient } from '../../../src/lookups/http-client.ts'
import { createListFetch } from '../../../src/lookups/lists/fetch-list.ts'
import { removeFolder, scratchFolder } from '../../support/scratch.ts'

let folder: string
const servers: Server[] = []
const clients: HttpClient[] = []

beforeEach(async () => {
  folder = await scratchFolder('fetch')
})
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
  await removeFolder(folder)
})

async function serve(listener: RequestListener) {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    listener(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  servers.push(server)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { url: `http://feeds.example:${address.port}`, requests }
}

function fetching(allowPrivate = ['127.0.0.0/8'], timeoutMs = 2_000) {
  const client = createHttpClient({ resolve: async () => ['127.0.0.1'], allowPrivate, timeoutMs, maxResponseBytes: 10 })
  clients.push(client)
  return createListFetch(client)
}

const request = (more = {}) => ({
  ...{ etag: null, lastModified: null, maxBytes: 1_000_000, signal: new AbortController().signal, toPath: join(folder, 'list') },
  ...more,
})

describe('fetching a list', () => {
  it('writes what came, however long, and keeps what to ask with next time', async () => {
    const text = 'evil.example\n'.repeat(50_000)
    const { url, requests } = await serve((_request, response) => response.writeHead(200, { ETag: '"a"', 'Last-Modified': 'x' }).end(text))
    expect(await fetching()(`${url}/list`, request())).toEqual({ status: 'fetched', etag: '"a"', lastModified: 'x' })
    expect(await readFile(join(folder, 'list'), 'utf8')).toBe(text)
    expect(requests[0]?.headers).not.toHaveProperty('if-none-match')
  })

  it('asks whether it has changed', async () => {
    const { url, requests } = await serve((_request, response) => response.writeHead(304).end())
    expect(await fetching()(url, request({ etag: '"a"', lastModified: 'x' }))).toEqual({ status: 'unchanged' })
    expect(requests[0]?.headers).toMatchObject({ 'if-none-match': '"a"', 'if-modified-since': 'x' })
  })

  it('hands over user and password where they belong, and not where it is sent on to', async () => {
    const { url, requests } = await serve((incoming, response) =>
      incoming.url === '/list' ? response.writeHead(302, { Location: '/other' }).end() : response.end('evil.example\n'),
    )
    await fetching()(url.replace('//', '//anna:s%40cret@').concat('/list'), request())
    expect(requests.map(({ headers }) => headers.authorization)).toEqual(Array(2).fill(`Basic ${btoa('anna:s@cret')}`))
    const elsewhere = await serve((_incoming, response) => response.writeHead(302, { Location: `${url}/x` }).end())
    await expect(fetching()(elsewhere.url, request())).rejects.toMatchObject({ code: 'LIST_SOURCE_REFUSED' })
    expect(requests).toHaveLength(2)
  })

  it.each<[string, RequestListener, string]>([
    ['refuses', (_request, response) => response.writeHead(403).end(), 'LIST_SOURCE_REFUSED'],
    ['breaks', (_request, response) => response.writeHead(500).end(), 'LIST_SOURCE_REFUSED'],
    ['redirects in a circle', (_request, response) => response.writeHead(301, { Location: '/' }).end(), 'LIST_SOURCE_REFUSED'],
    [
      'redirects to a file',
      (_request, response) => response.writeHead(301, { Location: 'file:///etc/passwd' }).end(),
      'LIST_SOURCE_REFUSED',
    ],
    ['redirects nowhere', (_request, response) => response.writeHead(301).end(), 'LIST_SOURCE_REFUSED'],
    ['sends too much', (_request, response) => response.end('x'.repeat(2_000_000)), 'ANSWER_TOO_LARGE'],
    [
      'breaks off',
      (_request, response) => {
        response.writeHead(200, { 'Content-Length': '1000' }).write('evil')
        setTimeout(() => response.destroy(), 20)
      },
      'REQUEST_FAILED',
    ],
    ['stops in the middle', (_request, response) => response.writeHead(200).write('evil'), 'REQUEST_TIMEOUT'],
    ['never answers', () => undefined, 'REQUEST_TIMEOUT'],
  ])('from a source that %s is an error', async (_what, listener, code) => {
    const { url } = await serve(listener)
    await expect(fetching(['127.0.0.0/8'], 200)(url, request())).rejects.toMatchObject({ code })
  })

  it('says how long to wait when the source does', async () => {
    const { url } = await serve((_request, response) => response.writeHead(429, { 'Retry-After': '90' }).end())
    await expect(fetching()(url, request())).rejects.toMatchObject({ code: 'LIST_SOURCE_REFUSED', retryAfterSeconds: 90 })
  })

  it('never reaches what is inside', async () => {
    const { url, requests } = await serve((_request, response) => response.end('evil.example\n'))
    await expect(fetching([])(url, request())).rejects.toMatchObject({ code: 'ADDRESS_FORBIDDEN' })
    expect(requests).toEqual([])
    expect(existsSync(join(folder, 'list'))).toBe(false)
  })

  it('is called off', async () => {
    const { url } = await serve(() => undefined)
    const caller = new AbortController()
    const answer = fetching()(url, request({ signal: caller.signal }))
    caller.abort()
    await expect(answer).rejects.toMatchObject({ code: 'REQUEST_FAILED' })
  })
})
