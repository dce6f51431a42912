/** What is cut out of a mail is gone, and everything else reads as it did before. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { areInOrder, leafSpans, withoutSpans } from '../../../src/parse/mime/cut.ts'
import { straightenLineEnds } from '../../../src/parse/mime/line-end.ts'
import { base64, content, multipart, multipartLines, outline, parse, raw } from './compose.ts'

const TEXT = ['Content-Type: text/plain', '', 'Hello']
const PDF = ['Content-Type: application/pdf; name=a.pdf', 'Content-Disposition: attachment', 'Content-Transfer-Encoding: base64', '']
const aPdf = (body: string) => [...PDF, base64(body)]

function cut(mail: Uint8Array, ...wanted: readonly number[]): Buffer {
  return withoutSpans(straightenLineEnds(mail).bytes, leafSpans(mail, new Set(wanted)))
}

describe('the bytes of a part', () => {
  it('are cut out, with header and name left, and all others as they were', () => {
    const mail = multipart('mixed', TEXT, aPdf('%PDF-1.7 secret'), aPdf('%PDF-1.7 other'))
    const left = parse(cut(mail, 1))
    expect(outline(left)).toEqual(outline(parse(mail)))
    expect([0, 1, 2].map((at) => content(left, at))).toEqual(['Hello', '', '%PDF-1.7 other'])
    expect(cut(mail, 1).toString()).not.toContain(base64('%PDF-1.7 secret'))
    expect(mail.length - cut(mail, 1).length).toBe(base64('%PDF-1.7 secret').length)
  })

  it('are cut out of all parts at once, in any encoding, and of the only one', () => {
    const quoted = ['Content-Type: text/csv; name=a.csv', 'Content-Transfer-Encoding: quoted-printable', '', 'a=3Db=\r\nc']
    const mail = multipart('mixed', TEXT, quoted, ['Content-Type: text/html', '', '<p>x</p>'])
    const left = parse(cut(mail, 0, 1, 2))
    expect(left.leaves.map(({ bytes }) => bytes.length)).toEqual([0, 0, 0])
    const alone = raw('Subject: s', ...PDF, base64('%PDF-1.7 secret'))
    expect(parse(cut(alone, 0))).toMatchObject({ subject: 's', leaves: [{ claimedType: 'application/pdf', untrustedName: 'a.pdf' }] })
    expect(parse(cut(alone, 0)).leaves[0]?.bytes).toHaveLength(0)
  })

  it('go with all that is inside an attached message, whatever stands behind it', () => {
    const inner = raw('Subject: inner', ...multipartLines('mixed', 'i', TEXT, aPdf('%PDF-1.7 inside'))).toString('latin1')
    const attached = ['Content-Type: message/rfc822', 'Content-Disposition: attachment; filename=a.eml', '', inner]
    const mail = multipart('mixed', TEXT, attached, aPdf('%PDF-1.7 other'))
    const left = parse(cut(mail, 1))
    expect(outline(left)).toEqual(['text text/plain', 'file message/rfc822 a.eml', 'file application/pdf a.pdf'])
    expect(content(left, 2)).toBe('%PDF-1.7 other')
  })

  it('are cut where lines end in LF, or in CR alone', () => {
    for (const end of ['\n', '\r']) {
      const text = multipart('mixed', TEXT, aPdf('%PDF-1.7 secret'), aPdf('%PDF-1.7 other')).toString('latin1').replaceAll('\r\n', end)
      const left = parse(cut(Buffer.from(text, 'latin1'), 1))
      expect([0, 1, 2].map((at) => content(left, at))).toEqual(['Hello', '', '%PDF-1.7 other'])
    }
  })
})

describe('nothing is cut', () => {
  it('of a file that stands within the words, or in a container that was encoded', () => {
    const uuencoded = raw('Subject: s', '', 'Hello', 'begin 644 a.txt', '%:&5L;&\\', '`', 'end', '')
    expect(parse(uuencoded).leaves).toHaveLength(2)
    expect(leafSpans(uuencoded, new Set([1]))).toEqual([])
    const body = multipartLines('mixed', 'b', TEXT, aPdf('%PDF-1.7 secret')).slice(2).join('\r\n')
    const encoded = raw('Content-Type: multipart/mixed; boundary="b"', 'Content-Transfer-Encoding: base64', '', base64(body))
    expect(parse(encoded).leaves).toHaveLength(2)
    expect(leafSpans(encoded, new Set([1]))).toEqual([])
  })

  it('that would change what is left', () => {
    // Of a part without a header nothing would be left, and the one behind it would take its place.
    const bare = raw(...multipartLines('mixed', 'b', TEXT, ['Bare words'], ['Content-Type: text/plain', '', 'x']))
    expect(parse(bare).leaves.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['Hello', 'Bare words', 'x'])
    expect(leafSpans(bare, new Set([1]))).toEqual([])
    expect(leafSpans(bare, new Set([2]))).toHaveLength(1)
  })

  it('by spans that stand nowhere in the mail, or not one after the other', () => {
    const mail = multipart('mixed', TEXT, aPdf('a'))
    const spans = leafSpans(mail, new Set([0, 1]))
    expect(areInOrder(mail, spans)).toBe(true)
    expect(areInOrder(mail, [])).toBe(true)
    for (const lie of [
      [{ leaf: 1, start: 5, end: mail.length + 1 }],
      [{ leaf: 1, start: -1, end: 5 }],
      [{ leaf: 1, start: 9, end: 5 }],
      [{ leaf: 1, start: Number.NaN, end: 5 }],
      spans.toReversed(),
      [spans[0]!, spans[0]!],
    ])
      expect(areInOrder(mail, lie)).toBe(false)
  })
})

it('never changes a part that was not asked for, whatever the mail is made of', () => {
  const words = fc.constantFrom('Hello', '', '--b', 'begin 644 a', '\r\n', ' ', '--b--', 'From me', '=', 'å')
  const leaf = fc
    .tuple(
      fc.constantFrom('text/plain', 'text/html', 'application/pdf', 'message/rfc822', 'image/png'),
      fc.constantFrom('7bit', 'base64', 'quoted-printable', 'x-uuencode'),
      fc.array(words, { maxLength: 4 }),
      fc.boolean(),
    )
    .map(([type, encoding, lines, isNamed]) => [
      `Content-Type: ${type}${isNamed ? '; name=a.bin' : ''}`,
      `Content-Transfer-Encoding: ${encoding}`,
      '',
      encoding === 'base64' ? base64(lines.join('\r\n')) : lines.join('\r\n'),
    ])
  const mails = fc.array(leaf, { minLength: 1, maxLength: 5 }).map((leaves) => multipart('mixed', ...leaves))
  fc.assert(
    fc.property(mails, fc.array(fc.nat(6), { maxLength: 4 }), (mail, wanted) => {
      const spans = leafSpans(mail, new Set(wanted))
      const gone = new Set(spans.map(({ leaf: at }) => at))
      const top = (bytes: Uint8Array) => parse(bytes).leaves.filter(({ parentIndex }) => parentIndex === null)
      const after = top(withoutSpans(mail, spans))
      expect([...gone].every((at) => wanted.includes(at))).toBe(true)
      expect(after).toHaveLength(top(mail).length)
      for (const [at, { bytes, untrustedName }] of top(mail).entries()) {
        expect(after[at]).toMatchObject({ untrustedName })
        expect(Buffer.from(after[at]?.bytes ?? [])).toEqual(gone.has(at) ? Buffer.alloc(0) : Buffer.from(bytes))
      }
    }),
    { numRuns: 300 },
  )
})
