/** What becomes of a message, its links and its files: one sentence a rule. */
import { describe, expect, it } from '@jest/globals'
import {
  actionOn,
  aFile,
  aFinding,
  aLink,
  aMessage,
  anOutcome,
  aReport,
  aReview,
  BODY,
  givenPolicy,
  link,
  MESSAGE,
  part,
  verdictOf,
} from './given.ts'

const withFile = (changes = {}) => aMessage({ parts: [BODY, aFile('p2', changes)] })
const onlyFile = (changes = {}) => aMessage({ parts: [aFile('p2', changes)], text: null })

describe('decide, when nothing is wrong', () => {
  it('releases the words, rewrites the link and releases the file of a known sender', () => {
    const verdict = verdictOf({ message: aMessage({ links: [aLink('l1')], parts: [BODY, aFile('p2')] }) })
    expect(verdict).toEqual({
      disposition: 'release',
      policyVersion: 3,
      actions: [
        { kind: 'release', subject: MESSAGE, because: [], rule: 'default', reason: 'OK' },
        { kind: 'rewrite', subject: link('l1'), because: [], rule: 'links.default', reason: 'LINK_REWRITTEN' },
        { kind: 'release', subject: part('p2'), because: [], rule: 'files.types.document', reason: 'OK' },
      ],
    })
  })

  it('leaves mail addresses and telephone numbers as they are', () => {
    for (const url of ['mailto:a@example.com', 'tel:+46701234567']) {
      expect(actionOn(verdictOf({ message: aMessage({ links: [aLink('l1', { url })] }) }), link('l1'))).toMatchObject({
        kind: 'release',
        reason: 'OK',
      })
    }
  })

  it('names the finding that it let pass', () => {
    const verdict = verdictOf({ findings: [aFinding('f1', 'HTML_SCRIPT', MESSAGE)] })
    expect(actionOn(verdict, MESSAGE)).toEqual({
      kind: 'release',
      subject: MESSAGE,
      because: ['f1'],
      rule: 'message.findings.HTML_SCRIPT',
      reason: 'OK',
    })
  })
})

describe('decide, by identity', () => {
  it('holds the files of an unknown sender and lets the words go on', () => {
    for (const level of ['anonymous', 'claimed'] as const) {
      const verdict = verdictOf({ message: withFile(), level })
      expect(verdict.disposition).toBe('release')
      expect(actionOn(verdict, part('p2'))).toMatchObject({ kind: 'hold', reason: 'IDENTITY_REQUIRED', rule: `senders.${level}.files` })
    }
  })

  it('shows IDENTITY_REQUIRED rather than an absent scanner or an old document, and lists the finding', () => {
    const verdict = verdictOf({
      message: withFile(),
      level: 'anonymous',
      findings: [aFinding('f1', 'FILE_LEGACY_OFFICE', part('p2'))],
      outcomes: [anOutcome(part('p2'), 'unscannable', 'SCANNER_UNAVAILABLE')],
    })
    expect(actionOn(verdict, part('p2'))).toMatchObject({ kind: 'hold', reason: 'IDENTITY_REQUIRED', because: ['f1'] })
  })

  it('removes malware from an unknown sender rather than holding it', () => {
    const verdict = verdictOf({
      message: withFile(),
      level: 'anonymous',
      findings: [aFinding('f1', 'FILE_MALWARE', part('p2'), 'critical')],
    })
    expect(actionOn(verdict, part('p2'))).toMatchObject({
      kind: 'remove',
      reason: 'FILE_MALWARE',
      rule: 'files.findings.FILE_MALWARE',
      because: ['f1'],
    })
  })

  it('defangs the links and holds the words of a level where the channel says so', () => {
    const policy = givenPolicy({ senders: { anonymous: { text: 'hold', links: 'defang' } } })
    const message = aMessage({ links: [aLink('l1')] })
    const verdict = verdictOf({ message, policy, level: 'anonymous' })
    expect(verdict.disposition).toBe('hold')
    expect(actionOn(verdict, MESSAGE)).toMatchObject({ kind: 'hold', rule: 'senders.anonymous.text', reason: 'IDENTITY_REQUIRED' })
    // Nothing goes out before its message.
    expect(actionOn(verdict, link('l1'))).toMatchObject({ kind: 'hold', rule: 'message' })
    expect(actionOn(verdictOf({ message, policy, level: 'claimed' }), link('l1')).kind).toBe('rewrite')
  })
})

describe('decide, by findings', () => {
  it('takes the strictest of several, and lists the findings that asked for it', () => {
    const message = aMessage({ links: [aLink('l1')] })
    const findings = ['LINK_USERINFO', 'LINK_DANGEROUS_SCHEME', 'LINK_IP_LITERAL'].map((code, at) =>
      aFinding(`f${at + 1}`, code, link('l1')),
    )
    expect(actionOn(verdictOf({ message, findings }), link('l1'))).toMatchObject({
      kind: 'remove',
      reason: 'LINK_DANGEROUS_SCHEME',
      because: ['f2'],
    })
    const defanged = verdictOf({ message, findings: [findings[2]!, findings[0]!] })
    expect(actionOn(defanged, link('l1'))).toMatchObject({ kind: 'defang', reason: 'LINK_IP_LITERAL', because: ['f1', 'f3'] })
  })

  it('goes by severity for a code that the policy does not name', () => {
    const verdict = verdictOf({ message: withFile(), findings: [aFinding('f1', 'FILE_NEWLY_INVENTED', part('p2'), 'high')] })
    expect(actionOn(verdict, part('p2'))).toMatchObject({ kind: 'hold', rule: 'files.severity.high', reason: 'FILE_NEWLY_INVENTED' })
    const mild = verdictOf({ message: withFile(), findings: [aFinding('f1', 'FILE_NEWLY_INVENTED', part('p2'), 'low')] })
    expect(actionOn(mild, part('p2')).kind).toBe('release')
  })

  it('lets a named code be milder than its severity', () => {
    const policy = givenPolicy({ files: { findings: { FILE_MACRO: 'release' } } })
    const verdict = verdictOf({ message: withFile(), policy, findings: [aFinding('f1', 'FILE_MACRO', part('p2'), 'high')] })
    expect(actionOn(verdict, part('p2')).kind).toBe('release')
  })

  it('counts what is found deep inside a file for that file', () => {
    const parts = [BODY, aFile('p2'), aFile('p3', { parentId: 'p2' }), aFile('p4', { parentId: 'p3' }), aFile('p5')]
    const verdict = verdictOf({ message: aMessage({ parts }), findings: [aFinding('f1', 'FILE_MALWARE', part('p4'), 'critical')] })
    expect(verdict.actions.map((action) => action.subject.id)).toEqual(['m', 'p2', 'p5'])
    expect(actionOn(verdict, part('p2'))).toMatchObject({ kind: 'remove', because: ['f1'] })
    expect(actionOn(verdict, part('p5')).kind).toBe('release')
  })

  it('counts the type of what is inside a file', () => {
    const parts = [
      BODY,
      aFile('p2', { detectedType: 'application/zip' }),
      aFile('p3', { parentId: 'p2', detectedType: 'application/x-msdownload' }),
    ]
    const verdict = verdictOf({ message: aMessage({ parts }) })
    expect(actionOn(verdict, part('p2'))).toMatchObject({ kind: 'remove', rule: 'files.types.executable', reason: 'FILE_TYPE_NOT_ALLOWED' })
  })

  it('prefers the rule for a media type to that for its family', () => {
    const policy = givenPolicy({ files: { types: { 'application/pdf': 'hold' } } })
    expect(actionOn(verdictOf({ message: withFile(), policy }), part('p2'))).toMatchObject({
      kind: 'hold',
      rule: 'files.types.application/pdf',
    })
  })

  it('holds a file of no known type', () => {
    const verdict = verdictOf({ message: withFile({ detectedType: 'application/octet-stream' }) })
    expect(actionOn(verdict, part('p2'))).toMatchObject({ kind: 'hold', rule: 'files.default', reason: 'FILE_TYPE_NOT_ALLOWED' })
  })

  it('blocks the message, and all that is in it, when a link or a file asks for it', () => {
    const policy = givenPolicy({ files: { findings: { FILE_MALWARE: 'block' } } })
    const message = aMessage({ links: [aLink('l1')], parts: [BODY, aFile('p2'), aFile('p3')] })
    const verdict = verdictOf({ message, policy, findings: [aFinding('f1', 'FILE_MALWARE', part('p2'), 'critical')] })
    expect(verdict.disposition).toBe('block')
    expect(actionOn(verdict, MESSAGE)).toMatchObject({
      kind: 'block',
      reason: 'FILE_MALWARE',
      rule: 'files.findings.FILE_MALWARE',
      because: ['f1'],
    })
    for (const subject of [link('l1'), part('p3')]) expect(actionOn(verdict, subject)).toMatchObject({ kind: 'block', rule: 'message' })
  })

  it('never makes a link clickable that opens no web page, whatever the policy', () => {
    const policy = givenPolicy({ links: { default: 'release' } })
    for (const url of [
      'javascript:alert(1)',
      'file:///etc/passwd',
      'search-ms:query=x',
      'ftp://example.com/',
      null,
      `https://example.com/${'a'.repeat(5_000)}`,
    ]) {
      const verdict = verdictOf({ message: aMessage({ links: [aLink('l1', { url })] }), policy })
      expect(actionOn(verdict, link('l1')).kind).toBe('defang')
    }
  })

  it('goes by the level of whoever sent the link, where the rule has levels', () => {
    const byLevel = { anonymous: 'remove', authenticated: 'rewrite' }
    const policy = givenPolicy({ links: { findings: { LINK_USERINFO: byLevel }, severity: { medium: byLevel } } })
    const message = aMessage({ links: [aLink('l1')] })
    for (const [code, severity] of [
      ['LINK_USERINFO', 'high'],
      ['LINK_OF_NO_NAME', 'medium'],
    ] as const)
      for (const [level, kind] of [
        ['anonymous', 'remove'],
        ['claimed', 'remove'],
        ['authenticated', 'rewrite'],
        ['verified', 'rewrite'],
      ] as const) {
        const findings = [aFinding('f1', code, link('l1'), severity)]
        expect(actionOn(verdictOf({ message, policy, level, findings }), link('l1')).kind).toBe(kind)
      }
  })

  it('keeps links of the channel\u2019s own domains as they are, and only where they lead there plainly and nothing was found', () => {
    const policy = givenPolicy({ links: { keep: ['ours.example'] } })
    const of = (url: string, more: object = {}) =>
      actionOn(verdictOf({ message: aMessage({ links: [aLink('l1', { url })] }), policy, ...more }), link('l1')).kind
    expect(of('https://ours.example/a')).toBe('release')
    expect(of('https://www.ours.example/a?b#c')).toBe('release')
    for (const url of [
      'http://ours.example/',
      'https://ours.example:8443/',
      'https://bank@ours.example/',
      'https://ours.example.evil.example/',
      'https://notours.example/',
      'https://example/ours.example',
    ])
      expect(of(url)).toBe('rewrite')
    expect(of('https://ours.example/a', { findings: [aFinding('f1', 'LINK_TEXT_MISMATCH', link('l1'), 'high')] })).toBe('defang')
    expect(of('https://ours.example/a', { outcomes: [anOutcome(link('l1'), 'failed')] })).toBe('hold')
    const held = { ...policy, senders: { ...policy.senders, anonymous: { text: 'release', links: 'hold', files: 'hold' } as const } }
    expect(of('https://ours.example/a', { policy: held, level: 'anonymous' })).toBe('hold')
  })

  it('leaves out an address that stands nowhere in the words, without holding anything for it', () => {
    const message = aMessage({ links: [aLink('l1', { via: 'img[src]' })], text: { body: 'Hello', slots: [] } })
    const verdict = verdictOf({ message, outcomes: [anOutcome(link('l1'), 'timed_out')] })
    expect(actionOn(verdict, link('l1'))).toMatchObject({ kind: 'remove', reason: 'LINK_NOT_SHOWN' })
    expect(verdict.disposition).toBe('release')
  })

  it('holds a file for what is found about a link inside it', () => {
    const message = aMessage({
      links: [aLink('l1', { partId: 'p2', source: 'qr' })],
      parts: [BODY, aFile('p2')],
      text: { body: 'Hello', slots: [] },
    })
    expect(actionOn(verdictOf({ message }), part('p2')).kind).toBe('release')
    const verdict = verdictOf({ message, findings: [aFinding('f1', 'LINK_USERINFO', link('l1'))] })
    expect(actionOn(verdict, part('p2'))).toMatchObject({ kind: 'hold', reason: 'LINK_USERINFO', because: ['f1'] })
  })

  it('names the body that is why a message does not go out', () => {
    const policy = givenPolicy({ message: { findings: { HTML_FORM: 'block' } } })
    const verdict = verdictOf({ policy, findings: [aFinding('f1', 'HTML_FORM', part('p1'))] })
    expect(verdict.disposition).toBe('block')
    expect(actionOn(verdict, part('p1'))).toMatchObject({ kind: 'block', because: ['f1'], rule: 'message.findings.HTML_FORM' })
  })
})

describe('decide, when a check did not end well', () => {
  it.each(['timed_out', 'failed', 'skipped', 'unscannable'] as const)('holds a file whose check is %s, and only that file', (status) => {
    const message = aMessage({ links: [aLink('l1')], parts: [BODY, aFile('p2'), aFile('p3')] })
    const verdict = verdictOf({ message, outcomes: [anOutcome(part('p2'), status)] })
    expect(actionOn(verdict, part('p2'))).toMatchObject({
      kind: 'hold',
      rule: 'onIncomplete.file',
      reason: `CHECK_${status.toUpperCase()}`,
    })
    expect([MESSAGE, link('l1'), part('p3')].map((subject) => actionOn(verdict, subject).kind)).toEqual(['release', 'rewrite', 'release'])
  })

  it('holds the message when an inspector of the message or of a body times out', () => {
    for (const subject of [MESSAGE, part('p1')]) {
      const verdict = verdictOf({ outcomes: [anOutcome(subject, 'timed_out', 'INSPECTOR_TIMED_OUT')] })
      expect(verdict.disposition).toBe('hold')
      expect(actionOn(verdict, MESSAGE)).toMatchObject({ rule: 'onIncomplete.message', reason: 'INSPECTOR_TIMED_OUT' })
    }
  })

  it('holds a link alone', () => {
    const message = aMessage({ links: [aLink('l1'), aLink('l2')] })
    const verdict = verdictOf({ message, outcomes: [anOutcome(link('l1'), 'failed', 'INSPECTOR_CRASHED')] })
    expect(verdict.disposition).toBe('release')
    expect([link('l1'), link('l2')].map((subject) => actionOn(verdict, subject).kind)).toEqual(['hold', 'rewrite'])
  })

  it('does what the channel chose for the incomplete', () => {
    const policy = givenPolicy({ onIncomplete: { file: 'remove', link: 'defang', message: 'release' } })
    const message = aMessage({ links: [aLink('l1')], parts: [BODY, aFile('p2')] })
    const outcomes = [MESSAGE, link('l1'), part('p2')].map((subject) => anOutcome(subject, 'failed'))
    const verdict = verdictOf({ message, policy, outcomes })
    expect(verdict.actions.map((action) => action.kind)).toEqual(['release', 'defang', 'remove'])
  })

  it('holds what no check has an outcome for', () => {
    const message = aMessage({ links: [aLink('l1')], parts: [BODY, aFile('p2'), aFile('p3', { parentId: 'p2' })] })
    const whole = aReport(message)
    for (const [missing, held] of [
      [MESSAGE, MESSAGE],
      [link('l1'), link('l1')],
      [part('p2'), part('p2')],
      [part('p3'), part('p2')],
    ] as const) {
      const report = { ...whole, outcomes: whole.outcomes.filter((outcome) => outcome.subject.id !== missing.id) }
      expect(actionOn(verdictOf({ message, report }), held)).toMatchObject({ kind: 'hold', reason: 'NOT_INSPECTED' })
    }
  })

  it('holds the message when the report lost an outcome, or speaks of a subject that is not there', () => {
    const message = aMessage()
    expect(verdictOf({ message, report: { ...aReport(message), complete: false } }).disposition).toBe('hold')
    expect(verdictOf({ message, findings: [aFinding('f1', 'FILE_MALWARE', part('p9'), 'critical')] }).disposition).toBe('hold')
    expect(verdictOf({ message, outcomes: [anOutcome(link('l9'), 'failed')] }).disposition).toBe('hold')
  })

  it('loses no file of an odd tree: missing parents, parents that are bodies, files inside themselves', () => {
    const parts = [
      BODY,
      aFile('p2', { parentId: 'p9' }),
      aFile('p3', { parentId: 'p1' }),
      aFile('p4', { parentId: 'p5' }),
      aFile('p5', { parentId: 'p4' }),
    ]
    const verdict = verdictOf({ message: aMessage({ parts }), level: 'anonymous' })
    expect(verdict.actions.filter((action) => action.kind === 'hold').map((action) => action.subject.id)).toEqual(['p2', 'p3', 'p4'])
    const found = verdictOf({ message: aMessage({ parts }), findings: [aFinding('f1', 'FILE_MALWARE', part('p5'), 'critical')] })
    expect(found.actions.some((action) => action.kind === 'remove' && action.because.includes('f1'))).toBe(true)
  })
})

describe('decide, for a message without words', () => {
  it('holds it while its only file is held, blocks it when that is removed, expires it when that expired', () => {
    expect(verdictOf({ message: onlyFile(), level: 'anonymous' }).disposition).toBe('hold')
    expect(verdictOf({ message: onlyFile(), findings: [aFinding('f1', 'FILE_MALWARE', part('p2'), 'critical')] }).disposition).toBe('block')
    const expired = verdictOf({ message: onlyFile(), level: 'anonymous', reviews: [aReview(part('p2'), 'expire')] })
    expect(expired.disposition).toBe('expire')
    expect(actionOn(expired, part('p2'))).toMatchObject({ kind: 'remove', reason: 'EXPIRED' })
  })

  it('takes the mildest fate of several files', () => {
    const message = aMessage({ text: { body: ' \n', slots: [] }, parts: [aFile('p2'), aFile('p3'), aFile('p4')] })
    const findings = [
      aFinding('f1', 'FILE_MALWARE', part('p2'), 'critical'),
      aFinding('f2', 'FILE_LEGACY_OFFICE', part('p3')),
      aFinding('f3', 'FILE_MALWARE', part('p4')),
    ]
    const verdict = verdictOf({ message, findings })
    expect(actionOn(verdict, MESSAGE)).toMatchObject({ kind: 'hold', rule: 'items', reason: 'FILE_LEGACY_OFFICE', because: ['f2'] })
  })

  it('releases it when one file can go out, or when there is a subject to answer', () => {
    const message = aMessage({ text: null, parts: [aFile('p2'), aFile('p3')] })
    const findings = [aFinding('f1', 'FILE_MALWARE', part('p2'), 'critical')]
    expect(verdictOf({ message, findings }).disposition).toBe('release')
    expect(verdictOf({ message: { ...message, subject: 'Scan' }, level: 'anonymous' }).disposition).toBe('release')
  })

  it('releases a message in which there is nothing at all', () => {
    expect(verdictOf({ message: aMessage({ text: null, parts: [] }) }).disposition).toBe('release')
  })
})

describe('decide, after a review', () => {
  it('lifts a hold, and says who did', () => {
    const verdict = verdictOf({ message: withFile(), level: 'anonymous', reviews: [aReview(part('p2'), 'release')] })
    expect(actionOn(verdict, part('p2'))).toMatchObject({ kind: 'release', rule: 'review', reason: 'RELEASED_BY_REVIEW' })
    const held = aMessage({ links: [aLink('l1')] })
    const outcomes = [anOutcome(link('l1'), 'failed')]
    expect(actionOn(verdictOf({ message: held, outcomes, reviews: [aReview(link('l1'), 'release')] }), link('l1'))).toMatchObject({
      kind: 'rewrite',
      reason: 'RELEASED_BY_REVIEW',
    })
  })

  it('opens a link over what was found about it, through the gateway; never one that a list condemns or that opens no page', () => {
    const message = aMessage({ links: [aLink('l1')] })
    const reviews = [aReview(link('l1'), 'release')]
    const findings = [aFinding('f1', 'LINK_TEXT_MISMATCH', link('l1'), 'high')]
    expect(actionOn(verdictOf({ message, findings }), link('l1')).kind).toBe('defang')
    expect(actionOn(verdictOf({ message, findings, reviews }), link('l1'))).toMatchObject({
      kind: 'rewrite',
      rule: 'review',
      reason: 'RELEASED_BY_REVIEW',
      because: ['f1'],
    })
    const listed = [...findings, aFinding('f2', 'LINK_BLOCKLISTED', link('l1'), 'critical')]
    expect(actionOn(verdictOf({ message, findings: listed, reviews }), link('l1'))).toMatchObject({
      kind: 'remove',
      reason: 'LINK_BLOCKLISTED',
    })
    const script = aMessage({ links: [aLink('l1', { url: 'javascript:alert(1)' })] })
    expect(actionOn(verdictOf({ message: script, reviews }), link('l1')).kind).toBe('defang')
  })

  it('releases a link that is held by default through the gateway only', () => {
    const policy = givenPolicy({ links: { default: 'hold' } })
    const verdict = verdictOf({ message: aMessage({ links: [aLink('l1')] }), policy, reviews: [aReview(link('l1'), 'release')] })
    expect(actionOn(verdict, link('l1'))).toMatchObject({ kind: 'rewrite', rule: 'review' })
  })

  it('never lifts malware, nor what nobody has looked at yet', () => {
    const policy = givenPolicy({ files: { findings: { FILE_MALWARE: 'hold' } } })
    const reviews = [aReview(part('p2'), 'release')]
    const findings = [aFinding('f1', 'FILE_MALWARE', part('p2'), 'critical')]
    expect(actionOn(verdictOf({ message: withFile(), policy, findings, reviews }), part('p2')).kind).toBe('hold')
    expect(actionOn(verdictOf({ message: withFile(), findings, reviews }), part('p2')).kind).toBe('remove')
    for (const reason of ['DEFERRED', 'SCAN_PENDING']) {
      const outcomes = [anOutcome(part('p2'), 'skipped', reason)]
      expect(actionOn(verdictOf({ message: withFile(), outcomes, reviews, level: 'anonymous' }), part('p2'))).toMatchObject({
        kind: 'hold',
        reason,
      })
    }
  })

  it('holds for a slow scanner as for one that is away', () => {
    const outcomes = [anOutcome(part('p2'), 'unscannable', 'SCANNER_TIMEOUT')]
    expect(actionOn(verdictOf({ message: withFile(), outcomes }), part('p2'))).toMatchObject({
      kind: 'hold',
      reason: 'SCANNER_UNAVAILABLE',
    })
  })

  it('removes what a reviewer removed, and blocks a message that one removed', () => {
    const removed = verdictOf({ message: withFile(), reviews: [aReview(part('p2'), 'remove')] })
    expect(actionOn(removed, part('p2'))).toMatchObject({ kind: 'remove', reason: 'REMOVED_BY_REVIEW', rule: 'review' })
    expect(verdictOf({ message: withFile(), reviews: [aReview(MESSAGE, 'remove')] })).toMatchObject({ disposition: 'block' })
  })

  it('releases a held message that a reviewer released', () => {
    const outcomes = [anOutcome(MESSAGE, 'unscannable', 'MIME_TOO_DEEP'), anOutcome(part('p1'), 'failed')]
    expect(verdictOf({ outcomes }).disposition).toBe('hold')
    const verdict = verdictOf({ outcomes, reviews: [aReview(MESSAGE, 'release')] })
    expect(verdict.disposition).toBe('release')
    expect(verdict.actions).toHaveLength(1)
  })

  it('expires a held message as a whole', () => {
    const verdict = verdictOf({ message: withFile(), outcomes: [anOutcome(MESSAGE, 'failed')], reviews: [aReview(MESSAGE, 'expire')] })
    expect(verdict.disposition).toBe('expire')
    expect(actionOn(verdict, part('p2'))).toMatchObject({ kind: 'remove', reason: 'EXPIRED', rule: 'message' })
  })

  it('goes by the latest person, by a person rather than the clock, and by the stricter of two at once', () => {
    const onFile = (reviews: readonly ReturnType<typeof aReview>[]) =>
      actionOn(verdictOf({ message: withFile(), level: 'anonymous', reviews }), part('p2')).kind
    const release = aReview(part('p2'), 'release', 5)
    expect(onFile([release, aReview(part('p2'), 'remove', 9)])).toBe('remove')
    expect(onFile([aReview(part('p2'), 'remove', 4), release])).toBe('release')
    expect(onFile([aReview(part('p2'), 'expire', 9), release])).toBe('release')
    expect(onFile([release, aReview(part('p2'), 'expire', 9)])).toBe('release')
    expect(onFile([aReview(part('p2'), 'remove', 5), release])).toBe('remove')
    expect(onFile([release, aReview(part('p2'), 'remove', 5)])).toBe('remove')
  })

  it('does not bring an expired file back by identification', () => {
    const verdict = verdictOf({ message: withFile(), level: 'verified', reviews: [aReview(part('p2'), 'expire')] })
    expect(actionOn(verdict, part('p2'))).toMatchObject({ kind: 'remove', reason: 'EXPIRED' })
  })
})
