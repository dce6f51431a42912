import { describe, expect, it } from '@jest/globals'
import { straightenLineEnds } from '../../../src/parse/mime/line-end.ts'
import { base64, multipart, multipartLines, parse } from './compose.ts'

const MAIL = multipart(
  'mixed',
  multipartLines(
    'alternative',
    'c',
    ['Content-Type: text/plain; charset=utf-8', '', 'first', '', 'second'],
    ['Content-Type: text/html', 'Content-Transfer-Encoding: quoted-printable', '', '<p>=', 'x =20', '</p>'],
  ),
  ['Content-Type: message/rfc822', '', 'Subject: folded', '  subject', '', 'inner'],
  ['Content-Type: application/pdf;', ' name="a.pdf"', 'Content-Transfer-Encoding: base64', '', base64('x'.repeat(200))],
).toString('latin1')

function seen(text: string): unknown {
  const mail = parse(Buffer.from(text, 'latin1'))
  return mail.leaves.map((leaf) => [
    leaf.role,
    leaf.claimedType,
    leaf.untrustedName,
    leaf.text ?? Buffer.from(leaf.bytes).toString('latin1').replace(/\r\n?/g, '\n'),
  ])
}

describe('line ends', () => {
  it('as CRLF, LF or bare CR give the same mail', () => {
    const crlf = seen(MAIL)
    expect(crlf).toHaveLength(5)
    expect(seen(MAIL.replaceAll('\r\n', '\n'))).toEqual(crlf)
    expect(seen(MAIL.replaceAll('\r\n', '\r'))).toEqual(crlf)
    expect(seen(MAIL.replaceAll('\r\n', '\r\r\n'))).toEqual(crlf)
  })

  it('as bare CR are a defect', () => {
    expect(parse(Buffer.from('Subject: a\r\rwords\r')).defects).toEqual(['MIME_BARE_CR'])
    expect(parse(Buffer.from('Subject: a\r\n\r\none\rtwo')).defects).toEqual(['MIME_BARE_CR'])
    expect(parse(Buffer.from('Subject: a\rBcc: b\r\n\r\nx')).defects).toEqual(['MIME_BARE_CR'])
    expect(parse(Buffer.from('Subject: a\r\n\r\none\r\ntwo')).defects).toEqual([])
  })

  it('are never touched within a mail whose first line ends well', () => {
    const bytes = Buffer.from('Subject: a\r\n\r\n\rbinary\r\r\n')
    expect(straightenLineEnds(bytes).bytes.equals(bytes)).toBe(true)
    const mail = parse(Buffer.from('Content-Type: application/x-thing\r\nContent-Transfer-Encoding: binary\r\n\r\na\rb\r\r\nc'))
    expect(Buffer.from(mail.leaves[0]?.bytes ?? []).toString('latin1')).toBe('a\rb\r\r\nc')
  })
})
