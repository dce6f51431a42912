import { describe, expect, it } from '@jest/globals'
import { base64, multipart, multipartLines, outline, parse, raw } from './compose.ts'

const A = ['Content-Type: text/plain', '', 'one']
const B = ['Content-Type: text/html', '', '<p>two</p>']

function words(bytes: Buffer): (string | null)[] {
  return parse(bytes).leaves.map((leaf) => leaf.text)
}

describe('boundaries', () => {
  it('leave out preamble and epilogue (RFC 2046 5.1.1)', () => {
    const mail = raw('Content-Type: multipart/mixed; boundary=b', '', 'This is MIME.', '--b', ...A, '--b--', 'bye')
    expect(words(mail)).toEqual(['one'])
    expect(parse(mail).defects).toEqual([])
  })

  it('belong to the line before: the part has none at its end', () => {
    expect(words(raw('Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'one', '', '--b--'))).toEqual(['one\n'])
  })

  it('may carry blanks, and stand at the very start and end', () => {
    expect(words(raw('Content-Type: multipart/mixed; boundary="b "', '', '--b \t', ...A, '--b--  '))).toEqual(['one'])
    expect(words(raw('Content-Type: multipart/mixed; boundary=b', '--b', ...A, '--b--'))).toEqual(['one'])
  })

  it('are not cut by a longer one that begins the same', () => {
    const mail = multipart('mixed', multipartLines('alternative', 'b1', A, B), A)
    expect(words(mail)).toEqual(['one', '<p>two</p>', 'one'])
    expect(parse(mail).defects).toEqual([])
  })

  it('need not be closed: all parts are read, with a defect', () => {
    const mail = raw('Content-Type: multipart/mixed; boundary=b', '', '--b', ...A, '--b', ...B)
    expect(words(mail)).toEqual(['one', '<p>two</p>'])
    expect(parse(mail).defects).toEqual(['MIME_BOUNDARY_UNCLOSED'])
  })

  it('of the outer level end an inner level that was never closed', () => {
    const inner = ['Content-Type: multipart/alternative; boundary=c', '', '--c', ...A]
    expect(words(multipart('mixed', inner, B))).toEqual(['one', '<p>two</p>'])
  })

  it('that open again after closing are read on, for some mail programs do', () => {
    const mail = raw('Content-Type: multipart/mixed; boundary=b', '', '--b', ...A, '--b--', '', '--b', ...B, '--b--')
    expect(words(mail)).toEqual(['one', '<p>two</p>'])
    expect(parse(mail).defects).toEqual(['MIME_BOUNDARY_REOPENED'])
  })

  it('that serve two levels at once lose no part', () => {
    const mail = raw(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      ...multipartLines('alternative', 'b', A, B),
      '--b',
      ...A,
      '--b--',
    )
    expect(words(mail)).toEqual(['one', '<p>two</p>', 'one'])
  })

  it.each([
    ['missing', 'Content-Type: multipart/mixed'],
    ['empty', 'Content-Type: multipart/mixed; boundary=""'],
    ['another one than declared', 'Content-Type: multipart/mixed; boundary=other'],
  ])('are guessed from the body when the declared one is %s', (_, field) => {
    const mail = raw(field, '', '--b:1', ...A, '--b:1', ...B, '--b:1--')
    expect(words(mail)).toEqual(['one', '<p>two</p>'])
    expect(parse(mail).defects).toEqual(['MIME_BOUNDARY_MISSING'])
  })

  it('that cannot be guessed leave the body as words', () => {
    const mail = parse(raw('Content-Type: multipart/mixed; boundary=b', '', 'just words', '-- ', 'Anna'))
    expect(outline(mail)).toEqual(['text text/plain'])
    expect(mail.leaves[0]?.text).toBe('just words\n-- \nAnna')
    expect(mail.defects).toEqual(['MIME_BOUNDARY_MISSING'])
    expect(mail.incomplete).toBeNull()
  })

  it('are found in a multipart that was encoded as a whole (RFC 2045 6.4 forbids it)', () => {
    const body = raw('--b', ...A, '--b', ...B, '--b--')
    const mail = parse(raw('Content-Type: multipart/mixed; boundary=b', 'Content-Transfer-Encoding: base64', '', base64(body)))
    expect(mail.leaves.map((leaf) => leaf.text)).toEqual(['one', '<p>two</p>'])
    expect(mail.defects).toEqual(['MIME_MULTIPART_ENCODED'])
  })

  it('directly below the header are no field of it, colon or not', () => {
    const mail = parse(raw('Content-Type: multipart/mixed; boundary="--9=:1"', '----9=:1', ...A, '----9=:1--'))
    expect(mail.leaves.map((leaf) => leaf.text)).toEqual(['one'])
    expect(mail.defects).toEqual(['MIME_HEADER_UNCLOSED'])
  })

  it('nested past the limit leave the rest as one file, and the mail is incomplete', () => {
    const deep = (depth: number): readonly string[] => (depth === 0 ? A : multipartLines('mixed', `b${depth}`, deep(depth - 1)))
    expect(words(raw(...deep(5)))).toEqual(['one'])
    const mail = parse(raw(...deep(5)), { maxDepth: 3 })
    expect(outline(mail)).toEqual(['file multipart/mixed'])
    expect(mail.incomplete).toBe('MIME_TOO_DEEP')
  })
})
