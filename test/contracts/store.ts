/** What every store promises; each implementation runs the whole of it. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { createSealer } from '../../src/blobs/seal.ts'
import type { AcceptEntry } from '../../src/core/accept.ts'
import type { ApiKey } from '../../src/core/api-key.ts'
import type { Store } from '../../src/core/store.ts'
import type { Settlement } from '../../src/core/stored-message.ts'
import type { Delivery, WebhookEndpoint } from '../../src/core/webhook.ts'
import { openStore } from '../../src/store/open-store.ts'
import { aPolicy } from '../support/policy-of-tests.ts'
import { aHold, anEntry, aSettlement, NOW, sha256 } from '../support/stored.ts'

/** `fresh` gives the URL of a database with nothing in it, migrated or not. */
export function describeStore(name: string, fresh: () => Promise<string>): void {
  describe(name, () => {
    const masterKey = randomBytes(32)
    const open = (url: string, clock = () => NOW) => openStore({ url, sealer: createSealer(masterKey), clock, poolSize: 4 })
    const openFresh = async () => open(await fresh())
    let store: Store

    /** Accepted and settled with these holds and events. */
    async function settled(entry: ReturnType<typeof anEntry>, options: Parameters<typeof aSettlement>[1] = {}): Promise<Settlement> {
      await store.accept(entry)
      const settlement = aSettlement(entry, options)
      expect(await store.settle(settlement)).toBe(true)
      return settlement
    }

    beforeAll(async () => {
      store = await openFresh()
    })
    afterAll(async () => {
      await store?.close()
    })

    describe('accept', () => {
      it('gives back what it was given, files and inline mail included', async () => {
        const words = anEntry({ conversationId: 'c-1', blobIds: ['b-1', 'b-2'], text: 'å 🌊 \u0000 \ud800 end' })
        const raw = randomBytes(3_000)
        const mail = { ...anEntry(), arrival: { ...anEntry().arrival, content: { type: 'mail-inline' as const, raw } } }
        await Promise.all([store.accept(words), store.accept(mail)])

        const loaded = await store.load(words.arrival.id)
        expect(loaded).toEqual({
          arrival: words.arrival,
          identity: words.identity,
          reviews: [],
          opened: [],
          record: null,
          status: 'accepted',
          revision: 0,
          version: 0,
          attempts: 0,
          dueAt: NOW,
        })
        const content = (await store.load(mail.arrival.id))?.arrival.content
        expect(content?.type === 'mail-inline' && Buffer.from(content.raw).equals(raw)).toBe(true)
      })

      it('makes no second message of a retry, and says whether the content is the same', async () => {
        const first = anEntry({ keys: ['k1'], text: 'one' })
        expect(await store.accept(first)).toEqual({ outcome: 'stored' })
        expect(await store.accept(anEntry({ keys: ['k1'], text: 'one' }))).toEqual({
          outcome: 'duplicate',
          messageId: first.arrival.id,
          sameContent: true,
        })
        const other = anEntry({ keys: ['k1'], text: 'two', blobIds: ['b-of-refused'] })
        expect(await store.accept(other)).toEqual({ outcome: 'duplicate', messageId: first.arrival.id, sameContent: false })
        expect(await store.load(other.arrival.id)).toBeNull()
        expect(await store.knownBlobs(['b-of-refused'])).toEqual(new Set())
      })

      it('keeps none of the keys of a submission of which one key was seen', async () => {
        await store.accept(anEntry({ keys: ['seen'], text: 'x' }))
        expect((await store.accept(anEntry({ keys: ['unseen', 'seen'], text: 'x' }))).outcome).toBe('duplicate')
        expect((await store.accept(anEntry({ keys: ['unseen'], text: 'x' }))).outcome).toBe('stored')
      })

      it('finds retries in the same group', async () => {
        const entries = Array.from({ length: 40 }, () => anEntry({ keys: ['same-group'], text: 'x' }))
        const results = await Promise.all(entries.map((entry) => store.accept(entry)))
        const stored = entries.filter((_, index) => results[index]!.outcome === 'stored')
        expect(stored).toHaveLength(1)
        const messageId = stored[0]!.arrival.id
        expect(results.filter((one) => one.outcome === 'duplicate')).toEqual(
          Array.from({ length: 39 }, () => ({ outcome: 'duplicate', messageId, sameContent: true })),
        )
      })

      it('always stores exactly one message a set of submissions that share a key, however they come', async () => {
        let run = 0
        await fc.assert(
          fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 24 }), async (seeds) => {
            run += 1
            const entries = seeds.map((seed) => anEntry({ keys: [`run ${run} ${seed}`, `also ${run} ${seed}`], text: `${seed}` }))
            const results = await Promise.all(entries.map((entry) => store.accept(entry)))
            expect(results.filter((one) => one.outcome === 'stored')).toHaveLength(new Set(seeds).size)
            expect(results.every((one) => one.outcome === 'stored' || one.sameContent)).toBe(true)
          }),
          { numRuns: 12 },
        )
      })

      it('fails one bad entry alone, not the others of its group', async () => {
        const taken = anEntry()
        await store.accept(taken)
        const good = Array.from({ length: 5 }, () => anEntry())
        const bad = anEntry({ id: taken.arrival.id, keys: ['a key of its own'] })
        const results = await Promise.allSettled([...good.slice(0, 2), bad, ...good.slice(2)].map((entry) => store.accept(entry)))
        expect(results.map((one) => one.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled'])
        for (const { arrival } of good) expect(await store.load(arrival.id)).not.toBeNull()
        expect((await store.accept(anEntry({ keys: ['a key of its own'] }))).outcome).toBe('stored')
      })

      it('knows the blobs that messages name', async () => {
        await store.accept(anEntry({ blobIds: ['named-1', 'named-2'] }))
        const rawMail = anEntry()
        await store.accept({ ...rawMail, arrival: { ...rawMail.arrival, content: { type: 'mail', rawBlobId: 'raw-1', sizeBytes: 9 } } })
        const asked = ['named-1', 'raw-1', ...Array.from({ length: 1_200 }, (_, index) => `nobody-${index}`), 'named-2']
        expect(await store.knownBlobs(asked)).toEqual(new Set(['named-1', 'named-2', 'raw-1']))
      })
    })

    describe('settle', () => {
      it('applies a whole settlement: record, status, holds, events', async () => {
        const entry = anEntry({ channel: 'settle-whole', conversationId: 'c-9' })
        const { record } = await settled(entry, { status: 'held', holds: [aHold('p1'), aHold('p2')], dueAt: NOW + 60_000 })
        const loaded = await store.load(entry.arrival.id)
        expect(loaded).toMatchObject({ status: 'held', revision: 1, version: 0, attempts: 0, dueAt: NOW + 60_000 })
        expect(loaded?.record).toEqual(record)
        const held = await store.held({ channels: ['settle-whole'], limit: 10 })
        expect(held.items).toEqual(
          ['p1', 'p2'].map((id) => ({
            ...aHold(id),
            messageId: entry.arrival.id,
            channel: 'settle-whole',
            conversationId: 'c-9',
          })),
        )
        const event = await store.event(`${entry.arrival.id}.1`)
        expect(event).toMatchObject({
          type: 'message.released',
          channel: 'settle-whole',
          messageId: entry.arrival.id,
          revision: 1,
          at: NOW,
        })
      })

      it('replaces the holds and keeps every earlier revision', async () => {
        const entry = anEntry({ channel: 'settle-again' })
        const first = await settled(entry, { status: 'held', holds: [aHold('p1'), aHold('p2')] })
        const second = aSettlement(entry, { fromRevision: 1, holds: [aHold('p2', { reason: 'FILE_MACRO' }), aHold('p3')], text: 'second' })
        expect(await store.settle(second)).toBe(true)
        const held = await store.held({ channels: ['settle-again'], limit: 10 })
        expect(held.items.map((item) => [item.subject.id, item.reason])).toEqual([
          ['p2', 'FILE_MACRO'],
          ['p3', 'IDENTITY_REQUIRED'],
        ])
        expect(await store.record(entry.arrival.id, 1)).toEqual(first.record)
        expect(await store.record(entry.arrival.id, 2)).toEqual(second.record)
        expect(await store.record(entry.arrival.id)).toEqual(second.record)
        expect(await store.record(entry.arrival.id, 3)).toBeNull()
      })

      it('changes nothing when another worker was first', async () => {
        const entry = anEntry({ channel: 'settle-race' })
        await store.accept(entry)
        const settlements = Array.from({ length: 8 }, (_, index) =>
          aSettlement(entry, {
            text: `worker ${index}`,
            holds: [aHold(`p${index}`)],
            events: [{ id: `race-${index}`, type: 'message.released' }],
          }),
        )
        const applied = await Promise.all(settlements.map((one) => store.settle(one)))
        expect(applied.filter(Boolean)).toHaveLength(1)
        const winner = applied.indexOf(true)
        expect((await store.record(entry.arrival.id))?.release?.text).toBe(`worker ${winner}`)
        const held = await store.held({ channels: ['settle-race'], limit: 10 })
        expect(held.items.map((item) => item.subject.id)).toEqual([`p${winner}`])
        const events = await store.events({ afterSeq: 0, channels: ['settle-race'], limit: 10 })
        expect(events.map((event) => event.id)).toEqual([`race-${winner}`])
      })

      it('leaves holds and due time to the next run when something was learnt meanwhile', async () => {
        const entry = anEntry({ channel: 'settle-stale' })
        await store.accept(entry)
        await store.amend(entry.arrival.id, { kind: 'identity', identity: { ...entry.identity, level: 'verified' } }, NOW + 5)
        expect(await store.settle(aSettlement(entry, { version: 0, holds: [aHold('p1')] }))).toBe(true)
        const loaded = await store.load(entry.arrival.id)
        expect(loaded).toMatchObject({ revision: 1, version: 1, status: 'released', dueAt: NOW + 5, identity: { level: 'verified' } })
        expect((await store.held({ channels: ['settle-stale'], limit: 10 })).items).toEqual([])
        expect(await store.settle(aSettlement(entry, { version: 1, fromRevision: 1, holds: [aHold('p1')] }))).toBe(true)
        expect(await store.load(entry.arrival.id)).toMatchObject({ dueAt: null, revision: 2 })
        expect((await store.held({ channels: ['settle-stale'], limit: 10 })).items).toHaveLength(1)
      })

      it('does not settle what was never accepted', async () => {
        expect(await store.settle(aSettlement(anEntry()))).toBe(false)
      })

      it('makes no second event of the same id', async () => {
        const entry = anEntry({ channel: 'settle-event-twice' })
        await settled(entry, { events: [{ id: 'only-once', type: 'message.held' }] })
        await store.settle(aSettlement(entry, { fromRevision: 1, events: [{ id: 'only-once', type: 'message.held' }] }))
        expect(await store.events({ afterSeq: 0, channels: ['settle-event-twice'], limit: 10 })).toHaveLength(1)
      })
    })

    describe('amend', () => {
      it('adds reviews in order, bumps the version and makes the message due', async () => {
        const entry = anEntry()
        await settled(entry)
        const review = (id: string) => ({
          subject: { kind: 'part' as const, id },
          decision: 'release' as const,
          by: 'ann',
          at: NOW,
          reason: `known sender of ${id}`,
        })
        expect(await store.amend(entry.arrival.id, { kind: 'review', review: review('p1') }, NOW + 1)).toBe(true)
        expect(await store.amend(entry.arrival.id, { kind: 'review', review: review('p2') }, NOW + 2)).toBe(true)
        const loaded = await store.load(entry.arrival.id)
        expect(loaded).toMatchObject({ version: 2, dueAt: NOW + 2 })
        expect(loaded?.reviews).toEqual([review('p1'), review('p2')])
      })

      it('keeps what was seen of opened files in order, bumps the version and makes the message due', async () => {
        const entry = anEntry()
        await settled(entry)
        const opened = (partId: string) => ({
          partId,
          sha256: sha256(partId),
          at: NOW,
          parts: [],
          links: [],
          report: { complete: true, outcomes: [], findings: [] },
        })
        for (const id of ['p2', 'p1', 'p2'])
          expect(await store.amend(entry.arrival.id, { kind: 'opened', opened: opened(id) }, NOW + 3)).toBe(true)
        const loaded = await store.load(entry.arrival.id)
        expect(loaded).toMatchObject({ version: 3, dueAt: NOW + 3, reviews: [] })
        expect(loaded?.opened).toEqual([opened('p2'), opened('p1'), opened('p2')])
        expect(await store.amend('00000000-0000-7000-8000-000000000000', { kind: 'opened', opened: opened('p1') }, NOW)).toBe(false)
      })

      it('identifies nobody when something was learnt since the version that was looked at', async () => {
        const entry = anEntry()
        await store.accept(entry)
        const identity = (subject: string) => ({ kind: 'identity', identity: { ...entry.identity, subject }, ifVersion: 0 }) as const
        const taken = await Promise.all(['ann', 'bob', 'cid'].map((subject) => store.amend(entry.arrival.id, identity(subject), NOW)))
        expect(taken.filter(Boolean)).toHaveLength(1)
        const loaded = await store.load(entry.arrival.id)
        expect(loaded?.version).toBe(1)
        expect(loaded?.identity.subject).toBe(['ann', 'bob', 'cid'][taken.indexOf(true)])
      })

      it('makes the event of an identification, and is false for a message that is not there', async () => {
        const entry = anEntry({ channel: 'amend-event' })
        await store.accept(entry)
        const amendment = {
          kind: 'identity',
          identity: entry.identity,
          event: { id: `${entry.arrival.id}.identified`, type: 'identification.completed' },
        } as const
        let told = 0
        const stop = store.onEvents(() => {
          told += 1
        })
        expect(await store.amend(entry.arrival.id, amendment, NOW)).toBe(true)
        expect(await store.amend('nobody', amendment, NOW)).toBe(false)
        expect(await store.amend('nobody\0', amendment, NOW)).toBe(false)
        stop()
        expect(told).toBe(1)
        expect((await store.events({ afterSeq: 0, channels: ['amend-event'], limit: 5 })).map((one) => one.type)).toEqual([
          'identification.completed',
        ])
      })
    })

    describe('cutDown', () => {
      const expired = [{ partId: 'p2', detectedType: 'text/plain', sizeBytes: 4, sha256: sha256('cut-1'), reason: 'EXPIRED' }]
      const without = ({ arrival }: AcceptEntry) => ({
        ...arrival,
        expired,
        content:
          arrival.content.type === 'words'
            ? {
                ...arrival.content,
                files: arrival.content.files.map((file) => ({ ...file, blobId: file.blobId === 'cut-1' ? null : file.blobId })),
              }
            : arrival.content,
      })

      it('puts what is left in the place of what came, names what is deleted no more, and leaves all that was learnt', async () => {
        const entry = anEntry({ blobIds: ['cut-1', 'stays-1'] })
        await settled(entry)
        const identity = { ...entry.identity, subject: 'ann' }
        await store.amend(entry.arrival.id, { kind: 'identity', identity }, NOW)
        const left = without(entry)
        expect(await store.cutDown({ arrival: left, written: [], obsolete: ['cut-1'] }, 1, NOW + 9)).toBe(true)
        const loaded = await store.load(entry.arrival.id)
        expect(loaded).toMatchObject({ version: 1, revision: 1, dueAt: NOW + 9, identity })
        expect(loaded?.arrival).toEqual(left)
        expect(await store.knownBlobs(['cut-1', 'stays-1'])).toEqual(new Set(['stays-1']))
        expect(await store.cutDown({ arrival: left, written: ['new-1'], obsolete: [] }, 1, null)).toBe(true)
        expect((await store.load(entry.arrival.id))?.dueAt).toBeNull()
        expect(await store.knownBlobs(['cut-1', 'stays-1', 'new-1'])).toEqual(new Set(['stays-1', 'new-1']))
        // By whoever does it a second time, nothing is written anew.
        expect(await store.cutDown({ arrival: left, written: ['new-2'], obsolete: ['cut-1'] }, 1, null)).toBe(false)
        expect(await store.knownBlobs(['new-2'])).toEqual(new Set())
      })

      it('forgets what was seen of an expired file with its password, and of no other', async () => {
        const entry = anEntry({ blobIds: ['cut-1', 'stays-2'] })
        await settled(entry)
        const report = { complete: true, outcomes: [], findings: [] }
        for (const partId of ['p2', 'p2.1', 'p3'])
          await store.amend(
            entry.arrival.id,
            { kind: 'opened', opened: { partId, sha256: '', at: NOW, parts: [], links: [], report } },
            NOW,
          )
        expect(await store.cutDown({ arrival: without(entry), written: [], obsolete: ['cut-1'] }, 3, null)).toBe(true)
        expect((await store.load(entry.arrival.id))?.opened.map(({ partId }) => partId)).toEqual(['p3'])
      })

      it('deletes nothing of a message of which something was learnt since, and of none that is not there', async () => {
        const entry = anEntry({ blobIds: ['kept-1'] })
        await settled(entry)
        await store.amend(entry.arrival.id, { kind: 'recheck' }, NOW + 3)
        expect(await store.cutDown({ arrival: without(entry), written: [], obsolete: ['kept-1'] }, 0, null)).toBe(false)
        expect(await store.load(entry.arrival.id)).toMatchObject({ arrival: entry.arrival, dueAt: NOW + 3 })
        expect(await store.knownBlobs(['kept-1'])).toEqual(new Set(['kept-1']))
        expect(await store.cutDown({ arrival: without(anEntry()), written: [], obsolete: [] }, 0, null)).toBe(false)
      })
    })

    describe('list', () => {
      it('walks every message once, newest first, whatever the page size, also with equal times', async () => {
        const entries = Array.from({ length: 23 }, (_, index) =>
          anEntry({ channel: index % 2 === 0 ? 'list-a' : 'list-b', receivedAt: NOW + Math.floor(index / 4) }),
        )
        await Promise.all(entries.map((entry) => store.accept(entry)))
        const expected = entries
          .map(({ arrival }) => arrival)
          .sort((a, b) => b.receivedAt - a.receivedAt || (a.id < b.id ? 1 : -1))
          .map((arrival) => arrival.id)
        for (const limit of [1, 5, 23, 100]) {
          const seen: string[] = []
          let cursor: string | null = null
          do {
            const page: Awaited<ReturnType<Store['list']>> = await store.list({
              channels: ['list-a', 'list-b', 'list-a'],
              limit,
              ...(cursor === null ? {} : { cursor }),
            })
            expect(page.items.length).toBeLessThanOrEqual(limit)
            seen.push(...page.items.map((item) => item.id))
            cursor = page.nextCursor
          } while (cursor !== null)
          expect(seen).toEqual(expected)
        }
      })

      it('keeps a page of large records small enough for memory, and walks them all', async () => {
        const channel = 'list-large'
        const entries = Array.from({ length: 5 }, (_, index) => anEntry({ channel, receivedAt: NOW + index }))
        for (const entry of entries) {
          await store.accept(entry)
          const settlement = aSettlement(entry)
          const record = { ...settlement.record, conversationId: 'a'.repeat(12_000_000) }
          expect(await store.settle({ ...settlement, record })).toBe(true)
        }
        const first = await store.list({ channels: [channel], limit: 100 })
        const second = await store.list({ channels: [channel], limit: 100, cursor: first.nextCursor! })
        const third = await store.list({ channels: [channel], limit: 100, cursor: second.nextCursor! })
        expect([first, second, third].map(({ items }) => items.length)).toEqual([2, 2, 1])
        expect(third.nextCursor).toBeNull()
      }, 60_000)

      it('filters by conversation, status and time, and shows what is not settled yet as accepted', async () => {
        const channel = 'list-filter'
        const waiting = anEntry({ channel, conversationId: 'one', receivedAt: NOW })
        const held = anEntry({ channel, conversationId: 'one', receivedAt: NOW + 10 })
        const released = anEntry({ channel, conversationId: 'two', receivedAt: NOW + 20 })
        await store.accept(waiting)
        await settled(held, { status: 'held' })
        await settled(released)
        const ids = async (query: Partial<Parameters<Store['list']>[0]>) =>
          (await store.list({ channels: [channel], limit: 10, ...query })).items.map((item) => item.id)
        expect(await ids({})).toEqual([released, held, waiting].map((entry) => entry.arrival.id))
        expect(await ids({ conversationId: 'one' })).toEqual([held, waiting].map((entry) => entry.arrival.id))
        expect(await ids({ status: 'held' })).toEqual([held.arrival.id])
        expect(await ids({ status: 'released' })).toEqual([released.arrival.id])
        expect(await ids({ receivedFrom: NOW + 10, receivedTo: NOW + 20 })).toEqual([held.arrival.id])
        expect(await ids({ channels: [] })).toEqual([])
        expect(await ids({ conversationId: 'one\0' })).toEqual([])
        const [shown] = (await store.list({ channels: [channel], status: 'accepted', limit: 10 })).items
        expect(shown).toMatchObject({ id: waiting.arrival.id, status: 'accepted', revision: 0, report: { complete: false }, release: null })
        expect(await store.record(waiting.arrival.id)).toBeNull()
      })

      it.each(['x', '', 'bnVsbA', Buffer.from('[1,2]').toString('base64url'), Buffer.from('["a\\u0000",1]').toString('base64url')])(
        'refuses the cursor %p that it did not hand out',
        async (cursor) => {
          await expect(store.list({ channels: null, limit: 1, cursor })).rejects.toMatchObject({ code: 'CURSOR_INVALID', status: 400 })
        },
      )
    })

    describe('events', () => {
      it('gives them in order after a number, by channel, and tells listeners once a commit', async () => {
        const before = await store.lastEventSeq()
        let told = 0
        const stop = store.onEvents(() => {
          told += 1
        })
        const entries = Array.from({ length: 6 }, (_, index) => anEntry({ channel: index % 2 === 0 ? 'ev-a' : 'ev-b' }))
        for (const entry of entries) await settled(entry)
        stop()
        await settled(anEntry({ channel: 'ev-a' }))
        expect(told).toBe(6)
        const all = await store.events({ afterSeq: before, channels: null, limit: 100 })
        expect(all.map((event) => event.messageId).slice(0, 6)).toEqual(entries.map((entry) => entry.arrival.id))
        expect(all.every((event, index) => index === 0 || event.seq > all[index - 1]!.seq)).toBe(true)
        const odd = await store.events({ afterSeq: before, channels: ['ev-b', 'nobody', 'ev-b'], limit: 2 })
        expect(odd.map((event) => event.messageId)).toEqual([entries[1], entries[3]].map((entry) => entry!.arrival.id))
        expect(await store.lastEventSeq()).toBe(all.at(-1)!.seq)
        expect(await store.events({ afterSeq: 0, channels: [], limit: 5 })).toEqual([])
        expect(await store.event('nobody')).toBeNull()
      })
    })

    describe('webhooks', () => {
      const endpoint = (id: string, channels: readonly string[] | null): WebhookEndpoint => ({
        id,
        url: 'https://desk.example.com/hook',
        channels,
        secret: `whsec_${id}`,
        createdAt: NOW,
        disabledAt: null,
      })

      it('owes each event once to each endpoint that wants its channel', async () => {
        const own = await openFresh()
        try {
          await own.addWebhook(endpoint('every', null))
          await own.addWebhook(endpoint('some', ['hook-a', 'hook-b']))
          await own.addWebhook(endpoint('off', null))
          expect(await own.disableWebhook('off', NOW)).toBe(true)
          expect(await own.disableWebhook('off', NOW)).toBe(false)
          expect(await own.webhooks()).toContainEqual(endpoint('some', ['hook-a', 'hook-b']))

          const a = anEntry({ channel: 'hook-a' })
          const c = anEntry({ channel: 'hook-c' })
          await Promise.all([own.accept(a), own.accept(c)])
          await Promise.all([own.settle(aSettlement(a)), own.settle(aSettlement(c))])
          const identified = { id: 'identified', type: 'identification.completed' } as const
          await own.amend(a.arrival.id, { kind: 'identity', identity: a.identity, event: identified }, NOW)
          const owed = (await own.dueDeliveries(NOW, 100)).map((one) => `${one.endpointId} ${one.eventId}`).sort()
          expect(owed).toEqual(
            [`every ${a.arrival.id}.1`, `every ${c.arrival.id}.1`, 'every identified', 'some identified', `some ${a.arrival.id}.1`].sort(),
          )
          const withoutEvery = await own.dueDeliveries(NOW, 100, 0, ['every'])
          expect(withoutEvery.map((one) => one.endpointId)).toEqual(['some', 'some'])
        } finally {
          await own.close()
        }
      })

      it('retries, gives up, revives, and drops what a disabled endpoint is owed', async () => {
        const own = await openFresh()
        try {
          await own.addWebhook(endpoint('w', null))
          for (let index = 0; index < 3; index += 1) {
            const entry = anEntry()
            await own.accept(entry)
            await own.settle(aSettlement(entry, { events: [{ id: `e${index}`, type: 'message.released' }] }))
          }
          const [first, second, third] = (await own.dueDeliveries(NOW, 10)) as [Delivery, Delivery, Delivery]
          await own.updateDelivery({ ...first, state: 'delivered', attempts: 1 })
          await own.updateDelivery({ ...second, attempts: 1, nextAt: NOW + 500, lastError: 'HTTP_500' })
          await own.updateDelivery({ ...third, state: 'dead', attempts: 9, lastError: 'HTTP_410' })
          expect(await own.dueDeliveries(NOW, 10)).toEqual([])
          expect(await own.dueDeliveries(NOW + 500, 10)).toMatchObject([{ eventId: second.eventId, attempts: 1, lastError: 'HTTP_500' }])
          expect((await own.deadDeliveries({ limit: 10 })).items).toMatchObject([{ eventId: third.eventId, lastError: 'HTTP_410' }])
          expect(await own.reviveDelivery(third.eventId, 'w', NOW)).toBe(true)
          expect(await own.reviveDelivery(third.eventId, 'w', NOW)).toBe(false)
          expect(await own.dueDeliveries(NOW, 10)).toMatchObject([{ eventId: third.eventId, attempts: 0, lastError: null }])
          await own.disableWebhook('w', NOW)
          expect(await own.dueDeliveries(NOW + 9_999, 10)).toEqual([])
          const dead = await own.deadDeliveries({ limit: 1 })
          expect(dead.items).toHaveLength(1)
          const rest = await own.deadDeliveries({ limit: 5, cursor: dead.nextCursor! })
          expect([...dead.items, ...rest.items].map((one) => one.lastError)).toEqual(['ENDPOINT_DISABLED', 'ENDPOINT_DISABLED'])
          expect(rest.nextCursor).toBeNull()
        } finally {
          await own.close()
        }
      })

      it('leases deliveries so that no two callers get the same one, and lets them go when the lease is over', async () => {
        const own = await openFresh()
        try {
          await own.addWebhook(endpoint('w', null))
          const entries = Array.from({ length: 20 }, () => anEntry())
          await Promise.all(entries.map((entry) => own.accept(entry)))
          await Promise.all(entries.map((entry) => own.settle(aSettlement(entry))))
          const taken = (await Promise.all([1, 2, 3, 4].map(() => own.dueDeliveries(NOW, 6, 1_000)))).flat()
          expect(new Set(taken.map((one) => one.eventId)).size).toBe(taken.length)
          taken.push(...(await own.dueDeliveries(NOW, 20, 1_000)))
          expect(taken).toHaveLength(20)
          expect(await own.dueDeliveries(NOW + 999, 20)).toEqual([])
          expect(await own.dueDeliveries(NOW + 1_000, 30)).toHaveLength(20)
        } finally {
          await own.close()
        }
      })
    })

    describe('work', () => {
      it('gives what is due, oldest first, and nothing that is settled', async () => {
        const own = await openFresh()
        try {
          const [late, early, done] = [anEntry({ receivedAt: NOW + 9 }), anEntry({ receivedAt: NOW + 1 }), anEntry()]
          await Promise.all([late, early, done].map((entry) => own.accept(entry)))
          await own.settle(aSettlement(done))
          expect((await own.due(NOW + 9, 10)).map((one) => one.messageId)).toEqual([early.arrival.id, late.arrival.id])
          expect(await own.due(NOW + 8, 10)).toEqual([{ messageId: early.arrival.id, channel: 'webchat' }])
          expect(await own.due(NOW, 10)).toEqual([])
        } finally {
          await own.close()
        }
      })

      it('retries later, fails for good, shows it, runs it again; the backlog counts what waits for us', async () => {
        const own = await openFresh()
        try {
          const [poor, fine, other] = [anEntry(), anEntry({ receivedAt: NOW + 5 }), anEntry({ channel: 'other', receivedAt: NOW + 7 })]
          await Promise.all([poor, fine, other].map((entry) => own.accept(entry)))
          expect(await own.backlog()).toEqual({ total: 3, perChannel: { webchat: 2, other: 1 }, oldestAcceptedAt: NOW })
          await own.retryLater(poor.arrival.id, NOW + 100, 'WORKER_KILLED')
          expect(await own.load(poor.arrival.id)).toMatchObject({ attempts: 1, dueAt: NOW + 100 })
          await own.retryLater(poor.arrival.id, null, 'WORKER_KILLED')
          await own.retryLater(other.arrival.id, null, 'WORKER_TIMEOUT')
          expect(await own.backlog()).toEqual({ total: 1, perChannel: { webchat: 1 }, oldestAcceptedAt: NOW + 5 })
          const failed = { messageId: poor.arrival.id, channel: 'webchat', failure: 'WORKER_KILLED', attempts: 2, receivedAt: NOW }
          expect((await own.failed({ channels: ['webchat'], limit: 10 })).items).toEqual([failed])
          const page = await own.failed({ channels: null, limit: 1 })
          expect(page.items.map((one) => one.messageId)).toEqual([other.arrival.id])
          expect((await own.failed({ channels: null, limit: 1, cursor: page.nextCursor! })).items).toEqual([failed])
          expect(await own.due(NOW + 1_000, 10)).toMatchObject([{ messageId: fine.arrival.id }])
          expect(await own.runAgain(poor.arrival.id, NOW + 50)).toEqual({ messageId: poor.arrival.id, channel: 'webchat' })
          expect(await own.runAgain(poor.arrival.id, NOW + 50)).toBeNull()
          expect(await own.load(poor.arrival.id)).toMatchObject({ attempts: 0, dueAt: NOW + 50 })
          await own.settle(aSettlement(poor))
          expect((await own.failed({ channels: null, limit: 10 })).items).toHaveLength(1)
        } finally {
          await own.close()
        }
      })

      it('hastens what waits for the scanner, not what failed or was never settled', async () => {
        const own = await openFresh()
        try {
          const [waits, failed, fresh, done] = [anEntry(), anEntry(), anEntry({ receivedAt: NOW + 50_000 }), anEntry()]
          await Promise.all([waits, failed, fresh, done].map((entry) => own.accept(entry)))
          await own.settle(aSettlement(waits, { status: 'held', dueAt: NOW + 60_000 }))
          await own.settle(aSettlement(failed, { status: 'held' }))
          await own.settle(aSettlement(done))
          await own.retryLater(failed.arrival.id, NOW + 60_000, 'WORKER_KILLED')
          expect(await own.hastenScans(NOW + 1)).toBe(1)
          expect(await own.due(NOW + 1, 10)).toEqual([{ messageId: waits.arrival.id, channel: 'webchat' }])
        } finally {
          await own.close()
        }
      })
    })

    describe('quarantine', () => {
      it('pages through holds, longest held first, and finds the expired', async () => {
        const own = await openFresh()
        try {
          const entries = Array.from({ length: 7 }, (_, index) => anEntry({ channel: index === 6 ? 'q-other' : 'q' }))
          await Promise.all(entries.map((entry) => own.accept(entry)))
          const holdsOf = (index: number) => [
            aHold('a', { heldAt: NOW + index, expiresAt: NOW + 100 - index }),
            aHold('b', { heldAt: NOW }),
          ]
          await Promise.all(entries.map((entry, index) => own.settle(aSettlement(entry, { status: 'held', holds: holdsOf(index) }))))
          const seen: string[] = []
          let cursor: string | null = null
          do {
            const page: Awaited<ReturnType<Store['held']>> = await own.held({
              channels: ['q'],
              limit: 5,
              ...(cursor === null ? {} : { cursor }),
            })
            seen.push(...page.items.map((item) => `${item.heldAt} ${item.messageId} ${item.subject.id}`))
            cursor = page.nextCursor
          } while (cursor !== null)
          expect(seen).toEqual([...seen].sort())
          expect(new Set(seen).size).toBe(12)
          expect(await own.expiredHolds(NOW + 93, 10)).toEqual([])
          expect((await own.expiredHolds(NOW + 95, 10)).map((item) => item.messageId)).toEqual(
            [entries[6], entries[5]].map((e) => e!.arrival.id),
          )
          expect(await own.expiredHolds(NOW + 9_999_999, 3)).toHaveLength(3)
        } finally {
          await own.close()
        }
      })
    })

    describe('policies', () => {
      it('numbers versions without gaps and lets one of many who publish at once win', async () => {
        const policy = aPolicy('pol-a')
        expect(await store.policy('pol-a')).toBeNull()
        const first = await store.publishPolicy(policy, 0, 'ann', NOW, 'seeded')
        expect(first).toEqual({ channel: 'pol-a', version: 1, policy, publishedBy: 'ann', publishedAt: NOW, reason: 'seeded' })
        expect(await store.publishPolicy(policy, 0, 'bo', NOW, 'late')).toBeNull()
        expect(await store.publishPolicy(policy, 5, 'bo', NOW, 'early')).toBeNull()
        const tried = await Promise.all(
          Array.from({ length: 6 }, (_, index) => store.publishPolicy({ ...policy, name: `by ${index}` }, 1, `p${index}`, NOW + 1, 'try')),
        )
        const won = tried.filter((one) => one !== null)
        expect(won).toHaveLength(1)
        expect(await store.policy('pol-a')).toEqual(won[0])
        expect(await store.policy('pol-a', 1)).toEqual(first)
        expect(await store.policy('pol-a', 3)).toBeNull()
        expect((await store.policyVersions('pol-a')).map((one) => [one.version, 'policy' in one])).toEqual([
          [2, false],
          [1, false],
        ])
        await store.publishPolicy(aPolicy('pol-b'), 0, 'ann', NOW, 'seeded')
        expect(await store.channels()).toEqual(['pol-a', 'pol-b'])
      })
    })

    describe('keys', () => {
      it('keeps hashes, revokes once, and refuses the same key twice', async () => {
        const key: ApiKey = {
          id: 'key-1',
          name: 'chat widget',
          hash: sha256('secret'),
          channels: ['webchat'],
          scopes: ['submit', 'read'],
          createdAt: NOW,
          revokedAt: null,
        }
        await store.addKey(key)
        await store.addKey({ ...key, id: 'key-2', hash: sha256('other'), channels: null, scopes: ['admin'] })
        await expect(store.addKey(key)).rejects.toMatchObject({ code: 'KEY_EXISTS', status: 409 })
        expect(await store.revokeKey('key-1', NOW + 1)).toBe(true)
        expect(await store.revokeKey('key-1', NOW + 2)).toBe(false)
        expect(await store.keys()).toMatchObject([
          { ...key, revokedAt: NOW + 1 },
          { id: 'key-2', channels: null, scopes: ['admin'], revokedAt: null },
        ])
      })
    })

    describe('opening and closing', () => {
      it('finds everything again after closing, finishes what waits first, and refuses another encryption key', async () => {
        const url = await fresh()
        const first = await open(url)
        const entries = Array.from({ length: 30 }, () => anEntry())
        const accepting = entries.map((entry) => first.accept(entry))
        await first.close()
        expect((await Promise.all(accepting)).every((one) => one.outcome === 'stored')).toBe(true)
        await expect(first.accept(anEntry())).rejects.toThrow()

        await expect(openStore({ url, sealer: createSealer(randomBytes(32)), clock: () => NOW })).rejects.toMatchObject({
          code: 'STORE_OTHER_KEY',
        })
        const second = await open(url)
        await second.ping()
        expect(await second.counts()).toMatchObject({ messages: 30, arrivals: 30, dedupe_keys: 30, records: 0, events: 0 })
        expect((await second.list({ channels: null, limit: 100 })).items).toHaveLength(30)
        await second.close()
      })

      it('loses no acknowledged message to kill -9', async () => {
        const url = await fresh()
        const script = fileURLToPath(new URL('../support/accept-until-killed.ts', import.meta.url))
        const child = spawn(process.execPath, [script, url, masterKey.toString('hex')], {
          stdio: ['ignore', 'pipe', 'inherit'],
          env: { ...process.env, NODE_OPTIONS: '' },
        })
        const acknowledged: string[] = []
        const ended = new Promise((resolve) => {
          child.once('close', resolve)
        })
        for await (const line of createInterface({ input: child.stdout })) {
          if (line.length === 36) acknowledged.push(line)
          if (acknowledged.length === 300) child.kill('SIGKILL')
        }
        await ended
        expect(child.signalCode).toBe('SIGKILL')
        expect(acknowledged.length).toBeGreaterThanOrEqual(300)
        const reopened = await open(url)
        try {
          const found = await Promise.all(acknowledged.map(async (id) => (await reopened.load(id))?.arrival.id))
          expect(found).toEqual(acknowledged)
          const counts = await reopened.counts()
          // Whole or not at all: no row of a message without the others.
          expect(counts.arrivals).toBe(counts.messages)
          expect(counts.dedupe_keys).toBe(counts.messages)
        } finally {
          await reopened.close()
        }
      })
    })
  })
}
