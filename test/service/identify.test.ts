/** What nobody may send waits until its sender is identified by a token that proves it, and then comes by itself; no other token lifts it. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { SignJWT, UnsecuredJWT } from 'jose'
import type { MessageRecord } from '../../src/core/record.ts'
import { type Answer, attach } from '../support/client.ts'
import { eicar, makePdf } from '../support/files.ts'
import { makeMail } from '../support/mail.ts'
import { type ScriptedClamd, startScriptedClamd } from '../support/scripted-clamd.ts'
import { type LocalService, openLocalService, TOKEN_SECRET } from '../support/service.ts'

let clamd: ScriptedClamd
let service: LocalService
const pdf = makePdf({ text: 'my papers' })
const inAnHour = () => Math.floor(Date.now() / 1_000) + 3_600

beforeAll(async () => {
  clamd = await startScriptedClamd()
  service = await openLocalService({ environment: { CLAMD_URL: clamd.url } })
})
afterAll(async () => {
  await service.stop()
  await clamd.close()
})

const fromNobody = () =>
  service.through({ text: 'My papers', conversationId: 'c-1', attachments: [attach('papers.pdf', pdf, 'application/pdf')] })

function expectWaiting({ identity, release, status }: MessageRecord): void {
  expect(status).toBe('released')
  expect(identity.level).toBe('anonymous')
  expect(release?.files).toMatchObject([{ action: 'hold', reason: 'IDENTITY_REQUIRED' }])
}

describe('a file from nobody', () => {
  it('waits, and its connector is asked to identify the sender', async () => {
    const events = await service.events()
    const record = await fromNobody()
    expectWaiting(record)
    const asked = await events.until(({ type, data }) => type === 'identification.required' && data.messageId === record.id, 'asked')
    expect(asked.data).toMatchObject({
      conversationId: 'c-1',
      release: null,
      identification: { message: false, files: [{ name: 'papers.pdf', type: 'application/pdf', size: pdf.length }], links: [] },
    })
    await events.close()
  })

  it('is released as the next revision when the sender logs in, with both told', async () => {
    const record = await fromNobody()
    const events = await service.events()
    const answer = await service.call('POST', `/v1/messages/${record.id}/identify`, {
      body: { identityToken: await service.customerToken() },
      headers: { Prefer: 'wait=20' },
    })
    expect(answer.status).toBe(200)
    const identified = answer.json<MessageRecord>()
    expect(identified).toMatchObject({ status: 'released', revision: 2, identity: { level: 'authenticated', subject: 'customer-7' } })
    expect(identified.identity.evidence.map(({ kind, result }) => `${kind} ${result}`)).toContain('token pass')
    expect(identified.release?.files).toMatchObject([{ action: 'release', reason: 'OK' }])
    expect((await service.file(record.id, identified.release?.files[0]?.id ?? '')).bytes.equals(pdf)).toBe(true)
    expect(await service.held(record.id)).toEqual([])
    const ofMessage = (type: string) => events.until((event) => event.type === type && event.data.messageId === record.id, type)
    await ofMessage('identification.completed')
    expect((await ofMessage('message.updated')).data).toMatchObject({ revision: 2, release: { files: [{ action: 'release' }] } })
    await events.close()
  })

  it('of a mail is released in the same way', async () => {
    const record = await service.throughMail(makeMail({ text: 'See', files: [{ type: 'application/pdf', name: 'papers.pdf', body: pdf }] }))
    expect(record.identity.level).toBe('claimed')
    expect(record.release?.files).toMatchObject([{ action: 'hold', reason: 'IDENTITY_REQUIRED' }])
    expect((await service.identify(record.id, await service.customerToken())).status).toBe(202)
    const identified = await service.until(record.id, ({ revision }) => revision === 2, 'identified')
    expect((await service.file(record.id, identified.release?.files[0]?.id ?? '')).bytes.equals(pdf)).toBe(true)
  })

  it('is still inspected: a login does not make malware clean', async () => {
    const record = await service.through({ text: 'x', attachments: [attach('a.txt', eicar())] })
    await service.identify(record.id, await service.customerToken())
    const identified = await service.until(record.id, ({ identity }) => identity.level === 'authenticated', 'identified')
    expect(identified.release?.files).toMatchObject([{ action: 'remove', reason: 'FILE_MALWARE' }])
  })
})

const signed = (claims: Readonly<Record<string, unknown>>, alg = 'HS256', secret = TOKEN_SECRET): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret))

const PROVES_NOTHING: readonly (readonly [string, () => Promise<string>, string])[] = [
  ['signed by another secret', () => signed({ sub: 'a', exp: inAnHour() }, 'HS256', 'the secret of somebody who guessed'), 'TOKEN_INVALID'],
  ['expired', () => signed({ sub: 'a', exp: inAnHour() - 2 * 3_600 }), 'TOKEN_EXPIRED'],
  ['not signed at all (alg none)', async () => new UnsecuredJWT({ sub: 'a', exp: inAnHour() }).encode(), 'TOKEN_ALGORITHM'],
  ['without an end', () => signed({ sub: 'a' }), 'TOKEN_INVALID'],
  ['about nobody', () => signed({ sub: '', exp: inAnHour() }), 'TOKEN_INVALID'],
  [
    'by an algorithm that is not agreed on',
    () => signed({ sub: 'a', exp: inAnHour() }, 'HS512', TOKEN_SECRET.repeat(2)),
    'TOKEN_ALGORITHM',
  ],
  ['no token', async () => 'hello', 'TOKEN_INVALID'],
]

describe('a token that proves nothing', () => {
  it.each(PROVES_NOTHING)('%s: is refused, at submission and later, and nothing is lifted', async (_what, make, code) => {
    const token = await make()
    const counts = await service.service.store.counts()
    const refused = await service.call('POST', '/v1/messages', {
      body: { channel: 'webchat', text: 'x', sender: { identityToken: token } },
    })
    expect([refused.status, refused.json()]).toEqual([422, expect.objectContaining({ code, field: 'sender.identityToken' })])
    expect(await service.service.store.counts()).toEqual(counts)

    const record = await fromNobody()
    const answer = await service.identify(record.id, token)
    expect([answer.status, answer.json<{ readonly code: string }>().code]).toEqual([422, code])
    expectWaiting(await service.record(record.id))
  })
})

describe('another person', () => {
  const codes = (answers: readonly Answer[]) => answers.map(({ status }) => status).sort()

  it('does not lift what was already identified', async () => {
    const record = await fromNobody()
    await service.identify(record.id, await service.customerToken())
    const before = await service.until(record.id, ({ revision }) => revision === 2, 'identified')
    const answer = await service.identify(record.id, await service.customerToken({ sub: 'customer-8' }))
    expect([answer.status, answer.json()]).toEqual([409, expect.objectContaining({ code: 'IDENTITY_CONFLICT' })])
    expect(await service.record(record.id)).toEqual(before)
    // The same person again is nothing new.
    expect((await service.identify(record.id, await service.customerToken())).status).toBeLessThan(300)
    expect((await service.record(record.id)).revision).toBe(2)
  })

  it("at the same moment: one of the two is taken, and the message is that one's", async () => {
    for (let round = 0; round < 5; round++) {
      const record = await fromNobody()
      const tokens = await Promise.all(['customer-1', 'customer-2'].map((sub) => service.customerToken({ sub })))
      const answers = await Promise.all(tokens.map((token) => service.identify(record.id, token)))
      expect(codes(answers)).toEqual([202, 409])
      const { identity } = await service.until(record.id, ({ revision }) => revision > 1, 'identified')
      expect(identity.subject).toBe(answers[0]?.status === 202 ? 'customer-1' : 'customer-2')
    }
  })
})

it('tells a login at the level that the channel asks for from any other', async () => {
  const verified = await service.through({
    text: 'x',
    sender: { identityToken: await service.customerToken({ acr: 'http://eidas.europa.eu/LoA/high' }) },
  })
  const other = await service.through({
    text: 'x',
    sender: { identityToken: await service.customerToken({ acr: 'urn:example:password' }) },
  })
  const claimed = await service.through({ text: 'x', sender: { address: 'anna@example.com' } })
  expect([verified, other, claimed].map(({ identity }) => identity.level)).toEqual(['verified', 'authenticated', 'claimed'])
})
