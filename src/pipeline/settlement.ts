/** What one run of the pipeline changes, as a value: the same conclusion twice makes one revision, and each revision its events once. */

import type { NewEvent } from '../core/event.ts'
import type { Arrival } from '../core/message.ts'
import type { EventType, MessageRecord, MessageStatus } from '../core/record.ts'
import type { Outcome } from '../core/report.ts'
import type { Settlement, StoredMessage } from '../core/stored-message.ts'
import { HOUR_MS } from '../core/time.ts'
import { mayBeProvenLater } from '../identity/mail/prove-later.ts'
import type { Concluded } from './assess.ts'

/** Reasons of outcomes that a later scan can settle. */
const SCAN_AGAIN: ReadonlySet<string> = new Set([
  'SCANNER_UNAVAILABLE',
  'SCANNER_TIMEOUT',
  'INSPECTOR_TIMED_OUT',
  'SCAN_PENDING',
  'HASH_LIST_UNAVAILABLE',
  'CALLED_OFF',
  'REPUTATION_UNAVAILABLE',
  'REPUTATION_TIMEOUT',
])

const LONGEST_WAIT_MS = HOUR_MS

/**
 * @param rescanMs how soon it runs again at first; the wait then grows with the message's age, up to an hour.
 * @param linkHashes of the links that can be clicked in the release
 */
export function settlementOf(
  stored: StoredMessage,
  concluded: Concluded,
  now: number,
  rescanMs: number,
  linkHashes: Uint8Array | null,
): Settlement {
  const before = stored.record
  const same = before !== null && contentOf(before) === contentOf(concluded.record)
  const record = same ? { ...concluded.record, revision: before.revision, release: before.release } : concluded.record
  return {
    messageId: record.id,
    version: stored.version,
    fromRevision: stored.revision,
    record,
    holds: concluded.holds,
    dueAt: dueAgain(record, stored.arrival, now, rescanMs),
    linkHashes,
    events: eventsOf(before, record, same),
  }
}

/** Null when no other run can find out more by itself. */
function dueAgain(record: MessageRecord, arrival: Arrival, now: number, rescanMs: number): number | null {
  const at = now + Math.min(Math.max(now - arrival.receivedAt, rescanMs), LONGEST_WAIT_MS)
  return awaitsScan(record) || awaitsProof(record, arrival, at) ? at : null
}

/** True while the DNS may still say who sent what does not go on without that. */
function awaitsProof({ identity, verdict }: MessageRecord, arrival: Arrival, at: number): boolean {
  const needsProof = verdict?.actions.some(({ reason }) => reason === 'IDENTITY_REQUIRED') ?? false
  return needsProof && mayBeProvenLater(identity, arrival, at)
}

/** True of a check that gave no verdict and may give one later. */
export function isScannedAgain({ status, reason }: Outcome): boolean {
  return status !== 'ok' && reason !== undefined && SCAN_AGAIN.has(reason)
}

/** True while something is held that a scanner's word, or another run, may free, or was let go by a person before it; what is removed anyway needs no scan. */
function awaitsScan(record: MessageRecord): boolean {
  const held = record.verdict?.actions.filter(({ kind, rule }) => kind === 'hold' || rule === 'review') ?? []
  if (held.length === 0) return false
  const rebuilt = (record.rebuilt ?? []).flatMap((file) => (file.status === 'done' ? file.report.outcomes : []))
  const outcomes = [...record.report.outcomes, ...rebuilt]
  return held.some(({ reason }) => reason === 'DISARM_PENDING') || outcomes.some(isScannedAgain)
}

/** True while the scans of this very run are not back yet. */
export function scanIsPending(record: MessageRecord): boolean {
  return record.report.outcomes.some((outcome) => outcome.reason === 'SCAN_PENDING')
}

const FIRST: Readonly<Record<Exclude<MessageStatus, 'accepted'>, EventType>> = {
  released: 'message.released',
  held: 'message.held',
  blocked: 'message.blocked',
  expired: 'message.expired',
}

/** @param same nothing of it changed, but perhaps how its sender can become identified: the code of before was used up */
function eventsOf(before: MessageRecord | null, after: MessageRecord, same: boolean): readonly NewEvent[] {
  const { id, revision, identification } = after
  const events = same ? [] : changesOf(before, after).map((type): NewEvent => ({ id: eventId(id, revision, type), type }))
  const isNewlyAsked =
    countOf(before, 'IDENTITY_REQUIRED') === 0 || (before?.identification?.code ?? null) !== (identification?.code ?? null)
  if (!isNewlyAsked || countOf(after, 'IDENTITY_REQUIRED') === 0) return events
  const type = 'identification.required'
  // Each code once, of however many in one revision.
  const code = identification === undefined ? '' : `_${Date.parse(identification.expiresAt)}`
  return [...events, { id: `${eventId(id, revision, type)}${code}`, type }]
}

function changesOf(before: MessageRecord | null, after: MessageRecord): readonly EventType[] {
  const types: EventType[] = []
  if (after.status !== 'accepted') types.push(before?.status === after.status ? 'message.updated' : FIRST[after.status])
  if (countOf(after, 'EXPIRED') > countOf(before, 'EXPIRED') && !types.includes('message.expired')) types.push('message.expired')
  return types
}

/** Deterministic, so that a run repeated after a crash makes no second event. */
export function eventId(messageId: string, revision: number, type: EventType): string {
  return `evt_${messageId}_${revision}_${type.replace('.', '_')}`
}

function countOf(record: MessageRecord | null, reason: string): number {
  return record?.verdict?.actions.filter((action) => action.reason === reason).length ?? 0
}

/** What the agent and the connector could tell apart. */
function contentOf(record: MessageRecord): string {
  return JSON.stringify([record.status, record.identity.level, record.identity.subject, { ...record.release, revision: 0 }])
}
