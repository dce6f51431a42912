/** A thread's place in its work, in shared memory: still readable when the thread hangs, is out of memory or is gone. */
import type { Place } from './host.ts'

// Int32 words: tasks claimed of the batch, a counter that moves with every step, the length of the step's name; then the name.
const CLAIMED = 0
const MARK = 1
const NAME_LENGTH = 2
const HEADER_BYTES = 16
const MAX_NAME_BYTES = 240
/** Beyond any batch: a claim at or above it finds nothing left. */
export const ALL_TAKEN = 1 << 20

export interface Progress {
  readonly shared: SharedArrayBuffer
  readonly words: Int32Array<SharedArrayBuffer>
  readonly name: Uint8Array<SharedArrayBuffer>
}

export function openProgress(shared = new SharedArrayBuffer(HEADER_BYTES + MAX_NAME_BYTES)): Progress {
  return { shared, words: new Int32Array(shared, 0, HEADER_BYTES / 4), name: new Uint8Array(shared, HEADER_BYTES) }
}

// ---------------------------------------------------------------- the pool's side

export function placeIn(progress: Progress): Place {
  const { words, name } = progress
  return {
    begin() {
      Atomics.store(words, CLAIMED, 0)
      Atomics.store(words, NAME_LENGTH, 0)
    },
    claimed: () => Atomics.load(words, CLAIMED),
    // One atomic swap, so no task is lost.
    withdrawRest: () => Atomics.exchange(words, CLAIMED, ALL_TAKEN),
    mark: () => Atomics.load(words, MARK),
    step() {
      const length = Math.min(Atomics.load(words, NAME_LENGTH), MAX_NAME_BYTES)
      // A copy, since decoders refuse shared memory.
      return Buffer.from(name.slice(0, length)).toString('latin1')
    },
  }
}

// ---------------------------------------------------------------- the worker's side

/** The index of the next task of the batch; at or beyond its length when there is none. */
export function claimTask(progress: Progress): number {
  Atomics.store(progress.words, NAME_LENGTH, 0)
  Atomics.add(progress.words, MARK, 1)
  return Atomics.add(progress.words, CLAIMED, 1)
}

/** Step names are ASCII; one that is not, or is too long, is mangled and then can be timed but not left out. */
export function enterStep(progress: Progress, step: string): void {
  const length = Math.min(step.length, MAX_NAME_BYTES)
  for (let at = 0; at < length; at++) progress.name[at] = step.charCodeAt(at)
  Atomics.store(progress.words, NAME_LENGTH, length)
  Atomics.add(progress.words, MARK, 1)
}
