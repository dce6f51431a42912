/** What every store promises of links after their release: who asks that a person looks, what can be clicked, and another run when news comes. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createSealer } from '../../src/blobs/seal.ts'
import type { MessageLinks, ReviewRequest, Store } from '../../src/core/store.ts'
import type { Review } from '../../src/core/verdict.ts'
import { openStore } from '../../src/store/open-store.ts'
import { aHold, anEntry, aSettlement, NOW } from '../support/stored.ts'

/** `fresh` gives the URL of a database with nothing in it, migrated or not. */
export function describeLinks(name: string, fresh: () => Promise<string>): void {
  describe(`links on ${name}`, () => {
    const masterKey = randomBytes(32)
    const open = async () => openStore({ url: await fresh(), sealer: createSealer(masterKey), clock: () => NOW, poolSize: 4 })
    let store: Store
    beforeAll(async () => {
      store = await open()
    })
    afterAll(async () => {
      await store?.close()
    })

    describe('review requests', () => {
      const aRequest = (request: Partial<ReviewRequest> = {}): ReviewRequest => ({
        messageId: 'm-1',
        channel: 'webchat',
        subject: { kind: 'link', id: 'l1' },
        askedBy: 'ann',
        askedAt: NOW,
        ...request,
      })
      const asked = async (own: Store, channels: readonly string[] | null = null) =>
        (await own.reviewRequests({ channels, limit: 100 })).items

      it('keep the first who asked, one a subject', async () => {
        const own = await open()
        await Promise.all([own.askReview(aRequest()), own.askReview(aRequest({ subject: { kind: 'link', id: 'l2' }, askedAt: NOW + 1 }))])
        await own.askReview(aRequest({ askedBy: 'bob', askedAt: NOW + 9 }))
        await own.askReview(aRequest({ subject: { kind: 'part', id: 'l1' }, askedAt: NOW + 2 }))
        expect(await asked(own)).toEqual([
          aRequest(),
          aRequest({ subject: { kind: 'link', id: 'l2' }, askedAt: NOW + 1 }),
          aRequest({ subject: { kind: 'part', id: 'l1' }, askedAt: NOW + 2 }),
        ])
        await own.close()
      })

      it('go with a review of their subject, and with no other', async () => {
        const own = await open()
        const [entry, other] = [anEntry(), anEntry()]
        await Promise.all([own.accept(entry), own.accept(other)])
        const { id: messageId } = entry.arrival
        const review = (id: string, decision: Review['decision'] = 'release'): Review => ({
          subject: { kind: 'link', id },
          decision,
          by: 'rita',
          at: NOW,
          reason: 'looked at it',
        })
        for (const id of ['l1', 'l2']) await own.askReview(aRequest({ messageId, subject: { kind: 'link', id } }))
        await own.askReview(aRequest({ messageId: other.arrival.id }))
        await own.amend(messageId, { kind: 'recheck' }, NOW)
        await own.amend(messageId, { kind: 'identity', identity: entry.identity }, NOW)
        expect(await asked(own)).toHaveLength(3)
        expect(await own.amend('nobody', { kind: 'review', review: review('l1') }, NOW)).toBe(false)
        expect(await own.amend(messageId, { kind: 'review', review: review('l1') }, NOW)).toBe(true)
        expect((await asked(own)).map((one) => [one.messageId, one.subject.id]).sort()).toEqual(
          [
            [messageId, 'l2'],
            [other.arrival.id, 'l1'],
          ].sort(),
        )
        await own.askReview(aRequest({ messageId, askedBy: 'bob' }))
        expect(await asked(own)).toHaveLength(3)
        await own.close()
      })

      it('are walked once each, longest waiting first, by channel', async () => {
        const own = await open()
        const requests = Array.from({ length: 13 }, (_, index) =>
          aRequest({
            messageId: `m-${String(index).padStart(2, '0')}`,
            askedAt: NOW + Math.floor(index / 4),
            channel: index % 2 === 0 ? 'a' : 'b',
          }),
        )
        await Promise.all(requests.toReversed().map((request) => own.askReview(request)))
        expect(await asked(own, ['b', 'nobody'])).toEqual(requests.filter(({ channel }) => channel === 'b'))
        expect(await asked(own, [])).toEqual([])
        for (const limit of [1, 4, 13]) {
          const seen: ReviewRequest[] = []
          let cursor: string | null = null
          do {
            const page: Awaited<ReturnType<Store['reviewRequests']>> = await own.reviewRequests({
              channels: null,
              limit,
              ...(cursor === null ? {} : { cursor }),
            })
            seen.push(...page.items)
            cursor = page.nextCursor
          } while (cursor !== null)
          expect(seen).toEqual(requests)
        }
        await expect(own.reviewRequests({ channels: null, limit: 1, cursor: 'x' })).rejects.toMatchObject({ code: 'CURSOR_INVALID' })
        await own.close()
      })

      it.each<[string, Partial<ReviewRequest>]>([
        ['askedBy', { askedBy: 'x'.repeat(501) }],
        ['askedBy', { askedBy: 'a\0b' }],
        ['messageId', { messageId: 'm\0' }],
        ['subject', { subject: { kind: 'link', id: 'x'.repeat(201) } }],
      ])('refuse a hostile %s', async (field, hostile) => {
        await expect(store.askReview(aRequest(hostile))).rejects.toMatchObject({ code: 'INVALID_FIELD', field })
        expect(await asked(store)).toEqual([])
      })
    })

    describe('message links', () => {
      const every = async (own: Store, receivedFrom = 0, limit = 100) => {
        const seen: MessageLinks[] = []
        let cursor: string | null = null
        do {
          const page: Awaited<ReturnType<Store['messageLinks']>> = await own.messageLinks({
            receivedFrom,
            limit,
            ...(cursor === null ? {} : { cursor }),
          })
          expect(page.items.length).toBeLessThanOrEqual(limit)
          seen.push(...page.items)
          cursor = page.nextCursor
        } while (cursor !== null)
        return seen.map(({ hashes, ...rest }) => ({ ...rest, hashes: Buffer.from(hashes).toString('hex') }))
      }

      it('are kept with the settlement, replaced by the next, and gone when nothing can be clicked any more', async () => {
        const own = await open()
        const entry = anEntry({ channel: 'social' })
        const { id: messageId } = entry.arrival
        await own.accept(entry)
        const settle = (fromRevision: number, linkHashes: Uint8Array | null) =>
          own.settle({ ...aSettlement(entry, { fromRevision }), linkHashes })
        const first = new Uint8Array(randomBytes(24)).subarray(8)
        expect(await settle(0, first)).toBe(true)
        expect(await every(own)).toEqual([{ messageId, channel: 'social', hashes: Buffer.from(first).toString('hex') }])
        const second = randomBytes(8)
        expect(await settle(1, second)).toBe(true)
        expect(await every(own)).toEqual([{ messageId, channel: 'social', hashes: second.toString('hex') }])
        expect(await settle(2, null)).toBe(true)
        expect(await every(own)).toEqual([])
        expect(await settle(3, first)).toBe(true)
        expect(await every(own)).toHaveLength(1)
        expect(await settle(4, new Uint8Array(0))).toBe(true)
        expect(await every(own)).toEqual([])
        expect(await own.counts()).toMatchObject({ message_links: 0 })
        await own.close()
      })

      it('stay as they are when another worker was first, and when their message is not there', async () => {
        const own = await open()
        const entry = anEntry()
        await own.accept(entry)
        const hashes = Array.from({ length: 6 }, () => randomBytes(8))
        const applied = await Promise.all(hashes.map((linkHashes) => own.settle({ ...aSettlement(entry), linkHashes })))
        expect(applied.filter(Boolean)).toHaveLength(1)
        const kept = [{ messageId: entry.arrival.id, channel: 'webchat', hashes: hashes[applied.indexOf(true)]!.toString('hex') }]
        expect(await every(own)).toEqual(kept)
        expect(await own.settle({ ...aSettlement(entry, { fromRevision: 7 }), linkHashes: null })).toBe(false)
        expect(await own.settle({ ...aSettlement(anEntry()), linkHashes: randomBytes(8) })).toBe(false)
        expect(await every(own)).toEqual(kept)
        await own.close()
      })

      it('go to the right message in a group of settlements with and without links', async () => {
        const own = await open()
        const entries = Array.from({ length: 40 }, (_, index) => anEntry({ receivedAt: NOW + index }))
        await Promise.all(entries.map((entry) => own.accept(entry)))
        // Every fourth was settled before, with links that can be clicked no more.
        const again = entries.filter((_, index) => index % 4 === 0)
        await Promise.all(again.map((entry) => own.settle({ ...aSettlement(entry), linkHashes: randomBytes(8) })))
        const expected: unknown[] = []
        const settling = entries.map((entry, index) => {
          const linkHashes = index % 3 === 0 ? null : randomBytes(8 * (1 + (index % 5)))
          const { id: messageId, channel } = entry.arrival
          if (linkHashes !== null) expected.push({ messageId, channel, hashes: linkHashes.toString('hex') })
          const holds = index % 2 === 0 ? [aHold(`p${index}`)] : []
          return own.settle({ ...aSettlement(entry, { fromRevision: index % 4 === 0 ? 1 : 0, holds, text: `text ${index}` }), linkHashes })
        })
        expect((await Promise.all(settling)).every(Boolean)).toBe(true)
        expect(await every(own)).toEqual(expected)
        for (const [index, entry] of entries.entries()) expect((await own.record(entry.arrival.id))?.release?.text).toBe(`text ${index}`)
        expect((await own.held({ channels: null, limit: 100 })).items).toHaveLength(20)
        await own.close()
      })

      it('are walked once each, whatever the page size, from the time that is asked for', async () => {
        const own = await open()
        const entries = Array.from({ length: 17 }, (_, index) => anEntry({ receivedAt: NOW + Math.floor(index / 5) }))
        await Promise.all(entries.map((entry) => own.accept(entry)))
        await Promise.all(entries.map((entry) => own.settle({ ...aSettlement(entry), linkHashes: randomBytes(8) })))
        const idsFrom = (receivedFrom: number) =>
          entries
            .map(({ arrival }) => arrival)
            .filter(({ receivedAt }) => receivedAt >= receivedFrom)
            .sort((one, two) => one.receivedAt - two.receivedAt || (one.id < two.id ? -1 : 1))
            .map(({ id }) => id)
        for (const limit of [1, 5, 17, 100]) {
          for (const from of [0, NOW, NOW + 2, NOW + 3])
            expect((await every(own, from, limit)).map((one) => one.messageId)).toEqual(idsFrom(from))
        }
        expect(await every(own, NOW + 4)).toEqual([])
        await expect(own.messageLinks({ receivedFrom: 0, limit: 1, cursor: 'x' })).rejects.toMatchObject({ code: 'CURSOR_INVALID' })
        await own.close()
      })
    })

    describe('recheck', () => {
      it('bumps the version and makes the message due, keeping all that is known', async () => {
        const entry = anEntry({ channel: 'recheck' })
        await store.accept(entry)
        const settlement = { ...aSettlement(entry, { status: 'held', holds: [aHold('p1')] }), linkHashes: null }
        await store.settle(settlement)
        await store.retryLater(entry.arrival.id, null, 'WORKER_KILLED')
        expect(await store.amend(entry.arrival.id, { kind: 'recheck' }, NOW + 7)).toBe(true)
        expect(await store.load(entry.arrival.id)).toEqual({
          ...entry,
          dedupeKeys: undefined,
          reviews: [],
          opened: [],
          record: settlement.record,
          status: 'held',
          revision: 1,
          version: 1,
          attempts: 0,
          dueAt: NOW + 7,
        })
        expect((await store.held({ channels: ['recheck'], limit: 9 })).items).toHaveLength(1)
        expect((await store.failed({ channels: ['recheck'], limit: 9 })).items).toEqual([])
        expect(await store.amend('nobody', { kind: 'recheck' }, NOW)).toBe(false)
        expect(await store.amend('nobody\0', { kind: 'recheck' }, NOW)).toBe(false)
      })
    })
  })
}
