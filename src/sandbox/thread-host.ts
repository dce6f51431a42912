/** A host that is a thread: quick to start and to talk to, and ended at once unless it is in native code, which cannot be interrupted. */
import { Worker } from 'node:worker_threads'
import type { Host, HostEvents, OpenHost } from './host.ts'
import { openProgress, placeIn } from './progress.ts'
import type { FromWorker, WorkerData } from './protocol.ts'

export interface ThreadOptions {
  /** The module that calls `serve()`. */
  readonly workerUrl: URL
  /** JavaScript heap of one worker, sampled while a task lasts. */
  readonly maxHeapMb: number
  /** ArrayBuffers of one worker, which are no part of its heap; sampled likewise. */
  readonly maxExternalMb: number
}

/**
 * V8's own limit is only the backstop, far above the watchdog's: when a heap passes it by more than 16 MB in one go (a big array, a full
 * young generation promoted), V8 aborts the whole process and not the thread. 2 GB clears the largest single array or string.
 */
const BACKSTOP_MB = 2_048
const MB = 1024 * 1024

export function inThreads<Task, Result>(options: ThreadOptions): OpenHost<Task, Result> {
  return (events) => openThread(options, events)
}

function openThread<Task, Result>({ workerUrl, maxHeapMb, maxExternalMb }: ThreadOptions, events: HostEvents<Result>): Host<Task> {
  const progress = openProgress()
  const data: WorkerData = { progress: progress.shared }
  const worker = new Worker(workerUrl, {
    name: 'sandbox',
    workerData: data,
    // Strangers' bytes are read in there: no secret of the environment and no flag of the parent goes in.
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb + BACKSTOP_MB },
  })
  worker.on('message', (message: FromWorker<Result>) => events.heard(message))
  let outOfMemory = false
  worker.on('error', (error: Error & { readonly code?: string }) => {
    outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  })
  worker.on('exit', () => events.gone(outOfMemory ? 'MEMORY_EXCEEDED' : 'WORKER_DIED'))
  return {
    place: placeIn(progress),
    post: (batch) => worker.postMessage(batch),
    // V8 answers between two instructions of the script. Native code is deaf, but it cannot be interrupted either: its end brings both.
    isOverMemory: () =>
      worker.getHeapStatistics().then(
        (heap) => heap.used_heap_size > maxHeapMb * MB || heap.external_memory > maxExternalMb * MB,
        // The thread is already on its way out, and its exit tells why.
        () => false,
      ),
    isSpent: () => false,
    async end() {
      await worker.terminate()
    },
  }
}
