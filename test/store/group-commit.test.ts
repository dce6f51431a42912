import { describe, expect, it, jest } from '@jest/globals'
import fc from 'fast-check'
import { groupCommit } from '../../src/store/group-commit.ts'

const double = async (items: readonly number[]) => items.map((item) => item * 2)

describe('a group commit', () => {
  it('commits what one turn of the event loop brings at once, in order', async () => {
    const commit = jest.fn(double)
    const group = groupCommit({ commit, maxItems: 100 })
    expect(await Promise.all([1, 2, 3].map((item) => group.add(item)))).toEqual([2, 4, 6])
    expect(commit.mock.calls).toEqual([[[1, 2, 3]]])
  })

  it('gathers what comes while a commit runs into the next one', async () => {
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const started = Promise.withResolvers<void>()
    const groups: (readonly number[])[] = []
    const group = groupCommit({
      maxItems: 100,
      commit: async (items: readonly number[]) => {
        groups.push(items)
        started.resolve()
        await gates[groups.length - 1]!.promise
        return double(items)
      },
    })
    const first = group.add(1)
    await started.promise
    const later = [2, 3, 4].map((item) => group.add(item))
    gates[0]!.resolve()
    expect(await first).toBe(2)
    gates[1]!.resolve()
    expect(await Promise.all(later)).toEqual([4, 6, 8])
    expect(groups).toEqual([[1], [2, 3, 4]])
  })

  it('bounds a group by items and by weight, and lets one that is too heavy go alone', async () => {
    const commit = jest.fn(double)
    const group = groupCommit({ commit, maxItems: 3, maxWeight: 10, weigh: (item) => item })
    await Promise.all([1, 1, 1, 1, 8, 5, 40, 2].map((item) => group.add(item)))
    expect(commit.mock.calls.map(([items]) => items)).toEqual([[1, 1, 1], [1, 8], [5], [40], [2]])
  })

  it('never fails a good item for a bad one, and never commits one twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 9 }), async (good, maxItems) => {
        const committed: number[] = []
        const group = groupCommit({
          maxItems,
          commit: async (items: readonly number[]) => {
            const bad = items.find((item) => !good[item])
            if (bad !== undefined) throw new Error(`item ${bad} is bad`)
            committed.push(...items)
            return items
          },
        })
        const results = await Promise.allSettled(good.map((_, item) => group.add(item)))
        expect(results.map((one) => one.status === 'fulfilled')).toEqual(good)
        expect(results.map((one) => (one.status === 'rejected' ? one.reason.message : null))).toEqual(
          good.map((fine, item) => (fine ? null : `item ${item} is bad`)),
        )
        expect(committed.toSorted((a, b) => a - b)).toEqual([...good.keys()].filter((item) => good[item]))
      }),
    )
  })

  it('fails all at once, without a try for each, when no single item can be the cause', async () => {
    const commit = jest.fn(async () => {
      throw new Error('the disk is full')
    })
    const group = groupCommit<number, number>({ commit, maxItems: 100, mayBeOneItem: () => false })
    const results = await Promise.allSettled([1, 2, 3].map((item) => group.add(item)))
    expect(results.every((one) => one.status === 'rejected')).toBe(true)
    expect(commit).toHaveBeenCalledTimes(1)
  })

  it('is idle only when nothing waits', async () => {
    let committed = 0
    const group = groupCommit({
      maxItems: 1,
      commit: async (items: readonly number[]) => {
        committed += items.length
        return items
      },
    })
    for (const item of [1, 2, 3]) void group.add(item)
    await group.idle()
    expect(committed).toBe(3)
    await group.idle()
  })
})
