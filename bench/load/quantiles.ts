/** Quantiles of what was measured, of all samples and not of buckets. */
import type { Quantiles } from './job.ts'

export function quantilesOf(samplesMs: readonly number[]): Quantiles {
  const sorted = Float64Array.from(samplesMs).sort()
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0
  return { samples: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), worstMs: at(1) }
}
