/** Every inspector looks at every subject it is for, and each look leaves an outcome: what crashed, was left out or broke its contract is never clean. */
import type { House, Inspected, Inspector, LinkInspector, PartInspector } from '../core/inspector.ts'
import { type InboundMessage, type Link, type Part, partsThere } from '../core/message.ts'
import type { Parsed } from '../core/parsed.ts'
import type { Outcome, Report, SubjectRef } from '../core/report.ts'
import type { StepHooks } from '../core/steps.ts'
import type { Clock } from '../core/time.ts'
import { failure, type Judged, judge, numbered, rounded, type Unnumbered } from './judge.ts'
import { ownFinders } from './personal/own-patterns.ts'
import type { Finder } from './personal/recognizer.ts'

export interface InspectHooks extends StepHooks {
  readonly now: Clock
  readonly house: House
}

/** What one run has gathered so far. */
interface Run {
  readonly outcomes: Outcome[]
  readonly findings: Unnumbered[]
}

/** Of an outcome: every inspector of links that has none of its own for that link ended well. */
const ALL_OF_LINKS = 'links'
const MESSAGE: SubjectRef = { kind: 'message', id: 'm' }

/**
 * Runs `inspectors` over the message, then over each link, then over each part; at each subject in the order given, so that the same
 * input gives the same report (times apart). Steps are named `inspector@subject`. Never throws for what an inspector does.
 */
export function inspect(parsed: Parsed, inspectors: readonly Inspector[], hooks: InspectHooks): Report {
  const run: Run = { outcomes: [...parsed.outcomes], findings: [] }
  const { message } = parsed
  for (const inspector of inspectors) {
    if (inspector.looksAt === 'message')
      record(
        run,
        take(inspector, MESSAGE, hooks, hooks.now(), () => inspector.inspect(message, hooks.house)),
      )
  }
  const linkInspectors = inspectors.filter((inspector) => inspector.looksAt === 'link')
  for (const link of message.links) inspectLink(run, link, message, linkInspectors, hooks)
  for (const part of partsThere(message.parts)) {
    const subject: SubjectRef = { kind: 'part', id: part.partId }
    for (const inspector of inspectors) {
      if (inspector.looksAt === 'part' && mayApply(inspector, part)) record(run, takePart(inspector, part, subject, parsed, hooks))
    }
  }
  return { complete: isComplete(run.outcomes), outcomes: run.outcomes, findings: numbered(run.findings) }
}

/**
 * All inspectors of one link in a row: what they read of its address is read once. Those that end well are one outcome together, for a
 * newsletter has a hundred links and nobody reads fifteen hundred lines that say ok; each other one has its own.
 */
function inspectLink(run: Run, link: Link, message: InboundMessage, inspectors: readonly LinkInspector[], hooks: InspectHooks): void {
  const subject: SubjectRef = { kind: 'link', id: link.linkId }
  const startedAt = hooks.now()
  let ok = 0
  for (const inspector of inspectors) {
    const judged = take(inspector, subject, hooks, startedAt, () => inspector.inspect(link, message, hooks.house))
    if (judged.outcome.status === 'ok') ok += 1
    else run.outcomes.push(judged.outcome)
    for (const finding of judged.findings) run.findings.push(finding)
  }
  if (ok > 0) run.outcomes.push({ inspector: ALL_OF_LINKS, subject, status: 'ok', ms: rounded(hooks.now() - startedAt) })
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

/** An inspector that cannot even tell whether a part is its business is asked to look, so that its crash is recorded. */
function mayApply(inspector: PartInspector, part: Part): boolean {
  try {
    return inspector.applies(part)
  } catch {
    return true
  }
}

function takePart(inspector: PartInspector, part: Part, subject: SubjectRef, parsed: Parsed, hooks: InspectHooks): Judged {
  const bytes = parsed.bytes.get(part.partId)
  if (bytes === undefined) return failure(inspector.id, subject, 'skipped', 'BYTES_MISSING', 0)
  const listing = parsed.listings.get(part.partId) ?? null
  return take(inspector, subject, hooks, hooks.now(), () => inspector.inspect({ part, bytes, listing }))
}

function take(inspector: Inspector, subject: SubjectRef, hooks: InspectHooks, startedAt: number, look: () => Inspected): Judged {
  const step = `${inspector.id}@${subject.id}`
  const skip = hooks.skips.get(step)
  if (skip !== undefined) return failure(inspector.id, subject, skip.status, skip.reason, skip.ms)
  hooks.enter(step)
  let answer: Inspected
  try {
    answer = look()
  } catch {
    // The thrown text may quote the message, so only the fact is kept.
    return failure(inspector.id, subject, 'failed', 'INSPECTOR_CRASHED', hooks.now() - startedAt)
  }
  return subject.kind === 'link'
    ? judge(inspector, subject, answer, 0)
    : judge(inspector, subject, answer, hooks.now() - startedAt, patternsOf(hooks.house))
}

/** Of a pattern that cannot be read, the inspector of personal data tells. */
function patternsOf({ ownPatterns = [] }: House): readonly Finder[] {
  try {
    return ownFinders(ownPatterns)
  } catch {
    return []
  }
}

function record(run: Run, judged: Judged): void {
  run.outcomes.push(judged.outcome)
  for (const finding of judged.findings) run.findings.push(finding)
}

function isComplete(outcomes: readonly Outcome[]): boolean {
  return outcomes.every((outcome) => outcome.status === 'ok')
}
