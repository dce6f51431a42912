/** Loaded before the service (`--import`), it makes the sandbox's threads run the unruly worker in place of the real one. */
import { syncBuiltinESMExports } from 'node:module'
import threads, { type WorkerOptions } from 'node:worker_threads'

const UNRULY = new URL('./unruly-examine-worker.ts', import.meta.url)

class UnrulyWorker extends threads.Worker {
  constructor(file: string | URL, options?: WorkerOptions) {
    super(String(file).endsWith('/examine-worker.ts') ? UNRULY : file, options)
  }
}

threads.Worker = UnrulyWorker
syncBuiltinESMExports()
