/** Checks that need the world (an antivirus daemon, blocklists) each end in time: what answers late, throws or is called off is an outcome, never clean. */
import type { Inspected, LookupInspector, Lookups } from '../core/inspector.ts'
import { type Link, type Part, partsThere } from '../core/message.ts'
import type { Parsed } from '../core/parsed.ts'
import type { Finding, Outcome, SubjectRef } from '../core/report.ts'
import type { Clock } from '../core/time.ts'
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

/** One inspector on one subject; `start` gives the answer, or the reason why there is nothing to look at. */
interface Look {
  readonly inspector: LookupInspector
  readonly subject: SubjectRef
  start(lookups: Lookups): Answer | Promise<Answer>
}

/**
 * Runs each inspector on each file or link that it applies to, `parallel` at a time. Findings and outcomes come in the order of inspectors
 * and subjects whatever finished first, numbered f1.. for `mergeReports` to number anew. Never throws.
 */
export async function lookUp(
  parsed: Pick<Parsed, 'message' | 'bytes'>,
  inspectors: readonly LookupInspector[],
  lookups: Omit<Lookups, 'signal'>,
  hooks: LookUpHooks,
): Promise<{ readonly findings: readonly Finding[]; readonly outcomes: readonly Outcome[] }> {
  const looks = inspectors.flatMap((inspector) => looksOf(inspector, parsed, hooks))
  const judged = new Array<Judged>(looks.length)
  let next = 0
  const lane = async (): Promise<void> => {
    for (let at = next++; at < looks.length; at = next++) judged[at] = await take(looks[at]!, lookups, hooks)
  }
  await Promise.all(Array.from({ length: Math.max(1, Math.min(hooks.parallel, looks.length)) }, lane))
  return { findings: numbered(judged.flatMap((one) => one.findings)), outcomes: judged.map((one) => one.outcome) }
}

function looksOf(inspector: LookupInspector, { message, bytes }: Pick<Parsed, 'message' | 'bytes'>, hooks: LookUpHooks): readonly Look[] {
  switch (inspector.looksAt) {
    case 'address':
      return message.links
        .filter((link: Link) => mayApply(() => inspector.applies(link)))
        .map((link) => ({ inspector, subject: { kind: 'link', id: link.linkId }, start: (lookups) => inspector.inspect(link, lookups) }))
    case 'file':
      return partsThere(message.parts)
        .filter((part: Part) => part.role === 'file' && mayApply(() => inspector.applies(part)))
        .map((part) => ({
          inspector,
          subject: { kind: 'part', id: part.partId },
          start(lookups) {
            if (hooks.skipPart?.(part.partId) === true) return { missing: 'DEFERRED' }
            const content = bytes.get(part.partId)
            return content === undefined ? { missing: 'BYTES_MISSING' } : inspector.inspect(part, content, lookups)
          },
        }))
  }
}

/** An inspector that cannot even tell whether a subject is its business is asked to look, so that its crash is recorded. */
function mayApply(applies: () => boolean): boolean {
  try {
    return applies()
  } catch {
    return true
  }
}

async function take({ inspector, subject, start }: Look, lookups: Omit<Lookups, 'signal'>, hooks: LookUpHooks): Promise<Judged> {
  if (hooks.signal.aborted) return failure(inspector.id, subject, 'skipped', 'CALLED_OFF', 0)
  const startedAt = hooks.now()
  const ended = await beforeDeadline(inspector.timeoutMs, hooks.signal, (signal) => start({ ...lookups, signal }))
  const ms = hooks.now() - startedAt
  switch (ended.how) {
    case 'answered':
      return isMissing(ended.answer)
        ? failure(inspector.id, subject, 'skipped', ended.answer.missing, 0)
        : judge(inspector, subject, ended.answer, ms)
    case 'threw':
      return failure(inspector.id, subject, 'failed', 'INSPECTOR_CRASHED', ms)
    case 'late':
      return failure(inspector.id, subject, 'timed_out', 'INSPECTOR_TIMED_OUT', ms)
    case 'called-off':
      return failure(inspector.id, subject, 'skipped', 'CALLED_OFF', ms)
  }
}

/** `missing`: there is nothing to look at, and why. */
type Answer = Inspected | { readonly missing: string }
type Ended = { readonly how: 'answered'; readonly answer: Answer } | { readonly how: 'threw' | 'late' | 'called-off' }

function isMissing(answer: Answer): answer is { readonly missing: string } {
  return typeof answer === 'object' && answer !== null && 'missing' in answer
}

function isAwaited(answer: Answer | Promise<Answer>): answer is Promise<Answer> {
  return typeof answer === 'object' && answer !== null && 'then' in answer
}

/** The signal asks the inspector to stop; the race does not wait for its consent. What is answered at once needs no clock. */
function beforeDeadline(
  timeoutMs: number,
  outer: AbortSignal,
  run: (signal: AbortSignal) => Answer | Promise<Answer>,
): Ended | Promise<Ended> {
  const controller = new AbortController()
  let answer: Answer | Promise<Answer>
  try {
    answer = run(controller.signal)
  } catch {
    return { how: 'threw' }
  }
  if (!isAwaited(answer)) return { how: 'answered', answer }
  const { promise, resolve } = Promise.withResolvers<Ended>()
  const end = (ended: Ended): void => {
    clearTimeout(timer)
    outer.removeEventListener('abort', callOff)
    resolve(ended)
    if (ended.how !== 'answered') controller.abort()
  }
  const callOff = (): void => end({ how: 'called-off' })
  const timer = setTimeout(() => end({ how: 'late' }), timeoutMs)
  outer.addEventListener('abort', callOff, { once: true })
  answer.then(
    (given) => end({ how: 'answered', answer: given }),
    () => end({ how: 'threw' }),
  )
  return promise
}
