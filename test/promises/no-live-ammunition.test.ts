/** Promise 6: what agents get runs nothing, loads nothing, sends nothing, and its links lead to the gateway alone; shown in a real browser, outside any sandbox. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Release } from '../../src/core/release.ts'
import { AMMUNITION as COMMON_AMMUNITION } from '../support/ammunition.ts'
import { AMMUNITION_WHEN_MISREAD } from '../support/ammunition-misread.ts'
import { RARER_AMMUNITION } from '../support/ammunition-rarer.ts'
import { type Opened, openBrowser, type TestBrowser } from '../support/browser.ts'
import { liveIn } from '../support/live-constructs.ts'
import { makeMail } from '../support/mail.ts'
import { type LocalService, openLocalService, PUBLIC_URL } from '../support/service.ts'

const AMMUNITION: Readonly<Record<string, string>> = { ...COMMON_AMMUNITION, ...RARER_AMMUNITION, ...AMMUNITION_WHEN_MISREAD }
const NAMES = Object.keys(AMMUNITION)
/** A browser takes its time on a busy machine. */
const OPENING_MS = 90_000
const GATEWAY = `${PUBLIC_URL}/l/`
const browser: TestBrowser | null = await openBrowser()
const withBrowser = browser === null ? describe.skip : describe
let service: LocalService
const releases: { readonly name: string; readonly release: Release }[] = []

beforeAll(async () => {
  service = await openLocalService()
  await Promise.all(
    NAMES.flatMap((name, at) => {
      const html = numbered(name, at)
      const ways = []
      if (!NOT_FOR_CHAT.test(html)) ways.push(service.through({ html, subject: html }))
      // One parser reads both: what is rarer goes one way.
      if (ways.length === 0 || name in COMMON_AMMUNITION) ways.push(service.throughMail(makeMail({ html })))
      return ways.map(async (settled) => {
        releases.push({ name, release: await service.release((await settled).id) })
      })
    }),
  )
})
afterAll(async () => {
  await browser?.close()
  await service.stop()
})

/** Refused at the door: no chat has such characters. */
const NOT_FOR_CHAT = /[\0-\x08\x0b\x0c\x0e-\x1f]/

/** Each piece says its own number when it runs. */
function numbered(name: string, at: number): string {
  return `${AMMUNITION[name]?.replaceAll('alert(1)', `alert(${at})`)}<p>after</p>`
}

withBrowser('in a browser that stops nothing', () => {
  it(
    'the ammunition is live: as it stands, the browser runs it, loads it or follows it',
    async () => {
      // The one that takes the whole page away goes by itself.
      const [alone, others] = [NAMES.filter((name) => name === LEAVES_THE_PAGE), NAMES.filter((name) => name !== LEAVES_THE_PAGE)]
      const live = new Set<string>()
      for (const names of [others, alone]) {
        const { deeds, dialogs, windows } = await (browser as TestBrowser).open(names.map((name) => numbered(name, NAMES.indexOf(name))))
        for (const [at, { ran, requests, navigations }] of deeds.entries())
          if (ran.length + requests.length + navigations.length > 0) live.add(names[at] ?? '')
        for (const dialog of dialogs) live.add(NAMES[Number(dialog)] ?? '')
        for (const name of names) if (windows.some((url) => AMMUNITION[name]?.includes(url))) live.add(name)
      }
      expect(NAMES.length).toBeGreaterThanOrEqual(220)
      expect(NAMES.filter((name) => !live.has(name))).toEqual(Object.keys(AMMUNITION_WHEN_MISREAD))
    },
    OPENING_MS,
  )

  describe('a release of it', () => {
    let opened: Opened
    const documents = () => [
      ...new Map(releases.map(({ name, release }) => [withoutTokens(release.html ?? ''), { name, html: release.html ?? '' }])).values(),
    ]
    const by = (what: (deeds: Opened['deeds'][number]) => readonly string[]) =>
      opened.deeds.flatMap((deeds, at) => what(deeds).map((one) => `${documents()[at]?.name}: ${one}`))

    beforeAll(async () => {
      opened = await (browser as TestBrowser).open(documents().map(({ html }) => html))
    }, OPENING_MS)

    it('runs nothing, opens no dialog and loads nothing', () => {
      expect(opened.deeds.length).toBeGreaterThan(30)
      expect(by(({ ran }) => ran)).toEqual([])
      expect(opened.dialogs).toEqual([])
      expect(by(({ requests }) => requests)).toEqual([])
    })

    it('goes nowhere by itself, and when everything is clicked opens the gateway alone', () => {
      expect(by(({ navigations }) => navigations)).toEqual([])
      expect(opened.windows.filter((url) => !url.startsWith(GATEWAY))).toEqual([])
      // Each link that goes on was clicked, and opened by the keyboard, and its windows came.
      const hrefs = opened.deeds.flatMap(({ attributes }) =>
        attributes.filter((attribute) => attribute.startsWith('href ')).map((attribute) => attribute.slice(5)),
      )
      expect(hrefs.length).toBeGreaterThan(3)
      expect([...new Set(opened.windows)].sort()).toEqual([...new Set(hrefs)].sort())
      expect(opened.windows.length).toBeGreaterThanOrEqual(2 * hrefs.length)
    })

    it('has only elements without power, and no attribute that runs, loads, sends or leads elsewhere, wherever a desk puts it', () => {
      const allowed = { mayLead: (href: string) => href.startsWith(GATEWAY), mayShow: () => false }
      for (const { name, html } of documents()) expect([name, liveIn(html, allowed)]).toEqual([name, []])
    })

    it.each(['inner-html', 'round-trips', 'document-write'] as const)(
      'is as harmless when a desk shows it by %s',
      async (way) => {
        const shown = await (browser as TestBrowser).open(
          documents().map(({ html }) => html),
          { way, caught: [GATEWAY] },
        )
        expect(shown.deeds.flatMap(({ ran, requests, navigations }) => [...ran, ...requests, ...navigations])).toEqual([])
        expect([...shown.dialogs, ...shown.windows]).toEqual([])
        expect(shown.deeds.flatMap(({ caught }) => caught).length).toBeGreaterThan(3)
      },
      OPENING_MS,
    )

    it('still has the words beside it', () => {
      for (const { name, release } of releases)
        if (!SWALLOWS.test(name)) expect([name, release.html]).toEqual([name, expect.stringContaining('after')])
    })
  })
})

it('says nothing in text, subject, links or notices that a desk would make into a link that leads straight out', () => {
  for (const { release } of releases) {
    const shown = [release.text, ...release.links.map(({ display }) => display), ...release.notices.map(({ text }) => text)]
    for (const words of shown)
      expect((words ?? '').replaceAll(GATEWAY, '')).not.toMatch(/(https?|javascript|data|vbscript|blob):[^ ]|www\.ammo/i)
    for (const { url } of release.links) expect(url === null || url.startsWith(GATEWAY)).toBe(true)
  }
})

const LEAVES_THE_PAGE = 'link out of a frame'
/** Unfinished markup takes what follows it along, in a browser as here. */
const SWALLOWS = /never ends|style in|form in|plaintext|textarea|select|frameset|ends a namespace/

/** A token is other for each message, and says nothing about how the page behaves. */
function withoutTokens(html: string): string {
  return html.replaceAll(/(\/l\/[^/"]+\/)[\w.-]+/g, '$1TOKEN')
}
