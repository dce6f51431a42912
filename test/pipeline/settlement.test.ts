/** Whoever waits for an identity is asked once, and once more when a login did not suffice: then there is another code. */
import { expect, it } from '@jest/globals'
import type { NewEvent, StoredMessage } from '../../src/core/ports.ts'
import type { MessageRecord } from '../../src/core/record.ts'
import { settlementOf } from '../../src/pipeline/settlement.ts'
import { anEntry, aSettlement } from '../support/stored.ts'

const action = { kind: 'hold', subject: { kind: 'part', id: 'p1' }, because: [], rule: 'senders', reason: 'IDENTITY_REQUIRED' } as const
const shown = (code: string) => ({ code, link: null, text: code, expiresAt: '2026-11-27T12:00:00.000Z' })

const entry = anEntry()
const eventsBetween = (...between: Parameters<typeof settle>) => settle(...between).map(({ type }) => type)

function settle(before: Partial<MessageRecord> | null, after: Partial<MessageRecord>): readonly NewEvent[] {
  const { record } = aSettlement(entry)
  const waiting = { ...record, verdict: { disposition: 'release', policyVersion: 1, actions: [action] } } as MessageRecord
  const known = before === null ? null : { ...waiting, ...before }
  const stored: StoredMessage = {
    ...{ arrival: entry.arrival, identity: entry.identity, reviews: [], opened: [], record: known, status: 'released', revision: 1 },
    ...{ version: 3, attempts: 0, dueAt: null },
  }
  return settlementOf(stored, { record: { ...waiting, revision: 2, ...after }, holds: [] }, 0, 1_000, null).events
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
