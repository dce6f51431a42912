/** Nothing that is built can do anything: no address leads straight out, no markup comes from outside, whatever the sender wrote. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import type { Slot } from '../../src/core/message.ts'
import { aFile, aFinding, aLink, aMessage, givenPolicy, link } from '../policy/given.ts'
import { releaseOf } from './given.ts'

const NASTY = [
  '"><script>alert(1)</script>',
  "' onmouseover='alert(1)",
  '</a><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  'https://evil.example/',
  'www.evil.example',
  '&lt;script&gt;',
  '&#x6a;avascript:',
  '\u202egnp.exe',
  '\u0000\r\n',
  '\ud800',
  '<svg/onload=alert(1)>',
  '`+x+`',
  ' (https://evil.example/) ',
]
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ maxLength: 12, unit: 'binary' })), { maxLength: 3 })
  .map((pieces) => pieces.join(''))
const url = fc.constantFrom(
  'https://evil.example/',
  'https://evil.example/?"onclick="x',
  'http://a@evil.example/\'">',
  'mailto:a@example.com?x="',
  'javascript:alert(1)',
  'data:text/html,<script>',
  null,
)
const code = fc.constantFrom('LINK_USERINFO', 'LINK_DANGEROUS_SCHEME', 'LINK_LATER', null)
const slotKind = fc.constantFrom('link', 'link-open', 'link-close', 'image')

const given = fc.record({
  links: fc.array(fc.record({ untrustedUrl: hostile, url, shownText: fc.option(hostile), code }), { minLength: 1, maxLength: 3 }),
  slots: fc.array(fc.record({ at: fc.nat(14), kind: slotKind, link: fc.nat(3), alt: hostile }), { maxLength: 8 }),
  subject: hostile,
  name: hostile,
})

describe('build', () => {
  it('never lets out an element, an attribute or an address that we did not write', () => {
    fc.assert(
      fc.property(given, ({ links, slots, subject, name }) => {
        // Inside an element and outside of it, never in the middle of a tag: that is where parsing puts slots.
        const body = '<p>Hello all</p>'
        const made: Slot[] = slots
          .map((slot): Slot => {
            const at = Math.min(3 + slot.at, 12)
            if (slot.kind === 'image') return { at, kind: 'image', alt: slot.alt, from: 'remote', cid: null, width: null, height: null }
            return { at, kind: slot.kind as 'link', linkId: `l${slot.link + 1}` }
          })
          .sort((a, b) => a.at - b.at)
        const message = aMessage({
          links: links.map(({ untrustedUrl, url, shownText }, at) => aLink(`l${at + 1}`, { untrustedUrl, url, shownText })),
          subject,
          text: { body: 'Hello all    ', slots: made },
          html: { body, slots: made },
          parts: [aFile('p2', { untrustedName: name })],
        })
        const findings = links.flatMap(({ code }, at) => (code === null ? [] : [aFinding(`f${at}`, code, link(`l${at + 1}`), 'critical')]))
        const release = releaseOf({ message, findings })

        let depth = 0
        const parser = new Parser({
          onopentag(element, attributes) {
            if (element === 'a') {
              depth += 1
              expect(Object.keys(attributes)).toEqual(['href', 'rel', 'target'])
              expect(attributes.href).toMatch(/^(?:https:\/\/gate\.example\/l\/|mailto:)/)
            } else if (element === 'img') {
              expect(Object.keys(attributes)).toEqual(['alt', 'style'])
              expect(attributes.alt).not.toMatch(/(?:https?|ftp):\/\/|www\.(?=\w)/i)
            } else {
              expect(element).toBe('p')
              expect(attributes).toEqual({})
            }
            expect(depth).toBeLessThanOrEqual(1)
          },
          onclosetag(element) {
            if (element === 'a') depth -= 1
          },
          oncomment() {
            throw new Error('a comment')
          },
        })
        parser.end(release.html ?? '')
        const straightOut = /(?:https?|ftp):\/\/(?!gate\.example\/l\/)|www\.(?=\w)/i
        expect(release.text).not.toMatch(straightOut)
        expect(release.subject).not.toMatch(straightOut)
        for (const made of [release.subject, release.files[0]!.name])
          expect(made).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
        expect(release.files[0]!.name).not.toMatch(/[\\/:*?"<>|]|^\.|^$/)
        expect(JSON.stringify(release)).not.toMatch(/\\ud[89a-f]/)
      }),
      { numRuns: 120 },
    )
  })

  it('never keeps a word of a message that is held or blocked', () => {
    const message = aMessage({ subject: 'SECRET', text: { body: 'SECRET', slots: [] }, html: { body: 'SECRET', slots: [] } })
    for (const action of ['hold', 'block']) {
      const policy = givenPolicy({ message: { findings: { HTML_FORM: action } } })
      const release = releaseOf({ message, policy, findings: [aFinding('f1', 'HTML_FORM', { kind: 'message', id: 'm' })] })
      expect(release).toMatchObject({ subject: null, text: null, html: null, links: [] })
      expect(JSON.stringify(release)).not.toContain('SECRET')
      expect(release.notices.map((notice) => [notice.for, notice.code])).toEqual([
        ['agent', 'HTML_FORM'],
        ['sender', 'HTML_FORM'],
      ])
    }
  })
})
