/** The service as `npm start` runs it, in a process of its own, with policies that release what the bench sends. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../test/support/free-port.ts'
import type { Stand } from './backends.ts'
import { CHAT_CHANNEL } from './content/chat.ts'
import { MAIL_CHANNEL } from './content/mail.ts'
import type { Target } from './load/job.ts'
import { residentMegabytes } from './processes.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const API_KEY = 'forebay-bench-key-of-one-run'
const START_TIMEOUT_MS = 30_000
const LOOK_EVERY_MS = 250
const LAST_WORDS_CHARACTERS = 4_000

export interface RunningService {
  readonly target: Target
  /** The most that was resident at any look so far; null where the system does not say. */
  peakMegabytes(): number | null
  /** The end of its log. */
  lastWords(): string
  stop(): Promise<void>
}

/** Rates are out of the way, and files of senders that are only claimed go on once they are scanned. */
const policy = (channel: string, kind: 'chat' | 'email') => `channel: ${channel}
kind: ${kind}
name: Bench
senders:
  anonymous: { text: release, links: allow, files: allow }
  claimed:   { text: release, links: allow, files: allow }
rateLimit:
  messagesPerMinute: 10000000
`

/** @param profileFolder where Node puts a CPU profile of each thread when it ends; null for none */
export async function startService(stand: Stand, profileFolder: string | null): Promise<RunningService> {
  const port = await freePort()
  const channels = join(stand.folder, 'channels')
  await mkdir(channels, { recursive: true })
  await writeFile(join(channels, 'chat.yaml'), policy(CHAT_CHANNEL, 'chat'))
  await writeFile(join(channels, 'mail.yaml'), policy(MAIL_CHANNEL, 'email'))
  const profiling = profileFolder === null ? [] : ['--cpu-prof', '--cpu-prof-interval=500', `--cpu-prof-dir=${profileFolder}`]
  const child = spawn(process.execPath, [...profiling, ...(await startArguments())], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      PORT: String(port),
      DATA_DIR: join(stand.folder, 'data'),
      DATABASE_URL: await stand.database(),
      ...(stand.redisUrl === null ? {} : { REDIS_URL: stand.redisUrl }),
      ...(stand.clamdUrl === null ? {} : { CLAMD_URL: stand.clamdUrl }),
      CHANNELS_DIR: channels,
      BOOTSTRAP_API_KEY: API_KEY,
      MAX_BACKLOG: '1000000',
      KEY_RATE_LIMIT_PER_MINUTE: '100000000',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = once(child, 'exit')
  let lastWords = ''
  child.stderr.on('data', (chunk: Buffer) => {
    lastWords = `${lastWords}${chunk}`.slice(-LAST_WORDS_CHARACTERS)
  })
  await ready(port, child, () => lastWords)
  const pid = child.pid as number
  let peak: number | null = null
  const look = () => {
    const now = residentMegabytes(pid)
    if (now !== null) peak = Math.max(peak ?? 0, now)
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  return {
    target: { host: '127.0.0.1', port, apiKey: API_KEY, pid, settles: true },
    peakMegabytes() {
      look()
      return peak
    },
    lastWords: () => lastWords,
    async stop() {
      clearInterval(timer)
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** What stands behind `node` in the start script: the flags that people run it with are the ones that are measured. */
async function startArguments(): Promise<readonly string[]> {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { readonly scripts: { readonly start: string } }
  const [program, ...rest] = scripts.start.split(' ')
  if (program !== 'node') throw new Error(`the start script runs ${program}, not node: the bench cannot run it`)
  return rest
}

async function ready(port: number, child: ChildProcess, lastWords: () => string): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the service ended with ${child.exitCode} before it was ready:\n${lastWords()}`)
    if (await answersReady(port)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  child.kill('SIGKILL')
  throw new Error(`the service was not ready within 30 seconds:\n${lastWords()}`)
}

async function answersReady(port: number): Promise<boolean> {
  try {
    const { ok, body } = await fetch(`http://127.0.0.1:${port}/readyz`)
    await body?.cancel()
    return ok
  } catch {
    // Not listening yet: the caller asks again.
    return false
  }
}
