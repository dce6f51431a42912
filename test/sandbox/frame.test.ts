import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { FRAME, frameHead, openFrames } from '../../src/sandbox/frame.ts'

const frame = (kind: number, body: Uint8Array) => Buffer.concat([frameHead(kind, body.length), body])

describe('openFrames', () => {
  it('always gives the frames that were written, however the pipe cuts them', () => {
    const frames = fc.array(fc.tuple(fc.nat(5), fc.uint8Array({ maxLength: 40 })), { maxLength: 12 })
    fc.assert(
      fc.property(frames, fc.array(fc.nat(30), { minLength: 1, maxLength: 8 }), (given, cuts) => {
        const stream = Buffer.concat(given.map(([kind, body]) => frame(kind, body)))
        const read = openFrames(100)
        const got: unknown[] = []
        for (let at = 0, turn = 0; at < stream.length; turn += 1) {
          const next = at + Math.max(1, cuts[turn % cuts.length]!)
          for (const { kind, body } of read(stream.subarray(at, next)) ?? []) got.push([kind, [...body]])
          at = next
        }
        expect(got).toEqual(given.map(([kind, body]) => [kind, [...body]]))
      }),
      { numRuns: 300, seed: 1 },
    )
  })

  it('has no room for a frame longer than it may be, and reads nothing after it', () => {
    const read = openFrames(100)
    expect(read(frame(FRAME.refused, Buffer.alloc(100)))).toHaveLength(1)
    expect(read(frameHead(FRAME.answer, 0xffff_ffff))).toBeNull()
    expect(read(frame(FRAME.refused, Buffer.from('x')))).toBeNull()
  })
})
