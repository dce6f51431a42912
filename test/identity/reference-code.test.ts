/** Codes and links follow from the identification and the key alone, and are read back however they are typed. */
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { createReferenceCodes, readCode, shownCode } from '../../src/identity/reference-code.ts'

const anId = () => randomBytes(16).toString('base64url')
const codes = createReferenceCodes(randomBytes(32))

describe('a reference code', () => {
  it('is the same for the same identification, another for each other, and another under another key', () => {
    const id = anId()
    expect(codes.codeOf(id)).toBe(codes.codeOf(id))
    expect(createReferenceCodes(randomBytes(32)).codeOf(id)).not.toBe(codes.codeOf(id))
    expect(new Set(Array.from({ length: 5_000 }, () => codes.codeOf(anId()))).size).toBe(5_000)
  })

  it('has eight letters that nobody takes for others, each about as often', () => {
    const counts = new Map<string, number>()
    for (let round = 0; round < 5_500; round++) {
      const code = codes.codeOf(anId())
      expect(code).toMatch(/^[CDFGHJKLMNPQRTWXY34679]{8}$/)
      for (const letter of code) counts.set(letter, (counts.get(letter) ?? 0) + 1)
    }
    // 2,000 each on average; six standard deviations.
    for (const count of counts.values()) expect(Math.abs(count - 2_000)).toBeLessThan(270)
    expect(counts.size).toBe(22)
  })

  it.each([
    ['qfkt-3947', 'QFKT3947'],
    [' QFKT 3947. ', 'QFKT3947'],
    ['QFKT–3947', 'QFKT3947'],
    ['ＱＦＫＴ－３９４７', 'QFKT3947'],
    ['QFKT-394', null],
    ['QFKT-39477', null],
    ['QFKT-394O', null],
    ['', null],
    [`QFKT-3947${' '.repeat(100)}`, null],
  ])('typed as %j is read as %j', (typed, read) => {
    expect(readCode(typed)).toBe(read)
  })

  it('is always read as it is shown', () => {
    const id = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('base64url'))
    fc.assert(fc.property(id, (one) => readCode(shownCode(codes.codeOf(one))) === codes.codeOf(one)))
    fc.assert(fc.property(fc.string({ maxLength: 80, unit: 'binary' }), (text) => readCode(text)?.length !== 7))
  })
})

describe('the token of a link', () => {
  it('names its identification, and is none when anything of it is changed', () => {
    const [id, other] = [anId(), anId()]
    const token = codes.linkTokenOf(id)
    expect(codes.readLinkToken(token)).toBe(id)
    const [, mac = ''] = token.split('.')
    for (const changed of [`${other}.${mac}`, `${id}.`, id, '', `${token}.x`, `${id}.${'A'.repeat(22)}`, `../${token}`])
      expect([changed, codes.readLinkToken(changed)]).toEqual([changed, null])
    // Nobody who has the code works out the link.
    expect(token).not.toContain(codes.codeOf(id))
  })
})
