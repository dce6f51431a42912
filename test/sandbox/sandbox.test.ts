import { afterEach, describe, expect, it } from '@jest/globals'
import type { Incident } from '../../src/sandbox/job.ts'
import { DEFAULT_SANDBOX_LIMITS, Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts'
import { inThreads } from '../../src/sandbox/thread-host.ts'
import type { Deed, UnrulyResult, UnrulyTask } from './unruly.ts'

const opened: { close(): Promise<void> }[] = []
let incidents: Incident[] = []

const hostOf = (worker: string) =>
  inThreads<UnrulyTask, UnrulyResult>({ workerUrl: new URL(worker, import.meta.url), maxHeapMb: 64, maxExternalMb: 100 })

function open(options: Partial<SandboxOptions<UnrulyTask, UnrulyResult>> = {}): Sandbox<UnrulyTask, UnrulyResult> {
  const sandbox = new Sandbox<UnrulyTask, UnrulyResult>({
    ...DEFAULT_SANDBOX_LIMITS,
    openHost: hostOf('./unruly-worker.ts'),
    workers: 1,
    stepTimeoutMs: 200,
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

/** A task of three steps, the second of which does `deed`. */
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

const quiet = (name: string): UnrulyTask => ({ name, steps: [{ step: 's@1', deed: 'work' }] })

describe('a task that does its work', () => {
  it('comes back with its result', async () => {
    expect(await open().run(quiet('a'))).toEqual({
      status: 'done',
      result: { name: 'a', done: ['s@1'], skipped: [], environment: 0 },
      ms: expect.any(Number),
    })
  })

  it('is one of many that each come back to the caller who asked', async () => {
    const sandbox = open({ workers: 2, maxBatch: 7 })
    const names = Array.from({ length: 500 }, (_, at) => `task ${at}`)
    const results = await Promise.all(names.map((name, at) => sandbox.run(quiet(name), at % 50 === 0 ? 10_000_000 : 500)))
    expect(results.map((one) => (one.status === 'done' ? one.result.name : one.reason))).toEqual(names)
    expect(sandbox.stats()).toMatchObject({ completed: 500, waiting: 0, rerun: 0 })
  })

  it('gets its result moved and not copied', async () => {
    const one = await open().run({ ...quiet('a'), answer: 'buffer' })
    expect(one.status === 'done' && one.result.bytes?.byteLength).toBe(1_000_000)
  })

  it('sees nothing of the environment of the process, where the secrets are', async () => {
    expect(Object.keys(process.env).length).toBeGreaterThan(0)
    const one = await open().run(quiet('a'))
    expect(one).toMatchObject({ status: 'done', result: { environment: 0 } })
  })
})

describe('a step that goes wrong', () => {
  it.each<[Deed, string, string]>([
    ['hang', 'timed_out', 'STEP_TIMED_OUT'],
    ['wait-forever', 'timed_out', 'STEP_TIMED_OUT'],
    ['backtrack', 'timed_out', 'STEP_TIMED_OUT'],
    ['native', 'timed_out', 'STEP_TIMED_OUT'],
    ['fill-heap', 'failed', 'MEMORY_EXCEEDED'],
    ['fill-array', 'failed', 'MEMORY_EXCEEDED'],
    ['fill-string', 'failed', 'MEMORY_EXCEEDED'],
    ['fill-buffers', 'failed', 'MEMORY_EXCEEDED'],
    ['throw', 'failed', 'STEP_CRASHED'],
    ['exit', 'failed', 'WORKER_DIED'],
  ])('%s is left out, and the rest of the task is done', async (deed, status, reason) => {
    // Memory is to be judged here, not time: filling it may be slow on a busy machine.
    const sandbox = open({ stepTimeoutMs: deed.startsWith('fill') ? 20_000 : 200 })
    expect(await sandbox.run(task(deed))).toMatchObject({
      status: 'done',
      result: { done: ['s@1', 's@3'], skipped: [{ step: 's@2', reason }] },
    })
    expect(incidents).toEqual([expect.objectContaining({ status, reason, step: 's@2', again: true })])
  })

  it('is told by the kind of error and the line of code, never by its words', async () => {
    await open().run(task('throw'))
    expect(incidents[0]?.where).toMatch(/^TypeError at unruly\.ts:\d+$/)
  })

  it('more than three times in one task fails the task', async () => {
    const steps = Array.from({ length: 10 }, (_, at) => ({ step: `s@${at}`, deed: 'throw' as const }))
    expect(await open().run({ name: 'a', steps })).toMatchObject({ status: 'failed', reason: 'STEP_CRASHED', step: 's@3' })
    expect(incidents.map(({ again }) => again)).toEqual([true, true, true, false])
  })
})

describe('a task that cannot be saved', () => {
  it.each<[Deed, string, string]>([
    ['hang', 'timed_out', 'STEP_TIMED_OUT'],
    ['exit', 'failed', 'WORKER_DIED'],
    ['throw', 'failed', 'STEP_CRASHED'],
  ])('%s before its first step ends as a whole, and the next task is served', async (first, status, reason) => {
    const sandbox = open()
    expect(await sandbox.run({ name: 'a', first, steps: [] })).toMatchObject({ status, reason, step: '' })
    expect(await sandbox.run(quiet('b'))).toMatchObject({ status: 'done' })
  })

  it('is timed out when its steps are each in time but never end', async () => {
    const steps = Array.from({ length: 100 }, (_, at) => ({ step: `s@${at}`, deed: 'slow' as const }))
    const sandbox = open({ stepTimeoutMs: 5_000, taskTimeoutMs: 500 })
    expect(await sandbox.run({ name: 'a', steps })).toMatchObject({ status: 'timed_out', reason: 'TASK_TIMED_OUT' })
  })

  it('fails alone when its result cannot be handed over', async () => {
    const sandbox = open()
    const results = await Promise.all(
      [quiet('a'), quiet('b'), { ...quiet('c'), answer: 'unclonable' as const }, quiet('d')].map((one) => sandbox.run(one)),
    )
    expect(results.map(({ status }) => status)).toEqual(['done', 'done', 'failed', 'done'])
  })
})

describe('tasks beside one that goes wrong', () => {
  it.each<Deed>(['hang', 'fill-buffers', 'exit', 'throw'])('are all done when it does %s', async (deed) => {
    const sandbox = open({ workers: 2, stepTimeoutMs: deed === 'fill-buffers' ? 20_000 : 200 })
    const tasks = Array.from({ length: 60 }, (_, at) => (at % 20 === 10 ? task(deed, `${at}`) : quiet(`${at}`)))
    const results = await Promise.all(tasks.map((one) => sandbox.run(one)))
    expect(results.map((one) => (one.status === 'done' ? one.result.name : one.reason))).toEqual(tasks.map(({ name }) => name))
    const skipped = results.filter((one) => one.status === 'done' && one.result.skipped.length > 0)
    expect(skipped).toHaveLength(3)
  })

  it('do not wait for it: other workers take them over', async () => {
    const sandbox = open({ workers: 2, stepTimeoutMs: 20_000 })
    await Promise.all([sandbox.run(quiet('a')), sandbox.run(quiet('b'))])
    let hung = false
    const hanging = sandbox.run(task('wait-forever', 'hung')).then(
      () => {
        hung = true
      },
      () => {},
    )
    const results = await Promise.all(Array.from({ length: 40 }, (_, at) => sandbox.run(quiet(`${at}`))))
    expect(results.every(({ status }) => status === 'done')).toBe(true)
    expect(hung).toBe(false)
    await sandbox.close()
    await hanging
  })

  it('are taken back also when they share its batch', async () => {
    const sandbox = open({ workers: 2, stepTimeoutMs: 20_000 })
    await Promise.all([sandbox.run(quiet('a')), sandbox.run(quiet('b'))])
    // Both workers are kept busy, so that the third and its mates wait and then go as one batch.
    const first = [sandbox.run(task('slow')), sandbox.run(task('slow'))]
    const hanging = sandbox.run(task('wait-forever', 'hung')).catch(() => 'closed')
    const mates = Array.from({ length: 20 }, (_, at) => sandbox.run(quiet(`${at}`)))
    expect((await Promise.all([...first, ...mates])).every(({ status }) => status === 'done')).toBe(true)
    expect(sandbox.stats().rerun).toBeGreaterThan(0)
    await sandbox.close()
    expect(await hanging).toBe('closed')
  })
})

describe('the pool', () => {
  it('rejects what is open when it is closed, so that the work stays due', async () => {
    const sandbox = open({ stepTimeoutMs: 20_000 })
    const running = sandbox.run(task('hang'))
    const waiting = sandbox.run(quiet('b'))
    const closed = { code: 'SANDBOX_CLOSED', retryable: true }
    const both = Promise.all([expect(running).rejects.toMatchObject(closed), expect(waiting).rejects.toMatchObject(closed)])
    await sandbox.close()
    await both
    await expect(sandbox.run(quiet('c'))).rejects.toMatchObject(closed)
  })

  it('rejects, and does not start threads for ever, when its workers cannot start', async () => {
    const sandbox = open({ openHost: hostOf('./no-such-worker.ts'), workers: 2 })
    await expect(sandbox.run(quiet('a'))).rejects.toMatchObject({ code: 'SANDBOX_UNAVAILABLE', retryable: true })
    await expect(sandbox.run(quiet('b'))).rejects.toMatchObject({ code: 'SANDBOX_UNAVAILABLE' })
    expect(sandbox.stats().workers).toBe(0)
  })

  it('counts what it ended', async () => {
    const sandbox = open()
    await sandbox.run(task('hang'))
    await sandbox.run(task('exit'))
    expect(sandbox.stats()).toMatchObject({ completed: 2, ended: { timedOut: 1, memory: 0, died: 1 } })
  })
})
