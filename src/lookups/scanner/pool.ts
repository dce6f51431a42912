/** A scanner over one or more engines of a kind: a verdict comes from one that is known to find malware, the next takes over from one that fails, and whatever else happens is `unavailable`. */
import type { Scanner, ScanResult } from '../../core/scanner.ts'
import { type Engine, OVER_LIMIT, TIMED_OUT, UNAVAILABLE } from './engine.ts'
import { Member } from './member.ts'
import { createTurns } from './turns.ts'

export interface PoolOptions {
  /** Empty: no scanner is configured. */
  readonly engines: readonly Engine[]
  /** Scans at once over one engine. */
  readonly parallelPerEngine: number
  /** For one file, over all engines that are tried. */
  readonly timeoutMs: number
  /** Above this nothing is sent. */
  readonly maxBytes: number
  /** Malware that every engine has to find before its word counts, and by which its limits are measured; null believes each. */
  readonly canary?: Uint8Array | null
}

/** What is left of the time is shared with the engine that would take over. */
const SHARE_OF_FIRST = 0.5

export function createPool({ engines, parallelPerEngine, timeoutMs, maxBytes, canary = null }: PoolOptions): Scanner {
  const now = () => performance.now()
  const members = engines.map((engine) => new Member(engine, { canary, maxBytes, timeoutMs, now, onChange: () => turns.refill() }))
  const turns = createTurns(() => parallelPerEngine * Math.max(1, members.filter(({ trusted }) => trusted).length))

  /** The least busy of those that are trusted; else one that may have come back. */
  function pick(tried: ReadonlySet<Member>): Member | undefined {
    const left = members.filter((member) => !tried.has(member))
    const trusted = left.filter((member) => member.trusted)
    return (trusted.length > 0 ? trusted : left).reduce<Member | undefined>(
      (best, member) => (best === undefined || member.active < best.active ? member : best),
      undefined,
    )
  }

  async function scanInTurn(bytes: Uint8Array, signal: AbortSignal): Promise<ScanResult> {
    const endAt = now() + timeoutMs
    const tried = new Set<Member>()
    let worst: ScanResult = UNAVAILABLE
    for (let member = pick(tried); member !== undefined && now() < endAt; member = pick(tried)) {
      if (signal.aborted) return TIMED_OUT
      tried.add(member)
      const leftMs = endAt - now()
      const result = await member.scan(bytes, signal, tried.size < members.length ? leftMs * SHARE_OF_FIRST : leftMs)
      if (result.status !== 'unavailable') return result
      // What one that is away might look into is not too large for all.
      worst = tried.size > 1 && worst.status === 'unavailable' && worst.reason !== 'SCANNER_LIMIT' ? worst : result
    }
    return worst
  }

  /** Those that stay away are not waited for at every look while others answer. */
  const look = async (): Promise<boolean> => {
    const patient = members.some(({ trusted }) => trusted)
    const answers = await Promise.all(members.map((member) => member.look(patient)))
    return answers.some(Boolean)
  }

  return {
    async scan(bytes, signal, lane = '') {
      if (bytes.byteLength === 0) return { status: 'clean' }
      if (bytes.byteLength > maxBytes) return OVER_LIMIT
      if (members.length === 0) return UNAVAILABLE
      const leave = await turns.enter(lane)
      try {
        return await scanInTurn(bytes, signal)
      } finally {
        leave()
      }
    },
    ready: look,
    async describe(measured = false) {
      await look()
      if (measured) await Promise.all(members.map((member) => member.trusted && member.looksInto(maxBytes)))
      const states = members.map((member) => member.state())
      const shown = states.find(({ status }) => status === 'ok') ?? states.find(({ status }) => status === 'blind') ?? states[0]
      return {
        configured: members.length > 0,
        reachable: states.some(({ status }) => status === 'ok'),
        version: shown?.version ?? null,
        address: shown?.address ?? null,
        engines: states,
      }
    },
  }
}
