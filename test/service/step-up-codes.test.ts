/** A code is short-lived, works once, and is of no use to anybody else: whoever tries is refused with the right reason in the log, outsiders learn nothing, and nothing is released. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { byMail, hasBrowser, inChat, onPlatform, openStepUpHouse, type StepUpHouse, shownIn } from '../support/step-up.ts'

const withBrowser = hasBrowser ? describe : describe.skip
const LONG_MS = 90_000

let house: StepUpHouse
beforeAll(async () => {
  if (!hasBrowser) return
  house = await openStepUpHouse({ anna: { email: 'anna@example.com' }, thief: { email: 'thief@example.net' }, nobody: {} })
}, LONG_MS)
afterAll(() => house?.close())

/** In a browser in which nobody is logged in. */
async function passOn(code: string): Promise<void> {
  const anna = await house.customer()
  await anna.enter(code)
  await anna.logIn('anna')
  await anna.press('Yes, pass it on')
  expect(await anna.title()).toContain('Thank you')
  await anna.context.close()
}

const lastRefusal = async () => (await house.refusals())[0]

/** As the form answers it to whoever types it. */
async function typed(code: string): Promise<{ readonly status: number; readonly page: string }> {
  const body = new TextEncoder().encode(`code=${encodeURIComponent(code)}`)
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  const { status, text } = await house.service.call('POST', '/identify', { body, headers, key: null })
  return { status, page: text }
}

withBrowser('a code', () => {
  it(
    'that is wrong, used or expired is answered with one and the same page, and each with its reason in the log',
    async () => {
      const wrong = await typed('QFKT-3947')
      expect(wrong.status).toBe(422)
      expect(await lastRefusal()).toEqual({ reason: 'CODE_UNKNOWN' })

      const used = shownIn(await inChat(house.service, 'used'))
      await passOn(used.code)
      expect(await typed(used.code)).toEqual(wrong)
      expect(await lastRefusal()).toEqual({ reason: 'CODE_USED' })

      await house.rules('webchat', { codeMinutes: 0.01 })
      const lapsed = await inChat(house.service, 'lapsed')
      await new Promise((resolve) => setTimeout(resolve, 700))
      expect(await typed(shownIn(lapsed).code)).toEqual(wrong)
      expect(await lastRefusal()).toEqual({ reason: 'CODE_EXPIRED' })
      expect(await house.stillWaits(lapsed)).toBe(true)
      // Who holds the button of the chat is told, for nobody else can have it.
      const holder = await house.customer()
      for (const [shown, says] of [
        [used, 'was used already'],
        [shownIn(lapsed), 'has expired'],
      ] as const) {
        await holder.page.goto(shown.link ?? '')
        expect(await holder.text()).toContain(says)
      }
      await holder.context.close()

      // The connector asks for one that works.
      await house.rules('webchat', { codeMinutes: 30 })
      const again = await house.service.call('POST', `/v1/messages/${lapsed.id}/identification`)
      expect(again.status).toBe(200)
      const { code } = again.json<{ readonly code: string }>()
      expect(code).not.toBe(shownIn(lapsed).code)
      expect((await typed(code)).status).toBe(303)
    },
    LONG_MS,
  )

  it(
    'of a mail that was stolen is refused to a thief whose e-mail is another, and still serves whose it is',
    async () => {
      const record = await byMail(house.service, 'Anna <anna@example.com>')
      const thief = await house.customer()
      await thief.enter(shownIn(record).code)
      // Before a login, the code tells nothing of what waits, or whose it is.
      expect(await thief.text()).not.toMatch(/anna|papers/i)
      await thief.logIn('thief')
      expect(await thief.text()).toContain('This login does not fit this conversation')
      expect(await thief.text()).toContain('OTHER_PERSON')
      expect(await lastRefusal()).toEqual({
        reason: 'EMAIL_MISMATCH',
        person: house.service.service.store.pseudonymOf({ subject: 'thief' }),
      })
      expect(await house.stillWaits(record)).toBe(true)
      await thief.context.close()

      await passOn(shownIn(record).code)
      await house.service.until(record.id, ({ identity }) => identity.subject === 'anna', 'identified')
    },
    LONG_MS,
  )

  it(
    'of a conversation in which somebody was identified before is refused to a second person',
    async () => {
      const first = await onPlatform(house.service, 'dm-7')
      await passOn(shownIn(first).code)
      await house.service.until(first.id, ({ revision }) => revision === 2, 'released')

      const next = await onPlatform(house.service, 'dm-7')
      const second = await house.customer()
      await second.enter(shownIn(next).code)
      await second.logIn('nobody')
      expect(await second.text()).toContain('This login does not fit this conversation')
      expect(await lastRefusal()).toEqual({
        reason: 'OTHER_PERSON',
        person: house.service.service.store.pseudonymOf({ subject: 'nobody' }),
      })
      expect(await house.stillWaits(next)).toBe(true)
      await second.context.close()
    },
    LONG_MS,
  )
})

withBrowser('whoever guesses', () => {
  it(
    'is stopped after ten wrong codes from one address, while the API and right codes of before are not',
    async () => {
      const statuses: number[] = []
      for (let guess = 0; guess < 12; guess++) statuses.push((await typed(`CCCC-CC${'CDFGHJKLMNPQ'[guess]}C`)).status)
      expect(statuses.at(-1)).toBe(429)
      expect(statuses.filter((status) => status === 422).length).toBeLessThanOrEqual(10)
      expect((await inChat(house.service, 'meanwhile')).release?.text).toContain('Here are my papers')
    },
    LONG_MS,
  )
})
