/** Who used the CPU between two moments: the service, this process, what the bench started beside them, and everybody else. */
import { cpuSeconds, familyCpuSeconds, machineCpuSeconds } from '../processes.ts'
import type { Cores } from './job.ts'

/** @returns what gives the cores in use since the call */
export function watchCores(servicePid: number | null): () => Cores {
  const startedAt = performance.now()
  const before = take(servicePid)
  return () => {
    const after = take(servicePid)
    const seconds = (performance.now() - startedAt) / 1_000
    const service = after.service - before.service
    const generator = after.generator - before.generator
    const family = after.family - before.family
    const known = before.family > 0
    return {
      service: known && servicePid !== null ? service / seconds : null,
      generator: generator / seconds,
      backends: known ? Math.max(0, family - service - generator) / seconds : null,
      others: known ? Math.max(0, after.machine - before.machine - family) / seconds : null,
    }
  }
}

/** The bench is the parent of this process and of all that it measures. */
function take(servicePid: number | null) {
  const { user, system } = process.cpuUsage()
  return {
    service: servicePid === null ? 0 : (cpuSeconds(servicePid) ?? 0),
    generator: (user + system) / 1e6,
    family: familyCpuSeconds(process.ppid),
    machine: machineCpuSeconds(),
  }
}
