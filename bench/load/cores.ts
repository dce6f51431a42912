/** Who used the CPU between two moments: the service, this process, what the bench started beside them, and everybody else. */
import { cpuSeconds, familyCpuSeconds, machineCpuSeconds } from '../processes.ts'
import type { Cores } from './job.ts'

/**
 * @param servicePid the process that is measured; null when it is not counted by itself
 * @param familyPid the process that started it and all beside it
 * @returns what gives the cores in use since the call
 */
export function watchCores(servicePid: number | null, familyPid: number): () => Cores {
  const startedAt = performance.now()
  const before = take(servicePid, familyPid)
  return () => {
    const after = take(servicePid, familyPid)
    const seconds = (performance.now() - startedAt) / 1_000
    const service = after.service - before.service
    // In the bench's own process the measured and the measuring are one.
    const generator = servicePid === process.pid ? 0 : after.generator - before.generator
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

function take(servicePid: number | null, familyPid: number) {
  const { user, system } = process.cpuUsage()
  return {
    service: servicePid === null ? 0 : (cpuSeconds(servicePid) ?? 0),
    generator: (user + system) / 1e6,
    family: familyCpuSeconds(familyPid),
    machine: machineCpuSeconds(),
  }
}
