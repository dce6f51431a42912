/** `npm run dev`: the service in a folder of its own, restarted when the code changes, with sample messages sent and shown; what it says of files comes from a development scanner, and it says so. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, watch } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pc from 'picocolors'
import { keptBack, renderCard, renderLine } from '../src/cli/card.ts'
import { listInputs } from '../src/cli/inputs.ts'
import { signCustomerToken } from '../src/cli/keys.ts'
import type { MessageRecord } from '../src/core/record.ts'
import { EICAR, type RunningClamd, startClamd } from '../test/support/clamd.ts'
import { makePng } from '../test/support/files.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const dataDir = process.env.DATA_DIR ?? join(root, 'data', 'dev')
const port = Number(process.env.PORT ?? 8080)
const address = `http://127.0.0.1:${port}`
const page = { colors: pc, columns: Math.min(process.stdout.columns ?? 110, 110) }
const WAIT_SECONDS = 10
/** Editors save in several steps. */
const SETTLE_MS = 300
/** Shown whole; the others are a line each. */
const CARDS = ['chat-question.json', 'phish-bank.eml', 'names-that-lie.eml', 'photo from a customer', 'virus from a customer']

interface Sample {
  readonly name: string
  readonly type: string
  readonly body: Buffer
}

/** Status and what was kept back, by sample: what the last run gave. */
const last = new Map<string, string>()

async function main(): Promise<number> {
  const clamd = process.env.CLAMD_URL === undefined ? await startClamd() : null
  if (clamd !== null) warnOfScanner()
  else if (process.env.CLAMD_URL === undefined) say('There is no clamd here (Debian: apt install clamav-daemon): files will be held.')
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  let service = startService(clamd)
  const restart = async () => {
    say('The code changed: starting again.')
    await end(service)
    service = startService(clamd)
  }
  let turn = Promise.resolve()
  let changed: NodeJS.Timeout | undefined
  // Not node --watch: its notes on what was imported reach the service's own threads as messages.
  const watcher = watch(join(root, 'src'), { recursive: true }, () => {
    clearTimeout(changed)
    changed = setTimeout(() => {
      turn = turn.then(restart)
    }, SETTLE_MS)
  })
  await stopped
  clearTimeout(changed)
  watcher.close()
  await turn
  await end(service)
  await clamd?.remove()
  return 0
}

function startService(clamd: RunningClamd | null): ChildProcess {
  const env = {
    ...process.env,
    PORT: String(port),
    DATA_DIR: dataDir,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    ...(clamd === null ? {} : { CLAMD_URL: clamd.url }),
  }
  // A group of its own: Ctrl-C is ours to pass on, once.
  const service = spawn(process.execPath, [join(root, 'src', 'forebay.ts'), 'serve'], {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  createInterface({ input: service.stdout }).on('line', (line) => {
    process.stdout.write(`${line}\n`)
    // The last line of its greeting: it listens.
    if (line.startsWith('         virus scanner:'))
      sendAll().catch((error) => say(pc.red(`The samples could not be sent: ${error.message}`)))
  })
  service.once('exit', (code) => {
    if (code !== null && code !== 0) say(pc.red(`The service ended with ${code}; it starts again when the code changes.`))
  })
  return service
}

async function end(service: ChildProcess): Promise<void> {
  if (service.exitCode !== null || service.signalCode !== null) return
  const ended = new Promise((resolve) => service.once('exit', resolve))
  service.kill('SIGTERM')
  await ended
}

async function sendAll(): Promise<void> {
  const isFirst = last.size === 0
  const run = Date.now().toString(36)
  const key = process.env.BOOTSTRAP_API_KEY ?? readFileSync(join(dataDir, 'bootstrap-api-key'), 'utf8').trim()
  const cards: string[] = []
  let changed = 0
  if (isFirst) say(`Sending what is in ${relative(root, join(root, 'fixtures', 'messages'))}, and some files of an identified customer:`)
  for (const sample of await samples(run)) {
    const record = await send(sample, key)
    const outcome = `${record.status} ${keptBack(record)} ${record.report.findings.map(({ code }) => code)}`
    const isNew = last.get(sample.name) !== outcome
    last.set(sample.name, outcome)
    if (isNew && !isFirst) changed += 1
    if (isNew) process.stdout.write(renderLine(sample.name, record, page))
    if (isFirst && CARDS.includes(sample.name)) cards.push(renderCard(sample.name, sample.body.length, record, page))
  }
  if (isFirst) process.stdout.write(`\n${cards.join('')}${whereToLook()}`)
  else say(`Sent the samples again: ${changed === 0 ? 'all as before' : `${changed} came out differently`}.`)
}

/** Each run sends messages of its own: what was sent before would be known as the same message. */
async function samples(run: string): Promise<readonly Sample[]> {
  const paths = await listInputs([join(root, 'fixtures', 'messages')])
  const secret = process.env.CUSTOMER_TOKEN_SECRET ?? readFileSync(join(dataDir, 'customer-token-secret'), 'utf8').trim()
  const identityToken = await signCustomerToken({ subject: '42', acr: null, email: null, customerName: 'Anna', hours: 1 }, secret, Date.now)
  const chat = (name: string, fields: object): Sample => ({
    name,
    type: 'application/json',
    body: Buffer.from(JSON.stringify({ channel: 'webchat', ...fields })),
  })
  const file = (name: string, type: string, bytes: Buffer) => ({ name, type, content: bytes.toString('base64') })
  return [
    ...paths.map((path): Sample => {
      const bytes = readFileSync(path)
      const name = basename(path)
      if (name.endsWith('.eml'))
        return { name, type: 'message/rfc822', body: Buffer.concat([Buffer.from(`X-Sample-Run: ${run}\n`), bytes]) }
      const fields = JSON.parse(bytes.toString())
      return chat(name, { ...fields, ...(fields.externalId ? { externalId: `${fields.externalId}-${run}` } : {}) })
    }),
    chat('photo from a customer', {
      sender: { identityToken },
      text: 'This is how it looks',
      attachments: [file('photo.png', 'image/png', makePng())],
    }),
    chat('virus from a customer', {
      sender: { identityToken },
      text: 'And this came with it',
      attachments: [file('readme.txt', 'text/plain', Buffer.from(EICAR))],
    }),
  ]
}

async function send({ name, type, body }: Sample, key: string): Promise<MessageRecord> {
  const url = `${address}/v1/messages${type === 'message/rfc822' ? '?channel=support-mail' : ''}`
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': type, Prefer: `wait=${WAIT_SECONDS}` }
  const answer = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) })
  if (answer.status !== 200) throw new Error(`${name}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as MessageRecord
}

function whereToLook(): string {
  const keyFile = relative(process.cwd(), join(dataDir, 'bootstrap-api-key'))
  const curl = `curl -s -H "Authorization: Bearer $(cat ${keyFile})" ${address}`
  const rows = [
    ['API reference', `${address}/docs`],
    ['messages', `${curl}/v1/messages?limit=3`],
    ['what is held', `${curl}/v1/quarantine`],
    ['events, live', `${curl.replace('curl -s', 'curl -sN')}/v1/events`],
    ['metrics', `${address}/metrics`],
    ['stored in', `${relative(process.cwd(), dataDir)} (remove it to begin anew)`],
  ]
  return `${pc.bold('Where to look')}\n${rows.map(([label, where]) => `  ${pc.dim((label ?? '').padEnd(14))}${where}`).join('\n')}\n\nChange a file in src/ and it starts again and sends the samples again. Ctrl-C ends it.\n`
}

function warnOfScanner(): void {
  const lines = [
    'THIS IS A DEVELOPMENT SCANNER: a real clamd with one signature, the EICAR test file.',
    'It calls every other virus clean. Set CLAMD_URL to use a real one.',
  ]
  const width = Math.max(...lines.map((line) => line.length)) + 2
  process.stdout.write(`${lines.map((line) => pc.inverse(pc.yellow(` ${line}`.padEnd(width)))).join('\n')}\n`)
}

function say(sentence: string): void {
  process.stdout.write(`\n${pc.bold(sentence)}\n`)
}

process.exitCode = await main()
