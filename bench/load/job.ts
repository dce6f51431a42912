/** What the bench asks of the load generator, and what it hears back, as plain values between two processes. */
import type { ServedWorkload } from '../content/messages.ts'

export interface Target {
  readonly host: string
  readonly port: number
  readonly apiKey: string
  /** Its process, whose CPU time is counted; null for a floor. */
  readonly pid: number | null
  /** False for a floor: what it acknowledges is done, and it counts nothing. */
  readonly settles: boolean
}

interface Common {
  readonly target: Target
  readonly workload: ServedWorkload
  readonly seed: number
  readonly seconds: number
}

/** As many as it takes: each connection sends the next when the last was acknowledged, and pauses while too many are unsettled. */
export interface SaturateJob extends Common {
  readonly kind: 'saturate'
  readonly connections: number
  readonly maxUnsettled: number
  readonly warmupSeconds: number
  /** Messages made beforehand; the measurement ends early when they run out. */
  readonly messages: number
}

/** At a given rate whatever the answers do (Poisson arrivals), so that a stall is felt by all who come in it. */
export interface ArriveJob extends Common {
  readonly kind: 'arrive'
  readonly ratePerSecond: number
  /** One in so many asks to be told of its release (`Prefer: wait`). */
  readonly waitOneIn: number
}

export type Job = SaturateJob | ArriveJob

export interface Quantiles {
  readonly samples: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly worstMs: number
}

/** CPU in use in the measured time, as a number of cores; null where the system does not say. */
export interface Cores {
  readonly service: number | null
  readonly generator: number
  /** Database, queue and scanner with the bench itself. */
  readonly backends: number | null
  /** Everybody else on the machine. */
  readonly others: number | null
}

export interface Measured {
  readonly sent: number
  /** Settled (a floor: acknowledged) within the measured time. */
  readonly ratePerSecond: number
  readonly ack: Quantiles
  /** From the moment that the message was due to be sent to the answer that holds its release; null when none was asked for. */
  readonly release: Quantiles | null
  readonly cores: Cores
}

export type FromGenerator = { readonly ok: true; readonly measured: Measured } | { readonly ok: false; readonly problem: string }
