/** A desk behind a webhook that does not always answer: it checks every signature, fails some first tries, and remembers what came under which id. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import type { RenderedEvent } from '../../src/delivery/event.ts'
import type { Random } from './random.ts'

export interface Received {
  readonly type: string
  readonly messageId: string
  readonly revision: number
  readonly channel: string
  readonly conversationId: string | null
  readonly releaseId: string | null
  /** Files whose bytes the desk would fetch now. */
  readonly releasedFiles: readonly { readonly id: string; readonly sha256: string }[]
  readonly bodySha256: string
  /** Times that the desk took it, whether or not its answer arrived. */
  taken: number
}

export interface Receiver {
  readonly url: string
  /** By event id. */
  readonly received: ReadonlyMap<string, Received>
  readonly counts: { requests: number; refused: number; answersLost: number; duplicates: number }
  readonly problems: readonly string[]
  /** From now on signatures are checked with it. */
  trust(secret: string): void
  close(): Promise<void>
}

const FAILS_AT_FIRST = 0.2

export async function startReceiver(random: Random): Promise<Receiver> {
  const received = new Map<string, Received>()
  const seen = new Set<string>()
  const problems: string[] = []
  const counts = { requests: 0, refused: 0, answersLost: 0, duplicates: 0 }
  let webhook: Webhook | null = null

  async function take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    counts.requests += 1
    const body = await readAll(req)
    const id = String(req.headers['webhook-id'])
    const isFirst = !seen.has(id)
    seen.add(id)
    if (isFirst && random.chance(FAILS_AT_FIRST)) {
      switch (random.pick(['error', 'error', 'cut', 'lost'] as const)) {
        case 'error':
          counts.refused += 1
          res.writeHead(500).end()
          return
        case 'cut':
          counts.refused += 1
          req.socket.destroy()
          return
        case 'lost':
          // Taken, and the sender never learns: it has to come again under the same id.
          counts.answersLost += 1
          note(id, body, req)
          req.socket.destroy()
          return
      }
    }
    note(id, body, req)
    res.writeHead(204).end()
  }

  function note(id: string, body: string, req: IncomingMessage): void {
    const headers = Object.fromEntries(Object.entries(req.headers).map(([name, value]) => [name, String(value)]))
    let event: RenderedEvent
    try {
      if (webhook === null) throw new Error('no secret is known')
      event = webhook.verify(body, headers) as RenderedEvent
    } catch (error) {
      problems.push(`a webhook whose signature does not hold: ${id} (${error instanceof Error ? error.message : error})`)
      return
    }
    const bodySha256 = createHash('sha256').update(body).digest('hex')
    const before = received.get(id)
    if (event.id !== id) problems.push(`${id} carries the event ${event.id}`)
    if (before === undefined) received.set(id, toReceived(event, bodySha256))
    else {
      counts.duplicates += 1
      before.taken += 1
      if (before.bodySha256 !== bodySha256) problems.push(`${id} came twice with different content`)
    }
  }

  const server = createServer((req, res) => {
    take(req, res).catch(() => {
      // The sender went away in the middle (it was killed): it has to come again.
      res.destroy()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/desk`,
    received,
    counts,
    problems,
    trust(secret) {
      webhook = new Webhook(secret)
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function toReceived({ type, data }: RenderedEvent, bodySha256: string): Received {
  const released = data.release?.files.filter(({ action }) => action === 'release' || action === 'disarm') ?? []
  return {
    type,
    messageId: data.messageId,
    revision: data.revision,
    channel: data.channel,
    conversationId: data.conversationId,
    releaseId: data.release?.id ?? null,
    releasedFiles: released.map(({ id, sha256 }) => ({ id, sha256 })),
    bodySha256,
    taken: 1,
  }
}

async function readAll(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
