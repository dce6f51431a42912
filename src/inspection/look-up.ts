/** Checks that need the world (an antivirus daemon) each end in time: what answers late, throws or is called off is an outcome, never clean. */
import type { Inspected, LookupInspector } from '../core/inspector.ts'
import type { Part } from '../core/message.ts'
import type { Parsed } from '../core/parsed.ts'
import type { Clock, Scanner } from '../core/ports.ts'
import type { Finding, Outcome, SubjectRef } from '../core/report.ts'
import { failure, type Judged, judge, numbered } from './judge.ts'

export interface LookUpHooks {
  readonly now: Clock
  /** How many looks of this message run at once. */
  readonly parallel: number
  /** Calls off whatever still runs; what it calls off is `skipped` with reason `CALLED_OFF`. */
  readonly signal: AbortSignal
  /** A part for which this is true is not looked at now and gets the outcome `skipped`, reason `DEFERRED`. */
  skipPart?(partId: string): boolean
}

interface Look {
  readonly inspector: LookupInspector
  readonly part: Part
  readonly subject: SubjectRef
}

/**
 * Runs each inspector on each file that it applies to, `parallel` at a time. Findings and outcomes come in the order of inspectors
 * and parts whatever finished first, numbered f1.. for `mergeReports` to number anew. Never throws.
 */
export async function lookUp(
  parsed: Parsed,
  inspectors: readonly LookupInspector[],
  lookups: { readonly scanner: Scanner },
  hooks: LookUpHooks,
): Promise<{ readonly findings: readonly Finding[]; readonly outcomes: readonly Outcome[] }> {
  const looks: Look[] = []
  for (const inspector of inspectors) {
    for (const part of parsed.message.parts) {
      if (part.role === 'file' && mayApply(inspector, part)) {
        looks.push({ inspector, part, subject: { kind: 'part', id: part.partId } })
      }
    }
  }
  const judged = new Array<Judged>(looks.length)
  let next = 0
  const lane = async (): Promise<void> => {
    for (let at = next++; at < looks.length; at = next++) judged[at] = await take(looks[at]!, parsed, lookups.scanner, hooks)
  }
  await Promise.all(Array.from({ length: Math.max(1, Math.min(hooks.parallel, looks.length)) }, lane))
  return { findings: numbered(judged.flatMap((one) => one.findings)), outcomes: judged.map((one) => one.outcome) }
}

/** An inspector that cannot even tell whether a part is its business is asked to look, so that its crash is recorded. */
function mayApply(inspector: LookupInspector, part: Part): boolean {
  try {
    return inspector.applies(part)
  } catch {
    return true
  }
}

async function take(look: Look, parsed: Parsed, scanner: Scanner, hooks: LookUpHooks): Promise<Judged> {
  const { inspector, part, subject } = look
  if (hooks.skipPart?.(part.partId) === true) return failure(inspector.id, subject, 'skipped', 'DEFERRED', 0)
  const bytes = parsed.bytes.get(part.partId)
  if (bytes === undefined) return failure(inspector.id, subject, 'skipped', 'BYTES_MISSING', 0)
  if (hooks.signal.aborted) return failure(inspector.id, subject, 'skipped', 'CALLED_OFF', 0)
  const startedAt = hooks.now()
  const ended = await beforeDeadline(inspector.timeoutMs, hooks.signal, (signal) => inspector.inspect(part, bytes, { scanner, signal }))
  const ms = hooks.now() - startedAt
  switch (ended.how) {
    case 'answered':
      return judge(inspector, subject, ended.answer, ms)
    case 'threw':
      return failure(inspector.id, subject, 'failed', 'INSPECTOR_CRASHED', ms)
    case 'late':
      return failure(inspector.id, subject, 'timed_out', 'INSPECTOR_TIMED_OUT', ms)
    case 'called-off':
      return failure(inspector.id, subject, 'skipped', 'CALLED_OFF', ms)
  }
}

type Ended = { readonly how: 'answered'; readonly answer: Inspected } | { readonly how: 'threw' | 'late' | 'called-off' }

/** The signal asks the inspector to stop; the race does not wait for its consent. */
function beforeDeadline(timeoutMs: number, outer: AbortSignal, run: (signal: AbortSignal) => Promise<Inspected>): Promise<Ended> {
  return new Promise((resolve) => {
    const controller = new AbortController()
    const end = (ended: Ended): void => {
      clearTimeout(timer)
      outer.removeEventListener('abort', callOff)
      resolve(ended)
      if (ended.how !== 'answered') controller.abort()
    }
    const callOff = (): void => end({ how: 'called-off' })
    const timer = setTimeout(() => end({ how: 'late' }), timeoutMs)
    outer.addEventListener('abort', callOff, { once: true })
    // `async` turns a synchronous throw into a rejection too.
    const answer = (async () => run(controller.signal))()
    answer.then(
      (given) => end({ how: 'answered', answer: given }),
      () => end({ how: 'threw' }),
    )
  })
}
