/** The service with a real login in front of real customers in Chromium, who type codes, log in and say what is theirs. */
import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { ShownIdentification } from '../../src/core/identification.ts'
import type { LogEntry } from '../../src/core/log-entry.ts'
import type { Policy, StepUpRules } from '../../src/core/policy.ts'
import type { MessageRecord } from '../../src/core/record.ts'
import { attach } from './client.ts'
import { makePdf } from './files.ts'
import { freePort } from './free-port.ts'
import { type LoginProvider, type Person, startLoginProvider } from './login-provider.ts'
import { makeMail } from './mail.ts'
import { startScriptedClamd } from './scripted-clamd.ts'
import { type LocalService, openLocalService } from './service.ts'

const PROGRAM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))
if (PROGRAM === undefined && process.env.CI === 'true') throw new Error('chromium is not installed (Debian: chromium)')
export const hasBrowser = PROGRAM !== undefined

export const PDF = makePdf({ text: 'my papers' })

export interface StepUpHouse {
  readonly service: LocalService
  readonly provider: LoginProvider
  /** Where the customers go. */
  readonly site: string
  /** A browser of its own: no cookie is shared. */
  customer(locale?: string): Promise<Customer>
  rules(channel: string, stepUp: Partial<StepUpRules>): Promise<void>
  /** Why each was refused so far, newest first. */
  refusals(): Promise<readonly LogEntry['detail'][]>
  /** Nothing of it was released, and nobody was identified for it. */
  stillWaits(record: MessageRecord): Promise<boolean>
  close(): Promise<void>
}

export interface Customer {
  readonly page: Page
  readonly context: BrowserContext
  /** Types the code by hand. */
  enter(code: string): Promise<void>
  /** From the page that says why, to the page after the login. */
  logIn(name: string): Promise<void>
  press(button: string): Promise<void>
  title(): Promise<string>
  text(): Promise<string>
}

export async function openStepUpHouse(
  people: Readonly<Record<string, Person>>,
  environment: Readonly<Record<string, string>> = {},
): Promise<StepUpHouse> {
  const port = await freePort()
  const site = `http://127.0.0.1:${port}`
  const clamd = await startScriptedClamd()
  const provider = await startLoginProvider(`${site}/identify/callback`, people)
  const service = await openLocalService({
    environment: {
      PORT: String(port),
      PUBLIC_URL: site,
      CLAMD_URL: clamd.url,
      // A browser beside it takes what there is of the machine.
      STEP_TIMEOUT_MS: '20000',
      MESSAGE_TIMEOUT_MS: '60000',
      IDENTIFY_SITE: 'example.com',
      COMPANY_NAME: 'Example Bank',
      COMPANY_COLOUR: '#0b6e4f',
      ...provider.environment,
      ...environment,
    },
  })
  let browser: Browser | null = null
  const open = async () => {
    browser ??= await chromium.launch({
      ...(PROGRAM === undefined ? {} : { executablePath: PROGRAM }),
      args: [
        ...['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
      ],
    })
    return browser
  }
  return {
    service,
    provider,
    site,
    customer: async (locale = 'en') => customerIn(await (await open()).newContext({ locale, viewport: { width: 390, height: 760 } }), site),
    async rules(channel, stepUp) {
      const path = `/v1/channels/${channel}/policy`
      const current = await service.call('GET', path)
      const { policy } = current.json<{ readonly policy: Policy }>()
      const identity = { ...policy.identity, stepUp: { ...policy.identity.stepUp, ...stepUp } }
      const answer = await service.call('PUT', path, {
        body: { policy: { ...policy, identity }, reason: 'test' },
        headers: { 'If-Match': current.headers.get('etag') ?? '' },
      })
      if (answer.status !== 200) throw new Error(answer.text)
    },
    async refusals() {
      const page = await service.service.store.logEntries({ log: 'access', channels: null, verb: 'identification.refused', limit: 100 })
      return page.items.map(({ detail }) => detail)
    },
    async stillWaits({ id, revision }) {
      const now = await service.record(id)
      return now.revision === revision && now.identity.subject === null && now.release?.files[0]?.reason === 'IDENTITY_REQUIRED'
    },
    async close() {
      await browser?.close()
      await service.stop()
      await Promise.all([provider.close(), clamd.close()])
    },
  }
}

async function customerIn(context: BrowserContext, site: string): Promise<Customer> {
  const page = await context.newPage()
  const press = async (button: string) => {
    await page.getByRole('button', { name: button }).click()
    await page.waitForLoadState('load')
  }
  return {
    page,
    context,
    press,
    async enter(code) {
      await page.goto(`${site}/identify`)
      await page.locator('input').fill(code)
      await page.locator('button').click()
      await page.waitForLoadState('load')
    },
    async logIn(name) {
      await page.locator('main form button').first().click()
      await page.waitForURL(/\/interaction\//)
      await page.locator('input[name=name]').fill(name)
      await page.locator('button').first().click()
      await page.waitForURL(`${site}/**`)
    },
    title: () => page.title(),
    text: async () => (await page.textContent('main')) ?? '',
  }
}

/** A chat message with a PDF, from nobody. */
export const inChat = (service: LocalService, conversationId: string, more: object = {}): Promise<MessageRecord> =>
  service.through({ text: 'Here are my papers', conversationId, attachments: [attach('papers.pdf', PDF, 'application/pdf')], ...more })

export const onPlatform = (service: LocalService, conversationId: string): Promise<MessageRecord> =>
  inChat(service, conversationId, { channel: 'social', sender: { address: 'platform-id-81', name: 'Anna' } })

export const byMail = (service: LocalService, from: string): Promise<MessageRecord> =>
  service.throughMail(makeMail({ from, text: 'Here are my papers', files: [{ type: 'application/pdf', name: 'papers.pdf', body: PDF }] }))

export function shownIn({ identification }: MessageRecord): ShownIdentification {
  if (identification === undefined) throw new Error('nobody was told how to be identified')
  return identification
}
