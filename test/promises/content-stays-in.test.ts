/** Promise 9: not a word of a message is in logs, metrics, queue, error texts or on disk in plain, whatever goes wrong with it. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Redis } from 'ioredis'
import { attach } from '../support/client.ts'
import { eicar, makePdf, makePng, makeZip } from '../support/files.ts'
import { makeMail } from '../support/mail.ts'
import { startRedis, type TestRedis } from '../support/redis.ts'
import { removeFolder, scratchFolder } from '../support/scratch.ts'
import { type ScriptedClamd, startScriptedClamd } from '../support/scripted-clamd.ts'
import { type ChildService, PUBLIC_URL, startService } from '../support/service.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts'

/** A word that stands nowhere else, and may stand in names, addresses and hosts alike. */
const MARKER = 'zebrafinch7731'
const redis: TestRedis | null = await startRedis()
const withRedis = redis === null ? describe.skip : describe
let temporary: string
let clamd: ScriptedClamd
let receiver: WebhookReceiver
let service: ChildService
let client: Redis | undefined
let monitor: Redis | undefined
/** Every command that Redis was sent. */
const commands: string[] = []
/** Answers to what was refused. */
const refusals: string[] = []

beforeAll(async () => {
  ;[temporary, clamd, receiver] = await Promise.all([scratchFolder('tmp'), startScriptedClamd(), startWebhookReceiver()])
  if (redis === null) return
  client = new Redis(redis.url)
  monitor = await client.monitor()
  monitor.on('monitor', (_time: string, args: readonly string[]) => commands.push(args.join(' ')))
  service = await startService({
    nodeOptions: ['--import', fileURLToPath(new URL('../support/unruly-inspectors.ts', import.meta.url))],
    environment: {
      CLAMD_URL: clamd.url,
      REDIS_URL: redis.url,
      TMPDIR: temporary,
      LOG_LEVEL: 'debug',
      STEP_TIMEOUT_MS: '300',
      RESCAN_SECONDS: '600',
      WEBHOOK_ALLOW_PRIVATE: '127.0.0.0/8',
    },
  })
  receiver.status = 500
  await service.call('POST', '/v1/webhooks', { body: { url: receiver.url } })
  await sendEverything()
  await refuseEverything()
})
afterAll(async () => {
  for (const connection of [client, monitor]) connection?.disconnect()
  await service?.remove()
  await redis?.stop()
  await Promise.all([clamd.close(), receiver.close(), removeFolder(temporary)])
})

const marked = (deed = '') => `${MARKER}${deed === '' ? '' : `-deed-${deed}`}`
const files = (deed = '') => [
  attach(`${marked(deed)}.png`, Buffer.concat([makePng(1), Buffer.from(MARKER)]), 'image/png'),
  attach(`${MARKER}.txt`, `${MARKER} `.repeat(20_000), 'text/plain'),
  attach(
    `${MARKER}.zip`,
    makeZip([
      { name: `${MARKER}.txt`, data: MARKER, stored: true },
      { name: `${MARKER}.com`, data: eicar() },
    ]),
  ),
  attach(`${MARKER}.pdf`, makePdf({ text: MARKER }), `application/${MARKER}`),
]
const words = {
  subject: `Subject ${MARKER}`,
  text: `Text ${MARKER} https://${MARKER}.example/${MARKER}?${MARKER}#${MARKER} ${MARKER}@example.com`,
  html: `<p title="${MARKER}">${MARKER}<a href="https://${MARKER}.example/${MARKER}">${MARKER}</a><script>${MARKER}</script><img alt="${MARKER}" src="https://${MARKER}.example/"></p>`,
}
const mail = (deed = '') =>
  makeMail({
    ...words,
    subject: `${words.subject} ${marked(deed)}`,
    from: `"${MARKER}" <${MARKER}@${MARKER}.example>`,
    messageId: `${MARKER}-${deed}@${MARKER}.example`,
    headers: [`X-Header: ${MARKER}`, `Reply-To: ${MARKER}@example.com`],
    files: [{ type: 'text/plain', name: `${MARKER}.txt`, body: `${MARKER} `.repeat(20_000) }],
  })

async function sendEverything(): Promise<void> {
  const identityToken = await service.customerToken({ sub: MARKER, email: `${MARKER}@example.com`, name: MARKER, acr: MARKER })
  const sender = { identityToken, address: `${MARKER}@example.com`, name: `Name ${MARKER}` }
  // The conversation is the connector's own number for it, by which it searches.
  const ids = { externalId: `external-${MARKER}`, conversationId: 'c-7' }
  const settled = await Promise.all([
    service.through({ ...words, ...ids, sender, attachments: files() }, { 'Idempotency-Key': `key-${MARKER}` }),
    service.through({ ...words, channel: 'social', sender: { address: MARKER }, attachments: files() }),
    // What goes wrong has the best chances to be quoted.
    ...['crash', 'hang', 'undeclared', 'exit'].map((deed) => service.through({ ...words, sender, attachments: files(deed) })),
    service.throughMail(mail()),
    service.throughMail(mail('crash')),
    service.throughMail(Buffer.from(`${MARKER}\0\xff ${MARKER}`)),
  ])
  clamd.mode = 'garbage'
  await service.through({ ...words, sender, attachments: files() })
  clamd.mode = 'answer'
  // Looking at it leaves no trace of what was seen.
  for (const { id, release } of settled) {
    await service.call('GET', `/v1/messages/${id}/release`, { headers: { Accept: 'text/plain' } })
    for (const file of release?.files ?? []) {
      await service.file(id, file.id)
      // A password that opens nothing, and a reason to ask.
      for (const [what, body] of [
        ['password', { password: MARKER }],
        ['request', { reason: MARKER }],
      ] as const)
        await service.call('POST', `/v1/messages/${id}/files/${file.id}/${what}`, { body })
    }
    for (const { url } of release?.links ?? []) if (url !== null) await service.call('GET', url.replace(PUBLIC_URL, ''), { key: null })
  }
  await service.call('GET', `/v1/messages?conversationId=${MARKER}`)
  await service.identify(settled[1]?.id ?? '', identityToken)
  await receiver.until((attempts) => attempts.length >= settled.length, 'attempts')
}

/** Each of these is refused, with what was wrong in it. */
async function refuseEverything(): Promise<void> {
  const token = await service.customerToken({ sub: MARKER, exp: 1 })
  const json = (body: object) => service.call('POST', '/v1/messages', { body })
  const raw = (text: string, type = 'application/json', path = '/v1/messages') =>
    service.call('POST', path, { body: new TextEncoder().encode(text), headers: { 'Content-Type': type } })
  const answers = [
    await json({ channel: MARKER, text: MARKER }),
    await json({ channel: 'webchat', text: [MARKER] }),
    await json({ channel: 'webchat', text: `${MARKER}\0` }),
    await json({ channel: 'webchat', text: MARKER, sender: { identityToken: token } }),
    await json({ channel: 'webchat', text: MARKER, sender: { identityToken: `${MARKER}.${MARKER}.${MARKER}` } }),
    await json({ channel: 'webchat', text: MARKER, attachments: [{ name: MARKER, content: `${MARKER}!` }] }),
    await json({ channel: 'webchat', text: MARKER.repeat(10_000) }),
    await json({ channel: 'webchat', text: 'other', externalId: `external-${MARKER}` }),
    await json({ channel: 'webchat', text: MARKER, sentAt: MARKER }),
    await raw(`{"channel":"webchat","text":"${MARKER}`),
    await raw(`--b\r\nContent-Disposition: form-data; name="${MARKER}"\r\n\r\n${MARKER}\r\n--b--`, 'multipart/form-data; boundary=b'),
    await raw(MARKER, `text/${MARKER}`),
    await raw(MARKER, 'message/rfc822', `/v1/messages?channel=${MARKER}`),
    await service.call('GET', `/v1/messages/${MARKER}?${MARKER}=${MARKER}`),
    await service.call('GET', `/v1/${MARKER}`),
    await service.call('GET', `/v1/messages?cursor=${MARKER}!&${MARKER}`),
    await service.call('GET', `/l/${MARKER}.example/${MARKER}`, { key: null }),
    await service.call('GET', '/v1/messages', { key: MARKER }),
    await service.identify('00000000-0000-7000-8000-000000000000', MARKER),
  ]
  for (const answer of answers) {
    expect(answer.status).toBeGreaterThanOrEqual(400)
    refusals.push(answer.text)
  }
}

/** The marker as it would look: plain, in UTF-16, in hex, and in base64 at each of its three offsets. */
const FORMS: readonly { readonly form: string; readonly bytes: Buffer }[] = [
  { form: 'plain', bytes: Buffer.from(MARKER) },
  { form: 'upper case', bytes: Buffer.from(MARKER.toUpperCase()) },
  { form: 'UTF-16', bytes: Buffer.from(MARKER, 'utf16le') },
  { form: 'hex', bytes: Buffer.from(Buffer.from(MARKER).toString('hex')) },
  ...[0, 1, 2].flatMap((offset) => {
    // The first and the last characters depend on what stands beside.
    const inner = Buffer.from(`${'x'.repeat(offset)}${MARKER}`)
      .toString('base64')
      .slice(4, -4)
    return [{ form: `base64 at ${offset}`, bytes: Buffer.from(inner) }]
  }),
]

function formsIn(bytes: Buffer): readonly string[] {
  return FORMS.filter((form) => bytes.includes(form.bytes)).map(({ form }) => form)
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

withRedis('a word of a message', () => {
  it('would be found, in each of its forms', () => {
    for (const text of [`a ${MARKER} b`, Buffer.from(`ab${MARKER}cd`).toString('base64'), Buffer.from(`${MARKER}.`).toString('hex')])
      expect(formsIn(Buffer.from(text))).toHaveLength(1)
    expect(formsIn(Buffer.from(JSON.stringify({ token: Buffer.from(`{"sub":"${MARKER}"}`).toString('base64url') })))).toHaveLength(1)
  })

  it('is there when it is asked for, by those who may', async () => {
    const { items } = (await service.call('GET', '/v1/messages')).json<{ readonly items: readonly { readonly release: unknown }[] }>()
    expect(items.length).toBeGreaterThanOrEqual(9)
    expect(JSON.stringify(items[0])).toContain(MARKER)
    expect(receiver.attempts[0]?.body).toContain(MARKER)
  })

  it('is masked where it is personal, and each look at it is recorded before it is answered', async () => {
    const record = await service.through({ text: `Password: ${MARKER}x9` })
    expect(JSON.stringify(record.release)).not.toContain(MARKER)
    const mask = record.release?.masks[0]?.id ?? ''
    const asked = await service.call('POST', `/v1/messages/${record.id}/masks/${mask}/reveal`, { body: { reason: 'A test of the look' } })
    expect(asked.json()).toMatchObject({ value: expect.stringContaining(MARKER) })
    const { items } = (await service.call('GET', `/v1/logs/access?messageId=${record.id}`)).json<{ readonly items: readonly object[] }>()
    expect(items).toEqual([expect.objectContaining({ verb: 'words.revealed', subject: mask, messageId: record.id })])
    expect(JSON.stringify(items)).not.toContain(MARKER)
  })

  it('is not in the log, though much went wrong', () => {
    const log = service.printed()
    expect(log).toMatch(/ended|STEP_TIMED_OUT|WORKER_DIED/)
    expect(log.split('\n').filter((line) => formsIn(Buffer.from(line)).length > 0)).toEqual([])
  })

  it('is not in the metrics', async () => {
    const { text } = await service.call('GET', '/metrics')
    expect(text).toContain('forebay_actions_total')
    expect(formsIn(Buffer.from(text))).toEqual([])
  })

  it('is not in the error texts', () => {
    expect(refusals.filter((text) => formsIn(Buffer.from(text)).length > 0)).toEqual([])
  })

  it('is not in what the queue was sent, which is ids', () => {
    expect(commands.some((command) => /bull:|webchat/.test(command))).toBe(true)
    expect(commands.filter((command) => formsIn(Buffer.from(command)).length > 0)).toEqual([])
  })

  it('is not in the list of deliveries that failed', async () => {
    expect(formsIn((await service.call('GET', '/v1/webhooks/dead')).bytes)).toEqual([])
    expect(formsIn((await service.call('GET', '/v1/failed')).bytes)).toEqual([])
  })

  it('is not on disk in plain: neither in the database and its log, nor in a blob or its name, nor in a temporary file', async () => {
    const paths = [...(await filesBelow(service.dataDir)), ...(await filesBelow(temporary))]
    expect(paths.filter((path) => /forebay\.db/.test(path)).length).toBeGreaterThan(1)
    expect(paths.filter((path) => path.includes('blobs')).length).toBeGreaterThan(10)
    const found: string[] = []
    for (const path of paths) {
      for (const form of [...formsIn(await readFile(path)), ...formsIn(Buffer.from(path))]) found.push(`${path}: ${form}`)
    }
    expect(found).toEqual([])
  })
})
