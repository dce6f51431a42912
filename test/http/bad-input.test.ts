import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { SignJWT } from 'jose'
import request from 'supertest'
import { type House, openHouse, TOKEN_SECRET } from './house.ts'
import { LIMITS } from './test-policy.ts'

const good = { channel: 'webchat', text: 'Hello' }
const secretWords = 'the-words-that-nobody-may-quote'

interface Row {
  readonly name: string
  readonly send: (house: House) => Promise<request.Response> | request.Test
  readonly status: number
  readonly code: string
  readonly field?: string
  readonly limit?: object
}

/** Bytes go out as they are, whatever type they claim. */
const asItIs = (body: unknown) => body as string

function post(house: House, body: string | Buffer | object, type = 'application/json', key = house.key): request.Test {
  const sent = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
  return request(house.app)
    .post('/v1/messages')
    .set('Authorization', `Bearer ${key}`)
    .set('Content-Type', type)
    .serialize(asItIs)
    .send(sent)
}

function multipart(parts: readonly string[], end = '--b--\r\n'): string {
  return parts.map((part) => `--b\r\n${part}\r\n`).join('') + end
}
const messagePart = (message: object = good) => `Content-Disposition: form-data; name="message"\r\n\r\n${JSON.stringify(message)}`
const filePart = (name: string, content: string) =>
  `Content-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/plain\r\n\r\n${content}`
const postForm = (house: House, body: string) => post(house, body, 'multipart/form-data; boundary=b')

const attachment = (content: string, more: object = {}) => ({ name: 'a.txt', type: 'text/plain', content, ...more })
const base64 = (bytes: number) => Buffer.alloc(bytes, 'x').toString('base64')

function signed(claims: object, secret = TOKEN_SECRET): Promise<string> {
  return new SignJWT({ sub: 'customer-7', ...claims }).setProtectedHeader({ alg: 'HS256' }).sign(secret)
}
const withToken = (house: House, identityToken: string) => post(house, { ...good, sender: { identityToken } })
const inAnHour = () => Math.floor(Date.now() / 1_000) + 3_600

const rows: Row[] = [
  { name: 'invalid JSON', send: (h) => post(h, `{"channel":"webchat","text":"${secretWords}`), status: 400, code: 'INVALID_JSON' },
  { name: 'no body at all', send: (h) => post(h, ''), status: 400, code: 'INVALID_JSON' },
  {
    name: 'JSON that is not UTF-8',
    send: (h) => post(h, Buffer.from('{"channel":"webchat","text":"\xff"}', 'latin1')),
    status: 400,
    code: 'INVALID_JSON',
  },
  {
    name: 'a million nested arrays',
    send: (h) => post(h, '['.repeat(1_000_000)),
    status: 400,
    code: 'JSON_TOO_DEEP',
    limit: { maxDepth: 16 },
  },
  {
    name: 'a million nested objects inside a text field',
    send: (h) => post(h, `{"channel":"webchat","text":${'{"a":'.repeat(1_000_000)}`),
    status: 400,
    code: 'JSON_TOO_DEEP',
  },
  { name: 'an array instead of a message', send: (h) => post(h, [good]), status: 422, code: 'INVALID_FIELD' },
  { name: 'a number instead of a message', send: (h) => post(h, '7'), status: 422, code: 'INVALID_FIELD' },
  { name: 'no channel', send: (h) => post(h, { text: 'Hello' }), status: 422, code: 'INVALID_FIELD', field: 'channel' },
  {
    name: 'an unknown channel',
    send: (h) => post(h, { ...good, channel: 'nowhere' }),
    status: 422,
    code: 'CHANNEL_UNKNOWN',
    field: 'channel',
  },
  {
    name: 'a channel named like a prototype',
    send: (h) => post(h, { ...good, channel: '__proto__' }),
    status: 422,
    code: 'CHANNEL_UNKNOWN',
  },
  { name: 'a text that is a number', send: (h) => post(h, { ...good, text: 7 }), status: 422, code: 'INVALID_FIELD', field: 'text' },
  { name: 'a text that is null', send: (h) => post(h, { ...good, text: null }), status: 422, code: 'INVALID_FIELD', field: 'text' },
  {
    name: 'a sender that is a string',
    send: (h) => post(h, { ...good, sender: 'anna' }),
    status: 422,
    code: 'INVALID_FIELD',
    field: 'sender',
  },
  {
    name: 'attachments that are an object',
    send: (h) => post(h, { ...good, attachments: { length: 1 } }),
    status: 422,
    code: 'INVALID_FIELD',
    field: 'attachments',
  },
  {
    name: 'an attachment without content',
    send: (h) => post(h, { ...good, attachments: [attachment(''), { name: 'b' }] }),
    status: 422,
    code: 'INVALID_FIELD',
    field: 'attachments[1].content',
  },
  {
    name: 'a date that is none',
    send: (h) => post(h, { ...good, sentAt: 'yesterday' }),
    status: 422,
    code: 'INVALID_FIELD',
    field: 'sentAt',
  },
  { name: 'an unknown key', send: (h) => post(h, { ...good, txet: 'Hello' }), status: 422, code: 'UNKNOWN_FIELD', field: 'txet' },
  {
    name: 'an unknown key inside the sender',
    send: (h) => post(h, { ...good, sender: { level: 'verified' } }),
    status: 422,
    code: 'UNKNOWN_FIELD',
    field: 'sender.level',
  },
  { name: 'a __proto__ key', send: (h) => post(h, '{"channel":"webchat","text":"x","__proto__":{}}'), status: 422, code: 'UNKNOWN_FIELD' },
  {
    name: 'an unknown key that is content',
    send: (h) => post(h, { ...good, [`${secretWords} !`]: 1 }),
    status: 422,
    code: 'UNKNOWN_FIELD',
  },
  { name: 'an empty message', send: (h) => post(h, { channel: 'webchat' }), status: 422, code: 'EMPTY_MESSAGE', field: 'text' },
  {
    name: 'a message of blanks',
    send: (h) => post(h, { channel: 'webchat', text: ' \n\t\u00a0', html: '' }),
    status: 422,
    code: 'EMPTY_MESSAGE',
  },
  ...['!!!!', 'YWJj\n', 'YWJ', 'YWI', 'YR==', 'YW-_', 'data:text/plain;base64,YWJj', 'YQ==YQ==', '\u0141\u0141\u0141\u0141'].map(
    (content) => ({
      name: `bad base64 ${JSON.stringify(content)}`,
      send: (h: House) => post(h, { ...good, attachments: [attachment('YWJj'), attachment(content)] }),
      status: 422,
      code: 'INVALID_BASE64',
      field: 'attachments[1].content',
    }),
  ),
  {
    name: '10,000 attachments',
    send: (h) => post(h, { ...good, attachments: Array.from({ length: 10_000 }, () => attachment('YWJj')) }),
    status: 413,
    code: 'TOO_MANY_FILES',
    field: 'attachments',
    limit: { maxFiles: 100 },
  },
  {
    name: "one attachment more than the channel's limit",
    send: (h) => post(h, { ...good, attachments: Array.from({ length: LIMITS.maxFiles + 1 }, () => attachment('YWJj')) }),
    status: 413,
    code: 'TOO_MANY_FILES',
    field: 'attachments',
    limit: { maxFiles: LIMITS.maxFiles },
  },
  {
    name: 'an attachment over the limit',
    send: (h) => post(h, { ...good, attachments: [attachment('YWJj'), attachment(base64(LIMITS.maxFileBytes + 1))] }),
    status: 413,
    code: 'FILE_TOO_LARGE',
    field: 'attachments[1].content',
    limit: { maxBytes: LIMITS.maxFileBytes },
  },
  {
    name: 'attachments that are too much together',
    send: (h) => post(h, { ...good, attachments: Array.from({ length: 3 }, () => attachment(base64(LIMITS.maxFileBytes - 1))) }),
    status: 413,
    code: 'MESSAGE_TOO_LARGE',
    limit: { maxBytes: LIMITS.maxMessageBytes },
  },
  {
    name: 'a text over the limit',
    send: (h) => post(h, { ...good, text: 'x'.repeat(LIMITS.maxTextCharacters + 1), attachments: [attachment('YWJj')] }),
    status: 413,
    code: 'TEXT_TOO_LONG',
    field: 'text',
    limit: { maxCharacters: LIMITS.maxTextCharacters },
  },
  {
    name: 'HTML over the limit',
    send: (h) => post(h, { ...good, html: 'x'.repeat(LIMITS.maxHtmlCharacters + 1) }),
    status: 413,
    code: 'TEXT_TOO_LONG',
    field: 'html',
    limit: { maxCharacters: LIMITS.maxHtmlCharacters },
  },
  ...['\u0000', '\ud800', '\udfff'].flatMap((bad) =>
    (
      [
        ['channel', { channel: `webchat${bad}` }],
        ['externalId', { externalId: `e${bad}` }],
        ['conversationId', { conversationId: `c${bad}` }],
        ['subject', { subject: `s${bad}` }],
        ['text', { text: `${secretWords}${bad}` }],
        ['html', { html: `<p>${bad}</p>` }],
        ['sender.address', { sender: { address: `a${bad}@example.com` } }],
        ['sender.name', { sender: { name: `Anna${bad}` } }],
        ['sender.identityToken', { sender: { identityToken: `a.b.c${bad}` } }],
        ['attachments[0].name', { attachments: [attachment('YWJj', { name: `a${bad}.txt` })] }],
        ['attachments[0].type', { attachments: [attachment('YWJj', { type: `text/${bad}plain` })] }],
      ] as const
    ).map(([field, more]) => ({
      name: `${JSON.stringify(bad)} in ${field}`,
      send: (h: House) => post(h, { ...good, ...more }),
      status: 422,
      code: 'INVALID_CHARACTERS',
      field,
    })),
  ),
  {
    name: 'a forged token',
    send: async (h) => withToken(h, await signed({ exp: inAnHour() }, new TextEncoder().encode('somebody elses secret, just as long'))),
    status: 422,
    code: 'TOKEN_INVALID',
    field: 'sender.identityToken',
  },
  {
    name: 'an expired token',
    send: async (h) => withToken(h, await signed({ exp: inAnHour() - 7_200 })),
    status: 422,
    code: 'TOKEN_EXPIRED',
    field: 'sender.identityToken',
  },
  {
    name: 'a token with alg none',
    send: (h) => {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
      return withToken(h, `${part({ alg: 'none' })}.${part({ sub: 'customer-7', exp: inAnHour() })}.`)
    },
    status: 422,
    code: 'TOKEN_ALGORITHM',
    field: 'sender.identityToken',
  },
  {
    name: 'a token that is no token',
    send: (h) => withToken(h, secretWords),
    status: 422,
    code: 'TOKEN_INVALID',
    field: 'sender.identityToken',
  },
  {
    name: 'a forged token beside an attachment',
    send: (h) => post(h, { ...good, sender: { identityToken: 'x.y.z' }, attachments: [attachment('YWJj')] }),
    status: 422,
    code: 'TOKEN_INVALID',
  },
  {
    name: 'a wrong API key',
    send: (h) => post(h, good, 'application/json', 'no-such-key'),
    status: 401,
    code: 'KEY_INVALID',
    field: 'Authorization',
  },
  {
    name: 'no API key',
    send: (h) => request(h.app).post('/v1/messages').send(good),
    status: 401,
    code: 'KEY_MISSING',
    field: 'Authorization',
  },
  {
    name: "another channel than the key's",
    send: (h) => post(h, good, 'application/json', h.mailKey),
    status: 403,
    code: 'CHANNEL_FORBIDDEN',
    field: 'channel',
  },
  {
    name: 'a channel that is not there, with a key that could not use it',
    send: (h) => post(h, { ...good, channel: 'nowhere' }, 'application/json', h.mailKey),
    status: 403,
    code: 'CHANNEL_FORBIDDEN',
  },
  {
    name: 'a key that may only read',
    send: (h) => post(h, good, 'application/json', h.readKey),
    status: 403,
    code: 'SCOPE_FORBIDDEN',
  },
  {
    name: 'JSON for an e-mail channel',
    send: (h) => post(h, { ...good, channel: 'support-mail' }),
    status: 422,
    code: 'CHANNEL_CONTENT_MISMATCH',
  },
  {
    name: 'an Idempotency-Key with line breaks hidden in it',
    send: (h) => post(h, good).set('Idempotency-Key', 'é'),
    status: 422,
    code: 'INVALID_FIELD',
    field: 'Idempotency-Key',
  },
  {
    name: 'an endless Idempotency-Key',
    send: (h) => post(h, good).set('Idempotency-Key', 'k'.repeat(256)),
    status: 422,
    code: 'INVALID_FIELD',
    field: 'Idempotency-Key',
    limit: { maxCharacters: 255 },
  },
  {
    name: 'another content type',
    send: (h) => post(h, 'a=b', 'application/x-www-form-urlencoded'),
    status: 415,
    code: 'MEDIA_TYPE_UNSUPPORTED',
  },
  {
    name: 'a compressed body',
    send: (h) => post(h, good).set('Content-Encoding', 'gzip'),
    status: 415,
    code: 'ENCODING_UNSUPPORTED',
    field: 'Content-Encoding',
  },

  { name: 'multipart without a boundary', send: (h) => post(h, 'x', 'multipart/form-data'), status: 400, code: 'MULTIPART_INVALID' },
  { name: 'multipart that never ends', send: (h) => postForm(h, multipart([messagePart()], '')), status: 400, code: 'MULTIPART_INVALID' },
  {
    name: 'multipart that ends inside a file',
    send: (h) => postForm(h, multipart([messagePart(), filePart('a.txt', 'x'.repeat(50_000))], '').slice(0, -10_000)),
    status: 400,
    code: 'MULTIPART_INVALID',
  },
  {
    name: 'multipart with garbage for headers',
    send: (h) => postForm(h, multipart([messagePart(), 'no\u0000header\r\n\r\nx'])),
    status: 400,
    code: 'MULTIPART_INVALID',
  },
  { name: 'multipart that is no multipart', send: (h) => postForm(h, secretWords), status: 400, code: 'MULTIPART_INVALID' },
  {
    name: 'multipart without the message',
    send: (h) => postForm(h, multipart([filePart('a.txt', 'x')])),
    status: 422,
    code: 'MULTIPART_MESSAGE_MISSING',
    field: 'message',
  },
  {
    name: 'multipart with two messages',
    send: (h) => postForm(h, multipart([messagePart(), filePart('a', 'x'), messagePart()])),
    status: 422,
    code: 'UNKNOWN_FIELD',
  },
  {
    name: 'multipart with another field',
    send: (h) => postForm(h, multipart(['Content-Disposition: form-data; name="note"\r\n\r\nx'])),
    status: 422,
    code: 'UNKNOWN_FIELD',
  },
  {
    name: 'multipart with invalid JSON after a file',
    send: (h) => postForm(h, multipart([filePart('a.txt', 'x'), `Content-Disposition: form-data; name="message"\r\n\r\n{`])),
    status: 400,
    code: 'INVALID_JSON',
  },
  {
    name: 'multipart with too many files',
    send: (h) => postForm(h, multipart([messagePart(), ...Array.from({ length: 4 }, () => filePart('a.txt', 'x'))])),
    status: 413,
    code: 'TOO_MANY_FILES',
    field: 'attachments',
    limit: { maxFiles: LIMITS.maxFiles },
  },
  {
    name: 'multipart with 10,000 files before the message',
    send: (h) => postForm(h, multipart([...Array.from({ length: 10_000 }, () => filePart('a.txt', 'x')), messagePart()])),
    status: 413,
    code: 'TOO_MANY_FILES',
    limit: { maxFiles: 100 },
  },
  {
    name: 'multipart with a file over the limit',
    send: (h) => postForm(h, multipart([messagePart(), filePart('a.txt', 'x'), filePart('b.txt', 'x'.repeat(LIMITS.maxFileBytes + 1))])),
    status: 413,
    code: 'FILE_TOO_LARGE',
    field: 'attachments[1]',
    limit: { maxBytes: LIMITS.maxFileBytes },
  },
  {
    name: 'multipart with a file over the limit before the message',
    send: (h) => postForm(h, multipart([filePart('b.txt', 'x'.repeat(LIMITS.maxFileBytes + 1)), messagePart()])),
    status: 413,
    code: 'FILE_TOO_LARGE',
    field: 'attachments[0]',
  },
  {
    name: 'multipart that is too much together',
    send: (h) =>
      postForm(h, multipart([messagePart(), ...['a', 'b', 'c'].map((name) => filePart(name, 'x'.repeat(LIMITS.maxFileBytes - 1)))])),
    status: 413,
    code: 'MESSAGE_TOO_LARGE',
    limit: { maxBytes: LIMITS.maxMessageBytes },
  },
  {
    name: 'multipart with an endless file name',
    send: (h) => postForm(h, multipart([messagePart(), filePart('a'.repeat(600), 'x')])),
    status: 422,
    code: 'INVALID_FIELD',
    field: 'attachments[0].name',
    limit: { maxCharacters: 500 },
  },
  {
    name: "multipart for another channel than the key's, after a file",
    send: async (h) => post(h, multipart([filePart('a.txt', 'x'), messagePart()]), 'multipart/form-data; boundary=b', h.mailKey),
    status: 403,
    code: 'CHANNEL_FORBIDDEN',
  },
  {
    name: 'multipart with a forged token',
    send: (h) => postForm(h, multipart([messagePart({ ...good, sender: { identityToken: 'x.y.z' } }), filePart('a.txt', 'x')])),
    status: 422,
    code: 'TOKEN_INVALID',
  },

  {
    name: 'an e-mail without a channel',
    send: (h) => post(h, 'Subject: x\r\n\r\ny', 'message/rfc822'),
    status: 422,
    code: 'INVALID_FIELD',
    field: 'channel',
  },
  {
    name: 'an e-mail for an unknown channel',
    send: (h) => postMail(h, 'Subject: x\r\n\r\ny', 'nowhere'),
    status: 422,
    code: 'CHANNEL_UNKNOWN',
    field: 'channel',
  },
  {
    name: 'an e-mail for a chat channel',
    send: (h) => postMail(h, 'Subject: x\r\n\r\ny', 'webchat'),
    status: 422,
    code: 'CHANNEL_CONTENT_MISMATCH',
  },
  {
    name: 'a large e-mail for a chat channel',
    send: (h) => postMail(h, 'x'.repeat(150_000), 'webchat'),
    status: 422,
    code: 'CHANNEL_CONTENT_MISMATCH',
  },
  { name: 'an empty e-mail', send: (h) => postMail(h, '\r\n\r\n'), status: 422, code: 'EMPTY_MESSAGE' },
  {
    name: 'an e-mail over the limit',
    send: (h) => postMail(h, 'x'.repeat(LIMITS.maxMessageBytes + 1)),
    status: 413,
    code: 'MESSAGE_TOO_LARGE',
    limit: { maxBytes: LIMITS.maxMessageBytes },
  },
]

function postMail(house: House, mail: string, channel = 'support-mail'): request.Test {
  return request(house.app)
    .post(`/v1/messages?channel=${channel}`)
    .set('Authorization', `Bearer ${house.key}`)
    .set('Content-Type', 'message/rfc822')
    .send(mail)
}

describe('bad input', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(() => house.close())

  it.each(rows.map((row) => [row.name, row] as const))('refuses %s by name and leaves nothing behind', async (_name, row) => {
    const before = await house.counts()
    const answer = await row.send(house)
    expect({ status: answer.status, ...answer.body }).toMatchObject({
      status: row.status,
      code: row.code,
      ...(row.field === undefined ? {} : { field: row.field }),
      ...(row.limit === undefined ? {} : { limit: row.limit }),
    })
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(answer.body.type).toBe(`urn:forebay:problem:${row.code.toLowerCase().replaceAll('_', '-')}`)
    expect(JSON.stringify(answer.body)).not.toContain(secretWords)
    expect(await house.counts()).toEqual(before)
  })

  it('wrote none of the content into the log', () => {
    expect(house.log.length).toBeGreaterThan(rows.length - 5)
    expect(JSON.stringify(house.log)).not.toContain(secretWords)
    expect(JSON.stringify(house.log)).not.toContain('Hello')
  })

  it('still takes good input after all that', async () => {
    const before = await house.counts()
    const answer = await post(house, { ...good, attachments: [attachment('YWJj')] })
    expect(answer.status).toBe(202)
    expect(await house.counts()).toMatchObject({ messages: before.messages! + 1, files: before.files! + 1 })
  })
})

describe('a backlog that is full', () => {
  it('refuses with 503, says when to come back, and stores nothing', async () => {
    const house = await openHouse({ maxBacklog: 2 })
    try {
      for (let count = 0; count < 2; count += 1) expect((await post(house, good)).status).toBe(202)
      const before = await house.counts()
      for (const send of [
        () => post(house, { ...good, attachments: [attachment('YWJj')] }),
        () => postForm(house, multipart([messagePart(), filePart('a.txt', 'x')])),
        () => postMail(house, 'x'.repeat(150_000)),
      ]) {
        const answer = await send()
        expect(answer.status).toBe(503)
        expect(answer.body).toMatchObject({ code: 'BACKLOG_FULL', limit: { maxBacklog: 2 } })
        expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
      }
      expect(await house.counts()).toEqual(before)
    } finally {
      await house.close()
    }
  })
})

describe('any bytes as a body', () => {
  it('are refused or accepted, never an internal error', async () => {
    const house = await openHouse()
    try {
      for (let round = 0; round < 60; round += 1) {
        const body = randomBytes(1 + ((round * 37) % 700))
        const type = ['application/json', 'multipart/form-data; boundary=b', 'message/rfc822'][round % 3]!
        const answer = await request(house.app)
          .post(`/v1/messages${round % 3 === 2 ? '?channel=support-mail' : ''}`)
          .set('Authorization', `Bearer ${house.key}`)
          .set('Content-Type', type)
          .serialize(asItIs)
          .send(body)
        expect(answer.status).toBeLessThan(500)
      }
    } finally {
      await house.close()
    }
  })
})
