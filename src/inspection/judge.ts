/** Turns what one inspector answered about one subject into findings and an outcome, and takes nothing on trust: an answer out of contract is a crash. */
import type { Inspected, Inspector, LookupInspector, Sighting } from '../core/inspector.ts'
import type { Evidence, Finding, Outcome, OutcomeStatus, SubjectRef } from '../core/report.ts'
import { nameWithoutPersonalData, withoutPersonalData } from './personal/leave-out.ts'
import type { Finder } from './personal/recognizer.ts'
import { MAX_EVIDENCE_ITEMS, printable, printableEvidence } from './printable.ts'

/** More than this about one subject says nothing new; what is beyond is left out and the subject is incomplete. */
export const MAX_SIGHTINGS = 100

/** A finding that has no number yet: numbers are given once, over the whole report. */
export type Unnumbered = Omit<Finding, 'id'>

export interface Judged {
  readonly outcome: Outcome
  readonly findings: readonly Unnumbered[]
}

const NOTHING: readonly Unnumbered[] = []
/** Longer evidence is cut, and this much of it is looked through first: what is cut in two is not known for what it is. */
const MAX_QUOTED_CHARACTERS = 400

/** `patterns` are what the channel counts as personal besides what is shipped. */
export function judge(
  inspector: Inspector | LookupInspector,
  subject: SubjectRef,
  answer: Inspected,
  ms: number,
  patterns: readonly Finder[] = [],
): Judged {
  // The types promise a well-formed answer; a defect in an inspector must not become a clean bill.
  if (!isWellFormed(answer)) return failure(inspector.id, subject, 'failed', 'INSPECTOR_CRASHED', ms)
  const ok = answer.status === 'ok'
  if (ok && answer.sightings.length === 0) {
    return { outcome: { inspector: inspector.id, subject, status: 'ok', ms: rounded(ms) }, findings: NOTHING }
  }
  const findings: Unnumbered[] = []
  let undeclared = false
  for (const sighting of answer.sightings.slice(0, MAX_SIGHTINGS)) {
    const finding = declared(inspector, subject, sighting, patterns)
    if (finding === null) undeclared = true
    else findings.push(finding)
  }
  if (undeclared) return { ...failure(inspector.id, subject, 'failed', 'UNDECLARED_CODE', ms), findings }
  if (answer.sightings.length > MAX_SIGHTINGS) {
    return { ...failure(inspector.id, subject, 'unscannable', 'TOO_MANY_FINDINGS', ms), findings }
  }
  if (!ok) return { ...failure(inspector.id, subject, answer.status, printable(answer.reason, 60), ms), findings }
  return { outcome: { inspector: inspector.id, subject, status: 'ok', ms: rounded(ms) }, findings }
}

export function failure(inspector: string, subject: SubjectRef, status: OutcomeStatus, reason: string, ms: number): Judged {
  return { outcome: { inspector, subject, status, ms: rounded(ms), reason }, findings: NOTHING }
}

/** f1, f2, … in the order given. */
export function numbered(findings: readonly Unnumbered[]): readonly Finding[] {
  return findings.map((finding, index) => ({ ...finding, id: `f${index + 1}` }))
}

function declared(
  inspector: Inspector | LookupInspector,
  subject: SubjectRef,
  sighting: Sighting,
  patterns: readonly Finder[],
): Unnumbered | null {
  if (!Object.hasOwn(inspector.codes, sighting.code)) return null
  const declaration = inspector.codes[sighting.code]
  if (declaration === undefined) return null
  return {
    code: sighting.code,
    inspector: inspector.id,
    severity: declaration.severity,
    confidence: confidence(sighting.confidence),
    subject,
    title: declaration.title,
    explanation: declaration.explanation,
    evidence: sighting.evidence === undefined ? [] : printableEvidence(quotable(sighting.evidence, subject, patterns)),
    ...(sighting.words === undefined ? {} : { words: sighting.words }),
  }
}

/** Words are masked in a release, and so they are where they are quoted; addresses are not, for they are what is judged of a link. */
function quotable(evidence: readonly Evidence[], subject: SubjectRef, patterns: readonly Finder[]): readonly Evidence[] {
  if (subject.kind === 'link') return evidence
  const without = subject.kind === 'part' ? nameWithoutPersonalData : withoutPersonalData
  return evidence
    .slice(0, MAX_EVIDENCE_ITEMS)
    .map(({ label, value }) => ({ label, value: without(value.slice(0, MAX_QUOTED_CHARACTERS), patterns) }))
}

function confidence(given: number | undefined): number {
  return given === undefined || Number.isNaN(given) ? 1 : Math.min(1, Math.max(0, given))
}

/** To a hundredth of a millisecond; a clock that stepped back gives 0. */
export function rounded(ms: number): number {
  return Math.max(0, Math.round(ms * 100) / 100)
}

function isWellFormed(answer: Inspected | undefined): boolean {
  if (typeof answer !== 'object' || answer === null || !Array.isArray(answer.sightings)) return false
  return answer.status === 'ok' || ((answer.status === 'unscannable' || answer.status === 'skipped') && typeof answer.reason === 'string')
}
