import { describe, expect, test } from '@jest/globals'
import { bytesOfLink, knowsAnyLink } from '../../../src/lookups/lists/kept-hashes.ts'

const kept = (...links: readonly (readonly bigint[])[]) => Buffer.concat(links.map((hashes) => bytesOfLink(BigUint64Array.from(hashes))))

/** Which links were asked about, and what knows the one that holds `bad`. */
function listsThatKnow(bad: bigint, kind: 'block' | 'allow') {
  const asked: bigint[][] = []
  const found = [{ kind, list: 'ours', matched: '', category: null, ageMs: null }]
  const matchHashes = (hashes: BigUint64Array) => {
    asked.push([...hashes])
    return hashes.includes(bad) ? found : []
  }
  return { asked, lists: { matchHashes } }
}

describe('kept hashes', () => {
  test('are asked about link by link, up to the first that a blocking list knows', () => {
    const { asked, lists } = listsThatKnow(4n, 'block')
    expect(knowsAnyLink(lists, kept([1n, 2n], [3n, 4n], [5n]))).toBe(true)
    expect(asked).toEqual([
      [1n, 2n],
      [3n, 4n],
    ])
  })

  test.each([
    ['what no list knows', kept([1n, 2n], [3n]), 'block'],
    ['what is allowed', kept([4n]), 'allow'],
    ['nothing kept', kept(), 'block'],
    ['a link without hashes', kept([]), 'block'],
  ] as const)('are not condemned for %s', (_, bytes, kind) => {
    expect(knowsAnyLink(listsThatKnow(4n, kind).lists, bytes)).toBe(false)
  })

  test('stand anywhere in memory', () => {
    const odd = Buffer.concat([Buffer.alloc(3), kept([4n])]).subarray(3)
    expect(knowsAnyLink(listsThatKnow(4n, 'block').lists, odd)).toBe(true)
  })
})
