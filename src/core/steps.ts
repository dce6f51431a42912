/** How work inside the sandbox says what it is about to do, so that a step that hangs or eats memory is known by its name and can be left out. */

/** What became of a step in an earlier try: it is not tried again, and its subject is incomplete. */
export interface SkippedStep {
  readonly status: 'timed_out' | 'failed'
  /** A stable code: `STEP_TIMED_OUT`, `MEMORY_EXCEEDED`, `WORKER_DIED`, `STEP_CRASHED`. */
  readonly reason: string
  readonly ms: number
}

export interface StepHooks {
  /** Called before each step. Names are ASCII and short: `parse/html@p1`, `links/mismatch@l3`. */
  enter(step: string): void
  /** By step name; a step named here must be left out and recorded as it says. */
  readonly skips: ReadonlyMap<string, SkippedStep>
}
