import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { readMailHeader } from '../../../src/parse/mime/header.ts'
import { DEFAULT_MAIL_LIMITS, type ParsedMail } from '../../../src/parse/mime/mail.ts'
import { base64, multipart, multipartLines, parse, raw } from './compose.ts'

const SEED = multipart(
  'mixed',
  multipartLines(
    'alternative',
    'c',
    ['Content-Type: text/plain; charset=utf-16', '', 'a\0b\0'],
    ['Content-Type: text/html', 'Content-Transfer-Encoding: quoted-printable', '', '<meta charset=utf-7>=3D+2AA-'],
  ),
  [
    'Content-Type: message/rfc822',
    '',
    'Subject: =?utf-16be?B?2AA=?=',
    'Content-Type: multipart/digest; boundary=d',
    '',
    '--d',
    '',
    'From: x',
    '',
    'begin 644 a\r\n#86)C\r\nend',
    '--d--',
  ],
  ["Content-Type: application/pdf; name*0*=utf-8''%00%ff; name*1=x", 'Content-Transfer-Encoding: base64', '', base64('x'.repeat(100))],
)

/** Every promise about the shape of a parsed mail. */
function expectSound(mail: ParsedMail): void {
  const strings = [
    mail.subject,
    mail.messageIdHeader,
    ...[mail.from, mail.replyTo, ...mail.to, ...mail.cc].flatMap((one) => [one?.address, one?.name]),
    ...mail.headers.flatMap((field) => [field.name, field.value]),
    ...mail.leaves.flatMap((leaf) => [leaf.claimedType, leaf.charset, leaf.untrustedName, leaf.cid, leaf.text]),
  ].filter((text) => typeof text === 'string')
  expect(strings.filter((text) => text.includes('\0') || !text.isWellFormed())).toEqual([])
  expect(mail.leaves.map((leaf) => leaf.index)).toEqual(mail.leaves.map((_, at) => at))
  for (const leaf of mail.leaves) {
    expect(leaf.claimedType).toMatch(/^[^\s/]+\/[^\s/]+$/)
    expect(leaf.parentIndex === null || leaf.parentIndex < leaf.index).toBe(true)
    expect(leaf.parentIndex === null || leaf.role === 'file').toBe(true)
    expect(leaf.text === null).toBe(leaf.role === 'file')
    expect(leaf.view === null).toBe(leaf.role === 'file')
  }
  expect(mail.leaves.length).toBeLessThanOrEqual(DEFAULT_MAIL_LIMITS.maxParts)
  expect(mail.defects.concat(mail.incomplete ?? []).filter((code) => !/^MIME_[A-Z_]+$/.test(code))).toEqual([])
}

describe('parseMail, on hostile bytes', () => {
  it('never throws and always gives a sound mail for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expectSound(parse(bytes))
        readMailHeader(bytes)
      }),
      { numRuns: 300 },
    )
  })

  it('never throws and always gives a sound mail for a mutated one', () => {
    const edit = fc.record({
      at: fc.nat(SEED.length),
      drop: fc.nat(40),
      put: fc.oneof(
        fc.uint8Array({ maxLength: 4 }),
        fc
          .constantFrom('\r', '\n', '\r\n\r\n', '--b', '--c--', ';', '"', '(', '=', '\0', '=?', 'message/rfc822')
          .map((text) => Buffer.from(text)),
      ),
    })
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        let bytes = SEED
        for (const { at, drop, put } of edits) bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + drop)])
        expectSound(parse(bytes))
      }),
      { numRuns: 800 },
    )
  })

  it('never throws for a mail that is cut at any byte', () => {
    for (let end = 0; end <= SEED.length; end += 1) expectSound(parse(SEED.subarray(0, end)))
  })

  it('gives the same mail for the same bytes', () => {
    expect(parse(SEED)).toEqual(parse(SEED))
  })
})

/** Each of these costs some parser its square; here a megabyte of it is read well within the time that a test has. */
describe('parseMail, on a megabyte of', () => {
  const M = 1_000_000
  const type = (value: string, body: string): Buffer => raw(`Content-Type: ${value}`, '', body)
  it.each<[string, () => Buffer]>([
    ['newlines', () => Buffer.alloc(M, '\n')],
    ['carriage returns', () => Buffer.alloc(M, '\r')],
    ['trailing blanks in quoted-printable', () => raw('Content-Transfer-Encoding: quoted-printable', '', ' '.repeat(M))],
    ['equals signs and blanks in quoted-printable', () => raw('Content-Transfer-Encoding: quoted-printable', '', '= '.repeat(M / 2))],
    ['padding in base64', () => raw('Content-Transfer-Encoding: base64', '', 'a='.repeat(M / 2))],
    ['attached messages inside one another', () => Buffer.from('Content-Type: message/rfc822\n\n'.repeat(M / 30))],
    [
      'multiparts inside one another',
      () => Buffer.from(Array.from({ length: 20_000 }, (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\n\n--b${at}\n`).join('')),
    ],
    ['multiparts that share a boundary', () => Buffer.from('Content-Type: multipart/mixed; boundary=b\n\n--b\n'.repeat(M / 47))],
    ['delimiters', () => type('multipart/mixed; boundary=b', '--b\n'.repeat(M / 4))],
    ['closing delimiters', () => type('multipart/mixed; boundary=b', '--b--\n'.repeat(M / 6))],
    ['lines that are nearly delimiters', () => type('multipart/mixed; boundary=b', `--b${' '.repeat(500)}x\n`.repeat(M / 500))],
    ['lines that might be a boundary', () => type('multipart/mixed', `--${'- '.repeat(150)}\n`.repeat(M / 300))],
    ['header in one line', () => Buffer.from(`Subject: ${'a'.repeat(M)}`)],
    ['header without any colon', () => Buffer.from('abc\n'.repeat(M / 4))],
    ['uuencode beginnings', () => raw('Subject: a', '', 'begin 644 a\n'.repeat(M / 12))],
    ['UTF-7', () => type('text/plain; charset=utf-7', '+'.repeat(M))],
    ['shifts of UTF-7', () => type('text/plain; charset=utf-7', '+AGE-'.repeat(M / 5))],
  ])('%s', (_, make) => {
    expectSound(parse(make()))
  })

  it.each<[string, string]>([
    ['openings of encoded words', `Subject: ${'=?utf-8?q?'.repeat(20_000)}`],
    ['encoded words', `Subject: ${'=?utf-8?b?YQ==?= '.repeat(12_000)}`],
    ['brackets', `From: ${'<'.repeat(200_000)}`],
    ['comments', `From: ${'('.repeat(200_000)}`],
    ['blanks around at signs', `To: ${` @${' '.repeat(1_000)},`.repeat(200)}`],
    ['backslashes', `To: "${'\\'.repeat(200_000)}`],
    ['parameters without semicolons', `Content-Type: a/b${' c=d'.repeat(50_000)}`],
    ['blanks in a type', `Content-Type: text${' '.repeat(200_000)}x`],
    ['an open Message-ID', `Message-ID: <${' '.repeat(200_000)}`],
    ['folding', `Subject: a\n${' \n'.repeat(4_000)}`],
    ['carriage returns in a field', `X: 1\nSubject: a${'\r'.repeat(200_000)}`],
  ])('(as much as a header holds) %s', (_, header) => {
    const mail = parse(Buffer.from(`${header}\n\nwords`))
    expectSound(mail)
    expect(mail.leaves).toHaveLength(1)
  })
})
