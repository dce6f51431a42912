/** Promise 3: every accepted message ends, and whatever is removed or held leaves a placeholder with the true reason: for the agent, for the customer, for the machine. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { MessageRecord } from '../../src/core/record.ts'
import type { Action } from '../../src/core/verdict.ts'
import { attach, type SubmissionBody } from '../support/client.ts'
import { eicar, makeDocx, makePe, makePng, makeZip } from '../support/files.ts'
import { makeMail } from '../support/mail.ts'
import { removeFolder, scratchFolder } from '../support/scratch.ts'
import { type ScriptedClamd, startScriptedClamd } from '../support/scripted-clamd.ts'
import { type LocalService, openLocalService } from '../support/service.ts'

const HOLD_MS = 336 * 3_600_000
let aheadMs = 0
const realNow = Date.now
let dataDir: string
let clamd: ScriptedClamd
let service: LocalService
let identityToken: string

beforeAll(async () => {
  jest.spyOn(Date, 'now').mockImplementation(() => realNow() + aheadMs)
  ;[dataDir, clamd] = await Promise.all([scratchFolder('vanish'), startScriptedClamd()])
  service = await open()
  identityToken = await service.customerToken()
})
afterAll(async () => {
  await service.stop()
  await clamd.close()
  await removeFolder(dataDir)
  jest.restoreAllMocks()
})

const open = () => openLocalService({ dataDir, environment: { CLAMD_URL: clamd.url, RESCAN_SECONDS: '600' } })

async function sent(body: SubmissionBody): Promise<MessageRecord> {
  return service.through(body)
}

/** A sentence for a person: not empty, no code in it, and it ends. */
const SENTENCE = /^(?!.*\b[A-Z]+_[A-Z_]+\b)[\p{Lu}\d].{10,}[.]$/u
const CODE = /^[A-Z][A-Z0-9_]+$/

/** Each subject that does not go on as it came is listed with its fate and reason, and told of to both. */
function expectToldOf(record: MessageRecord): void {
  const { verdict, release } = record
  for (const action of verdict?.actions ?? []) {
    expect(action.reason).toMatch(CODE)
    if (action.kind === 'release' || action.kind === 'rewrite' || action.reason === 'LINK_NOT_SHOWN') continue
    expectPlaceholder(action, record)
    if (action.rule === 'message') continue
    for (const reader of ['agent', 'sender'] as const) {
      const told = release?.notices.filter((notice) => notice.for === reader && notice.code === action.reason) ?? []
      expect([action.reason, reader, told.length]).not.toEqual([action.reason, reader, 0])
      for (const { text } of told) expect(text).toMatch(SENTENCE)
    }
  }
}

function expectPlaceholder({ kind, subject, reason }: Action, { release, status }: MessageRecord): void {
  const listed = [...(release?.files ?? []), ...(release?.links ?? [])].find(({ id }) => id === subject.id)
  // The message, and a body of it, are told about by the message's own notices.
  if (listed === undefined) expect(status).not.toBe('released')
  else expect(listed).toMatchObject({ action: kind, reason, explanation: expect.stringMatching(SENTENCE) })
}

const SECRET = 'What nobody looked at in time'
const base64Of = (text: string) => Buffer.from(text).toString('base64')

async function contentOf(messageId: string) {
  return (await service.service.store.load(messageId))?.arrival.content
}

async function namesOf(messageId: string): Promise<readonly (string | null)[]> {
  const content = await contentOf(messageId)
  return content?.type === 'words' ? content.files.map(({ blobId }) => blobId) : []
}

async function rawOf(messageId: string): Promise<string> {
  const content = await contentOf(messageId)
  return content?.type === 'mail-inline' ? Buffer.from(content.raw).toString('latin1') : ''
}

const image = () => attach('a.png', makePng(Math.floor(Math.random() * 2 ** 24)), 'image/png')

describe('a file that does not go on', () => {
  it.each([
    ['from nobody known', [image()], 'IDENTITY_REQUIRED', 'hold', /sender has not been identified/, /once you have identified yourself/],
    ['with malware', [attach('a.txt', eicar())], 'FILE_MALWARE', 'remove', /malware was found/, /could not pass .+ malware was found/],
    ['that is a program', [attach('a.exe', makePe())], 'FILE_EXECUTABLE', 'remove', /a program/, /could not pass .+ program/],
    [
      'locked',
      [attach('a.zip', makeZip([{ name: 'a', data: 'b', encrypted: true }]))],
      'FILE_ENCRYPTED',
      'hold',
      /password/,
      /keep it safe.+password/,
    ],
    ['with two endings', [attach('invoice.pdf.exe', makePe())], 'FILE_EXECUTABLE', 'remove', /program/, /program/],
    ['named backwards', [attach('a\u202egpj.docx', makeDocx())], 'FILE_NAME_DECEPTIVE', 'hold', /name hides/, /name hides/],
    [
      'that acts and cannot be rebuilt',
      [attach('a.zip', makeZip([{ name: 'a.html', data: '<!doctype html><html><script>x()</script></html>' }]))],
      'DISARM_UNSUPPORTED',
      'hold',
      /safe copy/,
      /safe copy/,
    ],
    [
      'that is damaged',
      [attach('a.zip', makeZip([{ name: 'a', data: 'b'.repeat(999), stored: true }]).subarray(0, 500))],
      'FILE_ARCHIVE_LIMIT',
      'hold',
      /damaged/,
      /damaged/,
    ],
    [
      'of no known type',
      [attach('a.bin', Buffer.from([1, 2, 3, 255, 254]))],
      'FILE_TYPE_NOT_ALLOWED',
      'hold',
      /files of this type/,
      /files of this type/,
    ],
  ] as const)('%s: placeholder, sentences and code say why', async (what, attachments, reason, action, toAgent, toSender) => {
    const sender = what === 'from nobody known' ? {} : { sender: { identityToken } }
    const record = await sent({ text: 'The words', ...sender, attachments })
    expect(record.status).toBe('released')
    expect(record.release?.text).toBe('The words')
    const [file] = record.release?.files ?? []
    expect(file).toMatchObject({
      action,
      reason,
      explanation: expect.stringMatching(toAgent),
      size: Buffer.from(attachments[0].content, 'base64').length,
    })
    expectToldOf(record)
    const notices = record.release?.notices.filter(({ code }) => code === reason)
    expect(notices?.find((notice) => notice.for === 'agent')?.text).toMatch(toAgent)
    expect(notices?.find((notice) => notice.for === 'sender')?.text).toMatch(toSender)
    expect((await service.file(record.id, file?.id ?? '')).json()).toMatchObject({
      code: action === 'hold' ? 'FILE_HELD' : 'FILE_REMOVED',
      reason,
    })
  })

  it('while its scan is under way: it was not checked yet, which is not the same as could not be', async () => {
    clamd.mode = 'wait'
    const asked = clamd.scans.length
    const id = await service.submit({ text: 'The words', sender: { identityToken }, attachments: [image()] })
    const early = await service
      .until(id, ({ status }) => status === 'released', 'released')
      .finally(() => {
        clamd.mode = 'answer'
      })
    expect(clamd.scans).toHaveLength(asked + 1)
    expect(early.release?.files).toMatchObject([
      { action: 'hold', reason: 'SCAN_PENDING', explanation: 'Held: it has not been checked yet.' },
    ])
    expectToldOf(early)
    clamd.letGo()
    expect((await service.settled(id)).release?.files).toMatchObject([{ action: 'release' }])
  })

  it('with the scanner away: it says so, and that it is checked later', async () => {
    clamd.mode = 'hang-up'
    const record = await sent({ text: 'The words', sender: { identityToken }, attachments: [image()] })
    clamd.mode = 'answer'
    expect(record.release?.files).toMatchObject([
      { action: 'hold', reason: 'SCANNER_UNAVAILABLE', explanation: expect.stringMatching(/as soon as the scanner is back/) },
    ])
    expectToldOf(record)
  })
})

describe('a link that does not go on', () => {
  it.each([
    ['javascript:alert(1)', 'LINK_DANGEROUS_SCHEME', 'remove'],
    ['https://anna@example.com/', 'LINK_USERINFO', 'defang'],
    ['http://134744072/', 'LINK_IP_LITERAL', 'defang'],
    ['https://ex\u0430mple.com/', 'LINK_MIXED_SCRIPT', 'defang'],
    ['https://127.0.0.1:8080/admin', 'LINK_PRIVATE_TARGET', 'defang'],
    ['ftp://example.com/a', 'LINK_UNUSUAL_SCHEME', 'defang'],
  ])('%s: its words stay, its placeholder stands beside them, and sentences and code say why', async (href, code, action) => {
    const record = await sent({ html: `<p>before <a href="${href}">the words of it</a> after</p>` })
    const [link] = record.release?.links ?? []
    expect(link).toMatchObject({ action, url: null })
    expect(record.report.findings.map((finding) => finding.code)).toContain(code)
    expect(record.release?.html).toMatch(/before .*the words of it .*(\[link removed: .+\]|\(hxxps?:|\(.*\[\.\]).* after/s)
    expectToldOf(record)
  })

  it('in text: the placeholder stands in its place', async () => {
    const record = await sent({ text: 'before https://anna@example.com/x after' })
    expect(record.release?.text).toBe('before hxxps://anna[at]example[.]com/x after')
    expectToldOf(record)
  })
})

describe('a message that does not go on', () => {
  it('tells why when it is held by a rule about its words', async () => {
    const answer = await service.call('GET', '/v1/channels/social/policy')
    const { policy } = answer.json<{ readonly policy: { readonly senders: object } }>()
    const changed = { ...policy, senders: { ...policy.senders, anonymous: { text: 'hold', links: 'allow', files: 'hold' } } }
    await service.call('PUT', '/v1/channels/social/policy', {
      body: { policy: { ...changed, message: { findings: { HTML_SCRIPT: 'block' } } }, reason: 'tests' },
      headers: { 'If-Match': answer.headers.get('etag') ?? '' },
    })
    const held = await sent({ channel: 'social', text: 'The words', attachments: [image()] })
    expect(held.status).toBe('held')
    expect(held.release).toMatchObject({ text: null, html: null })
    expect(held.verdict?.actions[0]).toMatchObject({ kind: 'hold', reason: 'IDENTITY_REQUIRED' })
    expectToldOf(held)
  })

  it('tells why when it is blocked, in the event as well', async () => {
    const events = await service.events()
    const blocked = await sent({ channel: 'social', html: '<p>x</p><script>1</script>', sender: { identityToken } })
    expect(blocked.status).toBe('blocked')
    expectToldOf(blocked)
    const event = await events.until(({ type, data }) => type === 'message.blocked' && data.messageId === blocked.id, 'blocked')
    expect(event.data.release?.notices.map((notice) => `${notice.for} ${notice.code}`)).toEqual(['agent HTML_SCRIPT', 'sender HTML_SCRIPT'])
    await events.close()
  })
})

describe('what stays held too long', () => {
  it('expires, as a file of a released message and as a whole message, and both are told of in words, codes and events', async () => {
    const before = await service.events()
    const withFile = await sent({ text: 'The words', attachments: [image(), image()] })
    const whole = await sent({ channel: 'social', text: 'The words' })
    const secret = { type: 'text/plain', name: 'a.txt', body: SECRET }
    const mail = await service.throughMail(makeMail({ text: 'The words', files: [secret] }))
    expect([withFile.status, whole.status, mail.status]).toEqual(['released', 'held', 'released'])
    const cameIn = await namesOf(withFile.id)
    expect(cameIn).toEqual([expect.any(String), expect.any(String)])
    expect(await rawOf(mail.id)).toContain(base64Of(SECRET))
    expect(await service.held(withFile.id)).toHaveLength(2)
    await before.until(({ type, data }) => type === 'message.held' && data.messageId === whole.id, 'message.held')
    const lastSeen = before.ids.at(-1)
    await service.stop()
    aheadMs = HOLD_MS + 60_000
    service = await open()
    await before.close()

    const hasExpired = ({ release }: MessageRecord) => release?.files.every(({ reason }) => reason === 'EXPIRED') ?? false
    const lapsed = await service.until(withFile.id, hasExpired, 'expired whole')
    expect(lapsed.status).toBe('released')
    expect(lapsed.release?.files).toMatchObject([
      { action: 'remove', reason: 'EXPIRED', explanation: expect.stringMatching(/time .+ ran out/) },
      { action: 'remove', reason: 'EXPIRED' },
    ])
    expectToldOf(lapsed)
    const ended = await service.until(whole.id, ({ status }) => status === 'expired', 'expired')
    expectToldOf(ended)
    await service.until(mail.id, hasExpired, 'expired in a mail')
    // What waited in vain is deleted, and no login brings it back: the messages run again, and say of it what they said.
    expect(await namesOf(withFile.id)).toEqual([null, null])
    expect(await rawOf(mail.id)).not.toContain(base64Of(SECRET))
    expect(await rawOf(mail.id)).toContain(base64Of('The words'))
    const onDisk = (await readdir(join(service.dataDir, 'blobs'), { recursive: true })).join('\n')
    for (const blobId of cameIn) expect(onDisk).not.toContain(blobId)
    for (const { id, release } of [lapsed, await service.record(mail.id)]) {
      expect((await service.identify(id, await service.customerToken())).status).toBe(202)
      const again = await service.until(id, ({ identity }) => identity.subject !== null, 'run again')
      expect(again.release?.files).toEqual(release?.files)
      expect(again.release?.text).toBe(release?.text)
    }
    expect(ended.release?.notices.map((notice) => `${notice.for} ${notice.code}`)).toEqual(['agent EXPIRED', 'sender EXPIRED'])
    expect(await service.held(withFile.id)).toEqual([])
    expect(await service.held(whole.id)).toEqual([])
    // Whoever was away meanwhile gets it on coming back.
    const after = await service.events(lastSeen)
    for (const { id } of [withFile, whole]) {
      const { data } = await after.until(({ type, data }) => type === 'message.expired' && data.messageId === id, 'message.expired')
      expect(data.release?.notices.find((notice) => notice.for === 'sender' && notice.code === 'EXPIRED')?.text).toMatch(SENTENCE)
    }
    await after.until(({ type, data }) => type === 'message.updated' && data.messageId === withFile.id, 'message.updated')
    await after.close()
  })
})

it('ends every message that it accepted as released, held, blocked or expired', async () => {
  const ids = await Promise.all([
    service.submit({ text: 'a' }),
    service.submitMail(makeMail({ text: 'b' })),
    service.submitMail(Buffer.from('no mail at all')),
    service.submit({ subject: 'only a subject' }),
    service.submit({ attachments: [attach('', 'x')] }),
  ])
  for (const id of ids) expectToldOf(await service.settled(id))
  const waiting = (await service.call('GET', '/v1/messages?status=accepted')).json<{ readonly items: readonly unknown[] }>()
  expect(waiting.items).toEqual([])
})
