/** Over HTTP a customer is shown, handed out, unlinked and erased, and the access log never names them. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import request from 'supertest'
import { customerSchema, erasedSchema } from '../../src/http/customers.ts'
import { recordLogin } from '../support/record-login.ts'
import { anEntry } from '../support/stored.ts'
import { type House, openHouse } from './house.ts'
import { settle } from './settle.ts'

const DAY = 86_400_000
let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const call = (method: 'get' | 'post' | 'delete', path: string, key = house.key) =>
  request(house.app)[method](path).set('Authorization', `Bearer ${key}`)
const accessLog = async () =>
  (await call('get', '/v1/logs/access')).body.items as { verb: string; subject: string; messageId: string | null; actor: string }[]

const asText = (res: request.Response, done: (error: Error | null, body: unknown) => void) => {
  let text = ''
  res.setEncoding('utf8')
  res.on('data', (chunk: string) => {
    text += chunk
  })
  res.on('end', () => done(null, text))
}

/** A customer with a link, a message of theirs, and one more that came unidentified from the linked address. */
async function known(subject: string): Promise<string> {
  const at = Date.now()
  await recordLogin(house.store, { subject, level: 'verified', acr: 'loa3', at }, 'support-mail', `${subject}@example.com`, at + DAY)
  const entry = anEntry({ text: `words of ${subject}` })
  await house.store.accept({ ...entry, identity: { level: 'verified', subject, evidence: [] } })
  return entry.arrival.id
}

describe('/v1/customers', () => {
  it('shows who was identified, by which addresses and until when', async () => {
    await known('anna/1 å')
    const answer = await call('get', `/v1/customers/${encodeURIComponent('anna/1 å')}`)
    expect(answer.status).toBe(200)
    expect(customerSchema.parse(answer.body)).toMatchObject({
      subject: 'anna/1 å',
      level: 'verified',
      acr: 'loa3',
      addresses: [{ channel: 'support-mail', address: 'anna/1 å@example.com', level: 'verified', revokedAt: null }],
    })
    expect(answer.headers['cache-control']).toContain('no-store')
  })

  it('ends a link, once', async () => {
    await known('ida')
    const [address] = (await call('get', '/v1/customers/ida')).body.addresses
    expect((await call('delete', `/v1/customers/eva/addresses/${address.id}`)).status).toBe(404)
    expect((await call('delete', `/v1/customers/ida/addresses/${address.id}`)).status).toBe(204)
    expect((await call('delete', `/v1/customers/ida/addresses/${address.id}`)).body).toMatchObject({ code: 'ADDRESS_NOT_FOUND' })
    for (const id of ['%00', 'x', "'"]) expect((await call('delete', `/v1/customers/ida/addresses/${id}`)).status).toBe(404)
    expect(await house.store.linkOf('support-mail', 'ida@example.com', Date.now())).toBeNull()
  })

  it('hands out all data, one object a line, with an end', async () => {
    const id = await known('olga')
    const answer = await call('get', '/v1/customers/olga/export').buffer().parse(asText)
    expect(answer.headers['content-type']).toContain('application/x-ndjson')
    expect(answer.headers['content-disposition']).toContain('attachment')
    const lines = String(answer.body)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ type }) => type)).toEqual(['export', 'customer', 'address', 'message', 'end'])
    expect(lines[3]).toMatchObject({ id, words: { text: 'words of olga' }, identity: { subject: 'olga' } })
    expect(lines[4]).toEqual({ type: 'end', messages: 1, files: 0 })
  })

  it('hands out no code by which a conversation could be taken over', async () => {
    const id = await known('siv')
    const identification = { code: 'QFKT-3947', link: 'https://x.example/l', text: 'Type QFKT-3947', expiresAt: new Date().toISOString() }
    await settle(house, id, { identification })
    const answer = await call('get', '/v1/customers/siv/export').buffer().parse(asText)
    expect(answer.body).toContain('words of siv')
    expect(answer.body).not.toMatch(/QFKT|x\.example/)
  })

  it('erases a person, and tells it once more that there is nothing', async () => {
    const id = await known('vera')
    const answer = await call('delete', '/v1/customers/vera')
    expect(answer.status).toBe(200)
    expect(erasedSchema.parse(answer.body)).toMatchObject({ messages: 1, addresses: 1 })
    for (const path of ['/v1/customers/vera', '/v1/customers/vera/export', `/v1/messages/${id}`])
      expect((await call('get', path)).status).toBe(404)
    expect((await call('delete', '/v1/customers/vera')).body).toMatchObject({ code: 'CUSTOMER_NOT_FOUND' })
  })

  it('writes each of these to the access log under a pseudonym, and never the subject', async () => {
    await known('secretname')
    const { id } = (await call('get', '/v1/customers/secretname')).body.addresses[0]
    await call('get', '/v1/customers/secretname/export')
    await call('delete', `/v1/customers/secretname/addresses/${id}`)
    const { pseudonym } = (await call('delete', '/v1/customers/secretname')).body
    const lines = await accessLog()
    expect(lines.filter(({ subject }) => subject === pseudonym).map(({ verb }) => verb)).toEqual([
      'customer.erased',
      'customer.address-revoked',
      'customer.exported',
      'customer.shown',
    ])
    expect(JSON.stringify(lines)).not.toContain('secretname')
    expect(lines.find(({ verb }) => verb === 'customer.erased')?.actor).toBe(`key:${house.keyId}`)
  })

  it('is for those who administer every channel', async () => {
    await known('guarded')
    const some = await house.addKey(['webchat'], ['submit', 'read', 'reveal', 'admin'])
    for (const [method, path] of [
      ['get', '/v1/customers/guarded'],
      ['get', '/v1/customers/guarded/export'],
      ['delete', '/v1/customers/guarded'],
      ['delete', '/v1/customers/guarded/addresses/x'],
      ['post', '/v1/addresses/erase'],
      ['post', '/v1/addresses/export'],
    ] as const) {
      expect((await call(method, path, some)).body).toMatchObject({ status: 403, code: 'CHANNEL_FORBIDDEN' })
      expect((await call(method, path, house.readKey)).body).toMatchObject({ status: 403, code: 'SCOPE_FORBIDDEN' })
    }
    expect((await call('get', '/v1/customers/guarded')).status).toBe(200)
  })
})

describe('/v1/addresses', () => {
  const body = (address: string, channel = 'support-mail') => ({ channel, address })

  it('erases what came from an address that nobody is identified by, whatever its case', async () => {
    const raw = Buffer.from('From: <Per@Example.com>\r\n\r\nhello')
    const sent = await call('post', '/v1/messages?channel=support-mail').set('Content-Type', 'message/rfc822').send(raw)
    expect(sent.status).toBe(202)
    const identified = await call('post', '/v1/messages?channel=support-mail').set('Content-Type', 'message/rfc822').send(`${raw} again`)
    const identity = { level: 'authenticated', subject: 'per', evidence: [] } as const
    await house.store.amend(identified.body.id, { kind: 'identity', identity }, Date.now())
    const exported = await call('post', '/v1/addresses/export').send(body('PER@example.com'))
    expect(exported.status).toBe(200)
    expect((await call('post', '/v1/addresses/erase').send(body('PER@example.com'))).body).toMatchObject({ messages: 1 })
    expect((await call('get', `/v1/messages/${sent.body.id}`)).status).toBe(404)
    // Theirs, and erased as theirs.
    expect((await call('get', `/v1/messages/${identified.body.id}`)).status).toBe(200)
    expect((await call('post', '/v1/addresses/erase').send(body('PER@example.com'))).body).toMatchObject({ code: 'CUSTOMER_NOT_FOUND' })
  })

  it('refuses what is no address of a channel, by the name of the field', async () => {
    for (const [sent, status, field] of [
      [{ address: 'a@example.com' }, 422, 'channel'],
      [body('a@example.com', 'no-such-channel'), 422, 'channel'],
      [body('a@example.com', 'a\0'), 422, 'channel'],
      [body(' '), 422, 'address'],
      [body('x'.repeat(501)), 422, 'address'],
    ] as const)
      expect((await call('post', '/v1/addresses/erase').send(sent)).body).toMatchObject({ status, field })
  })
})

describe('whoever hands messages in', () => {
  it('gets the same answer for an address that is known and one that is not', async () => {
    await known('familiar')
    const submit = await house.addKey(null, ['submit'])
    const shape = async (address: string) => {
      const mail = `From: <${address}>\r\nMessage-ID: <${address}>\r\n\r\nhello`
      const answers = [
        await call('post', '/v1/messages?channel=support-mail', submit).set('Content-Type', 'message/rfc822').send(mail),
        await call('post', '/v1/messages', submit).send({ channel: 'support-mail', text: 'x', sender: { address } }),
        await call('post', '/v1/messages', submit).send({ channel: 'webchat', text: 'x', sender: { address } }),
        await call('get', '/v1/customers/familiar', submit),
        await call('post', '/v1/addresses/export', submit).send(body(address)),
      ]
      return answers.map(({ status, headers, body: { id: _, requestId: __, ...said } }) => [status, Object.keys(headers).sort(), said])
    }
    const body = (address: string) => ({ channel: 'support-mail', address })
    expect(await shape('familiar@example.com')).toEqual(await shape('stranger@example.com'))
  })
})
