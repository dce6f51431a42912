import { describe, expect, it } from '@jest/globals'
import { openBudget } from '../../../src/parse/budget.ts'
import { parseMail } from '../../../src/parse/mime/mail.ts'
import { base64, content, multipart, multipartLines, outline, parse, raw } from './compose.ts'

const TEXT = ['Content-Type: text/plain', '', 'words']
const EXE = ['Content-Type: application/octet-stream; name=a.exe', 'Content-Transfer-Encoding: base64', '', base64('MZ')]
const INNER = ['Subject: inner', ...multipartLines('mixed', 'inner', TEXT, EXE)]

/** A message in a message in a message, `depth` times. */
function nested(depth: number): string[] {
  return depth === 0 ? ['Content-Type: text/plain', '', 'core'] : ['Content-Type: message/rfc822', '', ...nested(depth - 1)]
}

describe('attached messages', () => {
  it('are a file with their bytes, followed by all that is in them, as files', () => {
    const mail = parse(multipart('mixed', TEXT, ['Content-Type: message/rfc822', '', ...INNER], EXE))
    expect(outline(mail)).toEqual([
      'text text/plain',
      'file message/rfc822',
      'file text/plain < 1',
      'file application/octet-stream a.exe < 1',
      'file application/octet-stream a.exe',
    ])
    expect(content(mail, 1)).toMatch(/^Subject: inner\r\nContent-Type: multipart\/mixed/)
    expect(content(mail, 2)).toBe('words')
    expect(mail.leaves[2]?.text).toBeNull()
    expect(content(mail, 3)).toBe('MZ')
  })

  it.each<[string, string[]]>([
    [
      'sent as base64, which RFC 2046 5.2.1 forbids',
      ['Content-Type: message/rfc822', 'Content-Transfer-Encoding: base64', '', base64(raw(...INNER))],
    ],
    [
      'told by their name alone',
      ['Content-Type: application/octet-stream; name="Fwd.EML"', 'Content-Transfer-Encoding: base64', '', base64(raw(...INNER))],
    ],
    ['saved as a web page', ['Content-Type: application/octet-stream; name=page.mht', '', ...INNER]],
    [
      'with the separator line of an mbox file',
      ['Content-Type: message/rfc822', '', 'From a@example.com Sat Nov 21 10:00:00 2026', ...INNER],
    ],
    ['in words of any language (RFC 6532)', ['Content-Type: message/global', '', ...INNER]],
  ])('are opened: %s', (_, part) => {
    const mail = parse(multipart('mixed', TEXT, part))
    expect(outline(mail).slice(2)).toEqual(['file text/plain < 1', 'file application/octet-stream a.exe < 1'])
    expect(content(mail, 3)).toBe('MZ')
  })

  it('are opened inside one another, each child naming the message that it is in', () => {
    const mail = parse(raw(...nested(3)))
    expect(mail.leaves.map((leaf) => leaf.parentIndex)).toEqual([null, 0, 1, 2])
    expect(content(mail, 3)).toBe('core')
    expect(mail.incomplete).toBeNull()
  })

  it('are what a digest holds when its parts have no type (RFC 2046 5.1.5)', () => {
    const mail = parse(multipart('digest', ['', 'Subject: one', '', 'first'], ['', 'Subject: two', '', 'second']))
    expect(outline(mail)).toEqual(['file message/rfc822', 'file text/plain < 0', 'file message/rfc822', 'file text/plain < 2'])
    expect(content(mail, 3)).toBe('second')
  })

  it('stand in a delivery report beside its words and its status', () => {
    const status = ['Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example.com']
    const mail = parse(
      multipart('report; report-type=delivery-status', TEXT, status, ['Content-Type: message/rfc822', '', 'Subject: lost', '', 'x']),
    )
    expect(outline(mail)).toEqual(['text text/plain', 'file message/delivery-status', 'file message/rfc822', 'file text/plain < 2'])
  })

  it('are left closed past the depth limit, their bytes kept, and the mail is incomplete', () => {
    const mail = parse(raw(...nested(6)), { maxDepth: 3 })
    expect(mail.leaves).toHaveLength(4)
    expect(mail.leaves[3]?.claimedType).toBe('message/rfc822')
    expect(content(mail, 3)).toContain('core')
    expect(mail.incomplete).toBe('MIME_TOO_DEEP')
    expect(parse(raw(...nested(3)), { maxDepth: 3 }).incomplete).toBeNull()
  })

  it('draw from the budget that all containers of a mail share', () => {
    const shallow = openBudget({ maxDepth: 2, maxEntries: 100, maxInflatedBytes: 1_000_000, maxRatio: 100 })
    expect(parseMail(raw(...nested(3)), shallow).incomplete).toBe('MIME_TOO_DEEP')
    const few = openBudget({ maxDepth: 8, maxEntries: 2, maxInflatedBytes: 1_000_000, maxRatio: 100 })
    const mail = parseMail(multipart('mixed', TEXT, ['Content-Type: message/rfc822', '', ...INNER]), few)
    expect(mail.incomplete).toBe('MIME_TOO_MANY_PARTS')
    const small = openBudget({ maxDepth: 8, maxEntries: 100, maxInflatedBytes: 10, maxRatio: 100 })
    const encoded = ['Content-Type: message/rfc822', 'Content-Transfer-Encoding: base64', '', base64(raw(...INNER))]
    expect(parseMail(multipart('mixed', encoded), small)).toMatchObject({ incomplete: 'MIME_TOO_BIG', leaves: [{ role: 'file' }] })
  })

  it('count the containers that their own mail was taken out of', () => {
    const budget = openBudget({ maxDepth: 2, maxEntries: 100, maxInflatedBytes: 1_000_000, maxRatio: 100 })
    expect(parseMail(raw(...nested(1)), budget, undefined, 1).incomplete).toBeNull()
    expect(parseMail(raw(...nested(1)), budget, undefined, 2)).toMatchObject({
      incomplete: 'MIME_TOO_DEEP',
      leaves: [{ claimedType: 'message/rfc822' }],
    })
  })
})
