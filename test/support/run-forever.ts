/** A process that takes one message from a queue on Redis, prints that it has it, and never gets done with it. */
import { openBullmqQueue } from '../../src/queue/bullmq.ts'

const [url = '', prefix = '', channel = '', messageId = ''] = process.argv.slice(2)
const queue = openBullmqQueue({ url, channels: [channel], prefix, lockMs: 300 })
await queue.start(() => {
  process.stdout.write('started\n')
  return new Promise(() => undefined)
})
await queue.enqueue(channel, messageId)
