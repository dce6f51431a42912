/** What deciding always and never does, over made-up messages, reports, policies and reviews. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { IDENTITY_LEVELS } from '../../src/core/identity.ts'
import { SEVERITIES, type SubjectRef } from '../../src/core/report.ts'
import { decide } from '../../src/policy/decide.ts'
import { strictness } from '../../src/policy/ground.ts'
import {
  aFile,
  aFinding,
  aLink,
  aMessage,
  anOutcome,
  aReport,
  aReview,
  BODY,
  givenIdentity,
  givenPolicy,
  KNOWN_CODES,
  link,
  MESSAGE,
  part,
} from './given.ts'

const SUBJECTS: readonly SubjectRef[] = [MESSAGE, link('l1'), link('l2'), link('l3'), part('p1'), part('p2'), part('p3'), part('p4')]
const subject = fc.constantFrom(...SUBJECTS)
const linkAction = fc.constantFrom('release', 'rewrite', 'defang', 'remove', 'hold', 'block')
const fileAction = fc.constantFrom('release', 'hold', 'remove', 'block')
const messageAction = fc.constantFrom('release', 'hold', 'block')

const policy = fc
  .record({
    senders: fc.record({
      claimed: fc.record({
        text: fc.constantFrom('release', 'hold'),
        links: fc.constantFrom('allow', 'defang', 'remove', 'hold'),
        files: fc.constantFrom('allow', 'hold', 'remove'),
      }),
    }),
    links: fc.record({ default: linkAction, findings: fc.record({ LINK_USERINFO: linkAction, LINK_IP_LITERAL: linkAction }) }),
    files: fc.record({
      default: fileAction,
      findings: fc.record({ FILE_MACRO: fileAction }),
      types: fc.record({ image: fileAction, document: fileAction }),
    }),
    message: fc.record({ findings: fc.record({ HTML_SCRIPT: messageAction }) }),
    onIncomplete: fc.record({ message: messageAction, link: linkAction, file: fileAction }),
  })
  // Not by the schema, which refuses levels out of their order: deciding has to be right with any.
  .map(({ senders, ...changes }) => {
    const policy = givenPolicy(changes)
    return { ...policy, senders: { ...policy.senders, ...senders } }
  })

const message = fc
  .record({
    words: fc.boolean(),
    url: fc.constantFrom('https://example.com/', 'mailto:a@example.com', 'javascript:0', null),
    inside: fc.constantFrom(null, 'p2', 'p3', 'p4'),
  })
  .map(({ words, url, inside }) => {
    const links = [aLink('l1', { url }), aLink('l2'), aLink('l3', { partId: 'p2', source: 'qr' })]
    const slots = words ? [{ at: 0, kind: 'link' as const, linkId: 'l1' }] : []
    const parts = [BODY, aFile('p2', { detectedType: 'image/png' }), aFile('p3', { parentId: inside }), aFile('p4', { parentId: 'p2' })]
    return aMessage({ links, parts, text: { body: words ? 'Hello' : '', slots } })
  })

const CODES = [...KNOWN_CODES, 'LINK_LATER', 'FILE_LATER', 'TEXT_LATER']
const finding = fc.record({ code: fc.constantFrom(...CODES), subject, severity: fc.constantFrom(...SEVERITIES) })
const findings = fc
  .array(finding, { maxLength: 12 })
  .map((list) => list.map((one, at) => aFinding(`f${at + 1}`, one.code, one.subject, one.severity)))
const outcomes = fc.array(
  fc
    .record({
      subject,
      status: fc.constantFrom('ok', 'timed_out', 'failed', 'skipped', 'unscannable'),
      reason: fc.constantFrom('DEFERRED', 'SCANNER_UNAVAILABLE', 'X'),
    })
    .map((one) => anOutcome(one.subject, one.status as 'ok', one.reason)),
  { maxLength: 4 },
)
const reviews = fc.array(
  fc
    .record({ subject, decision: fc.constantFrom('release', 'remove', 'expire'), at: fc.integer({ min: 0, max: 3 }) })
    .map((one) => aReview(one.subject, one.decision as 'release', one.at)),
  { maxLength: 3 },
)
const input = fc
  .record({ message, findings, outcomes, reviews, policy, level: fc.constantFrom(...IDENTITY_LEVELS) })
  .map(({ message, findings, outcomes, reviews, policy, level }) => ({
    message,
    report: aReport(message, findings, outcomes),
    identity: givenIdentity(level),
    policy,
    policyVersion: 1,
    reviews,
  }))

const RUNS = { numRuns: 150 }
const HARSHNESS = { release: 0, hold: 1, expire: 2, block: 3 } as const

describe('decide', () => {
  it('always gives the same verdict for the same input, in whatever order findings, outcomes and reviews arrived', () => {
    fc.assert(
      fc.property(input, fc.nat(), (given, turn) => {
        const turned = <T>(list: readonly T[]): readonly T[] => {
          const at = list.length === 0 ? 0 : turn % list.length
          return [...list.slice(at), ...list.slice(0, at)].reverse()
        }
        const report = { ...given.report, findings: turned(given.report.findings), outcomes: turned(given.report.outcomes) }
        expect(decide({ ...given, report, reviews: turned(given.reviews) })).toEqual(decide(given))
      }),
      RUNS,
    )
  })

  it('never becomes milder by one more finding or one more incomplete check', () => {
    fc.assert(
      fc.property(input, finding, subject, fc.boolean(), (given, more, incomplete, byFinding) => {
        const before = decide(given)
        const { report } = given
        const added = byFinding
          ? { ...report, findings: [...report.findings, aFinding('f99', more.code, more.subject, more.severity)] }
          : { ...report, complete: false, outcomes: [...report.outcomes, anOutcome(incomplete, 'failed')] }
        const after = decide({ ...given, report: added })
        expect(HARSHNESS[after.disposition]).toBeGreaterThanOrEqual(HARSHNESS[before.disposition])
        for (const action of before.actions) {
          const later = after.actions.find((one) => one.subject.kind === action.subject.kind && one.subject.id === action.subject.id)
          expect(strictness(later!.kind)).toBeGreaterThanOrEqual(strictness(action.kind))
        }
      }),
      RUNS,
    )
  })

  it('never becomes stricter by a better known sender', () => {
    fc.assert(
      fc.property(input, (given) => {
        // As shipped, where each level may send what the one below it may.
        const policy = givenPolicy()
        const harshness = IDENTITY_LEVELS.map((level) => {
          const verdict = decide({ ...given, policy, identity: givenIdentity(level) })
          return verdict.actions.filter((action) => action.subject.id !== 'p1').map((action) => strictness(action.kind))
        })
        for (const [at, actions] of harshness.slice(1).entries()) {
          actions.forEach((one, index) => {
            expect(one).toBeLessThanOrEqual(harshness[at]![index]!)
          })
        }
      }),
      RUNS,
    )
  })

  it('always has one action for the message, each link and each top-level file, and none that a link or a message cannot have', () => {
    fc.assert(
      fc.property(input, (given) => {
        const verdict = decide(given)
        const subjects = verdict.actions.map((action) => `${action.subject.kind} ${action.subject.id}`)
        expect(new Set(subjects).size).toBe(subjects.length)
        const roots = given.message.parts.filter((one) => one.role === 'file' && one.parentId === null).map((one) => `part ${one.partId}`)
        for (const wanted of ['message m', 'link l1', 'link l2', 'link l3', ...roots]) expect(subjects).toContain(wanted)
        if (verdict.disposition !== 'release') {
          for (const action of verdict.actions) expect(strictness(action.kind)).toBeGreaterThanOrEqual(strictness('hold'))
        }
      }),
      RUNS,
    )
  })

  it('never releases malware, and never releases a file with an unlooked-at part, whoever reviewed it', () => {
    fc.assert(
      fc.property(input, fc.constantFrom('p2', 'p4'), fc.boolean(), (given, id, malware) => {
        const { report } = given
        const bad = malware
          ? { ...report, findings: [...report.findings, aFinding('f99', 'FILE_MALWARE', part(id), 'critical')] }
          : { ...report, complete: false, outcomes: [...report.outcomes, anOutcome(part(id), 'skipped', 'DEFERRED')] }
        const policy = givenPolicy()
        const action = decide({ ...given, policy, report: bad }).actions.find((one) => one.subject.id === 'p2')
        expect(strictness(action!.kind)).toBeGreaterThanOrEqual(strictness('hold'))
      }),
      RUNS,
    )
  })
})
