import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { openInProcessQueue } from '../../src/queue/in-process.ts'
import { describeQueue, until } from '../contracts/queue.ts'

describeQueue('the in-process queue', async ({ laneConcurrency, backoff }) => openInProcessQueue({ laneConcurrency, backoff }))

describe('the lanes of the in-process queue', () => {
  it('take turns when there are fewer places than work', async () => {
    const queue = openInProcessQueue({ concurrency: 1, laneConcurrency: 1 })
    const order: string[] = []
    for (let index = 0; index < 3; index += 1) await queue.enqueue('loud', `l${index}`)
    await queue.enqueue('quiet', 'q0')
    await queue.enqueue('quiet', 'q1')
    await queue.start(async (messageId) => {
      order.push(messageId)
    })
    await until(() => order.length === 5)
    expect(order).toEqual(['l0', 'q0', 'l1', 'q1', 'l2'])
    await queue.stop(0)
  })

  it('never run more than their limits, never one id twice at once, and always run every id', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ channel: fc.constantFrom('a', 'b', 'c'), id: fc.nat(15) }), { maxLength: 80 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 6 }),
        async (jobs, concurrency, laneConcurrency) => {
          const queue = openInProcessQueue({ concurrency, laneConcurrency })
          const running: string[] = []
          const ran = new Set<string>()
          const broken: string[] = []
          await queue.start(async (messageId, channel) => {
            const key = `${channel}/${messageId}`
            if (running.includes(key)) broken.push(`${key} runs twice`)
            running.push(key)
            if (running.length > concurrency) broken.push('over the concurrency')
            if (running.filter((other) => other.startsWith(`${channel}/`)).length > laneConcurrency) broken.push('over the lane')
            await new Promise(setImmediate)
            running.splice(running.indexOf(key), 1)
            ran.add(key)
          })
          for (const [index, job] of jobs.entries()) {
            void queue.enqueue(job.channel, String(job.id))
            if (index % 7 === 0) await new Promise(setImmediate)
          }
          const wanted = new Set(jobs.map((job) => `${job.channel}/${job.id}`))
          await until(() => ran.size === wanted.size && running.length === 0)
          await queue.stop(0)
          expect(broken).toEqual([])
        },
      ),
      { numRuns: 40 },
    )
  })

  it('leave room for input and output between instant jobs', async () => {
    const queue = openInProcessQueue()
    let runs = 0
    await queue.start(async () => {
      runs += 1
    })
    for (let index = 0; index < 5_000; index += 1) void queue.enqueue('webchat', `m${index}`)
    let runsAtTimer = 0
    await new Promise<void>((resolve) =>
      setTimeout(() => {
        runsAtTimer = runs
        resolve()
      }, 0),
    )
    await until(() => runs === 5_000)
    expect(runsAtTimer).toBeLessThan(5_000)
    await queue.stop(0)
  })
})
