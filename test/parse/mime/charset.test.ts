import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { decodeBytes, sniffMetaCharset } from '../../../src/parse/mime/charset.ts'
import { base64, parse, raw } from './compose.ts'

describe('decodeBytes', () => {
  it.each<[string, string, string]>([
    ['utf-8', 'c3a5', 'å'],
    ['UTF8', 'c3a5', 'å'],
    ['us-ascii', 'c3a5', 'å'],
    ['us-ascii', 'e5', 'å'],
    ['iso-8859-1', '80e5', '€å'],
    ['"windows-1251"', 'cff0e8', 'При'],
    ['koi8-r', 'f0d2c9', 'При'],
    ['utf-16', 'feff00e5', 'å'],
    ['utf-16', 'fffee500', 'å'],
    ['utf-16', '00680069', 'hi'],
    ['utf-16', '68006900', 'hi'],
    ['utf-16be', '00e5', 'å'],
    ['utf-32', '000000e5', 'å'],
    ['utf-7', '2b414f552d', 'å'],
    ['unicode-1-1-utf-7', '2b414f552d', 'å'],
    // RFC 2152, the examples; a lone `+-` is a plus, and a run may end without its minus.
    ['utf-7', Buffer.from('Hi Mom -+Jjo--! A+ImIDkQ. +ZeVnLIqe-, 1+-1 +2D3eAA').toString('hex'), 'Hi Mom -☺-! A≢Α. 日本語, 1+1 😀'],
    ['iso-2022-jp', '1b2442242 21b2842'.replace(' ', ''), 'あ'],
    ['shift_jis', '82a0', 'あ'],
    ['cp932', '82a0', 'あ'],
    ['euc-jp', 'a4a2', 'あ'],
    ['gb18030', 'c4e3bac3', '你好'],
    ['gb2312', 'c4e3', '你'],
    ['big5', 'a741', '你'],
    ['ks_c_5601-1987', 'b0a1', '가'],
    ['iso-2022-kr', '1b242943200e30210f41', ' 가A'],
    ['cp437', '86', 'å'],
  ])('%s %s is %j', (charset, hex, text) => {
    expect(decodeBytes(Buffer.from(hex, 'hex'), charset)).toEqual({ text, known: true })
  })

  it.each(['fakescii-7', 'x-unknown', 'hex', 'base64', '__proto__', '%%%', ' '])(
    'guesses at %j: UTF-8 when valid, else windows-1252',
    (charset) => {
      expect(decodeBytes(Buffer.from('c3a5', 'hex'), charset).text).toBe('å')
      expect(decodeBytes(Buffer.from('e580', 'hex'), charset).text).toBe('å€')
    },
  )

  it('believes a byte order mark more than the label', () => {
    expect(decodeBytes(Buffer.from('efbbbfc3a5', 'hex'), 'iso-8859-1').text).toBe('å')
  })

  it('never gives a NUL or half a surrogate pair', () => {
    expect(decodeBytes(Buffer.from([0x61, 0]), 'utf-8').text).toBe('a\uFFFD')
    expect(decodeBytes(Buffer.from('d800', 'hex'), 'utf-16be').text).toBe('\uFFFD')
    expect(decodeBytes(Buffer.from('+2AA-'), 'utf-7').text).toBe('\uFFFD')
  })
})

describe('decodeBytes, on any bytes', () => {
  it('never throws and always gives whole characters without NUL', () => {
    const labels = [
      'utf-7',
      'utf-16',
      'utf-32',
      'iso-2022-jp',
      'iso-2022-kr',
      'gb18030',
      'big5',
      'shift_jis',
      'euc-kr',
      'cp437',
      'macroman',
      'hz-gb-2312',
      'x-user-defined',
      'tcvn',
    ]
    fc.assert(
      fc.property(fc.constantFrom(...labels), fc.uint8Array({ maxLength: 60 }), (label, bytes) => {
        const { text } = decodeBytes(bytes, label)
        expect(text.isWellFormed()).toBe(true)
        expect(text).not.toContain('\0')
      }),
      { numRuns: 500 },
    )
  })
})

describe('sniffMetaCharset', () => {
  it.each<[string, string | null]>([
    ['<meta charset="windows-1251">', 'windows-1251'],
    ['<META http-equiv=Content-Type content="text/html; charset=iso-8859-2">', 'iso-8859-2'],
    ["<meta charset = 'x'>", 'x'],
    ['<meta charset=utf-16>', 'utf-8'],
    ['<p>charset=utf-8', null],
    [`${' '.repeat(1_024)}<meta charset=x>`, null],
  ])('%j says %j', (html, charset) => {
    expect(sniffMetaCharset(Buffer.from(html))).toBe(charset)
  })
})

describe('parseMail, charsets', () => {
  it('lets an HTML body without a declared charset speak for itself', () => {
    const html = parse(raw('Content-Type: text/html', '', '<meta charset=windows-1251><p>\xcf'))
    expect(html.leaves[0]).toMatchObject({ charset: 'windows-1251', text: '<meta charset=windows-1251><p>П' })
    expect(parse(raw('Content-Type: text/html; charset=koi8-r', '', '<meta charset=windows-1251>\xf0')).leaves[0]?.text).toMatch(/П$/)
  })

  it('tells of a charset that nobody knows', () => {
    expect(parse(raw('Content-Type: text/plain; charset=DEFAULT', '', '\xe5'))).toMatchObject({
      leaves: [{ text: 'å' }],
      defects: ['MIME_CHARSET_UNKNOWN'],
    })
  })

  it('reads UTF-16 words through base64', () => {
    const mail = parse(
      raw('Content-Type: text/plain; charset=utf-16le', 'Content-Transfer-Encoding: base64', '', base64(Buffer.from('hé\r\n', 'utf16le'))),
    )
    expect(mail.leaves[0]?.text).toBe('hé\n')
  })
})
