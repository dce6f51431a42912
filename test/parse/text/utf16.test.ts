/** What a file is found to be and how it is read go by one guess at UTF-16. */
import { describe, expect, it } from '@jest/globals'
import { detectType } from '../../../src/parse/file/type.ts'
import { readTextFile } from '../../../src/parse/text/read-text-file.ts'
import { utf16Order } from '../../../src/parse/text/utf16.ts'

const WORDS = 'Dear Anna, thank you for the parcel.'
const le = Buffer.from(WORDS, 'utf16le')
const be = Buffer.from(le).swap16()

describe('utf16Order', () => {
  it.each([
    ['little endian', le, 'le'],
    ['big endian', be, 'be'],
    ['little endian with its mark', Buffer.concat([Buffer.from('fffe', 'hex'), le]), 'le'],
    ['big endian with its mark', Buffer.concat([Buffer.from('feff', 'hex'), be]), 'be'],
  ] as const)('knows %s, and it is detected and read alike', async (_what, bytes, order) => {
    expect(utf16Order(bytes)).toBe(order)
    expect(await detectType(bytes)).toBe('text/plain')
    expect(readTextFile(bytes)).toEqual({ text: WORDS, controls: 0 })
  })

  it.each([
    ['ASCII', Buffer.from(WORDS)],
    ['three characters, which say too little', le.subarray(0, 6)],
    ['zeros on both sides', Buffer.alloc(64)],
    ['words of one byte with a zero here and there', Buffer.from('a\0bcdefgh\0ijklmnop')],
  ])('does not take %s for it', (_what, bytes) => {
    expect(utf16Order(bytes)).toBeNull()
  })
})
