/** An answer of the login that is too weak, too old, cancelled, replayed, or of another login identifies nobody, says why, and releases nothing. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Customer, hasBrowser, inChat, openStepUpHouse, type StepUpHouse, shownIn } from '../support/step-up.ts'

const withBrowser = hasBrowser ? describe : describe.skip
const LONG_MS = 90_000
const EID = 'http://eidas.europa.eu/LoA/high'

let house: StepUpHouse
beforeAll(async () => {
  if (!hasBrowser) return
  house = await openStepUpHouse({
    eid: { acr: EID },
    password: { acr: 'urn:example:password' },
    plain: {},
    asleep: { acr: EID, loggedInSecondsAgo: 3_600 },
  })
  await house.rules('webchat', { acrValues: [EID] })
}, LONG_MS)
afterAll(() => house?.close())

const lastRefusal = async () => (await house.refusals())[0]

async function atTheLogin(conversationId: string) {
  const record = await inChat(house.service, conversationId)
  const customer = await house.customer()
  const asked: string[] = []
  const callbacks: string[] = []
  customer.page.on('request', (request) => {
    if (request.url().startsWith(`${house.provider.issuer}/auth`)) asked.push(request.url())
    if (request.url().startsWith(`${house.site}/identify/callback`)) callbacks.push(request.url())
  })
  await customer.page.goto(shownIn(record).link ?? '')
  return { record, customer, asked, callbacks }
}

async function toTheLogin({ page }: Customer): Promise<void> {
  await page.locator('main form button').first().click()
  await page.waitForURL(/\/interaction\//)
}

withBrowser('the login', () => {
  it(
    'is asked for by PKCE, state, nonce, acr_values and max_age, and by nothing that tells what waits',
    async () => {
      const { customer, asked } = await atTheLogin('asked')
      await toTheLogin(customer)
      const parameters = Object.fromEntries(new URL(asked[0] ?? '').searchParams)
      expect(parameters).toEqual({
        client_id: 'forebay',
        response_type: 'code',
        redirect_uri: `${house.site}/identify/callback`,
        scope: 'openid email',
        code_challenge: expect.stringMatching(/^[\w-]{43}$/),
        code_challenge_method: 'S256',
        state: expect.stringMatching(/^[\w-]{43}$/),
        nonce: expect.stringMatching(/^[\w-]{43}$/),
        acr_values: EID,
        max_age: '900',
        ui_locales: 'en',
      })
      const [cookie] = await customer.context.cookies(house.site)
      expect(cookie).toMatchObject({ name: 'forebay-identify', httpOnly: true, sameSite: 'Lax', path: '/' })
      await customer.context.close()
    },
    LONG_MS,
  )

  it.each([
    ['weaker than the channel asks for', 'password', 'ACR_TOO_LOW', 'not strong enough'],
    ['without a word of how strong it is', 'plain', 'ACR_TOO_LOW', 'not strong enough'],
    ['older than the channel asks for', 'asleep', 'LOGIN_TOO_OLD', 'too long ago'],
  ])(
    '%s is refused',
    async (_what, name, reason, says) => {
      const { record, customer } = await atTheLogin(`refused-${name}`)
      await customer.logIn(name)
      expect(await customer.text()).toContain(says)
      expect(await customer.text()).toContain(reason)
      expect(await lastRefusal()).toMatchObject({ reason })
      expect(await house.stillWaits(record)).toBe(true)
      await customer.context.close()
    },
    LONG_MS,
  )

  it(
    'that was cancelled can be begun again',
    async () => {
      const { record, customer } = await atTheLogin('cancelled')
      await toTheLogin(customer)
      await customer.page.locator('button[name=no]').click()
      await customer.page.waitForURL(`${house.site}/**`)
      expect(await customer.text()).toContain('The login was cancelled')
      expect(await lastRefusal()).toEqual({ reason: 'LOGIN_CANCELLED' })
      await customer.logIn('eid')
      await customer.press('Yes, pass it on')
      await house.service.until(record.id, ({ identity }) => identity.level === 'verified', 'identified')
      await customer.context.close()
    },
    LONG_MS,
  )
})

withBrowser('the way back from the login', () => {
  it(
    'is taken once: a replayed one is refused, with the very cookie it was made for as well, and in another browser',
    async () => {
      const { record, customer, callbacks } = await atTheLogin('replayed')
      await toTheLogin(customer)
      const cookies = await customer.context.cookies(house.site)
      await customer.page.locator('input[name=name]').fill('eid')
      await customer.page.locator('button').first().click()
      await customer.page.waitForURL('**/identify/check')
      const callback = callbacks[0] ?? ''
      expect(callback).toContain('code=')

      // The same browser, a browser to which the cookie was copied, and one that has none.
      await customer.page.goto(callback)
      expect(await customer.text()).toContain('LOGIN_UNKNOWN')
      const copied = await house.customer()
      await copied.context.addCookies(cookies)
      await copied.page.goto(callback)
      expect(await copied.text()).toContain('was not begun in this browser')
      expect(await lastRefusal()).toEqual({ reason: 'LOGIN_UNKNOWN' })
      const other = await house.customer()
      await other.page.goto(callback)
      expect(await other.text()).toContain('LOGIN_UNKNOWN')
      expect(await house.stillWaits(record)).toBe(true)
      await Promise.all([customer, copied, other].map(({ context }) => context.close()))
    },
    LONG_MS,
  )

  it(
    "with another login's state is refused, and the login that it came into is over",
    async () => {
      const [one, two] = [await atTheLogin('swapped-1'), await atTheLogin('swapped-2')]
      await toTheLogin(one.customer)
      await two.customer.logIn('eid')
      const theirs = new URL(two.callbacks[0] ?? '')
      const mine = new URL(one.asked[0] ?? '').searchParams.get('state') ?? ''
      expect(theirs.searchParams.get('state')).not.toBe(mine)
      await one.customer.page.goto(theirs.href)
      expect(await one.customer.text()).toContain('STATE_MISMATCH')
      expect(await lastRefusal()).toEqual({ reason: 'STATE_MISMATCH' })
      // What was injected does no good with the right state either: this login has ended.
      theirs.searchParams.set('state', mine)
      await one.customer.page.goto(theirs.href)
      expect(await one.customer.text()).toContain('LOGIN_UNKNOWN')
      expect([await house.stillWaits(one.record), await house.stillWaits(two.record)]).toEqual([true, true])
      await Promise.all([one, two].map(({ customer }) => customer.context.close()))
    },
    LONG_MS,
  )

  it(
    "with another login's code is refused: its verifier and nonce are not ours",
    async () => {
      const [one, two] = [await atTheLogin('injected-1'), await atTheLogin('injected-2')]
      await toTheLogin(one.customer)
      await two.customer.logIn('eid')
      const injected = new URL(two.callbacks[0] ?? '')
      injected.searchParams.set('state', new URL(one.asked[0] ?? '').searchParams.get('state') ?? '')
      await one.customer.page.goto(injected.href)
      expect(await one.customer.text()).toContain('LOGIN_INVALID')
      expect(await house.stillWaits(one.record)).toBe(true)
      await Promise.all([one, two].map(({ customer }) => customer.context.close()))
    },
    LONG_MS,
  )
})

withBrowser('the answer to what was shown', () => {
  it(
    'passes on what was on that page, whatever came and was looked at in another tab since',
    async () => {
      const { record, customer } = await atTheLogin('listed')
      await customer.logIn('eid')
      const slipped = await inChat(house.service, 'listed')
      const tab = await customer.context.newPage()
      await tab.goto(`${house.site}/identify/check`)
      await customer.press('Yes, pass it on')
      await house.service.until(record.id, ({ revision }) => revision > 1, 'released')
      expect(await house.stillWaits(slipped)).toBe(true)
      await customer.context.close()
    },
    LONG_MS,
  )

  it(
    'is taken for the conversation that the page was about, and for no other that the browser was led to',
    async () => {
      const { record, customer } = await atTheLogin('mine')
      const other = await inChat(house.service, 'not-mine')
      await customer.logIn('eid')
      const tab = await customer.context.newPage()
      await tab.goto(shownIn(other).link ?? '')
      await customer.press('Yes, pass it on')
      expect(await house.stillWaits(record)).toBe(true)
      expect(await house.stillWaits(other)).toBe(true)
      await customer.context.close()
    },
    LONG_MS,
  )
})

withBrowser('one login, confirmed twice at once', () => {
  it(
    'identifies once',
    async () => {
      const { record, customer } = await atTheLogin('twice')
      await customer.logIn('eid')
      const cookie = (await customer.context.cookies(house.site)).map(({ name, value }) => `${name}=${value}`).join('; ')
      const shown = await customer.page.locator('input[name=shown]').first().inputValue()
      const body = new TextEncoder().encode(`answer=mine&shown=${shown}`)
      const confirm = () => house.service.call('POST', '/identify/check', { body, headers: { cookie }, key: null })
      const answers = await Promise.all([confirm(), confirm(), confirm()])
      expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422])
      const released = await house.service.until(record.id, ({ revision }) => revision > 1, 'released')
      expect(released.identity).toMatchObject({ subject: 'eid', level: 'verified' })
      await customer.context.close()
    },
    LONG_MS,
  )
})
