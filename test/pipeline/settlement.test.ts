/** Whoever waits for an identity is asked once, and once more when a login did not suffice: then there is another code. What the DNS may still prove runs again by itself. */
import { expect, it } from '@jest/globals'
import type { NewEvent } from '../../src/core/event.ts'
import type { MessageRecord } from '../../src/core/record.ts'
import type { Settlement, StoredMessage } from '../../src/core/stored-message.ts'
import { settlementOf } from '../../src/pipeline/settlement.ts'
import { anEntry, aSettlement } from '../support/stored.ts'

const action = { kind: 'hold', subject: { kind: 'part', id: 'p1' }, because: [], rule: 'senders', reason: 'IDENTITY_REQUIRED' } as const
const shown = (code: string) => ({ code, link: null, text: code, expiresAt: '2026-11-27T12:00:00.000Z' })

const entry = anEntry({ receivedAt: 0 })
const settle = (...between: [Partial<MessageRecord> | null, Partial<MessageRecord>]): readonly NewEvent[] => settledAt(0, ...between).events
const eventsBetween = (...between: Parameters<typeof settle>) => settle(...between).map(({ type }) => type)

function settledAt(now: number, before: Partial<MessageRecord> | null, after: Partial<MessageRecord>): Settlement {
  const { record } = aSettlement(entry)
  const waiting = { ...record, verdict: { disposition: 'release', policyVersion: 1, actions: [action] } } as MessageRecord
  const known = before === null ? null : { ...waiting, ...before }
  const stored: StoredMessage = {
    ...{ arrival: entry.arrival, identity: entry.identity, reviews: [], opened: [], record: known, status: 'released', revision: 1 },
    ...{ version: 3, attempts: 0, dueAt: null },
  }
  return settlementOf(stored, { record: { ...waiting, revision: 2, ...after }, holds: [] }, now, 1_000, null)
}

const anonymous = { level: 'anonymous', subject: null, evidence: [] } as const
const authenticated = { level: 'authenticated', subject: 'anna', evidence: [] } as const

it('asks when something begins to wait', () => {
  expect(eventsBetween(null, { identification: shown('A') })).toContain('identification.required')
})

it('does not ask again while the same code is open', () => {
  expect(eventsBetween({ identification: shown('A') }, { identification: shown('A'), identity: authenticated })).toEqual([
    'message.updated',
  ])
})

it('asks again by another code when a login did not suffice', () => {
  const before = { identification: shown('A'), identity: anonymous }
  expect(eventsBetween(before, { identification: shown('B'), identity: authenticated })).toContain('identification.required')
})

it('asks again, and says nothing else, when a code was used up and the message waits still', () => {
  const [first] = settle({ identification: shown('A') }, { identification: { ...shown('B'), expiresAt: '2026-11-27T13:00:00.000Z' } })
  expect(first?.type).toBe('identification.required')
  expect(settle({ identification: shown('A') }, { identification: shown('B') })).toHaveLength(1)
  // Told once a code, whoever settles it again.
  const ids = ['12', '13'].map((hour) => ({ ...shown('B'), expiresAt: `2026-11-27T${hour}:00:00.000Z` }))
  const [one, other] = ids.map((identification) => settle({ identification: shown('A') }, { identification })[0]?.id)
  expect(one).not.toBe(other)
  expect(settle({ identification: shown('A') }, { identification: shown('A') })).toEqual([])
})

const HOUR_MS = 3_600_000
const evidence = [{ kind: 'dmarc', result: 'temperror', detail: 'silent', supports: 'anonymous' }] as const
const unanswered = { level: 'claimed', subject: null, evidence } as const

it.each([
  ['at first soon', 0, 1_000],
  ['then after as long as it is old', 60_000, 120_000],
  ['then every hour', 5 * HOUR_MS, 6 * HOUR_MS],
  ['for the last time before the day is over', 22.9 * HOUR_MS, 23.9 * HOUR_MS],
])('what waits for a DNS that gave no answer runs again: %s', (_when, now, dueAt) => {
  expect(settledAt(now, null, { identity: unanswered }).dueAt).toBe(dueAt)
})

it('nothing runs again that would be asked about after a day', () => {
  expect(settledAt(23 * HOUR_MS, null, { identity: unanswered }).dueAt).toBeNull()
})

it('nothing runs again for the DNS that was answered, that lets nothing more through, or that waits for nobody', () => {
  const answered = { ...unanswered, evidence: [{ ...evidence[0], result: 'fail' }] }
  const verdict = { disposition: 'release', policyVersion: 1, actions: [] } as const
  expect(settledAt(0, null, { identity: answered }).dueAt).toBeNull()
  expect(settledAt(0, null, { identity: { ...unanswered, level: 'authenticated' } }).dueAt).toBeNull()
  expect(settledAt(0, null, { identity: unanswered, verdict }).dueAt).toBeNull()
})

it('a link that is no link until its sender is known runs again, too', () => {
  const defang = { ...action, kind: 'defang', subject: { kind: 'link', id: 'l1' } } as const
  const verdict = { disposition: 'release', policyVersion: 1, actions: [defang] } as const
  expect(settledAt(0, null, { identity: unanswered, verdict }).dueAt).toBe(1_000)
})
