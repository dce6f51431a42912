import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { decodeWords } from '../../../src/parse/mime/encoded-word.ts'

describe('decodeWords', () => {
  it.each<[string, string]>([
    // RFC 2047 8
    ['=?US-ASCII?Q?Keith_Moore?= <moore@cs.utk.edu>', 'Keith Moore <moore@cs.utk.edu>'],
    ['=?ISO-8859-1?Q?Andr=E9?= Pirard', 'André Pirard'],
    ['(=?ISO-8859-1?Q?a?=)', '(a)'],
    ['(=?ISO-8859-1?Q?a?= b)', '(a b)'],
    ['(=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=)', '(ab)'],
    ['(=?ISO-8859-1?Q?a_b?=)', '(a b)'],
    ['(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=)', '(a b)'],
    // RFC 2231 5
    ['=?US-ASCII*EN?Q?Keith_Moore?=', 'Keith Moore'],
    // A character cut in two between words
    ['=?utf-8?B?4oI=?= =?utf-8?B?rA==?=', '€'],
    ['=?utf-8?Q?=E2=82?=\r\n =?utf-8?q?=AC?=', '€'],
    ['=?iso-2022-jp?B?GyRCJCIbKEI=?=', 'あ'],
    ['=?gb18030?B?xOO6ww==?=', '你好'],
    ['=?utf-7?Q?+AGE-?=', 'a'],
    // The wild
    ['=?utf-8?Q?two words?=', 'two words'],
    ['x=?utf-8?Q?y?=z', 'xyz'],
    ['=?utf-8?B?YQ=?=', 'a'],
    ['=?utf-8?Q??=', ''],
    ['=?utf-8?Q?=?=', '='],
    ['=?no-such-charset?Q?=E9=E5?=', 'éå'],
    // Not whole: left as it is
    ['=?utf-8?X?abc?=', '=?utf-8?X?abc?='],
    ['=?utf-8?Q?abc', '=?utf-8?Q?abc'],
    ['=?utf-8?Q?abc =?utf-8?Q?d?=', '=?utf-8?Q?abc d'],
    ['=? =?= ?= =?', '=? =?= ?= =?'],
    ['=?utf-8?Q?a=00b?=', 'a\uFFFDb'],
  ])('%j is %j', (written, read) => {
    expect(decodeWords(written)).toBe(read)
  })

  it('gives back every text that was encoded, in either encoding', () => {
    const word = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).map((text) =>
      text
        .toWellFormed()
        .replaceAll('\0', 'x')
        .replace(/^\uFEFF+/, 'x'),
    )
    fc.assert(
      fc.property(word, (text) => {
        const bytes = Buffer.from(text)
        const q = [...bytes].map((byte) => `=${byte.toString(16).padStart(2, '0')}`).join('')
        expect(decodeWords(`=?utf-8?B?${bytes.toString('base64')}?=`)).toBe(text)
        expect(decodeWords(`=?utf-8?Q?${q}?=`)).toBe(text)
      }),
    )
  })

  it('never throws and never lets a NUL or half a surrogate pair through', () => {
    const piece = fc.constantFrom('=?', '?=', '=?utf-8?q?', '=?utf-16?B?', '2AA=', '=00', '\0', '\uD800', ' ', 'YQ==', '?')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const read = decodeWords(pieces.join(''))
        expect(read.isWellFormed()).toBe(true)
        expect(read).not.toContain('\0')
      }),
    )
  })
})
