/**
 * Not ready only when nothing can be accepted: a scanner that is away holds files and lets words go on, a queue that is away waits in
 * the database. Neither delays the answer when it hangs, for a probe that gets none in time takes the whole process out.
 */
import type { Queue } from '../core/queue.ts'
import type { ListState } from '../core/reputation.ts'
import type { Scanner, ScannerState } from '../core/scanner.ts'
import type { Store } from '../core/store.ts'
import { HOUR_MS } from '../core/time.ts'
import type { Readiness } from './deps.ts'

export interface ReadinessBounds {
  /** Kubernetes gives a probe one second unless told otherwise. */
  readonly queueMs: number
  readonly scannerMs: number
  /** A slow database still accepts. */
  readonly databaseMs: number
}

const BOUNDS: ReadinessBounds = { queueMs: 800, scannerMs: 800, databaseMs: 5_000 }

/** What else can be wrong with scanning. */
export interface Scanning {
  /** Of the last run: `missed` holds all files, and is no state to take messages in. */
  readonly canary: { readonly status: 'untried' | 'skipped' | 'away' | 'ok' | 'missed'; readonly detail: string }
  /** Older than that, signatures are an alarm. */
  readonly signatureMaxAgeMs: number
  readonly now: number
}

export async function readiness(
  store: Pick<Store, 'ping'>,
  queue: Pick<Queue, 'ping'>,
  scanner: Pick<Scanner, 'describe'>,
  lists: readonly Pick<ListState, 'id' | 'stale'>[],
  scanning: Scanning | null = null,
  bounds: ReadinessBounds = BOUNDS,
): Promise<Readiness> {
  const [database, lanes, scan] = await Promise.all([
    inTime(store.ping().then(yes), bounds.databaseMs, false),
    inTime(queue.ping().then(yes), bounds.queueMs, false),
    inTime<ScannerState | null>(scanner.describe(), bounds.scannerMs, null),
  ])
  const missed = scanning?.canary.status === 'missed'
  return {
    ok: database && !missed,
    ...(missed ? { reason: 'CANARY_MISSED' } : {}),
    checks: {
      database: { ok: database, detail: database ? 'answers' : 'does not answer' },
      queue: { ok: lanes, detail: lanes ? 'answers' : 'does not answer: accepted messages wait in the database' },
      ...(lists.length === 0 ? {} : { lists: listsCheck(lists) }),
      scanner: { ok: scan?.reachable ?? false, detail: scannerDetail(scan) },
      ...(scan?.reachable === true && scanning !== null ? { signatures: signaturesCheck(scan, scanning) } : {}),
      ...(scanning === null ? {} : { canary: canaryCheck(scanning.canary) }),
    },
  }
}

/** An old list still condemns what it knows: an alarm, no reason to refuse messages. */
function listsCheck(lists: readonly Pick<ListState, 'id' | 'stale'>[]) {
  const stale = lists.filter((list) => list.stale).map(({ id }) => id)
  return { ok: stale.length === 0, detail: stale.length === 0 ? `${lists.length} in force` : `too old or never read: ${stale.join(', ')}` }
}

/** Old signatures still find what they know: an alarm, no reason to hold what is clean by them. */
function signaturesCheck({ engines = [] }: ScannerState, { signatureMaxAgeMs, now }: Scanning) {
  const known = engines.flatMap(({ address, signaturesAt }) => (signaturesAt === null ? [] : [{ address, ageMs: now - signaturesAt }]))
  const old = known.filter(({ ageMs }) => ageMs > signatureMaxAgeMs)
  const told = (old.length > 0 ? old : known).map(({ address, ageMs }) => `${hours(ageMs)} at ${address}`).join(', ')
  if (known.length === 0) return { ok: true, detail: 'of unknown age' }
  return { ok: old.length === 0, detail: old.length === 0 ? `made ${told}` : `too old: made ${told}` }
}

function hours(ageMs: number): string {
  return `${Math.max(0, Math.round(ageMs / HOUR_MS))} h ago`
}

function canaryCheck({ status, detail }: Scanning['canary']) {
  switch (status) {
    case 'ok':
      return { ok: detail === '', detail: detail === '' ? 'found' : detail }
    case 'missed':
      return { ok: false, detail: `CANARY_MISSED: ${detail}; all files are held` }
    case 'away':
      return { ok: false, detail: 'no scanner gave a verdict' }
    case 'skipped':
      return { ok: true, detail: 'no scanner to try' }
    case 'untried':
      return { ok: false, detail: 'not tried yet' }
  }
}

function scannerDetail(scan: ScannerState | null): string {
  if (scan?.reachable) return [scan.version, ...limitsOf(scan)].join('; ')
  // One that is not configured says so at once; silence is a daemon that hangs.
  return scan?.configured === false ? 'none configured: files are held' : 'does not answer: files are held'
}

/** Of a pool, who does not answer; and how large a file each looks into, where that is less than was asked for. */
function limitsOf({ engines = [] }: ScannerState): readonly string[] {
  return engines.flatMap(({ address, status, limitBytes, silentAboveLimit }) => {
    if (status === 'away') return [`${address} does not answer`]
    if (status === 'blind') return [`${address} does not know the EICAR test file, and is not asked`]
    return silentAboveLimit ? [`${address} looks into files up to ${limitBytes} bytes`] : []
  })
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
