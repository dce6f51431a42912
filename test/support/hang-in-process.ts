/** A program with a process in its sandbox that hangs; it prints the process's number and waits to be killed. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { inProcesses } from '../../src/sandbox/process-host.ts'
import { DEFAULT_SANDBOX_LIMITS, Sandbox } from '../../src/sandbox/sandbox.ts'
import { findShields } from '../../src/sandbox/shields.ts'
import type { UnrulyResult, UnrulyTask } from '../sandbox/unruly.ts'

const workerUrl = new URL('../sandbox/unruly-process.ts', import.meta.url)
const shields = findShields(fileURLToPath(workerUrl))
const sandbox = new Sandbox<UnrulyTask, UnrulyResult>({
  ...DEFAULT_SANDBOX_LIMITS,
  stepTimeoutMs: 600_000,
  taskTimeoutMs: 600_000,
  maxBatch: 1,
  openHost: inProcesses({
    workerUrl,
    readable: [fileURLToPath(new URL('../..', import.meta.url))],
    maxMegabytes: 64,
    taskCpuSeconds: 600,
    shields: () => shields,
  }),
  workers: 1,
})
await sandbox.run({ name: 'a', steps: [] })
void sandbox.run({ name: 'b', steps: [{ step: 's@1', deed: 'hang' }] })
setTimeout(() => process.stdout.write(`${readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim()}\n`), 300)
