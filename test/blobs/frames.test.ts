import { randomBytes } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { FRAME_BYTES, openFrames, sealFrames } from '../../src/blobs/frames.ts'

const key = randomBytes(32)
const damaged = expect.objectContaining({ code: 'BLOB_DAMAGED' })
const HEADER = 36
const SEALED_FRAME = FRAME_BYTES + 16

async function seal(chunks: readonly Uint8Array[], name = 'n'): Promise<Buffer> {
  const pieces: Buffer[] = []
  const source = (async function* () {
    yield* chunks
  })()
  for await (const piece of sealFrames(source, key, name)) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** Frame `index` of a sealed blob. */
const frame = (sealed: Buffer, index: number) =>
  sealed.subarray(HEADER + index * SEALED_FRAME, Math.min(sealed.length, HEADER + (index + 1) * SEALED_FRAME))

describe('frames', () => {
  it.each([0, 1, FRAME_BYTES - 1, FRAME_BYTES, FRAME_BYTES + 1, 3 * FRAME_BYTES, 3 * FRAME_BYTES + 7])(
    'give back %d bytes',
    async (size) => {
      const plain = randomBytes(size)
      const sealed = await seal([plain])
      expect(openFrames(sealed, key, 'n').equals(plain)).toBe(true)
      expect(sealed.length).toBe(HEADER + size + 16 * Math.max(1, Math.ceil(size / FRAME_BYTES)))
    },
  )

  it('always give back what came, however it was cut into chunks', async () => {
    const chunks = fc.array(
      fc.integer({ min: 0, max: FRAME_BYTES * 2 }).map((size) => randomBytes(size)),
      { maxLength: 6 },
    )
    await fc.assert(
      fc.asyncProperty(chunks, async (some) => {
        expect(openFrames(await seal(some), key, 'n').equals(Buffer.concat(some))).toBe(true)
      }),
      { numRuns: 25 },
    )
  })

  it('never open when cut short anywhere, also at the edge of a frame', async () => {
    const sealed = await seal([randomBytes(2 * FRAME_BYTES + 100)])
    const edges = [0, 3, HEADER - 1, HEADER, HEADER + 15, HEADER + 16, HEADER + SEALED_FRAME, HEADER + 2 * SEALED_FRAME]
    for (const at of edges.flatMap((edge) => [edge - 1, edge, edge + 1]).filter((edge) => edge >= 0)) {
      expect(() => openFrames(sealed.subarray(0, at), key, 'n')).toThrow(damaged)
    }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: sealed.length - 1 }), (at) => {
        expect(() => openFrames(sealed.subarray(0, at), key, 'n')).toThrow(damaged)
      }),
      { numRuns: 30 },
    )
  })

  it('never open when any byte was changed', async () => {
    const sealed = await seal([randomBytes(FRAME_BYTES + 50)])
    fc.assert(
      fc.property(fc.integer({ min: 0, max: sealed.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(sealed)
        changed[at]! ^= flip
        expect(() => openFrames(changed, key, 'n')).toThrow(damaged)
      }),
      { numRuns: 60 },
    )
  })

  it('do not open reordered, repeated, left out, or with a frame of another blob', async () => {
    const sealed = await seal([randomBytes(3 * FRAME_BYTES)])
    const other = await seal([randomBytes(3 * FRAME_BYTES)])
    const header = sealed.subarray(0, HEADER)
    const [a, b, c] = [0, 1, 2].map((index) => frame(sealed, index)) as [Buffer, Buffer, Buffer]
    expect(openFrames(Buffer.concat([header, a, b, c]), key, 'n')).toHaveLength(3 * FRAME_BYTES)
    for (const frames of [
      [b, a, c],
      [a, c, b],
      [a, a, b, c],
      [a, c],
      [a, b],
      [b, c],
      [a, b, c, c],
      [a, frame(other, 1), c],
      [a, b, frame(other, 2)],
    ]) {
      expect(() => openFrames(Buffer.concat([header, ...frames]), key, 'n')).toThrow(damaged)
    }
    expect(() => openFrames(Buffer.concat([other.subarray(0, HEADER), a, b, c]), key, 'n')).toThrow(damaged)
  })

  it('do not open under another name or key, nor with bytes after the end', async () => {
    const sealed = await seal([Buffer.from('hello')])
    expect(() => openFrames(sealed, key, 'other')).toThrow(damaged)
    expect(() => openFrames(sealed, randomBytes(32), 'n')).toThrow(damaged)
    expect(() => openFrames(Buffer.concat([sealed, Buffer.alloc(1)]), key, 'n')).toThrow(damaged)
  })
})
