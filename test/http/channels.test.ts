import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import request from 'supertest'
import { channelSchema, tableSchema } from '../../src/http/channels.ts'
import { type House, openHouse } from './house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const get = (path: string, key = house.readKey) => request(house.app).get(path).set('Authorization', `Bearer ${key}`)

describe('GET /v1/channels', () => {
  it('lists the channels that the key may use, each with the version in force', async () => {
    const { body } = await get('/v1/channels')
    expect(body.items).toEqual([
      { id: 'support-mail', kind: 'email', name: 'support-mail', campaign: expect.any(String), policyVersion: 1 },
      { id: 'webchat', kind: 'chat', name: 'webchat', campaign: expect.any(String), policyVersion: 1 },
    ])
    for (const item of body.items) expect(channelSchema.safeParse(item).success).toBe(true)
    const some = await house.addKey(['webchat'], ['read'])
    expect((await get('/v1/channels', some)).body.items.map((item: { id: string }) => item.id)).toEqual(['webchat'])
    expect(await get('/v1/channels', house.mailKey)).toMatchObject({ status: 403, body: { code: 'SCOPE_FORBIDDEN' } })
  })
})

describe('GET /v1/channels/{channel}/policy/table', () => {
  it('says what becomes of each kind of content at each level, and by which rule', async () => {
    const { body } = await get('/v1/channels/webchat/policy/table')
    expect(tableSchema.safeParse(body).success).toBe(true)
    expect(body).toMatchObject({ channel: 'webchat', policyVersion: 1 })
    expect(body.cells).toContainEqual({ level: 'anonymous', content: 'links', action: 'rewrite', rule: 'links.default', better: null })
    expect(new Set(body.cells.map((cell: { level: string }) => cell.level)).size).toBe(4)
  })

  it('is columns of text for a person', async () => {
    const answer = await get('/v1/channels/webchat/policy/table').set('Accept', 'text/plain')
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
    const [title, , head, ...rows] = answer.text.trimEnd().split('\n')
    expect(title).toBe('What may be sent through webchat, by policy version 1, when nothing is found in it:')
    expect(head?.split(/ {2,}/)).toEqual(['', 'anonymous', 'claimed', 'authenticated', 'verified'])
    expect(rows.map((row) => row.split(/ {2,}/)[0])).toEqual(
      expect.arrayContaining(['reaches', 'words', 'links', 'image', 'largest file', 'most files']),
    )
    for (const row of rows) expect(row.indexOf(row.split(/ {2,}/)[1] ?? '')).toBe(head?.indexOf('anonymous'))
    expect(await get('/v1/channels/webchat/policy/table').set('Accept', 'image/png')).toMatchObject({ status: 406 })
  })

  it('is not shown of another channel, or of one that is not there', async () => {
    const some = await house.addKey(['support-mail'], ['read'])
    expect(await get('/v1/channels/webchat/policy/table', some)).toMatchObject({ status: 403, body: { code: 'CHANNEL_FORBIDDEN' } })
    expect(await get('/v1/channels/nowhere/policy/table')).toMatchObject({ status: 404, body: { code: 'CHANNEL_NOT_FOUND' } })
  })
})
