/** The floor of workload A, a process of its own: Express and zod take the same JSON, `URL` reads its link, and it answers once the bytes are durable. */
import express from 'express'
import { z } from 'zod'
import { openDurableInsert } from './durable-insert.ts'

const submission = z.strictObject({
  channel: z.string(),
  externalId: z.string(),
  conversationId: z.string(),
  sender: z.strictObject({ address: z.string(), name: z.string() }),
  text: z.string().max(10_000),
})

const [databaseUrl = '', port = ''] = process.argv.slice(2)
const insert = await openDurableInsert(databaseUrl)
const app = express()
app.post('/v1/messages', express.raw({ type: 'application/json', limit: '1mb' }), async (req, res) => {
  const bytes = req.body as Buffer
  const { text } = submission.parse(JSON.parse(bytes.toString('utf8')))
  const link = /https?:\/\/\S+/.exec(text)?.[0]
  if (link === undefined) throw new Error('a message without its link')
  const { hostname } = new URL(link)
  await insert.add(bytes)
  res.status(202).json({ status: 'accepted', hostname })
})
app.listen(Number(port), '127.0.0.1', () => process.stdout.write('listening\n'))
