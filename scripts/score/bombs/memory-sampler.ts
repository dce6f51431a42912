/** Runs in a thread of its own, so that nothing holds it up: keeps the most memory that a process and all below it have had together. */
import { readFileSync } from 'node:fs'
import { workerData } from 'node:worker_threads'

const { pid, shared, everyMs } = workerData as { readonly pid: number; readonly shared: SharedArrayBuffer; readonly everyMs: number }
/** Kilobytes: now, and at most since the second was last set to 0. */
const words = new Int32Array(shared)

setInterval(() => {
  const now = residentKilobytes(pid)
  Atomics.store(words, 0, now)
  if (now > Atomics.load(words, 1)) Atomics.store(words, 1, now)
}, everyMs)

/** proc(5). A process that has just gone counts for nothing. */
function residentKilobytes(of: number): number {
  try {
    const own = Number(/^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${of}/status`, 'latin1'))?.[1] ?? 0)
    const below = readFileSync(`/proc/${of}/task/${of}/children`, 'latin1').split(' ').filter(Boolean)
    return below.reduce((sum, child) => sum + residentKilobytes(Number(child)), own)
  } catch {
    return 0
  }
}
