/** The pages of the click gateway as people meet them: in a real browser, narrow and wide, by day and by night, by keyboard. */
import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { Finding } from '../../src/core/report.ts'
import { type Listening, listen } from '../../src/http/server.ts'
import { type House, openHouse } from './house.ts'
import { clickedLink, scriptedGateway } from './scripted-gateway.ts'

const PROGRAM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))
if (PROGRAM === undefined && process.env.CI === 'true') throw new Error('chromium is not installed (Debian: chromium)')
const withBrowser = PROGRAM === undefined ? describe.skip : describe
/** A browser takes its time on a busy machine. */
const OPENING_MS = 90_000

const longHost = `${'a-label-that-goes-on-'.repeat(2)}on.${'sub.'.repeat(40)}example.com`
const visits: IncomingMessage['headers'][] = []
let house: House
let server: Listening
let landing: Server
let browser: Browser
const pages: Record<string, string> = {}

const mismatch: Finding = {
  id: 'f1',
  code: 'LINK_TEXT_MISMATCH',
  inspector: 'links/mismatch',
  severity: 'high',
  confidence: 1,
  subject: { kind: 'link', id: 'l2' },
  title: 'Link shows another site than it opens',
  explanation: 'The words of the link name one site, but the link leads to a different one.',
  evidence: [],
}

beforeAll(async () => {
  if (PROGRAM === undefined) return
  landing = createServer((req, res) => {
    if (req.url === '/landed') visits.push(req.headers)
    res.setHeader('Content-Type', 'text/html').end('<title>Landed</title>')
  })
  await new Promise<void>((resolve) => landing.listen(0, '127.0.0.1', resolve))
  const sender = { address: `${'anna.'.repeat(12)}berg@example.com`, name: 'Anna Berg' }
  const record = { ...clickedLink().record, sender }
  const landed = `http://127.0.0.1:${(landing.address() as AddressInfo).port}/landed`
  const suspicious = {
    url: `https://${longHost}/${'p'.repeat(400)}?q=${'%20'.repeat(50)}`,
    shown: `https://bank.example/${'x'.repeat(150)}`,
    findings: [mismatch],
    onwardHost: longHost,
    record,
  }
  const removed = { url: 'https://login.example.com/', findings: [mismatch], record }
  const gateway = scriptedGateway({
    plain: { state: 'open', link: clickedLink({ url: landed, site: null, record }) },
    suspicious: { state: 'open', link: clickedLink(suspicious) },
    blocked: { state: 'blocked', link: clickedLink(removed), explanation: 'Removed: it runs a program.', canAsk: true },
    expired: { state: 'expired', messageId: record.id, linkId: 'l1', language: 'en' },
  })
  house = await openHouse({ deps: { gateway } })
  server = await listen(house.app, { host: '127.0.0.1', port: 0 })
  for (const token of ['plain', 'suspicious', 'blocked', 'expired', 'tampered'])
    pages[token] = `http://127.0.0.1:${server.port}/l/x.example/${token}`
  browser = await chromium.launch({
    executablePath: PROGRAM,
    args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  })
}, OPENING_MS)

afterAll(async () => {
  await browser?.close()
  await server?.close(0)
  landing?.close()
  await house?.close()
})

/** Runs in the page: the lowest contrast of any words with what is behind them (WCAG 2.2, relative luminance). */
const LOWEST_CONTRAST = `(() => {
  const channels = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number)
  const luminance = (color) => {
    const [red, green, blue] = channels(color).map((value) => {
      const share = value / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const groundOf = (element) => {
    if (element === null) return 'rgb(255, 255, 255)'
    const color = getComputedStyle(element).backgroundColor
    return channels(color)[3] === 0 ? groundOf(element.parentElement) : color
  }
  const withWords = [...document.querySelectorAll('main *')].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== ''))
  return Math.min(...withWords.map((element) => {
    const [one, other] = [luminance(getComputedStyle(element).color), luminance(groundOf(element))]
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
  }))
})()`

async function opened(url: string, options: Parameters<Browser['newPage']>[0]): Promise<{ page: Page; requests: string[] }> {
  const page = await browser.newPage(options)
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  await page.goto(url)
  return { page, requests }
}

withBrowser('a page of the click gateway', () => {
  it.each(['plain', 'suspicious', 'blocked', 'expired', 'tampered'])(
    '%s fits 320 pixels, can be read by day and by night, and loads nothing',
    async (name) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page, requests } = await opened(pages[name]!, { viewport: { width: 320, height: 600 }, colorScheme })
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
        expect(await page.evaluate(LOWEST_CONTRAST)).toBeGreaterThanOrEqual(4.5)
        expect(await page.evaluate(`[document.documentElement.lang, document.querySelectorAll('h1, main').length]`)).toEqual(['en', 2])
        expect(requests).toEqual([pages[name]])
        await page.close()
      }
    },
    OPENING_MS,
  )

  it(
    'leads on by keyboard alone, and does not tell where from',
    async () => {
      const { page } = await opened(pages.plain!, { viewport: { width: 900, height: 700 } })
      expect(visits).toEqual([])
      await page.keyboard.press('Tab')
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Go on to 127.0.0.1')
      await Promise.all([page.waitForURL('**/landed'), page.keyboard.press('Enter')])
      expect(await page.title()).toBe('Landed')
      expect(visits).toHaveLength(1)
      expect(visits[0]?.referer).toBeUndefined()
      await page.close()
    },
    OPENING_MS,
  )

  it(
    'asks a reviewer by keyboard alone',
    async () => {
      const { page } = await opened(pages.blocked!, { viewport: { width: 900, height: 700 } })
      await page.keyboard.press('Tab')
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Ask a reviewer to look at it')
      await Promise.all([page.waitForURL('**/review'), page.keyboard.press('Enter')])
      expect(await page.title()).toBe('A reviewer has been asked')
      await page.close()
    },
    OPENING_MS,
  )
})
