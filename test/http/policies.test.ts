import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import request from 'supertest'
import { ForebayError } from '../../src/core/error.ts'
import type { Policy } from '../../src/core/policy.ts'
import { type House, openHouse } from './house.ts'
import { testPolicy } from './test-policy.ts'

let house: House
const published: string[] = []
beforeAll(async () => {
  house = await openHouse({
    deps: {
      policies: {
        fromJson(untrusted) {
          const policy = untrusted as Policy
          if (policy.hold === undefined) throw new ForebayError('POLICY_INVALID', 'hold is missing', { status: 422, field: 'hold' })
          return policy
        },
        fromYaml: (untrustedText) => ({ ...testPolicy('webchat', 'chat'), name: untrustedText.trim() }),
        toYaml: (policy) => `channel: ${policy.channel}\n`,
        explain: () => [],
      },
      onPolicyPublished: (channel) => void published.push(channel),
    },
  })
})
afterAll(() => house.close())

const PATH = '/v1/channels/webchat/policy'
const policy = { ...testPolicy('webchat', 'chat'), name: 'renamed' }
const get = (path: string, Accept = 'application/json') =>
  request(house.app).get(path).set('Authorization', `Bearer ${house.key}`).set({ Accept })
const put = (body: object | string, headers: Record<string, string>, key = house.key) =>
  request(house.app)
    .put(PATH)
    .set({ 'Content-Type': 'application/json', ...headers, Authorization: `Bearer ${key}` })
    .send(body)

describe('a policy', () => {
  it('is read with its version as ETag, as JSON and as YAML', async () => {
    const json = await get(PATH)
    expect(json.headers.etag).toBe('"1"')
    expect(json.body).toMatchObject({ version: 1, publishedBy: 'test', policy: { channel: 'webchat' } })
    const yaml = await get(PATH, 'application/yaml')
    expect(yaml.headers['content-type']).toBe('application/yaml; charset=utf-8')
    expect(yaml.text).toBe('channel: webchat\n')
  })

  it('is replaced by a new version with who, when and why', async () => {
    const answer = await put({ policy, reason: 'A new name' }, { 'If-Match': '"1"' })
    expect(answer.status).toBe(200)
    expect(answer.headers.etag).toBe('"2"')
    expect(published).toEqual(['webchat'])
    const versions = await get(`${PATH}/versions`)
    expect(versions.body.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ version: 2, publishedBy: `key:${house.keyId}`, reason: 'A new name', publishedAt: expect.any(Number) }),
      ]),
    )
    expect((await get(`${PATH}/versions/1`)).body.policy.name).toBe('webchat')
    expect((await get(`${PATH}/versions/9`)).body.code).toBe('POLICY_VERSION_NOT_FOUND')
    const yaml = await put('from yaml', { 'If-Match': '"2"', 'Content-Type': 'application/yaml', 'Change-Reason': 'As a file' })
    expect(yaml.body).toMatchObject({ version: 3, reason: 'As a file', policy: { name: 'from yaml' } })
  })

  it('is not replaced by someone who did not read the one in force', async () => {
    for (const [headers, status, code] of [
      [{}, 428, 'IF_MATCH_REQUIRED'],
      [{ 'If-Match': '*' }, 428, 'IF_MATCH_REQUIRED'],
      [{ 'If-Match': '"99"' }, 412, 'POLICY_CHANGED'],
      [{ 'If-Match': 'W/"1"' }, 412, 'POLICY_CHANGED'],
      [{ 'If-Match': '1' }, 412, 'POLICY_CHANGED'],
    ] as const)
      expect(await put({ policy, reason: 'x' }, headers)).toMatchObject({ status, body: { code, field: 'If-Match' } })
  })

  it('is won by one of two who publish at once', async () => {
    const { etag } = (await get(PATH)).headers
    const answers = await Promise.all([1, 2, 3].map((turn) => put({ policy, reason: `turn ${turn}` }, { 'If-Match': etag! })))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 412, 412])
    expect(published).toHaveLength(3)
  })

  it('is refused without a reason, for another channel, with a fault, and from a key without the scope', async () => {
    const headers = { 'If-Match': '"1"' }
    expect(await put({ policy }, headers)).toMatchObject({ status: 422, body: { code: 'REASON_REQUIRED', field: 'reason' } })
    expect(await put({ policy, reason: ' ' }, headers)).toMatchObject({ status: 422, body: { code: 'INVALID_FIELD', field: 'reason' } })
    expect(await put('x', { ...headers, 'Content-Type': 'text/yaml' })).toMatchObject({
      status: 422,
      body: { code: 'REASON_REQUIRED', field: 'Change-Reason' },
    })
    expect(await put({ policy: { ...policy, channel: 'other' }, reason: 'x' }, headers)).toMatchObject({
      body: { code: 'POLICY_INVALID', field: 'channel' },
    })
    expect(await put({ policy: { channel: 'webchat' }, reason: 'x' }, headers)).toMatchObject({
      body: { code: 'POLICY_INVALID', field: 'hold' },
    })
    expect(await put('{', headers)).toMatchObject({ status: 400, body: { code: 'INVALID_JSON' } })
    expect(await put('x', { ...headers, 'Content-Type': 'text/plain' })).toMatchObject({ status: 415 })
    expect(await put({ policy, reason: 'x' }, headers, house.readKey)).toMatchObject({ status: 403, body: { code: 'SCOPE_FORBIDDEN' } })
    const other = await house.addKey(['support-mail'], ['admin'])
    expect(await put({ policy, reason: 'x' }, headers, other)).toMatchObject({ status: 403, body: { code: 'CHANNEL_FORBIDDEN' } })
    expect(await get('/v1/channels/nowhere/policy')).toMatchObject({ status: 404, body: { code: 'CHANNEL_NOT_FOUND' } })
  })
})
