/** Somebody becomes identified in the middle of a conversation, in a real browser and by a real login: chat by its button, mail and social by a code typed by hand. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { MessageRecord } from '../../src/core/record.ts'
import { byMail, hasBrowser, inChat, onPlatform, openStepUpHouse, PDF, type StepUpHouse, shownIn } from '../support/step-up.ts'

const withBrowser = hasBrowser ? describe : describe.skip
/** A browser takes its time on a busy machine. */
const LONG_MS = 90_000
const EID = 'http://eidas.europa.eu/LoA/high'

let house: StepUpHouse
beforeAll(async () => {
  if (!hasBrowser) return
  house = await openStepUpHouse({
    anna: { email: 'anna@example.com', acr: EID },
    bert: {},
  })
}, LONG_MS)
afterAll(() => house?.close())

async function expectReleased(messageId: string, subject: string, level = 'authenticated'): Promise<void> {
  const record = await house.service.until(messageId, ({ revision }) => revision > 1, 'released after the login')
  expect(record).toMatchObject({ status: 'released', revision: 2, identity: { level, subject } })
  expect(record.identity.evidence[0]).toMatchObject({ kind: 'token', result: 'pass', supports: level })
  expect(record.release?.files).toMatchObject([{ action: 'release', reason: 'OK' }])
  expect(record.identification).toBeUndefined()
  const file = await house.service.file(messageId, record.release?.files[0]?.id ?? '')
  expect(file.bytes.equals(PDF)).toBe(true)
}

withBrowser('a chat PDF from nobody', () => {
  it(
    'is held while the words go on, and released in the same conversation after the login behind the button',
    async () => {
      const events = await house.service.events()
      const record = await inChat(house.service, 'chat-1')
      expect(record).toMatchObject({ status: 'released', revision: 1, identity: { level: 'anonymous' } })
      expect(record.release?.text).toContain('Here are my papers')
      expect(record.release?.files).toMatchObject([{ action: 'hold', reason: 'IDENTITY_REQUIRED' }])
      const { code, link, text } = shownIn(record)
      expect(code).toMatch(/^[C-Y3-9]{4}-[C-Y3-9]{4}$/)
      expect(text).toContain(code)
      expect(text).toContain('button')
      const asked = await events.until(({ type, data }) => type === 'identification.required' && data.messageId === record.id, 'asked')
      expect(asked.data).toMatchObject({ identification: { stepUp: { code, link, text } }, release: null })
      // What agents get has neither: a link in their hands is nobody's login.
      expect(JSON.stringify(await house.service.release(record.id))).not.toContain(code)

      const anna = await house.customer()
      await anna.page.goto(link ?? '')
      expect(await anna.title()).toBe('Show who you are – Example Bank')
      expect(await anna.text()).toContain('Web chat')
      await anna.logIn('anna')
      expect(await anna.title()).toBe('Is this yours? – Example Bank')
      expect(await anna.text()).toContain('One file')
      expect(await anna.text()).not.toContain('papers.pdf')
      // A login alone lets nothing go on.
      expect((await house.service.record(record.id)).revision).toBe(1)
      await anna.press('Yes, pass it on')
      expect(await anna.title()).toBe('Thank you, you are identified – Example Bank')
      await expectReleased(record.id, 'anna')
      await events.until(({ type, data }) => type === 'identification.completed' && data.messageId === record.id, 'completed')
      await events.close()
      await anna.context.close()
    },
    LONG_MS,
  )

  it(
    'shares its code with the others of its conversation, and all are released by one login',
    async () => {
      const [first, second] = [await inChat(house.service, 'chat-2'), await inChat(house.service, 'chat-2')]
      expect(shownIn(second).code).toBe(shownIn(first).code)
      expect(shownIn(await inChat(house.service, 'chat-3')).code).not.toBe(shownIn(first).code)
      const anna = await house.customer()
      // In a hurry, without the hyphen.
      await anna.enter(shownIn(first).code.toLowerCase().replace('-', ' '))
      await anna.logIn('anna')
      expect(await anna.page.locator('li').count()).toBe(2)
      await anna.press('Yes, pass it on')
      await expectReleased(first.id, 'anna')
      await expectReleased(second.id, 'anna')
      await anna.context.close()
    },
    LONG_MS,
  )

  it(
    'that is not theirs is not passed on in their name: they say so, and the code is of no more use',
    async () => {
      const record = await inChat(house.service, 'chat-of-somebody-else')
      const anna = await house.customer()
      await anna.page.goto(shownIn(record).link ?? '')
      await anna.logIn('anna')
      await anna.press('No, this is not mine')
      expect(await anna.title()).toBe('Nothing was passed on – Example Bank')
      await anna.page.goto(shownIn(record).link ?? '')
      expect(await anna.text()).toContain('The code was used already')
      expect((await house.service.record(record.id)).revision).toBe(1)
      expect((await house.refusals()).map(({ reason }) => reason)).toContain('NOT_MINE')
      await anna.context.close()
    },
    LONG_MS,
  )
})

withBrowser('a chat whose channel takes a login for a while', () => {
  it(
    'says so before the yes, lets what comes next in it through, and nothing of another conversation or another name',
    async () => {
      await house.rules('webchat', { sessionMinutes: 30 })
      const first = await inChat(house.service, 'chat-session')
      const anna = await house.customer()
      await anna.page.goto(shownIn(first).link ?? '')
      await anna.logIn('anna')
      expect(await anna.text()).toContain('For 30 more minutes, what is written in this conversation counts as yours too')
      // Not hers yet: nothing of before the yes is taken for hers by it.
      const meanwhile = await inChat(house.service, 'chat-session')
      await anna.press('Yes, pass it on')
      await expectReleased(first.id, 'anna')
      expect(await house.stillWaits(meanwhile)).toBe(true)
      // Its code was used up: its sender is told of another.
      const asked = ({ identification }: MessageRecord) => identification?.code !== shownIn(first).code
      expect(shownIn(await house.service.until(meanwhile.id, asked, 'asked anew')).code).not.toBe(shownIn(meanwhile).code)
      const next = await inChat(house.service, 'chat-session')
      expect(next).toMatchObject({ status: 'released', revision: 1, identity: { level: 'authenticated', subject: 'anna' } })
      expect(next.release?.files).toMatchObject([{ action: 'release', reason: 'OK' }])
      const others = [
        await inChat(house.service, 'chat-session-2'),
        await inChat(house.service, 'chat-session', { sender: { address: 'eve@example.com' } }),
      ]
      for (const other of others) expect(other.release?.files).toMatchObject([{ action: 'hold', reason: 'IDENTITY_REQUIRED' }])
      // Somebody else in it: from then on it is nobody's.
      await inChat(house.service, 'chat-session', { sender: { identityToken: await house.service.customerToken({ sub: 'bert' }) } })
      expect((await inChat(house.service, 'chat-session')).identity.subject).toBeNull()
      await house.rules('webchat', { sessionMinutes: 0 })
      await anna.context.close()
    },
    LONG_MS,
  )
})

withBrowser('mail and social', () => {
  it(
    'are told to go to the site themselves, without a link, and are released after the code was typed by hand',
    async () => {
      await house.rules('support-mail', { acrValues: [EID] })
      const mail = await byMail(house.service, 'Anna <anna@example.com>')
      const social = await onPlatform(house.service, 'dm-1')
      for (const [record, level] of [
        [mail, 'verified'],
        [social, 'authenticated'],
      ] as const) {
        expect(record.release?.text).toContain('Here are my papers')
        const { code, link, text } = shownIn(record)
        expect(link).toBeNull()
        expect(text).toContain('Go to example.com yourself')
        expect(text).not.toMatch(/https?:|www\./)
        const anna = await house.customer('sv')
        await anna.enter(code)
        await anna.logIn('anna')
        await anna.press('Yes, pass it on')
        await expectReleased(record.id, 'anna', level)
        await anna.context.close()
      }
    },
    LONG_MS,
  )
})

withBrowser('with the login away', () => {
  it(
    'words go on, nothing is released, the page says so, and a retry works when it is back',
    async () => {
      const before = await inChat(house.service, 'chat-away')
      await house.provider.goAway()
      const bert = await house.customer()
      await bert.page.goto(shownIn(before).link ?? '')
      const answered = bert.page.waitForResponse(
        (answer) => answer.url().endsWith('/identify/login') && answer.request().method() === 'POST',
      )
      await bert.press('Log in')
      expect((await answered).status()).toBe(503)
      expect(await bert.title()).toBe('The login does not answer now – Example Bank')
      const chat = await inChat(house.service, 'chat-away-2')
      const mail = await byMail(house.service, 'bert@example.com')
      for (const record of [chat, mail]) {
        expect(record.release?.text).toContain('Here are my papers')
        expect(record.release?.files).toMatchObject([{ action: 'hold', reason: 'IDENTITY_REQUIRED' }])
        expect(shownIn(record).code).not.toBe('')
      }
      expect((await house.service.record(before.id)).revision).toBe(1)

      await house.provider.comeBack()
      await bert.logIn('bert')
      await bert.press('Yes, pass it on')
      await expectReleased(before.id, 'bert')
      await bert.context.close()
    },
    LONG_MS,
  )
})
