/** Starts the real service on loopback, in a folder of its own: in this process, or as one that can be killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { listen } from '../../src/http/server.ts'
import { mintKey } from '../../src/identity/keys.ts'
import { readSettings } from '../../src/settings/settings.ts'
import type { LogFields, Logger } from '../../src/telemetry/logger.ts'
import { openService, type Service } from '../../src/wire.ts'
import { type Client, connectTo } from './client.ts'
import { COMPILED } from './compiled.ts'
import { removeFolder, scratchFolder } from './scratch.ts'

export const TOKEN_SECRET = 'the secret that customer tokens are signed with in tests'
/** Links of releases begin with it; nothing listens there. */
export const PUBLIC_URL = 'https://gate.forebay.test'
const API_KEY = mintKey()
const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))
const START_WITHIN_MS = 60_000

export interface ServiceOptions {
  /** By the names of the environment: `CLAMD_URL`, `WORDS_FIRST_MS`, … */
  readonly environment?: Readonly<Record<string, string>>
  /** One that is given is kept at the end. */
  readonly dataDir?: string
}

export interface LocalService extends Client {
  readonly dataDir: string
  readonly service: Service
  /** Each sentence that was logged, with its fields. */
  readonly log: readonly { readonly sentence: string; readonly fields: LogFields }[]
  stop(): Promise<void>
}

/** The service in this process: everything is real but the log, which is kept. */
export async function openLocalService(options: ServiceOptions = {}): Promise<LocalService> {
  const dataDir = options.dataDir ?? (await scratchFolder('service'))
  const settings = readSettings(null, environmentOf(dataDir, options))
  const log: { sentence: string; fields: LogFields }[] = []
  const note = (sentence: string, fields: LogFields = {}) => void log.push({ sentence, fields })
  const logger: Logger = { debug: note, info: note, warn: note, error: note }
  const service = await openService(settings, (settings.publicUrl ?? PUBLIC_URL).replace(/\/+$/, ''), logger)
  const { id, key, hash } = API_KEY
  if (!(await service.store.keys()).some((known) => known.id === id)) {
    await service.store.addKey({
      id,
      name: 'test',
      hash,
      channels: null,
      scopes: ['submit', 'vouch', 'read', 'reveal', 'admin'],
      createdAt: 0,
      revokedAt: null,
    })
  }
  const server = await listen(service.app, { host: settings.host, port: settings.port })
  const client = connectTo(`http://127.0.0.1:${server.port}`, key, TOKEN_SECRET)
  return {
    ...client,
    dataDir,
    service,
    log,
    async stop() {
      await service.stop(server.close(500))
      if (options.dataDir === undefined) await removeFolder(dataDir)
    },
  }
}

export interface ChildOptions extends ServiceOptions {
  /** For Node itself: `--import`, and the path of a module that is loaded first. */
  readonly nodeOptions?: readonly string[]
}

export interface ChildService extends Client {
  readonly dataDir: string
  readonly pid: number
  /** All that it printed so far, on both outputs. */
  printed(): string
  /** SIGKILL: nothing of it runs on, and nothing is said goodbye to. */
  kill(): Promise<void>
  /** SIGTERM; resolves with the exit code. */
  terminate(): Promise<number | null>
  /** Kills it and, when the folder was made here, removes it. */
  remove(): Promise<void>
}

/** `node src/forebay.ts serve`, as an operator runs it. */
export async function startService(options: ChildOptions = {}): Promise<ChildService> {
  const dataDir = options.dataDir ?? (await scratchFolder('service'))
  const environment = {
    PATH: process.env.PATH ?? '',
    ...COMPILED,
    BOOTSTRAP_API_KEY: API_KEY.key,
    LOG_LEVEL: 'info',
    ...environmentOf(dataDir, options),
  }
  const child = spawn(process.execPath, [...(options.nodeOptions ?? []), 'src/forebay.ts', 'serve'], {
    cwd: REPOSITORY,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const orphaned = () => child.kill('SIGKILL')
  process.once('exit', orphaned)
  child.once('exit', () => process.off('exit', orphaned))
  const ended = once(child, 'exit')
  let printed = ''
  for (const output of [child.stdout, child.stderr]) output.setEncoding('utf8').on('data', (text: string) => (printed += text))

  const port = await listeningPort(child, () => printed).catch((error) => {
    child.kill('SIGKILL')
    throw error
  })
  const client = connectTo(`http://127.0.0.1:${port}`, API_KEY.key, TOKEN_SECRET)
  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    child.kill(signal)
    await ended
    return child.exitCode
  }
  return {
    ...client,
    dataDir,
    pid: child.pid ?? 0,
    printed: () => printed,
    kill: async () => void (await end('SIGKILL')),
    terminate: () => end('SIGTERM'),
    async remove() {
      await end('SIGKILL')
      if (options.dataDir === undefined) await removeFolder(dataDir)
    },
  }
}

function environmentOf(dataDir: string, { environment = {} }: ServiceOptions): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    PORT: '0',
    PUBLIC_URL,
    DATA_DIR: dataDir,
    CHANNELS_DIR: fileURLToPath(new URL('../../config/channels', import.meta.url)),
    CUSTOMER_TOKEN_SECRET: TOKEN_SECRET,
    // Nothing reaches out unless a test brings a DNS of its own.
    MAIL_AUTH: 'off',
    INSPECT_THREADS: '1',
    FILE_PROCESSES: '1',
    STOP_GRACE_MS: '5000',
    ...environment,
  }
}

/** The port that it says it listens on. */
async function listeningPort(child: ChildProcess, printed: () => string): Promise<number> {
  const startedAt = performance.now()
  for (;;) {
    const port = /"address":"127\.0\.0\.1:(\d+)"/.exec(printed())?.[1]
    if (port !== undefined) return Number(port)
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the service ended before it listened:\n${printed()}`)
    if (performance.now() - startedAt > START_WITHIN_MS) throw new Error(`the service did not listen in time:\n${printed()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
