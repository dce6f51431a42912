/** What every store promises of identifications: one open a place, used once whoever comes at once, each step taken once, and nothing readable at rest. */
import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createSealer } from '../../src/blobs/seal.ts'
import { type IdentificationStore, placeOfAddress, placeOfConversation } from '../../src/core/identification.ts'
import type { Store } from '../../src/core/store.ts'
import { openStore } from '../../src/store/open-store.ts'
import { aHold, anEntry, aSettlement, NOW } from '../support/stored.ts'

type Asked = Parameters<IdentificationStore['openIdentification']>[0]

const LOGIN = { subject: 'anna', level: 'verified', acr: 'high', at: NOW, provesAddress: true, listed: [] } as const
const HOUR_MS = 3_600_000

/** `fresh` gives the URL of a database with nothing in it, migrated or not. */
export function describeIdentifications(name: string, fresh: () => Promise<string>): void {
  describe(`identifications on ${name}`, () => {
    let store: Store
    beforeAll(async () => {
      const masterKey = randomBytes(32)
      store = await openStore({ url: await fresh(), sealer: createSealer(masterKey), clock: () => NOW, poolSize: 8 })
    })
    afterAll(async () => {
      await store?.close()
    })

    function asked(place: string, more: Partial<Asked['fresh']> & { readonly messageId?: string; readonly count?: number } = {}): Asked {
      const { messageId = randomUUID(), count = 5, ...fresh } = more
      const id = fresh.id ?? randomUUID()
      return {
        fresh: {
          id,
          channel: 'webchat',
          conversationId: place,
          address: 'anna@example.com',
          language: 'sv',
          openedAt: NOW,
          expiresAt: NOW + HOUR_MS,
          ...fresh,
        },
        code: `CODE-${id}`,
        place: placeOfConversation('webchat', place),
        addressPlace: placeOfAddress('webchat', `${place}@example.com`),
        messageId,
        limits: { since: NOW - HOUR_MS, count, mostLogins: 3, byAddress: true },
      }
    }
    const opened = async (...given: Parameters<typeof asked>) => {
      const one = await store.openIdentification(asked(...given))
      if (one === null) throw new Error('none was opened')
      return one
    }
    const aStep = (identificationId: string, more: object = {}) => ({
      secret: randomUUID(),
      identificationId,
      kind: 'login' as const,
      expiresAt: NOW + 1_000,
      ...more,
    })

    it('are found by id and by code as they were opened', async () => {
      const one = await opened('c-1', { id: 'id-1' })
      expect(one).toEqual({
        id: 'id-1',
        channel: 'webchat',
        conversationId: 'c-1',
        address: 'anna@example.com',
        language: 'sv',
        openedAt: NOW,
        expiresAt: NOW + HOUR_MS,
        begun: 0,
        usedAt: null,
        doneAt: null,
        login: null,
      })
      expect(await store.identification('id-1')).toEqual(one)
      expect(await store.identificationByCode('CODE-id-1')).toEqual(one)
      expect([await store.identification('other'), await store.identificationByCode('other')]).toEqual([null, null])
    })

    it('are one a place while they are open, however many messages come at once, and gather those messages', async () => {
      const messages = Array.from({ length: 20 }, (_, at) => `m-${at}`)
      const all = await Promise.all(messages.map((messageId) => opened('crowd', { messageId })))
      expect(new Set(all.map(({ id }) => id)).size).toBe(1)
      expect([...(await store.placeMessages(all[0]?.id ?? '', 100))].sort()).toEqual([...messages].sort())
      expect((await opened('elsewhere')).id).not.toBe(all[0]?.id)
    })

    it('tell the messages in which something waits still, of those that waited by then', async () => {
      const entries = [0, 1, 2].map((at) => anEntry({ receivedAt: NOW + at }))
      for (const [at, entry] of entries.entries()) {
        await store.accept(entry)
        await store.settle(aSettlement(entry, { holds: at === 2 ? [aHold('p1', { reason: 'FILE_MACRO' })] : [aHold('p1')] }))
      }
      const ids = entries.map(({ arrival }) => arrival.id)
      let id = ''
      for (const [at, messageId] of ids.entries()) id = (await opened('waiting', { messageId, openedAt: NOW + at })).id
      expect(await store.waitingMessages(id, NOW + 9, 9)).toEqual([ids[1], ids[0]])
      expect(await store.waitingMessages(id, NOW, 9)).toEqual([ids[0]])
      expect(await store.waitingMessages(id, NOW + 9, 1)).toEqual([ids[1]])
      expect(await store.placeMessages(id, 9)).toEqual([ids[2], ids[1], ids[0]])
    })

    it('make room for another once they are used, lapsed, or too many logins were begun with them', async () => {
      const first = await opened('again')
      await store.useIdentification(first.id, LOGIN, NOW)
      const second = await opened('again')
      const late = { openedAt: second.expiresAt, expiresAt: second.expiresAt + 1 }
      const third = await opened('again', late)
      for (let login = 0; login < 3; login++) expect(await store.beginLogin(third.id, 3, aStep(third.id))).toBe(true)
      expect(await store.beginLogin(third.id, 3, aStep(third.id))).toBe(false)
      const fourth = await opened('again', late)
      expect(new Set([first, second, third, fourth].map(({ id }) => id)).size).toBe(4)
    })

    it('are bounded for a conversation and for an address', async () => {
      for (let one = 0; one < 2; one++) await store.closeIdentification((await opened('flood', { count: 2 })).id, NOW)
      expect(await store.openIdentification(asked('flood', { count: 2 }))).toBeNull()
      const otherConversation = { ...asked('flood', { count: 2 }), place: 'conversation webchat another' }
      expect(await store.openIdentification(otherConversation)).toBeNull()
      // In a chat anybody can type an address.
      const inChat = { since: NOW - HOUR_MS, count: 2, mostLogins: 3, byAddress: false }
      expect(await store.openIdentification({ ...otherConversation, limits: inChat })).not.toBeNull()
      expect(
        await store.openIdentification({ ...otherConversation, limits: { since: NOW, count: 2, mostLogins: 3, byAddress: true } }),
      ).not.toBeNull()
    })

    it('are used by one of those who come at once', async () => {
      for (let round = 0; round < 5; round++) {
        const { id } = await opened(`race-${round}`)
        const logins = ['a', 'b', 'c', 'd'].map((subject) => ({ ...LOGIN, subject }))
        const used = await Promise.all(logins.map((login) => store.useIdentification(id, login, NOW + 1)))
        expect(used.filter(Boolean)).toHaveLength(1)
        expect(await store.identification(id)).toMatchObject({ usedAt: NOW + 1, login: logins[used.indexOf(true)] })
        expect(await store.closeIdentification(id, NOW)).toBe(false)
        expect(await store.beginLogin(id, 3, aStep(id))).toBe(false)
      }
    })

    it('have steps that are taken once, in time, and as what they are', async () => {
      const { id } = await opened('steps')
      const [login, late] = [aStep(id), aStep(id, { expiresAt: NOW })]
      await store.keepStep(login)
      await store.keepStep(late)
      expect(await store.takeStep('confirm', login.secret, NOW)).toBeNull()
      const taken = await Promise.all([1, 2, 3, 4].map(() => store.takeStep('login', login.secret, NOW)))
      expect(taken.filter((one) => one !== null)).toEqual([id])
      expect(await store.takeStep('login', late.secret, NOW)).toBeNull()
      expect(await store.takeStep('login', 'guessed', NOW)).toBeNull()
    })

    it('know who was identified in their conversation before, and what was not told to its end', async () => {
      const first = await opened('known')
      await store.useIdentification(first.id, LOGIN, NOW + 5)
      const second = await opened('known')
      expect(await store.identifiedBefore(second.id)).toEqual(['anna'])
      const ids = async () => (await store.unfinishedIdentifications(NOW + 5, 100)).map(({ id }) => id)
      expect(await ids()).toContain(first.id)
      await store.identificationDone(first.id, NOW + 6)
      expect(await ids()).not.toContain(first.id)
    })

    it('are told of a conversation by those who were identified there, newest first, and of no other', async () => {
      const first = await opened('told')
      await store.useIdentification(first.id, LOGIN, NOW + 5)
      const second = await opened('told')
      const closed = await opened('told-closed')
      await store.closeIdentification(closed.id, NOW + 6)
      await store.useIdentification(second.id, { ...LOGIN, subject: 'bert' }, NOW + 7)
      const told = await store.loginsIn(placeOfConversation('webchat', 'told'))
      expect(told.map(({ id, usedAt, login }) => [id, usedAt, login?.subject])).toEqual([
        [second.id, NOW + 7, 'bert'],
        [first.id, NOW + 5, 'anna'],
      ])
      expect(await store.loginsIn(placeOfConversation('webchat', 'told-closed'))).toEqual([])
      expect(await store.loginsIn('nowhere')).toEqual([])
    })

    it('are forgotten when they are over, and with the person whose they are', async () => {
      const old = await opened('old', { openedAt: NOW - 10 * HOUR_MS, expiresAt: NOW - 9 * HOUR_MS, messageId: 'm-old' })
      const [mine, addressed] = [await opened('mine', { messageId: 'm-mine' }), await opened('addressed', { messageId: 'm-addressed' })]
      expect(await store.forgetIdentifications(NOW, NOW - HOUR_MS)).toBe(1)
      expect([await store.identification(old.id), await store.placeMessages(old.id, 9)]).toEqual([null, []])
      await store.useIdentification(mine.id, { ...LOGIN, subject: 'erased' }, NOW)
      await store.eraseIdentifications({
        subject: 'erased',
        addresses: [{ channel: 'webchat', address: 'addressed@example.com' }],
      })
      expect([await store.identification(mine.id), await store.identification(addressed.id)]).toEqual([null, null])
    })
  })
}
