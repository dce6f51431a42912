/** The process that makes the load: one job, one answer, and it ends. */
import { arrive } from './arrive.ts'
import type { FromGenerator, Job } from './job.ts'
import { saturate } from './saturate.ts'

process.once('message', async (job: Job) => {
  const answer = await run(job)
  process.send?.(answer, () => process.exit())
})

async function run(job: Job): Promise<FromGenerator> {
  try {
    return { ok: true, measured: job.kind === 'saturate' ? await saturate(job) : await arrive(job) }
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) }
  }
}
