import { describe, expect, it } from '@jest/globals'
import { DEFAULT_HEADER_LIMITS, readHeaderBlock, readId, readMailHeader } from '../../../src/parse/mime/header.ts'
import { raw, utf8 } from './compose.ts'

function fields(bytes: Buffer): string[] {
  return readHeaderBlock(bytes, DEFAULT_HEADER_LIMITS).fields.map((field) => `${field.name}=${field.value}`)
}

function read(bytes: Buffer): { readonly fields: string[]; readonly body: string; readonly defects: readonly string[] } {
  const block = readHeaderBlock(bytes, DEFAULT_HEADER_LIMITS)
  return { fields: fields(bytes), body: bytes.toString('latin1', block.bodyStart), defects: block.defects }
}

describe('readHeaderBlock', () => {
  it('unfolds, trims, and takes names in any case and with blanks before the colon', () => {
    expect(fields(raw('SUBJECT : one', ' two', '\tthree', 'X-Empty:', '', 'body'))).toEqual(['subject=one two\tthree', 'x-empty='])
  })

  it('takes a line of blanks within the header as folding (RFC 5322 4.2)', () => {
    expect(fields(raw('A: 1', ' ', 'B: 2', '', 'body'))).toEqual(['a=1', 'b=2'])
  })

  it('reads raw 8-bit characters as UTF-8 when they are, as windows-1252 otherwise (RFC 6532)', () => {
    expect(fields(raw(`Subject: ${utf8('Åsa €')}`, 'X: \xc5sa \x80', '', ''))).toEqual(['subject=Åsa €', 'x=Åsa €'])
  })

  it('begins the body at the first line that is no field when the empty line is missing', () => {
    expect(read(raw('Subject: a', 'Dear all,', 'regards'))).toEqual({
      fields: ['subject=a'],
      body: 'Dear all,\r\nregards',
      defects: ['MIME_HEADER_UNCLOSED'],
    })
    expect(read(raw('words only', 'more'))).toEqual({ fields: [], body: 'words only\r\nmore', defects: [] })
  })

  it('gives a folded line that lost its blank back to its field when fields follow', () => {
    const block = read(raw('Content-Type: application/zip;', 'name="a.zip"', 'Content-Disposition: attachment', '', 'x'))
    expect(block.fields).toEqual(['content-type=application/zip; name="a.zip"', 'content-disposition=attachment'])
    expect(block.defects).toEqual(['MIME_HEADER_LINE'])
  })

  it('reads a first field that is indented', () => {
    expect(read(raw(' From: a@example.com', 'Subject: b', '', 'x'))).toEqual({
      fields: ['from=a@example.com', 'subject=b'],
      body: 'x',
      defects: ['MIME_HEADER_LINE'],
    })
  })

  it('has no NUL and no bare CR in a value', () => {
    expect(read(raw('Subject: a\0b\rBcc: c', '', ''))).toMatchObject({ fields: ['subject=a\uFFFDb Bcc: c'], defects: ['MIME_BARE_CR'] })
  })
})

describe('readMailHeader', () => {
  it('reads what intake needs from the beginning of a mail that is cut anywhere', () => {
    const whole = raw('Message-ID: <m@example.com>', 'From: Anna <anna@example.com>', 'Subject: =?utf-8?Q?h=C3=A9?=', 'To: b@exam')
    expect(readMailHeader(whole)).toEqual({
      messageIdHeader: 'm@example.com',
      from: { address: 'anna@example.com', name: 'Anna' },
      subject: 'hé',
    })
    for (let end = 0; end < whole.length; end += 1) expect(() => readMailHeader(whole.subarray(0, end))).not.toThrow()
  })

  it.each<[string, Buffer]>([
    ['empty lines', raw('', '', 'Message-ID: <m@x>', '', 'x')],
    ['a UTF-8 mark', Buffer.from('\uFEFFMessage-ID: <m@x>\n\nx')],
    ['the separator line of an mbox file', raw('From a@b Sat Nov 21 10:00:00 2026', 'Message-ID: <m@x>', '', 'x')],
    ['nothing, and bare CR for line ends', Buffer.from('Subject: a\rMessage-ID: <m@x>\r\rx')],
  ])('sees past %s', (_, bytes) => {
    expect(readMailHeader(bytes).messageIdHeader).toBe('m@x')
  })

  it('has nothing to say about bytes that are no mail', () => {
    expect(readMailHeader(Buffer.from([0, 255, 10, 13, 0]))).toEqual({ messageIdHeader: null, from: null, subject: null })
  })
})

describe('readId', () => {
  it.each([
    ['<a@b>', 'a@b'],
    ['  < a@b >  ', 'a@b'],
    ['a@b', 'a@b'],
    ['<a@b> (comment) <c@d>', 'a@b'],
    ['<a@b', 'a@b'],
    ['<>', null],
    ['', null],
  ])('%j is %j', (written, id) => {
    expect(readId(written)).toBe(id)
  })
})
