/** A pool of PostgreSQL connections that gives numbers as numbers and survives a restart of the server. */
import pg from 'pg'

const CONNECT_TIMEOUT_MS = 5_000
const IDLE_TIMEOUT_MS = 30_000
const INT8 = 20

/** `pipeline`: statements sent together are answered together, in one round trip. */
export function openPool(url: string, maxConnections: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    keepAlive: true,
    pipeline: true,
    types: {
      // Times, counts and sequence numbers stay far below 2^53.
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format),
    },
  })
  pool.on('error', () => {
    // An idle connection broke (the server was restarted). The pool has dropped it; the next query connects anew or reports why not.
  })
  return pool
}

/** The SQLSTATE of an error of the server; null for others, such as a broken connection. */
export function sqlState(error: unknown): string | null {
  return error instanceof pg.DatabaseError && error.code !== undefined ? error.code : null
}
