/** One thread of the floor of workloads B and D: postal-mime and sanitize-html as they come, and nothing else. */
import { parentPort, workerData } from 'node:worker_threads'
import PostalMime from 'postal-mime'
import sanitizeHtml from 'sanitize-html'
import { makeMessages } from '../content/messages.ts'
import type { FromMailWorker, MailWorkerData, ToMailWorker } from './mail-protocol.ts'

const data = workerData as MailWorkerData
const port = parentPort
if (port === null) throw new Error('this file runs as a worker thread')
const say = (message: FromMailWorker) => port.postMessage(message)
const mails = data.mails.kind === 'given' ? data.mails.mails : makeMessages('B', data.mails.count, data.mails.seed)
let unstored = 0
let wake: () => void = () => undefined

port.on('message', (message: ToMailWorker) => {
  if (message.kind === 'go') void run()
  else {
    unstored -= 1
    wake()
  }
})
say({ kind: 'ready' })

async function run(): Promise<void> {
  await workFor(data.warmupMs)
  const startedAt = performance.now()
  const done = await workFor(data.runMs)
  say({ kind: 'done', mails: done, seconds: (performance.now() - startedAt) / 1_000 })
  port?.close()
}

async function workFor(ms: number): Promise<number> {
  const endAt = performance.now() + ms
  let done = 0
  for (; performance.now() < endAt; done += 1) {
    const raw = mails[done % mails.length] as Uint8Array
    await look(raw)
    if (data.maxUnstored === 0) continue
    unstored += 1
    say({ kind: 'mail', bytes: raw })
    while (unstored >= data.maxUnstored) await new Promise<void>((resolve) => (wake = resolve))
  }
  return done
}

async function look(raw: Uint8Array): Promise<void> {
  const { html } = await PostalMime.parse(raw)
  if (html !== undefined) sanitizeHtml(html)
}
