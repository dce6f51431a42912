/** What the pool and its workers say to each other. */
import type { SkippedStep } from '../core/steps.ts'

export interface WorkerData {
  readonly progress: SharedArrayBuffer
}

/** To the worker: tasks in order; `skips` holds, for the few that run again, the steps to leave out. */
export interface Batch<Task> {
  readonly tasks: readonly Task[]
  readonly skips: readonly { readonly at: number; readonly steps: readonly (readonly [string, SkippedStep])[] }[]
}

export type Answer<Result> =
  | { readonly at: number; readonly ok: true; readonly ms: number; readonly result: Result }
  /** `where` names the kind of error and the line of code, never its message, which may quote content. */
  | { readonly at: number; readonly ok: false; readonly ms: number; readonly step: string; readonly where: string }

/** From the worker: first `ready`, then answers; `idle` with or after the last of a batch. */
export type FromWorker<Result> =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answers'; readonly answers: readonly Answer<Result>[]; readonly idle: boolean }
