import { createSecretKey, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import request from 'supertest'
import type { Finding } from '../../src/core/report.ts'
import { parseUrl } from '../../src/parse/url.ts'
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
  house = await openHouse({
    deps: {
      readLinkToken(token, host) {
        const link = readLinkToken(token, [linkKey], host)
        return link === null ? null : { ...link, site: parseUrl(link.url)?.registrableDomain ?? null }
      },
    },
  })
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
const linkTo = (linkId: string, url = URL_TO, messageId = id) =>
  signLink({ messageId, linkId, url, host: new URL(url).hostname }, linkKey, '')
const get = (path: string) => request(house.app).get(path)

describe('the click gateway', () => {
  it('shows where the link leads, what it claimed, what was found and who sent it, and opens nothing', async () => {
    const { status, text, headers } = await get(linkTo('l1'))
    expect(status).toBe(200)
    expect(text).toContain('<h1>This link leads to <span class="host"><b>example.com</b></span></h1>')
    expect(text).toContain('https://bank.example/&lt;b&gt;')
    expect(text).toContain('Leads elsewhere')
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;, anna@example.com<br>This is what they say; nothing proves it.')
    expect(text).toContain('Go on to example.com anyway')
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
    expect(removed.text).toContain('<h1>This link is blocked <span class="host"><b>example.com</b></span></h1>')
    expect(removed.text).toContain('<p>It was removed &amp; more.</p>')
    expect((await request(house.app).post(linkTo('l2'))).status).toBe(410)
    const later = await submitted()
    await settle(house, later, { links: [linkOf()] })
    expect((await get(linkTo('l1', URL_TO, later))).status).toBe(200)
    for (const [status, why] of [
      ['held', 'is held until somebody has looked at it'],
      ['expired', 'waited too long and expired'],
      ['blocked', 'was blocked'],
    ] as const) {
      await settle(house, later, { status, release: null })
      const answer = await get(linkTo('l1', URL_TO, later))
      expect(answer.status).toBe(410)
      expect(answer.text).toContain(why)
    }
  })

  it('says the reason of a block alone, without what became of the link in the message', async () => {
    const other = await submitted()
    await settle(house, other, { links: [linkOf({ action: 'defang', explanation: 'Shown as text: the address hides where it leads.' })] })
    expect((await get(linkTo('l1', URL_TO, other))).text).toContain('<p>The address hides where it leads.</p>')
  })

  it('makes the part of the name that its owner registered stand out, whatever stands before it', async () => {
    const other = await submitted()
    await settle(house, other, { links: [linkOf(), linkOf({ id: 'l2' }), linkOf({ id: 'l3' })] })
    const pageOf = async (linkId: string, url: string) => (await get(linkTo(linkId, url, other))).text
    const disguised = await pageOf('l1', 'https://www.bank.example.login.evil.co.uk:8443/')
    expect(disguised).toContain('<span class="quiet">www.<wbr>bank.<wbr>example.<wbr>login.<wbr></span><b>evil.co.uk:8443</b></span></h1>')
    expect(disguised).toContain('Go on to evil.co.uk</button>')
    expect(disguised).not.toContain('Not encrypted')
    const bare = await pageOf('l2', 'http://192.0.2.7/')
    expect(bare).toContain('<b>192.0.2.7</b>')
    expect(bare).toContain('Not encrypted: type no password')
    expect(await pageOf('l3', 'https://xn--rksmrgs-5wao1o.example/')).toContain('<dd>räksmörgås.example</dd>')
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
