import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, describe, expect, it } from '@jest/globals'
import { Redis } from 'ioredis'
import type { Queue } from '../../src/core/queue.ts'
import { openBullmqQueue } from '../../src/queue/bullmq.ts'
import { describeQueue, until } from '../contracts/queue.ts'
import { startRedis } from '../support/redis.ts'

const program = fileURLToPath(new URL('../support/run-forever.ts', import.meta.url))
const redis = await startRedis()
afterAll(async () => {
  await redis?.stop()
})

if (redis === null) {
  it.skip('BullMQ on Redis: no redis-server on this machine', () => undefined)
} else {
  let installation = 0
  const newPrefix = () => `forebay-test-${++installation}`
  describeQueue('BullMQ on Redis', async (options) => openBullmqQueue({ url: redis.url, prefix: newPrefix(), ...options }))

  describe('BullMQ on Redis', () => {
    const opened: Queue[] = []
    const errors: Error[] = []
    const open = (prefix: string): Queue => {
      const queue = openBullmqQueue({
        url: redis.url,
        channels: ['webchat'],
        prefix,
        timeoutMs: 500,
        backoff: { firstMs: 600_000, maxMs: 600_000, maxAttempts: 5 },
        onError: (error) => errors.push(error),
      })
      opened.push(queue)
      return queue
    }
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((queue) => queue.stop(0)))
    })

    it('gives what still runs after the grace to another process', async () => {
      const prefix = newPrefix()
      const leaving = open(prefix)
      let started = false
      await leaving.start(() => {
        started = true
        return new Promise(() => undefined)
      })
      await leaving.enqueue('webchat', 'handed-over')
      await until(() => started)
      await leaving.stop(20)

      const staying = open(prefix)
      const seen: string[] = []
      await staying.start(async (messageId) => {
        seen.push(messageId)
      })
      await until(() => seen.length === 1)
      expect(seen).toEqual(['handed-over'])
    })

    it('gives what a killed process was running to another one', async () => {
      const prefix = newPrefix()
      const doomed = spawn(process.execPath, ['--no-warnings', program, redis.url, prefix, 'webchat', 'orphaned'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      await once(doomed.stdout, 'data')
      doomed.kill('SIGKILL')
      await once(doomed, 'exit')

      const staying = openBullmqQueue({ url: redis.url, channels: ['webchat'], prefix, lockMs: 300 })
      opened.push(staying)
      const seen: string[] = []
      await staying.start(async (messageId) => {
        seen.push(messageId)
      })
      await until(() => seen.length === 1)
      expect(seen).toEqual(['orphaned'])
    })

    it('writes ids to Redis and never what a handler said', async () => {
      const queue = open(newPrefix())
      let ran = false
      await queue.start(async () => {
        ran = true
        throw new Error('the customer wrote: my secret')
      })
      await queue.enqueue('webchat', 'private-words')
      await until(async () => ran && (await queue.depth()).webchat?.active === 0)
      const client = new Redis(redis.url)
      const keys = await client.keys('*')
      const hashes = await Promise.all(
        keys.map(async (key) => ((await client.type(key)) === 'hash' ? JSON.stringify(await client.hgetall(key)) : '')),
      )
      client.disconnect()
      expect(hashes.join('\n')).toContain('private-words')
      expect(hashes.join('\n')).not.toContain('my secret')
    })

    it('refuses at once while Redis is away, and goes on by itself when Redis is back', async () => {
      const queue = open(newPrefix())
      const seen: string[] = []
      await queue.start(async (messageId) => {
        seen.push(messageId)
      })
      await queue.enqueue('webchat', 'before')
      await until(() => seen.length === 1)

      await redis.kill()
      await until(async () => {
        try {
          await queue.ping()
          return false
        } catch {
          return true
        }
      })
      await expect(queue.enqueue('webchat', 'while-away')).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE', retryable: true })
      await expect(queue.depth()).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' })
      await until(() => errors.length > 0)

      await redis.start()
      await until(async () => {
        try {
          await queue.enqueue('webchat', 'after')
          return true
        } catch {
          return false
        }
      })
      await until(() => seen.includes('after'))
      expect(seen).not.toContain('while-away')
    })

    it('opens while Redis is away and works once Redis is there', async () => {
      await redis.kill()
      const queue = open(newPrefix())
      const seen: string[] = []
      await queue.start(async (messageId) => {
        seen.push(messageId)
      })
      await expect(queue.enqueue('webchat', 'too-early')).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' })
      await redis.start()
      await until(async () => {
        try {
          await queue.enqueue('webchat', 'in-time')
          return true
        } catch {
          return false
        }
      })
      await until(() => seen.includes('in-time'))
    })

    it('stops though Redis is away', async () => {
      const queue = open(newPrefix())
      await queue.start(async () => undefined)
      await queue.ping()
      await redis.kill()
      await expect(queue.stop(50)).resolves.toBeUndefined()
      await redis.start()
    })
  })
}
