/** What every store promises of what waits for identification: a limit is never passed, whoever counts, and nobody reads from the table whose it is. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createSealer } from '../../src/blobs/seal.ts'
import type { Store } from '../../src/core/store.ts'
import type { WaitingClaim } from '../../src/core/unidentified-limit.ts'
import { openStore } from '../../src/store/open-store.ts'
import { anEntry, NOW } from '../support/stored.ts'

const DAY_MS = 86_400_000
const LIMITS = { itemsPerSender: 3, bytesPerSender: 100, itemsPerChannel: 10, bytesPerChannel: 1_000 }

/**
 * `fresh` gives the URL of an empty database.
 * @param processes how many may have it open at once
 */
export function describeWaiting(name: string, fresh: () => Promise<string>, processes: number): void {
  describe(`what waits for identification on ${name}`, () => {
    const masterKey = randomBytes(32)
    const open = (url: string) => openStore({ url, sealer: createSealer(masterKey), clock: () => NOW, poolSize: 4 })
    let url = ''
    let stores: readonly Store[] = []
    beforeAll(async () => {
      url = await fresh()
      const opened: Store[] = []
      for (let at = 0; at < processes; at++) opened.push(await open(url))
      stores = opened
    })
    afterAll(async () => {
      for (const store of stores) await store.close()
    })

    const aClaim = (more: Partial<WaitingClaim> = {}): WaitingClaim => ({
      ...{ channel: 'webchat', sender: 'address anna@example.com', dedupeKeys: [], at: NOW, items: 1, bytes: 1 },
      ...more,
    })
    const claim = (more: Partial<WaitingClaim> = {}, by = stores[0]) => by!.claimWaiting(aClaim(more), LIMITS)

    it('is counted up to the limit of its sender, by items and by bytes, and no further', async () => {
      const channel = 'by-sender'
      expect(await claim({ channel, items: 2 })).toBeNull()
      expect(await claim({ channel, items: 2 })).toBe('sender')
      expect(await claim({ channel, items: 1 })).toBeNull()
      expect(await claim({ channel, items: 1 })).toBe('sender')
      expect(await claim({ channel, sender: 'b', bytes: 99 })).toBeNull()
      expect(await claim({ channel, sender: 'b', bytes: 2 })).toBe('sender')
      expect(await claim({ channel, sender: 'c', items: 4 })).toBe('sender')
      expect(await claim({ channel: 'another', items: 3 })).toBeNull()
    })

    it('is counted up to the limit of its channel, whoever sends; what was refused is counted for nobody', async () => {
      const channel = 'by-channel'
      for (const sender of ['a', 'b', 'c']) expect(await claim({ channel, sender, items: 3 })).toBeNull()
      expect(await claim({ channel, sender: 'd', items: 2 })).toBe('channel')
      expect(await claim({ channel, sender: null, items: 2 })).toBe('channel')
      expect(await claim({ channel, sender: 'd', items: 1 })).toBeNull()
      expect(await claim({ channel, sender: null, items: 1 })).toBe('channel')
    })

    it('begins anew each day, and keeps no count of the days before', async () => {
      const channel = 'by-day'
      expect(await claim({ channel, items: 3 })).toBeNull()
      expect(await claim({ channel })).toBe('sender')
      expect(await claim({ channel, at: NOW + DAY_MS, items: 3 })).toBeNull()
      expect((await stores[0]!.counts()).waiting_counts).toBe(2)
      expect(await claim({ channel: 'another-day', at: NOW + 2 * DAY_MS })).toBeNull()
      expect((await stores[0]!.counts()).waiting_counts).toBe(2)
    })

    it('is not counted twice for a retry, which is let through when there is no room for more', async () => {
      const channel = 'retried'
      const entry = anEntry({ channel })
      expect(await claim({ channel, items: 3, dedupeKeys: entry.dedupeKeys })).toBeNull()
      await stores[0]!.accept(entry)
      expect(await claim({ channel, items: 3, dedupeKeys: entry.dedupeKeys })).toBeNull()
      expect(await claim({ channel, items: 1, dedupeKeys: anEntry().dedupeKeys })).toBe('sender')
    })

    it('never passes a limit when many count at once, in every process', async () => {
      const channel = 'at-once'
      const claims = Array.from({ length: 120 }, (_, at) => claim({ channel, sender: `sender ${at % 6}` }, stores[at % stores.length]))
      const refusals = await Promise.all(claims)
      expect(refusals.filter((refusal) => refusal === null)).toHaveLength(LIMITS.itemsPerChannel)
      expect(await claim({ channel, sender: 'somebody else' })).toBe('channel')
    })
  })
}
