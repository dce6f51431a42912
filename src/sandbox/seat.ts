/** One worker and the batch it works on: says what the worker answers, and whether it stands still, and ends it for good when told to. */
import { Worker } from 'node:worker_threads'
import type { Job } from './job.ts'
import { ALL_TAKEN, beginBatch, claimedTasks, currentStep, mark, openProgress, withdrawRest } from './progress.ts'
import type { Answer, Batch, FromWorker, WorkerData } from './protocol.ts'

/**
 * V8's own limit is only the backstop, far above the watchdog's: when a heap passes it by more than 16 MB in one go (a big array, a full
 * young generation promoted), V8 aborts the whole process and not the thread. 2 GB clears the largest single array or string.
 */
const BACKSTOP_MB = 2_048

export interface SeatEvents<Task, Result> {
  ready(seat: Seat<Task, Result>): void
  answered(seat: Seat<Task, Result>, job: Job<Task, Result>, answer: Answer<Result>): void
  idle(seat: Seat<Task, Result>): void
  /** The worker ended by itself. */
  died(seat: Seat<Task, Result>, reason: 'MEMORY_EXCEEDED' | 'WORKER_DIED'): void
  /** The thread is gone, whether it ended by itself or was ended. */
  gone(): void
}

export interface SeatLimits {
  readonly workerUrl: URL
  readonly maxHeapMb: number
}

export class Seat<Task, Result> {
  readonly worker: Worker
  state: 'starting' | 'idle' | 'busy' | 'ended' = 'starting'
  batch: readonly Job<Task, Result>[] = []
  /** Since when the step and the task have not changed, as seen by `observe`; performance.now() milliseconds. */
  stepSince = 0
  taskSince = 0
  /** How often `observe` found the same step, the same task: a starved process looks seldom, however much time went by. */
  stepSeen = 0
  taskSeen = 0
  /** A memory sample was asked for and has not come back yet. */
  sampling = false
  /** Of the batch, how many the worker may claim; fewer than all once the rest was withdrawn. */
  #mine = 0
  #withdrawn = false
  #mark = 0
  #claimed = 0
  readonly #progress = openProgress()

  constructor(limits: SeatLimits, events: SeatEvents<Task, Result>) {
    const data: WorkerData = { progress: this.#progress.shared }
    this.worker = new Worker(limits.workerUrl, {
      name: 'sandbox',
      workerData: data,
      // Strangers' bytes are read in there: no secret of the environment and no flag of the parent goes in.
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: limits.maxHeapMb + BACKSTOP_MB },
    })
    this.worker.on('message', (message: FromWorker<Result>) => {
      if (this.state !== 'ended') this.#hear(message, events)
    })
    let outOfMemory = false
    this.worker.on('error', (error: Error & { readonly code?: string }) => {
      outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    })
    this.worker.on('exit', () => {
      if (this.state !== 'ended') events.died(this, outOfMemory ? 'MEMORY_EXCEEDED' : 'WORKER_DIED')
      events.gone()
    })
  }

  #hear(message: FromWorker<Result>, events: SeatEvents<Task, Result>): void {
    if (message.kind === 'ready') {
      this.state = 'idle'
      events.ready(this)
      return
    }
    for (const answer of message.answers) {
      const job = this.batch[answer.at]
      if (job !== undefined) events.answered(this, job, answer)
    }
    if (!message.idle) return
    this.state = 'idle'
    this.batch = []
    events.idle(this)
  }

  post(batch: readonly Job<Task, Result>[], now: number): void {
    this.state = 'busy'
    this.batch = batch
    this.#mine = batch.length
    this.#withdrawn = false
    this.#claimed = 0
    this.#mark = mark(this.#progress)
    this.stepSince = now
    this.taskSince = now
    this.stepSeen = 0
    this.taskSeen = 0
    beginBatch(this.#progress)
    const skips: { readonly at: number; readonly steps: Batch<Task>['skips'][number]['steps'] }[] = []
    for (let at = 0; at < batch.length; at++) {
      const job = batch[at]!
      job.owner = this
      job.beside = batch.length > 1
      if (job.skips.size > 0) skips.push({ at, steps: [...job.skips] })
    }
    const message: Batch<Task> = { tasks: batch.map((job) => job.task), skips }
    this.worker.postMessage(message)
  }

  /** Looks how far the worker is; called at every tick while it is busy. */
  observe(now: number): void {
    this.stepSeen += 1
    this.taskSeen += 1
    const claimed = this.#claimedNow()
    if (claimed !== this.#claimed) {
      this.#claimed = claimed
      this.taskSince = now
      this.taskSeen = 0
    }
    const at = mark(this.#progress)
    if (at !== this.#mark) {
      this.#mark = at
      this.stepSince = now
      this.stepSeen = 0
    }
  }

  /** The task that the worker is in, or null when it is between tasks. */
  current(): Job<Task, Result> | null {
    const claimed = this.#claimedNow()
    return claimed > 0 && claimed <= this.#mine ? (this.batch[claimed - 1] ?? null) : null
  }

  step(): string {
    return currentStep(this.#progress)
  }

  /** What this worker holds and has not answered. */
  unanswered(): readonly Job<Task, Result>[] {
    return this.batch.filter((job) => job.owner === this && !job.settled)
  }

  /** All of the batch but the current task, taken back so that others can run them; good answers that still come for them are welcome. */
  takeBackRest(): readonly Job<Task, Result>[] {
    if (this.#withdrawn || this.batch.length <= 1) return []
    this.#withdrawn = true
    this.#mine = Math.min(withdrawRest(this.#progress), this.#mine)
    const current = this.batch[this.#mine - 1]
    const rest = this.unanswered().filter((job) => job !== current)
    for (const job of rest) job.owner = null
    return rest
  }

  /** One more than the batch's length when the worker found nothing left to claim. */
  #claimedNow(): number {
    const claimed = claimedTasks(this.#progress)
    if (!this.#withdrawn) return Math.min(claimed, this.#mine + 1)
    return claimed > ALL_TAKEN ? this.#mine + 1 : this.#mine
  }

  /** Ends the thread whatever it does. Native code that cannot be interrupted keeps it until that returns. */
  end(): void {
    this.state = 'ended'
    void this.worker.terminate()
  }
}
