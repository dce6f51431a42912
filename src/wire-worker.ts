/** Wires a worker: it runs messages, and sees to it that nothing that is due, expired, waiting for a scanner or undelivered is forgotten. */
import type { Blobs } from './core/blobs.ts'
import type { Queue } from './core/queue.ts'
import type { Scanner } from './core/scanner.ts'
import { stackOf } from './core/stack.ts'
import type { Store } from './core/store.ts'
import { type Clock, HOUR_MS } from './core/time.ts'
import { startWebhooks } from './delivery/webhooks.ts'
import type { HttpClient } from './lookups/http-client.ts'
import type { Amend } from './pipeline/amend.ts'
import { sweepBlobs } from './pipeline/sweep-blobs.ts'
import { startWatch } from './pipeline/watch.ts'
import { startSweeper } from './queue/sweeper.ts'
import type { Settings } from './settings/settings.ts'
import type { Logger } from './telemetry/logger.ts'
import type { Metrics } from './telemetry/metrics.ts'
import type { StepUp } from './wire-identification.ts'
import { type KnownAddresses, startRecheck } from './wire-links.ts'
import { watchScanner } from './wire-scanners.ts'

const SCANNER_EVERY_MS = 2_000
const EXPIRY_EVERY_MS = 30_000
/** A submission that was not accepted within an hour never will be. */
const ORPHAN_BLOB_MS = HOUR_MS

export interface Working {
  readonly settings: Settings
  readonly store: Store
  readonly blobs: Blobs
  readonly queue: Queue
  readonly scanner: Scanner
  readonly known: KnownAddresses
  /** The handler of the queue. */
  readonly run: Parameters<Queue['start']>[0]
  readonly amend: Pick<Amend, 'expire' | 'recheck'>
  readonly stepUp: Pick<StepUp, 'tidy'> | null
  readonly client: Pick<HttpClient, 'post'>
  readonly metrics: Pick<Metrics, 'delivered'>
  readonly log: Logger
  readonly clock: Clock
}

/** @returns stop, which resolves when nothing of it runs any more. */
export async function startWorker(working: Working): Promise<() => Promise<void>> {
  const { settings, store, blobs, queue, scanner, known, run, amend, stepUp, client, metrics, log, clock } = working
  await queue.start(run)
  const sweeper = startSweeper({ store, queue, clock, onError: () => log.warn('a sweep failed', { code: 'SWEEP_FAILED' }) })
  const stopWatch = startWatch({
    store,
    scanner,
    clock,
    sweepNow: async () => void (await sweeper.sweepAll()),
    async expire(limit) {
      const expired = await amend.expire(limit)
      await stepUp?.tidy()
      return expired
    },
    scannerEveryMs: SCANNER_EVERY_MS,
    expiryEveryMs: EXPIRY_EVERY_MS,
    onScannerChange: (ready) =>
      ready
        ? log.info('the scanner answers')
        : log.warn('no scanner answers: files are held, words go on', { code: 'SCANNER_UNAVAILABLE' }),
    onError: (code, error) => log.error('a watch failed', { code, ...stackOf(error) }),
  })
  const webhooks = startWebhooks({
    store,
    post: client.post,
    clock,
    onAttempt: metrics.delivered,
    onError: (error) => log.error('webhooks are in trouble', { code: 'WEBHOOKS_FAILED', ...stackOf(error) }),
  })
  const stopScannerWatch = watchScanner(scanner, settings.signatureMaxAgeHours * HOUR_MS, clock, log)
  const stopRecheck = startRecheck(settings, known, { store, recheck: amend.recheck, clock }, log)
  sweepBlobs(store, blobs, ORPHAN_BLOB_MS).catch((error) =>
    log.error('a blob sweep failed', { code: 'BLOB_SWEEP_FAILED', ...stackOf(error) }),
  )
  return async () => {
    stopRecheck()
    stopScannerWatch()
    await Promise.all([sweeper.stop(), stopWatch(), webhooks.stop(settings.stopGraceMs)])
  }
}
