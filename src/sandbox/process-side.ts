/** A process's half of the sandbox: one task after another from a pipe, each step written down before it begins, so that it is known when the process is gone. */
// First of all, before anything that could keep a way out.
import './shut-in.ts'
import { writevSync } from 'node:fs'
import { ForebayError } from '../core/error.ts'
import type { StepHooks } from '../core/steps.ts'
import { bytesOf, receiveParcel, without } from './box.ts'
import { FRAME, frameHead } from './frame.ts'
import { type Parcel, pack, unpack } from './parcel.ts'
import type { Batch } from './protocol.ts'
import { openSlotWriter } from './slot.ts'
import { whereThrown } from './where-thrown.ts'

/** What the service hands over beside the three usual ones: the pipe, where the process says how far it is, and where big parcels come. */
const PIPE = 3
const SLOT = 4
const BOX = 5
const slot = openSlotWriter(SLOT)
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
    const hoards = () => process.memoryUsage.rss() > restingBytes + KEPT_BYTES
    // The second one waits for what the first has found to be really given back.
    for (let times = 0; times < 2 && hoards(); times += 1) globalThis.gc?.()
    send(FRAME.idle, [words(process.cpuUsage(), hoards())])
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
    slot.enter(name)
  }
  slot.claim()
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

function receive(): Uint8Array {
  const parcel = receiveParcel(PIPE, BOX)
  // The service is gone, and with it whoever could want an answer.
  return parcel ?? process.exit(0)
}

function send(kind: number, parcel: Parcel = []): void {
  const length = bytesOf(parcel)
  if (length > 0xffff_ffff) throw new ForebayError('ANSWER_TOO_LARGE', 'An answer has 4 GB at most')
  // A pipe takes as much as there is room for.
  for (let left = [frameHead(kind, length), ...parcel] as Uint8Array[]; left.length > 0; ) left = without(left, writevSync(PIPE, left))
}
