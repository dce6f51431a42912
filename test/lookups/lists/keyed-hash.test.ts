import { describe, expect, it } from '@jest/globals'
import { createKeyedHash, deriveListKeys } from '../../../src/lookups/lists/keyed-hash.ts'

function hashOf(bytes: Uint8Array, key = Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7)): string {
  const hash = createKeyedHash(key)
  hash.take(bytes, 0, bytes.length)
  const out = Buffer.alloc(8)
  out.writeUInt32LE(hash.low, 0)
  out.writeUInt32LE(hash.high, 4)
  return out.toString('hex')
}

describe('the keyed hash', () => {
  // The vectors of the reference implementation: input 00 01 02 … of each length, key 00..07.
  it.each([
    [0, '218d1f59b9b83cc8'],
    [1, 'be552412f8387315'],
    [2, '064f39ef7c50eb57'],
    [3, 'ce0f1a45f7060679'],
    [4, 'd5e78a175be52ea1'],
    [5, 'cb9d7c3f2f3db580'],
    [8, 'edfee820bce4858c'],
    [9, '5b51cccc13888307'],
    [15, '217d0bcb4e81c902'],
    [16, '7336aad25f7bf3b5'],
    [62, 'f90b3ab572d46693'],
    [63, '2ea63c71bf326087'],
  ])('is HalfSipHash-2-4 of %i bytes', (length, expected) => {
    expect(hashOf(Uint8Array.from({ length }, (_, at) => at))).toBe(expected)
  })

  it('takes a stretch out of the middle as if it stood alone', () => {
    const hash = createKeyedHash(new Uint8Array(8))
    const halves = (bytes: Uint8Array, from: number, to: number) => {
      hash.take(bytes, from, to)
      return [hash.high, hash.low]
    }
    const whole = Buffer.from('xxevil.example/yy')
    expect(halves(whole, 2, 15)).toEqual(halves(Buffer.from('evil.example/'), 0, 13))
  })

  it('differs by key', () => {
    const bytes = Buffer.from('evil.example/')
    expect(hashOf(bytes)).not.toBe(hashOf(bytes, new Uint8Array(8)))
  })
})

describe('the keys of the lists', () => {
  it('come from the secret, each for its purpose', () => {
    const { hash, seal } = deriveListKeys(new Uint8Array(32).fill(1))
    expect([hash.length, seal.length]).toEqual([8, 32])
    expect(Buffer.from(seal.subarray(0, 8)).equals(hash)).toBe(false)
    expect(deriveListKeys(new Uint8Array(32).fill(2)).hash).not.toEqual(hash)
  })

  it('want a secret that cannot be tried out', () => {
    expect(() => deriveListKeys(new Uint8Array(15))).toThrow(RangeError)
  })
})
