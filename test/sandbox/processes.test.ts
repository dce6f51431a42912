/** What runs in a process of the sandbox reaches nothing, takes no more than it may, and ends without anybody else noticing. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, readlinkSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from '@jest/globals'
import type { Incident } from '../../src/sandbox/job.ts'
import { inProcesses, type ProcessOptions } from '../../src/sandbox/process-host.ts'
import { DEFAULT_SANDBOX_LIMITS, Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts'
import { shieldsOfTests } from '../support/shields.ts'
import type { Deed, UnrulyResult, UnrulyTask } from './unruly.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const shields = shieldsOfTests(fileURLToPath(new URL('./unruly-process.ts', import.meta.url)))
const opened: { close(): Promise<void> }[] = []
let incidents: Incident[] = []

type Options = Partial<SandboxOptions<UnrulyTask, UnrulyResult>> & Partial<ProcessOptions>

function open({ workerUrl, maxMegabytes = 64, taskCpuSeconds = 60, ...options }: Options = {}): Sandbox<UnrulyTask, UnrulyResult> {
  const sandbox = new Sandbox<UnrulyTask, UnrulyResult>({
    ...DEFAULT_SANDBOX_LIMITS,
    maxBatch: 1,
    openHost: inProcesses({
      workerUrl: workerUrl ?? new URL('./unruly-process.ts', import.meta.url),
      readable: ['src', 'test', 'package.json'].map((name) => `${ROOT}${name}`),
      maxMegabytes,
      taskCpuSeconds,
      shields: () => shields,
    }),
    workers: 1,
    stepTimeoutMs: 20_000,
    taskTimeoutMs: 25_000,
    onIncident: (incident) => incidents.push(incident),
    ...options,
  })
  opened.push(sandbox)
  return sandbox
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((sandbox) => sandbox.close()))
  incidents = []
})

const quiet = (name: string): UnrulyTask => ({ name, steps: [{ step: 's@1', deed: 'work' }] })

function task(deed: Deed, name = 'a'): UnrulyTask {
  return {
    name,
    steps: [
      { step: 's@1', deed: 'work' },
      { step: 's@2', deed },
      { step: 's@3', deed: 'work' },
    ],
  }
}

async function resultOf(sandbox: Sandbox<UnrulyTask, UnrulyResult>, given: UnrulyTask): Promise<UnrulyResult> {
  const ran = await sandbox.run(given)
  if (ran.status !== 'done') throw new Error(`${ran.status} ${ran.reason} in ${ran.step}`)
  return ran.result
}

describe('a task that does its work', () => {
  it('comes back with its result, and has seen nothing of the environment', async () => {
    const one = await open().run(quiet('a'))
    // MALLOC_ARENA_MAX, which is ours.
    expect(one).toEqual({ status: 'done', result: { name: 'a', done: ['s@1'], skipped: [], environment: 1 }, ms: expect.any(Number) })
  })

  it('gets its bytes, and does not send back those that it was sent', async () => {
    const bytes = Uint8Array.from({ length: 3_000_000 }, (_, at) => at * 31)
    const { given } = await resultOf(open(), { ...quiet('a'), answer: 'bytes', bytes })
    expect(given?.map((one) => Buffer.compare(one, bytes))).toEqual([0, 0])
    expect(given?.[0]?.buffer).toBe(bytes.buffer)
    expect(given?.[1]?.buffer).not.toBe(bytes.buffer)
  })

  it('is one of many that each come back to the caller who asked', async () => {
    const sandbox = open({ workers: 2 })
    const names = Array.from({ length: 200 }, (_, at) => `task ${at}`)
    expect((await Promise.all(names.map((name) => resultOf(sandbox, quiet(name))))).map(({ name }) => name)).toEqual(names)
  })
})

describe('what a process is held by', () => {
  it('is refused everything that leads out of it', async () => {
    const { refusals = {} } = await resultOf(open(), { ...quiet('a'), answer: 'what-is-refused' })
    // A WebSocket tells no reason.
    expect(refusals).toEqual({
      ...Object.fromEntries(Object.keys(refusals).map((name) => [name, 'ERR_ACCESS_DENIED'])),
      websocket: 'refused',
    })
    expect(Object.keys(refusals)).toHaveLength(20)
    expect(existsSync('/tmp/forebay-was-here')).toBe(false)
  })

  it('has no network device, no privilege and no room beyond its own, by the kernel', async () => {
    if (!shields.limits) return
    const { pid } = await resultOf(open(), { ...quiet('a'), answer: 'bytes' })
    const limits = readFileSync(`/proc/${pid}/limits`, 'utf8')
    expect(limits).toMatch(/^Max file size +252 +252/m)
    expect(limits).toMatch(/^Max core file size +0 +0/m)
    expect(limits).toMatch(/^Max cpu time +300 +301/m)
    expect(Number(/^Max data size +(\d+)/m.exec(limits)?.[1])).toBeLessThan(2 ** 31)
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    if (shields.network) expect(readlinkSync(`/proc/${pid}/ns/net`)).not.toBe(readlinkSync('/proc/self/ns/net'))
    if (shields.privileges) expect(status).toMatch(/^NoNewPrivs:\t1$/m)
    if (shields.nobody) expect(status).toMatch(/^Uid:\t65534\t65534\t65534\t65534$/m)
    if (shields.nobody) expect(status).toMatch(/^CapEff:\t0+$/m)
  })
})

describe('a step that goes wrong', () => {
  it.each<[Deed, string, string]>([
    ['hang', 'timed_out', 'STEP_TIMED_OUT'],
    ['wait-forever', 'timed_out', 'STEP_TIMED_OUT'],
    ['backtrack', 'timed_out', 'STEP_TIMED_OUT'],
    ['native-forever', 'timed_out', 'STEP_TIMED_OUT'],
    ['flood', 'timed_out', 'STEP_TIMED_OUT'],
    ['fill-heap', 'failed', 'MEMORY_EXCEEDED'],
    ['fill-array', 'failed', 'MEMORY_EXCEEDED'],
    ['fill-string', 'failed', 'MEMORY_EXCEEDED'],
    ['fill-buffers', 'failed', 'MEMORY_EXCEEDED'],
    ['fill-wasm', 'failed', 'MEMORY_EXCEEDED'],
    ['throw', 'failed', 'STEP_CRASHED'],
    ['exit', 'failed', 'WORKER_DIED'],
  ])('%s is left out, and the rest of the task is done', async (deed, status, reason) => {
    // Time is judged only where it is what goes wrong: a busy machine must not change the rest.
    const sandbox = open(reason === 'STEP_TIMED_OUT' ? { stepTimeoutMs: 1_000 } : {})
    // Memory runs out by the watch or by the kernel's limit, whichever is met first.
    const said = reason === 'MEMORY_EXCEEDED' ? expect.stringMatching(/^(?:MEMORY_EXCEEDED|WORKER_DIED)$/) : reason
    expect(await sandbox.run(task(deed))).toMatchObject({
      status: 'done',
      result: { done: ['s@1', 's@3'], skipped: [{ step: 's@2', reason: said }] },
    })
    expect(incidents).toEqual([expect.objectContaining({ status, reason: said, step: 's@2', again: true })])
  })

  it('is told by the kind of error and the line of code, never by its words', async () => {
    await open().run(task('throw'))
    expect(incidents[0]?.where).toMatch(/^TypeError at unruly\.ts:\d+$/)
  })

  it('is ended by the kernel when it takes more processor time than a process has', async () => {
    if (!shields.limits) return
    const sandbox = open({ taskCpuSeconds: 0.2 })
    expect(await sandbox.run(task('burn'))).toMatchObject({ result: { skipped: [{ step: 's@2', reason: 'STEP_TIMED_OUT' }] } })
  })
})

describe('others beside one that goes wrong', () => {
  it.each<Deed>(['hang', 'exit', 'fill-buffers'])('are all done when it does %s', async (deed) => {
    const sandbox = open({ workers: 2, ...(deed === 'hang' ? { stepTimeoutMs: 1_000 } : {}) })
    const tasks = Array.from({ length: 51 }, (_, at) => (at === 3 ? task(deed, `${at}`) : quiet(`${at}`)))
    const results = await Promise.all(tasks.map((one) => resultOf(sandbox, one)))
    expect(results.map(({ name }) => name)).toEqual(tasks.map(({ name }) => name))
    expect(results.filter(({ skipped }) => skipped.length > 0).map(({ name }) => name)).toEqual(['3'])
  })

  it('do not wait for it', async () => {
    const sandbox = open({ workers: 2 })
    const hanging = sandbox.run(task('hang')).then(
      () => 'done',
      () => 'closed',
    )
    await Promise.all(Array.from({ length: 50 }, (_, at) => resultOf(sandbox, quiet(`${at}`))))
    await sandbox.close()
    expect(await hanging).toBe('closed')
  })
})

describe('the pool', () => {
  it('starts no process before there is work, when told so, and one at most for one task', async () => {
    const sandbox = open({ workers: 4, start: 'on-demand' })
    expect(sandbox.stats().workers).toBe(0)
    await resultOf(sandbox, quiet('a'))
    expect(sandbox.stats().workers).toBe(1)
  })

  it('starts another ahead of the end of one that stands still, and is as large as before afterwards', async () => {
    const sandbox = open({ startAheadMs: 100 })
    const hanging = sandbox.run(task('wait-forever')).catch(() => 'closed')
    await resultOf(sandbox, quiet('b'))
    expect(sandbox.stats().workers).toBe(2)
    await sandbox.close()
    await hanging
  })

  it('replaces a process that has used up its processor time', async () => {
    const sandbox = open({ taskCpuSeconds: 0.001 })
    const pids = new Set<number | undefined>()
    for (const name of ['a', 'b', 'c']) pids.add((await resultOf(sandbox, { ...quiet(name), answer: 'bytes' })).pid)
    expect(pids.size).toBe(3)
    expect(incidents).toEqual([])
  })

  it('rejects, and does not start processes for ever, when its program cannot start', async () => {
    const sandbox = open({ workerUrl: new URL('./no-such-worker.ts', import.meta.url), workers: 2 })
    await expect(sandbox.run(quiet('a'))).rejects.toMatchObject({ code: 'SANDBOX_UNAVAILABLE', retryable: true })
    expect(sandbox.stats().workers).toBe(0)
  })

  it('leaves no process behind when the service is killed in the middle of a task', async () => {
    const script = fileURLToPath(new URL('../support/hang-in-process.ts', import.meta.url))
    const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
    const pid = await new Promise<number>((resolve) => parent.stdout.once('data', (line: Buffer) => resolve(Number(line.toString()))))
    expect(isAlive(pid)).toBe(true)
    parent.kill('SIGKILL')
    while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20))
  })
})

/** A zombie, which nobody has waited for yet, is dead. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
