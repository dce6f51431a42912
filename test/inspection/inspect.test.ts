import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { CodeDeclaration, Inspected, Inspector, LinkInspector, MessageInspector, PartInspector } from '../../src/core/inspector.ts'
import type { Finding, Outcome, Report } from '../../src/core/report.ts'
import type { SkippedStep } from '../../src/core/steps.ts'
import { type InspectHooks, inspect, mergeReports } from '../../src/inspection/inspect.ts'
import { INSPECTORS } from '../../src/inspection/registry.ts'
import { deepFrozen, linkTo, parsed, part } from './subjects.ts'

const SEEN: CodeDeclaration = { severity: 'medium', title: 'Seen', explanation: 'Something was seen in the message.' }

function hooks(skips: Readonly<Record<string, SkippedStep>> = {}): InspectHooks & { readonly entered: string[] } {
  const entered: string[] = []
  let ticks = 0
  return {
    entered,
    enter: (step) => entered.push(step),
    skips: new Map(Object.entries(skips)),
    now: () => ++ticks,
    house: { protectedDomains: [] },
  }
}

function ofMessage(look: () => Inspected, id = 'test/message'): MessageInspector {
  return { id, looksAt: 'message', codes: { SEEN }, inspect: look }
}

const ofLink: LinkInspector = {
  id: 'test/link',
  looksAt: 'link',
  codes: { SEEN },
  inspect: (link) => ({ status: 'ok', sightings: link.shownText === null ? [] : [{ code: 'SEEN' }] }),
}

const ofPart: PartInspector = {
  id: 'test/part',
  looksAt: 'part',
  codes: { SEEN },
  applies: (of) => of.role === 'file',
  inspect: ({ bytes }) => ({ status: 'ok', sightings: bytes.length > 0 ? [{ code: 'SEEN' }] : [] }),
}

const run = (inspector: Inspector, skips?: Readonly<Record<string, SkippedStep>>) => inspect(parsed(), [inspector], hooks(skips))

describe('inspect', () => {
  it('leaves one outcome for each inspector and each subject that it is for, and one for all that end well with a link', () => {
    const report = inspect(
      parsed(
        {
          links: [linkTo('https://a.example'), linkTo('https://b.example', 'b', { linkId: 'l2' })],
          parts: [part({ role: 'body' }), part({ partId: 'p2' }), part({ partId: 'p3' })],
        },
        {
          bytes: new Map([
            ['p2', new Uint8Array(1)],
            ['p3', new Uint8Array()],
          ]),
        },
      ),
      [ofMessage(() => ({ status: 'ok', sightings: [] })), ofLink, ofPart],
      hooks(),
    )
    expect(report.complete).toBe(true)
    expect(report.outcomes.map(({ inspector, subject, status }) => `${inspector} ${subject.kind} ${subject.id} ${status}`)).toEqual([
      'test/message message m ok',
      'links link l1 ok',
      'links link l2 ok',
      'test/part part p2 ok',
      'test/part part p3 ok',
    ])
    expect(report.findings.map(({ id, inspector, subject }) => `${id} ${inspector} ${subject.id}`)).toEqual([
      'f1 test/link l2',
      'f2 test/part p2',
    ])
  })

  it('names each step before it takes it', () => {
    const told = hooks()
    inspect(parsed({ links: [linkTo('https://a.example')] }), [ofLink], told)
    expect(told.entered).toEqual(['test/link@l1'])
  })

  it('says severity, title and explanation as the inspector declared them', () => {
    const [finding] = run(ofMessage(() => ({ status: 'ok', sightings: [{ code: 'SEEN', confidence: 0.5 }] }))).findings
    expect(finding).toEqual({
      id: 'f1',
      code: 'SEEN',
      inspector: 'test/message',
      severity: 'medium',
      confidence: 0.5,
      subject: { kind: 'message', id: 'm' },
      title: 'Seen',
      explanation: 'Something was seen in the message.',
      evidence: [],
    })
  })

  it('tells each inspector of a link that did not end well by itself, beside those that did', () => {
    const other = (id: string, look: LinkInspector['inspect']): LinkInspector => ({ ...ofLink, id, inspect: look })
    const crashing = other('test/crashing', () => {
      throw new Error('private')
    })
    const unsure = other('test/unsure', () => ({ status: 'unscannable', reason: 'TOO_LONG', sightings: [] }))
    const left = other('test/left', () => ({ status: 'ok', sightings: [] }))
    const given = hooks({ 'test/left@l1': { status: 'timed_out', reason: 'STEP_TIMED_OUT', ms: 7 } })
    const report = inspect(parsed({ links: [linkTo('https://a.example')] }), [crashing, ofLink, unsure, left], given)
    expect(report.complete).toBe(false)
    expect(report.outcomes.map(({ inspector, status, reason }) => [inspector, status, reason])).toEqual([
      ['test/crashing', 'failed', 'INSPECTOR_CRASHED'],
      ['test/unsure', 'unscannable', 'TOO_LONG'],
      ['test/left', 'timed_out', 'STEP_TIMED_OUT'],
      ['links', 'ok', undefined],
    ])
    const none = inspect(parsed({ links: [linkTo('https://a.example')] }), [crashing], hooks())
    expect(none.outcomes.map(({ inspector }) => inspector)).toEqual(['test/crashing'])
  })

  it('records an inspector that throws as failed, and goes on with the others', () => {
    const crashing = ofMessage(() => {
      throw new Error('the customer wrote a secret')
    })
    const report = inspect(parsed({ links: [linkTo('https://a.example')] }), [crashing, ofLink], hooks())
    expect(report.complete).toBe(false)
    expect(report.outcomes.map(({ status, reason }) => [status, reason])).toEqual([
      ['failed', 'INSPECTOR_CRASHED'],
      ['ok', undefined],
    ])
    expect(JSON.stringify(report)).not.toContain('secret')
  })

  it('records an undeclared code as failed, and keeps what was declared', () => {
    for (const code of ['NEVER_DECLARED', '__proto__', 'constructor']) {
      const report = run(ofMessage(() => ({ status: 'ok', sightings: [{ code }, { code: 'SEEN' }] })))
      expect(report.complete).toBe(false)
      expect(report.outcomes[0]).toMatchObject({ status: 'failed', reason: 'UNDECLARED_CODE' })
      expect(report.findings.map((finding) => finding.code)).toEqual(['SEEN'])
    }
  })

  it.each([[undefined], [null], [{}], [{ status: 'ok' }], [{ status: 'fine', sightings: [] }], [{ status: 'skipped', sightings: [] }]])(
    'takes the answer %j for a crash and not for a clean bill',
    (answer) => {
      const report = run(ofMessage(() => answer as unknown as Inspected))
      expect(report.outcomes[0]).toMatchObject({ status: 'failed', reason: 'INSPECTOR_CRASHED' })
      expect(report.complete).toBe(false)
    },
  )

  it('passes on what could not be looked into, with what was seen up to then', () => {
    const report = run(ofMessage(() => ({ status: 'unscannable', reason: 'ARCHIVE_ENCRYPTED', sightings: [{ code: 'SEEN' }] })))
    expect(report.outcomes[0]).toMatchObject({ status: 'unscannable', reason: 'ARCHIVE_ENCRYPTED' })
    expect(report.findings).toHaveLength(1)
    expect(report.complete).toBe(false)
  })

  it('leaves out a step that hung before, without entering it, and says so', () => {
    const told = hooks({ 'test/message@m': { status: 'timed_out', reason: 'STEP_TIMED_OUT', ms: 2_000 } })
    const looked = ofMessage(() => {
      throw new Error('must not run')
    })
    const report = inspect(parsed(), [looked], told)
    expect(told.entered).toEqual([])
    expect(report.outcomes).toEqual([
      { inspector: 'test/message', subject: { kind: 'message', id: 'm' }, status: 'timed_out', reason: 'STEP_TIMED_OUT', ms: 2_000 },
    ])
    expect(report.complete).toBe(false)
  })

  it('holds a part whose bytes could not be had as skipped', () => {
    const report = inspect(parsed({ parts: [part()] }), [ofPart], hooks())
    expect(report.outcomes[0]).toMatchObject({ status: 'skipped', reason: 'BYTES_MISSING' })
    expect(report.complete).toBe(false)
  })

  it('asks an inspector to look when it cannot tell whether a part is its business', () => {
    const unsure: PartInspector = {
      ...ofPart,
      applies: () => {
        throw new Error('no')
      },
    }
    const report = inspect(parsed({ parts: [part()] }, { bytes: new Map([['p1', new Uint8Array(1)]]) }), [unsure], hooks())
    expect(report.findings).toHaveLength(1)
  })

  it('is incomplete when a parser left something out', () => {
    const outcome: Outcome = {
      inspector: 'parse/mime',
      subject: { kind: 'message', id: 'm' },
      status: 'unscannable',
      ms: 0,
      reason: 'MIME_TOO_DEEP',
    }
    const report = inspect(parsed({}, { outcomes: [outcome] }), [], hooks())
    expect(report).toEqual({ complete: false, outcomes: [outcome], findings: [] })
  })

  it('bounds how much one inspector may say about one subject, and holds the subject then', () => {
    const report = run(ofMessage(() => ({ status: 'ok', sightings: Array.from({ length: 10_000 }, () => ({ code: 'SEEN' })) })))
    expect(report.findings).toHaveLength(100)
    expect(report.outcomes[0]).toMatchObject({ status: 'unscannable', reason: 'TOO_MANY_FINDINGS' })
  })

  it('gives the same report for the same input, times apart, and changes nothing of it', () => {
    const input = deepFrozen(
      parsed({
        links: [linkTo('https://bank.example@0x7f.1/', 'bank.com'), linkTo('javascript:1', null, { linkId: 'l2' })],
        parts: [part()],
      }),
    )
    expect(inspect(input, INSPECTORS, hooks())).toEqual(inspect(input, INSPECTORS, hooks()))
  })
})

describe('evidence', () => {
  const shown = (value: string) => {
    const report = run(ofMessage(() => ({ status: 'ok', sightings: [{ code: 'SEEN', evidence: [{ label: 'shown', value }] }] })))
    return report.findings[0]?.evidence[0]?.value ?? ''
  }

  it('makes visible what reorders, hides or breaks lines', () => {
    expect(shown('a\u202Egpj.exe')).toBe('a\\u{202E}gpj.exe')
    expect(shown('a\u200Bb\r\nc\u2028d\u00A0e\0')).toBe('a\\u{200B}b\\u{D}\\u{A}c\\u{2028}d\\u{A0}e\\u{0}')
    expect(shown('a\uD800')).toBe('a\\u{D800}')
    expect(shown('Grüße, 日本 👍')).toBe('Grüße, 日本 👍')
  })

  it('is always well-formed, on one line and at most 200 characters', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 500 }), fc.string({ maxLength: 500 }), fc.constant('👍'.repeat(150))),
        (value) => {
          const evidence = shown(value)
          expect(evidence.length).toBeLessThanOrEqual(200)
          expect(evidence.isWellFormed()).toBe(true)
          expect(evidence).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
        },
      ),
    )
  })

  it.each([
    ['a number', 'their card 4111 1111 1111 1111 and more', 'their card … and more'],
    ['a secret', 'password: hunter2xX! and more', 'password: … and more'],
    ['a number where the quotation ends', `${'so '.repeat(60)}on 4111 1111 1111 1111`, `${'so '.repeat(60)}on …`],
    ['a number that was cut in two before', '<a onclick="pay(4111 1111 11…', '<a onclick="pay(…'],
    ["what the channel's own pattern is for", 'member AB-1234 and more', 'member … and more'],
  ])('quotes what was written without %s, for the words of the message are masked', (_what, untrustedValue, shown) => {
    const inspector = ofMessage(() => ({
      status: 'ok',
      sightings: [{ code: 'SEEN', evidence: [{ label: 'words', value: untrustedValue }] }],
    }))
    const house = { protectedDomains: [], ownPatterns: [{ name: 'member', pattern: 'AB-[0-9]{4}' }] }
    const report = inspect(parsed(), [inspector], { ...hooks(), house })
    expect(report.findings[0]?.evidence).toEqual([{ label: 'words', value: shown }])
  })

  it('quotes no password that is letters alone', () => {
    expect(shown('my password is swordfishBlue please')).toBe('my password is … please')
  })

  it('quotes the name of a file without the number in it', () => {
    const name = 'card_4111111111111111.pdf.exe'
    const inspector: PartInspector = {
      ...ofPart,
      inspect: () => ({ status: 'ok', sightings: [{ code: 'SEEN', evidence: [{ label: 'name', value: name }] }] }),
    }
    const subjects = parsed({ parts: [part({ untrustedName: name })] }, { bytes: new Map([[part().partId, new Uint8Array(1)]]) })
    expect(inspect(subjects, [inspector], hooks()).findings[0]?.evidence).toEqual([{ label: 'name', value: 'card_….pdf.exe' }])
  })

  it('is at most twenty items a finding', () => {
    const many = Array.from({ length: 1_000 }, (_, at) => ({ label: 'entry', value: `${at}` }))
    const report = run(ofMessage(() => ({ status: 'ok', sightings: [{ code: 'SEEN', evidence: many }] })))
    expect(report.findings[0]?.evidence).toHaveLength(20)
  })
})

describe('mergeReports', () => {
  const finding = (id: string, code: string): Finding => ({
    id,
    code,
    inspector: 'test/message',
    severity: 'low',
    confidence: 1,
    subject: { kind: 'message', id: 'm' },
    title: 'Seen',
    explanation: 'Something was seen.',
    evidence: [],
  })
  const report = (complete: boolean, ...findings: readonly Finding[]): Report => ({ complete, outcomes: [], findings })

  it('numbers findings anew over all reports, in order', () => {
    const merged = mergeReports(report(true, finding('f1', 'A')), report(true, finding('f1', 'B'), finding('f2', 'C')))
    expect(merged.findings.map(({ id, code }) => `${id} ${code}`)).toEqual(['f1 A', 'f2 B', 'f3 C'])
    expect(merged.complete).toBe(true)
  })

  it('is never complete when one of them is not', () => {
    const late: Outcome = {
      inspector: 'files/malware',
      subject: { kind: 'part', id: 'p1' },
      status: 'timed_out',
      ms: 1,
      reason: 'INSPECTOR_TIMED_OUT',
    }
    expect(mergeReports(report(true), { findings: [], outcomes: [late] }).complete).toBe(false)
    expect(mergeReports(report(false), report(true)).complete).toBe(false)
  })
})
