/** What every store promises about people: who was identified, which messages are theirs, and that erased is erased. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createSealer } from '../../src/blobs/seal.ts'
import type { AcceptEntry } from '../../src/core/accept.ts'
import type { ProvenLogin } from '../../src/core/customer.ts'
import type { Identity } from '../../src/core/identity.ts'
import type { Store } from '../../src/core/store.ts'
import { openStore } from '../../src/store/open-store.ts'
import { recordLogin } from '../support/record-login.ts'
import { aHold, anEntry, aSettlement, NOW } from '../support/stored.ts'

const DAY = 86_400_000

/** `fresh` gives the URL of an empty database; `alter` runs SQL on one that nobody has open. */
export function describePeople(
  name: string,
  { fresh, alter }: { fresh: () => Promise<string>; alter: (url: string, sql: string) => Promise<void> },
): void {
  describe(`${name}: people`, () => {
    const masterKey = randomBytes(32)
    const open = (url: string) => openStore({ url, sealer: createSealer(masterKey), clock: () => NOW, poolSize: 4 })
    let store: Store
    let people = 0

    beforeAll(async () => {
      store = await open(await fresh())
    })
    afterAll(async () => {
      await store?.close()
    })

    const someone = () => {
      people += 1
      return `customer-${people}`
    }
    const loginOf = (subject: string, of: Partial<ProvenLogin> = {}): ProvenLogin => ({
      subject,
      level: 'authenticated',
      acr: null,
      at: NOW,
      ...of,
    })
    const as = (subject: string | null): Identity => ({ level: subject === null ? 'claimed' : 'authenticated', subject, evidence: [] })

    interface Sent {
      readonly subject?: string
      readonly address?: string
      readonly conversationId?: string
      readonly channel?: string
      readonly kind?: 'chat' | 'email' | 'social'
      readonly receivedAt?: number
      readonly blobIds?: readonly string[]
    }
    async function sent(of: Sent = {}): Promise<AcceptEntry> {
      const entry = anEntry({
        channel: of.channel ?? 'social',
        conversationId: of.conversationId ?? null,
        ...(of.receivedAt === undefined ? {} : { receivedAt: of.receivedAt }),
        ...(of.blobIds === undefined ? {} : { blobIds: of.blobIds }),
      })
      const words = { text: 'hello', ...(of.address === undefined ? {} : { sender: { address: of.address } }) }
      const content = { ...entry.arrival.content, words } as AcceptEntry['arrival']['content']
      const made = { ...entry, arrival: { ...entry.arrival, kind: of.kind ?? 'social', content }, identity: as(of.subject ?? null) }
      expect(await store.accept(made)).toEqual({ outcome: 'stored' })
      return made
    }

    describe('the people of a conversation', () => {
      it('are everybody that a message of it is identified as, also later and before there were keys, each once', async () => {
        const [one, two, three] = [someone(), someone(), someone()]
        const url = await fresh()
        const conversationId = 'with-many'
        const before = await open(url)
        const send = async (subject: string | null, of: { channel?: string; conversationId?: string } = {}) => {
          const entry = anEntry({ channel: 'social', conversationId, ...of })
          await before.accept({ ...entry, identity: as(subject) })
          return entry.arrival.id
        }
        await send(one)
        const later = await send(null)
        for (let count = 0; count < 120; count += 1) await send(count % 2 === 0 ? null : one)
        await send(three, { conversationId: 'another' })
        await send(three, { channel: 'webchat' })
        expect(await before.subjectsIn('social', conversationId)).toEqual([one])
        await before.amend(later, { kind: 'identity', identity: as(two) }, NOW)
        expect((await before.subjectsIn('social', conversationId)).toSorted()).toEqual([one, two].toSorted())
        expect(await before.subjectsIn('social', 'nobody-there')).toEqual([])
        expect(await before.subjectsIn('social', `${conversationId}\0`)).toEqual([])
        await before.close()
        await alter(url, 'update arrivals set subject_key = null')
        const after = await open(url)
        expect((await after.subjectsIn('social', conversationId)).toSorted()).toEqual([one, two].toSorted())
        await after.close()
      })
    })

    describe('a link', () => {
      it('counts until it lapses', async () => {
        const subject = someone()
        await recordLogin(store, loginOf(subject, { level: 'verified', acr: 'loa3' }), 'social', `${subject}-id`, NOW + DAY)
        expect(await store.linkOf('social', `${subject}-id`, NOW)).toEqual({
          id: expect.any(String),
          channel: 'social',
          address: `${subject}-id`,
          subject,
          level: 'verified',
          linkedAt: NOW,
          lapsesAt: NOW + DAY,
          revokedAt: null,
        })
        expect(await store.linkOf('social', `${subject}-id`, NOW + DAY)).toBeNull()
        expect(await store.linkOf('other-channel', `${subject}-id`, NOW)).toBeNull()
        expect(await store.linkOf('social', 'somebody-else', NOW)).toBeNull()
      })

      it('is one however often the same login is told, and is renewed by a later one', async () => {
        const subject = someone()
        const address = `${subject}-id`
        for (let times = 0; times < 3; times += 1) await recordLogin(store, loginOf(subject), 'social', address, NOW + DAY)
        await recordLogin(store, loginOf(subject, { at: NOW + 5, level: 'verified' }), 'social', address, NOW + 2 * DAY)
        // One that was told late changes nothing.
        await recordLogin(store, loginOf(subject, { at: NOW - 5 }), 'social', address, NOW + 9 * DAY)
        expect(await store.customer(subject)).toMatchObject({
          subject,
          level: 'verified',
          firstLoginAt: NOW,
          lastLoginAt: NOW + 5,
          addresses: [{ address, linkedAt: NOW + 5, lapsesAt: NOW + 2 * DAY }],
        })
      })

      it('counts for neither of two customers who both use the address', async () => {
        const [one, two] = [someone(), someone()]
        await recordLogin(store, loginOf(one), 'social', 'shared', NOW + DAY)
        await recordLogin(store, loginOf(two), 'social', 'shared', NOW + DAY)
        expect(await store.linkOf('social', 'shared', NOW)).toBeNull()
        const [link] = (await store.customer(two))?.addresses ?? []
        expect(await store.revokeAddress(two, link?.id ?? '', NOW)).toBe(true)
        expect(await store.linkOf('social', 'shared', NOW)).toMatchObject({ subject: one })
      })

      it('is revoked once, by its own customer alone, and comes back only with a new login', async () => {
        const [subject, other] = [someone(), someone()]
        await recordLogin(store, loginOf(subject), 'social', 'revocable', NOW + DAY)
        const id = (await store.customer(subject))?.addresses[0]?.id ?? ''
        expect(await store.revokeAddress(other, id, NOW + 1)).toBe(false)
        expect(await store.revokeAddress(subject, id, NOW + 1)).toBe(true)
        expect(await store.revokeAddress(subject, id, NOW + 2)).toBe(false)
        await recordLogin(store, loginOf(subject, { at: NOW + 1 }), 'social', 'revocable', NOW + DAY)
        expect(await store.linkOf('social', 'revocable', NOW + 1)).toBeNull()
        await recordLogin(store, loginOf(subject, { at: NOW + 2 }), 'social', 'revocable', NOW + DAY)
        expect(await store.linkOf('social', 'revocable', NOW + 2)).toMatchObject({ subject })
      })

      it('is not made by a login without an address', async () => {
        const subject = someone()
        await recordLogin(store, loginOf(subject), 'webchat', null, NOW)
        expect(await store.customer(subject)).toMatchObject({ subject, addresses: [] })
        expect(await store.customer(someone())).toBeNull()
      })
    })

    describe('a history', () => {
      it('counts what came from an address before, what was stopped, and malware', async () => {
        const address = someone()
        const [first, second] = [await sent({ address, receivedAt: NOW - 9 }), await sent({ address, receivedAt: NOW - 8 })]
        await sent({ address, receivedAt: NOW })
        await sent({ address, channel: 'other', receivedAt: NOW - 7 })
        await store.settle(aSettlement(first))
        const settlement = aSettlement(second, { status: 'blocked' })
        const finding = { code: 'FILE_MALWARE' } as (typeof settlement.record.report.findings)[number]
        await store.settle({
          ...settlement,
          record: { ...settlement.record, report: { ...settlement.record.report, findings: [finding] } },
        })
        expect(await store.historyOf('social', address, NOW)).toEqual({ messages: 2, since: NOW - 9, stopped: 1, malware: 1 })
        expect(await store.historyOf('social', someone(), NOW)).toEqual({ messages: 0, since: null, stopped: 0, malware: 0 })
      })
    })

    describe('the messages of a person', () => {
      it('are those identified as theirs, and those from their addresses that nobody is identified by', async () => {
        const [subject, other] = [someone(), someone()]
        await recordLogin(store, loginOf(subject), 'social', `${subject}-id`, NOW - 1)
        const mine = [
          await sent({ subject, receivedAt: NOW - 4 }),
          await sent({ address: `${subject}-id`, receivedAt: NOW - 3 }),
          await sent({ subject, address: 'any', receivedAt: NOW - 2 }),
        ]
        await sent({ address: `${subject}-id`, subject: other })
        await sent({ address: `${subject}-id`, channel: 'elsewhere' })
        await sent({ address: `${other}-id` })
        expect(await store.messagesOf({ subject })).toEqual(idsOf(mine))
        expect(await store.messagesOf({ channel: 'social', address: `${subject}-id` })).toEqual([mine[1]?.arrival.id])
      })

      it('are also those of before the login in the same conversation, unless somebody else is in it', async () => {
        const [subject, other] = [someone(), someone()]
        const before = await sent({ conversationId: `c-${subject}`, channel: 'webchat', kind: 'chat', address: 'typed@example.com' })
        const login = await sent({ conversationId: `c-${subject}`, channel: 'webchat', kind: 'chat', subject })
        await sent({ conversationId: `c-${subject}`, channel: 'support-mail', kind: 'email' })
        const mail = await sent({ conversationId: `t-${subject}`, channel: 'support-mail', kind: 'email', subject })
        await sent({ conversationId: `t-${subject}`, channel: 'support-mail', kind: 'email', address: 'colleague@example.com' })
        const shared = await sent({ conversationId: `s-${subject}`, channel: 'webchat', kind: 'chat', subject })
        await sent({ conversationId: `s-${subject}`, channel: 'webchat', kind: 'chat', subject: other })
        await sent({ conversationId: `s-${subject}`, channel: 'webchat', kind: 'chat' })
        expect(new Set(await store.messagesOf({ subject }))).toEqual(new Set(idsOf([before, login, mail, shared])))
      })

      it('follow an identity that is learnt later', async () => {
        const subject = someone()
        const entry = await sent({ address: 'nobody-yet' })
        await store.amend(entry.arrival.id, { kind: 'identity', identity: as(subject) }, NOW)
        expect(await store.messagesOf({ subject })).toEqual([entry.arrival.id])
      })

      it('include those that were stored before anybody kept whose they are, and mails once their sender is known', async () => {
        const subject = someone()
        const url = await fresh()
        let older = await open(url)
        const words = { ...anEntry(), identity: as(subject) }
        const mail = anEntry({ channel: 'support-mail' })
        const raw = {
          ...mail,
          arrival: { ...mail.arrival, kind: 'email', content: { type: 'mail-inline', raw: Buffer.from('x') } },
        } as const
        for (const entry of [words, raw]) await older.accept(entry)
        await older.close()
        await alter(url, 'update arrivals set sender_key = null, subject_key = null')
        older = await open(url)
        expect(await older.messagesOf({ subject })).toEqual([words.arrival.id])
        const whose = { channel: 'support-mail', address: 'eva@example.com' }
        expect(await older.messagesOf(whose)).toEqual([])
        const settlement = aSettlement(raw)
        await older.settle({ ...settlement, record: { ...settlement.record, sender: { address: 'Eva@Example.com' } } })
        expect(await older.messagesOf(whose)).toEqual([raw.arrival.id])
        await older.close()
      })
    })

    describe('erasing', () => {
      it('removes all rows of the messages and of the customer, and no others', async () => {
        const own = await open(await fresh())
        const empty = await own.counts()
        const [kept, gone] = [anEntry({ blobIds: ['k1'] }), anEntry({ blobIds: ['g1', 'g2'], keys: ['g-key'] })]
        await own.addWebhook({ id: 'w1', url: 'https://example.com/', channels: null, secret: 'whsec_x', createdAt: NOW, disabledAt: null })
        for (const entry of [kept, gone]) {
          await own.accept(entry)
          await own.settle(aSettlement(entry, { holds: [aHold('p1')], linkHashes: randomBytes(8) }))
          await own.amend(
            entry.arrival.id,
            { kind: 'review', review: { subject: { kind: 'part', id: 'p2' }, decision: 'release', by: 'r', at: NOW, reason: 'x' } },
            NOW,
          )
          await own.askReview({
            messageId: entry.arrival.id,
            channel: 'webchat',
            subject: { kind: 'link', id: 'l1' },
            askedBy: 'a',
            askedAt: NOW,
          })
        }
        const before = await own.counts()
        expect(await own.blobsOf([gone.arrival.id])).toEqual(expect.arrayContaining(['g1', 'g2']))
        expect(await own.eraseMessages([gone.arrival.id, 'no such message'], NOW)).toEqual({
          messages: 1,
          logLines: 0,
          blobIds: ['g1', 'g2'],
        })
        await own.compact()
        const half = (table: string) => [table, before[table]! / 2] as const
        expect(await own.counts()).toEqual({
          ...empty,
          ...Object.fromEntries(
            ['messages', 'arrivals', 'records', 'reviews', 'dedupe_keys', 'holds', 'review_requests', 'message_links'].map(half),
          ),
          webhooks: 1,
          message_blobs: 1,
          erased_messages: 1,
          // The two of before, and the one that tells of the erasure.
          events: 3,
          deliveries: 2,
        })
        expect(await own.load(gone.arrival.id)).toBeNull()
        expect((await own.load(kept.arrival.id))?.record).not.toBeNull()
        const events = await own.events({ afterSeq: 0, channels: null, limit: 9 })
        expect(events.filter(({ messageId }) => messageId === gone.arrival.id).map(({ type }) => type)).toEqual([
          'message.erased',
          'message.erased',
        ])
        expect(events.filter(({ messageId }) => messageId === kept.arrival.id).map(({ type }) => type)).toEqual(['message.released'])
        expect(await own.eraseMessages([gone.arrival.id], NOW)).toEqual({ messages: 0, logLines: 0, blobIds: [] })
        await own.close()
      })

      it('removes a customer with all links', async () => {
        const subject = someone()
        await recordLogin(store, loginOf(subject), 'social', 'first-of-two', NOW + DAY)
        await recordLogin(store, loginOf(subject), 'support-mail', 'second@example.com', NOW + DAY)
        expect(await store.eraseCustomer({ subject })).toBe(2)
        expect(await store.customer(subject)).toBeNull()
        expect(await store.linkOf('social', 'first-of-two', NOW)).toBeNull()
        expect(await store.eraseCustomer({ subject })).toBe(0)
      })

      it('is not undone by a run, an amendment or a log line that was on its way', async () => {
        const entry = await sent()
        const id = entry.arrival.id
        await store.eraseMessages([id], NOW)
        expect(await store.settle(aSettlement(entry, { holds: [aHold('p1')] }))).toBe(false)
        expect(await store.amend(id, { kind: 'identity', identity: as('x') }, NOW)).toBe(false)
        await store.retryLater(id, NOW, 'RUN_FAILED')
        expect(await store.runAgain(id, NOW)).toBeNull()
        await store.appendLog([
          { log: 'access', at: NOW, actor: 'eva', verb: 'late', channel: null, messageId: id, subject: null, detail: { secret: 'said' } },
        ])
        const { items } = await store.logEntries({ log: 'access', channels: null, messageId: id, limit: 9 })
        expect(items.map(({ verb, detail }) => [verb, detail])).toEqual([['late', {}]])
        expect(await store.record(id)).toBeNull()
        expect((await store.held({ channels: null, limit: 500 })).items.filter(({ messageId }) => messageId === id)).toEqual([])
        expect(await store.verifyLog('access')).toMatchObject({ brokenAt: null })
      })

      it('is not undone by the login that a message brought', async () => {
        const subject = someone()
        const entry = await sent({ subject })
        const told = () => store.identifiedBy(entry.arrival.id, loginOf(subject), 'social', `${subject}-id`, NOW + DAY)
        expect(await told()).toBe(true)
        expect(await store.customer(subject)).toMatchObject({ subject, addresses: [{ address: `${subject}-id` }] })
        await store.eraseMessages([entry.arrival.id], NOW)
        await store.eraseCustomer({ subject })
        expect(await told()).toBe(false)
        expect(await store.customer(subject)).toBeNull()
      })

      it('leaves each log line in its chain, without its detail', async () => {
        const [gone, kept] = [await sent(), await sent()]
        const line = { log: 'archive', at: NOW, actor: 'eva', verb: 'link.opened', channel: 'social', subject: 'l1' } as const
        await store.appendLog([gone, kept, gone].map(({ arrival }) => ({ ...line, messageId: arrival.id, detail: { url: arrival.id } })))
        expect(await store.eraseMessages([gone.arrival.id], NOW)).toEqual({ messages: 1, logLines: 2, blobIds: [] })
        const linesOf = async ({ arrival }: AcceptEntry) =>
          (await store.logEntries({ log: 'archive', channels: null, messageId: arrival.id, limit: 9 })).items.map(({ detail }) => detail)
        expect(await linesOf(gone)).toEqual([{}, {}])
        expect(await linesOf(kept)).toEqual([{ url: kept.arrival.id }])
        expect(await store.verifyLog('archive')).toMatchObject({ brokenAt: null })
      })

      it('leaves nothing behind of messages that are settled and logged at the same moment', async () => {
        const subject = someone()
        const entries = await Promise.all(Array.from({ length: 40 }, () => sent({ subject })))
        const ids = idsOf(entries)
        const line = { log: 'access', at: NOW, actor: 'eva', verb: 'raced', channel: 'social', subject: null } as const
        await Promise.all([
          ...entries.map((entry) => store.settle(aSettlement(entry, { holds: [aHold('p1')] }))),
          ...entries.map(({ arrival }) => store.appendLog([{ ...line, messageId: arrival.id, detail: { said: 'x' } }])),
          store.eraseMessages(ids, NOW),
          ...entries.map(({ arrival }) => store.amend(arrival.id, { kind: 'identity', identity: as(subject) }, NOW)),
        ])
        expect(await store.messagesOf({ subject })).toEqual([])
        for (const id of ids) {
          expect(await store.record(id, 1)).toBeNull()
          const { items } = await store.logEntries({ log: 'access', channels: null, messageId: id, limit: 9 })
          expect(items.map(({ detail }) => detail)).toEqual([{}])
        }
        expect((await store.held({ channels: ['social'], limit: 500 })).items.filter(({ messageId }) => ids.includes(messageId))).toEqual(
          [],
        )
      })
    })

    it('names a person by a pseudonym that is always the same, and says nothing of who it is', () => {
      const one = store.pseudonymOf({ subject: 'anna' })
      expect(store.pseudonymOf({ subject: 'anna' })).toBe(one)
      expect(one).toMatch(/^[0-9a-f]{32}$/)
      expect(store.pseudonymOf({ channel: 'anna', address: 'anna' })).not.toBe(one)
    })
  })
}

function idsOf(entries: readonly AcceptEntry[]): readonly string[] {
  return entries.map(({ arrival }) => arrival.id)
}
