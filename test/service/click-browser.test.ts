/** The way of a click in a real browser, through the real service: look, decide, go on; blocked, expired and tampered addresses lead nowhere, and nothing was opened before. */
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { Policy } from '../../src/core/policy.ts'
import { freePort } from '../support/free-port.ts'
import { removeFolder, scratchFolder } from '../support/scratch.ts'
import { type LocalService, openLocalService } from '../support/service.ts'

const PROGRAM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))
if (PROGRAM === undefined && process.env.CI === 'true') throw new Error('chromium is not installed (Debian: chromium)')
const withBrowser = PROGRAM === undefined ? describe.skip : describe
/** A browser takes its time on a busy machine. */
const OPENING_MS = 90_000
/** Long enough for a message to come through, short enough to wait for. */
const SHORT_LIFE_DAYS = '0.00002'
const SHORT_LIFE_MS = 2_000

const visits: IncomingMessage[] = []
let folder: string
let listFile: string
let site: Server
let siteUrl: string
let service: LocalService
let shortLived: LocalService
let browser: Browser

async function openAt(environment: Record<string, string>): Promise<LocalService> {
  const port = await freePort()
  return openLocalService({ environment: { PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, ...environment } })
}

beforeAll(async () => {
  if (PROGRAM === undefined) return
  site = createServer((req, res) => {
    if (req.url !== '/favicon.ico') visits.push(req)
    res.setHeader('Content-Type', 'text/html').end('<title>Landed</title>')
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  siteUrl = `http://shop.example.com:${(site.address() as AddressInfo).port}`
  folder = await scratchFolder('click')
  listFile = join(folder, 'bad.txt')
  await writeFile(listFile, 'known-bad.example\n')
  await writeFile(join(folder, 'lists.yaml'), `lists: [{ id: ours, kind: block, source: '${listFile}' }]\n`)
  service = await openAt({ LISTS_FILE: join(folder, 'lists.yaml'), LIST_POLL_SECONDS: '0.1' })
  shortLived = await openAt({ LINK_DAYS: SHORT_LIFE_DAYS })
  browser = await chromium.launch({
    executablePath: PROGRAM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--host-resolver-rules=MAP shop.example.com 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  })
}, OPENING_MS)

afterAll(async () => {
  await browser?.close()
  await Promise.all([service?.stop(), shortLived?.stop()])
  site?.close()
  if (folder !== undefined) await removeFolder(folder)
})

/** Everything that the page asked for, the page itself first. */
async function open(url: string): Promise<{ readonly page: Page; readonly requests: readonly string[] }> {
  const page = await browser.newPage()
  const requests: string[] = []
  page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`))
  await page.goto(url)
  return { page, requests }
}
const linkIn = async (of: LocalService, path: string) => {
  const record = await of.through({ html: `<p>Dear desk, <a href="${siteUrl}${path}">my order</a></p>` })
  return { id: record.id, url: record.release?.links[0]?.url ?? '', html: record.release?.html ?? '' }
}
const titleOf = (page: Page) => page.title()

withBrowser('a click', () => {
  it(
    'leads from the words of the release to a page that says where to, and on only by its button',
    async () => {
      const { url, html } = await linkIn(service, '/order/1')
      const desk = await browser.newPage()
      await desk.setContent(html)
      expect(await desk.getAttribute('a', 'href')).toBe(url)
      expect(await desk.textContent('a')).toBe('my order')
      await desk.close()
      expect(visits).toEqual([])

      const { page, requests } = await open(url)
      expect(await titleOf(page)).toContain('This link leads to shop.example.com')
      expect(await page.textContent('.host')).toContain('shop.example.com')
      expect(await page.textContent('dl')).toContain('my order')
      expect(requests).toEqual([`GET ${url}`])
      expect(visits).toEqual([])

      await Promise.all([page.waitForURL('**/order/1'), page.click('button')])
      expect(await titleOf(page)).toBe('Landed')
      expect(visits.map(({ url: path, headers }) => [path, headers.referer])).toEqual([['/order/1', undefined]])
      visits.length = 0
      await page.close()
    },
    OPENING_MS,
  )

  it(
    'on what a list has learnt of meets a page that says why, and no way on',
    async () => {
      const { url } = await linkIn(service, '/order/2')
      await writeFile(listFile, 'known-bad.example\nshop.example.com\n')
      await service.until(
        (await linkIn(service, '/order/probe')).id,
        ({ verdict }) => verdict?.actions.some(({ reason }) => reason === 'LINK_BLOCKLISTED') === true,
        'listed',
      )
      const { page } = await open(url)
      expect(await titleOf(page)).toBe('This link is blocked')
      expect(await page.textContent('.found')).toContain('on a list of dangerous sites')
      expect(await page.locator('form').count()).toBe(0)
      await page.close()
      await writeFile(listFile, 'known-bad.example\n')
      await new Promise((resolve) => setTimeout(resolve, 500))
      expect(visits).toEqual([])
    },
    OPENING_MS,
  )

  it(
    'on an address that is too old says so, and leads nowhere',
    async () => {
      const { url } = await linkIn(shortLived, '/order/4')
      await new Promise((resolve) => setTimeout(resolve, SHORT_LIFE_MS))
      const { page } = await open(url)
      expect(await titleOf(page)).toBe('This link has expired')
      expect(await page.locator('form, a').count()).toBe(0)
      await page.close()
      expect(visits).toEqual([])
    },
    OPENING_MS,
  )

  it(
    'on an address that was changed by a character says that it is not known, and leads nowhere',
    async () => {
      const { url } = await linkIn(service, '/order/5')
      for (const changed of [
        url.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
        url.replace('/l/shop.example.com/', '/l/bank.example/'),
      ]) {
        const { page } = await open(changed)
        expect(await titleOf(page)).toBe('This link is not known here')
        expect(await page.locator('form, a').count()).toBe(0)
        await page.close()
      }
      expect(visits).toEqual([])
    },
    OPENING_MS,
  )

  it(
    'on what the policy has come to refuse can be asked about, by a button',
    async () => {
      const { id, url } = await linkIn(service, '/order/3')
      const path = '/v1/channels/webchat/policy'
      const current = await service.call('GET', path)
      const { policy } = current.json<{ readonly policy: Policy }>()
      const findings = { ...policy.links.findings, LINK_ODD_PORT: 'defang' }
      const body = { policy: { ...policy, links: { ...policy.links, findings } }, reason: 'test' }
      expect((await service.call('PUT', path, { body, headers: { 'If-Match': current.headers.get('etag') ?? '' } })).status).toBe(200)
      const { page } = await open(url)
      expect(await titleOf(page)).toBe('This link is blocked')
      await Promise.all([page.waitForURL('**/review'), page.click('button')])
      expect(await titleOf(page)).toBe('A reviewer has been asked')
      await page.close()
      const asked = (await service.call('GET', '/v1/quarantine/requests')).json<{ readonly items: readonly { readonly id: string }[] }>()
      expect(asked.items.map((item) => item.id)).toContain(`${id}:link:l1`)
      await service.call('POST', `/v1/quarantine/${id}:link:l1/release`, { body: { reason: 'looked at it' } })
      await service.until(id, ({ release }) => release?.links[0]?.action === 'rewrite', 'opened')
      const opened = await open(url)
      expect(await titleOf(opened.page)).toContain('This link leads to')
      await opened.page.close()
      expect(visits).toEqual([])
    },
    OPENING_MS,
  )
})
