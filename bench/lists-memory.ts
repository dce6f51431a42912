/** Says by how many megabytes a process grows when it opens the compiled list; started by `lists.ts` with `--expose-gc`. */
import { addressAt, hostAt, type MemoryJob, openBenchLists } from './lists.ts'

/** Several times: what one collection frees, the next gives back. */
function settle(): void {
  for (let round = 0; round < 4; round += 1) globalThis.gc?.()
}

const job = JSON.parse(process.argv[2] ?? '{}') as MemoryJob
settle()
const before = process.memoryUsage.rss()
const lists = await openBenchLists(job)
for (let at = 0; at < 1_000; at += 1) lists.match(addressAt(hostAt(at), at))
settle()
process.stdout.write(String((process.memoryUsage.rss() - before) / 1e6))
await lists.close()
