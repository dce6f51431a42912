import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { type Parcel, pack, unpack } from '../../src/sandbox/parcel.ts'

const joined = (parcel: Parcel): Uint8Array => new Uint8Array(Buffer.concat(parcel))
const bytes = fc.uint8Array({ maxLength: 50 }).map((given) => new Uint8Array(given))
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    bytes,
    fc.array(tie('any')),
    fc.dictionary(fc.string(), tie('any')),
  ),
})).any

describe('pack and unpack', () => {
  it('always give the value again', () => {
    fc.assert(
      fc.property(value, (given) => expect(unpack(joined(pack(given))).value).toEqual(given)),
      { numRuns: 200, seed: 1 },
    )
  })

  it('copy no bytes: what is packed is what was given, and what is unpacked lies in what came', () => {
    const given = new Uint8Array([1, 2, 3])
    const parcel = pack({ given })
    expect(parcel.at(-1)?.buffer).toBe(given.buffer)
    const whole = joined(parcel)
    const { sent } = unpack(whole)
    expect(sent[0]?.buffer).toBe(whole.buffer)
  })

  it('send the same bytes once', () => {
    const given = new Uint8Array(1_000)
    expect(joined(pack([given, given, given])).length).toBeLessThan(1_100)
  })

  it('send none of what the reader has, nor any stretch of it', () => {
    const mail = Uint8Array.from({ length: 1_000 }, (_, at) => at)
    const parcel = joined(pack({ whole: mail, part: mail.subarray(100, 900), other: new Uint8Array([7]) }, [new Uint8Array(3), mail]))
    expect(parcel.length).toBeLessThan(150)
    const copy = new Uint8Array(mail)
    const { value: got } = unpack(parcel, [new Uint8Array(3), copy]) as { value: Record<string, Uint8Array> }
    expect(got.whole).toEqual(copy)
    expect(got.part).toEqual(copy.subarray(100, 900))
    expect(got.part?.buffer).toBe(copy.buffer)
    expect(got.other).toEqual(new Uint8Array([7]))
  })

  it('refuse what cannot be sent', () => {
    expect(() => pack({ no: () => undefined })).toThrow()
  })

  it('never give bytes from beyond what came, whatever came', () => {
    const known = [new Uint8Array(new ArrayBuffer(64), 16, 32)]
    const parcel = joined(pack({ a: known[0]?.subarray(4, 8), b: new Uint8Array([1, 2, 3, 4]), c: 'words' }, known))
    const within = (part: Uint8Array, whole: Uint8Array) =>
      part.buffer === whole.buffer &&
      part.byteOffset >= whole.byteOffset &&
      part.byteOffset + part.length <= whole.byteOffset + whole.length
    const check = (changed: Uint8Array) => {
      let got: unknown
      try {
        got = unpack(changed, known).value
      } catch {
        return
      }
      for (const part of Object.values(got ?? {})) {
        if (ArrayBuffer.isView(part)) expect([changed, ...known].some((whole) => within(part as Uint8Array, whole))).toBe(true)
      }
    }
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(parcel.length - 1), fc.nat(255)), { maxLength: 4 }),
        fc.nat(parcel.length),
        (changes, length) => {
          const changed = new Uint8Array(parcel)
          for (const [at, byte] of changes) changed[at] = byte
          check(changed)
          check(changed.slice(0, length))
        },
      ),
      { numRuns: 500, seed: 1 },
    )
  })
})
