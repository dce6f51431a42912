import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import request from 'supertest'
import type { Click } from '../../src/core/gateway.ts'
import type { Finding } from '../../src/core/report.ts'
import { type House, openHouse } from './house.ts'
import { clickedLink, scriptedGateway } from './scripted-gateway.ts'

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
  evidence: [],
}
const oneTime: Finding = { ...mismatch, id: 'f2', code: 'LINK_ONE_TIME', severity: 'informational', title: 'Works once' }

const MISMATCH_SV = 'Visas som text: texten visar en annan adress än den som länken leder till.'
const later: Finding = { ...mismatch, id: 'f3', code: 'LINK_INVENTED_LATER', title: 'Came later' }

const open = (more: Parameters<typeof clickedLink>[0] = {}): Click => ({ state: 'open', link: clickedLink(more) })
const gone = (status: string): Click => {
  const link = clickedLink()
  return { state: 'blocked', link: { ...link, record: { ...link.record, status } as typeof link.record }, explanation: '', canAsk: false }
}

const gateway = scriptedGateway(
  {
    plain: open(),
    suspicious: open({
      url: new URL(URL_TO).href,
      shown: 'https://bank[.]example/<b>',
      findings: [mismatch],
      record: { ...clickedLink().record, sender: { address: 'anna@example.com', name: '<script>alert(1)</script>\u202e' } },
    }),
    once: open({ findings: [oneTime] }),
    disguised: open({ url: 'https://www.bank.example.login.evil.co.uk:8443/', site: 'evil.co.uk' }),
    bare: open({ url: 'http://192.0.2.7/', site: null }),
    idn: open({ url: 'https://xn--rksmrgs-5wao1o.example/', site: 'xn--rksmrgs-5wao1o.example' }),
    wrapped: open({ url: 'https://eur01.safelinks.protection.outlook.com/?url=x', site: 'outlook.com', onwardHost: 'evil.example' }),
    shortened: open({ url: 'https://short.example/x' }),
    removed: { state: 'blocked', link: clickedLink(), explanation: 'Removed: it was removed & more.', canAsk: false },
    defanged: {
      state: 'blocked',
      link: clickedLink({ findings: [mismatch, oneTime] }),
      explanation: 'Shown as text: the address hides where it leads.',
      canAsk: true,
    },
    held: gone('held'),
    expiredMessage: gone('expired'),
    blockedMessage: gone('blocked'),
    old: { state: 'expired', messageId: clickedLink().messageId, linkId: 'l1', language: 'en' },
    svenska: open({ findings: [mismatch, oneTime, later], language: 'sv', shown: 'Min <order>', url: 'http://example.com/' }),
    stoppad: { state: 'blocked', link: clickedLink({ findings: [mismatch], language: 'sv' }), explanation: MISMATCH_SV, canAsk: true },
    vieja: { state: 'expired', messageId: clickedLink().messageId, linkId: 'l1', language: 'es' },
    idSv: { ...gone('held'), link: { ...clickedLink({ language: 'sv' }), record: { ...clickedLink().record, status: 'held' } } } as Click,
  },
  { shortened: 'https://example.org/behind' },
)
let house: House

beforeAll(async () => {
  house = await openHouse({ deps: { gateway, agentHeader: 'x-forwarded-user' } })
})
afterAll(() => house.close())

const pathOf = (token: string) => `/l/example.com/${token}`
const get = (token: string) => request(house.app).get(pathOf(token))
const post = (token: string) => request(house.app).post(pathOf(token))
const lastNoted = () => gateway.noted.at(-1)

describe('the click gateway', () => {
  it('asks no reviewer for a page of somebody else', async () => {
    await request(house.app)
      .post(`${pathOf('defanged')}/review`)
      .set('Sec-Fetch-Site', 'cross-site')
      .expect(410)
    expect(gateway.asked).toEqual([])
  })

  it('lets nobody fill the log by looking on and on; other messages notice nothing', async () => {
    const flooded = { ...clickedLink(), messageId: '0193b0c8-0000-7000-8000-00000000000f' }
    const scripted = scriptedGateway({ flooded: { state: 'open', link: flooded }, plain: open() })
    const other = await openHouse({ deps: { gateway: scripted } })
    try {
      const statuses = new Set<number>()
      for (let round = 0; round < 310; round += 1) statuses.add((await request(other.app).get(pathOf('flooded'))).status)
      expect([...statuses]).toEqual([200, 429])
      expect(scripted.noted).toHaveLength(300)
      await request(other.app).post(pathOf('flooded')).expect(429)
      await request(other.app).get(pathOf('plain')).expect(200)
    } finally {
      await other.close()
    }
  })

  it('shows where the link leads, what it claimed, what was found and who sent it, and opens nothing', async () => {
    const { status, text, headers } = await get('suspicious')
    expect(status).toBe(200)
    expect(text).toContain('<h1>This link leads to <span class="host"><b>example.com</b></span></h1>')
    expect(text).toContain('https://bank[.]example/&lt;b&gt;')
    expect(text).toContain('Leads elsewhere')
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;, anna@example.com<br>This is what they say; nothing proves it.')
    expect(text).toContain('Go on to example.com anyway')
    expect(text).not.toMatch(/<script|<c>|\u202e/)
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' })
    expect(headers['content-security-policy']).toMatch(
      /default-src 'none';style-src 'sha256-[^;]+;form-action 'self' https: http:;frame-ancestors 'none'/,
    )
    expect(lastNoted()).toEqual({ verb: 'link.looked-at', state: 'open', agent: null })
  })

  it('goes on only when a person asks for it, and notes who did before anything is opened', async () => {
    const { status, headers } = await post('suspicious').set('X-Forwarded-User', 'berta')
    expect(status).toBe(303)
    expect(headers.location).toBe(new URL(URL_TO).href)
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['cache-control']).toBe('no-store')
    expect(lastNoted()).toEqual({ verb: 'link.opened', state: 'open', agent: 'berta' })
  })

  it('leads to what a shortener was resolved to', async () => {
    expect((await post('shortened')).headers.location).toBe('https://example.org/behind')
  })

  it('takes a form that another site sends for no decision of a person', async () => {
    const answer = await post('plain').set('Sec-Fetch-Site', 'cross-site')
    expect(answer.status).toBe(200)
    expect(answer.headers.location).toBeUndefined()
    expect(lastNoted()?.verb).toBe('link.looked-at')
    expect((await post('plain').set('Sec-Fetch-Site', 'same-origin')).status).toBe(303)
  })

  it('does not call a link suspicious for what is merely good to know', async () => {
    const { text } = await get('once')
    expect(text).toContain('Works once')
    expect(text).toContain('Go on to example.com</button>')
  })

  it('says why a link is blocked, and offers to ask a reviewer where one could help', async () => {
    const removed = await get('removed')
    expect(removed.status).toBe(410)
    expect(removed.text).toContain('<h1>This link is blocked <span class="host"><b>example.com</b></span></h1>')
    expect(removed.text).toContain('<p>It was removed &amp; more.</p>')
    expect(removed.text).not.toContain('<form')
    expect(lastNoted()?.verb).toBe('link.refused')
    expect((await post('removed')).status).toBe(410)
    const defanged = await get('defanged')
    expect(defanged.text).toContain('<p>The address hides where it leads.</p>')
    expect(defanged.text).toContain('Leads elsewhere')
    expect(defanged.text).not.toContain('Works once')
    expect(defanged.text).toContain('<form method="post" action="/l/example.com/defanged/review" class="careful">')
    const asked = await request(house.app).post(`${pathOf('defanged')}/review`)
    expect(asked.status).toBe(200)
    expect(asked.text).toContain('A reviewer has been asked')
    expect(gateway.asked).toEqual(['defanged'])
    expect((await request(house.app).post(`${pathOf('removed')}/review`)).status).toBe(410)
    expect(gateway.asked).toEqual(['defanged'])
  })

  it.each([
    ['held', 'is held until somebody has looked at it'],
    ['expiredMessage', 'waited too long and expired'],
    ['blockedMessage', 'was blocked'],
  ])('blocks what came in a message that is %s', async (token, why) => {
    const answer = await get(token)
    expect(answer.status).toBe(410)
    expect(answer.text).toContain(why)
  })

  it('says that an old address has expired, opens nothing, and notes it', async () => {
    for (const answer of [await get('old'), await post('old')]) {
      expect(answer.status).toBe(410)
      expect(answer.text).toContain('<h1>This link has expired</h1>')
      expect(answer.headers.location).toBeUndefined()
    }
    expect(lastNoted()).toEqual({ verb: 'link.refused', state: 'expired', agent: null })
  })

  it('makes the part of the name that its owner registered stand out, whatever stands before it', async () => {
    const disguised = (await get('disguised')).text
    expect(disguised).toContain('<span class="quiet">www.<wbr>bank.<wbr>example.<wbr>login.<wbr></span><b>evil.co.uk:8443</b></span></h1>')
    expect(disguised).toContain('Go on to evil.co.uk</button>')
    expect(disguised).not.toContain('Not encrypted')
    const bare = (await get('bare')).text
    expect(bare).toContain('<b>192.0.2.7</b>')
    expect(bare).toContain('Not encrypted: type no password')
    expect((await get('idn')).text).toContain('<dd>räksmörgås.example</dd>')
  })

  it('names the site behind the address of a mail filter', async () => {
    expect((await get('wrapped')).text).toMatch(/And from there on to<\/dt>\n<dd>evil\.example<\/dd>/)
  })

  it('knows no token that is not ours', async () => {
    for (const wrong of ['nonsense', 'x'.repeat(9_000)])
      for (const answer of [await get(wrong), await post(wrong), await request(house.app).post(`${pathOf(wrong)}/review`)]) {
        expect(answer.status).toBe(404)
        expect(answer.text).toContain('This link is not known here')
      }
  })

  it('speaks the language of the channel, and says what is not in it', async () => {
    const { text } = await get('svenska')
    expect(text).toContain('<html lang="sv">')
    expect(text).toContain('<title>Länken leder till example.com</title>')
    expect(text).toContain('<h1>Länken leder till <span class="host"><b>example.com</b></span></h1>')
    expect(text).toContain('<p>Texten visar en annan adress än den som länken leder till.</p>')
    expect(text).toContain('<p>Adressen ser ut att vara avsedd för en enda person och fungera en gång.</p>')
    // No words of ours for this one: as its inspector says it.
    expect(text).toContain('<p lang="en"><b>Came later</b>')
    expect(text).toContain('<dd>Min &lt;order&gt;</dd>')
    expect(text).toContain('Inte krypterad: skriv inga lösenord')
    expect(text).toContain('>Gå vidare till example.com ändå</button>')
    expect(text.replaceAll(/<style>[\s\S]*<\/style>/g, '')).not.toMatch(/This|Nothing|Message |Sent by/)
  })

  it('says once why a link is blocked, in the language of the channel', async () => {
    const { text } = await get('stoppad')
    expect(text.split('exten visar en annan adress')).toHaveLength(2)
    expect(text).toContain('<p>Texten visar en annan adress än den som länken leder till.</p>')
    expect(text).toContain('Be en granskare titta på den</button>')
    expect((await request(house.app).post(`${pathOf('stoppad')}/review`)).text).toContain('<h1>En granskare har tillfrågats</h1>')
    expect((await get('idSv')).text).toContain('hålls kvar tills någon har tittat på det.')
    expect((await get('vieja')).text).toMatch(/<html lang="es">[\s\S]*<h1>Este enlace ha caducado<\/h1>/)
  })

  it('asks the browser for the language of an address that belongs to no channel', async () => {
    const asking = (languages: string) => get('nonsense').set('Accept-Language', languages)
    expect((await asking('fi, es-MX;q=0.8, sv;q=0.5')).text).toMatch(/<html lang="es">[\s\S]*Este enlace no se conoce aquí/)
    expect((await asking('sv-SE,sv')).text).toContain('Länken är inte känd här')
    expect((await asking('tlh')).text).toContain('<html lang="en">')
    expect((await get('nonsense')).text).toContain('<html lang="en">')
  })

  it('leaves no token in the log', () => {
    const lines = house.log.filter((line) => JSON.stringify(line).includes('/l/'))
    expect(lines.length).toBeGreaterThan(5)
    for (const line of lines) expect((line.fields as { route: string }).route).toMatch(/^\/l\/:host\/:token(?:\/review)?$/)
  })
})
