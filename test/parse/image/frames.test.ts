/** Of an animation, those frames are looked at that stand long enough to be scanned. */
import { expect, it } from '@jest/globals'
import { chooseFrames } from '../../../src/parse/image/frames.ts'

it.each([
  ['a still picture', 1, [], 1e6, [0], false],
  ['a short animation wholly', 3, [100, 100, 100], 1e5, [0, 1, 2], false],
  ['the first, the last and the longest', 10, [1, 1, 9, 1, 8, 1, 7, 6, 1, 1], 1e5, [0, 2, 4, 6, 7, 9], false],
  ['nothing beyond what is decoded', 10_000, [], 1e6, [0, 1, 2, 3, 4, 32], true],
  ['the first at least, of frames too large to draw two', 50, [], 5e7, [0], true],
] as const)('%s', (_name, count, delays, pixels, frames, cut) => {
  expect(chooseFrames(count, delays, pixels)).toEqual({ frames, cut })
})
