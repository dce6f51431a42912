/** Promise: who is erased is gone, from database, files, logs, queue and dead letters alike, and the logs still prove that nothing else was changed. */
import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, describe, expect, it } from '@jest/globals'
import { Redis } from 'ioredis'
import type { MessageRecord } from '../../src/core/record.ts'
import { attach } from '../support/client.ts'
import { eicar, makePng, makeZip } from '../support/files.ts'
import { makeMail } from '../support/mail.ts'
import { startPostgres } from '../support/postgres.ts'
import { recordLogin } from '../support/record-login.ts'
import { startRedis } from '../support/redis.ts'
import { removeFolder, scratchFolder } from '../support/scratch.ts'
import { startScriptedClamd } from '../support/scripted-clamd.ts'
import { type LocalService, openLocalService, PUBLIC_URL } from '../support/service.ts'
import { findOpened, findRaw, tablesOf, traceOf } from '../support/stored-bytes.ts'
import { startWebhookReceiver } from '../support/webhook-receiver.ts'

const [postgres, redis, clamd, failing, gone] = await Promise.all([
  startPostgres(),
  startRedis(),
  startScriptedClamd(),
  startWebhookReceiver(),
  startWebhookReceiver(),
])
failing.status = 500
gone.status = 410
afterAll(async () => {
  await Promise.all([postgres?.stop(), redis?.stop(), clamd.close(), failing.close(), gone.close()])
})

/** Of a test that failed before its end. */
let stopAtTheEnd: () => Promise<void> = async () => undefined
afterEach(() => stopAtTheEnd())
const key = randomBytes(32)
const FORGET_ME = `quokka${randomBytes(6).toString('hex')}`
const STAYS = `numbat${randomBytes(6).toString('hex')}`
const REASON = (marker: string) => ({ body: { reason: `They said ${marker}` } })

/** Everything that a person can leave behind, with the marker in whatever they wrote and in whatever was said of it. */
async function leaveTraces(service: LocalService, marker: string): Promise<readonly string[]> {
  const subject = `customer-${marker}`
  const identityToken = await service.customerToken({ sub: subject, email: `${marker}@example.com`, name: marker })
  const { store } = service.service
  const login = { subject, level: 'authenticated', acr: `acr-${marker}`, at: Date.now() } as const
  // As the login of a step-up records it, after its code was sent to these addresses.
  await recordLogin(store, login, 'support-mail', `${marker}@example.com`, Date.now() + 1e9)
  await recordLogin(store, login, 'social', `id-${marker}`, Date.now() + 1e9)

  const url = `https://${marker}.example/${marker}`
  const words = {
    subject: `About ${marker}`,
    text: `My ${marker} ${url} card 4111 1111 1111 1111`,
    html: `<p>${marker} <a href="${url}">${marker}</a></p>`,
  }
  const files = [
    attach(`${marker}.txt`, `${marker} `.repeat(3_000), 'text/plain'),
    attach(`${marker}.png`, Buffer.concat([makePng(5), Buffer.from(marker)]), 'image/png'),
    attach(`${marker}-locked.zip`, makeZip([{ name: `${marker}.doc`, data: 'b', encrypted: true }])),
    attach(`${marker}.com`, Buffer.concat([eicar(), Buffer.from(marker)])),
  ]
  const conversationId = `conversation-${marker}`
  const sender = { address: `typed-${marker}@example.com`, name: `Name ${marker}` }
  const headers = [`X-Header: ${marker}`, `Reply-To: ${marker}@reply.example`]
  const from = `"${marker}" <${marker.toUpperCase()}@Example.com>`
  const records: MessageRecord[] = [
    // Nobody yet: its files wait for a login.
    await service.through(
      { ...words, sender, conversationId, externalId: `x-${marker}`, attachments: files.slice(0, 1) },
      { 'Idempotency-Key': `k-${marker}` },
    ),
    await service.through({ ...words, conversationId, sender: { ...sender, identityToken }, attachments: files }),
    await service.through({ ...words, channel: 'social', sender: { address: `id-${marker}` }, attachments: files.slice(0, 2) }),
    await service.throughMail(
      makeMail({
        ...words,
        from,
        messageId: `one-${marker}@example.com`,
        headers,
        files: [{ type: 'text/plain', name: `${marker}.txt`, body: marker }],
      }),
    ),
    await service.throughMail(makeMail({ ...words, from, headers, text: `${marker} in a large mail\n`.repeat(9_000) })),
  ]
  const [, chat, , mail] = records
  for (const { id, release } of records) {
    await service.call('GET', `/v1/messages/${id}/release`, { headers: { 'Forebay-Agent': 'kim' } })
    for (const link of release?.links ?? [])
      if (link.url !== null) await service.call('GET', link.url.replace(PUBLIC_URL, ''), { key: null })
    for (const { id: fileId } of release?.files ?? []) {
      await service.file(id, fileId)
      await service.call('POST', `/v1/messages/${id}/files/${fileId}/request`, REASON(marker))
    }
    for (const mask of release?.masks ?? []) await service.call('POST', `/v1/messages/${id}/masks/${mask.id}/reveal`, REASON(marker))
  }
  for (const { id } of await service.held(chat?.id ?? '')) await service.call('POST', `/v1/quarantine/${id}/remove`, REASON(marker))
  await service.identify(mail?.id ?? '', identityToken)
  await service.until(mail?.id ?? '', ({ identity }) => identity.subject === subject, 'identified')
  // Given up, as after a crash at each try.
  const dead = await service.through({ ...words, sender: { identityToken }, attachments: files.slice(0, 1) })
  await store.retryLater(dead.id, null, 'RUN_FAILED')
  // A code that was asked for in the chat, and one that was used in another conversation of theirs.
  for (const [id, messageId, at] of [
    [`open-${marker}`, records[0]?.id ?? '', conversationId],
    [`used-${marker}`, chat?.id ?? '', `${conversationId}-2`],
  ] as const) {
    const name = createHash('sha256').update(id).digest('base64url')
    const address = `typed-${marker}@example.com`
    const [openedAt, expiresAt] = [Date.now(), Date.now() + 1e6]
    await store.openIdentification({
      fresh: { id: name, channel: 'webchat', conversationId: at, address, language: 'en', openedAt, expiresAt },
      code: name.slice(0, 8),
      place: `conversation webchat ${at}`,
      addressPlace: `address webchat ${address}`,
      messageId,
      limits: { since: 0, count: 100, mostLogins: 10, byAddress: true },
    })
    if (id.startsWith('used')) await store.useIdentification(name, { ...login, provesAddress: false, listed: [messageId] }, openedAt)
  }
  return [...records.map(({ id }) => id), dead.id]
}

async function verifyByCommand(dataDir: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../src/forebay.ts', import.meta.url)), 'logs', 'verify'], {
    env: { PATH: process.env.PATH ?? '', DATA_DIR: dataDir, ENCRYPTION_KEY: key.toString('hex'), ...environment },
  })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  const [code] = (await once(child, 'exit')) as [number]
  return `${printed}ended with ${code}`
}

async function redisBytes(): Promise<Buffer> {
  const client = new Redis(redis?.url ?? '')
  try {
    const keys = await client.keys('*')
    const dumps = await Promise.all(keys.map((name) => client.dumpBuffer(name)))
    return Buffer.concat([Buffer.from(keys.join('\n')), ...dumps.flatMap((dump) => (dump === null ? [] : [dump]))])
  } finally {
    client.disconnect()
  }
}

const onDisk: { name: string; database: (dataDir: string) => Promise<string>; environment: Readonly<Record<string, string>> }[] = [
  { name: 'SQLite', database: async (dataDir) => `sqlite:${dataDir}/forebay.db`, environment: {} },
]
if (postgres !== null && redis !== null)
  onDisk.push({ name: 'PostgreSQL and Redis', database: () => postgres.createDatabase(), environment: { REDIS_URL: redis.url } })
else it.skip('PostgreSQL or Redis is not installed here: its test did not run', () => undefined)

describe.each(onDisk)('erasing a customer on $name', ({ name, database, environment }) => {
  it('leaves no byte of theirs anywhere, all of everybody else, and logs that prove right', async () => {
    const dataDir = await scratchFolder('erased')
    const url = await database(dataDir)
    const settings = {
      ...environment,
      DATABASE_URL: url,
      ENCRYPTION_KEY: key.toString('hex'),
      CLAMD_URL: clamd.url,
      WEBHOOK_ALLOW_PRIVATE: '127.0.0.0/8',
      RESCAN_SECONDS: '600',
    }
    const open = () => openLocalService({ dataDir, environment: settings })
    let service = await open()
    stopAtTheEnd = () => service.stop()
    for (const receiver of [failing, gone]) await service.call('POST', '/v1/webhooks', { body: { url: receiver.url } })
    const theirs = await leaveTraces(service, FORGET_ME)
    const others = await leaveTraces(service, STAYS)
    await gone.until((attempts) => attempts.length > 0, 'told that the endpoint is gone')
    const logs = [...service.log]
    await service.stop()

    // The search is worth something only if it finds them first.
    const before = await tablesOf(url)
    const found = await findOpened(before, dataDir, key, FORGET_ME)
    const places = new Set(found.map(({ place }) => place))
    expect([...places].sort()).toEqual([
      'arrivals.arrival',
      'arrivals.identity',
      'blob',
      'customer_addresses.sealed',
      'customers.sealed',
      'holds.conversation',
      'identifications.login',
      'identifications.sealed',
      'log_entries.detail',
      'messages.conversation',
      'records.sealed',
      'reviews.sealed',
    ])
    const traces = found.map(traceOf)
    expect(await findRaw(dataDir, before, traces)).toContain(name === 'SQLite' ? 'forebay.db' : 'table records')
    expect(await findRaw(dataDir, before, [FORGET_ME])).toContain(name === 'SQLite' ? 'forebay.db' : 'table messages')
    const states = new Set((before.deliveries ?? []).map(({ state }) => state))
    expect(states).toEqual(new Set(['pending', 'dead']))
    const files = (before.message_blobs ?? []).filter(({ message_id }) => theirs.includes(String(message_id)))
    expect(files.length).toBe(found.filter(({ place }) => place === 'blob').length)
    const stays = (await findOpened(before, dataDir, key, STAYS)).length

    service = await open()
    // While more of theirs is being worked on.
    const identityToken = await service.customerToken({ sub: `customer-${FORGET_ME}` })
    const underWay = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        service.submit({
          text: `${FORGET_ME} ${index}`,
          sender: { identityToken },
          attachments: [attach(`${FORGET_ME}.png`, Buffer.concat([makePng(index), Buffer.from(FORGET_ME)]))],
        }),
      ),
    )
    const answer = await service.call('DELETE', `/v1/customers/customer-${FORGET_ME}`)
    expect([answer.status, answer.json()]).toEqual([
      200,
      {
        messages: theirs.length + underWay.length,
        files: files.length + underWay.length,
        addresses: 2,
        logLines: expect.any(Number),
        pseudonym: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    ])
    const { pseudonym, logLines } = answer.json<{ pseudonym: string; logLines: number }>()
    expect(logLines).toBeGreaterThan(10)
    // At once, with the database open, its log of writes beside it.
    expect(await findRaw(dataDir, {}, [FORGET_ME, ...traces])).toEqual([])
    for (const id of [...theirs, ...underWay]) expect((await service.call('GET', `/v1/messages/${id}`)).status).toBe(404)
    expect((await service.call('GET', `/v1/customers/customer-${FORGET_ME}`)).json()).toMatchObject({ code: 'CUSTOMER_NOT_FOUND' })
    // What was being worked on ends, and brings nothing back.
    const after = await service.through({ text: 'somebody else' })
    expect(after.status).toBe('released')
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    logs.push(...service.log)
    stopAtTheEnd = async () => undefined
    await service.stop()

    const tables = await tablesOf(url)
    expect(await findOpened(tables, dataDir, key, FORGET_ME)).toEqual([])
    expect(await findRaw(dataDir, tables, [FORGET_ME, ...traces])).toEqual([])
    expect(JSON.stringify(logs)).not.toContain(FORGET_ME)
    if (environment.REDIS_URL !== undefined) expect((await redisBytes()).includes(FORGET_ME)).toBe(false)
    // The others are as they were.
    expect((await findOpened(tables, dataDir, key, STAYS)).length).toBe(stays)
    const ids = new Set((tables.messages ?? []).map(({ id }) => id))
    expect(others.every((id) => ids.has(id))).toBe(true)
    for (const table of [
      'arrivals',
      'records',
      'holds',
      'message_blobs',
      'dedupe_keys',
      'review_requests',
      'message_links',
      'reviews',
      'identification_messages',
    ])
      expect([table, (tables[table] ?? []).filter(({ message_id }) => !ids.has(message_id))]).toEqual([table, []])

    const erasures = (tables.log_entries ?? []).filter(({ verb }) => verb === 'customer.erased')
    expect(erasures.map(({ subject, message_id }) => [subject, message_id])).toEqual([[pseudonym, null]])
    expect(await verifyByCommand(dataDir, { DATABASE_URL: url })).toMatch(
      /^access +\d+ lines +intact\narchive +\d+ lines +intact\nchanges +\d+ lines? +intact\nended with 0$/,
    )
    await removeFolder(dataDir)
  }, 120_000)
})
