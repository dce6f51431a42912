/** How many mails a second the stock libraries take on all threads, with each mail made durable (B) or with nothing beside (D). */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { openDurableInsert } from './durable-insert.ts'
import type { FromMailWorker, MailWorkerData, ToMailWorker } from './mail-protocol.ts'

const program = new URL('mail-worker.ts', import.meta.url)
const WARMUP_MS = 1_500
/** Mails of one thread that wait for their commit. */
const MAX_UNSTORED = 32

/** @returns mails a second of all threads together */
export async function newsletterFloor(databaseUrl: string, seconds: number, seed: number): Promise<number> {
  const insert = await openDurableInsert(databaseUrl)
  try {
    return await run((index) => ({ kind: 'newsletters', seed: seed + index, count: 100 * seconds }), seconds, MAX_UNSTORED, insert.add)
  } finally {
    await insert.close()
  }
}

/** @returns mails a second of all threads together */
export function inspectionFloor(mails: readonly Uint8Array[], seconds: number): Promise<number> {
  const threads = availableParallelism()
  return run(
    (index) => ({ kind: 'given', mails: mails.filter((_, at) => at % threads === index) }),
    seconds,
    0,
    async () => undefined,
  )
}

async function run(
  mailsOf: (index: number) => MailWorkerData['mails'],
  seconds: number,
  maxUnstored: number,
  store: (bytes: Uint8Array) => Promise<void>,
): Promise<number> {
  const workers = Array.from({ length: availableParallelism() }, (_, index) => {
    const workerData: MailWorkerData = { mails: mailsOf(index), warmupMs: WARMUP_MS, runMs: seconds * 1_000, maxUnstored }
    return new Worker(program, { workerData })
  })
  const running = workers.map((worker) => follow(worker, store))
  await Promise.all(running.map(({ ready }) => ready))
  for (const worker of workers) worker.postMessage({ kind: 'go' } satisfies ToMailWorker)
  const rates = await Promise.all(running.map(({ rate }) => rate))
  return rates.reduce((sum, rate) => sum + rate, 0)
}

function follow(worker: Worker, store: (bytes: Uint8Array) => Promise<void>) {
  const ready = Promise.withResolvers<void>()
  const rate = Promise.withResolvers<number>()
  const fail = (error: Error) => {
    ready.reject(error)
    rate.reject(error)
  }
  worker.on('error', fail)
  worker.on('message', (message: FromMailWorker) => {
    switch (message.kind) {
      case 'ready':
        return ready.resolve()
      case 'mail':
        store(message.bytes).then(() => worker.postMessage({ kind: 'stored' } satisfies ToMailWorker), fail)
        return
      case 'done':
        return rate.resolve(message.mails / message.seconds)
    }
  })
  return { ready: ready.promise, rate: rate.promise }
}
