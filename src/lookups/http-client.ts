/** Sends requests to addresses that strangers or settings name, and never to one that is inside: each connection is pinned to a checked address. */
import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction, type Socket } from 'node:net'
import { Agent, buildConnector, type Dispatcher, errors as undiciErrors } from 'undici'
import { ForebayError } from '../core/error.ts'
import { createAddressGuard } from './address-guard.ts'

export interface HttpClientOptions {
  /** All addresses of a host name, IPv4 and IPv6. */
  readonly resolve: (host: string) => Promise<readonly string[]>
  /** CIDRs that may be reached though they are not public. */
  readonly allowPrivate: readonly string[]
  /** For the whole exchange: name, connection, request, answer. */
  readonly timeoutMs: number
  /** More of an answer's body is not read. */
  readonly maxResponseBytes: number
}

export interface HttpRequest {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal?: AbortSignal
}

export interface HttpAnswer {
  /** As sent; a redirect (3xx) is an answer like any other and is never followed. */
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  /** The first `maxResponseBytes` of the body. */
  readonly body: Uint8Array
  readonly truncated: boolean
}

export interface DownloadRequest extends Omit<HttpRequest, 'body'> {
  /** More is an error, not a shorter file. */
  readonly maxBytes: number
  /** For the whole download; a pause in it is bounded by the client's own limit. */
  readonly timeoutMs: number
}

export interface Download {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  /** Throws ForebayError `ANSWER_TOO_LARGE` past `maxBytes`, and as `get` does when it breaks off. */
  readonly body: AsyncIterable<Uint8Array>
}

export interface HttpClient {
  /**
   * Throws ForebayError `URL_INVALID`, `ADDRESS_FORBIDDEN`, `HOST_UNKNOWN`, `CONNECT_FAILED`, `REQUEST_TIMEOUT` or `REQUEST_FAILED`.
   * Neither the address nor the body is in the message.
   */
  post(request: HttpRequest): Promise<HttpAnswer>
  get(request: HttpRequest): Promise<HttpAnswer>
  /** A `get` whose body is handed over as it comes; the connection is given back or ended once `take` settles. */
  download<T>(request: DownloadRequest, take: (download: Download) => Promise<T>): Promise<T>
  /** Resolves when a request to this URL would be let through as the name resolves now; throws as `post` does. */
  check(url: string): Promise<void>
  close(): Promise<void>
}

/** More answers than any honest name has. */
const MAX_ADDRESSES = 64

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { resolve, timeoutMs, maxResponseBytes } = options
  const guard = createAddressGuard(options.allowPrivate)

  /** One forbidden answer condemns the name: a mixed answer is how rebinding looks. */
  async function resolveChecked(host: string): Promise<readonly string[]> {
    let addresses: readonly string[]
    try {
      addresses = await resolve(host)
    } catch (cause) {
      throw new ForebayError('HOST_UNKNOWN', 'The host name could not be resolved.', { status: 502, cause })
    }
    if (addresses.length === 0) throw new ForebayError('HOST_UNKNOWN', 'The host name has no address.', { status: 502 })
    if (addresses.length > MAX_ADDRESSES || !addresses.every(guard.permits)) throw forbidden()
    return addresses
  }

  // What is checked is what is connected to: net.connect asks this function and nothing else for the address.
  const lookupChecked: LookupFunction = (host, { all, family }, callback) => {
    resolveChecked(host).then(
      (addresses) => {
        const entries = addresses.map((address) => ({ address, family: isIP(address) }))
        const wanted = family === 4 || family === 6 ? entries.filter((entry) => entry.family === family) : entries
        const first = wanted[0]
        if (first === undefined) callback(new ForebayError('HOST_UNKNOWN', 'The host name has no address of this family.'), '', 0)
        else if (all) callback(null, wanted)
        else callback(null, first.address, first.family)
      },
      (error: ForebayError) => callback(error, '', 0),
    )
  }

  const connect = buildConnector({ lookup: lookupChecked, timeout: timeoutMs, allowH2: false } as buildConnector.BuildOptions)
  const connectChecked: buildConnector.connector = (target, callback) => {
    // node:net does not look up what is already an address.
    const literal = bareHost(target.hostname)
    if (isIP(literal) !== 0 && !guard.permits(literal)) {
      callback(forbidden(), null)
      return
    }
    connect(target, (...[error, socket]) => {
      if (error !== null) callback(error, null)
      else if (!permitsPeer(socket)) {
        socket.destroy()
        callback(forbidden(), null)
      } else callback(null, socket)
    })
  }

  /** The last word: where the socket really ended up. */
  function permitsPeer(socket: Socket): boolean {
    return socket.remoteAddress !== undefined && guard.permits(socket.remoteAddress)
  }

  const agent = new Agent({
    connect: connectChecked,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    keepAliveTimeout: 4_000,
    // Pins are forgotten after a minute, so that a name that moves is followed.
    keepAliveMaxTimeout: 60_000,
    connections: 16,
    pipelining: 1,
    maxHeaderSize: 16_384,
  })

  async function send(method: 'GET' | 'POST', request: HttpRequest): Promise<HttpAnswer> {
    const url = parseHttpUrl(request.url)
    const late = AbortSignal.timeout(timeoutMs)
    const signal = request.signal === undefined ? late : AbortSignal.any([late, request.signal])
    try {
      const response = await agent.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method,
        headers: { ...request.headers },
        body: request.body ?? null,
        signal,
      })
      return {
        status: response.statusCode,
        headers: singleHeaders(response.headers),
        ...(await readBounded(response.body, maxResponseBytes)),
      }
    } catch (error) {
      throw translate(error, late)
    }
  }

  async function download<T>(request: DownloadRequest, take: (download: Download) => Promise<T>): Promise<T> {
    const url = parseHttpUrl(request.url)
    const late = AbortSignal.timeout(request.timeoutMs)
    const signal = request.signal === undefined ? late : AbortSignal.any([late, request.signal])
    const headers = { ...request.headers }
    const answer = await agent
      .request({ origin: url.origin, path: url.pathname + url.search, method: 'GET', headers, signal })
      .catch((error) => Promise.reject(translate(error, late)))
    try {
      const body = readCounted(answer.body as AsyncIterable<Uint8Array>, request.maxBytes, late)
      return await take({ status: answer.statusCode, headers: singleHeaders(answer.headers), body })
    } finally {
      // What nobody read is not waited for. Its end is then an error that nobody needs to hear of.
      answer.body.on('error', () => undefined).destroy()
    }
  }

  return {
    post: (request) => send('POST', request),
    get: (request) => send('GET', request),
    download,
    async check(untrustedUrl) {
      const host = bareHost(parseHttpUrl(untrustedUrl).hostname)
      if (isIP(host) === 0) await resolveChecked(host)
      else if (!guard.permits(host)) throw forbidden()
    },
    close: () => agent.destroy(),
  }
}

/** The addresses that this machine would use, `/etc/hosts` included. */
export async function resolveLikeSystem(host: string): Promise<readonly string[]> {
  const entries = await lookup(host, { all: true })
  return entries.map((entry) => entry.address)
}

/** The WHATWG parser has turned 0x7f.1, 2130706433 and 017700000001 into 127.0.0.1 when it is done. */
function parseHttpUrl(untrustedUrl: string): URL {
  const url = URL.canParse(untrustedUrl) ? new URL(untrustedUrl) : null
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '') {
    throw new ForebayError('URL_INVALID', 'The address is no http or https URL without user and password.', { status: 422 })
  }
  return url
}

function bareHost(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
}

async function readBounded(
  body: Dispatcher.ResponseData['body'],
  maxBytes: number,
): Promise<{ readonly body: Uint8Array; readonly truncated: boolean }> {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop destroys the body, and with it the connection.
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    const room = maxBytes - size
    chunks.push(chunk.subarray(0, room))
    size += Math.min(chunk.length, room)
    if (chunk.length > room) return { body: Buffer.concat(chunks), truncated: true }
  }
  return { body: Buffer.concat(chunks), truncated: false }
}

async function* readCounted(body: AsyncIterable<Uint8Array>, maxBytes: number, late: AbortSignal): AsyncGenerator<Uint8Array> {
  let size = 0
  try {
    for await (const chunk of body) {
      size += chunk.length
      if (size > maxBytes) throw new ForebayError('ANSWER_TOO_LARGE', 'The answer is too large.', { status: 502, limit: { maxBytes } })
      yield chunk
    }
  } catch (error) {
    throw translate(error, late)
  }
}

function singleHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const single: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) single[name.toLowerCase()] = Array.isArray(value) ? (value[0] ?? '') : value
  }
  return single
}

function forbidden(): ForebayError {
  return new ForebayError('ADDRESS_FORBIDDEN', 'The host is not on the public internet.', { status: 422 })
}

function translate(error: unknown, late: AbortSignal): ForebayError {
  if (error instanceof ForebayError) return error
  if (late.aborted || error instanceof undiciErrors.HeadersTimeoutError || error instanceof undiciErrors.BodyTimeoutError) {
    return new ForebayError('REQUEST_TIMEOUT', 'There was no whole answer in time.', { status: 504, cause: error })
  }
  const syscall = (error as { readonly syscall?: unknown } | null)?.syscall
  // Happy eyeballs fails with one error for all addresses.
  if (syscall === 'connect' || error instanceof AggregateError || error instanceof undiciErrors.ConnectTimeoutError) {
    return new ForebayError('CONNECT_FAILED', 'The host does not take the connection.', { status: 502, cause: error })
  }
  return new ForebayError('REQUEST_FAILED', 'The exchange broke off.', { status: 502, cause: error })
}
