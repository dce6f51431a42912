/** Loaded before the service (`--import`), it makes the sandbox's threads and processes run the unruly workers in place of the real ones. */
import childProcess, { type SpawnOptions } from 'node:child_process'
import { syncBuiltinESMExports } from 'node:module'
import { fileURLToPath } from 'node:url'
import threads, { type WorkerOptions } from 'node:worker_threads'

const UNRULY = new URL('./unruly-examine-worker.ts', import.meta.url)

class UnrulyWorker extends threads.Worker {
  constructor(file: string | URL, options?: WorkerOptions) {
    super(String(file).endsWith('/examine-worker.ts') ? UNRULY : file, options)
  }
}

threads.Worker = UnrulyWorker

const spawn = childProcess.spawn
const UNRULY_PROCESS = fileURLToPath(new URL('./unruly-examine-process.ts', import.meta.url))
const TESTS = fileURLToPath(new URL('..', import.meta.url))

childProcess.spawn = ((command: string, args: readonly string[], options: SpawnOptions) => {
  const isOurs = args.at(-1)?.endsWith('/examine-process.ts') ?? false
  const unruly = isOurs ? [...args.slice(0, -1), `--allow-fs-read=${TESTS}`, UNRULY_PROCESS] : args
  return spawn(command, unruly, options)
}) as typeof spawn
syncBuiltinESMExports()
