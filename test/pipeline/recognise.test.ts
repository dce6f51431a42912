/** Who logged in is known again by a proven address, as far as the policy remembers, and nobody else is. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { createSealer } from '../../src/blobs/seal.ts'
import type { Identity, IdentityEvidence } from '../../src/core/identity.ts'
import type { Store } from '../../src/core/store.ts'
import type { StoredMessage } from '../../src/core/stored-message.ts'
import { createRecognise } from '../../src/pipeline/recognise.ts'
import { openStore } from '../../src/store/open-store.ts'
import { aPolicy } from '../support/policy-of-tests.ts'
import { recordLogin } from '../support/record-login.ts'
import { removeFolder, scratchFolder } from '../support/scratch.ts'
import { anEntry, NOW } from '../support/stored.ts'

const DAY = 86_400_000
const claim: IdentityEvidence = { kind: 'claim', result: 'none', detail: 'x', supports: 'claimed' }
const proof: IdentityEvidence = { kind: 'signature', result: 'pass', detail: 'x', supports: 'authenticated' }
const token: IdentityEvidence = {
  kind: 'token',
  result: 'pass',
  detail: 'Signed token of a logged-in customer session',
  supports: 'authenticated',
}
const inConversation: IdentityEvidence = { ...token, detail: "Login at the company's own provider in this conversation (high)" }
const claimed: Identity = { level: 'claimed', subject: null, evidence: [claim] }
const proven: Identity = { level: 'authenticated', subject: null, evidence: [proof, claim] }
const loggedIn = (subject: string, more: readonly IdentityEvidence[] = []): Identity => ({
  level: 'authenticated',
  subject,
  evidence: [token, ...more, claim],
})

let folder: string
let store: Store
beforeAll(async () => {
  folder = await scratchFolder('recognise')
  store = await openStore({ url: `sqlite:${join(folder, 'x.db')}`, sealer: createSealer(randomBytes(32)), clock: () => NOW })
})
afterAll(async () => {
  await store.close()
  await removeFolder(folder)
})

const policy = (days: number, alignment: 'relaxed' | 'strict' = 'relaxed') => {
  const made = aPolicy('social')
  return { ...made, identity: { ...made.identity, remember: { days, upTo: 'authenticated' as const, alignment } } }
}
async function message(identity: Identity, receivedAt = NOW): Promise<StoredMessage> {
  const entry = { ...anEntry({ channel: 'social', receivedAt }), identity }
  await store.accept({ ...entry, arrival: { ...entry.arrival, kind: 'social' } })
  const loaded = await store.load(entry.arrival.id)
  if (loaded === null) throw new Error('it is not there')
  return loaded
}
const open = (now = NOW) => createRecognise({ customers: store, identifications: store, clock: () => now })

describe('recognise', () => {
  it('knows who writes from a proven address again after a login by it, until the link lapses', async () => {
    const sender = { address: 'id-1' }
    const first = loggedIn('anna', [proof])
    expect(await open().recognise(await message(first), sender, policy(90))).toMatchObject({ subject: 'anna' })
    expect(await open(NOW + DAY).recognise(await message(proven, NOW + DAY), sender, policy(90))).toMatchObject({
      level: 'authenticated',
      subject: 'anna',
      evidence: [{ kind: 'signature' }, { kind: 'claim' }, { kind: 'history' }, { kind: 'remembered' }],
    })
    expect(await open(NOW + 90 * DAY).recognise(await message(proven), sender, policy(90))).toMatchObject({ subject: null })
  })

  it('looks up nothing for an address that the message does not prove, whether it is known or not', async () => {
    await open().recognise(await message(loggedIn('eva', [proof])), { address: 'id-2' }, policy(90))
    const watched = { ...store, linkOf: jest.fn(store.linkOf), historyOf: jest.fn(store.historyOf) }
    const { recognise } = createRecognise({ customers: watched, identifications: store, clock: () => NOW })
    for (const address of ['id-2', 'never-seen']) expect(await recognise(await message(claimed), { address }, policy(90))).toEqual(claimed)
    expect(watched.linkOf).not.toHaveBeenCalled()
    expect(watched.historyOf).not.toHaveBeenCalled()
  })

  it('makes no link of a login whose message does not prove its address, and records the login all the same', async () => {
    await open().recognise(await message(loggedIn('olga')), { address: 'typed@example.com' }, policy(90))
    expect(await store.customer('olga')).toMatchObject({ subject: 'olga', lastLoginAt: NOW, addresses: [] })
  })

  it('remembers nothing where the policy says so', async () => {
    await open().recognise(await message(loggedIn('ida', [proof])), { address: 'id-3' }, policy(0))
    expect(await store.customer('ida')).toMatchObject({ addresses: [] })
    await open().recognise(await message(loggedIn('ida', [proof])), { address: 'id-3' }, policy(90))
    expect(await open().recognise(await message(proven), { address: 'id-3' }, policy(0))).toMatchObject({ subject: null })
  })

  it('makes a link of a mail, and counts it, only for its very domain where the policy is strict', async () => {
    const relaxed: IdentityEvidence = { ...proof, kind: 'dmarc' }
    const exact: IdentityEvidence = { ...relaxed, exact: true }
    const by = (one: IdentityEvidence): Identity => ({ level: 'authenticated', subject: null, evidence: [one, claim] })
    const strict = policy(90, 'strict')
    await open().recognise(await message(loggedIn('tove', [relaxed])), { address: 'id-of-a-mail' }, strict)
    expect(await store.customer('tove')).toMatchObject({ addresses: [] })
    await open().recognise(await message(loggedIn('tove', [exact])), { address: 'id-of-a-mail' }, strict)
    expect(await open().recognise(await message(by(exact)), { address: 'id-of-a-mail' }, strict)).toMatchObject({ subject: 'tove' })
    expect(await open().recognise(await message(by(relaxed)), { address: 'id-of-a-mail' }, strict)).toMatchObject({
      level: 'authenticated',
      subject: null,
    })
    expect(await open().recognise(await message(by(relaxed)), { address: 'id-of-a-mail' }, policy(90))).toMatchObject({ subject: 'tove' })
    // Who was recognised while the policy was relaxed is so no more.
    const before: Identity = { ...by(relaxed), subject: 'tove', evidence: [relaxed, claim, { ...proof, kind: 'remembered' }] }
    expect(await open().recognise(await message(before), { address: 'id-of-a-mail' }, strict)).toMatchObject({ subject: null })
  })

  it('leaves who was proven otherwise', async () => {
    await open().recognise(await message(loggedIn('first', [proof])), { address: 'id-4' }, policy(90))
    const other = await open().recognise(await message(loggedIn('second', [proof])), { address: 'id-4' }, policy(90))
    expect(other.subject).toBe('second')
    // From now on it is the address of two, and speaks for neither.
    expect(await open().recognise(await message(proven), { address: 'id-4' }, policy(90))).toMatchObject({ subject: null })
  })

  it('links and records nothing of a login in the conversation, which records itself', async () => {
    await recordLogin(store, { subject: 'liv', level: 'verified', acr: 'high', at: NOW - 1 }, 'social', null, NOW)
    const lifted: Identity = { level: 'verified', subject: 'liv', evidence: [inConversation, proof, claim] }
    await open().recognise(await message(lifted), { address: 'id-of-somebody-else' }, policy(90))
    expect(await store.customer('liv')).toMatchObject({ acr: 'high', level: 'verified', lastLoginAt: NOW - 1, addresses: [] })
  })

  describe('of a message that was recognised before', () => {
    const sender = { address: 'id-5' }
    async function recognisedBefore(subject: string, address: string): Promise<StoredMessage> {
      await open().recognise(await message(loggedIn(subject, [proof])), { address }, policy(90))
      const stored = await message(proven, NOW + DAY)
      return { ...stored, identity: await open(NOW + DAY).recognise(stored, { address }, policy(90)) }
    }

    it('says the same while the link counted when it came, also after it lapsed or was renewed', async () => {
      const stored = await recognisedBefore('nils', 'id-5')
      expect(stored.identity.subject).toBe('nils')
      expect(await open(NOW + 200 * DAY).recognise(stored, sender, policy(90))).toEqual(stored.identity)
      await open().recognise(await message(loggedIn('nils', [proof]), NOW + 50 * DAY), sender, policy(90))
      expect(await open(NOW + 60 * DAY).recognise(stored, sender, policy(90))).toEqual(stored.identity)
    })

    it('takes back the person and the evidence when the link was revoked since, or nothing is remembered any more', async () => {
      const stored = await recognisedBefore('pia', 'id-6')
      const forgotten = { level: 'authenticated', subject: null, evidence: [{ kind: 'signature' }, { kind: 'claim' }, { kind: 'history' }] }
      expect(await open().recognise(stored, { address: 'id-6' }, policy(0))).toMatchObject(forgotten)
      const link = (await store.customer('pia'))?.addresses[0]
      await store.revokeAddress('pia', link?.id ?? '', NOW + 2 * DAY)
      expect(await open(NOW + 2 * DAY).recognise(stored, { address: 'id-6' }, policy(90))).toMatchObject(forgotten)
    })

    it('leaves the person that a login has named meanwhile', async () => {
      const { identity, ...stored } = await recognisedBefore('ture', 'id-7')
      const link = (await store.customer('ture'))?.addresses[0]
      await store.revokeAddress('ture', link?.id ?? '', NOW + 2 * DAY)
      const lifted = { ...identity, evidence: [inConversation, ...identity.evidence] }
      expect(await open(NOW + 2 * DAY).recognise({ ...stored, identity: lifted }, { address: 'id-7' }, policy(90))).toEqual(lifted)
    })
  })

  it('says the same of the history in a later run', async () => {
    const sender = { address: 'anna@example.com' }
    const stored = await message(proven, NOW - 5)
    const first = await open().recognise(stored, sender, policy(90))
    await message(proven, NOW - 6)
    const again = await open().recognise({ ...stored, record: { identity: first } as StoredMessage['record'] }, sender, policy(90))
    expect(again).toEqual(first)
  })

  it('notes the logins of one customer once an hour, and again after an erasure', async () => {
    const identifiedBy = jest.fn(store.identifiedBy)
    const { recognise, forget } = createRecognise({ customers: { ...store, identifiedBy }, identifications: store, clock: () => NOW })
    const say = async (at: number) => recognise(await message(loggedIn('busy'), at), null, policy(90))
    for (const at of [NOW, NOW + 1, NOW + 3_599_999]) await say(at)
    expect(identifiedBy).toHaveBeenCalledTimes(1)
    await say(NOW + 3_600_000)
    expect(identifiedBy).toHaveBeenCalledTimes(2)
    forget()
    await say(NOW + 3_600_001)
    expect(identifiedBy).toHaveBeenCalledTimes(3)
  })
})
