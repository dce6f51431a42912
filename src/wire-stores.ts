/** Wires where things are kept and counted: the database, the queue and Redis, as the settings say. */
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { createSealer } from './blobs/seal.ts'
import type { Queue } from './core/queue.ts'
import type { Store } from './core/store.ts'
import { openBullmqQueue } from './queue/bullmq.ts'
import { openInProcessQueue } from './queue/in-process.ts'
import type { Settings } from './settings/settings.ts'
import { openStore } from './store/open-store.ts'
import type { Logger } from './telemetry/logger.ts'

/** Messages of one channel that run at once: most of the time they wait for a thread, a scan or a commit. */
const LANE_CONCURRENCY = 256

export function openDatabase(settings: Settings, masterKey: Uint8Array): Promise<Store> {
  const url = settings.databaseUrl ?? `sqlite:${join(settings.dataDir, 'forebay.db')}`
  return openStore({ url, sealer: createSealer(masterKey), clock: Date.now })
}

export function openQueue(settings: Settings, channels: readonly string[], log: Logger): Queue {
  if (settings.redisUrl === undefined) return openInProcessQueue({ concurrency: 2 * LANE_CONCURRENCY, laneConcurrency: LANE_CONCURRENCY })
  return openBullmqQueue({
    url: settings.redisUrl,
    channels,
    onError: () => log.warn('the queue has trouble with Redis', { code: 'QUEUE_ERROR' }),
  })
}

export function openRateLimitRedis(settings: Settings, log: Logger): Redis | null {
  if (settings.redisUrl === undefined) return null
  const redis = new Redis(settings.redisUrl, { enableOfflineQueue: false, maxRetriesPerRequest: 1 })
  redis.on('error', () => log.debug('Redis is away: each process counts for itself', { code: 'RATE_LIMIT_LOCAL' }))
  return redis
}
