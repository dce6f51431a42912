/** How many chat messages a second the bare blocks take, loaded by the same generator as the service. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../test/support/free-port.ts'
import type { Measured, SaturateJob } from '../load/job.ts'
import { runJob } from '../load/run-job.ts'

const program = fileURLToPath(new URL('chat-server.ts', import.meta.url))

export async function chatFloor(databaseUrl: string, job: Omit<SaturateJob, 'target'>): Promise<Measured> {
  const port = await freePort()
  const child = spawn(process.execPath, [program, databaseUrl, String(port)], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const listening = once(child.stdout, 'data')
  try {
    await Promise.race([listening, ended.then(([code]) => Promise.reject(new Error(`the floor's server ended with ${code}`)))])
    return await runJob({ ...job, target: { host: '127.0.0.1', port, apiKey: 'none', pid: null, settles: false } })
  } finally {
    child.kill('SIGKILL')
    await ended
  }
}
