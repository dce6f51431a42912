import { afterEach, describe, expect, it } from '@jest/globals'
import type { DueMessage } from '../../src/core/store.ts'
import { type Sweeper, type SweeperOptions, startSweeper } from '../../src/queue/sweeper.ts'
import { until } from '../contracts/queue.ts'

/** Due messages with the time since when they are due, answered as the store does: oldest first. */
function fakeStore() {
  const rows: (DueMessage & { readonly dueAt: number })[] = []
  const asked: { readonly dueBefore: number; readonly limit: number }[] = []
  return {
    rows,
    asked,
    async due(dueBefore: number, limit: number) {
      asked.push({ dueBefore, limit })
      return rows
        .filter((row) => row.dueAt < dueBefore)
        .sort((a, b) => a.dueAt - b.dueAt)
        .slice(0, limit)
    },
  }
}

function fakeQueue() {
  const enqueued: string[] = []
  return {
    enqueued,
    refuses: false,
    async enqueue(channel: string, messageId: string) {
      if (this.refuses) throw new Error('away')
      enqueued.push(`${channel}/${messageId}`)
    },
  }
}

describe('the sweeper', () => {
  const sweepers: Sweeper[] = []
  let now = 1_000_000
  const start = (options: Pick<SweeperOptions, 'store' | 'queue'> & Partial<SweeperOptions>): Sweeper => {
    const sweeper = startSweeper({ clock: () => now, everyMs: 3_600_000, graceMs: 10_000, repeatMs: 60_000, ...options })
    sweepers.push(sweeper)
    return sweeper
  }
  afterEach(async () => {
    now = 1_000_000
    await Promise.all(sweepers.splice(0).map((sweeper) => sweeper.stop()))
  })

  it('puts back all that is due when it starts, for the queue may have started empty', async () => {
    const store = fakeStore()
    const queue = fakeQueue()
    store.rows.push({ messageId: 'm1', channel: 'webchat', dueAt: now - 1 }, { messageId: 'm2', channel: 'support-mail', dueAt: now - 2 })
    await start({ store, queue }).sweep()
    expect(queue.enqueued.sort()).toEqual(['support-mail/m2', 'webchat/m1'])
  })

  it('leaves what became due a moment ago to the queue, later on', async () => {
    const store = fakeStore()
    const queue = fakeQueue()
    const sweeper = start({ store, queue })
    await sweeper.sweep()
    store.rows.push({ messageId: 'fresh', channel: 'webchat', dueAt: now - 9_000 })
    expect(await sweeper.sweep()).toBe(0)
    now += 2_000
    expect(await sweeper.sweep()).toBe(1)
    expect(queue.enqueued).toEqual(['webchat/fresh'])
  })

  it('does not put back again what still waits in the queue, until it is long overdue', async () => {
    const store = fakeStore()
    const queue = fakeQueue()
    store.rows.push({ messageId: 'waiting', channel: 'webchat', dueAt: 0 })
    const sweeper = start({ store, queue })
    expect(await sweeper.sweep()).toBe(1)
    now += 59_000
    expect(await sweeper.sweep()).toBe(0)
    now += 2_000
    expect(await sweeper.sweep()).toBe(1)
    expect(queue.enqueued).toEqual(['webchat/waiting', 'webchat/waiting'])
  })

  it('puts back at once what was hastened, though it was put back a moment ago and is due only now', async () => {
    const store = fakeStore()
    const queue = fakeQueue()
    store.rows.push({ messageId: 'waits-for-the-scanner', channel: 'webchat', dueAt: 0 })
    const sweeper = start({ store, queue })
    expect(await sweeper.sweep()).toBe(1)
    store.rows.splice(0, 1, { messageId: 'waits-for-the-scanner', channel: 'webchat', dueAt: now })
    expect(await sweeper.sweep()).toBe(0)
    expect(await sweeper.sweepAll()).toBe(1)
    expect(queue.enqueued).toEqual(['webchat/waits-for-the-scanner', 'webchat/waits-for-the-scanner'])
  })

  it('finds a forgotten message behind a backlog that is longer than a page', async () => {
    const store = fakeStore()
    const queue = fakeQueue()
    for (let index = 0; index < 3_500; index += 1) store.rows.push({ messageId: `m${index}`, channel: 'webchat', dueAt: index })
    const sweeper = start({ store, queue })
    expect(await sweeper.sweep()).toBe(3_500)
    store.rows.push({ messageId: 'behind', channel: 'webchat', dueAt: 4_000 })
    expect(await sweeper.sweep()).toBe(1)
    expect(new Set(queue.enqueued).size).toBe(3_501)
  })

  it('never asks for more than its bound', async () => {
    const store = fakeStore()
    const queue = fakeQueue()
    for (let index = 0; index < 5_000; index += 1) store.rows.push({ messageId: `m${index}`, channel: 'webchat', dueAt: index })
    await start({ store, queue, maxPerSweep: 2_500 }).sweep()
    expect(Math.max(...store.asked.map(({ limit }) => limit))).toBe(2_500)
    expect(queue.enqueued).toHaveLength(2_500)
  })

  it('tries again what the queue refused', async () => {
    const store = fakeStore()
    const queue = fakeQueue()
    const errors: unknown[] = []
    store.rows.push({ messageId: 'm1', channel: 'webchat', dueAt: 0 })
    queue.refuses = true
    const sweeper = start({ store, queue, onError: (error) => errors.push(error) })
    expect(await sweeper.sweep()).toBe(0)
    expect(errors).toHaveLength(1)
    queue.refuses = false
    expect(await sweeper.sweep()).toBe(1)
    expect(queue.enqueued).toEqual(['webchat/m1'])
  })

  it('goes on after the database failed', async () => {
    const queue = fakeQueue()
    const errors: unknown[] = []
    let failures = 0
    const due = async (): Promise<readonly DueMessage[]> => {
      failures += 1
      if (failures === 1) throw new Error('database is away')
      return [{ messageId: 'm1', channel: 'webchat' }]
    }
    start({ store: { due }, queue, everyMs: 1, onError: (error) => errors.push(error) })
    await until(() => queue.enqueued.length > 0)
    expect(errors).toEqual([new Error('database is away')])
    expect(queue.enqueued).toEqual(['webchat/m1'])
  })

  it('sweeps no more once stopped', async () => {
    const store = fakeStore()
    const sweeper = start({ store, queue: fakeQueue(), everyMs: 1 })
    await sweeper.stop()
    const asked = store.asked.length
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(store.asked).toHaveLength(asked)
  })
})
