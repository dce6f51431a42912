/** Tells how long many messages took: median, 99th percentile and worst, by stage. */
import type { Timings } from '../core/record.ts'

const STAGES = ['inspectMs', 'decideMs', 'buildMs'] as const
const WIDTH = 10

/** Milliseconds as a table; `inspect` has the wait for a free thread in it when several run at once. */
export function renderTimes(times: readonly Timings[]): string {
  const rows = STAGES.map((stage) => {
    const sorted = times.map((timing) => timing[stage]).sort((one, other) => one - other)
    const cells = [quantile(sorted, 0.5), quantile(sorted, 0.99), sorted.at(-1) ?? 0]
    return `${stage.replace('Ms', ' ms').padEnd(WIDTH)}${cells.map((ms) => ms.toFixed(2).padStart(WIDTH)).join('')}`
  })
  const head = `${''.padEnd(WIDTH)}${['median', 'p99', 'worst'].map((word) => word.padStart(WIDTH)).join('')}`
  return `${[head, ...rows].join('\n')}\n`
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}
