/** One worker and the batch it works on: says what the worker answers, and whether it stands still, and ends it for good when told to. */
import type { Death, Host, OpenHost } from './host.ts'
import type { Job } from './job.ts'
import { ALL_TAKEN } from './progress.ts'
import type { Answer, Batch, FromWorker } from './protocol.ts'

export interface SeatEvents<Task, Result> {
  ready(seat: Seat<Task, Result>): void
  answered(seat: Seat<Task, Result>, job: Job<Task, Result>, answer: Answer<Result>): void
  idle(seat: Seat<Task, Result>): void
  /** The worker ended by itself. */
  died(seat: Seat<Task, Result>, death: Death): void
  /** The worker is gone, whether it ended by itself or was ended. */
  gone(): void
}

export class Seat<Task, Result> {
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
  readonly #host: Host<Task>

  constructor(openHost: OpenHost<Task, Result>, events: SeatEvents<Task, Result>) {
    this.#host = openHost({
      heard: (message) => {
        if (this.state !== 'ended') this.#hear(message, events)
      },
      gone: (death) => {
        if (this.state !== 'ended') events.died(this, death)
        events.gone()
      },
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
    this.#mark = this.#host.place.mark()
    this.stepSince = now
    this.taskSince = now
    this.stepSeen = 0
    this.taskSeen = 0
    this.#host.place.begin()
    const skips: { readonly at: number; readonly steps: Batch<Task>['skips'][number]['steps'] }[] = []
    for (let at = 0; at < batch.length; at++) {
      const job = batch[at]!
      job.owner = this
      job.beside = batch.length > 1
      if (job.skips.size > 0) skips.push({ at, steps: [...job.skips] })
    }
    const message: Batch<Task> = { tasks: batch.map((job) => job.task), skips }
    this.#host.post(message)
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
    const at = this.#host.place.mark()
    if (at !== this.#mark) {
      this.#mark = at
      this.stepSince = now
      this.stepSeen = 0
    }
  }

  /** Milliseconds, as `observe` saw it. */
  standsStillFor(now: number): number {
    return now - this.stepSince
  }

  /** The task that the worker is in, or null when it is between tasks. */
  current(): Job<Task, Result> | null {
    const claimed = this.#claimedNow()
    return claimed > 0 && claimed <= this.#mine ? (this.batch[claimed - 1] ?? null) : null
  }

  step(): string {
    return this.#host.place.step()
  }

  /** What this worker holds and has not answered. */
  unanswered(): readonly Job<Task, Result>[] {
    return this.batch.filter((job) => job.owner === this && !job.settled)
  }

  /** All of the batch but the current task, taken back so that others can run them; good answers that still come for them are welcome. */
  takeBackRest(): readonly Job<Task, Result>[] {
    if (this.#withdrawn || this.batch.length <= 1) return []
    this.#withdrawn = true
    this.#mine = Math.min(this.#host.place.withdrawRest(), this.#mine)
    const current = this.batch[this.#mine - 1]
    const rest = this.unanswered().filter((job) => job !== current)
    for (const job of rest) job.owner = null
    return rest
  }

  /** One more than the batch's length when the worker found nothing left to claim. */
  #claimedNow(): number {
    const claimed = this.#host.place.claimed()
    if (!this.#withdrawn) return Math.min(claimed, this.#mine + 1)
    return claimed > ALL_TAKEN ? this.#mine + 1 : this.#mine
  }

  isOverMemory(): Promise<boolean> {
    return this.#host.isOverMemory()
  }

  isSpent(): boolean {
    return this.#host.isSpent()
  }

  /** Ends the worker whatever it does; resolves when it is gone. A thread is kept by native code until that returns. */
  end(): Promise<void> {
    this.state = 'ended'
    return this.#host.end()
  }
}
