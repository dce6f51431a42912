/** Builds the values that deciding and building start from; every subject has a check that ended well, unless a test says otherwise. */
import type { Identity, IdentityLevel } from '../../src/core/identity.ts'
import { type InboundMessage, type Link, NOTHING_ASIDE, type Part, type Slot } from '../../src/core/message.ts'
import type { Policy } from '../../src/core/policy.ts'
import type { Finding, Outcome, Report, Severity, SubjectRef } from '../../src/core/report.ts'
import type { Action, Review, Verdict } from '../../src/core/verdict.ts'
import { decide } from '../../src/policy/decide.ts'
import { DEFAULT_POLICY } from '../../src/policy/defaults.ts'
import { type Known, parsePolicy } from '../../src/policy/schema.ts'
import { LANGUAGES } from '../support/languages.ts'

export const KNOWN_CODES: ReadonlySet<string> = new Set([
  ...Object.keys(DEFAULT_POLICY.links.findings),
  ...Object.keys(DEFAULT_POLICY.files.findings),
  ...Object.keys(DEFAULT_POLICY.message.findings),
  ...Object.keys(DEFAULT_POLICY.personalData.findings),
])

export const KNOWN: Known = { codes: KNOWN_CODES, languages: LANGUAGES.tags }

export const MESSAGE: SubjectRef = { kind: 'message', id: 'm' }
export const link = (id: string): SubjectRef => ({ kind: 'link', id })
export const part = (id: string): SubjectRef => ({ kind: 'part', id })

/** The shipped policy with `changes` written over it. */
export function givenPolicy(changes: Readonly<Record<string, unknown>> = {}): Policy {
  return parsePolicy({ channel: 'webchat', kind: 'chat', name: 'Web chat', ...changes }, 'test', KNOWN)
}

export function givenIdentity(level: IdentityLevel): Identity {
  return { level, subject: level === 'authenticated' || level === 'verified' ? 'customer-1' : null, evidence: [] }
}

export function aLink(linkId: string, changes: Partial<Link> = {}): Link {
  const url = 'https://example.com/a'
  return { linkId, partId: 'p1', untrustedUrl: url, url, shownText: null, source: 'text', via: 'text', ...changes }
}

export const BODY: Part = {
  partId: 'p1',
  parentId: null,
  role: 'body',
  untrustedName: null,
  claimedType: 'text/plain',
  detectedType: 'text/plain',
  disposition: null,
  cid: null,
  sizeBytes: 5,
  sha256: '',
  path: 'p1',
}

export function aFile(partId: string, changes: Partial<Part> = {}): Part {
  return {
    ...BODY,
    partId,
    role: 'file',
    untrustedName: 'invoice.pdf',
    claimedType: 'application/pdf',
    detectedType: 'application/pdf',
    disposition: 'attachment',
    sizeBytes: 1234,
    sha256: 'ab'.repeat(32),
    ...changes,
  }
}

/** Words with every link at their end, unless `changes` brings other ones. */
export function aMessage(changes: Partial<InboundMessage> = {}): InboundMessage {
  const links = changes.links ?? []
  const body = 'Hello '
  const slots: Slot[] = links.map((one) => ({ at: body.length, kind: 'link', linkId: one.linkId }))
  return {
    id: '0193b0c8-0000-7000-8000-000000000001',
    channel: 'webchat',
    kind: 'chat',
    conversationId: null,
    receivedAt: 1_000,
    sentAt: null,
    sender: null,
    recipients: [],
    subject: null,
    messageIdHeader: null,
    parts: [BODY],
    links,
    text: { body, slots },
    html: null,
    ...NOTHING_ASIDE,
    ...changes,
  }
}

export function aFinding(id: string, code: string, subject: SubjectRef, severity: Severity = 'high'): Finding {
  return {
    id,
    code,
    inspector: 'test/test',
    severity,
    confidence: 1,
    subject,
    title: code,
    explanation: `The check ${code} hit.`,
    evidence: [],
  }
}

export function anOutcome(subject: SubjectRef, status: Outcome['status'] = 'ok', reason?: string): Outcome {
  return { inspector: 'test/test', subject, status, ms: 0, ...(reason === undefined ? {} : { reason }) }
}

export function aReport(message: InboundMessage, findings: readonly Finding[] = [], more: readonly Outcome[] = []): Report {
  const subjects = [MESSAGE, ...message.links.map((one) => link(one.linkId)), ...message.parts.map((one) => part(one.partId))]
  const outcomes = [...subjects.map((subject) => anOutcome(subject)), ...more]
  return { complete: outcomes.every((outcome) => outcome.status === 'ok'), outcomes, findings }
}

export interface Case {
  readonly message?: InboundMessage
  readonly findings?: readonly Finding[]
  readonly outcomes?: readonly Outcome[]
  readonly report?: Report
  readonly level?: IdentityLevel
  readonly policy?: Policy
  readonly reviews?: readonly Review[]
}

export function verdictOf(given: Case): Verdict {
  const message = given.message ?? aMessage()
  const report = given.report ?? aReport(message, given.findings, given.outcomes)
  const identity = givenIdentity(given.level ?? 'authenticated')
  return decide({ message, report, identity, policy: given.policy ?? givenPolicy(), policyVersion: 3, reviews: given.reviews ?? [] })
}

export function actionOn(verdict: Verdict, subject: SubjectRef): Action {
  const found = verdict.actions.filter((action) => action.subject.kind === subject.kind && action.subject.id === subject.id)
  if (found.length !== 1) throw new Error(`${found.length} actions on ${subject.kind} ${subject.id}`)
  return found[0]!
}

export function aReview(subject: SubjectRef, decision: Review['decision'], at = 1, by = 'reviewer'): Review {
  return { subject, decision, by, at, reason: 'looked at it' }
}
