/** What is held is listed with its reason and its end, and leaves by a person's decision with a reason, which is kept and changes nothing else. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { attach } from '../support/client.ts'
import { makePng, makeZip } from '../support/files.ts'
import { makeMail } from '../support/mail.ts'
import { type ScriptedClamd, startScriptedClamd } from '../support/scripted-clamd.ts'
import { type LocalService, openLocalService, PUBLIC_URL } from '../support/service.ts'

const HOLD_HOURS = 336
let clamd: ScriptedClamd
let service: LocalService
let identityToken: string

beforeAll(async () => {
  clamd = await startScriptedClamd()
  service = await openLocalService({ environment: { CLAMD_URL: clamd.url, WORDS_FIRST_MS: '100', RESCAN_SECONDS: '600' } })
  identityToken = await service.customerToken()
})
afterAll(async () => {
  await service.stop()
  await clamd.close()
})

/** Its name reads `reversed.jpg`. */
const misnamed = () => attach('reversed\u202egpj.png', makePng(7), 'image/png')
const locked = () => attach('locked.zip', makeZip([{ name: 'a', data: 'b', encrypted: true }]))
const decide = (item: string, decision: 'release' | 'remove', body: object = { reason: 'Known sender, called back' }) =>
  service.call('POST', `/v1/quarantine/${item}/${decision}`, { body })

describe('quarantine', () => {
  it('lists each held item with its message, its reason, since when and until when, longest held first', async () => {
    const first = await service.through({
      text: 'x',
      sender: { identityToken },
      conversationId: 'c-9',
      attachments: [misnamed(), locked()],
    })
    const second = await service.through({ text: 'y', attachments: [locked()] })
    const held = await service.held(first.id)
    expect(held.map(({ reason }) => reason).sort()).toEqual(['FILE_ENCRYPTED', 'FILE_NAME_DECEPTIVE'])
    for (const item of held) {
      expect(item).toMatchObject({ id: `${first.id}:part:${item.subject.id}`, channel: 'webchat', conversationId: 'c-9' })
      expect(Date.parse(item.expiresAt) - Date.parse(item.heldAt)).toBe(HOLD_HOURS * 3_600_000)
    }
    const { items } = (await service.call('GET', '/v1/quarantine?channel=webchat')).json<{
      readonly items: readonly { readonly messageId: string; readonly heldAt: string }[]
    }>()
    const places = [first.id, second.id].map((id) => items.findIndex(({ messageId }) => messageId === id))
    expect(places[0]).toBeLessThan(places[1] ?? -1)
    expect((await service.call('GET', '/v1/quarantine?channel=social')).json()).toMatchObject({ items: [] })
  })

  it('lets a file go on when a person says so and why, as the next revision, and leaves the other held', async () => {
    const record = await service.through({ text: 'x', sender: { identityToken }, attachments: [misnamed(), locked()] })
    const [first, second] = await service.held(record.id)
    const events = await service.events()
    expect((await decide(first?.id ?? '', 'release')).status).toBe(202)
    const released = await service.until(record.id, ({ revision }) => revision === 2, 'released')
    const after = Object.fromEntries((released.release?.files ?? []).map((file) => [file.id, file]))
    expect(after[first?.subject.id ?? '']).toMatchObject({ action: 'release', reason: 'RELEASED_BY_REVIEW' })
    expect(after[second?.subject.id ?? '']).toMatchObject({ action: 'hold', reason: second?.reason })
    expect(released.verdict?.actions).toContainEqual(expect.objectContaining({ subject: first?.subject, kind: 'release', rule: 'review' }))
    expect((await service.file(record.id, first?.subject.id ?? '')).status).toBe(200)
    expect((await service.held(record.id)).map(({ id }) => id)).toEqual([second?.id])
    // What was found stays said.
    expect(released.report.findings).toEqual(record.report.findings)
    expect((await events.until(({ data }) => data.messageId === record.id && data.revision === 2, 'updated')).type).toBe('message.updated')
    await events.close()
  })

  it('removes a file when a person says so, and tells it', async () => {
    const record = await service.through({ text: 'x', attachments: [attach('a.png', makePng(1), 'image/png')] })
    const [item] = await service.held(record.id)
    await decide(item?.id ?? '', 'remove')
    const removed = await service.until(record.id, ({ revision }) => revision === 2, 'removed')
    expect(removed.release?.files).toMatchObject([
      { action: 'remove', reason: 'REMOVED_BY_REVIEW', explanation: expect.stringContaining('a reviewer') },
    ])
    expect(removed.release?.notices.map((notice) => `${notice.for} ${notice.code}`)).toEqual([
      'agent REMOVED_BY_REVIEW',
      'sender REMOVED_BY_REVIEW',
    ])
    // A login does not bring back what a person took out.
    await service.identify(record.id, identityToken)
    const after = await service.until(record.id, ({ identity }) => identity.level === 'authenticated', 'identified')
    expect(after.release?.files).toMatchObject([{ action: 'remove', reason: 'REMOVED_BY_REVIEW' }])
  })

  it('blocks a held message as a whole, or lets it go on', async () => {
    const path = '/v1/channels/social/policy'
    const before = await service.call('GET', path)
    const { policy } = before.json<{ readonly policy: { readonly senders: object } }>()
    const held = { text: 'hold', links: 'allow', files: 'hold' }
    const body = {
      policy: { ...policy, senders: { ...policy.senders, anonymous: held, claimed: held } },
      reason: 'tests',
    }
    expect((await service.call('PUT', path, { body, headers: { 'If-Match': before.headers.get('etag') ?? '' } })).status).toBe(200)
    const ids = []
    for (const name of ['one', 'two']) ids.push((await service.through({ channel: 'social', text: name, sender: { name } })).id)
    const [goes, stays] = ids as [string, string]
    expect((await service.record(goes)).status).toBe('held')
    await decide(`${goes}:message:m`, 'release')
    await decide(`${stays}:message:m`, 'remove')
    expect((await service.until(goes, ({ status }) => status !== 'held', 'released')).release?.text).toBe('one')
    const blocked = await service.until(stays, ({ status }) => status !== 'held', 'blocked')
    expect(blocked).toMatchObject({ status: 'blocked', release: { text: null } })
    expect(blocked.release?.notices.map((notice) => `${notice.for} ${notice.code}`)).toEqual([
      'agent REMOVED_BY_REVIEW',
      'sender REMOVED_BY_REVIEW',
    ])
  })

  it('takes no decision without a reason, about what is not held, or by a key that may not', async () => {
    const record = await service.through({ text: 'x', sender: { identityToken }, attachments: [locked()] })
    const [item] = await service.held(record.id)
    const id = item?.id ?? ''
    for (const body of [{}, { reason: '' }, { reason: '   ' }, { reason: 'a\0b' }, { reason: 'x', more: 1 }])
      expect((await decide(id, 'release', body)).status).toBe(422)
    expect((await decide(`${record.id}:message:m`, 'release')).json()).toMatchObject({ code: 'NOT_HELD', status: 409 })
    expect((await decide(`${record.id}:part:p99`, 'release')).status).toBe(409)
    expect((await decide('nonsense', 'release')).status).toBe(404)
    const mailOnly = await service.addKey({ channels: ['support-mail'], scopes: ['admin', 'read'] })
    const foreign = await service.call('POST', `/v1/quarantine/${id}/release`, { body: { reason: 'x' }, key: mailOnly })
    expect(foreign.status).toBe(404)
    expect((await service.record(record.id)).revision).toBe(1)
    expect((await service.held(record.id)).map((one) => one.id)).toEqual([id])
  })

  it('keeps a file that is still being scanned from going on, whoever asks, until the scanner has spoken', async () => {
    clamd.mode = 'wait'
    const id = await service.submit({ text: 'x', sender: { identityToken }, attachments: [attach('a.png', makePng(5), 'image/png')] })
    const early = await service.until(id, ({ status }) => status === 'released', 'released')
    const subject = early.release?.files[0]?.id ?? ''
    expect((await decide(`${id}:part:${subject}`, 'release')).json()).toMatchObject({ code: 'NOT_SCANNED_YET', status: 409 })
    const asked = await service.until(id, () => true, '')
    expect(asked.release?.files).toMatchObject([{ action: 'hold', reason: 'SCAN_PENDING' }])
    expect((await service.file(id, subject)).status).toBe(409)
    clamd.mode = 'answer'
    clamd.letGo()
    const scanned = await service.until(id, ({ release }) => release?.files[0]?.action === 'release', 'released')
    expect(scanned.report.complete).toBe(true)
  })
})

describe('a link', () => {
  it('opens by the gateway until its message is taken back, and only as it was written', async () => {
    const record = await service.throughMail(makeMail({ text: 'See https://shop.example/order?id=7' }))
    const path = record.release?.links[0]?.url?.replace(PUBLIC_URL, '') ?? ''
    const page = await service.call('GET', path, { key: null })
    expect([page.status, page.text.includes('shop.example')]).toEqual([200, true])
    expect((await service.call('POST', path, { key: null })).headers.get('location')).toBe('https://shop.example/order?id=7')
    // Another host in the path would tell a lie to whoever hovers.
    expect((await service.call('GET', path.replace('/shop.example/', '/bank.example/'), { key: null })).status).toBe(404)
    expect((await service.call('GET', `${path}x`, { key: null })).status).toBe(404)
  })
})
