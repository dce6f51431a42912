/**
 * Work on strangers' bytes ends in time and within memory, or its worker is ended, a thread or a process: the step at fault is left out and the rest of the
 * task runs again, and no other task is lost by it.
 *
 * Worker threads directly, not piscina: a batch must share one message (a clone and a wake-up a task cost more than a chat message's
 * inspection), and the step that hung must be read from memory after its thread was ended. Piscina hands out one task a message and knows
 * no steps.
 */
import { ForebayError } from '../core/error.ts'
import { FairLine } from './fair-line.ts'
import type { Death, OpenHost } from './host.ts'
import { type Incident, Job, type SandboxResult } from './job.ts'
import type { Answer } from './protocol.ts'
import { Seat } from './seat.ts'

export interface SandboxOptions<Task, Result> {
  /** The kind of worker: `inThreads(…)`, `inProcesses(…)`. */
  readonly openHost: OpenHost<Task, Result>
  readonly workers: number
  /** All at once; all with the first task; or each when there is work for it. */
  readonly start?: 'at-once' | 'with-first-task' | 'on-demand'
  /** A step that stands still this long may end its worker: another is started meanwhile, so that nobody waits for that. */
  readonly startAheadMs?: number
  /** One step may stand still at most this long. */
  readonly stepTimeoutMs: number
  /** One try of one task may last at most this long. */
  readonly taskTimeoutMs: number
  /** Tasks in one message, and their bytes by the hints given. A bigger task goes alone. */
  readonly maxBatch: number
  readonly maxBatchBytes: number
  /** Told of every step, task or worker that failed. */
  readonly onIncident?: (incident: Incident) => void
}

export const DEFAULT_SANDBOX_LIMITS = {
  stepTimeoutMs: 2_000,
  taskTimeoutMs: 10_000,
  maxBatch: 16,
  maxBatchBytes: 4 * 1024 * 1024,
} as const

export interface SandboxStats {
  readonly workers: number
  readonly busy: number
  readonly waiting: number
  readonly completed: number
  /** Tasks put back for another try, whether at fault or beside one that was. */
  readonly rerun: number
  readonly ended: { readonly timedOut: number; readonly memory: number; readonly died: number }
}

/** Tries of one task in all, each without the steps at fault before. */
const MAX_TRIES = 4
/** A task that stands still this long loses its batch mates to other workers. */
const TAKE_BACK_AFTER_MS = 100
/** A starved process sees few ticks; without this many of them no time-out is believed. */
const MIN_TICKS = 4
const START_TIMEOUT_MS = 30_000
const START_TRIES = 3
const RESTART_AFTER_MS = 1_000

export class Sandbox<Task, Result> {
  readonly #options: SandboxOptions<Task, Result>
  readonly #tickMs: number
  readonly #seats = new Set<Seat<Task, Result>>()
  readonly #waiting = new FairLine<Job<Task, Result>>()
  #timer: NodeJS.Timeout | null = null
  #closed = false
  #used = false
  /** Workers that are not gone: also threads that were ended and are still in native code, which cannot be interrupted. */
  #alive = 0
  #failedStarts = 0
  #failedStartAt = 0
  #completed = 0
  #rerun = 0
  readonly #ended = { timedOut: 0, memory: 0, died: 0 }

  constructor(options: SandboxOptions<Task, Result>) {
    this.#options = options
    this.#tickMs = Math.max(5, Math.min(25, Math.floor(options.stepTimeoutMs / 8)))
    this.#fillSeats()
  }

  /**
   * Runs one task. The task is copied to the worker, not moved: it may have to run again, and copying 1 MB takes 0.1 ms.
   * `sizeHintBytes` keeps big tasks out of one another's batch; lanes take turns, so that the slow tasks of one do not hold another up.
   * Rejects with a retryable ForebayError only when the pool itself cannot serve: `SANDBOX_CLOSED`, `SANDBOX_UNAVAILABLE`.
   */
  run(task: Task, sizeHintBytes = 0, lane = ''): Promise<SandboxResult<Result>> {
    return new Promise((resolve, reject) => {
      const job = new Job<Task, Result>(task, sizeHintBytes, lane, resolve, reject)
      this.#allowRestart()
      if (this.#closed) job.giveUp(closedError())
      else if (this.#isHopeless()) job.giveUp(unavailableError())
      else {
        this.#waiting.push(job)
        this.#used = true
        this.#fillSeats()
        this.#dispatch()
      }
    })
  }

  stats(): SandboxStats {
    let busy = 0
    for (const seat of this.#seats) if (seat.state === 'busy') busy += 1
    return {
      workers: this.#seats.size,
      busy,
      waiting: this.#waiting.length,
      completed: this.#completed,
      rerun: this.#rerun,
      ended: { ...this.#ended },
    }
  }

  /** Ends all workers; what still runs or waits is rejected with `SANDBOX_CLOSED`, so that its message stays due. */
  async close(): Promise<void> {
    this.#closed = true
    this.#stopTicking()
    const seats = [...this.#seats]
    this.#seats.clear()
    const open = [...seats.flatMap((seat) => seat.unanswered()), ...this.#waiting.empty()]
    for (const job of open) if (!job.settled) job.giveUp(closedError())
    await Promise.all(seats.map((seat) => seat.end()))
  }

  // ---------------------------------------------------------------- handing out

  #fillSeats(): void {
    const wanted = this.#wantedSeats()
    while (!this.#closed && this.#failedStarts < START_TRIES && this.#seats.size < wanted) {
      // Threads that will not go are counted, or a stream of uninterruptible tasks would fill the machine with them.
      if (this.#alive >= 3 * this.#options.workers) return
      this.#openSeat()
    }
  }

  #wantedSeats(): number {
    const { workers, start = 'at-once', startAheadMs = Number.POSITIVE_INFINITY } = this.#options
    if (start !== 'at-once' && !this.#used) return 0
    let busy = 0
    let stuck = 0
    for (const seat of this.#seats) {
      if (seat.state !== 'busy') continue
      busy += 1
      if (seat.standsStillFor(performance.now()) >= startAheadMs) stuck += 1
    }
    const asked = start === 'on-demand' ? Math.min(workers, busy + this.#waiting.length) : workers
    // One ahead for each that stands still, unless one rests already.
    return Math.max(asked, Math.min(busy + stuck, 2 * workers))
  }

  /** No worker is left and several in a row never came to life: waiting would not help. */
  #isHopeless(): boolean {
    return this.#failedStarts >= START_TRIES && this.#seats.size === 0
  }

  #allowRestart(): void {
    if (this.#failedStarts < START_TRIES || performance.now() - this.#failedStartAt < RESTART_AFTER_MS) return
    this.#failedStarts = START_TRIES - 1
    this.#fillSeats()
  }

  #openSeat(): void {
    this.#alive += 1
    const seat = new Seat<Task, Result>(this.#options.openHost, {
      ready: () => {
        clearTimeout(startTimer)
        this.#failedStarts = 0
        this.#dispatch()
      },
      answered: (from, job, answer) => this.#settle(from, job, answer),
      idle: (rested) => {
        this.#renew(rested)
        this.#dispatch()
      },
      died: (dead, death) => this.#bury(dead, death),
      gone: () => {
        clearTimeout(startTimer)
        this.#alive -= 1
        this.#fillSeats()
      },
    })
    const startTimer = setTimeout(() => {
      this.#bury(seat, 'WORKER_DIED')
      void seat.end()
    }, START_TIMEOUT_MS)
    startTimer.unref()
    this.#seats.add(seat)
  }

  /** Lets a worker go that is used up, or one too many since another's place was filled ahead. */
  #renew(seat: Seat<Task, Result>): void {
    const isSurplus = this.#seats.size > Math.max(this.#options.workers, this.#wantedSeats())
    if (!isSurplus && !seat.isSpent()) return
    this.#seats.delete(seat)
    void seat.end()
    this.#fillSeats()
  }

  #dispatch(): void {
    for (const seat of this.#seats) {
      if (seat.state !== 'idle') continue
      const batch = this.#nextBatch()
      if (batch.length === 0) break
      seat.post(batch, performance.now())
      this.#startTicking()
    }
  }

  #nextBatch(): readonly Job<Task, Result>[] {
    const { maxBatch, maxBatchBytes, workers } = this.#options
    // An even share, so that the last batch does not run while the other workers rest.
    const share = Math.min(maxBatch, Math.ceil(this.#waiting.length / workers))
    const batch: Job<Task, Result>[] = []
    let bytes = 0
    for (let job = this.#waiting.peek(); job !== undefined; job = this.#waiting.peek()) {
      if (!job.settled) {
        bytes += job.sizeBytes
        if (batch.length > 0 && (job.alone || batch.length >= share || bytes > maxBatchBytes)) break
        batch.push(job)
      }
      this.#waiting.take()
      if (job.alone && !job.settled) break
    }
    return batch
  }

  // ---------------------------------------------------------------- taking in

  #settle(from: Seat<Task, Result>, job: Job<Task, Result>, answer: Answer<Result>): void {
    if (job.settled) return
    if (answer.ok) {
      this.#completed += 1
      job.settle({ status: 'done', result: answer.result, ms: answer.ms })
    } else if (job.owner === from) {
      this.#blame(job, answer.step, 'failed', 'STEP_CRASHED', answer.ms, answer.where)
    }
  }

  #blame(
    job: Job<Task, Result>,
    step: string,
    status: 'timed_out' | 'failed',
    reason: string,
    elapsedMs: number,
    where: string | null = null,
  ): void {
    const ms = Math.round(elapsedMs * 100) / 100
    const again = job.blame(step, { status, reason, ms }, MAX_TRIES)
    if (again) this.#putBack([job])
    else this.#completed += 1
    this.#options.onIncident?.({ status, reason, step, ms, where, again })
  }

  #putBack(jobs: readonly Job<Task, Result>[]): void {
    for (const job of jobs) job.owner = null
    this.#rerun += jobs.length
    // In front: they have waited longest.
    this.#waiting.putBack(jobs)
  }

  /** Ends a worker over the task that it is in; the others of its batch run again. */
  #end(seat: Seat<Task, Result>, status: 'timed_out' | 'failed', reason: string, sinceMs: number): void {
    const elapsedMs = performance.now() - sinceMs
    const culprit = seat.current()
    const step = seat.step()
    const unanswered = seat.unanswered()
    void seat.end()
    this.#seats.delete(seat)
    if (reason === 'MEMORY_EXCEEDED') this.#ended.memory += 1
    else if (status === 'timed_out') this.#ended.timedOut += 1
    else this.#ended.died += 1
    const known = culprit !== null && unanswered.includes(culprit)
    if (known) {
      this.#putBack(unanswered.filter((job) => job !== culprit))
      this.#blame(culprit, step, status, reason, elapsedMs)
    } else {
      // Between tasks: any of them may have left something behind, so each goes alone from now on.
      for (const job of unanswered) this.#blame(job, '', status, reason, elapsedMs)
    }
    this.#fillSeats()
    this.#dispatch()
  }

  /** A worker that ended by itself, or never came to life. */
  #bury(seat: Seat<Task, Result>, death: Death): void {
    if (seat.state === 'busy') {
      // Time of all cores together, so a step of many threads may spend it before its time is up.
      if (death === 'CPU_EXCEEDED') this.#end(seat, 'timed_out', 'STEP_TIMED_OUT', seat.stepSince)
      else this.#end(seat, 'failed', death, seat.stepSince)
      return
    }
    const neverReady = seat.state === 'starting'
    seat.state = 'ended'
    this.#seats.delete(seat)
    if (neverReady) {
      this.#failedStarts += 1
      this.#failedStartAt = performance.now()
    }
    if (this.#isHopeless()) {
      for (const job of this.#waiting.empty()) if (!job.settled) job.giveUp(unavailableError())
    }
    this.#fillSeats()
  }

  // ---------------------------------------------------------------- watching

  #startTicking(): void {
    if (this.#timer !== null) return
    this.#timer = setInterval(() => this.#tick(), this.#tickMs)
  }

  #stopTicking(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
  }

  #tick(): void {
    const now = performance.now()
    let busy = false
    for (const seat of [...this.#seats]) {
      if (seat.state !== 'busy') continue
      busy = true
      this.#watch(seat, now)
    }
    if (this.#options.startAheadMs !== undefined) this.#fillSeats()
    if (!busy) this.#stopTicking()
  }

  #watch(seat: Seat<Task, Result>, now: number): void {
    const { stepTimeoutMs, taskTimeoutMs } = this.#options
    seat.observe(now)
    const taskMs = now - seat.taskSince
    if (now - seat.stepSince >= stepTimeoutMs && seat.stepSeen >= MIN_TICKS) {
      this.#end(seat, 'timed_out', 'STEP_TIMED_OUT', seat.stepSince)
    } else if (taskMs >= taskTimeoutMs && seat.taskSeen >= MIN_TICKS) {
      this.#end(seat, 'timed_out', 'TASK_TIMED_OUT', seat.taskSince)
    } else if (taskMs >= this.#tickMs) {
      if (taskMs >= TAKE_BACK_AFTER_MS) this.#takeBack(seat)
      this.#sampleMemory(seat)
    }
  }

  #takeBack(seat: Seat<Task, Result>): void {
    const rest = seat.takeBackRest()
    if (rest.length === 0) return
    this.#putBack(rest)
    this.#dispatch()
  }

  #sampleMemory(seat: Seat<Task, Result>): void {
    if (seat.sampling) return
    seat.sampling = true
    void seat.isOverMemory().then((over) => {
      seat.sampling = false
      if (over && seat.state === 'busy') this.#end(seat, 'failed', 'MEMORY_EXCEEDED', seat.stepSince)
    })
  }
}

function closedError(): ForebayError {
  return new ForebayError('SANDBOX_CLOSED', 'The service is stopping', { status: 503, retryAfterSeconds: 5 })
}

function unavailableError(): ForebayError {
  return new ForebayError('SANDBOX_UNAVAILABLE', 'Inspection cannot start', { status: 503, retryAfterSeconds: 5 })
}
