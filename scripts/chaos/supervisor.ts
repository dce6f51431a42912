/** Keeps a process of the service running as a supervisor would: killed with -9 it comes back, and how long that took is written down. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export interface SupervisedOptions {
  readonly name: string
  readonly port: number
  readonly environment: Readonly<Record<string, string>>
  /** Where it starts: a folder without settings of its own. */
  readonly folder: string
  readonly logPath: string
}

export interface Supervised {
  readonly name: string
  /** Kill -9 to ready again, in milliseconds. */
  readonly recoveriesMs: readonly number[]
  /** Ends that nobody asked for. */
  readonly problems: readonly string[]
  whenReady(): Promise<void>
  /** Resolves when the process is gone; its successor is on its way. */
  kill(): Promise<void>
  /** SIGTERM and no successor; the exit code. */
  stop(): Promise<number | null>
  /** SIGKILL and no successor. */
  end(): Promise<void>
}

const PROGRAM = fileURLToPath(new URL('../../src/forebay.ts', import.meta.url))
const READY_TIMEOUT_MS = 60_000
const LOOK_EVERY_MS = 50

export function supervise(options: SupervisedOptions): Supervised {
  const recoveriesMs: number[] = []
  const problems: string[] = []
  let ending = false
  let killedAt: number | null = null
  let child = start()
  let ready = becomeReady(child)

  function start(): ChildProcess {
    const log = openSync(options.logPath, 'a')
    const started = spawn(process.execPath, ['--no-warnings', PROGRAM, 'serve'], {
      cwd: options.folder,
      env: { PATH: process.env.PATH ?? '', PORT: String(options.port), ...options.environment },
      stdio: ['ignore', log, log],
    })
    started.once('exit', (code, signal) => {
      if (ending) return
      if (killedAt === null) problems.push(`${options.name} ended by itself with ${code ?? signal}`)
      child = start()
      ready = becomeReady(child)
    })
    return started
  }

  async function becomeReady(one: ChildProcess): Promise<void> {
    const deadline = performance.now() + READY_TIMEOUT_MS
    // A successor has its own wait; whoever asked for this one goes on to that.
    while (!ending && one.exitCode === null && one.signalCode === null) {
      if (await isReady(options.port)) {
        if (killedAt !== null) recoveriesMs.push(performance.now() - killedAt)
        killedAt = null
        return
      }
      if (performance.now() > deadline) {
        problems.push(`${options.name} was not ready within ${READY_TIMEOUT_MS / 1_000} s`)
        return
      }
      await sleep(LOOK_EVERY_MS)
    }
  }

  async function whenReady(): Promise<void> {
    for (let waited: Promise<void> | null = null; waited !== ready; ) {
      waited = ready
      await waited
    }
  }

  async function signalled(signal: NodeJS.Signals): Promise<number | null> {
    const one = child
    if (one.exitCode !== null || one.signalCode !== null) return one.exitCode
    const ended = once(one, 'exit')
    one.kill(signal)
    await ended
    return one.exitCode
  }

  return {
    name: options.name,
    recoveriesMs,
    problems,
    whenReady,
    async kill() {
      killedAt ??= performance.now()
      await signalled('SIGKILL')
    },
    async stop() {
      ending = true
      return signalled('SIGTERM')
    },
    async end() {
      ending = true
      await signalled('SIGKILL')
    },
  }
}

async function isReady(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) })
    await response.arrayBuffer()
    return response.status === 200
  } catch {
    // Not there yet is the answer.
    return false
  }
}
