/** A careful connector: whatever happens, it sends each message again under the same key until it is acknowledged, and remembers every id that it was told. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from './random.ts'
import type { Submission } from './submissions.ts'

export interface ConnectorOptions {
  readonly baseUrl: string
  readonly apiKey: string
  readonly random: Random
  /** Mean pause between two new messages. */
  readonly everyMs: number
  /** Nothing is sent any more after this. */
  readonly signal: AbortSignal
  onAcknowledged(): void
}

export interface Sent {
  readonly submission: Submission
  /** Every id that an acknowledgement named; more than one is a fault. */
  readonly messageIds: ReadonlySet<string>
}

export interface Sending {
  /** All that were acknowledged, by number. */
  readonly sent: ReadonlyMap<number, Sent>
  readonly counts: { submitted: number; sentTwice: number; retries: number; identified: number }
  /** Answers that no careful connector could do anything about. */
  readonly refusals: readonly string[]
  /** Resolves when all are acknowledged, or the signal said stop. */
  readonly done: Promise<void>
}

const MAX_AT_ONCE = 64
const TIMEOUT_MS = 10_000
const LONGEST_PAUSE_MS = 1_000

export function submitAll(submissions: readonly Submission[], options: ConnectorOptions): Sending {
  const { baseUrl, apiKey, random, everyMs, signal } = options
  const sent = new Map<number, { submission: Submission; messageIds: Set<string> }>()
  const counts = { submitted: 0, sentTwice: 0, retries: 0, identified: 0 }
  const refusals: string[] = []

  /** The answer of the first 2xx; null when it was refused or time is up. */
  async function until2xx(path: string, headers: Record<string, string>, body: Uint8Array<ArrayBuffer>): Promise<unknown> {
    // A few give up on their first try within milliseconds: the message may be stored and its sender not know.
    let timeoutMs = random.chance(0.03) ? random.between(2, 40) : TIMEOUT_MS
    for (let pauseMs = 40; !signal.aborted; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      const answer = await post(path, headers, body, timeoutMs)
      if (answer !== null && answer.status < 300) return answer.json
      if (answer !== null && answer.status < 500 && answer.status !== 429) {
        refusals.push(`${path}: ${answer.status} ${JSON.stringify(answer.json)}`)
        return null
      }
      counts.retries += 1
      timeoutMs = TIMEOUT_MS
      await sleep(random.between(pauseMs / 2, pauseMs), undefined, { signal }).catch(() => undefined)
    }
    return null
  }

  /** Null when there was no whole answer: refused, reset, cut off, timed out. */
  async function post(path: string, headers: Record<string, string>, body: Uint8Array<ArrayBuffer>, timeoutMs: number) {
    try {
      const response = await fetch(new URL(path, baseUrl), {
        method: 'POST',
        headers: { ...headers, authorization: `Bearer ${apiKey}` },
        body,
        signal: AbortSignal.timeout(timeoutMs),
      })
      return { status: response.status, json: (await response.json()) as unknown }
    } catch {
      // Nobody knows whether it arrived: exactly what the same key is for.
      return null
    }
  }

  async function submit(submission: Submission, idempotencyKey: string): Promise<string | null> {
    const { path, headers, body } = submission.request
    const prefer: Record<string, string> = random.chance(0.05) ? { prefer: 'wait=1' } : {}
    const answer = await until2xx(path, { ...headers, ...prefer, 'idempotency-key': idempotencyKey }, body)
    const id = idOf(answer)
    if (id === null) return null
    const known = sent.get(submission.number)
    if (known !== undefined) known.messageIds.add(id)
    else {
      sent.set(submission.number, { submission, messageIds: new Set([id]) })
      options.onAcknowledged()
    }
    return id
  }

  async function carry(submission: Submission): Promise<void> {
    const { idempotencyKey, again, laterToken } = submission
    counts.submitted += 1
    if (again !== 'never') counts.sentTwice += 1
    const twin = again === 'at once' ? submit(submission, idempotencyKey) : null
    const id = await submit(submission, idempotencyKey)
    await twin
    if (id === null) return
    if (again === 'later' || again === 'under another key') {
      await sleep(random.between(0, 1_500))
      await submit(submission, again === 'later' ? idempotencyKey : `${idempotencyKey}-again`)
    }
    if (laterToken === null) return
    await sleep(random.between(0, 1_500))
    const body = Buffer.from(JSON.stringify({ identityToken: laterToken }))
    if ((await until2xx(`/v1/messages/${id}/identify`, { 'content-type': 'application/json' }, body)) !== null) counts.identified += 1
  }

  async function run(): Promise<void> {
    const running = new Set<Promise<void>>()
    for (const submission of submissions) {
      if (signal.aborted) break
      const one = carry(submission).finally(() => running.delete(one))
      running.add(one)
      if (running.size >= MAX_AT_ONCE) await Promise.race(running)
      await sleep(random.between(0, 2 * everyMs))
    }
    await Promise.all(running)
  }

  return { sent, counts, refusals, done: run() }
}

function idOf(answer: unknown): string | null {
  return typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'string' ? answer.id : null
}
