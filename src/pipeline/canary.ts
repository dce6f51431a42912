/** A file that is known to be bad and one that is known to be clean go the whole way of a customer's, on start and on a schedule: while either ends otherwise than it must, no file is released. */
import { eicar } from '../core/eicar.ts'
import type { Policy } from '../core/policy.ts'
import type { MessageRecord } from '../core/record.ts'
import type { Scanner, ScanResult } from '../core/scanner.ts'
import type { Clock } from '../core/time.ts'
import { DEFAULT_POLICY } from '../policy/defaults.ts'
import { type Assessing, conclude, lookFurther, see } from './assess.ts'

export interface CanaryState {
  /**
   * `untried`: not yet. `skipped`: no scanner is configured. `away`: none gave a verdict, so nothing was proven and nothing is released.
   * `missed`: one of the two files ended otherwise than it must.
   */
  readonly status: 'untried' | 'skipped' | 'away' | 'ok' | 'missed'
  /** What went wrong, or which engines are not asked since they do not know the test file; '' when all is well. */
  readonly detail: string
  /** Of the last run, milliseconds since the epoch; null before it. */
  readonly ranAt: number | null
}

export interface Canary {
  state(): CanaryState
  /** Now; those who ask at the same time share one run. Never rejects. */
  run(): Promise<CanaryState>
  stop(): Promise<void>
}

export interface CanaryOptions {
  /** With the scanner itself, not the guarded one: a canary that was missed must be able to be found again. */
  readonly assessing: Assessing
  readonly clock: Clock
  readonly everyMs: number
  /** When one is missed, or an engine does not know the test file, and again each `everyMs` while that lasts. */
  onMiss(detail: string): void
  onFound(): void
}

/** What is not well is looked at again soon, so that all that waits goes on by itself. */
const AGAIN_MS = 2_000
const CLEAN = 'A clean canary.\n'
/** Its own lane: no flood of a channel holds it up. */
const CHANNEL = 'canary'

export function startCanary({ assessing, clock, everyMs, onMiss, onFound }: CanaryOptions): Canary {
  let state: CanaryState = { status: 'untried', detail: '', ranAt: null }
  let running: Promise<CanaryState> | null = null
  let timer: NodeJS.Timeout | undefined
  const stopping = new AbortController()
  let told = ''
  let toldAt = 0

  function run(): Promise<CanaryState> {
    running ??= fly(assessing, stopping.signal)
      // The sandbox could not run it: nothing was proven.
      .catch(() => NOTHING_PROVEN)
      .then((flown) => {
        tell(flown)
        state = { ...flown, ranAt: clock() }
        running = null
        schedule()
        return state
      })
    return running
  }

  function tell({ status, detail }: Omit<CanaryState, 'ranAt'>): void {
    if (status === 'away') return
    if (detail === '') {
      if (told !== '') onFound()
      told = ''
    } else if (detail !== told || clock() - toldAt >= everyMs) {
      told = detail
      toldAt = clock()
      onMiss(detail)
    }
  }

  function schedule(): void {
    clearTimeout(timer)
    if (stopping.signal.aborted) return
    const isWell = state.status === 'skipped' || (state.status === 'ok' && state.detail === '')
    timer = setTimeout(() => void run(), isWell ? everyMs : Math.min(everyMs, AGAIN_MS))
    timer.unref()
  }

  return {
    state: () => state,
    run,
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      await running
    },
  }
}

async function fly(assessing: Assessing, signal: AbortSignal): Promise<Omit<CanaryState, 'ranAt'>> {
  const { configured, reachable, engines = [] } = await assessing.scanner.describe()
  if (!configured) return { status: 'skipped', detail: '' }
  const blind = engines.filter(({ status }) => status === 'blind').map(({ address }) => address)
  const detail = blind.length === 0 ? '' : `does not know the EICAR test file, and is not asked: ${blind.join(', ')}`
  if (!reachable) return blind.length === 0 ? { status: 'away', detail: '' } : { status: 'missed', detail }
  const ends = [
    judgeBad(await assessCanary(assessing, CANARY_POLICY, 'canary.txt', eicar(), signal)),
    judgeClean(await assessCanary(assessing, CANARY_POLICY, 'canary.txt', Buffer.from(CLEAN), signal)),
  ]
  const missed = ends.find((end) => end.status === 'missed') ?? ends.find((end) => end.status === 'away')
  return missed ?? { status: 'ok', detail }
}

type End = Pick<CanaryState, 'status' | 'detail'>
const WELL: End = { status: 'ok', detail: '' }
const NOTHING_PROVEN: End = { status: 'away', detail: '' }

function judgeBad(record: MessageRecord): End {
  if (isHandedOut(record)) return { status: 'missed', detail: 'the EICAR test file would have been released' }
  if (accusesFile(record)) return WELL
  return scanGaveVerdict(record) ? { status: 'missed', detail: 'the EICAR test file is called clean' } : NOTHING_PROVEN
}

function judgeClean(record: MessageRecord): End {
  if (accusesFile(record)) return { status: 'missed', detail: 'a clean file is called malware' }
  if (isHandedOut(record)) return WELL
  return record.report.complete ? { status: 'missed', detail: 'a clean file is not released' } : NOTHING_PROVEN
}

function isHandedOut({ release }: MessageRecord): boolean {
  return release?.files.some(({ action }) => action === 'release' || action === 'disarm') ?? false
}

function accusesFile({ report }: MessageRecord): boolean {
  return report.findings.some(({ code }) => code === 'FILE_MALWARE')
}

function scanGaveVerdict({ report }: MessageRecord): boolean {
  return report.outcomes.some(({ inspector, status }) => inspector === 'files/malware' && status === 'ok')
}

/** Whatever an installation's channels hold, text of a verified sender is released by this one once it is clean. */
const CANARY_POLICY: Policy = {
  ...DEFAULT_POLICY,
  ...{ channel: CHANNEL, kind: 'chat', name: 'Canary' },
  files: { ...DEFAULT_POLICY.files, types: { ...DEFAULT_POLICY.files.types, text: 'release' } },
}

/** One file of a verified sender through everything that a customer's passes; nothing is stored. */
export async function assessCanary(
  assessing: Assessing,
  policy: Policy,
  name: string,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<MessageRecord> {
  const content = { type: 'words', words: {}, files: [{ untrustedName: name, untrustedType: 'text/plain', bytes }] } as const
  const arrival = { id: 'canary', channel: policy.channel, kind: policy.kind, conversationId: null, receivedAt: 0, content }
  const seen = await lookFurther(await see(arrival, null, assessing), assessing, signal)
  const identity = { level: 'verified', subject: 'canary', evidence: [] } as const
  return conclude(seen, { identity, policy, policyVersion: 1, reviews: [], revision: 1 }, assessing, 0).record
}

const HELD: ScanResult = { status: 'unavailable', reason: 'SCANNER_UNAVAILABLE' }

/** A scanner whose word counts only while no canary is missed; what it is asked meanwhile is held and scanned again. */
export function guarded(scanner: Scanner, canary: Pick<Canary, 'state' | 'run'>): Scanner {
  const isTrusted = (): boolean => {
    const { status } = canary.state()
    return status !== 'missed' && status !== 'untried'
  }
  return {
    ...scanner,
    async scan(bytes, signal, lane) {
      // The first canary is under way: what came in meanwhile waits for it, as it would for its scan.
      if (canary.state().status === 'untried') await orAborted(canary.run(), signal)
      return isTrusted() ? scanner.scan(bytes, signal, lane) : HELD
    },
    ready: async () => (await scanner.ready()) && isTrusted(),
  }
}

async function orAborted(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  const { promise, resolve } = Promise.withResolvers<void>()
  const stop = () => resolve()
  signal.addEventListener('abort', stop, { once: true })
  await Promise.race([work, promise])
  signal.removeEventListener('abort', stop)
}
