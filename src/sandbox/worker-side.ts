/** A thread's half of the sandbox: takes tasks in order, tells each step before it begins, and answers soon, not only when all are done. */
import { parentPort, workerData } from 'node:worker_threads'
import { ForebayError } from '../core/error.ts'
import type { SkippedStep, StepHooks } from '../core/steps.ts'
import { claimTask, enterStep, openProgress, type Progress, placeIn } from './progress.ts'
import type { Answer, Batch, FromWorker, WorkerData } from './protocol.ts'
import { whereThrown } from './where-thrown.ts'

export interface Handled<Result> {
  readonly result: Result
  /** Buffers of `result` that move instead of being copied. Each belongs to this result alone. */
  readonly transfer: readonly ArrayBuffer[]
}

/** Answers wait at most this long for company in one message. */
const MAX_WAIT_MS = 4
const NO_SKIPS: ReadonlyMap<string, SkippedStep> = new Map()

/**
 * Called once by a worker module: `serve(async (task, hooks) => …)`.
 * A throw of `handle` becomes a crash of the step that it was in, and the task is run again without that step.
 */
export function serve<Task, Result>(handle: (task: Task, hooks: StepHooks) => Promise<Handled<Result>>): void {
  const port = parentPort
  if (port === null) throw new ForebayError('SANDBOX_MISUSED', 'serve() belongs in a worker thread')
  const progress = openProgress((workerData as WorkerData).progress)
  const send = (message: FromWorker<Result>, transfer: readonly ArrayBuffer[] = []): void => port.postMessage(message, transfer)
  port.on('message', (batch: Batch<Task>) => {
    // A rejection here is a defect of the sandbox: it ends the worker, and the pool runs the tasks again.
    void runBatch(batch, handle, progress, send)
  })
  send({ kind: 'ready' })
}

type Send<Result> = (message: FromWorker<Result>, transfer?: readonly ArrayBuffer[]) => void

async function runBatch<Task, Result>(
  batch: Batch<Task>,
  handle: (task: Task, hooks: StepHooks) => Promise<Handled<Result>>,
  progress: Progress,
  send: Send<Result>,
): Promise<void> {
  const enter = (step: string): void => enterStep(progress, step)
  let answers: Answer<Result>[] = []
  let transfer: ArrayBuffer[] = []
  let lastSentAt = performance.now()
  for (let at = claimTask(progress); at < batch.tasks.length; at = claimTask(progress)) {
    const startedAt = performance.now()
    try {
      const handled = await handle(batch.tasks[at]!, { enter, skips: skipsOf(batch, at) })
      answers.push({ at, ok: true, ms: performance.now() - startedAt, result: handled.result })
      transfer.push(...handled.transfer)
    } catch (error) {
      answers.push({ at, ok: false, ms: performance.now() - startedAt, step: placeIn(progress).step(), where: whereThrown(error) })
    }
    if (performance.now() - lastSentAt >= MAX_WAIT_MS) {
      sendAnswers(answers, transfer, false, send)
      answers = []
      transfer = []
      lastSentAt = performance.now()
    }
  }
  sendAnswers(answers, transfer, true, send)
}

function sendAnswers<Result>(
  answers: readonly Answer<Result>[],
  transfer: readonly ArrayBuffer[],
  idle: boolean,
  send: Send<Result>,
): void {
  try {
    send({ kind: 'answers', answers, idle }, transfer)
  } catch (error) {
    // One result that cannot be cloned fails all of them: none was sent, and each is run again alone, where only its own task can fail.
    const where = whereThrown(error)
    const refused = answers.map((answer): Answer<Result> => ({ at: answer.at, ok: false, ms: answer.ms, step: '', where }))
    send({ kind: 'answers', answers: refused, idle })
  }
}

function skipsOf<Task>(batch: Batch<Task>, at: number): ReadonlyMap<string, SkippedStep> {
  if (batch.skips.length === 0) return NO_SKIPS
  const given = batch.skips.find((one) => one.at === at)
  return given === undefined ? NO_SKIPS : new Map(given.steps)
}
