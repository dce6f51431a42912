/** Sends messages over connections that are kept, and takes no answer for success that is none. */
import { KINDS, type ServedWorkload } from '../content/messages.ts'
import { type Answer, Connection } from './connection.ts'
import type { Target } from './job.ts'

const WAIT_SECONDS = 30

export interface Sender {
  /** Resolves when it was acknowledged; with `wait`, when it was released. @throws Error for any other answer */
  send(body: Buffer, wait: boolean): Promise<void>
  /** How many messages settled since the target started. */
  settled(): Promise<number>
  close(): void
}

export function openSender(target: Target, workload: ServedWorkload): Sender {
  const { path, contentType } = KINDS[workload]
  const idle: Connection[] = []
  const all = new Set<Connection>()
  const common = `Host: ${target.host}\r\nAuthorization: Bearer ${target.apiKey}\r\n`
  const plain = `POST ${path} HTTP/1.1\r\n${common}Content-Type: ${contentType}\r\n`
  const waiting = `${plain}Prefer: wait=${WAIT_SECONDS}\r\n`
  const metrics = `GET /metrics HTTP/1.1\r\n${common}`

  async function ask(head: string, body: Buffer | null): Promise<Answer> {
    const connection = idle.pop() ?? new Connection(target.host, target.port)
    all.add(connection)
    const answer = await connection.request(head, body)
    idle.push(connection)
    return answer
  }

  return {
    async send(body, wait) {
      const answer = await ask(wait ? waiting : plain, body)
      if (answer.status !== (wait ? 200 : 202)) throw new Error(`answered ${answer.status}: ${answer.body.toString().slice(0, 300)}`)
      if (wait) requireReleased(answer.body)
    },
    async settled() {
      const { status, body } = await ask(metrics, null)
      if (status !== 200) throw new Error(`/metrics answered ${status}`)
      return Number(/^forebay_accept_to_settled_seconds_count (\d+)/m.exec(body.toString('latin1'))?.[1] ?? 0)
    },
    close() {
      for (const connection of all) connection.close()
    },
  }
}

/** A message or file that is held would make the bench measure something else. */
function requireReleased(body: Buffer): void {
  const record = JSON.parse(body.toString()) as {
    readonly status: string
    readonly release: { readonly files: readonly { readonly action: string; readonly reason?: string }[] } | null
  }
  const kept = record.release?.files.find(({ action }) => action !== 'release')
  if (record.status !== 'released') throw new Error(`a message was ${record.status}`)
  if (kept !== undefined) throw new Error(`a file was not released: ${kept.action} ${kept.reason ?? ''}`)
}
