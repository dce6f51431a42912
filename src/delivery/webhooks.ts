/** Every event reaches every endpoint that asked for it, signed, at least once and under one id; what cannot be delivered stays visible. */
import { Webhook } from 'standardwebhooks'
import { ForebayError } from '../core/error.ts'
import type { Store } from '../core/store.ts'
import type { Clock } from '../core/time.ts'
import type { Delivery, WebhookEndpoint } from '../core/webhook.ts'
import { renderEvent } from './event.ts'
import { nextPauseMs, STANDARD_SCHEDULE_MS } from './webhook-schedule.ts'

export type WebhookStore = Pick<Store, 'webhooks' | 'disableWebhook' | 'dueDeliveries' | 'updateDelivery' | 'event' | 'record' | 'onEvents'>

export type DeliveryResult = 'delivered' | 'retry' | 'dead'

/** Sends one request to an address that it has checked; throws ForebayError when there is no answer. */
export type Post = (request: {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly signal: AbortSignal
}) => Promise<{ readonly status: number; readonly headers: Readonly<Record<string, string>> }>

export interface WebhooksOptions {
  readonly store: WebhookStore
  readonly post: Post
  readonly clock: Clock
  /** Pauses after each failed attempt, in milliseconds; one attempt more than there are pauses. */
  readonly scheduleMs?: readonly number[]
  /** Requests at once, over all endpoints. */
  readonly parallel?: number
  /** Requests at once to one endpoint, so that a slow one leaves places to the others. */
  readonly parallelPerEndpoint?: number
  /** Retries, and events of other processes, are seen at the latest after this. */
  readonly pollMs?: number
  /** 0 to 1, for the jitter. */
  readonly random?: () => number
  readonly onAttempt?: (result: DeliveryResult) => void
  readonly onError?: (error: unknown) => void
}

export interface Webhooks {
  /** Starts no more requests, lets the running ones end within `graceMs`, then aborts them; all stay due. */
  stop(graceMs?: number): Promise<void>
}

const PAGE = 200
/** Longer than any attempt: what this process took and did not finish is due again after it. */
const LEASE_MS = 30_000
/** Taken deliveries of one endpoint that wait for a place. More of it are not asked for, so that pages hold the others' too. */
const MAX_WAITING = 50
const ENDPOINTS_KNOWN_MS = 1_000
const STOP_GRACE_MS = 5_000

interface Lane {
  readonly waiting: Taken[]
  running: number
}

interface Taken {
  readonly delivery: Delivery
  readonly leasedUntil: number
}

export function startWebhooks(options: WebhooksOptions): Webhooks {
  const { store, post, clock } = options
  const schedule = options.scheduleMs ?? STANDARD_SCHEDULE_MS
  const parallel = options.parallel ?? 64
  const parallelPerEndpoint = options.parallelPerEndpoint ?? 8
  const pollMs = options.pollMs ?? 1_000
  const random = options.random ?? Math.random
  const onAttempt = options.onAttempt ?? (() => undefined)
  const onError = options.onError ?? (() => undefined)

  const lanes = new Map<string, Lane>()
  const running = new Set<Promise<void>>()
  const abort = new AbortController()
  let endpoints = new Map<string, WebhookEndpoint>()
  let endpointsReadAt = Number.NEGATIVE_INFINITY
  let looking: Promise<void> | null = null
  let lookAgain = false
  let stopped = false
  let timer: NodeJS.Timeout | null = null

  /** One look at a time; a call during it makes one more. */
  function look(): void {
    lookAgain = true
    if (looking !== null || stopped) return
    looking = lookAll().finally(() => {
      looking = null
      if (lookAgain) look()
    })
  }

  async function lookAll(): Promise<void> {
    lookAgain = false
    if (timer !== null) clearTimeout(timer)
    try {
      while (!stopped && (await takeDue()) === PAGE);
    } catch (error) {
      onError(error)
    }
    if (!stopped) timer = setTimeout(look, pollMs)
  }

  async function takeDue(): Promise<number> {
    const full = [...lanes].filter(([, lane]) => lane.waiting.length >= MAX_WAITING).map(([endpointId]) => endpointId)
    const now = clock()
    const due = await store.dueDeliveries(now, PAGE, LEASE_MS, full)
    if (due.length === 0) return 0
    await knowEndpoints(due)
    for (const delivery of due) {
      const lane = lanes.get(delivery.endpointId) ?? { waiting: [], running: 0 }
      lanes.set(delivery.endpointId, lane)
      lane.waiting.push({ delivery, leasedUntil: now + LEASE_MS })
    }
    pump()
    return due.length
  }

  async function knowEndpoints(due: readonly Delivery[]): Promise<void> {
    if (clock() - endpointsReadAt < ENDPOINTS_KNOWN_MS && due.every(({ endpointId }) => endpoints.has(endpointId))) return
    endpoints = new Map((await store.webhooks()).map((endpoint) => [endpoint.id, endpoint]))
    endpointsReadAt = clock()
  }

  /** Fills the free places, one of each lane in turn: a lane that got one goes to the end. */
  function pump(): void {
    for (const [endpointId, lane] of lanes) {
      if (running.size >= parallel || stopped) return
      if (lane.running >= parallelPerEndpoint) continue
      const taken = lane.waiting.shift()
      if (taken === undefined) {
        if (lane.running === 0) lanes.delete(endpointId)
        continue
      }
      lanes.delete(endpointId)
      lanes.set(endpointId, lane)
      start(lane, taken)
    }
  }

  function start(lane: Lane, { delivery, leasedUntil }: Taken): void {
    // Half of the lease is left for the attempt; a delivery that waited longer here is due again by itself.
    if (clock() > leasedUntil - LEASE_MS / 2) return
    const wasFull = lane.waiting.length + 1 === MAX_WAITING
    lane.running += 1
    const attempt = deliver(delivery)
      .catch(onError)
      .finally(() => {
        running.delete(attempt)
        lane.running -= 1
        pump()
      })
    running.add(attempt)
    if (wasFull) look()
  }

  async function record(delivery: Delivery, result: DeliveryResult): Promise<void> {
    await store.updateDelivery(delivery)
    onAttempt(result)
  }

  async function deliver(delivery: Delivery): Promise<void> {
    const attempted = { ...delivery, attempts: delivery.attempts + 1 }
    const endpoint = endpoints.get(delivery.endpointId)
    if (endpoint === undefined || endpoint.disabledAt !== null) {
      await record({ ...delivery, state: 'dead', lastError: 'ENDPOINT_DISABLED' }, 'dead')
      return
    }
    const event = await store.event(delivery.eventId)
    if (event === null) {
      await record({ ...delivery, state: 'dead', lastError: 'EVENT_MISSING' }, 'dead')
      return
    }
    const body = JSON.stringify(renderEvent(event, await store.record(event.messageId, event.revision)))
    const outcome = await attempt(endpoint, delivery.eventId, body)
    switch (outcome.kind) {
      case 'delivered':
        return record({ ...attempted, state: 'delivered', lastError: null }, 'delivered')
      case 'gone':
        await store.disableWebhook(endpoint.id, clock())
        endpointsReadAt = Number.NEGATIVE_INFINITY
        return record({ ...attempted, state: 'dead', lastError: outcome.error }, 'dead')
      case 'failed': {
        const pauseMs = nextPauseMs(schedule, attempted.attempts, outcome.askedMs, random())
        if (pauseMs === null) return record({ ...attempted, state: 'dead', lastError: outcome.error }, 'dead')
        return record({ ...attempted, nextAt: clock() + pauseMs, lastError: outcome.error }, 'retry')
      }
      case 'aborted':
        // Cut off by `stop`, which is not the receiver's fault: due again at once, for whoever runs next.
        return store.updateDelivery({ ...delivery, nextAt: clock() })
    }
  }

  async function attempt(endpoint: WebhookEndpoint, eventId: string, body: string): Promise<Outcome> {
    try {
      const answer = await post({
        url: endpoint.url,
        headers: signedHeaders(endpoint, eventId, clock(), body),
        body,
        signal: abort.signal,
      })
      return judge(answer.status, answer.headers['retry-after'])
    } catch (error) {
      if (abort.signal.aborted) return { kind: 'aborted' }
      return { kind: 'failed', error: error instanceof ForebayError ? error.code : 'REQUEST_FAILED', askedMs: null }
    }
  }

  const forget = store.onEvents(look)
  look()

  return {
    async stop(graceMs = STOP_GRACE_MS) {
      stopped = true
      forget()
      if (timer !== null) clearTimeout(timer)
      await looking
      const cutOff = setTimeout(() => abort.abort(), graceMs)
      const untouched = [...lanes.values()].flatMap(({ waiting }) => waiting.splice(0))
      await Promise.allSettled([...running, ...untouched.map(({ delivery }) => store.updateDelivery({ ...delivery, nextAt: clock() }))])
      clearTimeout(cutOff)
    },
  }
}

type Outcome =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'gone'; readonly error: string }
  | { readonly kind: 'failed'; readonly error: string; readonly askedMs: number | null }
  | { readonly kind: 'aborted' }

/** Standard Webhooks 1.0: any 2xx is success, 410 means send no more, everything else (3xx too) is tried again. */
function judge(status: number, untrustedRetryAfter: string | undefined): Outcome {
  if (status >= 200 && status < 300) return { kind: 'delivered' }
  const error = `HTTP_${status}`
  if (status === 410) return { kind: 'gone', error }
  // RFC 9110 10.2.3, the form in seconds.
  const asked = untrustedRetryAfter !== undefined && /^\d{1,9}$/.test(untrustedRetryAfter) ? Number(untrustedRetryAfter) * 1_000 : null
  return { kind: 'failed', error, askedMs: asked }
}

function signedHeaders(endpoint: WebhookEndpoint, eventId: string, now: number, body: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'Forebay-Webhooks',
    'webhook-id': eventId,
    'webhook-timestamp': String(Math.floor(now / 1_000)),
    'webhook-signature': new Webhook(endpoint.secret).sign(eventId, new Date(now), body),
  }
}
