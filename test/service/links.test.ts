/** A link from the message to the click and after: handed to an agent, judged again when it is clicked, noted, asked about, and taken back when a list learns of it. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Release } from '../../src/core/release.ts'
import { scratchFolder } from '../support/scratch.ts'
import { type LocalService, openLocalService, PUBLIC_URL } from '../support/service.ts'

interface LogItem {
  readonly actor: string
  readonly verb: string
  readonly messageId: string
  readonly subject: string
}

let service: LocalService
let listFile: string

beforeAll(async () => {
  const folder = await scratchFolder('lists')
  listFile = join(folder, 'bad.txt')
  await writeFile(listFile, 'known-bad.example\nsite.example/bad/\n')
  const config = join(folder, 'lists.yaml')
  await writeFile(config, `lists:\n  - id: ours\n    kind: block\n    source: ${listFile}\n    format: auto\n    category: phishing\n`)
  service = await openLocalService({ environment: { LISTS_FILE: config, LIST_POLL_SECONDS: '0.1', AGENT_HEADER: 'X-Forwarded-User' } })
})
afterAll(() => service.stop())

const pathOf = (url: string | null | undefined) => (url ?? '').slice(PUBLIC_URL.length)
const click = (url: string | null | undefined, as?: string) =>
  service.call('POST', pathOf(url), { key: null, headers: as === undefined ? {} : { 'X-Forwarded-User': as } })
const archive = async (messageId: string) =>
  (await service.call('GET', `/v1/logs/archive?messageId=${messageId}`)).json<{ readonly items: readonly LogItem[] }>().items

describe('a link', () => {
  it('that a list knows is not handed out, whatever it is below the listed name', async () => {
    const record = await service.through({
      text: 'https://login.known-bad.example/x and https://site.example/bad/page and https://site.example/good',
    })
    expect(record.release?.links.map(({ action, reason }) => `${action} ${reason}`)).toEqual([
      'remove LINK_BLOCKLISTED',
      'remove LINK_BLOCKLISTED',
      'rewrite LINK_REWRITTEN',
    ])
    expect(record.release?.text).not.toContain('known-bad.example/x')
    const evidence = record.report.findings.find(({ code }) => code === 'LINK_BLOCKLISTED')?.evidence
    expect(evidence).toContainEqual({ label: 'list', value: 'ours' })
    expect(evidence).toContainEqual({ label: 'matched', value: 'known-bad.example/' })
  })

  it('is noted with the agent that it was handed to, and with the one who is logged in when there is a login', async () => {
    const { id } = await service.through({ text: 'see https://fine.example/page' })
    const mine = await service.call('GET', `/v1/messages/${id}/release`, { headers: { 'Forebay-Agent': 'anna@desk.example' } })
    const annas = mine.json<Release>().links[0]?.url
    expect(annas).not.toBe((await service.release(id)).links[0]?.url)
    expect(mine.json<Release>().text).toContain(annas)
    expect((await service.call('GET', pathOf(annas), { key: null })).status).toBe(200)
    expect((await click(annas)).headers.get('location')).toBe('https://fine.example/page')
    expect((await click(annas, 'berta')).status).toBe(303)
    expect((await click((await service.release(id)).links[0]?.url)).status).toBe(303)
    expect((await archive(id)).map(({ verb, actor, subject }) => `${verb} ${actor} ${subject}`)).toEqual([
      'link.opened unknown l1',
      'link.opened berta l1',
      'link.opened anna@desk.example l1',
      'link.looked-at anna@desk.example l1',
    ])
  })

  it('is judged by the policy of today', async () => {
    const { id, release } = await service.through({ text: 'see https://fine.example/today' })
    const url = release?.links[0]?.url
    const { etag, policy } = await inForce()
    const stricter = { ...policy, links: { ...policy.links, default: 'defang' } }
    await service.call('PUT', '/v1/channels/webchat/policy', { body: { policy: stricter, reason: 'test' }, headers: { 'If-Match': etag } })
    const refused = await click(url, 'anna')
    expect(refused.status).toBe(410)
    expect(refused.headers.get('location')).toBeNull()
    // Whoever reads the message next does not get it either.
    const revised = await service.until(id, ({ revision }) => revision === 2, 'revised')
    expect(revised.release?.links[0]).toMatchObject({ action: 'defang', url: null })
    const now = await inForce()
    const back = { policy, reason: 'test' }
    await service.call('PUT', '/v1/channels/webchat/policy', { body: back, headers: { 'If-Match': now.etag } })
  })

  it('that is blocked can be asked about, and opened by a reviewer', async () => {
    const html = '<a href="https://shop.example/x">https://bank.example/login</a>'
    const { id, release } = await service.through({ html })
    expect(release?.links[0]).toMatchObject({ action: 'defang', reason: 'LINK_TEXT_MISMATCH', url: null })
    // It has no address in the release: an agent who got it before the policy changed, or a reviewer, has one.
    const released = await service.call('POST', `/v1/quarantine/${id}:link:l1/release`, { body: { reason: 'The shop of the bank' } })
    expect(released.status).toBe(202)
    const opened = await service.until(id, ({ revision }) => revision === 2, 'revised')
    expect(opened.release?.links[0]).toMatchObject({ action: 'rewrite', reason: 'RELEASED_BY_REVIEW' })
    expect((await click(opened.release?.links[0]?.url)).status).toBe(303)
  })

  it('is taken back when a list learns of it, and those who had clicked are named', async () => {
    const before = await service.through({ text: 'pay at https://later-bad.example/pay now' })
    const other = await service.through({ text: 'pay at https://never-bad.example/pay now' })
    const url = before.release?.links[0]?.url
    await click(url, 'anna')
    await click(url, 'berta')
    await click(url, 'anna')
    const events = await service.events()
    await writeFile(listFile, 'known-bad.example\nlater-bad.example\n')
    const after = await service.until(before.id, ({ revision }) => revision === 2, 'revised')
    expect(after.release?.links[0]).toMatchObject({ action: 'remove', reason: 'LINK_BLOCKLISTED', url: null })
    expect(after.release?.links[0]?.clicks?.map(({ agent }) => agent)).toEqual(['anna', 'berta'])
    expect(after.release?.notices).toContainEqual(
      expect.objectContaining({ for: 'agent', code: 'LINK_OPENED_BEFORE', text: expect.stringContaining('anna, berta') }),
    )
    const told = await events.until(({ type, data }) => type === 'message.updated' && data.messageId === before.id, 'updated')
    expect(told.data.release?.links[0]?.clicks).toHaveLength(2)
    await events.close()
    const refused = await click(url, 'carl')
    expect(refused.status).toBe(410)
    expect(refused.text).not.toContain('Ask a reviewer')
    expect((await archive(before.id))[0]).toMatchObject({ verb: 'link.refused', actor: 'carl' })
    expect((await service.record(other.id)).revision).toBe(1)
    const asked = await service.call('POST', `/v1/quarantine/${before.id}:link:l1/release`, { body: { reason: 'please' } })
    expect(asked.status).toBe(202)
    // A listed address is taken off its list first.
    expect((await service.settled(before.id)).release?.links[0]?.action).toBe('remove')
  })

  it('gives its original back for an answer', async () => {
    const { release } = await service.through({ text: 'see https://fine.example/page?a=1&b=2' })
    const answer = await service.call('POST', '/v1/unwrap', { body: { text: `> ${release?.text}\n`, html: release?.html ?? '' } })
    expect(answer.json()).toMatchObject({ text: '> see https://fine.example/page?a=1&b=2\n' })
  })

  it('tells how its lists are', async () => {
    const { items } = (await service.call('GET', '/v1/lists')).json<{ readonly items: readonly object[] }>()
    expect(items).toEqual([expect.objectContaining({ id: 'ours', kind: 'block', entries: 2, stale: false, lastError: null })])
    expect((await service.call('GET', '/metrics')).text).toMatch(/forebay_list_age_seconds\{list="ours"\} [\d.]+/)
  })
})

async function inForce() {
  const answer = await service.call('GET', '/v1/channels/webchat/policy')
  return { etag: answer.headers.get('etag') ?? '', ...answer.json<{ readonly policy: { readonly links: object } }>() }
}
