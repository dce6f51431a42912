/** The rules of an identification with the clock in our hands: what opens one, which login it takes, what it lifts, and what it leaves behind. */
import { randomBytes, randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createSealer } from '../../src/blobs/seal.ts'
import type { LinkedAddress } from '../../src/core/customer.ts'
import { ForebayError } from '../../src/core/error.ts'
import type { IdentityProvider, ProviderLogin } from '../../src/core/identification.ts'
import type { Policy, StepUpRules } from '../../src/core/policy.ts'
import type { MessageRecord } from '../../src/core/record.ts'
import type { Store } from '../../src/core/store.ts'
import { createReferenceCodes } from '../../src/identity/reference-code.ts'
import { createAmend } from '../../src/pipeline/amend.ts'
import { createIdentifications, type IdentificationDeps, type Identifications } from '../../src/pipeline/identification.ts'
import { DEFAULT_STEP_UP } from '../../src/policy/defaults.ts'
import { openStore } from '../../src/store/open-store.ts'
import { LANGUAGES } from '../support/languages.ts'
import { aPolicy } from '../support/policy-of-tests.ts'
import { removeFolder, scratchFolder } from '../support/scratch.ts'
import { aHold, anEntry, aSettlement, NOW } from '../support/stored.ts'

const MINUTE_MS = 60_000
const ANNA: ProviderLogin = { subject: 'anna', acr: null, amr: [], at: NOW, verifiedEmail: null }

let folder: string
let store: Store
let now: number
let rules: StepUpRules
let kind: Policy['kind']
let linked: LinkedAddress | null
let identified: unknown[][]
let login: ProviderLogin
let refusesMessage: string | null
let ranAgain: string[]
let identifications: Identifications

const customers: IdentificationDeps['customers'] = {
  async identifiedBy(_messageId, ...given) {
    identified.push(given)
    return true
  },
  linkOf: async () => linked,
  subjectsIn: (...place) => store.subjectsIn(...place),
  pseudonymOf: (person) => `pseudonym of ${'subject' in person ? person.subject : person.address}`,
}
const provider: IdentityProvider = {
  begin: async () => ({ url: 'https://login.example/auth', state: randomUUID(), nonce: 'n', verifier: 'v' }),
  finish: async () => login,
}

beforeEach(async () => {
  folder = await scratchFolder('identification')
  now = NOW
  kind = 'chat'
  rules = { ...DEFAULT_STEP_UP, loginLink: 'allow' }
  linked = null
  identified = []
  login = ANNA
  refusesMessage = null
  ranAgain = []
  const clock = () => now
  store = await openStore({ url: `sqlite:${folder}/forebay.db`, sealer: createSealer(randomBytes(32)), clock })
  const amend = createAmend({
    store,
    clock,
    enqueue: async () => undefined,
    identifyByToken: async () => ({ level: 'anonymous', subject: null, evidence: [] }),
  })
  identifications = createIdentifications({
    store: {
      ...store,
      policy: async () => ({ version: 1, policy: policy(), channel: 'webchat', publishedBy: '', publishedAt: 0, reason: '' }),
    },
    provider,
    customers,
    async identifyAs(messageId, identityOf) {
      if (messageId === refusesMessage) throw new ForebayError('STORE_AWAY', 'The store is away.')
      return amend.identifyAs(messageId, identityOf)
    },
    async recheck(messageId) {
      ranAgain.push(messageId)
      return true
    },
    codes: createReferenceCodes(randomBytes(32)),
    languages: LANGUAGES,
    clock,
    publicUrl: 'https://gate.example',
    site: 'example.com',
  })
})
afterEach(async () => {
  await store.close()
  await removeFolder(folder)
})

const policy = (): Policy => ({
  ...aPolicy('webchat'),
  kind,
  identity: { verifiedAcr: ['high'], stepUp: rules, remember: { days: 90, upTo: 'authenticated' } },
})

/** A message of which a file waits for an identity. */
async function waiting(conversationId: string | null, address: string | null = 'anna@example.com', subject: string | null = null) {
  const entry = anEntry({ conversationId })
  const identity = subject === null ? entry.identity : { level: 'authenticated' as const, subject, evidence: [] }
  await store.accept({ ...entry, identity })
  const settlement = aSettlement({ ...entry, identity }, { holds: [aHold('p1')] })
  const action = { kind: 'hold', subject: { kind: 'part', id: 'p1' }, because: [], rule: 'senders', reason: 'IDENTITY_REQUIRED' } as const
  const record: MessageRecord = {
    ...settlement.record,
    sender: address === null ? null : { address },
    verdict: { disposition: 'release', policyVersion: 1, actions: [action] },
  }
  await store.settle({ ...settlement, record })
  return record
}

async function opened(record: MessageRecord) {
  const shown = await identifications.open(record, policy(), undefined)
  if (shown === null) throw new Error('none was opened')
  return shown
}

/** From the code to what became of it: a reason, or `done`. */
async function through(code: string, betweenShownAndConfirmed: () => Promise<unknown> = async () => undefined): Promise<string> {
  const one = await identifications.byCode(code)
  if ('refused' in one) return one.refused
  const begun = await identifications.begin(one.found.id)
  if ('refused' in begun) return begun.refused
  const finished = await identifications.finish(begun.kept, 'code=x')
  if ('refused' in finished) return finished.refused
  const listed = (await identifications.waiting(one.found.id)).messages.map(({ id }) => id)
  await betweenShownAndConfirmed()
  const confirmed = await identifications.confirm(one.found.id, finished.confirm, finished.login, listed)
  return 'refused' in confirmed ? confirmed.refused : 'done'
}

const subjectOf = async ({ id }: MessageRecord) => (await store.load(id))?.identity.subject ?? null

describe('what waits for an identity', () => {
  it('opens one a conversation, else one an address, else one a message', async () => {
    const codes = async (...places: readonly (readonly [string | null, string | null])[]) => {
      const shown = []
      for (const place of places) shown.push((await opened(await waiting(...place))).code)
      return new Set(shown).size
    }
    expect(await codes(['c-1', 'a@example.com'], ['c-1', 'b@example.com'])).toBe(1)
    kind = 'email'
    expect(await codes([null, 'Mail@example.com'], [null, 'mail@example.com'])).toBe(1)
    kind = 'chat'
    expect(await codes([null, 'x@example.com'], [null, 'y@example.com'], ['c-2', null])).toBe(3)
    expect(await codes([null, null], [null, null])).toBe(2)
  })

  it('opens none when nothing waits, and shows again what was shown before', async () => {
    const record = await waiting('c-1')
    const shown = await opened(record)
    expect(await identifications.open({ ...record, verdict: null }, policy(), undefined)).toBeNull()
    now += 60 * MINUTE_MS
    expect(await identifications.open(record, policy(), shown)).toBe(shown)
  })

  it('is told by a link or by a code alone, as the policy says, for as long as it lasts', async () => {
    const byLink = await opened(await waiting('c-1'))
    expect(byLink.link).toMatch(/^https:\/\/gate\.example\/identify\/l\/[\w-]{22}\.[\w-]{22}$/)
    expect(byLink.expiresAt).toBe(new Date(NOW + 30 * MINUTE_MS).toISOString())
    now += 10 * MINUTE_MS
    rules = { ...rules, loginLink: 'never' }
    const byCode = await opened(await waiting('c-1'))
    expect(byCode).toMatchObject({ code: byLink.code, link: null })
    expect(byCode.text).toContain('20 minutes')
    // A link of before, when the policy allows none any more.
    expect(await identifications.byLink(byLink.link?.split('/').at(-1) ?? '')).toMatchObject({ refused: 'CODE_UNKNOWN' })
  })

  it('is told nothing when too many codes were asked for, until an hour is over', async () => {
    rules = { ...rules, codeMinutes: 1, maxCodesPerHour: 2 }
    const record = await waiting('flood')
    for (let code = 0; code < 2; code++, now += 2 * MINUTE_MS) await opened(record)
    expect(await identifications.open(record, policy(), undefined)).toBeNull()
    await expect(identifications.openAgain(record.id)).rejects.toMatchObject({ code: 'TOO_MANY_CODES', status: 429 })
    now += 60 * MINUTE_MS
    expect(await identifications.openAgain(record.id)).toMatchObject({ code: expect.any(String) })
  })
})

describe('a code', () => {
  it('begins no login once it has lapsed, but a login that was begun in time may end', async () => {
    const { code } = await opened(await waiting('c-1'))
    now += 30 * MINUTE_MS - 1
    const one = await identifications.byCode(code)
    if ('refused' in one) throw new Error(one.refused)
    const begun = await identifications.begin(one.found.id)
    if ('refused' in begun) throw new Error(begun.refused)
    now += 10 * MINUTE_MS
    expect(await through(code)).toBe('CODE_EXPIRED')
    expect(await identifications.begin(one.found.id)).toMatchObject({ refused: 'CODE_EXPIRED' })
    expect(await identifications.finish(begun.kept, 'code=x')).toMatchObject({ login: ANNA })
    expect(await identifications.finish(begun.kept, 'code=x')).toMatchObject({ refused: 'LOGIN_UNKNOWN' })
  })

  it('begins ten logins and no more; the connector then gets another', async () => {
    const record = await waiting('c-1')
    const { code } = await opened(record)
    login = { ...ANNA, acr: 'low' }
    rules = { ...rules, acrValues: ['high'] }
    for (let login = 0; login < 10; login++) expect(await through(code)).toBe('ACR_TOO_LOW')
    expect(await through(code)).toBe('TOO_MANY_LOGINS')
    expect((await identifications.openAgain(record.id)).code).not.toBe(code)
  })
})

describe('a thread on a platform', () => {
  it('has a code for each of its senders, and a login lifts what is of that sender alone', async () => {
    kind = 'social'
    const [anna, mallory] = [await waiting('thread', 'anna-1'), await waiting('thread', 'mallory-1')]
    const codes = [(await opened(anna)).code, (await opened(mallory)).code] as const
    expect(codes[0]).not.toBe(codes[1])
    expect(await through(codes[0])).toBe('done')
    expect([await subjectOf(anna), await subjectOf(mallory)]).toEqual(['anna', null])
    // Another person may be identified in the same thread.
    login = { ...ANNA, subject: 'mallory' }
    expect(await through(codes[1])).toBe('done')
    expect(identified.map(([who, , address]) => [(who as { subject: string }).subject, address])).toEqual([
      ['anna', 'anna-1'],
      ['mallory', 'mallory-1'],
    ])
  })
})

describe('a login', () => {
  it.each([
    ['whenKnown', null, 'done'],
    ['whenKnown', 'anna@example.com', 'done'],
    ['whenKnown', 'other@example.com', 'EMAIL_MISMATCH'],
    ['required', null, 'EMAIL_MISMATCH'],
    ['required', 'anna@example.com', 'done'],
    ['off', 'other@example.com', 'done'],
  ] as const)('by %s with the e-mail %s for anna@example.com: %s', async (matchEmail, verifiedEmail, becomes) => {
    rules = { ...rules, matchEmail }
    login = { ...ANNA, verifiedEmail }
    const record = await waiting('c-1', 'Anna@example.com')
    expect(await through((await opened(record)).code)).toBe(becomes)
    expect(await subjectOf(record)).toBe(becomes === 'done' ? 'anna' : null)
  })

  it('with an e-mail is compared with no platform id', async () => {
    kind = 'social'
    login = { ...ANNA, verifiedEmail: 'anna@example.com' }
    expect(await through((await opened(await waiting('c-1', 'platform-81'))).code)).toBe('done')
  })

  it('of another person is refused: than one identified by a token, by an earlier code, or by a link of the address', async () => {
    const first = await waiting('c-1')
    expect(await through((await opened(first)).code)).toBe('done')
    login = { ...ANNA, subject: 'bert' }
    const second = await waiting('c-1')
    expect(await through((await opened(second)).code)).toBe('OTHER_PERSON')

    await waiting('c-2', null, 'anna')
    expect(await through((await opened(await waiting('c-2', null))).code)).toBe('OTHER_PERSON')

    linked = { channel: 'webchat', address: 'x', subject: 'anna', level: 'verified', linkedAt: 0, lapsesAt: now + 1, revokedAt: null }
    expect(await through((await opened(await waiting('c-3'))).code)).toBe('OTHER_PERSON')
    expect([await subjectOf(first), await subjectOf(second)]).toEqual(['anna', null])
    const { items } = await store.logEntries({ log: 'access', channels: null, verb: 'identification.refused', limit: 9 })
    expect(items.map(({ detail }) => detail)).toEqual(Array(3).fill({ reason: 'OTHER_PERSON', person: 'pseudonym of bert' }))
    expect(items.every(({ channel, actor }) => channel === 'webchat' && actor === 'customer')).toBe(true)
  })

  it('of another person who was identified by a token while it was confirmed leaves theirs alone', async () => {
    const record = await waiting('c-1')
    const elsewhere = () =>
      store.amend(record.id, { kind: 'identity', identity: { level: 'authenticated', subject: 'bert', evidence: [] } }, now)
    expect(await through((await opened(record)).code, elsewhere)).toBe('OTHER_PERSON')
    expect(await subjectOf(record)).toBe('bert')
  })

  it('lifts what was shown, and nothing that came after', async () => {
    const shown = await waiting('c-1')
    const { code } = await opened(shown)
    const later: MessageRecord[] = []
    expect(
      await through(code, async () => {
        now += 1
        const record = await waiting('c-1')
        await opened(record)
        later.push(record)
      }),
    ).toBe('done')
    expect([await subjectOf(shown), await subjectOf(later[0] ?? shown)]).toEqual(['anna', null])
    // It runs again, and then its sender is told of a code that serves.
    expect(ranAgain).toEqual([later[0]?.id])
    const again = await identifications.open(later[0] ?? shown, policy(), { code, link: null, text: '', expiresAt: '' })
    expect(again?.code).not.toBe(code)
    expect(await identifications.openAgain(later[0]?.id ?? '')).toEqual(again)
    expect(await through(again?.code ?? '')).toBe('done')
    expect(await subjectOf(later[0] ?? shown)).toBe('anna')
  })

  it('is told to those who keep customers, with the address only where it was proved', async () => {
    const lapsesAt = NOW + 90 * 24 * 60 * MINUTE_MS
    const told = async (as: Policy['kind'], address: string, verifiedEmail: string | null, acr: string | null) => {
      kind = as
      login = { ...ANNA, acr, verifiedEmail }
      expect(await through((await opened(await waiting(null, address))).code)).toBe('done')
      return identified.at(-1)
    }
    const anna = (level: string, acr: string | null) => ({ subject: 'anna', level, acr, at: NOW })
    expect(await told('chat', 'typed@example.com', null, null)).toEqual([anna('authenticated', null), 'webchat', null, lapsesAt])
    expect(await told('chat', 'a@example.com', 'a@example.com', 'high')).toEqual([
      anna('verified', 'high'),
      'webchat',
      'a@example.com',
      lapsesAt,
    ])
    expect(await told('email', 'mail@example.com', null, 'low')).toEqual([
      anna('authenticated', 'low'),
      'webchat',
      'mail@example.com',
      lapsesAt,
    ])
    expect(await told('social', 'platform-81', null, null)).toEqual([anna('authenticated', null), 'webchat', 'platform-81', lapsesAt])
  })

  it('whose release broke off is told to its end by whoever runs next', async () => {
    const [first, second] = [await waiting('c-1'), await waiting('c-1')]
    await opened(first)
    now += 1
    const { code } = await opened(second)
    refusesMessage = first.id
    await expect(through(code)).rejects.toThrow('STORE_AWAY')
    expect(await subjectOf(first)).toBeNull()
    refusesMessage = null
    await identifications.tidy()
    expect(await subjectOf(first)).toBeNull()
    now += MINUTE_MS
    await identifications.tidy()
    expect([await subjectOf(first), await subjectOf(second)]).toEqual(['anna', 'anna'])
  })
})
