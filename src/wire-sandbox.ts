/** Wires where strangers' bytes are read: words in threads of this process, messages with files in processes that can reach nothing. */
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Examining, examineApart } from './pipeline/apart.ts'
import type { Examined, ExamineTask } from './pipeline/examine.ts'
import type { Incident } from './sandbox/job.ts'
import { inProcesses } from './sandbox/process-host.ts'
import { DEFAULT_SANDBOX_LIMITS, Sandbox } from './sandbox/sandbox.ts'
import { findShields, type Shields, shieldStates } from './sandbox/shields.ts'
import { inThreads } from './sandbox/thread-host.ts'
import type { Settings } from './settings/settings.ts'
import type { Logger } from './telemetry/logger.ts'

/** JavaScript objects of one thread. */
const MAX_HEAP_MEGABYTES = 384

const FILES_MODULE = new URL('./pipeline/examine-process.ts', import.meta.url)
/** Of the time that a step may stand still: then another process is started, which takes a second, so that nothing waits for that. */
const START_AHEAD = 0.4
/** Threads of one process that may work at once: Node's pool of four, the script, and those of the picture library. */
const BUSY_THREADS = 6

let shields: Shields | null = null

/** What this machine lets the processes be held by; found out once. */
export function shieldsHere(): Shields {
  shields ??= findShields(fileURLToPath(FILES_MODULE))
  return shields
}

/** What holds the processes that read files, and what this machine withholds from them. */
export function isolationHere(): { readonly by: readonly string[]; readonly without: readonly string[] } {
  const states = Object.entries(shieldStates(shieldsHere()))
  const isRoot = process.getuid?.() === 0
  return {
    by: states.flatMap(([name, on]) => (on ? [name] : [])),
    // Another user is needed by root alone.
    without: states.flatMap(([name, on]) => (on || (name === 'nobody' && !isRoot) ? [] : [name])),
  }
}

/** Once, at start. */
export function tellIsolation(log: Pick<Logger, 'info' | 'warn'>): void {
  const { by, without } = isolationHere()
  if (without.length === 0) log.info(`files are read in processes of their own, held by ${by.join(', ')}`)
  else log.warn(`files are read in processes held by ${by.join(', ')} and not by ${without.join(', ')}`, { code: 'ISOLATION_PARTIAL' })
}

/** The program itself: beside it lie the settings and, often, the data. */
function programPaths(): readonly string[] {
  const source = dirname(fileURLToPath(import.meta.url))
  const folders: string[] = []
  for (let folder = dirname(source); ; folder = dirname(folder)) {
    folders.push(join(folder, 'node_modules'))
    if (folder === dirname(folder)) break
  }
  return [source, join(source, '..', 'package.json'), ...folders.filter((folder) => existsSync(folder))]
}

export interface OpenSandbox extends Examining {
  close(): Promise<void>
}

type SandboxSettings = Pick<
  Settings,
  'inspectThreads' | 'inspectMaxMegabytes' | 'fileProcesses' | 'fileProcessMegabytes' | 'stepTimeoutMs' | 'messageTimeoutMs'
>

/** @param onDemand processes are started for the first message that has a file, and no sooner */
export function openSandbox(settings: SandboxSettings, log: Pick<Logger, 'warn'>, onDemand: boolean): OpenSandbox {
  const limits = {
    ...DEFAULT_SANDBOX_LIMITS,
    stepTimeoutMs: settings.stepTimeoutMs,
    taskTimeoutMs: settings.messageTimeoutMs,
    onIncident: ({ step, reason, ms }: Incident) => log.warn('a step in the sandbox was ended', { code: reason, path: step, ms }),
  }
  const words = new Sandbox<ExamineTask, Examined | null>({
    ...limits,
    openHost: inThreads({
      workerUrl: new URL('./pipeline/examine-worker.ts', import.meta.url),
      maxHeapMb: MAX_HEAP_MEGABYTES,
      maxExternalMb: settings.inspectMaxMegabytes,
    }),
    workers: settings.inspectThreads ?? Math.max(2, availableParallelism()),
  })
  const files = new Sandbox<ExamineTask, Examined>({
    ...limits,
    maxBatch: 1,
    openHost: inProcesses({
      workerUrl: FILES_MODULE,
      readable: programPaths(),
      maxMegabytes: settings.fileProcessMegabytes,
      taskCpuSeconds: Math.ceil((settings.messageTimeoutMs / 1_000) * BUSY_THREADS),
      shields: shieldsHere,
    }),
    workers: settings.fileProcesses ?? Math.max(2, availableParallelism()),
    // Who serves starts them as soon as words can be read.
    start: onDemand ? 'on-demand' : 'with-first-task',
    startAheadMs: settings.stepTimeoutMs * START_AHEAD,
  })
  return {
    ...examineApart(words, files),
    async close() {
      await Promise.all([words.close(), files.close()])
    },
  }
}
