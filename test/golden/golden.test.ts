import { describe, expect, test } from '@jest/globals'
import { assessSamples, compare, readGolden } from '../../scripts/golden.ts'

describe('golden', () => {
  test('gives every sample message the verdict that is recorded for it', async () => {
    const now = await assessSamples()
    const golden = readGolden()

    expect(now.size).toBeGreaterThanOrEqual(20)
    expect(golden.size).toBe(now.size)
    // What differs is shown line by line; when it is meant: npm run golden -- --update
    expect(compare(now, golden).map(({ name, lines }) => [name, ...lines].join('\n'))).toEqual([])
  })

  test('shows what changed with its surroundings, what is new and what is gone', () => {
    const recorded = ['1', '2', '3', 'held', '5', '6', '7', '8'].join('\n')
    const differences = compare(
      new Map([
        ['changed', recorded.replace('held', 'released')],
        ['same', recorded],
        ['new', 'x'],
      ]),
      new Map([
        ['changed', recorded],
        ['same', recorded],
        ['gone', 'y'],
      ]),
    )

    expect(differences.map(({ name }) => name)).toEqual(['changed', 'gone', 'new'])
    expect(differences[0]?.lines).toEqual(['  2', '  3', '- held', '+ released', '  5', '  6'])
    expect(differences[1]?.lines).toContain('- y')
    expect(differences[2]?.lines).toContain('+ x')
  })
})
