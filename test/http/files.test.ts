/** Passwords and originals of files go through the edge by the right keys alone, within their limits, and leave nothing of themselves behind. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import request from 'supertest'
import { ForebayError } from '../../src/core/error.ts'
import { type House, openHouse } from './house.ts'
import { fileOf, settle } from './settle.ts'

const SECRET = 'swordfish-4711'
let house: House
let asked: unknown[]
beforeAll(async () => {
  house = await openHouse({
    deps: {
      async openByPassword(...given) {
        asked.push(given)
        if (given[2] !== SECRET) throw new ForebayError('PASSWORD_WRONG', 'The file does not open with this password.', { status: 422 })
      },
      async askOriginal(given) {
        asked.push(given)
      },
      async lookAtOriginal(given) {
        asked.push(given)
        return { bytes: Buffer.from('original'), name: 'a\r\n.docm', type: 'text/html' }
      },
    },
  })
})
afterAll(() => house.close())
beforeEach(() => {
  asked = []
})

const as = (key: string, method: 'get' | 'post', path: string) => request(house.app)[method](path).set('Authorization', `Bearer ${key}`)

async function heldMessage(): Promise<string> {
  const { body } = await as(house.key, 'post', '/v1/messages').send({ channel: 'webchat', text: 'Hello' })
  await settle(house, body.id, { files: [fileOf({ action: 'hold', reason: 'FILE_ENCRYPTED' })] })
  return body.id
}

describe('a password', () => {
  const give = (id: string, body: object, key = house.key, fileId = 'p1') =>
    as(key, 'post', `/v1/messages/${id}/files/${fileId}/password`).send(body)

  it('is taken from whoever may submit or read, and is in no answer and no line of the log', async () => {
    const id = await heldMessage()
    const submitKey = await house.addKey(['webchat'], ['submit'])
    for (const key of [house.readKey, submitKey]) {
      const answer = await give(id, { password: SECRET }, key)
      expect(answer).toMatchObject({ status: 202, body: { id, status: 'released' }, headers: { location: `/v1/messages/${id}` } })
      expect(asked.pop()).toEqual([id, 'p1', SECRET])
    }
    const wrong = await give(id, { password: `${SECRET}-not` })
    expect(wrong).toMatchObject({ status: 422, body: { code: 'PASSWORD_WRONG' } })
    const long = await give(id, { password: SECRET.repeat(30) })
    expect(long).toMatchObject({ status: 422, body: { code: 'INVALID_FIELD', field: 'password' } })
    const odd = await give(id, { password: SECRET, [SECRET]: 1 })
    expect(odd.status).toBe(422)
    for (const { text } of [wrong, long, odd]) expect(text).not.toContain('swordfish')
    expect(JSON.stringify(house.log)).not.toContain('swordfish')
  })

  it('is refused to keys of nothing else, of other channels, and for what is not there', async () => {
    const id = await heldMessage()
    const reveals = await house.addKey(null, ['reveal'])
    expect(await give(id, { password: SECRET }, reveals)).toMatchObject({ status: 403, body: { code: 'SCOPE_FORBIDDEN' } })
    const other = await house.addKey(['support-mail'], ['submit'])
    expect(await give(id, { password: SECRET }, other)).toMatchObject({ status: 404, body: { code: 'MESSAGE_NOT_FOUND' } })
    expect(await give(id, { password: SECRET }, house.key, 'p9')).toMatchObject({ status: 404, body: { code: 'FILE_NOT_FOUND' } })
    for (const body of [{}, { password: '' }, { password: 7 }]) expect((await give(id, body)).status).toBe(422)
    expect(asked).toEqual([])
  })

  it('can be tried five times an hour for one file, whoever tries', async () => {
    const [id, next] = [await heldMessage(), await heldMessage()]
    for (let tries = 0; tries < 5; tries += 1) expect((await give(id, { password: `${tries}` })).status).toBe(422)
    const limited = await give(id, { password: SECRET }, house.readKey)
    expect(limited).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED', limit: { maxPasswordsPerHour: 5 } } })
    expect(Number(limited.headers['retry-after'])).toBeGreaterThan(60)
    expect(asked).toHaveLength(5)
    expect((await give(next, { password: SECRET })).status).toBe(202)
  })
})

describe('an original', () => {
  it('is asked for by whoever reads, with or without a reason, in the name of the agent', async () => {
    const id = await heldMessage()
    const path = `/v1/messages/${id}/files/p1/request`
    const answer = await as(house.readKey, 'post', path).set('Forebay-Agent', 'kim').send({ reason: 'Need the formulas' })
    expect(answer).toMatchObject({ status: 202, body: { id: `${id}:part:p1`, messageId: id, fileId: 'p1' } })
    expect(asked.pop()).toEqual({ messageId: id, fileId: 'p1', by: 'kim', reason: 'Need the formulas' })
    await as(house.readKey, 'post', path).send({})
    expect(asked.pop()).toMatchObject({ by: expect.stringMatching(/^key:/), reason: null })
    const submitKey = await house.addKey(['webchat'], ['submit'])
    expect((await as(submitKey, 'post', path).send({})).status).toBe(403)
  })

  it('is looked at by admins alone, for a reason, and saved, never shown', async () => {
    const id = await heldMessage()
    const path = `/v1/messages/${id}/files/p1/original`
    const answer = await as(house.key, 'get', `${path}?reason=Complaint%207`).set('Forebay-Agent', 'rita').buffer(true)
    expect(answer).toMatchObject({ status: 200 })
    expect(answer.headers).toMatchObject({
      'content-disposition': expect.stringMatching(/^attachment; filename="/),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, no-store',
    })
    expect(answer.headers['content-disposition']).not.toMatch(/[\r\n]/)
    expect(asked).toEqual([{ messageId: id, fileId: 'p1', by: 'rita', keyId: house.keyId, reason: 'Complaint 7' }])
    for (const query of ['', '?reason=', '?reason=%20']) expect((await as(house.key, 'get', path + query)).status).toBe(422)
    expect((await as(house.readKey, 'get', `${path}?reason=x`)).status).toBe(403)
    expect(JSON.stringify(house.log)).not.toContain('Complaint')
  })
})
