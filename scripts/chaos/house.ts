/** A whole installation on loopback, embedded or as in production, on real daemons of its own that are gone when it closes. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningClamd, startClamd } from '../../test/support/clamd.ts'
import { freePort } from '../../test/support/free-port.ts'
import { startPostgres } from '../../test/support/postgres.ts'
import { startRedis, type TestRedis } from '../../test/support/redis.ts'
import { type Supervised, supervise } from './supervisor.ts'

export type Backend = 'embedded' | 'production'

export interface House {
  readonly baseUrl: string
  readonly apiKey: string
  readonly tokenSecret: string
  /** To open the store once the service has stopped. */
  readonly databaseUrl: string
  readonly masterKey: Buffer
  /** All that processes of the service wrote to their output. */
  readonly logPath: string
  /** The first one serves the API. */
  readonly processes: readonly Supervised[]
  readonly clamd: RunningClamd
  /** Null where there is none. */
  readonly redis: TestRedis | null
  close(): Promise<void>
}

export async function openHouse(backend: Backend): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'forebay-chaos-'))
  const closing: (() => Promise<void>)[] = [async () => rmSync(folder, { recursive: true, force: true })]
  async function close(): Promise<void> {
    for (const step of closing.splice(0).reverse()) await step()
  }
  try {
    const clamd = there(await startClamd(), 'clamd')
    closing.push(() => clamd.remove())
    const postgres = backend === 'production' ? there(await startPostgres(), 'PostgreSQL') : null
    if (postgres !== null) closing.push(() => postgres.stop())
    const redis = backend === 'production' ? there(await startRedis(), 'redis-server') : null
    if (redis !== null) closing.push(() => redis.stop())

    const masterKey = randomBytes(32)
    const apiKey = `chaos-${randomBytes(16).toString('hex')}`
    const tokenSecret = randomBytes(32).toString('hex')
    const databaseUrl = postgres === null ? `sqlite:${join(folder, 'data', 'forebay.db')}` : await postgres.createDatabase()
    const ports = await Promise.all((backend === 'production' ? [1, 2] : [1]).map(freePort))
    const baseUrl = `http://127.0.0.1:${ports[0]}`
    const logPath = join(folder, 'service.log')
    const environment = {
      DATA_DIR: join(folder, 'data'),
      DATABASE_URL: databaseUrl,
      CLAMD_URL: clamd.url,
      PUBLIC_URL: baseUrl,
      ENCRYPTION_KEY: masterKey.toString('hex'),
      BOOTSTRAP_API_KEY: apiKey,
      CUSTOMER_TOKEN_SECRET: tokenSecret,
      WEBHOOK_ALLOW_PRIVATE: '127.0.0.0/8',
      ...(redis === null ? {} : { REDIS_URL: redis.url }),
    }
    const processes = ports.map((port, index) => {
      const [name, roles] = index === 0 ? ['api and worker', 'api,worker'] : ['worker', 'worker']
      return supervise({ name, port, folder, logPath, environment: { ...environment, ROLES: roles } })
    })
    closing.push(async () => {
      await Promise.all(processes.map((one) => one.end()))
    })
    await Promise.all(processes.map((one) => one.whenReady()))
    const problems = processes.flatMap((one) => one.problems)
    if (problems.length > 0)
      throw new Error(`the service did not start: ${problems.join('; ')}\n${readFileSync(logPath, 'utf8').slice(-4_000)}`)
    return { baseUrl, apiKey, tokenSecret, databaseUrl, masterKey, logPath, processes, clamd, redis, close }
  } catch (error) {
    await close()
    throw error
  }
}

function there<T>(started: T | null, what: string): T {
  if (started === null) throw new Error(`${what} is not installed here: npm run chaos installs what it needs as root on Debian`)
  return started
}
