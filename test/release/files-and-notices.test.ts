/** What agent and sender are told, and how files are listed. */
import { describe, expect, it } from '@jest/globals'
import { SENTENCES } from '../../src/core/sentences.ts'
import type { ReasonKey } from '../../src/release/reasons.ts'
import { aFile, aFinding, aLink, aMessage, anOutcome, aReview, BODY, givenPolicy, link, MESSAGE, part } from '../policy/given.ts'
import { givenWords } from '../support/languages.ts'
import { releaseOf } from './given.ts'

const REASONS = Object.keys(SENTENCES).flatMap((key) => (key.startsWith('reasons.') ? [key.slice('reasons.'.length) as ReasonKey] : []))

const withFiles = (...ids: string[]) => aMessage({ parts: [BODY, ...ids.map((id) => aFile(id))] })

describe('build, of files', () => {
  it('lists each top-level file with what became of it', () => {
    const release = releaseOf({ message: withFiles('p2') })
    expect(release).toMatchObject({
      id: 'rel_0193b0c8-0000-7000-8000-000000000001',
      messageId: '0193b0c8-0000-7000-8000-000000000001',
      revision: 2,
    })
    expect(release.files).toEqual([
      {
        id: 'p2',
        name: 'invoice.pdf',
        type: 'application/pdf',
        action: 'release',
        reason: 'OK',
        explanation: 'Passed on.',
        size: 1234,
        sha256: 'ab'.repeat(32),
        url: null,
        viewUrl: null,
      },
    ])
    expect(release.notices).toEqual([])
  })

  it('leaves a placeholder with the true reason for what is held or removed', () => {
    const findings = [aFinding('f1', 'FILE_MALWARE', part('p2'), 'critical')]
    expect(releaseOf({ message: withFiles('p2'), findings }).files[0]).toMatchObject({
      action: 'remove',
      reason: 'FILE_MALWARE',
      explanation: 'Removed: malware was found.',
    })
    expect(releaseOf({ message: withFiles('p2'), level: 'anonymous' }).files[0]).toMatchObject({
      action: 'hold',
      reason: 'IDENTITY_REQUIRED',
      explanation: 'Held: the sender has not been identified yet.',
    })
  })

  it.each([
    ['asks the sender for the password of a locked file', 'p2', 'FILE_ENCRYPTED', true],
    ['asks for none when no password opens the file', 'p2', 'FILE_ENCRYPTED_UNSUPPORTED', false],
    ['asks for none when no password opens a file inside it', 'p4', 'ARCHIVE_ENCRYPTED_UNSUPPORTED', false],
  ])('%s', (_what, locked, reason, isAsked) => {
    const inside = [
      { ...aFile('p3'), parentId: 'p2' },
      { ...aFile('p4'), parentId: 'p3' },
    ]
    const message = aMessage({ parts: [BODY, aFile('p2'), ...inside] })
    const findings = [aFinding('f1', 'FILE_ENCRYPTED', part(locked), 'medium')]
    const release = releaseOf({ message, findings, outcomes: [anOutcome(part(locked), 'unscannable', reason)] })
    expect(release.files).toMatchObject([{ action: 'hold', reason: 'FILE_ENCRYPTED' }])
    expect(release.notices.some(({ code }) => code === 'PASSWORD_REQUIRED')).toBe(isAsked)
  })

  it('does not call a damaged archive too large, nor an unscanned file uncheckable', () => {
    const shut = (id: string, subject: string, reason: string) => ({
      ...aFinding(id, 'FILE_ARCHIVE_LIMIT', part(subject), 'medium'),
      evidence: [{ label: 'reason', value: reason }],
    })
    const findings = [shut('f1', 'p2', 'ARCHIVE_CORRUPT'), shut('f2', 'p3', 'ARCHIVE_TOO_DEEP')]
    const outcomes = [anOutcome(part('p4'), 'skipped', 'SCAN_PENDING')]
    const release = releaseOf({ message: withFiles('p2', 'p3', 'p4'), findings, outcomes })
    expect(release.files.map(({ explanation }) => explanation)).toEqual([
      'Held: it is damaged and cannot be checked.',
      'Held: it is too large or too deeply packed to be checked completely.',
      'Held: it has not been checked yet.',
    ])
    expect(release.notices.filter((notice) => notice.for === 'agent').map(({ text }) => text)).toEqual([
      'One file is held: it is damaged and cannot be checked.',
      'One file is held: it is too large or too deeply packed to be checked completely.',
      'One file is held: it has not been checked yet.',
    ])
  })

  it('takes the sentence of the inspector for a code that has no words of ours', () => {
    const findings = [aFinding('f1', 'FILE_NEWLY_INVENTED', part('p2'), 'high')]
    expect(releaseOf({ message: withFiles('p2'), findings }).files[0]?.explanation).toBe('Held: the check FILE_NEWLY_INVENTED hit.')
    const policy = givenPolicy({ language: 'sv' })
    expect(releaseOf({ message: withFiles('p2'), findings, policy }).files[0]?.explanation).toBe(
      'Hålls kvar: en kontroll hittade något fel.',
    )
  })
})

describe('build, of notices', () => {
  it('asks the sender to identify, once for all files', () => {
    expect(releaseOf({ message: withFiles('p2', 'p3'), level: 'anonymous' }).notices).toEqual([
      { for: 'agent', code: 'IDENTITY_REQUIRED', text: '2 files are held: the sender has not been identified yet.' },
      {
        for: 'sender',
        code: 'IDENTITY_REQUIRED',
        text: 'Thank you: we have received 2 of your files and will pass them on once you have identified yourself, for example by logging in.',
      },
    ])
  })

  it('tells each reason once, of links and of files', () => {
    const message = aMessage({ links: [aLink('l1'), aLink('l2')], parts: [BODY, aFile('p2'), aFile('p3')] })
    const findings = [
      aFinding('f1', 'LINK_USERINFO', link('l1')),
      aFinding('f2', 'LINK_USERINFO', link('l2')),
      aFinding('f3', 'FILE_MALWARE', part('p3'), 'critical'),
    ]
    const outcomes = [anOutcome(part('p2'), 'unscannable', 'SCANNER_UNAVAILABLE')]
    const { notices } = releaseOf({ message, findings, outcomes })
    expect(notices.filter((notice) => notice.for === 'agent').map((notice) => notice.text)).toEqual([
      '2 links are shown as text: the address hides where it really leads.',
      'One file is held: the virus scanner is not answering; it is checked as soon as the scanner is back.',
      'One file was removed: malware was found.',
    ])
    expect(notices.filter((notice) => notice.for === 'sender').map((notice) => notice.code)).toEqual([
      'LINK_USERINFO',
      'SCANNER_UNAVAILABLE',
      'FILE_MALWARE',
    ])
  })

  it('says that active content was left out', () => {
    expect(releaseOf({ findings: [aFinding('f1', 'HTML_SCRIPT', MESSAGE)] }).notices).toEqual([
      { for: 'agent', code: 'ACTIVE_CONTENT_REMOVED', text: 'Active content such as scripts or forms was left out of this message.' },
    ])
  })

  it('says that hidden words were left out, but not what newsletters hide', () => {
    const told = {
      for: 'agent',
      code: 'HIDDEN_WORDS_REMOVED',
      text: 'Words that the sender hid from whoever reads this message were left out of it.',
    }
    for (const code of ['HTML_HIDDEN_TEXT', 'TEXT_HIDDEN_MESSAGE', 'TEXT_AI_INSTRUCTIONS_HIDDEN'])
      expect(releaseOf({ findings: [aFinding('f1', code, MESSAGE)] }).notices).toEqual([told])
    expect(releaseOf({ findings: [aFinding('f1', 'HTML_PREHEADER', MESSAGE)] }).notices).toEqual([])
  })

  it('speaks of the message, not of its body or of what waits with it', () => {
    const message = aMessage({ links: [aLink('l1')], parts: [BODY, aFile('p2')] })
    const { notices } = releaseOf({ message, outcomes: [anOutcome(part('p1'), 'timed_out', 'STEP_TIMED_OUT')] })
    expect(notices.map((notice) => notice.text)).toEqual([
      'This message is held: it could not be checked completely.',
      'We have received your message and keep it safe for now: it could not be checked completely.',
    ])
  })

  it('tells the sender when the time of a file ran out', () => {
    const { notices, files } = releaseOf({ message: withFiles('p2'), level: 'anonymous', reviews: [aReview(part('p2'), 'expire')] })
    expect(files[0]).toMatchObject({ action: 'remove', reason: 'EXPIRED' })
    expect(notices).toContainEqual({
      for: 'sender',
      code: 'EXPIRED',
      text: 'We could not pass your file on: the time to clear it ran out.',
    })
  })

  it('says why a message without words waits, by its file', () => {
    const message = aMessage({ text: null, parts: [aFile('p2')] })
    const { notices, text } = releaseOf({ message, level: 'anonymous' })
    expect(text).toBeNull()
    expect(notices.map((notice) => notice.code)).toEqual(['IDENTITY_REQUIRED', 'IDENTITY_REQUIRED'])
  })
})

describe('the words', () => {
  it.each([
    ['English', givenWords('en')],
    ['Swedish', givenWords('sv')],
    ['Spanish', givenWords('es')],
  ])('in %s make whole sentences of every reason, for one and for many, to agent and to sender', (_, words) => {
    for (const what of ['file', 'link', 'message'] as const) {
      for (const count of [1, 3]) {
        for (const kind of ['hold', 'remove', 'defang', 'block'] as const) {
          for (const reason of REASONS) {
            const [agent, sender] = [words.reason(reason, 'agent'), words.reason(reason, 'sender')]
            for (const said of [words.tellAgent({ what, count }, kind, agent), words.tellSender({ what, count }, kind, sender)]) {
              expect(said).toMatch(/^[\p{Lu}\d].*: .+\.$/u)
              expect(said).not.toMatch(/undefined|\.\.|: \p{Lu}\p{Ll}| {2}/u)
            }
            // What an admin or an agent may not be told, a sender is not told either: no code of ours is in a sentence.
            expect(agent + sender).not.toMatch(/[A-Z]{2,}_/)
          }
        }
        expect(words.askToIdentify({ what, count })).toMatch(/\.$/)
      }
    }
  })
})
