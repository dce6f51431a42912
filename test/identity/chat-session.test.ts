/** A login in a chat speaks for what comes after it, for as long as the policy says, and for nobody else. */
import { describe, expect, it } from '@jest/globals'
import type { Identification } from '../../src/core/identification.ts'
import type { Identity } from '../../src/core/identity.ts'
import { bySession, sessionMinutesOf } from '../../src/identity/chat-session.ts'
import { aPolicy } from '../support/policy-of-tests.ts'
import { NOW } from '../support/stored.ts'

const MINUTE = 60_000
const claimed: Identity = {
  level: 'claimed',
  subject: null,
  evidence: [{ kind: 'claim', result: 'none', detail: 'x', supports: 'claimed' }],
}

function login(subject: string, usedAt: number | null = NOW, address: string | null = null): Identification {
  const by = { subject, level: 'verified', acr: 'high', at: NOW, provesAddress: false, listed: [] } as const
  return {
    ...{ id: subject, channel: 'webchat', conversationId: 'c-1', address, language: 'en', begun: 1, doneAt: usedAt, usedAt },
    ...{ openedAt: NOW - MINUTE, expiresAt: NOW + MINUTE },
    login: by,
  }
}
const at = (receivedAt: number, address: string | null = null) => ({ receivedAt, address })

describe('a login in a chat', () => {
  it('speaks for what comes within its time, with its level and how long ago it was', () => {
    expect(bySession([login('anna')], at(NOW + 3.5 * MINUTE), 30, claimed)).toEqual({
      level: 'verified',
      subject: 'anna',
      evidence: [
        {
          kind: 'token',
          result: 'pass',
          detail: "Login at the company's own provider in this conversation 3 min before (high)",
          supports: 'verified',
        },
        ...claimed.evidence,
      ],
    })
  })

  it.each([
    ['before it', at(NOW - 1)],
    ['after its time', at(NOW + 30 * MINUTE)],
    ['from an address that it was not of', at(NOW + MINUTE, 'eve@example.com')],
  ])('says nothing of what comes %s', (_, message) => {
    expect(bySession([login('anna')], message, 30, claimed)).toBeNull()
  })

  it('counts from its first moment to its last', () => {
    for (const receivedAt of [NOW, NOW + 30 * MINUTE - 1])
      expect(bySession([login('anna')], at(receivedAt), 30, claimed)?.subject).toBe('anna')
  })

  it('is that of its own address, of several the newest', () => {
    const typed = login('anna', NOW, 'anna@example.com')
    expect(bySession([typed], at(NOW, 'anna@example.com'), 30, claimed)?.subject).toBe('anna')
    expect(bySession([typed], at(NOW), 30, claimed)).toBeNull()
    const both = [login('anna', NOW - 20 * MINUTE), login('anna', NOW)]
    expect(bySession(both, at(NOW + 15 * MINUTE), 30, claimed)?.evidence[0]?.detail).toContain('15 min')
  })

  it('speaks for nobody once two people logged in there, however long ago, and of one that nobody used', () => {
    expect(bySession([login('anna'), login('bob', NOW - 1e9)], at(NOW + 1), 30, claimed)).toBeNull()
    expect(bySession([{ ...login('anna', null), login: null }], at(NOW + 1), 30, claimed)).toBeNull()
    expect(bySession([], at(NOW), 30, claimed)).toBeNull()
  })
})

it('counts in a chat alone, and not where the policy does not say so', () => {
  const withSession = (kind: 'chat' | 'email' | 'social', sessionMinutes?: number) => {
    const { identity } = aPolicy(kind)
    const stepUp = identity.stepUp ?? {
      loginLink: 'never',
      acrValues: [],
      maxAgeSeconds: 0,
      codeMinutes: 1,
      maxCodesPerHour: 1,
      matchEmail: 'off',
    }
    return sessionMinutesOf({
      kind,
      identity: { ...identity, stepUp: { ...stepUp, ...(sessionMinutes === undefined ? {} : { sessionMinutes }) } },
    })
  }
  expect(withSession('chat', 20)).toBe(20)
  expect(withSession('chat', 0)).toBe(0)
  for (const kind of ['email', 'social'] as const) expect(withSession(kind, 20)).toBe(0)
})
