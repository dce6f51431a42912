import { describe, expect, it } from '@jest/globals'
import { base64, content, multipart, multipartLines, outline, parse, raw, utf8 } from './compose.ts'

const TEXT = ['Content-Type: text/plain; charset=utf-8', '', 'words']
const HTML = ['Content-Type: text/html; charset=utf-8', '', '<p>words</p>']
const PNG = ['Content-Type: image/png; name=a.png', 'Content-ID: <logo@x>', 'Content-Transfer-Encoding: base64', '', base64('png')]
const PDF = [
  'Content-Type: application/pdf',
  'Content-Disposition: attachment; filename="invoice.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  base64('%PDF-1.7'),
]

describe('parseMail, the header', () => {
  it('reads who, to whom, what about and when', () => {
    const mail = parse(
      raw(
        'Message-ID: <m1@example.com>',
        'From: =?utf-8?Q?=C3=85sa?= <asa@example.com>',
        'Reply-To: other@example.com',
        'To: Support <help@example.org>, b@example.org',
        'Cc: team: c@example.org, d@example.org;',
        'Subject: =?utf-8?B?RmFrdHVyYQ==?= 7',
        'Date: Sat, 21 Nov 2026 10:00:00 +0100',
        '',
        'words',
      ),
    )
    expect(mail).toMatchObject({
      messageIdHeader: 'm1@example.com',
      from: { address: 'asa@example.com', name: 'Åsa' },
      replyTo: { address: 'other@example.com' },
      to: [{ address: 'help@example.org', name: 'Support' }, { address: 'b@example.org' }],
      cc: [{ address: 'c@example.org' }, { address: 'd@example.org' }],
      subject: 'Faktura 7',
      date: '2026-11-21T09:00:00.000Z',
      defects: [],
      incomplete: null,
    })
    expect(mail.headers[1]).toEqual({ name: 'from', value: '=?utf-8?Q?=C3=85sa?= <asa@example.com>' })
  })

  it('says that there is more than one sender, and takes the first', () => {
    const two = parse(raw('From: a@example.com', 'From: b@example.com', '', 'x'))
    expect(two.from).toEqual({ address: 'a@example.com' })
    expect(two.defects).toContain('MIME_FROM_MULTIPLE')
    expect(parse(raw('From: a@example.com, b@example.com', '', 'x')).defects).toContain('MIME_FROM_MULTIPLE')
    expect(parse(raw('From: "b@example.com" <a@example.com>', '', 'x')).defects).toEqual([])
  })

  it('has null where there is nothing to read', () => {
    expect(parse(raw('From: ', 'Date: soon', 'Message-ID: <>', '', 'x'))).toMatchObject({
      from: null,
      replyTo: null,
      to: [],
      date: null,
      subject: null,
      messageIdHeader: null,
    })
  })

  it('bounds the values that it hands on, not those that it reads', () => {
    const subject = 'x'.repeat(500)
    const mail = parse(raw(`Subject: ${subject}`, '', 'x'), { maxHeaderValueCharacters: 100 })
    expect(mail.headers[0]?.value).toHaveLength(100)
    expect(mail.subject).toBe(subject)
  })

  it('reads no more recipients than allowed and says so', () => {
    const mail = parse(raw(`To: ${'a@b.c, '.repeat(50)}`, 'Cc: d@e.f', '', 'x'), { maxAddresses: 10 })
    expect(mail.to).toHaveLength(10)
    expect(mail.cc).toHaveLength(0)
    expect(mail.defects).toContain('MIME_ADDRESSES_TOO_MANY')
  })
})

describe('parseMail, words and files (RFC 8621 4.1.4)', () => {
  it('takes a mail without any MIME field as plain words', () => {
    const mail = parse(raw('Subject: hi', '', 'first', 'second', ''))
    expect(outline(mail)).toEqual(['text text/plain'])
    expect(mail.leaves[0]).toMatchObject({ text: 'first\nsecond\n', view: 'both', charset: null, parentIndex: null, index: 0 })
  })

  it.each<[string, Buffer, string[], (string | null)[]]>([
    ['an alternative', multipart('alternative', TEXT, HTML), ['text text/plain', 'html text/html'], ['text', 'html']],
    ['an alternative of HTML alone', multipart('alternative', HTML), ['html text/html'], ['both']],
    [
      'words, a file, and words below it',
      multipart('mixed', TEXT, PDF, TEXT),
      ['text text/plain', 'file application/pdf invoice.pdf', 'text text/plain'],
      ['both', null, 'both'],
    ],
    [
      'an alternative with a footer',
      multipart('mixed', multipartLines('alternative', 'c', TEXT, HTML), TEXT),
      ['text text/plain', 'html text/html', 'text text/plain'],
      ['text', 'html', 'both'],
    ],
    [
      'HTML with its pictures',
      multipart('alternative', TEXT, multipartLines('related', 'c', HTML, PNG)),
      ['text text/plain', 'html text/html', 'file image/png a.png'],
      ['text', 'html', null],
    ],
    [
      'a picture between words',
      multipart('mixed', TEXT, PNG, TEXT),
      ['text text/plain', 'file image/png a.png', 'text text/plain'],
      ['both', null, 'both'],
    ],
    [
      'a calendar entry in an alternative',
      multipart('alternative', TEXT, ['Content-Type: text/calendar', '', 'x']),
      ['text text/plain', 'file text/calendar'],
      ['both', null],
    ],
    [
      'words and HTML within one choice of an alternative',
      multipart('alternative', multipartLines('mixed', 'c', TEXT, HTML)),
      ['text text/plain', 'html text/html'],
      ['text', 'html'],
    ],
  ])('%s', (_, bytes, leaves, views) => {
    const mail = parse(bytes)
    expect(outline(mail)).toEqual(leaves)
    expect(mail.leaves.map((leaf) => leaf.view)).toEqual(views)
    expect(mail.defects).toEqual([])
    expect(mail.incomplete).toBeNull()
  })

  it('takes named words below the first part as a file, and attached words always', () => {
    const named = ['Content-Type: text/plain; name=log.txt', '', 'log']
    const attached = ['Content-Type: text/html', 'Content-Disposition: attachment', '', '<p>']
    expect(outline(parse(multipart('mixed', TEXT, named)))).toEqual(['text text/plain', 'file text/plain log.txt'])
    expect(outline(parse(multipart('mixed', named, TEXT)))).toEqual(['text text/plain log.txt', 'text text/plain'])
    expect(outline(parse(multipart('mixed', attached, TEXT)))).toEqual(['file text/html', 'text text/plain'])
    expect(parse(multipart('mixed', attached)).leaves[0]).toMatchObject({ disposition: 'attachment', text: null })
  })

  it('takes an unknown disposition as attachment (RFC 2183 2.8)', () => {
    const mail = parse(multipart('mixed', TEXT, ['Content-Type: text/plain', 'Content-Disposition: foo', '', 'x']))
    expect(mail.leaves[1]).toMatchObject({ role: 'file', disposition: 'attachment' })
  })

  it('walks into a signed mail and leaves a sealed one as a file', () => {
    const signature = ['Content-Type: application/pgp-signature; name=signature.asc', '', 'sig']
    expect(outline(parse(multipart('signed', TEXT, signature)))).toEqual([
      'text text/plain',
      'file application/pgp-signature signature.asc',
    ])
    const sealed = parse(
      raw('Content-Type: application/pkcs7-mime; name=smime.p7m', 'Content-Transfer-Encoding: base64', '', base64('sealed')),
    )
    expect(outline(sealed)).toEqual(['file application/pkcs7-mime smime.p7m'])
    expect(content(sealed, 0)).toBe('sealed')
  })

  it('hands over the bytes, the name and the Content-ID of a file', () => {
    const mail = parse(multipart('mixed', TEXT, PNG))
    expect(mail.leaves[1]).toMatchObject({ cid: 'logo@x', untrustedName: 'a.png', text: null, index: 1 })
    expect(content(mail, 1)).toBe('png')
  })

  it('keeps what a file name hides, for those that look at it, and only replaces NUL', () => {
    const name = utf8('inv\u202Efdp.exe')
    const mail = parse(
      multipart('mixed', TEXT, ['Content-Type: application/pdf', `Content-Disposition: attachment; filename="../${name}"`, '', 'x']),
    )
    expect(mail.leaves[1]?.untrustedName).toBe('../inv\u202Efdp.exe')
    const split = parse(
      multipart('mixed', TEXT, ['Content-Type: a/b', "Content-Disposition: attachment; filename*=utf-8''a%0D%0Ab%00.exe", '', 'x']),
    )
    expect(split.leaves[1]?.untrustedName).toBe('a\r\nb\uFFFD.exe')
  })

  it('cuts the middle of an endless name and never its extension', () => {
    const mail = parse(raw(`Content-Type: application/pdf; name="${'a'.repeat(5_000)}.exe"`, '', 'x'))
    expect(mail.leaves[0]?.untrustedName).toHaveLength(1_024)
    expect(mail.leaves[0]?.untrustedName).toMatch(/a…a+\.exe$/)
    expect(mail.defects).toContain('MIME_NAME_TOO_LONG')
  })
})

describe('parseMail, broken part headers', () => {
  it('takes an invalid type as words, and as a file when it has a name', () => {
    const words = parse(raw('Content-Type: <html>', '', 'x'))
    expect(outline(words)).toEqual(['text text/plain'])
    expect(words.defects).toContain('MIME_TYPE_INVALID')
    expect(outline(parse(raw('Content-Type: pdf; name=a.pdf', '', 'x')))).toEqual(['file application/octet-stream a.pdf'])
  })

  it('reads bytes of an unknown transfer encoding as they are, with a defect', () => {
    const mail = parse(raw('Content-Transfer-Encoding: rot13', '', 'uryyb'))
    expect(mail.leaves[0]?.text).toBe('uryyb')
    expect(mail.defects).toEqual(['MIME_ENCODING_UNKNOWN'])
  })

  it.each(['BASE64', '"base64"', 'base64;', ' base64 (really)'])('reads %j as base64', (written) => {
    const mail = parse(raw(`Content-Transfer-Encoding: ${written}`, '', 'aGk='))
    expect(mail.leaves[0]?.text).toBe('hi')
    expect(mail.defects).toEqual([])
  })

  it('takes the first of two contradicting fields and says that they contradict', () => {
    const mail = parse(raw('Content-Transfer-Encoding: base64', 'Content-Transfer-Encoding: 7bit', '', 'aGk='))
    expect(mail.leaves[0]?.text).toBe('hi')
    expect(mail.defects).toEqual(['MIME_HEADER_DUPLICATE'])
    expect(parse(raw('Content-Type: text/plain', 'Content-Type: text/plain', '', 'x')).defects).toEqual([])
  })
})

describe('parseMail, incompleteness', () => {
  it('is empty and complete for no bytes at all', () => {
    expect(parse(Buffer.alloc(0))).toMatchObject({ leaves: [{ role: 'text', text: '' }], incomplete: null })
  })

  it('is complete for a mail of a subject alone', () => {
    expect(parse(raw('Subject: call me', '', '')).incomplete).toBeNull()
  })

  it.each([
    ['blank lines alone', raw('', '', '')],
    ['base64 that decodes to nothing', raw('Content-Transfer-Encoding: base64', '', '!!!!')],
    ['a multipart whose parts cannot be told', raw('Content-Type: multipart/mixed; boundary=a--', '', '--a----', 'x')],
  ])('says MIME_EMPTY when nothing could be read from something: %s', (_, bytes) => {
    expect(parse(bytes).incomplete).toBe('MIME_EMPTY')
  })

  it('reads the header alone of a mail over the limit', () => {
    const mail = parse(raw('Subject: big', '', 'x'.repeat(1_000)), { maxBytes: 1_000 })
    expect(mail).toMatchObject({ subject: 'big', leaves: [], incomplete: 'MIME_TOO_BIG' })
  })

  it('says that a fragment of a mail cannot be looked into (RFC 2046 5.2.2)', () => {
    expect(parse(raw('Content-Type: message/partial; id=x; number=1; total=2', '', 'TVqQ')).incomplete).toBe('MIME_PARTIAL')
  })

  it('stops at the limit of parts', () => {
    const mail = parse(multipart('mixed', ...Array.from({ length: 30 }, () => TEXT)), { maxParts: 10 })
    expect(mail.leaves).toHaveLength(9)
    expect(mail.incomplete).toBe('MIME_TOO_MANY_PARTS')
  })

  it('reads on behind a header that is too big, and says so', () => {
    const mail = parse(raw('Subject: a', ...Array.from({ length: 100 }, () => 'X-Filler: yes'), '', 'words'), { maxHeaderBytes: 500 })
    expect(mail).toMatchObject({ subject: 'a', incomplete: 'MIME_HEADER_TOO_BIG', leaves: [{ text: 'words' }] })
    const lines = parse(raw('Subject: a', ...Array.from({ length: 100 }, () => ' folded'), '', 'words'), { maxHeaderLines: 20 })
    expect(lines).toMatchObject({ incomplete: 'MIME_HEADER_TOO_BIG', leaves: [{ text: 'words' }] })
  })
})
