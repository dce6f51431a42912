/** What expired is deleted once and for all, and nothing that somebody spoke for meanwhile, whatever comes in between. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { openFileBlobs } from '../../src/blobs/file-blobs.ts'
import { createSealer } from '../../src/blobs/seal.ts'
import type { Blobs } from '../../src/core/blobs.ts'
import type { Store } from '../../src/core/store.ts'
import type { Review } from '../../src/core/verdict.ts'
import { createBackground } from '../../src/pipeline/background.ts'
import { createByteGate } from '../../src/pipeline/byte-gate.ts'
import { createCustomerData } from '../../src/pipeline/customer-data.ts'
import { createProcess, type Processing } from '../../src/pipeline/process.ts'
import { openStore } from '../../src/store/open-store.ts'
import { givenPolicy } from '../policy/given.ts'
import { LANGUAGES } from '../support/languages.ts'
import { makeMail } from '../support/mail.ts'
import { removeFolder, scratchFolder } from '../support/scratch.ts'
import { anEntry, NOW } from '../support/stored.ts'
import { inProcessSandbox } from './in-process-sandbox.ts'

const FILE = 'p2'
let folder: string
let store: Store
let blobs: Blobs

beforeEach(async () => {
  folder = await scratchFolder('expire-race')
  const key = randomBytes(32)
  blobs = openFileBlobs(join(folder, 'blobs'), key)
  store = await openStore({ url: `sqlite:${join(folder, 'x.db')}`, sealer: createSealer(key), clock: () => NOW })
})
afterEach(async () => {
  await store.close()
  await removeFolder(folder)
})

/** A run of the message, by a store that may be hindered. */
async function run(id: string, hindered: Partial<Store> = {}): Promise<void> {
  const deps = {
    ...{ sandbox: inProcessSandbox(async () => ({ status: 'refused', reason: 'DISARM_FAILED' })), house: { protectedDomains: [] } },
    ...{ lookupInspectors: [], rewriteLink: () => 'https://gate.example/', languages: LANGUAGES, stopwatch: () => 0, reputation: {} },
    store: { ...store, ...hindered },
    policies: { policy: async () => ({ version: 1, policy: givenPolicy({ kind: 'email' }) }) },
    gate: createByteGate(1e9),
    background: createBackground(9, 1e9),
    blobs,
    ...{ enqueue: async () => undefined, clock: () => NOW, wordsFirstMs: 1_000, rescanMs: 1_000, maxAttempts: 1 },
    recognise: async ({ identity }: { readonly identity: unknown }) => identity,
    ...{ signal: new AbortController().signal, recall: () => null, onSettled: () => undefined },
    onFailed: (_channel: string, _code: string, error: unknown) => {
      throw error
    },
  }
  await createProcess(deps as unknown as Processing)(id, 'support-mail')
}

/** A mail in a blob, of which the file waits and has just expired. */
async function expired() {
  const raw = makeMail({ text: 'word '.repeat(30_000), files: [{ type: 'text/csv', name: 'a.csv', body: 'a secret\n' }] })
  const { blobId, sizeBytes } = await blobs.write(raw, raw.length)
  const entry = anEntry({ channel: 'support-mail' })
  const id = entry.arrival.id
  const identity = { level: 'anonymous', subject: null, evidence: [] } as const
  await store.accept({
    ...entry,
    identity,
    arrival: { ...entry.arrival, kind: 'email', content: { type: 'mail', rawBlobId: blobId, sizeBytes } },
  })
  await run(id)
  const { items } = await store.held({ channels: null, limit: 9 })
  expect(items.map(({ subject }) => subject.id)).toEqual([FILE])
  await store.amend(id, { kind: 'review', review: say('expire', 'forebay') }, NOW)
  return { id, blobId }
}

const say = (decision: Review['decision'], by: string): Review => ({
  subject: { kind: 'part', id: FILE },
  decision,
  by,
  at: NOW,
  reason: 'x',
})

async function names(): Promise<readonly string[]> {
  const found: string[] = []
  for await (const blobId of blobs.listOlderThan(-60_000)) found.push(blobId)
  return found
}

const contentOf = async (id: string) => (await store.load(id))?.arrival.content

it('is written anew without the file, and the old mail is gone', async () => {
  const { id, blobId } = await expired()
  await run(id)
  const content = await contentOf(id)
  expect(content).toMatchObject({ type: 'mail' })
  const left = await names()
  expect(left).toEqual([content?.type === 'mail' ? content.rawBlobId : ''])
  expect(left).not.toContain(blobId)
  expect(await store.load(id)).toMatchObject({ dueAt: null, arrival: { expired: [{ partId: FILE }] } })
})

it('stays where a person spoke for it before it was deleted, and goes out at their word', async () => {
  const { id, blobId } = await expired()
  await run(id, {
    async cutDown(...cut) {
      await store.amend(id, { kind: 'review', review: say('release', 'rita') }, NOW)
      return store.cutDown(...cut)
    },
  })
  expect(await names()).toEqual([blobId])
  expect(await store.load(id)).toMatchObject({ dueAt: NOW, arrival: { content: { rawBlobId: blobId } } })
  await run(id)
  expect((await store.record(id))?.release?.files).toMatchObject([{ action: 'release', reason: 'RELEASED_BY_REVIEW' }])
})

it('leaves nothing behind that was written by a run that came second', async () => {
  const { id, blobId } = await expired()
  let settled = 0
  await run(id, {
    async settle(settlement) {
      settled += 1
      return settled > 1 && store.settle(settlement)
    },
  })
  expect(settled).toBe(2)
  const left = await names()
  expect(left).toHaveLength(1)
  expect(left).not.toContain(blobId)
})

it('is due still when the process ended before it was deleted', async () => {
  const { id, blobId } = await expired()
  await expect(
    run(id, {
      cutDown: async () => {
        throw new Error('killed')
      },
    }),
  ).rejects.toThrow('killed')
  expect((await store.record(id))?.release?.files).toMatchObject([{ reason: 'EXPIRED' }])
  expect((await contentOf(id)) ?? null).toMatchObject({ rawBlobId: blobId })
  expect((await store.load(id))?.dueAt).not.toBeNull()
  const { revision } = (await store.record(id)) ?? {}
  await run(id)
  expect(await contentOf(id)).not.toMatchObject({ rawBlobId: blobId })
  // It is the same conclusion, told once.
  expect((await store.record(id))?.revision).toBe(revision)
})

it('is erased with its message also when it was written anew in the middle of that', async () => {
  const { id, blobId } = await expired()
  const person = { channel: 'support-mail', address: 'anna@example.com' }
  const removed: string[] = []
  const customers = createCustomerData({
    store: {
      ...store,
      messagesOf: async () => ((await store.load(id)) === null ? [] : [id]),
      async eraseMessages(ids, at) {
        // A run that had read the mail before its blob was removed.
        await run(id)
        return store.eraseMessages(ids, at)
      },
    },
    blobs: {
      ...blobs,
      async remove(one) {
        removed.push(one)
        if (one !== blobId) await blobs.remove(one)
      },
    },
    clock: () => NOW,
    onErased: () => undefined,
  })
  expect(await customers.erase(person, { by: 'rita' })).toMatchObject({ messages: 1, files: 2 })
  expect(removed).toEqual([blobId, expect.any(String)])
  expect(await store.load(id)).toBeNull()
  expect(await names()).toEqual([])
})
