/** What every queue keeps, whatever it is built on; run on each implementation by its own test file. */

import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from '@jest/globals'
import type { Queue } from '../../src/core/queue.ts'
import type { Backoff } from '../../src/queue/backoff.ts'

export interface OpenQueueOptions {
  readonly channels: readonly string[]
  readonly laneConcurrency: number
  readonly backoff: Backoff
}

const QUICK_BACKOFF: Backoff = { firstMs: 20, maxMs: 50, maxAttempts: 4 }

/** Waits for what happens by itself; throws after ten seconds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + 10_000
  while (!(await condition())) {
    if (performance.now() > giveUpAt) throw new Error('it did not happen in 10 s')
    await sleep(5)
  }
}

/** A handler whose runs end when the test says so. */
function gatedHandler() {
  const started: string[] = []
  const gates = new Map<string, (() => void)[]>()
  const finish = (messageId: string): void => {
    const waiting = gates.get(messageId) ?? []
    gates.delete(messageId)
    for (const resolve of waiting) resolve()
  }
  const handler = (messageId: string, channel: string): Promise<void> => {
    started.push(`${channel}/${messageId}`)
    return new Promise<void>((resolve) => {
      gates.set(messageId, [...(gates.get(messageId) ?? []), resolve])
    })
  }
  return { started, handler, finish }
}

/** `open` gives an empty queue; every queue it gave is stopped after its test. */
export function describeQueue(name: string, open: (options: OpenQueueOptions) => Promise<Queue>): void {
  describe(`${name} as a queue`, () => {
    const opened: Queue[] = []
    const openQueue = async (options: Partial<OpenQueueOptions> = {}): Promise<Queue> => {
      const queue = await open({ channels: ['webchat'], laneConcurrency: 4, backoff: QUICK_BACKOFF, ...options })
      opened.push(queue)
      return queue
    }
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((queue) => queue.stop(0)))
    })

    it('hands every message with its channel to the handler, once', async () => {
      const queue = await openQueue()
      const seen: string[] = []
      await queue.start(async (messageId, channel) => {
        seen.push(`${channel}/${messageId}`)
      })
      const ids = Array.from({ length: 50 }, (_, index) => `m${index}`)
      await Promise.all(ids.map((id) => queue.enqueue('webchat', id)))
      await until(() => seen.length >= 50)
      expect(seen.sort()).toEqual(ids.map((id) => `webchat/${id}`).sort())
    })

    it('keeps what came before it was started', async () => {
      const queue = await openQueue()
      await queue.enqueue('webchat', 'early')
      const { started, handler } = gatedHandler()
      await queue.start(handler)
      await until(() => started.length === 1)
      expect(started).toEqual(['webchat/early'])
    })

    it('starts messages of one lane in the order in which they came', async () => {
      const queue = await openQueue({ laneConcurrency: 1 })
      const ids = Array.from({ length: 20 }, (_, index) => `m${index}`)
      for (const id of ids) await queue.enqueue('webchat', id)
      const seen: string[] = []
      await queue.start(async (messageId) => {
        seen.push(messageId)
      })
      await until(() => seen.length === 20)
      expect(seen).toEqual(ids)
    })

    it('runs an id once when it was enqueued twice before it ran', async () => {
      const queue = await openQueue()
      await Promise.all([queue.enqueue('webchat', 'same'), queue.enqueue('webchat', 'same')])
      await queue.enqueue('webchat', 'same')
      expect((await queue.depth()).webchat?.waiting).toBe(1)
      const { started, handler, finish } = gatedHandler()
      await queue.start(handler)
      await until(() => started.length === 1)
      finish('same')
      await queue.enqueue('webchat', 'after')
      await until(() => started.includes('webchat/after'))
      expect(started).toEqual(['webchat/same', 'webchat/after'])
    })

    it('runs an id again when it was enqueued while it ran, and never twice at once', async () => {
      const queue = await openQueue()
      const gate = gatedHandler()
      await queue.start(gate.handler)
      await queue.enqueue('webchat', 'amended')
      await until(() => gate.started.length === 1)
      await queue.enqueue('webchat', 'amended')
      await queue.enqueue('webchat', 'amended')
      await queue.enqueue('webchat', 'other')
      await until(() => gate.started.includes('webchat/other'))
      expect(gate.started).toEqual(['webchat/amended', 'webchat/other'])
      gate.finish('amended')
      await until(() => gate.started.length === 3)
      expect(gate.started[2]).toBe('webchat/amended')
    })

    it('takes an id again after it has run', async () => {
      const queue = await openQueue()
      let runs = 0
      await queue.start(async () => {
        runs += 1
      })
      await queue.enqueue('webchat', 'again')
      await until(async () => runs === 1 && (await queue.depth()).webchat?.active === 0)
      await queue.enqueue('webchat', 'again')
      await until(() => runs === 2)
      expect(runs).toBe(2)
    })

    it('lets a delayed message wait while later ones pass', async () => {
      const queue = await openQueue()
      const seen: string[] = []
      await queue.start(async (messageId) => {
        seen.push(messageId)
      })
      await queue.enqueue('webchat', 'later', 250)
      await queue.enqueue('webchat', 'now')
      await until(() => seen.length === 1)
      expect(seen).toEqual(['now'])
      await until(() => seen.length === 2)
      expect(seen).toEqual(['now', 'later'])
    })

    it('runs a delayed message at once when it is enqueued again without delay', async () => {
      const queue = await openQueue()
      const { started, handler } = gatedHandler()
      await queue.start(handler)
      await queue.enqueue('webchat', 'hastened', 3_600_000)
      await queue.enqueue('webchat', 'hastened')
      await until(() => started.length === 1)
      expect(started).toEqual(['webchat/hastened'])
    })

    it('tries again with backoff when the handler throws, synchronously or not', async () => {
      const queue = await openQueue()
      const runs: Record<string, number> = {}
      await queue.start((messageId) => {
        runs[messageId] = (runs[messageId] ?? 0) + 1
        if ((runs[messageId] ?? 0) > 2) return Promise.resolve()
        if (messageId === 'sync') throw new Error('private')
        return Promise.reject(new Error('private'))
      })
      await queue.enqueue('webchat', 'sync')
      await queue.enqueue('webchat', 'async')
      await until(() => runs.sync === 3 && runs.async === 3)
      expect(runs).toEqual({ sync: 3, async: 3 })
    })

    it('forgets a message whose handler always throws, and takes it again later', async () => {
      const queue = await openQueue()
      let runs = 0
      await queue.start(async () => {
        runs += 1
        throw new Error('private')
      })
      await queue.enqueue('webchat', 'poison')
      await until(() => runs === QUICK_BACKOFF.maxAttempts)
      await until(async () => (await queue.depth()).webchat?.active === 0)
      await sleep(2 * QUICK_BACKOFF.maxMs)
      expect(runs).toBe(QUICK_BACKOFF.maxAttempts)
      await queue.enqueue('webchat', 'poison')
      await until(() => runs > QUICK_BACKOFF.maxAttempts)
    })

    it('does not let a flooded lane stop another one', async () => {
      const queue = await openQueue({ channels: ['flooded', 'calm'], laneConcurrency: 4 })
      const { started, handler } = gatedHandler()
      await Promise.all(Array.from({ length: 300 }, (_, index) => queue.enqueue('flooded', `f${index}`)))
      await queue.start(handler)
      await until(() => started.length === 4)
      await queue.enqueue('calm', 'one')
      await until(() => started.includes('calm/one'))
      // Nothing of the flood has ended: the calm lane had places of its own.
      expect(started.filter((entry) => entry.startsWith('flooded/'))).toHaveLength(4)
    })

    it('opens a lane for a channel that it was not told of', async () => {
      const queue = await openQueue()
      const { started, handler } = gatedHandler()
      await queue.start(handler)
      await queue.enqueue('brand-new', 'first')
      await until(() => started.length === 1)
      expect(started).toEqual(['brand-new/first'])
    })

    it('tells per channel how many wait and run and how old the oldest is', async () => {
      const queue = await openQueue({ laneConcurrency: 1 })
      const { started, handler } = gatedHandler()
      await queue.start(handler)
      await queue.enqueue('webchat', 'running')
      await until(() => started.length === 1)
      await queue.enqueue('webchat', 'oldest')
      await sleep(30)
      await queue.enqueue('webchat', 'younger')
      const depth = (await queue.depth()).webchat
      expect(depth).toMatchObject({ waiting: 2, active: 1 })
      expect(depth?.oldestWaitingMs).toBeGreaterThanOrEqual(25)
      expect(depth?.oldestWaitingMs).toBeLessThan(60_000)
    })

    it('finishes what runs when it is stopped', async () => {
      const queue = await openQueue()
      const events: string[] = []
      await queue.start(async () => {
        events.push('started')
        await sleep(100)
        events.push('finished')
      })
      await queue.enqueue('webchat', 'slow')
      await until(() => events.length === 1)
      await queue.stop(10_000)
      expect(events).toEqual(['started', 'finished'])
    })

    it('stops within its grace though a handler never ends, and takes no more', async () => {
      const queue = await openQueue()
      const { started, handler } = gatedHandler()
      await queue.start(handler)
      await queue.enqueue('webchat', 'stuck')
      await until(() => started.length === 1)
      await queue.stop(50)
      await expect(queue.enqueue('webchat', 'late')).rejects.toMatchObject({ code: 'QUEUE_STOPPED' })
      await expect(queue.ping()).rejects.toMatchObject({ code: 'QUEUE_STOPPED' })
    })

    it('answers a ping', async () => {
      const queue = await openQueue()
      await expect(queue.ping()).resolves.toBeUndefined()
    })
  })
}
