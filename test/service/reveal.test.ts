/** What is masked is masked everywhere an agent looks, and shown again only to who may see it, for a reason, after the look is in the access log. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type LocalService, openLocalService } from '../support/service.ts'

const CARD = '4111 1111 1111 1111'
let service: LocalService

beforeAll(async () => {
  service = await openLocalService()
})
afterAll(() => service.stop())

const submission = { subject: `Card ${CARD}`, text: `My card is ${CARD}.`, html: `<p>My card is 4111 <b>1111 1111</b> 1111.</p>` }
const reveal = (id: string, mask: string, options: Parameters<LocalService['call']>[2] = {}) =>
  service.call('POST', `/v1/messages/${id}/masks/${mask}/reveal`, { body: { reason: 'The refund failed' }, ...options })
const looks = async (id: string) =>
  (await service.call('GET', `/v1/logs/access?messageId=${id}`)).json<{ readonly items: readonly Record<string, unknown>[] }>().items

describe('masked words', () => {
  it('are in no answer of the API, as JSON or as text', async () => {
    const { id } = await service.through(submission)
    const record = await service.call('GET', `/v1/messages/${id}`)
    const text = await service.call('GET', `/v1/messages/${id}/release`, { headers: { Accept: 'text/plain' } })
    for (const answer of [record, text]) {
      expect(answer.text).toContain('[payment card number hidden, ends in 1111]')
      expect(answer.text).not.toMatch(/4111|1111 1111/)
    }
    expect(service.log.map((line) => JSON.stringify(line)).join('')).not.toContain('4111')
  })

  it('are shown to who asks with a reason, and the look is logged with who, what and why', async () => {
    const { id, release } = await service.through(submission)
    const mask = release?.masks[0]?.id ?? ''
    const answer = await reveal(id, mask, { headers: { 'Forebay-Agent': 'kim' } })
    expect(answer.status).toBe(200)
    expect(answer.json()).toEqual({ id: mask, code: 'PERSONAL_CARD', kind: release?.masks[0]?.kind, value: CARD })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await looks(id)).toEqual([
      expect.objectContaining({
        actor: 'kim',
        verb: 'words.revealed',
        subject: mask,
        // A desk may say any name: the key is its own.
        detail: expect.objectContaining({ code: 'PERSONAL_CARD', reason: 'The refund failed', key: expect.stringMatching(/^\w/) }),
      }),
    ])
    expect(JSON.stringify(await looks(id))).not.toContain('4111')
    expect(await service.service.store.verifyLog('access')).toMatchObject({ brokenAt: null })
  })

  it('are found by the patterns of the channel too, as they stood when the words were masked', async () => {
    const { policy } = (await service.call('GET', '/v1/channels/social/policy')).json<{ readonly policy: Record<string, object> }>()
    const version = await service.service.store.policy('social')
    const changed = {
      ...policy,
      personalData: { ...policy.personalData, patterns: [{ name: 'Customer number', pattern: 'K-\\d{6}', action: 'mask', keepLast: 2 }] },
    }
    await service.service.store.publishPolicy(changed as never, version?.version ?? 0, 'test', Date.now(), 'own pattern')
    // Each process reads policies anew within two seconds.
    let record = await service.through({ channel: 'social', text: 'I am K-123456' })
    for (let tries = 0; record.release?.masks.length === 0 && tries < 50; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      record = await service.through({ channel: 'social', text: 'I am K-123456' })
    }
    expect(record.release?.text).toBe('I am [Customer number hidden, ends in 56]')
    expect((await reveal(record.id, record.release?.masks[0]?.id ?? '')).json()).toMatchObject({ value: 'K-123456' })
  })

  it('are shown to no key without the scope, without a reason, or of another channel', async () => {
    const { id, release } = await service.through(submission)
    const mask = release?.masks[0]?.id ?? ''
    const reader = await service.addKey({ scopes: ['read'] })
    const elsewhere = await service.addKey({ channels: ['social'], scopes: ['read', 'reveal'] })
    const before = (await looks(id)).length
    expect((await reveal(id, mask, { key: reader })).json()).toMatchObject({ status: 403, code: 'SCOPE_FORBIDDEN' })
    expect((await reveal(id, mask, { key: elsewhere })).status).toBe(404)
    expect((await reveal(id, mask, { body: {} })).json()).toMatchObject({ status: 422, field: 'reason' })
    expect((await reveal(id, mask, { body: { reason: ' ' } })).status).toBe(422)
    expect((await reveal(id, 'w99')).json()).toMatchObject({ status: 404, code: 'MASK_NOT_FOUND' })
    expect((await reveal(id, '..%2f')).status).toBe(404)
    expect(await looks(id)).toHaveLength(before)
  })
})
