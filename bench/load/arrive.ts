/** Measures how long those wait who come at a given rate, each from the moment that it was due, so that a late sender hides nothing. */
import { makeMessages } from '../content/messages.ts'
import { seeded } from '../content/random.ts'
import { watchCores } from './cores.ts'
import type { ArriveJob, Measured } from './job.ts'
import { quantilesOf } from './quantiles.ts'
import { drained } from './saturate.ts'
import { openSender } from './sender.ts'

export async function arrive(job: ArriveJob): Promise<Measured> {
  const dueMs = arrivals(job)
  const messages = makeMessages(job.workload, dueMs.length, job.seed)
  const sender = openSender(job.target, job.workload)
  const settledBefore = await sender.settled()
  const ackMs: number[] = []
  const releaseMs: number[] = []
  const sending: Promise<void>[] = []
  const startedAt = performance.now()
  const coresSince = watchCores(job.target.pid, process.ppid)
  let next = 0

  async function send(index: number): Promise<void> {
    const wait = index % job.waitOneIn === 0
    await sender.send(messages[index] as Buffer, wait)
    const tookMs = performance.now() - startedAt - (dueMs[index] as number)
    if (wait) releaseMs.push(tookMs)
    else ackMs.push(tookMs)
  }

  try {
    while (next < dueMs.length) {
      const now = performance.now() - startedAt
      while (next < dueMs.length && (dueMs[next] as number) <= now) sending.push(send(next++))
      if (next < dueMs.length) await new Promise((resolve) => setTimeout(resolve, Math.max(0, (dueMs[next] as number) - now - 0.5)))
    }
    await Promise.all(sending)
    const cores = coresSince()
    const seconds = (performance.now() - startedAt) / 1_000
    await drained(sender, settledBefore + messages.length)
    return {
      sent: messages.length,
      ratePerSecond: messages.length / seconds,
      ack: quantilesOf(ackMs),
      release: quantilesOf(releaseMs),
      cores,
    }
  } finally {
    sender.close()
  }
}

/** Milliseconds after the start; exponential gaps make a Poisson process. */
function arrivals({ ratePerSecond, seconds, seed }: ArriveJob): readonly number[] {
  const random = seeded(seed ^ 0x5eed)
  const due: number[] = []
  for (let at = 0; ; ) {
    at += (-Math.log(1 - random()) / ratePerSecond) * 1_000
    if (at > seconds * 1_000) return due
    due.push(at)
  }
}
