/** Finds how many messages a second go through from acceptance to release while there is always one more to take. */
import { makeMessages } from '../content/messages.ts'
import { watchCores } from './cores.ts'
import type { Cores, Measured, SaturateJob } from './job.ts'
import { quantilesOf } from './quantiles.ts'
import { openSender } from './sender.ts'

const LOOK_EVERY_MS = 150

export async function saturate(job: SaturateJob): Promise<Measured> {
  const messages = makeMessages(job.workload, job.messages, job.seed)
  const sender = openSender(job.target, job.workload)
  const settledBefore = job.target.settles ? await sender.settled() : 0
  const startedAt = performance.now()
  const endAt = startedAt + (job.warmupSeconds + job.seconds) * 1_000
  const ackMs: number[] = []
  let sent = 0
  let acknowledged = 0
  let settled = 0
  let wake: (() => void)[] = []
  let ended = false

  async function connection(): Promise<void> {
    while (!ended) {
      const body = messages[sent]
      if (body === undefined) return
      if (sent - settled >= job.maxUnsettled) {
        await new Promise<void>((resolve) => wake.push(resolve))
        continue
      }
      sent += 1
      const sentAt = performance.now()
      await sender.send(body, false)
      ackMs.push(performance.now() - sentAt)
      acknowledged += 1
      if (!job.target.settles) settled = acknowledged
      wakeAll()
    }
  }

  function wakeAll(): void {
    const sleeping = wake
    wake = []
    for (const resume of sleeping) resume()
  }

  /** Counts at two moments: after the warm-up and at the end. */
  async function watch(): Promise<{ ratePerSecond: number; cores: Cores }> {
    let first: { at: number; settled: number; cores: () => Cores } | null = null
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
      if (job.target.settles) settled = (await sender.settled()) - settledBefore
      const now = performance.now()
      if (first === null && now >= startedAt + job.warmupSeconds * 1_000)
        first = { at: now, settled, cores: watchCores(job.target.pid, process.ppid) }
      const spent = sent >= messages.length
      if (first !== null && (now >= endAt || spent) && now > first.at) {
        const seconds = (now - first.at) / 1_000
        ended = true
        wakeAll()
        return { ratePerSecond: (settled - first.settled) / seconds, cores: first.cores() }
      }
      wakeAll()
    }
  }

  try {
    const watching = watch()
    const [watched] = await Promise.all([watching, ...Array.from({ length: job.connections }, connection)])
    if (job.target.settles) await drained(sender, settledBefore + sent)
    return {
      sent,
      ratePerSecond: watched.ratePerSecond,
      ack: quantilesOf(ackMs),
      release: null,
      cores: watched.cores,
    }
  } finally {
    sender.close()
  }
}

const DRAIN_MS = 60_000

/** Nothing vanishes: what was acknowledged settles. */
export async function drained(sender: { settled(): Promise<number> }, count: number): Promise<void> {
  const deadline = performance.now() + DRAIN_MS
  for (;;) {
    const settled = await sender.settled()
    if (settled >= count) return
    if (performance.now() > deadline) throw new Error(`${count - settled} messages were not settled a minute later`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}
