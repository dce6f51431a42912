/**
 * Not ready only when nothing can be accepted: a scanner that is away holds files and lets words go on, a queue that is away waits in
 * the database. Neither delays the answer when it hangs, for a probe that gets none in time takes the whole process out.
 */
import type { Queue, Scanner, Store } from '../core/ports.ts'
import type { ListState } from '../core/reputation.ts'
import type { Readiness } from './deps.ts'

export interface ReadinessBounds {
  /** Kubernetes gives a probe one second unless told otherwise. */
  readonly queueMs: number
  readonly scannerMs: number
  /** A slow database still accepts. */
  readonly databaseMs: number
}

const BOUNDS: ReadinessBounds = { queueMs: 800, scannerMs: 800, databaseMs: 5_000 }

type Scan = Awaited<ReturnType<Scanner['describe']>>

export async function readiness(
  store: Pick<Store, 'ping'>,
  queue: Pick<Queue, 'ping'>,
  scanner: Pick<Scanner, 'describe'>,
  lists: readonly Pick<ListState, 'id' | 'stale'>[],
  bounds: ReadinessBounds = BOUNDS,
): Promise<Readiness> {
  const [database, lanes, scan] = await Promise.all([
    inTime(store.ping().then(yes), bounds.databaseMs, false),
    inTime(queue.ping().then(yes), bounds.queueMs, false),
    inTime<Scan | null>(scanner.describe(), bounds.scannerMs, null),
  ])
  return {
    ok: database,
    checks: {
      database: { ok: database, detail: database ? 'answers' : 'does not answer' },
      queue: { ok: lanes, detail: lanes ? 'answers' : 'does not answer: accepted messages wait in the database' },
      ...(lists.length === 0 ? {} : { lists: listsCheck(lists) }),
      scanner: { ok: scan?.reachable ?? false, detail: scannerDetail(scan) },
    },
  }
}

/** An old list still condemns what it knows: an alarm, no reason to refuse messages. */
function listsCheck(lists: readonly Pick<ListState, 'id' | 'stale'>[]) {
  const stale = lists.filter((list) => list.stale).map(({ id }) => id)
  return { ok: stale.length === 0, detail: stale.length === 0 ? `${lists.length} in force` : `too old or never read: ${stale.join(', ')}` }
}

function scannerDetail(scan: Scan | null): string {
  if (scan?.reachable) return `${scan.version}`
  // One that is not configured says so at once; silence is a daemon that hangs.
  return scan?.configured === false ? 'none configured: files are held' : 'does not answer: files are held'
}

const yes = (): true => true

/** `otherwise` when it fails, for down is what is asked for here, and when it takes too long. */
async function inTime<T>(work: Promise<T>, withinMs: number, otherwise: T): Promise<T> {
  const { promise: late, resolve } = Promise.withResolvers<T>()
  const timer = setTimeout(resolve, withinMs, otherwise)
  try {
    return await Promise.race([work.catch(() => otherwise), late])
  } finally {
    clearTimeout(timer)
  }
}
