/** What runs tasks for a seat, apart from the service: a thread or a process. It can be asked how far it is while it hangs, and be ended. */
import type { Batch, FromWorker } from './protocol.ts'

/** Why a host is gone that nobody ended. */
export type Death = 'MEMORY_EXCEEDED' | 'CPU_EXCEEDED' | 'WORKER_DIED'

export interface HostEvents<Result> {
  heard(message: FromWorker<Result>): void
  /** It is gone, by itself or because it was ended; the last event of all. */
  gone(death: Death): void
}

/** Where a worker is in its work: exact for one that stands still or is gone. */
export interface Place {
  /** Before a batch is posted, while the worker is idle. */
  begin(): void
  /** How many tasks of the batch the worker has claimed; the last of them is the one it works on, if it is below the batch's length. */
  claimed(): number
  /** Takes every unclaimed task away from the worker, and returns how many it had claimed. */
  withdrawRest(): number
  /** Moves with every task and step; the same value twice means no progress in between. */
  mark(): number
  /** The step entered last, '' before the first of a task. */
  step(): string
}

export interface Host<Task> {
  readonly place: Place
  post(batch: Batch<Task>): void
  /** Whether it holds more memory than it may; a host that is on its way out does not. */
  isOverMemory(): Promise<boolean>
  /** It works, and should yet make room for a fresh one before its next task. */
  isSpent(): boolean
  /** Ends it whatever it does; resolves when it is gone. */
  end(): Promise<void>
}

export type OpenHost<Task, Result> = (events: HostEvents<Result>) => Host<Task>
