import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { decodeBase64, decodeQuotedPrintable } from '../../../src/parse/mime/transfer.ts'

function text(decoded: { readonly bytes: Buffer }): string {
  return decoded.bytes.toString('latin1')
}

/** RFC 2045 6.8 by the letter: skip what is not in the alphabet, start anew behind padding. */
function referenceBase64(encoded: string): Buffer {
  const runs = encoded.replace(/[^A-Za-z0-9+/=]/g, '').split('=')
  return Buffer.concat(runs.map((run) => Buffer.from(run, 'base64')))
}

describe('decodeBase64', () => {
  it.each([
    ['aGVsbG8=', 'hello'],
    ['aGVs\r\nbG8=\r\n', 'hello'],
    ['aGVsbG8', 'hello'],
    ['aGVsbG8=====', 'hello'],
    ['aGk=aGk=', 'hihi'],
    ['a!G-V_s\0b\xffG8=', 'hello'],
    ['a', ''],
    ['====', ''],
    ['', ''],
  ])('%j is %j', (encoded, decoded) => {
    expect(text(decodeBase64(Buffer.from(encoded, 'latin1')))).toBe(decoded)
  })

  it('says when it had to skip or to start anew', () => {
    expect(decodeBase64(Buffer.from('aGk=\r\n')).junk).toBe(false)
    expect(decodeBase64(Buffer.from('aGk=aGk=')).junk).toBe(true)
    expect(decodeBase64(Buffer.from('a-Gk=')).junk).toBe(true)
  })

  it('always gives back what was encoded, however it is wrapped', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 80 }), (bytes, width) => {
        const wrapped = Buffer.from(bytes)
          .toString('base64')
          .replace(new RegExp(`.{${width}}`, 'g'), '$&\r\n')
        expect(decodeBase64(Buffer.from(wrapped)).bytes.equals(bytes)).toBe(true)
      }),
    )
  })

  it('always reads junk as the standard has it, on the fast path and on the slow one', () => {
    const letters = fc.constantFrom(...'ABCYZabcz0189+/=-_ \r\n!\0\xff')
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 60 }), (encoded) => {
        expect(decodeBase64(Buffer.from(encoded, 'latin1')).bytes.toString('hex')).toBe(referenceBase64(encoded).toString('hex'))
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('decodeQuotedPrintable', () => {
  it.each([
    ['caf=C3=a9', 'caf\xc3\xa9'],
    ['soft=\r\nly', 'softly'],
    ['soft= \t\r\nly', 'softly'],
    ['soft=\nly', 'softly'],
    ['end=', 'end'],
    ['end=  ', 'end'],
    ['blanks \t \r\nnext  \nlast ', 'blanks\r\nnext\nlast'],
    ['kept=20\r\nkept=09\n', 'kept \r\nkept\t\n'],
    ['=0D=0A=\r\n', '\r\n'],
    ['=XY = = =4 =4', '=XY = = =4 =4'],
    ['a=  b', 'a=  b'],
    ['a\rb', 'a\rb'],
    ['', ''],
  ])('%j is %j', (encoded, decoded) => {
    expect(text(decodeQuotedPrintable(Buffer.from(encoded, 'latin1')))).toBe(decoded)
  })

  it('says when something was not encoded as it should', () => {
    expect(decodeQuotedPrintable(Buffer.from('a=C3=\r\n')).junk).toBe(false)
    expect(decodeQuotedPrintable(Buffer.from('1+1=2')).junk).toBe(true)
  })

  it('always gives back what was encoded', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const encoded = [...bytes]
          .map((byte, at) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}${at % 25 === 24 ? '= \r\n' : ''}`)
          .join('')
        expect(decodeQuotedPrintable(Buffer.from(encoded)).bytes.equals(bytes)).toBe(true)
      }),
    )
  })
})
