import { randomBytes } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { createSealer, SEAL_OVERHEAD_BYTES } from '../../src/blobs/seal.ts'

const masterKey = randomBytes(32)
const sealer = createSealer(masterKey)
const broken = expect.objectContaining({ code: 'SEAL_BROKEN' })

describe('a sealed value', () => {
  it('always opens to what was sealed, also in another process with the same key', () => {
    const other = createSealer(masterKey)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5_000 }), fc.string(), (plain, context) => {
        const sealed = sealer.seal(plain, context)
        expect(sealed).toHaveLength(plain.length + SEAL_OVERHEAD_BYTES)
        expect(other.open(sealed, context).equals(plain)).toBe(true)
      }),
    )
  })

  it('never opens when any bit of it was changed', () => {
    const sealed = sealer.seal(Buffer.from('hello'), 'arrival:1')
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      expect(() => sealer.open(changed, 'arrival:1')).toThrow(broken)
    }
  })

  it('never opens cut short or made longer', () => {
    const sealed = sealer.seal(Buffer.from('hello'), 'c')
    for (let length = 0; length < sealed.length; length += 1) expect(() => sealer.open(sealed.subarray(0, length), 'c')).toThrow(broken)
    expect(() => sealer.open(Buffer.concat([sealed, Buffer.alloc(1)]), 'c')).toThrow(broken)
  })

  it('does not open in another place or under another key', () => {
    const sealed = sealer.seal(Buffer.from('hello'), 'record:1:1')
    expect(() => sealer.open(sealed, 'record:1:2')).toThrow(broken)
    for (let round = 0; round < 20; round += 1) expect(() => createSealer(randomBytes(32)).open(sealed, 'record:1:1')).toThrow(broken)
  })

  it('never looks the same twice, over many refills of the nonces', () => {
    const sealed = Array.from({ length: 3_000 }, () => sealer.seal(Buffer.from('x'), 'c').toString('hex'))
    expect(new Set(sealed).size).toBe(3_000)
    expect(new Set(sealed.map((one) => one.slice(34, 58))).size).toBe(3_000)
  })

  it('says nothing of its content in the error', () => {
    const sealed = sealer.seal(Buffer.from('the-secret'), 'c')
    sealed[40]! ^= 1
    expect(() => sealer.open(sealed, 'c')).toThrow(expect.objectContaining({ message: expect.not.stringContaining('secret') }))
  })
})

describe('a fingerprint', () => {
  it('is equal for equal values and the same key only', () => {
    expect(sealer.fingerprint('a').equals(createSealer(masterKey).fingerprint('a'))).toBe(true)
    expect(sealer.fingerprint('a').equals(sealer.fingerprint('b'))).toBe(false)
    expect(sealer.fingerprint('a').equals(createSealer(randomBytes(32)).fingerprint('a'))).toBe(false)
    expect(sealer.fingerprint('a')).toHaveLength(16)
  })
})
