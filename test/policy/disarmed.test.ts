/** A rebuilt file goes out only if it would be released by itself; whatever else came of it is held, or worse, with a reason that is true. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Rebuilt } from '../../src/core/disarmed.ts'
import type { Finding, Outcome } from '../../src/core/report.ts'
import { decide } from '../../src/policy/decide.ts'
import { isLiftableFile } from '../../src/policy/liftable.ts'
import {
  actionOn,
  aFile,
  aFinding,
  aMessage,
  anOutcome,
  aReport,
  aReview,
  BODY,
  type Case,
  givenIdentity,
  givenPolicy,
  MESSAGE,
  part,
} from './given.ts'

const FILE = aFile('p2', { untrustedName: 'a.docm', detectedType: 'application/msword' })
const message = aMessage({ parts: [BODY, FILE] })
const macro = aFinding('f1', 'FILE_MACRO', part('p2'))

interface Made {
  readonly findings?: readonly Finding[]
  readonly outcomes?: readonly Outcome[]
  readonly type?: string
  readonly of?: string
}

function made({ findings = [], outcomes = [], type = 'application/msword', of = FILE.sha256 }: Made = {}): Rebuilt {
  const alone = aMessage({ text: null, parts: [aFile('p1', { detectedType: type, sha256: 'cd'.repeat(32) })] })
  const report = aReport(alone, findings, outcomes)
  const about = { partId: 'p2', originalSha256: of, message: alone }
  return { ...about, status: 'done', sha256: 'cd'.repeat(32), size: 9, type, extension: null, losses: [], report }
}

function refused(reason: string): Rebuilt {
  return { partId: 'p2', originalSha256: FILE.sha256, status: 'refused', reason, message: null }
}

function fate(rebuilt: readonly Rebuilt[] | null, given: Case = {}) {
  const report = aReport(given.message ?? message, given.findings ?? [macro], given.outcomes)
  const policy = given.policy ?? givenPolicy()
  const identity = givenIdentity(given.level ?? 'authenticated')
  return decide({ message: given.message ?? message, report, identity, policy, policyVersion: 3, reviews: given.reviews ?? [], rebuilt })
}

const onFile = (...given: Parameters<typeof fate>) => actionOn(fate(...given), part('p2'))

describe('a file that is to be rebuilt', () => {
  it('says what would be done where nobody has tried', () => {
    expect(onFile(null)).toMatchObject({ kind: 'disarm', reason: 'FILE_MACRO', rule: 'files.findings.FILE_MACRO', because: ['f1'] })
  })

  it('is passed on rebuilt when what was made of it would be released', () => {
    expect(onFile([made()])).toMatchObject({ kind: 'disarm', reason: 'FILE_MACRO', because: ['f1'] })
  })

  it('waits where no try is known of, also when another file was tried under its id', () => {
    for (const rebuilt of [[], [made({ of: 'ef'.repeat(32) })]])
      expect(onFile(rebuilt)).toMatchObject({ kind: 'hold', reason: 'DISARM_PENDING', because: ['f1'] })
  })

  it.each(['DISARM_UNSUPPORTED', 'DISARM_ENCRYPTED', 'DISARM_TOO_LARGE'])('is held when it could not be built anew: %s', (reason) => {
    expect(onFile([refused(reason)])).toMatchObject({ kind: 'hold', reason, rule: 'files.findings.FILE_MACRO' })
  })

  it('is held when it still has what it was rebuilt to be rid of', () => {
    expect(onFile([made({ findings: [aFinding('f1', 'FILE_MACRO', part('p1'))] })])).toMatchObject({
      kind: 'hold',
      reason: 'DISARM_FAILED',
    })
  })

  it('is held when something is found that was not there before', () => {
    expect(onFile([made({ findings: [aFinding('f1', 'FILE_NAME_DECEPTIVE', part('p1'))] })])).toMatchObject({
      kind: 'hold',
      reason: 'DISARM_FAILED',
    })
  })

  it('is removed or blocked when that is what is found in the new file', () => {
    const malware = made({ findings: [aFinding('f1', 'FILE_MALWARE', part('p1'), 'critical')] })
    expect(onFile([malware])).toMatchObject({ kind: 'remove', reason: 'FILE_MALWARE', rule: 'files.findings.FILE_MALWARE' })
    const policy = givenPolicy({ files: { findings: { FILE_MALWARE: 'block' } } })
    expect(fate([malware], { policy }).disposition).toBe('block')
  })

  it('is held when the new file could not be looked into wholly, whatever the channel does with the incomplete', () => {
    const policy = givenPolicy({ onIncomplete: { file: 'release' } })
    for (const subject of [part('p1'), MESSAGE]) {
      const blind = made({ outcomes: [anOutcome(subject, 'unscannable', 'PDF_CORRUPT')] })
      expect(onFile([blind])).toMatchObject({ kind: 'hold', reason: 'DISARM_FAILED' })
    }
    const blind = made({ outcomes: [anOutcome(part('p1'), 'unscannable', 'PDF_CORRUPT')] })
    expect(onFile([blind], { policy })).toMatchObject({ kind: 'hold', reason: 'DISARM_FAILED' })
  })

  it('waits for the scanner under its own reason', () => {
    for (const reason of ['SCANNER_UNAVAILABLE', 'SCAN_PENDING', 'REPUTATION_TIMEOUT'])
      expect(onFile([made({ outcomes: [anOutcome(part('p1'), 'unscannable', reason)] })])).toMatchObject({ kind: 'hold', reason })
  })

  it('is held when the channel does not take what it became', () => {
    const policy = givenPolicy({ files: { types: { 'image/tiff': 'hold' } } })
    expect(onFile([made({ type: 'image/tiff' })], { policy })).toMatchObject({
      kind: 'hold',
      reason: 'FILE_TYPE_NOT_ALLOWED',
      rule: 'files.types.image/tiff',
    })
  })

  it('is rebuilt for its type, and its new form is not asked to be rebuilt once more', () => {
    const policy = givenPolicy({ files: { types: { image: 'disarm' } } })
    const picture = aMessage({ parts: [BODY, { ...FILE, detectedType: 'image/png' }] })
    const given = { policy, message: picture, findings: [] }
    expect(onFile(null, given)).toMatchObject({ kind: 'disarm', reason: 'FILE_TYPE_REBUILT', rule: 'files.types.image' })
    expect(onFile([made({ type: 'image/png' })], given)).toMatchObject({ kind: 'disarm', reason: 'FILE_TYPE_REBUILT' })
  })

  it('is not rebuilt when anything stricter speaks against it', () => {
    expect(onFile([made()], { level: 'claimed' })).toMatchObject({ kind: 'hold', reason: 'IDENTITY_REQUIRED' })
    expect(onFile([made()], { outcomes: [anOutcome(part('p2'), 'unscannable', 'OFFICE_TOO_BIG')] })).toMatchObject({
      kind: 'hold',
      reason: 'OFFICE_TOO_BIG',
    })
  })

  it('takes its message along when nothing of it can go out', () => {
    const bare = aMessage({ text: { body: '', slots: [] }, parts: [FILE] })
    const verdict = fate([refused('DISARM_UNSUPPORTED')], { message: bare })
    expect(verdict.disposition).toBe('hold')
    expect(actionOn(verdict, MESSAGE)).toMatchObject({ kind: 'hold', rule: 'items', reason: 'DISARM_UNSUPPORTED' })
    expect(fate([made()], { message: bare }).disposition).toBe('release')
  })

  it('goes out as it came when a reviewer says so, rebuilt or held, and never with malware in it', () => {
    const reviews = [aReview(part('p2'), 'release')]
    for (const rebuilt of [[made()], [refused('DISARM_UNSUPPORTED')], []])
      expect(onFile(rebuilt, { reviews })).toMatchObject({ kind: 'release', reason: 'RELEASED_BY_REVIEW', rule: 'review', because: ['f1'] })
    const findings = [macro, aFinding('f2', 'FILE_MALWARE', part('p2'), 'critical')]
    expect(onFile([made()], { reviews, findings })).toMatchObject({ kind: 'remove', reason: 'FILE_MALWARE' })
  })

  it('is removed by a reviewer who says so', () => {
    expect(onFile([made()], { reviews: [aReview(part('p2'), 'remove')] })).toMatchObject({ kind: 'remove', reason: 'REMOVED_BY_REVIEW' })
  })
})

describe('always', () => {
  const codes = ['FILE_MACRO', 'FILE_MALWARE', 'FILE_NAME_DECEPTIVE', 'FILE_TYPE_MISLABELLED', 'FILE_ENCRYPTED'] as const
  const reasons = ['PDF_CORRUPT', 'SCAN_PENDING', 'ARCHIVE_ENCRYPTED', 'SCANNER_LIMIT'] as const
  const anything = fc.record({
    findings: fc.array(fc.constantFrom(...codes), { maxLength: 3 }),
    outcomes: fc.array(fc.constantFrom(...reasons), { maxLength: 2 }),
    type: fc.constantFrom('application/msword', 'text/plain', 'application/x-msdownload', 'application/octet-stream'),
  })
  const toRebuilt = (one: { findings: readonly string[]; outcomes: readonly string[]; type: string }) =>
    made({
      findings: one.findings.map((code, index) => aFinding(`f${index + 1}`, code, part('p1'), 'medium')),
      outcomes: one.outcomes.map((reason) => anOutcome(part('p1'), 'unscannable', reason)),
      type: one.type,
    })

  it('the same is given for the same, and a rebuilt file is passed on only if nothing in it is held, removed or incomplete', () => {
    fc.assert(
      fc.property(anything, (one) => {
        const action = onFile([toRebuilt(one)])
        expect(onFile([toRebuilt(one)])).toEqual(action)
        const harmless = one.findings.every((code) => code === 'FILE_TYPE_MISLABELLED') && one.outcomes.length === 0
        const taken = one.type === 'application/msword' || one.type === 'text/plain'
        expect(action.kind === 'disarm').toBe(harmless && taken)
      }),
      { seed: 7, numRuns: 200 },
    )
  })

  it('no try makes the fate of a file milder than without one', () => {
    const order = ['release', 'disarm', 'hold', 'remove', 'block']
    fc.assert(
      fc.property(anything, fc.array(fc.constantFrom(...codes), { maxLength: 2 }), (one, more) => {
        const findings = more.map((code, index) => aFinding(`f${index + 1}`, code, part('p2')))
        const without = order.indexOf(onFile(null, { findings }).kind)
        expect(order.indexOf(onFile([toRebuilt(one)], { findings }).kind)).toBeGreaterThanOrEqual(without)
      }),
      { seed: 7, numRuns: 200 },
    )
  })
})

describe('isLiftableFile', () => {
  it('is true of what a reviewer could let out as it came, and of nothing else', () => {
    const about = { subject: part('p2'), because: [], rule: 'files.default' }
    expect(isLiftableFile({ ...about, kind: 'disarm', reason: 'FILE_MACRO' })).toBe(true)
    expect(isLiftableFile({ ...about, kind: 'hold', reason: 'DISARM_FAILED' })).toBe(true)
    expect(isLiftableFile({ ...about, kind: 'hold', reason: 'FILE_MALWARE' })).toBe(false)
    expect(isLiftableFile({ ...about, kind: 'hold', reason: 'SCAN_PENDING' })).toBe(false)
    expect(isLiftableFile({ ...about, kind: 'remove', reason: 'FILE_SCRIPT' })).toBe(false)
    expect(isLiftableFile({ ...about, kind: 'release', reason: 'OK' })).toBe(false)
    expect(isLiftableFile({ ...about, kind: 'hold', reason: 'TEXT_X', rule: 'message' })).toBe(false)
    expect(isLiftableFile({ ...about, subject: MESSAGE, kind: 'hold', reason: 'TEXT_X' })).toBe(false)
  })
})
