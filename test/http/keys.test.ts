import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import request from 'supertest'
import { keySchema, madeKeySchema } from '../../src/http/keys.ts'
import { type House, openHouse } from './house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const as = (key: string, method: 'get' | 'post' | 'delete', path = '/v1/keys') =>
  request(house.app)[method](path).set('Authorization', `Bearer ${key}`)
const make = (body: object, key = house.key) => as(key, 'post').send(body)
const idsSeenBy = async (key: string) => (await as(key, 'get')).body.items.map((item: { id: string }) => item.id)

describe('POST /v1/keys', () => {
  it('makes a key that works at once and is never shown again', async () => {
    const answer = await make({ name: '  Chat widget ', channels: ['webchat', 'webchat'], scopes: ['read', 'submit'] })
    expect(answer.status).toBe(201)
    expect(madeKeySchema.parse(answer.body)).toMatchObject({ name: 'Chat widget', channels: ['webchat'], scopes: ['submit', 'read'] })
    expect(answer.headers).toMatchObject({ location: `/v1/keys/${answer.body.id}`, 'cache-control': 'no-store' })
    const { key, id } = answer.body
    expect((await as(key, 'get', '/v1/messages')).status).toBe(200)
    expect((await as(key, 'get')).body.code).toBe('SCOPE_FORBIDDEN')
    const listed = await as(house.key, 'get')
    expect(listed.body.items.map((item: { id: string }) => item.id)).toContain(id)
    const kept = (await house.store.keys()).find((one) => one.id === id)
    for (const secret of [key, kept!.hash]) expect(listed.text).not.toContain(secret)
    for (const item of listed.body.items) expect(keySchema.safeParse(item).success).toBe(true)
    expect(JSON.stringify(house.log)).not.toContain(key)
  })

  it('gives what the key that asks has, when nothing else is said, and may only submit and read', async () => {
    expect((await make({ name: 'all' })).body).toMatchObject({ channels: null, scopes: ['submit', 'read'] })
    const some = await house.addKey(['support-mail'], ['submit', 'read', 'admin'])
    expect((await make({ name: 'some' }, some)).body).toMatchObject({ channels: ['support-mail'], scopes: ['submit', 'read'] })
  })

  it('makes no key that may do more than the one that asks', async () => {
    const before = await house.counts()
    const some = await house.addKey(['support-mail'], ['submit', 'admin'])
    const forbidden = [
      [{ name: 'x', channels: ['support-mail', 'webchat'], scopes: ['submit'] }, 'CHANNEL_FORBIDDEN', 'channel'],
      [{ name: 'x', scopes: ['submit', 'read'] }, 'SCOPE_FORBIDDEN', 'scopes'],
      [{ name: 'x' }, 'SCOPE_FORBIDDEN', 'scopes'],
    ] as const
    for (const [body, code, field] of forbidden) expect(await make(body, some)).toMatchObject({ status: 403, body: { code, field } })
    expect(await make({ name: 'x' }, house.readKey)).toMatchObject({ status: 403, body: { code: 'SCOPE_FORBIDDEN' } })
    expect(await house.counts()).toEqual({ ...before, api_keys: before.api_keys! + 1 })
  })

  it('refuses what is no key, by the name of the field', async () => {
    const before = await house.counts()
    for (const [body, code, field] of [
      [{}, 'INVALID_FIELD', 'name'],
      [{ name: ' ' }, 'INVALID_FIELD', 'name'],
      [{ name: 'a\u0000b' }, 'INVALID_FIELD', 'name'],
      [{ name: 'a\u202eb' }, 'INVALID_FIELD', 'name'],
      [{ name: 'a\ud800' }, 'INVALID_FIELD', 'name'],
      [{ name: 'x'.repeat(101) }, 'INVALID_FIELD', 'name'],
      [{ name: 'x', channels: [] }, 'INVALID_FIELD', 'channels'],
      [{ name: 'x', channels: ['nowhere'] }, 'CHANNEL_UNKNOWN', 'channels'],
      [{ name: 'x', scopes: [] }, 'INVALID_FIELD', 'scopes'],
      [{ name: 'x', scopes: ['root'] }, 'INVALID_FIELD', 'scopes.0'],
      [{ name: 'x', hash: 'mine' }, 'UNKNOWN_FIELD', undefined],
    ] as const)
      expect(await make(body)).toMatchObject({ status: 422, body: { code, ...(field === undefined ? {} : { field }) } })
    expect(await house.counts()).toEqual(before)
  })
})

describe('DELETE /v1/keys/{id}', () => {
  it('revokes a key at once, and once more changes nothing', async () => {
    const { key, id } = (await make({ name: 'to be revoked' })).body
    expect((await as(key, 'get', '/v1/messages')).status).toBe(200)
    expect((await as(house.key, 'delete', `/v1/keys/${id}`)).status).toBe(204)
    expect(await as(key, 'get', '/v1/messages')).toMatchObject({ status: 401, body: { code: 'KEY_INVALID' } })
    const at = async () => (await as(house.key, 'get')).body.items.find((item: { id: string }) => item.id === id).revokedAt
    const revokedAt = await at()
    expect(revokedAt).toMatch(/^20.*Z$/)
    expect((await as(house.key, 'delete', `/v1/keys/${id}`)).status).toBe(204)
    expect(await at()).toBe(revokedAt)
  })

  it('knows no key that is not there', async () => {
    expect(await as(house.key, 'delete', '/v1/keys/unknown')).toMatchObject({ status: 404, body: { code: 'KEY_NOT_FOUND' } })
  })
})

describe('a key of some channels', () => {
  it('sees and revokes no key that is wider, and does not learn that it is there', async () => {
    const some = await house.addKey(['support-mail'], ['admin'])
    const own = some.split('_')[1]!
    const wide = (await make({ name: 'wide' })).body.id
    const both = (await make({ name: 'both', channels: ['support-mail', 'webchat'] })).body.id
    const other = (await make({ name: 'other', channels: ['webchat'] })).body.id
    const seen = await idsSeenBy(some)
    expect(seen).toContain(own)
    for (const id of [wide, both, other, house.keyId]) {
      expect(seen).not.toContain(id)
      expect(await as(some, 'delete', `/v1/keys/${id}`)).toMatchObject({ status: 404, body: { code: 'KEY_NOT_FOUND' } })
    }
    const revoked = (await house.store.keys()).filter(({ revokedAt }) => revokedAt !== null).map(({ id }) => id)
    for (const id of [wide, both, other, house.keyId]) expect(revoked).not.toContain(id)
  })

  it('can be changed for a new one: it makes the next and ends itself', async () => {
    const old = await house.addKey(['webchat'], ['submit', 'admin'])
    const next = (await make({ name: 'next', scopes: ['submit', 'admin'] }, old)).body
    expect((await as(old, 'delete', `/v1/keys/${old.split('_')[1]}`)).status).toBe(204)
    expect((await as(old, 'get')).status).toBe(401)
    expect((await as(next.key, 'get')).status).toBe(200)
  })
})
