import { describe, expect, it } from '@jest/globals'
import { extractUuencoded } from '../../../src/parse/mime/uuencode.ts'
import { content, multipart, outline, parse, raw } from './compose.ts'

/** POSIX uuencode. */
function uuencode(bytes: Uint8Array): string[] {
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += 45) {
    const piece = Buffer.from(bytes.subarray(at, at + 45))
    const padded = Buffer.concat([piece, Buffer.alloc((3 - (piece.length % 3)) % 3)])
    const letter = (value: number): string => String.fromCharCode(value === 0 ? 96 : value + 32)
    let line = letter(piece.length)
    for (let group = 0; group < padded.length; group += 3) {
      const held = padded.readUIntBE(group, 3)
      line += letter(held >> 18) + letter((held >> 12) & 63) + letter((held >> 6) & 63) + letter(held & 63)
    }
    lines.push(line)
  }
  return [...lines, '`']
}

const BYTES = Buffer.from(Array.from({ length: 200 }, (_, at) => (at * 37) % 256))
const BLOCK = ['begin 644 a.exe', ...uuencode(BYTES), 'end']

describe('uuencoded files', () => {
  it('are taken out of the words that they stand in', () => {
    const mail = parse(raw('Subject: old school', '', 'See below.', ...BLOCK, 'Regards', ...BLOCK.with(0, 'begin 600 my file.txt'), ''))
    expect(outline(mail)).toEqual(['text text/plain', 'file application/octet-stream a.exe', 'file application/octet-stream my file.txt'])
    expect(mail.leaves[0]?.text).toBe('See below.\nRegards\n')
    expect(content(mail, 1)).toBe(BYTES.toString('latin1'))
    expect(mail.defects).toEqual(['MIME_UUENCODED'])
  })

  it('are found in the words of an attached message', () => {
    const mail = parse(multipart('mixed', ['Content-Type: message/rfc822', '', 'Subject: inner', '', ...BLOCK]))
    expect(outline(mail)).toEqual(['file message/rfc822', 'file text/plain < 0', 'file application/octet-stream a.exe < 0'])
    expect(content(mail, 2)).toBe(BYTES.toString('latin1'))
  })

  it('may be a transfer encoding', () => {
    const mail = parse(
      multipart('mixed', ['Content-Type: application/zip; name=a.zip', 'Content-Transfer-Encoding: x-uuencode', '', ...BLOCK]),
    )
    expect(outline(mail)).toEqual(['file application/zip a.zip'])
    expect(content(mail, 0)).toBe(BYTES.toString('latin1'))
  })

  it('may be base64 inside (POSIX begin-base64)', () => {
    const found = extractUuencoded('begin-base64 644 a.txt\naGVs\nbG8=\n====\nrest', 9)
    expect(found?.text).toBe('rest')
    expect(found?.files[0]).toMatchObject({ untrustedName: 'a.txt', closed: true })
    expect(found?.files[0]?.bytes.toString()).toBe('hello')
  })

  it('need no end, and may have lost the blanks at their line ends', () => {
    const found = extractUuencoded(`begin 644 a\n${uuencode(Buffer.alloc(9)).join('\n').replaceAll('`', ' ').replace(/ +$/gm, '')}`, 9)
    expect(found).toBeNull()
    const open = extractUuencoded('begin 644 a\n#86)C\n#86(\nwords', 9)
    expect(open?.files[0]?.bytes.toString('latin1')).toBe('abcab\0')
    expect(open?.files[0]?.closed).toBe(false)
    expect(open?.text).toBe('words')
  })

  it.each(['begin 644 times over\nand do it again', 'I begin 644 a\n#86)C\nend', 'begin 9x9 a\n#86)C\nend', 'begin', 'begin 644 a'])(
    'are not seen in prose: %j',
    (prose) => {
      expect(extractUuencoded(prose, 9)).toBeNull()
    },
  )

  it('are no more than allowed', () => {
    expect(extractUuencoded(`${BLOCK.join('\n')}\n`.repeat(5), 2)?.files).toHaveLength(2)
    expect(parse(raw('Subject: a', '', ...BLOCK, ...BLOCK, ...BLOCK), { maxParts: 2 }).incomplete).toBe('MIME_TOO_MANY_PARTS')
  })
})
