/** The table that people read, the same on the terminal and in the documentation. */
import { cpus, totalmem } from 'node:os'
import type { Cores } from './load/job.ts'
import type { Row } from './rows.ts'

const HEAD = [
  '',
  'backend',
  'msg/s',
  'floor',
  'of floor',
  'ack p50',
  'ack p99',
  'release p50',
  'release p99',
  'at msg/s',
  'RSS MB',
  'CPU ms',
  'cores',
  'backends',
  'load',
  'others',
]

export function renderTable(rows: readonly Row[]): string {
  const cells = [HEAD, ...rows.map(cellsOf)]
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) => `| ${row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join(' | ')} |`
  const rule = `|${widths.map((width) => '-'.repeat(width + 1)).join(':|')}:|`
  return [line(HEAD), rule, ...cells.slice(1).map(line)].join('\n')
}

function cellsOf({ workload, backend, ratePerSecond, floorPerSecond, cores, served }: Row): readonly string[] {
  const start = [workload, backend, whole(ratePerSecond), whole(floorPerSecond), (ratePerSecond / floorPerSecond).toFixed(2)]
  const used = [cpuMilliseconds(cores, ratePerSecond), ...[cores.service, cores.backends, cores.generator, cores.others].map(inUse)]
  if (served === null) return [...start, ...Array.from({ length: 6 }, () => ''), ...used]
  const { ack, release, halfRate, peakMegabytes } = served
  const times = [ack.p50Ms, ack.p99Ms, release.p50Ms, release.p99Ms].map(milliseconds)
  return [...start, ...times, whole(halfRate), peakMegabytes === null ? '' : peakMegabytes.toFixed(0), ...used]
}

export function describeMachine(now: Date): string {
  const [first] = cpus()
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`
  return `${cpus().length} × ${first?.model.trim() ?? 'unknown CPU'}, ${memory}, ${process.platform} ${process.arch}, Node ${process.version}, ${now.toISOString().slice(0, 10)}`
}

function whole(perSecond: number): string {
  return perSecond < 100 ? perSecond.toFixed(1) : Math.round(perSecond).toLocaleString('en-US')
}

function milliseconds(ms: number): string {
  return ms < 10 ? ms.toFixed(1) : ms.toFixed(0)
}

/** Of all that a message costs on this machine, the load generator included. */
function cpuMilliseconds({ service, backends, generator }: Cores, ratePerSecond: number): string {
  if (service === null || backends === null) return ''
  return (((service + backends + generator) / ratePerSecond) * 1_000).toFixed(2)
}

function inUse(used: number | null): string {
  return used === null ? '' : used.toFixed(2)
}
