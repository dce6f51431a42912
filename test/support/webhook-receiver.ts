/** Receives webhooks on loopback, answers as a test says, and keeps each attempt as it came. */
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RenderedEvent } from '../../src/delivery/event.ts'

export interface Attempt {
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly event: RenderedEvent
  readonly answered: number
}

export interface WebhookReceiver {
  readonly url: string
  readonly attempts: readonly Attempt[]
  /** The status that the next attempts get. */
  status: number
  /** Resolves once so many attempts have come that `enough` is true. */
  until(enough: (attempts: readonly Attempt[]) => boolean, what: string): Promise<void>
  close(): Promise<void>
}

const LONGEST_MS = 20_000

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const attempts: Attempt[] = []
  const waiting = new Set<() => void>()
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString('utf8')
    attempts.push({ headers: req.headers, body, event: JSON.parse(body) as RenderedEvent, answered: receiver.status })
    res.writeHead(receiver.status).end()
    for (const look of waiting) look()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    attempts,
    status: 204,
    until(enough, what) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          if (!enough(attempts)) return
          clearTimeout(timer)
          waiting.delete(look)
          resolve()
        }
        const timer = setTimeout(() => reject(new Error(`no webhook: ${what}, of ${attempts.length} attempts`)), LONGEST_MS)
        waiting.add(look)
        look()
      })
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return receiver
}
