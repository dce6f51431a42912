/** A process's half of the sandbox: one task after another from a pipe, each step told before it begins, so that it is known when the process is gone. */
// First of all, before anything that could keep a way out.
import './shut-in.ts'
import { readSync, writevSync } from 'node:fs'
import { ForebayError } from '../core/error.ts'
import type { StepHooks } from '../core/steps.ts'
import { FRAME, frameHead } from './frame.ts'
import { type Parcel, pack, unpack } from './parcel.ts'
import type { Batch } from './protocol.ts'
import { whereThrown } from './where-thrown.ts'

/** The pipe that the parent made beside the three usual ones. */
const PIPE = 3
/** What garbage of earlier tasks may hold: beyond it is collected, or else the process asks to be replaced. */
const KEPT_BYTES = 96 * 1024 * 1024

/**
 * Called once by the module that a process runs: `serveApart(async (task, hooks) => …)`. Never returns; ends with the parent.
 * A throw of `handle` becomes a crash of the step that it was in.
 */
export async function serveApart<Task, Result>(handle: (task: Task, hooks: StepHooks) => Promise<Result>): Promise<never> {
  // A step that waits for what never comes is to be timed, not to end the process for want of work.
  setInterval(() => undefined, 2 ** 30)
  // What loading the program left behind is no part of what a task may take.
  globalThis.gc?.()
  send(FRAME.ready)
  const restingBytes = process.memoryUsage.rss()
  for (;;) {
    await runOne(receive(), handle)
    if (process.memoryUsage.rss() > restingBytes + KEPT_BYTES) globalThis.gc?.()
    send(FRAME.idle, [words(process.cpuUsage(), process.memoryUsage.rss() > restingBytes + KEPT_BYTES)])
  }
}

async function runOne<Task, Result>(parcel: Uint8Array, handle: (task: Task, hooks: StepHooks) => Promise<Result>): Promise<void> {
  const { value, sent } = unpack(parcel)
  const { tasks, skips } = value as Batch<Task>
  const startedAt = performance.now()
  const took = () => performance.now() - startedAt
  let step = ''
  const enter = (name: string): void => {
    step = name
    send(FRAME.step, [Buffer.from(name, 'latin1')])
  }
  send(FRAME.claim)
  try {
    const result = await handle(tasks[0] as Task, { enter, skips: new Map(skips[0]?.steps) })
    send(FRAME.answer, pack({ ms: took(), result }, sent))
  } catch (error) {
    send(FRAME.refused, pack({ ms: took(), step, where: whereThrown(error) }))
  }
}

/** The processor time of all threads in milliseconds, and whether too much memory stayed behind. */
function words({ user, system }: NodeJS.CpuUsage, hoards: boolean): Uint8Array {
  const body = Buffer.alloc(5)
  body.writeUInt32LE(Math.min(Math.round((user + system) / 1_000), 0xffff_ffff), 0)
  body[4] = hoards ? 1 : 0
  return body
}

/** Waits for it as the only work there is: no event loop stands between the parent and the task. */
function receive(): Uint8Array {
  const head = Buffer.alloc(4)
  fill(head)
  const parcel = Buffer.allocUnsafeSlow(head.readUInt32LE(0))
  fill(parcel)
  return parcel
}

function fill(buffer: Uint8Array): void {
  for (let at = 0; at < buffer.length; ) {
    const read = readSync(PIPE, buffer, at, buffer.length - at, null)
    // The parent is gone, and with it whoever could want an answer.
    if (read === 0) process.exit(0)
    at += read
  }
}

function send(kind: number, parcel: Parcel = []): void {
  const length = parcel.reduce((sum, part) => sum + part.length, 0)
  if (length > 0xffff_ffff) throw new ForebayError('ANSWER_TOO_LARGE', 'An answer has 4 GB at most')
  let left: readonly Uint8Array[] = [frameHead(kind, length), ...parcel]
  while (left.length > 0) left = without(left, writevSync(PIPE, left as Uint8Array[]))
}

/** A pipe takes as much as there is room for. */
function without(parts: readonly Uint8Array[], written: number): readonly Uint8Array[] {
  const left: Uint8Array[] = []
  let gone = written
  for (const part of parts) {
    if (gone < part.length) left.push(gone > 0 ? part.subarray(gone) : part)
    gone = Math.max(0, gone - part.length)
  }
  return left
}
