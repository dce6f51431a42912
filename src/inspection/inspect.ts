/** Every inspector looks at every subject it is for, and each look leaves an outcome: what crashed, was left out or broke its contract is never clean. */
import type { Inspected, Inspector, PartInspector } from '../core/inspector.ts'
import type { Part } from '../core/message.ts'
import type { Parsed } from '../core/parsed.ts'
import type { Clock } from '../core/ports.ts'
import type { Outcome, Report, SubjectRef } from '../core/report.ts'
import type { StepHooks } from '../core/steps.ts'
import { failure, judge, numbered, type Unnumbered } from './judge.ts'

export interface InspectHooks extends StepHooks {
  readonly now: Clock
}

/** One look at one subject; `call` is null when there is nothing to look at although there should be. */
interface Look {
  readonly subject: SubjectRef
  readonly call: (() => Inspected) | null
}

const MESSAGE: SubjectRef = { kind: 'message', id: 'm' }

/**
 * Runs `inspectors` in the order given, each over its subjects in the order of the message, so that the same input gives the same
 * report (times apart). Steps are named `inspector@subject`. Never throws for what an inspector does.
 */
export function inspect(parsed: Parsed, inspectors: readonly Inspector[], hooks: InspectHooks): Report {
  const outcomes: Outcome[] = [...parsed.outcomes]
  const findings: Unnumbered[] = []
  const links = parsed.message.links.map((link): SubjectRef => ({ kind: 'link', id: link.linkId }))
  const parts = parsed.message.parts.map((part): SubjectRef => ({ kind: 'part', id: part.partId }))
  for (const inspector of inspectors) {
    for (const look of looksOf(inspector, parsed, links, parts)) {
      const judged = take(inspector, look, hooks)
      outcomes.push(judged.outcome)
      findings.push(...judged.findings)
    }
  }
  return { complete: isComplete(outcomes), outcomes, findings: numbered(findings) }
}

/** One report of several, in the order given; findings are numbered anew over all of them. */
export function mergeReports(first: Report, ...more: readonly Pick<Report, 'findings' | 'outcomes'>[]): Report {
  const outcomes = [first, ...more].flatMap((report) => report.outcomes)
  // A report that was incomplete stays so, whatever its outcomes say.
  return {
    complete: first.complete && isComplete(outcomes),
    outcomes,
    findings: numbered([first, ...more].flatMap((report) => report.findings)),
  }
}

function looksOf(inspector: Inspector, parsed: Parsed, links: readonly SubjectRef[], parts: readonly SubjectRef[]): readonly Look[] {
  const { message } = parsed
  switch (inspector.looksAt) {
    case 'message':
      return [{ subject: MESSAGE, call: () => inspector.inspect(message) }]
    case 'link':
      return message.links.map((link, at) => ({ subject: links[at]!, call: () => inspector.inspect(link, message) }))
    case 'part': {
      const looks: Look[] = []
      for (const [at, part] of message.parts.entries()) {
        const subject = parts[at]!
        const look = lookAtPart(inspector, part, subject, parsed)
        if (look !== null) looks.push(look)
      }
      return looks
    }
  }
}

function lookAtPart(inspector: PartInspector, part: Part, subject: SubjectRef, parsed: Parsed): Look | null {
  if (!mayApply(inspector, part)) return null
  const bytes = parsed.bytes.get(part.partId)
  if (bytes === undefined) return { subject, call: null }
  return { subject, call: () => inspector.inspect({ part, bytes, listing: parsed.listings.get(part.partId) ?? null }) }
}

/** An inspector that cannot even tell whether a part is its business is asked to look, so that its crash is recorded. */
function mayApply(inspector: PartInspector, part: Part): boolean {
  try {
    return inspector.applies(part)
  } catch {
    return true
  }
}

function take(inspector: Inspector, look: Look, hooks: InspectHooks): ReturnType<typeof judge> {
  if (look.call === null) return failure(inspector.id, look.subject, 'skipped', 'BYTES_MISSING', 0)
  const step = `${inspector.id}@${look.subject.id}`
  const skip = hooks.skips.get(step)
  if (skip !== undefined) return failure(inspector.id, look.subject, skip.status, skip.reason, skip.ms)
  hooks.enter(step)
  const startedAt = hooks.now()
  let answer: Inspected
  try {
    answer = look.call()
  } catch {
    // The thrown text may quote the message, so only the fact is kept.
    return failure(inspector.id, look.subject, 'failed', 'INSPECTOR_CRASHED', hooks.now() - startedAt)
  }
  return judge(inspector, look.subject, answer, hooks.now() - startedAt)
}

function isComplete(outcomes: readonly Outcome[]): boolean {
  return outcomes.every((outcome) => outcome.status === 'ok')
}
