/** Work that misbehaves on demand, for the tests of the sandbox, in a thread and in a process. */
import { pbkdf2Sync } from 'node:crypto'
import type { StepHooks } from '../../src/core/steps.ts'

/** What one step does. */
export type Deed =
  | 'work'
  | 'hang'
  | 'wait-forever'
  | 'fill-heap'
  | 'fill-array'
  | 'fill-string'
  | 'fill-buffers'
  | 'throw'
  | 'exit'
  | 'slow'
  | 'native'
  | 'backtrack'

export interface UnrulyTask {
  readonly name: string
  readonly steps: readonly { readonly step: string; readonly deed: Deed }[]
  /** Before any step is entered. */
  readonly first?: Deed
  readonly answer?: 'unclonable' | 'buffer'
  readonly stepCount?: number
}

export interface UnrulyResult {
  readonly name: string
  readonly done: readonly string[]
  readonly skipped: readonly { readonly step: string; readonly reason: string }[]
  readonly environment: number
  readonly bytes?: ArrayBuffer
  readonly refused?: () => void
}

export async function misbehave(task: UnrulyTask, hooks: StepHooks): Promise<UnrulyResult> {
  const done: string[] = []
  const skipped: { step: string; reason: string }[] = []
  if (task.first !== undefined) await perform(task.first)
  for (const { step, deed } of task.steps) {
    const skip = hooks.skips.get(step)
    if (skip !== undefined) {
      skipped.push({ step, reason: skip.reason })
      continue
    }
    hooks.enter(step)
    await perform(deed)
    done.push(step)
  }
  const result = { name: task.name, done, skipped, environment: Object.keys(process.env).length }
  if (task.answer === 'unclonable') return { ...result, refused: () => {} }
  return task.answer === 'buffer' ? { ...result, bytes: new ArrayBuffer(1_000_000) } : result
}

async function perform(deed: Deed): Promise<void> {
  switch (deed) {
    case 'work':
      return
    case 'slow': {
      const until = performance.now() + 300
      while (performance.now() < until) Math.sqrt(until)
      return
    }
    case 'native':
      // One call of about a second that no interrupt reaches.
      pbkdf2Sync('a', 'b', 1_500_000, 64, 'sha512')
      return
    case 'backtrack':
      // Exponential backtracking.
      ;/^(?:a+)+$/.test(`${'a'.repeat(60)}b`)
      return
    case 'hang':
      for (;;) Math.sqrt(2)
    case 'wait-forever':
      return new Promise(() => {})
    case 'fill-heap': {
      const kept: unknown[] = []
      for (;;) kept.push({ at: kept.length, text: `${kept.length} ${kept.length}` })
    }
    case 'fill-array': {
      // Doubles in one go: the growth that V8's own limit answers by aborting the process.
      let kept = [1.5]
      for (;;) kept = kept.length < 50_000_000 ? [...kept, ...kept] : kept
    }
    case 'fill-string': {
      const kept: string[] = []
      for (;;) kept.push(JSON.stringify('x'.repeat(20_000_000 + kept.length)))
    }
    case 'fill-buffers': {
      const kept: Uint8Array[] = []
      // Stops far above the bound of the tests, so that a watchdog that fails to bite fails the test and not the machine.
      while (kept.length < 600) kept.push(new Uint8Array(1_000_000).fill(1))
      return new Promise(() => {})
    }
    case 'throw':
      throw new TypeError('secret words of a customer')
    case 'exit':
      process.exit(7)
  }
}
