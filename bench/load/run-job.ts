/** Runs one job in a process of its own, so that making load and being loaded share no thread and no heap. */
import { fork } from 'node:child_process'
import type { FromGenerator, Job, Measured } from './job.ts'

const program = new URL('generator.ts', import.meta.url)

export async function runJob(job: Job): Promise<Measured> {
  const child = fork(program, { execArgv: ['--max-old-space-size=4096'], env: { ...process.env, NODE_OPTIONS: '' } })
  const answer = await new Promise<FromGenerator>((resolve, reject) => {
    child.once('message', (message) => resolve(message as FromGenerator))
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the load generator ended with ${code}`)))
    child.send(job)
  })
  if (!answer.ok) throw new Error(answer.problem)
  return answer.measured
}
