/** Not ready only when nothing can be accepted: a scanner that is away holds files and lets words go on, a queue that is away waits in the database. */
import type { Queue, Scanner, Store } from '../core/ports.ts'
import type { Readiness } from './deps.ts'

export async function readiness(
  store: Pick<Store, 'ping'>,
  queue: Pick<Queue, 'ping'>,
  scanner: Pick<Scanner, 'describe'>,
): Promise<Readiness> {
  const [database, lanes, scan] = await Promise.all([answers(store.ping()), answers(queue.ping()), scanner.describe()])
  const scannerDetail = scan.reachable
    ? `${scan.version}`
    : scan.configured
      ? 'does not answer: files are held'
      : 'none configured: files are held'
  return {
    ok: database,
    checks: {
      database: { ok: database, detail: database ? 'answers' : 'does not answer' },
      queue: { ok: lanes, detail: lanes ? 'answers' : 'does not answer: accepted messages wait in the database' },
      scanner: { ok: scan.reachable, detail: scannerDetail },
    },
  }
}

async function answers(ping: Promise<void>): Promise<boolean> {
  try {
    await ping
    return true
  } catch {
    // Down is what is asked for here; the caller says so.
    return false
  }
}
