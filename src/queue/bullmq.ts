/** Spreads work over processes: a BullMQ queue a channel on Redis, ids only, and an answer within two seconds even when Redis is gone. */
import { Queue as BullQueue, type Job, WaitingError, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { ForebayError } from '../core/error.ts'
import type { Queue, QueueDepth } from '../core/queue.ts'
import type { Clock } from '../core/time.ts'
import { type Backoff, backoffMs, DEFAULT_BACKOFF } from './backoff.ts'
import { groupByTurn } from './group-by-turn.ts'

export interface BullmqQueueOptions {
  /** `redis://` or `rediss://`. */
  readonly url: string
  /** Lanes that are opened at start; any other is opened by its first `enqueue`. */
  readonly channels: readonly string[]
  /** Handlers running at once in one lane of this process. */
  readonly laneConcurrency?: number
  readonly backoff?: Backoff
  /** Redis key prefix, so that several installations can share one Redis. */
  readonly prefix?: string
  /** Longest wait for an answer of Redis, in milliseconds. */
  readonly timeoutMs?: number
  /** What a process ran when it died is given to another one after at most twice this long. */
  readonly lockMs?: number
  readonly clock?: Clock
  /** 0 to 1, for the jitter of the backoff. */
  readonly random?: () => number
  /** Told of what went wrong with Redis or a worker, the same thing once in ten seconds; the message has no content in it. */
  readonly onError?: (error: Error) => void
}

type Handler = (messageId: string, channel: string) => Promise<void>

/** All that Redis gets to know. */
interface Payload {
  readonly id: string
}

interface PendingJob {
  readonly messageId: string
  readonly delayMs: number
}

interface Lane {
  readonly queue: BullQueue<Payload>
  readonly add: (job: PendingJob) => Promise<void>
  worker: LaneWorker | null
}

class LaneWorker extends Worker<Payload> {
  /** Stops renewing locks, whose timer would keep the process alive after a close that cannot end. */
  async abandon(): Promise<void> {
    await this.lockManager.close()
  }
}

interface Run {
  readonly job: Job<Payload>
  /** Tells BullMQ that the job waits again, and the handler's end no longer counts. */
  readonly release: () => void
}

/** One pipeline of this many inserts keeps Redis busy for a few milliseconds, no longer. */
const MAX_BULK = 500

/** Renewed at half of it, so a busy process keeps its jobs; BullMQ's own half a minute made a crash wait for a minute. */
const DEFAULT_LOCK_MS = 15_000

export function openBullmqQueue(options: BullmqQueueOptions): Queue {
  const timeoutMs = options.timeoutMs ?? 2_000
  const lockMs = options.lockMs ?? DEFAULT_LOCK_MS
  const backoff = options.backoff ?? DEFAULT_BACKOFF
  const clock = options.clock ?? Date.now
  const random = options.random ?? Math.random
  const onError = repeatedRarely(options.onError ?? (() => undefined), clock)

  const prefix = options.prefix ?? 'forebay'
  const connections: Redis[] = []
  const own = (redis: Redis): Redis => {
    // Without a listener an 'error' of an emitter ends the process.
    redis.on('error', onError)
    connections.push(redis)
    return redis
  }
  const connect = (role: 'producer' | 'consumer'): Redis =>
    own(
      new Redis(options.url, {
        // A producer must learn at once that Redis is away: the sweeper puts back what it could not enqueue.
        // Consumers wait for Redis to come back, however long that takes (BullMQ asks for null).
        ...(role === 'producer'
          ? { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: timeoutMs }
          : { maxRetriesPerRequest: null }),
        connectTimeout: timeoutMs,
        retryStrategy: (times: number) => Math.min(times * 50, 1_000),
      }),
    )
  const producer = connect('producer')
  const firstAttempt = new Promise<void>((resolve) => {
    producer.once('ready', resolve)
    producer.once('close', resolve)
  })
  let consumer: Redis | null = null

  const lanes = new Map<string, Lane>()
  /** What this process is running, so that it can be given back when the grace is over. */
  const runs = new Set<Run>()
  let handler: Handler | null = null
  let stopping: Promise<void> | null = null

  function openLane(channel: string): Lane {
    const queue = new BullQueue<Payload>(queueName(channel), {
      connection: producer,
      prefix,
      streams: { events: { maxLen: 100 } },
      // Its INFO, failing once at the wrong moment, would leave the lane unusable for good; workers do check.
      skipVersionCheck: true,
    })
    queue.on('error', onError)
    const add = groupByTurn<PendingJob>(MAX_BULK, async (jobs) => {
      const bulk = jobs.map(({ messageId, delayMs }) => ({ name: 'run', data: { id: messageId }, opts: jobOptions(messageId, delayMs) }))
      await answered(() => queue.addBulk(bulk))
    })
    const lane: Lane = { queue, add, worker: null }
    lanes.set(channel, lane)
    if (handler !== null) lane.worker = openWorker(channel, handler)
    return lane
  }

  function jobOptions(messageId: string, delayMs: number) {
    return {
      delay: delayMs,
      attempts: backoff.maxAttempts,
      backoff: { type: 'forebay' },
      removeOnComplete: true,
      removeOnFail: true,
      stackTraceLimit: 0,
      // One entry an id: waiting swallows a second one, running keeps one for afterwards. BullMQ discards the
      // mark by itself when its job is gone, so that a half-lost Redis cannot shut a message out.
      deduplication: { id: messageId, keepLastIfActive: true, ...(delayMs === 0 ? { reschedule: true } : {}) },
    }
  }

  function openWorker(channel: string, run: Handler): LaneWorker {
    if (consumer === null) {
      consumer = connect('consumer')
      // BullMQ makes two connections a worker out of this one: ours to close when it cannot.
      const duplicate = consumer.duplicate.bind(consumer)
      consumer.duplicate = (override) => own(duplicate(override))
    }
    const worker = new LaneWorker(queueName(channel), (job) => runJob(job, channel, run), {
      connection: consumer,
      prefix,
      concurrency: options.laneConcurrency ?? 32,
      lockDuration: lockMs,
      stalledInterval: lockMs / 3,
      // A job whose process died is no poison: the database counts attempts.
      maxStalledCount: 100,
      runRetryDelay: 500,
      settings: { backoffStrategy: (attempts) => backoffMs(backoff, attempts, random()) },
    })
    worker.on('error', onError)
    return worker
  }

  async function runJob(job: Job<Payload>, channel: string, handle: Handler): Promise<void> {
    let release = (): void => undefined
    const givenBack = new Promise<never>((_resolve, reject) => {
      release = () => reject(new WaitingError())
    })
    const run: Run = { job, release }
    runs.add(run)
    try {
      await Promise.race([handled(job.data.id, channel, handle), givenBack])
    } finally {
      runs.delete(run)
    }
  }

  /** BullMQ writes the message of an error to Redis: it gets ours, never the handler's. */
  async function handled(messageId: string, channel: string, handle: Handler): Promise<void> {
    try {
      await handle(messageId, channel)
    } catch {
      throw new Error('handler failed')
    }
  }

  /** The answer of Redis, or QUEUE_UNAVAILABLE: at once when it is known to be away, else when there is none in time. */
  async function answered<T>(ask: () => Promise<T>): Promise<T> {
    await firstAttempt
    if (producer.status !== 'ready') throw unavailable(new Error(`redis is ${producer.status}`))
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs)
    })
    try {
      return await Promise.race([ask(), late])
    } catch (cause) {
      throw unavailable(cause)
    } finally {
      clearTimeout(timer)
    }
  }

  function refuseWhenStopped(): void {
    if (stopping !== null) throw new ForebayError('QUEUE_STOPPED', 'The queue takes no more work.', { status: 503, retryAfterSeconds: 1 })
  }

  async function laneDepth(lane: Lane): Promise<QueueDepth> {
    const [counts, oldest] = await Promise.all([lane.queue.getJobCounts('waiting', 'active'), lane.queue.getJobs(['waiting'], 0, 0, true)])
    const since = oldest[0]?.timestamp
    return {
      waiting: counts.waiting ?? 0,
      active: counts.active ?? 0,
      oldestWaitingMs: since === undefined ? 0 : Math.max(0, clock() - since),
    }
  }

  /** Puts what still runs back in front of other processes; its handler's late result is dropped by the store. */
  async function giveBack(): Promise<void> {
    await Promise.all(
      [...runs].map(async ({ job, release }) => {
        try {
          await job.moveToWait(job.token)
        } catch (error) {
          // Redis is away: the lock runs out there, or the sweeper puts it back.
          onError(error as Error)
        }
        release()
      }),
    )
  }

  async function close(graceMs: number): Promise<void> {
    const workers = [...lanes.values()].flatMap((lane) => (lane.worker === null ? [] : [lane.worker]))
    const closed = Promise.allSettled(workers.map((worker) => worker.close()))
    if (!(await within(graceMs, closed))) {
      await within(timeoutMs, giveBack())
      // A worker closes by talking to Redis; when Redis is away it never ends, and is cut off.
      if (!(await within(timeoutMs, closed))) await Promise.all(workers.map((worker) => worker.abandon()))
    }
    await within(timeoutMs, Promise.allSettled([...lanes.values()].map((lane) => lane.queue.close())))
    for (const redis of connections) redis.disconnect()
  }

  for (const channel of options.channels) openLane(channel)

  return {
    async enqueue(channel, messageId, delayMs = 0) {
      refuseWhenStopped()
      const lane = lanes.get(channel) ?? openLane(channel)
      await lane.add({ messageId, delayMs: Math.max(0, delayMs) })
    },

    async start(newHandler) {
      refuseWhenStopped()
      if (handler !== null) throw new Error('the queue was started twice')
      handler = newHandler
      for (const [channel, lane] of lanes) lane.worker = openWorker(channel, newHandler)
    },

    async depth() {
      refuseWhenStopped()
      const ask = () => Promise.all([...lanes].map(async ([channel, lane]) => [channel, await laneDepth(lane)] as const))
      return Object.fromEntries(await answered(ask))
    },

    async ping() {
      refuseWhenStopped()
      await answered(() => producer.ping())
    },

    stop(graceMs) {
      stopping ??= close(graceMs)
      return stopping
    },
  }
}

/** Every connection says once a second that Redis is away; whoever listens is told once in ten. */
function repeatedRarely(onError: (error: Error) => void, clock: Clock): (error: Error) => void {
  const toldAt = new Map<string, number>()
  return (error) => {
    const now = clock()
    for (const [message, at] of toldAt) if (now - at >= 10_000) toldAt.delete(message)
    if (toldAt.has(error.message)) return
    toldAt.set(error.message, now)
    onError(error)
  }
}

/** Channel ids are `[a-z0-9-]`; BullMQ refuses a colon. */
function queueName(channel: string): string {
  return `forebay-${channel}`
}

function unavailable(cause: unknown): ForebayError {
  return new ForebayError('QUEUE_UNAVAILABLE', 'The queue does not answer.', { status: 503, retryAfterSeconds: 5, cause })
}

async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms)
  })
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    clearTimeout(timer)
  }
}
