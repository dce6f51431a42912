/** A policy is replaced by whoever saw the one in force and says why; the next verdict names the new version, and nothing of before changes. */
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Policy, PolicyVersion } from '../../src/core/policy.ts'
import { type LocalService, openLocalService } from '../support/service.ts'

const PATH = '/v1/channels/webchat/policy'
let service: LocalService

beforeAll(async () => {
  service = await openLocalService()
})
afterAll(() => service.stop())

const inForce = async () => {
  const answer = await service.call('GET', PATH)
  return { etag: answer.headers.get('etag') ?? '', ...answer.json<PolicyVersion>() }
}
const put = (policy: object, ifMatch: string | null, reason: string | null = 'A reason') =>
  service.call('PUT', PATH, {
    body: { policy, ...(reason === null ? {} : { reason }) },
    headers: ifMatch === null ? {} : { 'If-Match': ifMatch },
  })
const withLinks = (policy: Policy, action: string) => ({ ...policy, links: { ...policy.links, default: action } })

it('is in force for the next message, whose verdict names it', async () => {
  const { etag, version, policy } = await inForce()
  const text = 'See https://example.com/a'
  const before = await service.through({ text })
  expect(before.verdict).toMatchObject({ policyVersion: version })
  expect(before.release?.links).toMatchObject([{ action: 'rewrite' }])

  const published = await put(withLinks(policy, 'remove'), etag, 'No links this week')
  expect(published.status).toBe(200)
  expect(published.headers.get('etag')).toBe(`"${version + 1}"`)
  const after = await service.through({ text })
  expect(after.verdict).toMatchObject({ policyVersion: version + 1 })
  expect(after.release?.links).toMatchObject([{ action: 'remove', reason: 'LINKS_NOT_ALLOWED' }])
  expect(await service.record(before.id)).toEqual(before)

  const { items } = (await service.call('GET', `${PATH}/versions`)).json<{ readonly items: readonly PolicyVersion[] }>()
  expect(items).toContainEqual(
    expect.objectContaining({ version: version + 1, reason: 'No links this week', publishedBy: expect.stringMatching(/^key:/) }),
  )
  expect(items).toContainEqual(expect.objectContaining({ version: 1, publishedBy: 'file' }))
  expect((await service.call('GET', `${PATH}/versions/${version}`)).json<PolicyVersion>().policy).toEqual(policy)
})

it('is not replaced by somebody who has not seen it, who says no reason, or with something that is no policy', async () => {
  const before = await inForce()
  const refusals = await Promise.all([
    put(before.policy, null),
    put(before.policy, '*'),
    put(before.policy, '"99"'),
    put(before.policy, before.etag, null),
    put({ ...before.policy, unknown: 1 }, before.etag),
    put(withLinks(before.policy, 'burn'), before.etag),
    put({ ...before.policy, channel: 'social' }, before.etag),
    put({ ...before.policy, files: { ...before.policy.files, findings: { FILE_MALWARE_TYPO: 'release' } } }, before.etag),
  ])
  expect(refusals.map((answer) => `${answer.status} ${answer.json<{ readonly code: string }>().code}`)).toEqual([
    '428 IF_MATCH_REQUIRED',
    '428 IF_MATCH_REQUIRED',
    '412 POLICY_CHANGED',
    '422 REASON_REQUIRED',
    '422 POLICY_INVALID',
    '422 POLICY_INVALID',
    '422 POLICY_INVALID',
    '422 POLICY_INVALID',
  ])
  expect(refusals[4]?.text).toContain('unknown')
  expect(refusals[5]?.text).toContain('links.default')
  expect(await inForce()).toEqual(before)
})

it('is published once when several replace the same one at the same moment', async () => {
  const { etag, version, policy } = await inForce()
  const answers = await Promise.all(['rewrite', 'defang', 'hold', 'remove'].map((action) => put(withLinks(policy, action), etag)))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412])
  const after = await inForce()
  expect(after.version).toBe(version + 1)
  expect(after.policy).toEqual(answers.find(({ status }) => status === 200)?.json<PolicyVersion>().policy)
})

it('comes back from YAML as it went', async () => {
  const { etag, policy, version } = await inForce()
  const yaml = await service.call('GET', PATH, { headers: { Accept: 'application/yaml' } })
  expect(yaml.headers.get('content-type')).toMatch(/^application\/yaml/)
  const answer = await service.call('PUT', PATH, {
    body: new TextEncoder().encode(yaml.text),
    headers: { 'Content-Type': 'application/yaml', 'Change-Reason': 'The same once more', 'If-Match': etag },
  })
  expect(answer.json()).toMatchObject({ version: version + 1, policy })
})
