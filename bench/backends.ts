/** Starts what a row of the bench stands on, fresh and empty, and takes it away again. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startClamd } from '../test/support/clamd.ts'
import { startPostgres } from '../test/support/postgres.ts'
import { startRedis } from '../test/support/redis.ts'
import type { Backend } from './arguments.ts'

export interface Stand {
  /** Of this row alone, on a disk. */
  readonly folder: string
  /** An empty database: `sqlite:…` or `postgres://…`. */
  database(): Promise<string>
  readonly redisUrl: string | null
  /** Null when the row has no files to scan. */
  readonly clamdUrl: string | null
  stop(): Promise<void>
}

/** @throws Error that names what is not installed */
export async function standUp(backend: Backend, withClamd: boolean): Promise<Stand> {
  // Not /dev/shm: a commit has to cost what it costs on a disk.
  const folder = await mkdtemp(join(tmpdir(), 'forebay-bench-'))
  const stops: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })]
  const stop = async () => {
    for (const one of stops.reverse()) await one()
  }
  try {
    const postgres = backend === 'postgres' ? present(await startPostgres(), 'PostgreSQL') : null
    if (postgres !== null) stops.push(() => postgres.stop())
    const redis = backend === 'postgres' ? present(await startRedis(), 'redis-server') : null
    if (redis !== null) stops.push(() => redis.stop())
    const clamd = withClamd ? present(await startClamd(), 'clamd') : null
    if (clamd !== null) stops.push(() => clamd.remove())
    let files = 0
    return {
      folder,
      async database() {
        if (postgres !== null) return postgres.createDatabase()
        files += 1
        await mkdir(join(folder, `database-${files}`))
        return `sqlite:${join(folder, `database-${files}`, 'forebay.db')}`
      },
      redisUrl: redis?.url ?? null,
      clamdUrl: clamd?.url ?? null,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function present<T>(started: T | null, name: string): T {
  if (started === null) throw new Error(`${name} is not installed here, and the bench needs it for this row`)
  return started
}
