/** What a platform or a mail server in front proved is taken from a key that may vouch, and from no other. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import supertest from 'supertest'
import { type House, openHouse } from './house.ts'

let house: House
let voucher: string
let submitter: string

beforeAll(async () => {
  house = await openHouse()
  voucher = await house.addKey(null, ['submit', 'vouch'])
  submitter = await house.addKey(null, ['submit'])
})
afterAll(() => house.close())

const platform = { id: 'psid-4711', name: 'Anna' }

function post(body: object, key: string) {
  return supertest(house.app).post('/v1/messages').set('Authorization', `Bearer ${key}`).send(body)
}

function postMail(headers: Readonly<Record<string, string>>, key: string) {
  return supertest(house.app)
    .post('/v1/messages?channel=support-mail')
    .set('Authorization', `Bearer ${key}`)
    .set('Content-Type', 'message/rfc822')
    .set(headers)
    .send(`From: anna@example.com\r\nMessage-ID: <${Math.random()}@example.com>\r\n\r\nHi\r\n`)
}

describe("a platform's own proof", () => {
  it('is taken from a key that may vouch, and makes its id the proven address', async () => {
    const answer = await post({ channel: 'webchat', text: 'Hi', sender: { platform } }, voucher)
    expect(answer.status).toBe(202)
    const stored = await house.store.load(answer.body.id)
    expect(stored?.identity).toMatchObject({
      level: 'authenticated',
      subject: null,
      evidence: [{ kind: 'signature', result: 'pass' }, { kind: 'claim' }],
    })
    expect(stored?.arrival.content).toMatchObject({ words: { sender: { address: 'psid-4711', name: 'Anna' } } })
  })

  it('comes with a multipart message as well', async () => {
    const message = JSON.stringify({ channel: 'webchat', text: 'Hi', sender: { platform, address: platform.id } })
    const send = (key: string) => supertest(house.app).post('/v1/messages').set('Authorization', `Bearer ${key}`).field('message', message)
    expect((await house.store.load((await send(voucher)).body.id))?.identity.level).toBe('authenticated')
    expect((await send(submitter)).body).toMatchObject({ status: 403, code: 'SCOPE_FORBIDDEN', field: 'sender.platform' })
  })

  it.each([
    ['of a key that may not vouch', { platform }, () => submitter, { status: 403, code: 'SCOPE_FORBIDDEN', field: 'sender.platform' }],
    [
      'beside another address',
      { platform, address: 'boss@example.com' },
      () => voucher,
      { status: 422, code: 'PLATFORM_ID_MISMATCH', field: 'sender.address' },
    ],
    ['without an id', { platform: { name: 'Anna' } }, () => voucher, { status: 422, code: 'INVALID_FIELD', field: 'sender.platform.id' }],
    ['with an empty id', { platform: { id: '' } }, () => voucher, { status: 422, code: 'INVALID_FIELD', field: 'sender.platform.id' }],
    ['with an id that is too long', { platform: { id: 'x'.repeat(321) } }, () => voucher, { status: 422, code: 'INVALID_FIELD' }],
    ['with a control character', { platform: { id: 'a\u0007' } }, () => voucher, { status: 422, code: 'INVALID_CHARACTERS' }],
    ['with an unknown field', { platform: { id: 'a', verified: true } }, () => voucher, { status: 422, code: 'UNKNOWN_FIELD' }],
  ])('is refused %s, and nothing is stored', async (_name, sender, key, problem) => {
    const before = await house.counts()
    expect((await post({ channel: 'webchat', text: 'Hi', sender }, key())).body).toMatchObject(problem)
    expect(await house.counts()).toEqual(before)
  })
})

describe('the envelope of a mail', () => {
  it('is kept as a key that may vouch gives it', async () => {
    const answer = await postMail(
      {
        'Forebay-Client-Ip': '2001:db8::7',
        'Forebay-Helo': 'mx.example.com',
        'Forebay-Mail-From': '<anna@example.com>',
        'Forebay-Rcpt-To': 'a@shop.example, <b@shop.example>',
      },
      voucher,
    )
    expect(answer.status).toBe(202)
    expect((await house.store.load(answer.body.id))?.arrival.envelope).toEqual({
      clientIp: '2001:db8::7',
      helo: 'mx.example.com',
      mailFrom: 'anna@example.com',
      rcptTo: ['a@shop.example', 'b@shop.example'],
    })
  })

  it('has an empty reverse-path for what comes from nobody, and is not there when nobody gives one', async () => {
    for (const path of ['<>', '']) {
      const { body } = await postMail({ 'Forebay-Client-Ip': '192.0.2.1', 'Forebay-Mail-From': path }, voucher)
      expect((await house.store.load(body.id))?.arrival.envelope).toEqual({ clientIp: '192.0.2.1', mailFrom: '' })
    }
    expect((await house.store.load((await postMail({}, submitter)).body.id))?.arrival.envelope).toBeUndefined()
  })

  it.each([
    [
      'of a key that may not vouch',
      { 'Forebay-Client-Ip': '192.0.2.1' },
      () => submitter,
      { status: 403, code: 'SCOPE_FORBIDDEN', field: 'Forebay-Client-Ip' },
    ],
    ['without the address of the client', { 'Forebay-Helo': 'mx.example.com' }, () => voucher, { status: 422, field: 'Forebay-Client-Ip' }],
    [
      'with a client that is no address',
      { 'Forebay-Client-Ip': '192.0.2.999' },
      () => voucher,
      { status: 422, field: 'Forebay-Client-Ip' },
    ],
    [
      'with blanks in the name',
      { 'Forebay-Client-Ip': '192.0.2.1', 'Forebay-Helo': 'a b' },
      () => voucher,
      { status: 422, field: 'Forebay-Helo' },
    ],
    [
      'with a reverse-path without end',
      { 'Forebay-Client-Ip': '192.0.2.1', 'Forebay-Mail-From': `${'a'.repeat(320)}@example.com` },
      () => voucher,
      { status: 422, field: 'Forebay-Mail-From', limit: { maxCharacters: 320 } },
    ],
    [
      'with a reverse-path in half a bracket',
      { 'Forebay-Client-Ip': '192.0.2.1', 'Forebay-Mail-From': '<a@example.com' },
      () => voucher,
      { status: 422, field: 'Forebay-Mail-From' },
    ],
    [
      'with too many recipients',
      { 'Forebay-Client-Ip': '192.0.2.1', 'Forebay-Rcpt-To': Array.from({ length: 101 }, () => 'a@b.example').join() },
      () => voucher,
      { status: 422, field: 'Forebay-Rcpt-To', limit: { maxRecipients: 100 } },
    ],
  ])('is refused %s, and nothing is stored', async (_name, headers, key, problem) => {
    const before = await house.counts()
    expect((await postMail(headers as Record<string, string>, key())).body).toMatchObject(problem)
    expect(await house.counts()).toEqual(before)
  })
})
