/** The pictures of a message share one budget, and what it does not reach is never clean. */
import { expect, it } from '@jest/globals'
import { openAlbum } from '../../../src/parse/image/album.ts'
import type { Barcodes } from '../../../src/parse/image/barcodes.ts'
import { part } from '../../inspection/subjects.ts'

const pictureOf = (sha256: string) => part({ detectedType: 'image/png', sha256 })
const answer = (megapixels: number): Barcodes => ({ codes: [{ format: 'qr', untrustedText: 'x' }], incomplete: null, megapixels })

it('looks once at a logo that is attached a hundred times', async () => {
  let looks = 0
  const look = openAlbum(() => {
    looks += 1
    return Promise.resolve(answer(1))
  })
  for (let time = 0; time < 100; time += 1) expect((await look(pictureOf('a'), new Uint8Array())).codes).toHaveLength(1)
  expect(looks).toBe(1)
})

it('says which pictures came after the budget was spent', async () => {
  const cares: string[] = []
  const look = openAlbum((_bytes, _type, care) => {
    cares.push(care)
    return Promise.resolve(answer(20))
  })
  const seen = []
  for (const sha256 of ['a', 'b', 'c', 'd', 'a']) seen.push((await look(pictureOf(sha256), new Uint8Array())).incomplete)
  expect(seen).toEqual([null, null, null, 'IMAGE_BUDGET_SPENT', null])
  expect(cares).toEqual(['thorough', 'quick', 'quick'])
})

it('does not look at pictures without end, however small', async () => {
  const look = openAlbum(() => Promise.resolve(answer(0)))
  let spent = 0
  for (let at = 0; at < 400; at += 1) if ((await look(pictureOf(`${at}`), new Uint8Array())).incomplete !== null) spent += 1
  expect(spent).toBe(100)
})
