/** Files of a chat, from the customer to the agent: an address of the agent's own that ends, a page that shows them in a real browser, and each of it in the log. */
import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Browser, chromium } from 'playwright-core'
import sharp from 'sharp'
import type { Release } from '../../src/core/release.ts'
import { attach, type Client } from '../support/client.ts'
import { type ScriptedClamd, startScriptedClamd } from '../support/scripted-clamd.ts'
import { type LocalService, openLocalService, PUBLIC_URL } from '../support/service.ts'

const PROGRAM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))
if (PROGRAM === undefined && process.env.CI === 'true') throw new Error('chromium is not installed (Debian: chromium)')
const withBrowser = PROGRAM === undefined ? describe.skip : describe
/** A browser takes its time on a busy machine. */
const OPENING_MS = 90_000

/** Looking for codes in a picture takes its time there, too, and a file is held when it takes too long. */
const PATIENT = { STEP_TIMEOUT_MS: '30000', MESSAGE_TIMEOUT_MS: '60000' }
const CSV = 'name;city\nÅsa;Växjö\n<script>document.title = "ran"</script>;"<img src=https://evil.example/x onerror=alert(1)>"\n'
let clamd: ScriptedClamd
let service: LocalService
let photo: Buffer

beforeAll(async () => {
  clamd = await startScriptedClamd()
  service = await openLocalService({ environment: { CLAMD_URL: clamd.url, ...PATIENT } })
  photo = await sharp({ create: { width: 640, height: 400, channels: 3, background: '#1a7f37' } })
    .png()
    .withExif({ IFD0: { Artist: 'Anna Andersson' } })
    .toBuffer()
}, OPENING_MS)
afterAll(async () => {
  await service.stop()
  await clamd.close()
})

async function sent(to: Client = service): Promise<string> {
  const identityToken = await to.customerToken()
  const attachments = [attach('trasig "del".png', photo), attach('orders.csv', CSV)]
  const record = await to.through({ text: 'See these', sender: { identityToken, name: 'Anna Berg' }, attachments })
  expect(record.release?.files.map(({ action, url, viewUrl }) => [action, url, viewUrl])).toEqual(Array(2).fill(['release', null, null]))
  return record.id
}
const asAgent = async (id: string, agent: string) =>
  (await service.call('GET', `/v1/messages/${id}/release`, { headers: { 'Forebay-Agent': agent } })).json<Release>()
const pathOf = (url: string | null | undefined) => (url ?? '').replace(PUBLIC_URL, '')
const get = (url: string | null | undefined, headers: Record<string, string> = {}) =>
  service.call('GET', pathOf(url), { key: null, headers })
async function logOf(id: string, of: Client = service) {
  const answer = await of.call('GET', `/v1/logs/access?messageId=${id}`)
  return answer.json<{ readonly items: readonly Readonly<Record<string, unknown>>[] }>().items
}

describe('the files of a released message', () => {
  it('are had by an agent from addresses of their own, and each download is logged first', async () => {
    const id = await sent()
    const [picture, table] = (await asAgent(id, 'lisa')).files
    expect(picture?.url).toMatch(new RegExp(`^${PUBLIC_URL}/f/[\\w.-]+$`))
    const answer = await get(picture?.url)
    expect([answer.status, answer.bytes.equals(photo)]).toEqual([200, true])
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="trasig _del_.png"; filename*=UTF-8''trasig%20_del_.png`)
    for (const [name, value] of [
      ['content-type', 'image/png'],
      ['x-content-type-options', 'nosniff'],
      ['content-security-policy', "sandbox; default-src 'none'"],
      ['cache-control', 'private, no-store'],
    ] as const)
      expect(answer.headers.get(name)).toBe(value)
    expect((await get(table?.url)).text).toBe(CSV)
    await service.file(id, table?.id ?? '')
    const { sha256, size } = picture ?? {}
    expect(await logOf(id)).toEqual([
      expect.objectContaining({ verb: 'file.downloaded', actor: expect.stringMatching(/^key:/), subject: table?.id }),
      expect.objectContaining({ verb: 'file.downloaded', actor: 'lisa', subject: table?.id }),
      expect.objectContaining({
        verb: 'file.downloaded',
        actor: 'lisa',
        channel: 'webchat',
        subject: picture?.id,
        detail: { sha256, size, disarmed: false, key: null, revision: 1 },
      }),
    ])
    expect(await service.service.store.verifyLog('access')).toMatchObject({ brokenAt: null })
  })

  it('are another address for each agent and each time, and none in what is kept or sent out', async () => {
    const id = await sent()
    const [lisa, kim] = [await asAgent(id, 'lisa'), await asAgent(id, 'kim')]
    expect(new Set([...lisa.files, ...kim.files].flatMap(({ url, viewUrl }) => [url, viewUrl])).size).toBe(8)
    expect((await service.release(id)).files.map(({ url }) => url)).toEqual([null, null])
    expect(JSON.stringify(await service.service.store.record(id))).not.toMatch(/\/[fv]\/\d{4}-/)
  })

  it('are not to be had from an address that was changed, is for the other use, or has no agent', async () => {
    const [file] = (await asAgent(await sent(), 'lisa')).files
    const url = file?.url ?? ''
    for (const wrong of [
      `${url.slice(0, -1)}${url.endsWith('A') ? 'B' : 'A'}`,
      url.replace('/f/', '/v/'),
      (file?.viewUrl ?? '').replace('/v/', '/f/'),
    ])
      expect((await get(wrong)).json()).toMatchObject({ status: 404, code: 'FILE_NOT_FOUND' })
  })

  it('are gone when their time is up, and the page says how to get them again', async () => {
    const shortLived = await openLocalService({ environment: { CLAMD_URL: clamd.url, FILE_URL_MINUTES: '0.001', ...PATIENT } })
    const id = await sent(shortLived)
    const answer = await shortLived.call('GET', `/v1/messages/${id}/release`, { headers: { 'Forebay-Agent': 'lisa' } })
    const [file] = answer.json<Release>().files
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    const late = await shortLived.call('GET', pathOf(file?.url), { key: null, headers: { Accept: 'text/html' } })
    expect(late.status).toBe(410)
    expect(late.text).toContain('Go back to the message and open it again')
    expect(await logOf(id, shortLived)).toEqual([expect.objectContaining({ verb: 'file.refused', actor: 'lisa' })])
    await shortLived.stop()
  })

  it('can be looked at with a key: pictures drawn anew, and words', async () => {
    const id = await sent()
    const [picture, table] = (await service.release(id)).files
    const looked = await service.call('GET', `/v1/messages/${id}/files/${picture?.id}/view`)
    const path = `/v1/messages/${id}/files/${picture?.id}/view/1`
    expect(looked.json()).toEqual({ pageCount: null, pictures: [{ page: 1, width: 640, height: 400, url: path }], text: null, cut: false })
    const drawn = await service.call('GET', path)
    expect(await sharp(drawn.bytes).metadata()).toMatchObject({ format: 'png', width: 640, height: 400 })
    expect(drawn.bytes.includes('Anna')).toBe(false)
    const words = await service.call('GET', `/v1/messages/${id}/files/${table?.id}/view`, { headers: { 'Forebay-Agent': 'lisa' } })
    expect(words.json<{ text: string }>().text).toContain('Åsa;Växjö')
    const own = await service.call('GET', `/v1/messages/${id}/files/${picture?.id}/view`, { headers: { 'Forebay-Agent': 'lisa' } })
    expect((await get(own.json<{ pictures: { url: string }[] }>().pictures[0]?.url)).bytes.equals(drawn.bytes)).toBe(true)
    expect((await logOf(id)).map(({ verb }) => verb)).toEqual(Array(5).fill('file.viewed'))
  })

  it('that are held have no address, no bytes and no view', async () => {
    const { id, release } = await service.through({ text: 'See this', attachments: [attach('a.png', photo)] })
    const [file] = release?.files ?? []
    expect(file?.action).toBe('hold')
    expect((await asAgent(id, 'lisa')).files[0]).toMatchObject({ url: null, viewUrl: null })
    for (const path of ['', '/view', '/view/1'])
      expect((await service.call('GET', `/v1/messages/${id}/files/${file?.id}${path}`)).json()).toMatchObject({ code: 'FILE_HELD' })
    expect(await logOf(id)).toEqual([])
  })
})

withBrowser('the page of a file', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: PROGRAM ?? '',
      args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
    })
  }, OPENING_MS)
  afterAll(() => browser?.close())

  it(
    'shows a picture and words, by day and by night, at 320 pixels; nothing in it runs or comes from elsewhere, and the file is one press away',
    async () => {
      const [picture, table] = (await asAgent(await sent(), 'lisa')).files
      for (const [file, expected] of [
        [picture, ['page', '/1']],
        [table, ['page']],
      ] as const) {
        for (const [colorScheme, width] of [
          ['light', 320],
          ['dark', 900],
        ] as const) {
          const page = await browser.newPage({ viewport: { width, height: 700 }, colorScheme, acceptDownloads: true })
          const requests: string[] = []
          const dialogs: string[] = []
          const complaints: string[] = []
          page.on('request', (request) => requests.push(request.url()))
          page.on('dialog', (dialog) => void dialogs.push(dialog.message()))
          // The browser asks every site for its icon, and there is none.
          page.on('console', (message) => void (message.location().url.endsWith('/favicon.ico') || complaints.push(message.text())))
          const address = `${service.baseUrl}${pathOf(file?.viewUrl)}`
          await page.goto(address)
          expect(requests).toEqual(expected.map((one) => (one === 'page' ? address : `${address}${one}`)))
          expect([dialogs, complaints, await page.title()]).toEqual([[], [], `${file?.name}: safe view`])
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
          expect(await page.evaluate(`document.querySelectorAll('script, iframe, form, object, embed, link, base').length`)).toBe(0)
          if (file === picture) expect(await page.evaluate(`document.querySelector('img').naturalWidth`)).toBe(640)
          else expect(await page.evaluate(`document.querySelector('pre').textContent`)).toContain('<script>document.title')
          if (process.env.SHOTS !== undefined)
            await page.screenshot({ path: `${process.env.SHOTS}/${file?.type.replace('/', '-')}-${colorScheme}.png`, fullPage: true })
          await page.keyboard.press('Tab')
          const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
          expect(download.suggestedFilename()).toBe(file === picture ? 'trasig _del_.png' : 'orders.csv')
          await page.close()
        }
      }
    },
    OPENING_MS,
  )
})
