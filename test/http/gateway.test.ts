import { createSecretKey, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import request from 'supertest'
import type { Finding } from '../../src/core/report.ts'
import { readLinkToken, signLink } from '../../src/release/link-token.ts'
import { type House, openHouse } from './house.ts'
import { linkOf, settle } from './settle.ts'

const linkKey = { id: 'k1', secret: createSecretKey(randomBytes(32)) }
let house: House
let id: string

const URL_TO = 'https://example.com/a?b=<c>&d="e"'
const mismatch: Finding = {
  id: 'f1',
  code: 'LINK_TEXT_MISMATCH',
  inspector: 'links/mismatch',
  severity: 'high',
  confidence: 1,
  subject: { kind: 'link', id: 'l1' },
  title: 'Leads elsewhere',
  explanation: 'The words name another address than the link.',
  evidence: [{ label: 'shown', value: 'https://bank.example/<b>' }],
}

beforeAll(async () => {
  house = await openHouse({ deps: { readLinkToken: (token, host) => readLinkToken(token, [linkKey], host) } })
  id = await submitted()
  await settle(house, id, {
    links: [linkOf(), linkOf({ id: 'l2', action: 'remove', explanation: 'It was removed & more.' })],
    findings: [mismatch],
    sender: { address: 'anna@example.com', name: '<script>alert(1)</script>\u202e' },
  })
})
afterAll(() => house.close())

async function submitted(): Promise<string> {
  const { body } = await request(house.app)
    .post('/v1/messages')
    .set('Authorization', `Bearer ${house.key}`)
    .send({ channel: 'webchat', text: 'x' })
  return body.id
}
const linkTo = (linkId: string, url = URL_TO, messageId = id) => signLink({ messageId, linkId, url, host: new URL(url).host }, linkKey, '')
const get = (path: string) => request(house.app).get(path)

describe('the click gateway', () => {
  it('shows where the link leads, what it claimed, what was found and who sent it, and opens nothing', async () => {
    const { status, text, headers } = await get(linkTo('l1'))
    expect(status).toBe(200)
    expect(text).toContain('<p class="host">example.com</p>')
    expect(text).toContain('https://bank.example/&lt;b&gt;')
    expect(text).toContain('Leads elsewhere')
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;, anna@example.com (as they say; not proven)')
    expect(text).not.toMatch(/<script|<c>|\u202e/)
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' })
    expect(headers['content-security-policy']).toMatch(
      /default-src 'none';style-src 'sha256-[^;]+;form-action 'self' https: http:;frame-ancestors 'none'/,
    )
  })

  it('goes on only when a person asks for it', async () => {
    const { status, headers } = await request(house.app).post(linkTo('l1'))
    expect(status).toBe(303)
    expect(headers.location).toBe(new URL(URL_TO).href)
    expect(headers['referrer-policy']).toBe('no-referrer')
  })

  it('blocks a link that is not released any more', async () => {
    const removed = await get(linkTo('l2'))
    expect(removed.status).toBe(410)
    expect(removed.text).toContain('It was removed &amp; more.')
    expect((await request(house.app).post(linkTo('l2'))).status).toBe(410)
    const later = await submitted()
    await settle(house, later, { links: [linkOf()] })
    expect((await get(linkTo('l1', URL_TO, later))).status).toBe(200)
    await settle(house, later, { status: 'blocked', release: null })
    expect((await get(linkTo('l1', URL_TO, later))).status).toBe(410)
  })

  it('knows no token that was changed, moved to another host, or never ours', async () => {
    const path = linkTo('l1')
    for (const wrong of [
      path.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      path.replace('/l/example.com/', '/l/bank.example/'),
      '/l/example.com/nonsense',
      `/l/example.com/${'x'.repeat(9_000)}`,
      linkTo('l1', URL_TO, '00000000-0000-7000-8000-000000000000'),
    ])
      for (const answer of [await get(wrong), await request(house.app).post(wrong)]) {
        expect(answer.status).toBe(404)
        expect(answer.text).toContain('This link is not known here')
      }
  })

  it('never sends anybody to what is no web address', async () => {
    const other = await submitted()
    await settle(house, other, { links: [linkOf()] })
    const url = 'javascript:alert(1)'
    const path = signLink({ messageId: other, linkId: 'l1', url, host: 'x' }, linkKey, '')
    const answer = await request(house.app).post(path)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.headers.location).toBeUndefined()
  })

  it('leaves no token in the log', () => {
    const lines = house.log.filter((line) => JSON.stringify(line).includes('/l/'))
    expect(lines.length).toBeGreaterThan(5)
    for (const line of lines) expect(line.fields).toMatchObject({ route: '/l/:host/:token' })
  })
})
