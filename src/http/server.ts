/** The listening server bounds what a slow or greedy peer can hold: headers, bodies, connections, and the time for each. */
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ForebayError } from '../core/error.ts'

export interface ServerBounds {
  readonly headersTimeoutMs: number
  /** For a whole request with its body; the answer, such as an event stream, may take longer. */
  readonly requestTimeoutMs: number
  readonly keepAliveTimeoutMs: number
  readonly maxHeaderBytes: number
  readonly maxConnections: number
  readonly maxRequestsPerConnection: number
}

export const DEFAULT_SERVER_BOUNDS: ServerBounds = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 120_000,
  keepAliveTimeoutMs: 65_000,
  maxHeaderBytes: 16 * 1024,
  maxConnections: 10_000,
  maxRequestsPerConnection: 0,
}

const IDLE_LOOK_MS = 50

export interface Listening {
  readonly host: string
  /** The one that was given, or the free one that was found for 0. */
  readonly port: number
  /** Takes no new connection, lets running requests end for `graceMs`, then cuts them. */
  close(graceMs: number): Promise<void>
}

/** @throws ForebayError `LISTEN_FAILED` when the address cannot be had */
export async function listen(
  app: RequestListener,
  address: { readonly host: string; readonly port: number },
  bounds: ServerBounds = DEFAULT_SERVER_BOUNDS,
): Promise<Listening> {
  let closing = false
  const server = createServer(
    {
      headersTimeout: bounds.headersTimeoutMs,
      requestTimeout: bounds.requestTimeoutMs,
      keepAliveTimeout: bounds.keepAliveTimeoutMs,
      maxHeaderSize: bounds.maxHeaderBytes,
      // How often the two timeouts above are looked at.
      connectionsCheckingInterval: Math.min(5_000, bounds.headersTimeoutMs),
    },
    (req, res) => {
      // A caller that always has one more request would keep its connection, and us, until the grace is over.
      if (closing) res.shouldKeepAlive = false
      app(req, res)
    },
  )
  server.maxConnections = bounds.maxConnections
  server.maxRequestsPerSocket = bounds.maxRequestsPerConnection
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new ForebayError('LISTEN_FAILED', `Cannot listen on ${address.host} port ${address.port}.`, { cause })),
    )
    server.listen(address.port, address.host, resolve)
  })
  // Always an address of this form for a TCP server.
  const { port } = server.address() as AddressInfo
  return {
    host: address.host,
    port,
    close: (graceMs) =>
      new Promise((resolve) => {
        closing = true
        const cut = setTimeout(() => server.closeAllConnections(), graceMs)
        // A connection whose last answer began before is idle only once that has ended.
        const sweep = setInterval(() => server.closeIdleConnections(), IDLE_LOOK_MS)
        server.close(() => {
          clearTimeout(cut)
          clearInterval(sweep)
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}
