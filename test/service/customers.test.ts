/** A known address is a secret: whoever only states it gets what a stranger gets. Who is erased is gone while the service runs, and those who follow are told. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { attach } from '../support/client.ts'
import { makePng } from '../support/files.ts'
import { makeMail } from '../support/mail.ts'
import { recordLogin } from '../support/record-login.ts'
import { type ScriptedClamd, startScriptedClamd } from '../support/scripted-clamd.ts'
import { type LocalService, openLocalService } from '../support/service.ts'

const DAY = 86_400_000
let clamd: ScriptedClamd
let service: LocalService

beforeAll(async () => {
  clamd = await startScriptedClamd()
  service = await openLocalService({ environment: { CLAMD_URL: clamd.url } })
})
afterAll(async () => {
  await service.stop()
  await clamd.close()
})

const link = (subject: string, channel: string, address: string) =>
  recordLogin(service.service.store, { subject, level: 'verified', acr: null, at: Date.now() }, channel, address, Date.now() + DAY)

describe('a stated address', () => {
  it('gets the same record whether a customer is known by it or nobody is', async () => {
    await link('known', 'social', 'id-of-somebody')
    await link('known', 'support-mail', 'somebody@example.com')
    const submit = await service.addKey({ scopes: ['submit'] })
    const bodyOf = (address: string) => ({
      channel: 'social',
      sender: { address },
      text: 'Hello',
      attachments: [attach('a.png', makePng(3), 'image/png')],
    })
    const answerTo = async (options: Parameters<LocalService['call']>[2], path = '/v1/messages') => {
      const answer = await service.call('POST', path, { ...options, key: submit, headers: { Prefer: 'wait=20', ...options?.headers } })
      expect(answer.status).toBe(200)
      const { identity, status, verdict, release } = answer.json<{ identity: object; status: string; verdict: object; release: object }>()
      return { headers: [...answer.headers.keys()].sort(), identity, status, actions: verdict, files: (release as { files: object }).files }
    }
    const ids = await Promise.all(['id-of-somebody', 'id-of-nobody00'].map((address) => answerTo({ body: bodyOf(address) })))
    expect(ids[0]).toEqual(ids[1])
    expect(ids[0]).toMatchObject({ identity: { level: 'claimed', subject: null }, files: [{ action: 'hold' }] })
    const mails = await Promise.all(
      ['somebody@example.com', 'nobody00@example.com'].map((from) => {
        const raw = makeMail({ from, text: 'Hello', messageId: `x-${from}` })
        return answerTo({ body: new Uint8Array(raw), headers: { 'Content-Type': 'message/rfc822' } }, '/v1/messages?channel=support-mail')
      }),
    )
    expect(mails[0]).toEqual(mails[1])
    expect(mails[0]).toMatchObject({ identity: { subject: null } })
  })
})

describe('a proven address', () => {
  it('is known again, on the record and for good, until its link is revoked', async () => {
    await link('remembered', 'social', 'id-9')
    const proven = {
      level: 'authenticated',
      subject: null,
      evidence: [{ kind: 'signature', result: 'pass', detail: 'The platform signs who its sender is', supports: 'authenticated' }],
    } as const
    const { store } = service.service
    const sent = async () => {
      const { id } = await service.through({ channel: 'social', sender: { address: 'id-9' }, text: 'Hello' })
      // As evidence that is found after acceptance comes in.
      await store.amend(id, { kind: 'identity', identity: proven }, Date.now())
      // Woken by hand, and not by the next sweep.
      await store.retryLater(id, null, 'RUN_FAILED')
      expect((await service.call('POST', `/v1/failed/${id}/retry`)).status).toBe(202)
      return id
    }
    const first = await sent()
    const record = await service.until(first, ({ identity }) => identity.subject !== null, 'remembered')
    expect(record.identity).toMatchObject({
      level: 'authenticated',
      subject: 'remembered',
      evidence: [{ kind: 'signature' }, { kind: 'history', detail: 'First message from this address' }, { kind: 'remembered' }],
    })
    expect((await store.load(first))?.identity).toEqual(record.identity)
    expect(await store.messagesOf({ subject: 'remembered' })).toEqual([first])

    const [address] = (await service.call('GET', '/v1/customers/remembered')).json<{ addresses: { id: string }[] }>().addresses
    expect((await service.call('DELETE', `/v1/customers/remembered/addresses/${address?.id}`)).status).toBe(204)
    const second = await sent()
    const later = await service.until(second, ({ identity }) => identity.level === 'authenticated', 'proven')
    expect(later.identity).toMatchObject({
      subject: null,
      evidence: [{ kind: 'signature' }, { kind: 'history', detail: expect.stringMatching(/^1 message from this address since /) }],
    })
  })
})

describe('a login by a token', () => {
  it('is recorded, and makes no link of an address that was only typed', async () => {
    const identityToken = await service.customerToken({ sub: 'token-customer' })
    await service.through({ text: 'x', sender: { identityToken, address: 'typed@example.com' } })
    expect((await service.call('GET', '/v1/customers/token-customer')).json()).toMatchObject({
      subject: 'token-customer',
      level: 'authenticated',
      addresses: [],
    })
  })
})

describe('an erasure', () => {
  it('is told as an event of each message, also to who comes back after the last event that they saw', async () => {
    const identityToken = await service.customerToken({ sub: 'leaving' })
    const events = await service.events()
    const { id } = await service.through({ text: 'x', conversationId: 'c-1', sender: { identityToken } })
    const seen = await events.until(({ data }) => data.messageId === id, 'released')
    expect((await service.call('DELETE', '/v1/customers/leaving')).status).toBe(200)
    const erased = await events.until(({ type, data }) => type === 'message.erased' && data.messageId === id, 'erased')
    expect(erased.data).toEqual({
      messageId: id,
      channel: 'webchat',
      conversationId: null,
      status: 'erased',
      revision: 1,
      release: null,
      identification: null,
    })
    await events.close()
    const again = await service.events(seen.id)
    expect((await again.until(({ data }) => data.messageId === id, 'erased again')).type).toBe('message.erased')
    await again.close()
  })

  it('can be asked for again, and a new login is a new customer', async () => {
    const identityToken = await service.customerToken({ sub: 'returning' })
    await service.through({ text: 'x', sender: { identityToken } })
    expect((await service.call('DELETE', '/v1/customers/returning')).json()).toMatchObject({ messages: 1 })
    expect((await service.call('DELETE', '/v1/customers/returning')).status).toBe(404)
    await service.through({ text: 'y', sender: { identityToken } })
    expect((await service.call('GET', '/v1/customers/returning')).status).toBe(200)
  })
})
