/** A real PostgreSQL of our own for one test file: a private cluster on loopback, durable as in production, gone when the tests end or die. */
import { execFile, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort } from './free-port.ts'

const execute = promisify(execFile)
const INSTALLED_IN = '/usr/lib/postgresql'
const START_TIMEOUT_MS = 20_000
const RETRY_MS = 25

export interface TestPostgres {
  /** A database of the cluster; make more with `createDatabase`. */
  readonly url: string
  /** A database of its own, empty or as the one with this URL is, which nobody has open; gives its URL. */
  createDatabase(template?: string): Promise<string>
  stop(): Promise<void>
}

/** Null when PostgreSQL is not installed here; with `CI=true` that is an error, so that nothing is skipped unseen. */
export async function startPostgres(): Promise<TestPostgres | null> {
  const bin = findBinaries()
  if (bin === null) {
    if (process.env.CI === 'true') throw new Error(`PostgreSQL is not installed in ${INSTALLED_IN}; with CI=true its tests have to run`)
    return null
  }
  const folder = mkdtempSync(join(tmpdir(), 'forebay-pg-'))
  const data = join(folder, 'data')
  if (process.getuid?.() === 0) {
    chmodSync(folder, 0o755)
    await execute('chown', ['postgres', folder])
  }
  await asPostgres(join(bin, 'initdb'), ['--pgdata', data, '--username', 'postgres', '--auth', 'trust', '--encoding', 'UTF8', '--no-sync'])
  const port = await freePort()
  const server = await startServer(join(bin, 'postgres'), data, folder, port)
  const urlOf = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`
  let made = 0
  return {
    url: urlOf('postgres'),
    async createDatabase(template) {
      made += 1
      const name = `forebay_${made}`
      const original = template === undefined ? '' : ` template ${new URL(template).pathname.slice(1)}`
      await query(urlOf('postgres'), `create database ${name}${original}`)
      return urlOf(name)
    },
    async stop() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function findBinaries(): string | null {
  if (!existsSync(INSTALLED_IN)) return null
  const versions = readdirSync(INSTALLED_IN).sort((a, b) => Number(b) - Number(a))
  return versions.map((version) => join(INSTALLED_IN, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb'))) ?? null
}

/** PostgreSQL refuses to run as root. */
function command(program: string, parameters: readonly string[]): readonly [string, string[]] {
  if (process.getuid?.() !== 0) return [program, [...parameters]]
  return ['runuser', ['-u', 'postgres', '--', program, ...parameters]]
}

async function asPostgres(program: string, parameters: readonly string[]): Promise<void> {
  await execute(...command(program, parameters), { cwd: tmpdir() })
}

async function startServer(postgres: string, data: string, folder: string, port: number) {
  // The shell waits for its input to end: that is our `stop`, and also our death, however we die. SIGQUIT ends PostgreSQL at once: what it holds is deleted anyway.
  const script = '"$@" >"$LOG" 2>&1 & server=$!; read -r _; kill -QUIT $server; wait $server'
  const options = ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=on']
  const child = spawn(...command('sh', ['-c', script, 'sh', postgres, ...options]), {
    cwd: tmpdir(),
    env: { ...process.env, LOG: join(folder, 'server.log') },
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
  })
  const deadline = performance.now() + START_TIMEOUT_MS
  for (;;) {
    try {
      await query(`postgres://postgres@127.0.0.1:${port}/postgres`, 'select 1')
      break
    } catch (error) {
      if (performance.now() > deadline || child.exitCode !== null) {
        throw new Error(`PostgreSQL did not start; see ${join(folder, 'server.log')}`, { cause: error })
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    }
  }
  return {
    async stop() {
      child.stdin.end()
      await ended
    },
  }
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}
