/** What is learnt after acceptance is stored when it says something new of the right person, and a word about what nobody has looked at is not taken. */
import { describe, expect, it, jest } from '@jest/globals'
import type { Identity } from '../../src/core/identity.ts'
import type { MessageRecord } from '../../src/core/record.ts'
import type { Amendment, StoredMessage } from '../../src/core/stored-message.ts'
import type { Action } from '../../src/core/verdict.ts'
import { createAmend } from '../../src/pipeline/amend.ts'

const NOW = 1_000_000
const anna: Identity = { level: 'authenticated', subject: 'anna', evidence: [] }

function given(identity: Identity, dueAt: number | null, proven: Identity, actions: readonly Action[] = []) {
  const stored: StoredMessage = {
    arrival: {
      id: 'm1',
      channel: 'webchat',
      kind: 'chat',
      connector: 'http',
      conversationId: null,
      receivedAt: 0,
      content: { type: 'words', words: { text: 'Hello' }, files: [] },
    },
    identity,
    reviews: [],
    opened: [],
    record: actions.length === 0 ? null : ({ verdict: { actions } } as unknown as MessageRecord),
    status: 'released',
    revision: 1,
    version: 3,
    attempts: 0,
    dueAt,
  }
  const store = {
    load: async (messageId: string) => (messageId === 'm1' ? stored : null),
    amend: jest.fn(async (_messageId: string, _amendment: Amendment, _now: number) => true),
    expiredHolds: async () => [],
  }
  const enqueue = jest.fn(async (_channel: string, _messageId: string) => undefined)
  const amend = createAmend({ store, enqueue, clock: () => NOW, identifyByToken: async () => proven })
  return { amend, store, enqueue }
}

describe('identify', () => {
  it('stores a higher level and says that a run is ahead', async () => {
    const { amend, store, enqueue } = given({ level: 'claimed', subject: null, evidence: [] }, null, anna)
    expect(await amend.identify('m1', 'token')).toBe(true)
    expect(store.amend).toHaveBeenCalledWith('m1', expect.objectContaining({ kind: 'identity', identity: anna }), NOW)
    expect(enqueue).toHaveBeenCalledWith('webchat', 'm1')
  })

  it.each([
    ['nothing is due', null, false],
    ['only a later scan is due', NOW + 5_000, false],
    ['the run that the first proof asked for is still ahead', NOW - 1, true],
  ])('changes nothing for the same person at the same level, and when %s says so', async (_, dueAt, ahead) => {
    const { amend, store, enqueue } = given(anna, dueAt, anna)
    expect(await amend.identify('m1', 'token')).toBe(ahead)
    expect(store.amend).not.toHaveBeenCalled()
    expect(enqueue).not.toHaveBeenCalled()
  })

  it('never lowers a level', async () => {
    const { amend, store } = given({ ...anna, level: 'verified' }, null, anna)
    expect(await amend.identify('m1', 'token')).toBe(false)
    expect(store.amend).not.toHaveBeenCalled()
  })

  it('looks again at whom it belongs to when somebody else was identified meanwhile', async () => {
    const { amend, store } = given({ level: 'claimed', subject: null, evidence: [] }, null, anna)
    store.amend.mockResolvedValueOnce(false)
    expect(await amend.identify('m1', 'token')).toBe(true)
    expect(store.amend).toHaveBeenCalledTimes(2)
    expect(store.amend).toHaveBeenLastCalledWith('m1', expect.objectContaining({ ifVersion: 3 }), NOW)
    store.amend.mockResolvedValue(false)
    await expect(amend.identify('m1', 'token')).rejects.toMatchObject({ code: 'MESSAGE_BUSY', retryable: true })
  })

  it('never lifts the message of one person by the login of another', async () => {
    const { amend } = given(anna, null, { ...anna, level: 'verified', subject: 'bo' })
    await expect(amend.identify('m1', 'token')).rejects.toMatchObject({ code: 'IDENTITY_CONFLICT', status: 409 })
    await expect(amend.identify('m2', 'token')).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND', status: 404 })
  })
})

describe('identify, where only a remembered link says who it is', () => {
  const remembered: Identity = {
    level: 'authenticated',
    subject: 'anna',
    evidence: [
      { kind: 'dmarc', result: 'pass', detail: 'x', supports: 'authenticated' },
      { kind: 'remembered', result: 'pass', detail: 'x', supports: 'authenticated' },
    ],
  }
  const bo: Identity = {
    level: 'authenticated',
    subject: 'bo',
    evidence: [{ kind: 'token', result: 'pass', detail: 'x', supports: 'authenticated' }],
  }

  it('takes the word of a login instead, which is told what the message itself proves', async () => {
    const { amend, store } = given(remembered, null, bo)
    expect(await amend.identify('m1', 'token')).toBe(true)
    expect(store.amend).toHaveBeenCalledWith('m1', expect.objectContaining({ identity: bo }), NOW)
    const known: Identity[] = []
    await amend.identifyAs('m1', ({ identity }) => {
      known.push(identity)
      return bo
    })
    expect(known.at(-1)).toEqual({ level: 'authenticated', subject: null, evidence: [remembered.evidence[0]] })
  })

  it('takes none where a login named the person', async () => {
    const { amend } = given({ ...remembered, evidence: [...bo.evidence, ...remembered.evidence] }, null, bo)
    await expect(amend.identify('m1', 'token')).rejects.toMatchObject({ code: 'IDENTITY_CONFLICT' })
  })
})

describe('review', () => {
  const subject = { kind: 'part', id: 'p1' } as const
  const held = (reason: string) => given(anna, null, anna, [{ kind: 'hold', subject, reason, because: [], rule: 'onIncomplete.file' }])

  it.each(['SCAN_PENDING', 'DEFERRED', 'CALLED_OFF', 'NOT_INSPECTED'])(
    'lets nothing go that is held by %s, and stores nothing',
    async (reason) => {
      const { amend, store, enqueue } = held(reason)
      const refused = { code: 'NOT_SCANNED_YET', status: 409, retryAfterSeconds: 5 }
      await expect(amend.review('m1', subject, 'release', 'key:k', 'Known sender')).rejects.toMatchObject(refused)
      expect(store.amend).not.toHaveBeenCalled()
      expect(enqueue).not.toHaveBeenCalled()
    },
  )

  it('removes what nobody has looked at yet', async () => {
    const { amend, store } = held('SCAN_PENDING')
    await amend.review('m1', subject, 'remove', 'key:k', 'Unwanted')
    expect(store.amend).toHaveBeenCalledWith('m1', expect.objectContaining({ kind: 'review' }), NOW)
  })

  it('lets go what no scanner answered for', async () => {
    const { amend, store, enqueue } = held('SCANNER_UNAVAILABLE')
    await amend.review('m1', subject, 'release', 'key:k', 'Known sender')
    const review = { subject, decision: 'release', by: 'key:k', at: NOW, reason: 'Known sender' } as const
    expect(store.amend).toHaveBeenCalledWith('m1', { kind: 'review', review }, NOW)
    expect(enqueue).toHaveBeenCalledWith('webchat', 'm1')
  })

  it('has no word about what is not held', async () => {
    const { amend } = held('SCANNER_UNAVAILABLE')
    const other = { kind: 'part', id: 'p2' } as const
    await expect(amend.review('m1', other, 'release', 'key:k', 'x')).rejects.toMatchObject({ code: 'NOT_HELD', status: 409 })
  })

  it('lets nothing through to a person before its sender is identified where the level reaches nobody', async () => {
    const action: Action = {
      kind: 'hold',
      subject: { kind: 'message', id: 'm' },
      because: [],
      rule: 'senders.claimed.reaches',
      reason: 'IDENTITY_REQUIRED',
    }
    const { amend, store } = given({ level: 'claimed', subject: null, evidence: [] }, null, anna, [action])
    const decide = (decision: 'release' | 'remove') => amend.review('m1', { kind: 'message', id: 'm' }, decision, 'key:1', 'why')
    await expect(decide('release')).rejects.toMatchObject({ code: 'IDENTITY_REQUIRED', status: 409 })
    expect(store.amend).not.toHaveBeenCalled()
    await decide('remove')
    expect(store.amend).toHaveBeenCalledTimes(1)
  })

  it('takes no word in advance about a part of a message that reaches nobody', async () => {
    const part = { kind: 'part', id: 'p1' } as const
    const { amend, store } = given({ level: 'claimed', subject: null, evidence: [] }, null, anna, [
      { kind: 'hold', subject: part, because: [], rule: 'onIncomplete.file', reason: 'SCANNER_UNAVAILABLE' },
      { kind: 'hold', subject: { kind: 'message', id: 'm' }, because: [], rule: 'senders.claimed.reaches', reason: 'IDENTITY_REQUIRED' },
    ])
    await expect(amend.review('m1', part, 'release', 'key:1', 'why')).rejects.toMatchObject({ code: 'IDENTITY_REQUIRED', status: 409 })
    expect(store.amend).not.toHaveBeenCalled()
    await amend.review('m1', part, 'remove', 'key:1', 'why')
    expect(store.amend).toHaveBeenCalledTimes(1)
  })
})
