/** Reads from the system what processes use, where it says so (Linux's /proc): memory of one, CPU time of ours and of everybody. */
import { readdirSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'

/** proc_pid_stat(5): clock ticks, 100 a second on every Linux that Node runs on. */
const TICKS_A_SECOND = 100

export function residentMegabytes(pid: number): number | null {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readOrNull(`/proc/${pid}/status`) ?? '')?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) / 1024
}

/** CPU seconds of one process with all its threads; null when it is gone or the system does not say. */
export function cpuSeconds(pid: number): number | null {
  return readStat(pid)?.cpuSeconds ?? null
}

/** CPU seconds of a process and all below it that still run. */
export function familyCpuSeconds(pid: number): number {
  const stats = (readNames('/proc') ?? []).filter((name) => /^\d+$/.test(name)).map((name) => readStat(Number(name)))
  const children = new Map<number, { readonly pid: number; readonly cpuSeconds: number }[]>()
  let sum = 0
  for (const stat of stats) {
    if (stat === null) continue
    if (stat.pid === pid) sum += stat.cpuSeconds
    children.set(stat.parent, [...(children.get(stat.parent) ?? []), stat])
  }
  const below = [...(children.get(pid) ?? [])]
  for (let next = below.pop(); next !== undefined; next = below.pop()) {
    sum += next.cpuSeconds
    below.push(...(children.get(next.pid) ?? []))
  }
  return sum
}

/** CPU seconds that the whole machine has spent on anything. */
export function machineCpuSeconds(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0) / 1_000
}

function readStat(pid: number): { readonly pid: number; readonly parent: number; readonly cpuSeconds: number } | null {
  const text = readOrNull(`/proc/${pid}/stat`)
  if (text === null) return null
  // The name stands in parentheses and may hold blanks. After it: state, parent, …; user and system time are the 12th and 13th,
  // those of children that ended the 14th and 15th.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
  return { pid, parent: Number(fields[1]), cpuSeconds: ticks / TICKS_A_SECOND }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // The process has ended, or there is no /proc: nothing is known.
    return null
  }
}

function readNames(path: string): readonly string[] | null {
  try {
    return readdirSync(path)
  } catch {
    // No /proc on this system.
    return null
  }
}
