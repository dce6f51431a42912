import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { counted, padColumns, plain, readableSize, terminalJson, widthOf, wrap } from '../../src/cli/terminal.ts'

/** C0, DEL, C1, line separators and every format character: bidi controls, zero width, tags. */
const OBEYED = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\p{Cf}]/u
const anyText = fc.string({ unit: 'binary', maxLength: 60 })

describe('plain', () => {
  test('never lets a terminal see anything that it would obey', () => {
    fc.assert(fc.property(anyText, (text) => !OBEYED.test(plain(text))))
  })
  test('shows what was there', () => {
    expect(plain('a\u001b[31m\u202egpj.exe')).toBe('a\\u{1B}[31m\\u{202E}gpj.exe')
  })
})

describe('terminalJson', () => {
  test('is always the same JSON value, and holds nothing that a terminal would obey', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, fc.oneof(anyText, fc.integer(), fc.array(anyText))), (value) => {
        const json = terminalJson(value)
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(json).not.toMatch(OBEYED)
      }),
    )
  })
  test('escapes characters outside the basic plane as two units', () => {
    expect(terminalJson('\u{e0041}')).toBe('"\\udb40\\udc41"')
  })
})

describe('wrap', () => {
  test('never makes a line wider than asked and never loses a word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 30 }), { maxLength: 20 }),
        fc.integer({ min: 2, max: 40 }),
        (words, columns) => {
          const text = words.map((word) => word.replaceAll(' ', '_')).join(' ')
          const lines = wrap(text, columns)
          for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns)
          expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
        },
      ),
    )
  })
  test('breaks at blanks, and inside a word only when it is longer than a line', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three'])
    expect(wrap('a abcdefghij b', 4)).toEqual(['a', 'abcd', 'efgh', 'ij b'])
    expect(wrap('', 10)).toEqual([''])
  })
  test('counts wide letters and keeps an emoji with its modifiers whole', () => {
    expect(widthOf('注文 a')).toBe(6)
    expect(widthOf('👩‍🚀')).toBe(2)
    expect(wrap('注文番号', 4)).toEqual(['注文', '番号'])
  })
})

test('sizes, counts and columns read as a person would write them', () => {
  expect([0, 1023, 1024, 1536, 5 * 1024 * 1024].map(readableSize)).toEqual(['0 B', '1023 B', '1.0 KB', '1.5 KB', '5.0 MB'])
  expect([counted(1, 'file'), counted(0, 'file'), counted(2, 'link')]).toEqual(['1 file', '0 files', '2 links'])
  expect([padColumns('注', 4), padColumns('abc', 2)]).toEqual(['注  ', 'abc'])
})
