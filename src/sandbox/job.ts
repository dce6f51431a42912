/** One task on its way through the pool: it is settled once, and knows which of its steps must be left out the next time. */
import type { SkippedStep } from '../core/steps.ts'

export type SandboxResult<Result> =
  | {
      readonly status: 'done'
      readonly result: Result
      /** Spent in the worker on the try that succeeded. */
      readonly ms: number
    }
  | {
      readonly status: 'timed_out' | 'failed'
      /** `STEP_TIMED_OUT`, `TASK_TIMED_OUT`, `MEMORY_EXCEEDED`, `WORKER_DIED`, `STEP_CRASHED`. */
      readonly reason: string
      /** The step that it was in, '' when it had not entered any. */
      readonly step: string
      readonly ms: number
    }

/** What went wrong in a worker, for logs and metrics: no content in it. */
export interface Incident extends SkippedStep {
  readonly step: string
  /** Kind of error and line of code, when one was thrown. */
  readonly where: string | null
  /** Whether the task runs again. */
  readonly again: boolean
}

export class Job<Task, Result> {
  readonly task: Task
  readonly sizeBytes: number
  readonly lane: string
  readonly skips = new Map<string, SkippedStep>()
  /** A task that once ended a worker, or may have, runs with no others beside it. */
  alone = false
  /** In its last try it shared a batch with others. */
  beside = false
  settled = false
  /** The seat that runs it now; null while it waits. */
  owner: object | null = null
  tries = 0
  readonly #resolve: (result: SandboxResult<Result>) => void
  readonly #reject: (error: Error) => void

  constructor(
    task: Task,
    sizeBytes: number,
    lane: string,
    resolve: (result: SandboxResult<Result>) => void,
    reject: (error: Error) => void,
  ) {
    this.task = task
    this.sizeBytes = sizeBytes
    this.lane = lane
    this.#resolve = resolve
    this.#reject = reject
  }

  settle(result: SandboxResult<Result>): void {
    this.settled = true
    this.#resolve(result)
  }

  giveUp(error: Error): void {
    this.settled = true
    this.#reject(error)
  }

  /**
   * Takes note of what this task's step did. True when the task is worth another try without that step; otherwise it is settled.
   * A step that is already left out, or none at all, cannot be blamed twice.
   */
  blame(step: string, skip: SkippedStep, maxTries: number): boolean {
    this.tries += 1
    // Memory may have been filled by those beside it, and without a step there is no proof who it was: once more, by itself.
    const unsure = this.beside && (step === '' || skip.reason === 'MEMORY_EXCEEDED')
    this.alone = true
    const again = this.tries < maxTries && skip.reason !== 'TASK_TIMED_OUT' && (unsure || (step !== '' && !this.skips.has(step)))
    if (!again) this.settle({ ...skip, step })
    else if (!unsure) this.skips.set(step, skip)
    return again
  }
}
