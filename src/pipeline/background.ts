/** Scans that outlast the patience for the words go on here, a bounded number of them, so that no lane waits for a slow scanner. */

export interface Background {
  /** False when there is no room: nothing was started. `run` must not reject. */
  take(bytes: number, run: () => Promise<void>): boolean
  /** Resolves when nothing runs any more. */
  idle(): Promise<void>
}

export function createBackground(maxRuns: number, maxBytes: number): Background {
  const running = new Set<Promise<void>>()
  let held = 0
  return {
    take(bytes, run) {
      if (running.size >= maxRuns || (running.size > 0 && held + bytes > maxBytes)) return false
      held += bytes
      const done = run().finally(() => {
        held -= bytes
        running.delete(done)
      })
      running.add(done)
      return true
    },
    async idle() {
      while (running.size > 0) await Promise.all(running)
    },
  }
}
