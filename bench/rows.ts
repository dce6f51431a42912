/** One row of the table: the floor, then the service at saturation, then at half of that, on a stand of its own. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Asked, Backend } from './arguments.ts'
import { type Stand, standUp } from './backends.ts'
import type { ServedWorkload } from './content/messages.ts'
import { chatFloor } from './floors/chat.ts'
import { inspectionFloor, newsletterFloor } from './floors/mail.ts'
import { scanFloor } from './floors/scan.ts'
import { inspectMails } from './inspection.ts'
import type { Cores, Quantiles } from './load/job.ts'
import { runJob } from './load/run-job.ts'
import { loadMails } from './mails.ts'
import { startService } from './service.ts'

export interface Row {
  readonly workload: string
  readonly backend: string
  readonly ratePerSecond: number
  readonly floorPerSecond: number
  /** While the rate was measured. */
  readonly cores: Cores
  /** Null for what has no service. */
  readonly served: Served | null
}

export interface Served {
  readonly halfRate: number
  readonly ack: Quantiles
  readonly release: Quantiles
  readonly peakMegabytes: number | null
}

interface Load {
  readonly connections: number
  readonly maxUnsettled: number
  /** More than are expected to go through in a second: bodies are made beforehand, and at most so many. */
  readonly mostPerSecond: number
  readonly waitOneIn: number
}

const LOADS: Readonly<Record<ServedWorkload, Load>> = {
  A: { connections: 256, maxUnsettled: 1_000, mostPerSecond: 12_000, waitOneIn: 8 },
  B: { connections: 16, maxUnsettled: 64, mostPerSecond: 800, waitOneIn: 4 },
  // Few enough that a file's scan comes within the time that its words wait for it.
  C: { connections: 8, maxUnsettled: 12, mostPerSecond: 60, waitOneIn: 2 },
}

const WARMUP_SECONDS = 3

export async function servedRow(workload: ServedWorkload, backend: Backend, asked: Asked): Promise<Row> {
  const stand = await standUp(backend, workload === 'C')
  const load = LOADS[workload]
  const { seconds } = asked
  const saturating = {
    kind: 'saturate',
    workload,
    connections: load.connections,
    maxUnsettled: load.maxUnsettled,
    warmupSeconds: WARMUP_SECONDS,
  } as const
  try {
    const floorSeconds = Math.max(3, Math.round(seconds / 2))
    const floorJob = { ...saturating, seconds: floorSeconds, seed: 1, messages: load.mostPerSecond * (floorSeconds + WARMUP_SECONDS) }
    const floorPerSecond = await floorOf(workload, stand, floorJob, floorSeconds)
    const service = await startService(stand, profileOf(asked, workload, backend))
    try {
      const messages = load.mostPerSecond * (seconds + WARMUP_SECONDS)
      const measured = await runJob({ ...saturating, seconds, target: service.target, seed: 2, messages })
      const halfRate = asked.ratePerSecond ?? measured.ratePerSecond / 2
      const half = await runJob({
        kind: 'arrive',
        workload,
        seconds,
        target: service.target,
        seed: 3,
        ratePerSecond: halfRate,
        waitOneIn: load.waitOneIn,
      })
      return {
        workload,
        backend,
        ratePerSecond: measured.ratePerSecond,
        floorPerSecond,
        cores: measured.cores,
        served: {
          halfRate,
          ack: half.ack,
          release: half.release as Quantiles,
          peakMegabytes: service.peakMegabytes(),
        },
      }
    } catch (error) {
      process.stderr.write(service.lastWords())
      throw error
    } finally {
      await service.stop()
    }
  } finally {
    await stand.stop()
  }
}

async function floorOf(workload: ServedWorkload, stand: Stand, job: Parameters<typeof chatFloor>[1], seconds: number): Promise<number> {
  switch (workload) {
    case 'A':
      return (await chatFloor(await stand.database(), job)).ratePerSecond
    case 'B':
      return newsletterFloor(await stand.database(), seconds, job.seed)
    case 'C':
      return scanFloor(stand.clamdUrl as string, seconds, job.seed)
  }
}

export async function inspectionRow(asked: Asked): Promise<Row> {
  const mails = await loadMails(asked.mailsFolder)
  const floorPerSecond = await inspectionFloor(mails, Math.max(3, Math.round(asked.seconds / 2)))
  const { mailsPerSecond, cores } = await inspectMails(mails, asked.seconds)
  return {
    workload: 'D',
    backend: asked.mailsFolder === null ? `${mails.length} made mails` : `${mails.length} mails`,
    ratePerSecond: mailsPerSecond,
    floorPerSecond,
    cores,
    served: null,
  }
}

function profileOf(asked: Asked, workload: string, backend: string): string | null {
  if (asked.profileFolder === null) return null
  const folder = join(asked.profileFolder, `${workload}-${backend}`)
  mkdirSync(folder, { recursive: true })
  return folder
}
