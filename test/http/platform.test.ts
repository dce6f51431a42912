/** A webhook that a platform signed proves its sender to the API without anybody's word for it; one that does not stores nothing. */
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import supertest from 'supertest'
import { PLATFORMS, type Platform } from '../../src/core/platform.ts'
import { annaWrites, SECRETS, signAs, whatsapp } from '../support/platform-webhooks.ts'
import { type House, openHouse } from './house.ts'

let house: House
let submitter: string
let voucher: string

beforeAll(async () => {
  house = await openHouse({
    platformSecrets: PLATFORMS.map((platform) => ({ channel: 'webchat', platform, account: null, secret: SECRETS[platform] })),
  })
  submitter = await house.addKey(null, ['submit'])
  voucher = await house.addKey(null, ['submit', 'vouch'])
})
afterAll(() => house.close())

let count = 0
/** A submission with a message of its own. */
function signed(changes: { readonly proof?: object; readonly platform?: object; readonly message?: object } = {}) {
  count += 1
  const externalId = `wamid.${count}`
  const body = whatsapp([{ from: '46700000001', id: externalId }], Date.now())
  const proof = { body: body.toString('base64'), signature: signAs('meta', body, Date.now()).signature, ...changes.proof }
  return {
    channel: 'webchat',
    text: 'Hej',
    externalId,
    sender: { platform: { id: '46700000001', proof, ...changes.platform } },
    ...changes.message,
  }
}

function proofOf(platform: Platform): object {
  const { body, externalId, sender } = annaWrites(platform, Date.now())
  const { signature, timestamp } = signAs(platform, body, Date.now())
  const proof = { body: body.toString('base64'), signature, ...(timestamp === undefined ? {} : { timestamp }) }
  return { channel: 'webchat', text: 'Hej', externalId, sender: { platform: { id: sender, name: 'Anna', proof } } }
}

function post(message: object, key = submitter) {
  return supertest(house.app).post('/v1/messages').set('Authorization', `Bearer ${key}`).send(message)
}

describe("a platform's signature", () => {
  it.each(PLATFORMS)('of %s proves the sender, for a key that may not vouch', async (platform) => {
    const answer = await post(proofOf(platform))
    expect(answer.status).toBe(202)
    const stored = await house.store.load(answer.body.id)
    expect(stored?.identity).toMatchObject({ level: 'authenticated', subject: null })
    const [evidence] = stored?.identity.evidence ?? []
    expect(evidence).toMatchObject({ kind: 'signature', result: 'pass', supports: 'authenticated' })
    expect(evidence?.detail).toMatch(/Forebay checked it \(\w+, X-[\w-]+\)$/)
  })

  it('comes with a multipart message as well, before its files or after them', async () => {
    for (const filesFirst of [true, false]) {
      const ask = supertest(house.app).post('/v1/messages').set('Authorization', `Bearer ${submitter}`)
      const message = JSON.stringify(signed())
      const form = filesFirst ? ask.attach('a', Buffer.from('a'), 'a.txt').field('message', message) : ask.field('message', message)
      const { body, status } = await (filesFirst ? form : form.attach('a', Buffer.from('a'), 'a.txt'))
      expect(status).toBe(202)
      expect((await house.store.load(body.id))?.identity.level).toBe('authenticated')
    }
  })

  it('is kept nowhere: the message holds what was said and who said it', async () => {
    const message = signed()
    const { body } = await post(message)
    const stored = JSON.stringify(await house.store.load(body.id))
    const { proof } = message.sender.platform
    for (const secret of [SECRETS.meta, proof.signature, proof.body]) expect(stored).not.toContain(secret)
  })

  it('makes no second message when it is sent again, nor one with other words', async () => {
    const message = signed()
    const first = await post(message)
    expect((await post(message)).body).toMatchObject({ id: first.body.id, duplicate: true })
    const before = await house.counts()
    expect((await post({ ...message, text: 'Something else' })).body).toMatchObject({ status: 422, code: 'EXTERNAL_ID_REUSED' })
    expect(await house.counts()).toEqual(before)
  })

  it.each([
    [
      'of other bytes',
      () => signed({ proof: { body: Buffer.from('{}').toString('base64') } }),
      401,
      'PLATFORM_SIGNATURE_INVALID',
      'signature',
    ],
    ['by another secret', () => signed({ proof: { signature: forged() } }), 401, 'PLATFORM_SIGNATURE_INVALID', 'signature'],
    ['that is missing', () => signed({ proof: { signature: undefined } }), 422, 'INVALID_FIELD', 'signature'],
    ['that is empty', () => signed({ proof: { signature: '' } }), 422, 'INVALID_FIELD', 'signature'],
    ['that is no text', () => signed({ proof: { signature: 7 } }), 422, 'INVALID_FIELD', 'signature'],
    ['of a body that is missing', () => signed({ proof: { body: undefined } }), 422, 'INVALID_FIELD', 'body'],
    ['of a body that is no base64', () => signed({ proof: { body: '{"object":"page"}' } }), 422, 'INVALID_BASE64', 'body'],
    ['of a body that is too large', () => signed({ proof: { body: 'A'.repeat(350_000) } }), 422, 'INVALID_FIELD', 'body'],
    ['with what no platform has', () => signed({ proof: { algorithm: 'none' } }), 422, 'UNKNOWN_FIELD', 'algorithm'],
  ] as const)('is refused %s, and nothing is stored', async (_name, message, status, code, field) => {
    const before = await house.counts()
    for (const key of [submitter, voucher])
      expect((await post(message(), key)).body).toMatchObject({ status, code, field: `sender.platform.proof.${field}` })
    expect(await house.counts()).toEqual(before)
  })

  it.each([
    [
      'another sender',
      () => signed({ platform: { id: '46700000002' } }),
      { status: 422, code: 'PLATFORM_SENDER_MISMATCH', field: 'sender.platform.id' },
    ],
    [
      'another message',
      () => signed({ message: { externalId: 'wamid.0' } }),
      { status: 422, code: 'PLATFORM_MESSAGE_UNSIGNED', field: 'externalId' },
    ],
    [
      'no message',
      () => signed({ message: { externalId: undefined } }),
      { status: 422, code: 'PLATFORM_MESSAGE_MISSING', field: 'externalId' },
    ],
    [
      'a channel without a secret',
      () => signed({ message: { channel: 'support-mail' } }),
      { status: 422, code: 'PLATFORM_SECRET_MISSING', field: 'sender.platform.proof' },
    ],
  ])('is refused for %s, with files and without, and nothing is stored', async (_name, message, problem) => {
    const before = await house.counts()
    expect((await post(message())).body).toMatchObject(problem)
    expect((await post({ ...message(), attachments: [{ name: 'a.txt', content: 'QQ==' }] })).body).toMatchObject(problem)
    const form = supertest(house.app)
      .post('/v1/messages')
      .set('Authorization', `Bearer ${submitter}`)
      .attach('a', Buffer.from('a'), 'a.txt')
    expect((await form.field('message', JSON.stringify(message()))).body).toMatchObject(problem)
    expect(await house.counts()).toEqual(before)
  })

  it('stands beside no other address, and does not make up for a channel that the key may not use', async () => {
    const message = signed()
    const beside = { ...message, sender: { ...message.sender, address: 'boss@example.com' } }
    expect((await post(beside)).body).toMatchObject({ status: 422, code: 'PLATFORM_ID_MISMATCH', field: 'sender.address' })
    expect((await post(signed(), house.mailKey)).body).toMatchObject({ status: 403, code: 'CHANNEL_FORBIDDEN' })
  })

  it('tells a refusal nothing of what was handed in', async () => {
    const message = signed({ proof: { signature: forged() } })
    const answer = await post(message)
    const { proof } = message.sender.platform
    for (const secret of [SECRETS.meta, proof.signature, proof.body, '46700000001']) expect(answer.text).not.toContain(secret)
    expect(JSON.stringify(house.log)).not.toContain('46700000001')
  })
})

function forged(): string {
  return `sha256=${createHmac('sha256', 'a guess at the secret').update('{}').digest('hex')}`
}
