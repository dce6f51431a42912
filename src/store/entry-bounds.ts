/** Refuses lines of logs and questions to reviewers that are too long, or that would not come back from a database as they went in. */
import { ForebayError } from '../core/error.ts'
import type { NewLogEntry } from '../core/log-entry.ts'
import type { ReviewRequest } from '../core/store.ts'
import { canonicalDetail } from './log-chain.ts'

const MAX_PERSON_CHARACTERS = 500
const MAX_VERB_CHARACTERS = 64
const MAX_ID_CHARACTERS = 200
const MAX_DETAIL_BYTES = 16 * 1024

/** Throws ForebayError `INVALID_FIELD`. */
export function checkEntry({ at, actor, verb, channel, messageId, subject, detail }: NewLogEntry): void {
  checkTime('at', at)
  checkText('actor', actor, MAX_PERSON_CHARACTERS)
  checkText('verb', verb, MAX_VERB_CHARACTERS)
  checkText('channel', channel, MAX_ID_CHARACTERS)
  checkText('messageId', messageId, MAX_ID_CHARACTERS)
  checkText('subject', subject, MAX_ID_CHARACTERS)
  if (!Object.values(detail).every(isFlat)) throw invalid('detail', 'holds more than text, numbers, booleans and null')
  if (Buffer.byteLength(canonicalDetail(detail)) > MAX_DETAIL_BYTES) throw invalid('detail', 'is too long', { maxBytes: MAX_DETAIL_BYTES })
}

/** Throws ForebayError `INVALID_FIELD`. */
export function checkRequest({ messageId, channel, subject, askedBy, askedAt }: ReviewRequest): void {
  checkText('messageId', messageId, MAX_ID_CHARACTERS)
  checkText('channel', channel, MAX_ID_CHARACTERS)
  checkText('subject', subject.id, MAX_ID_CHARACTERS)
  checkText('askedBy', askedBy, MAX_PERSON_CHARACTERS)
  checkTime('askedAt', askedAt)
}

function checkText(field: string, untrustedText: string | null, maxCharacters: number): void {
  if (untrustedText === null) return
  if (untrustedText.length > maxCharacters) throw invalid(field, 'is too long', { maxCharacters })
  // PostgreSQL holds no NUL, and UTF-8 no half of a surrogate pair.
  if (untrustedText.includes('\0') || !untrustedText.isWellFormed()) throw invalid(field, 'holds characters that cannot be stored')
}

function checkTime(field: string, ms: number): void {
  if (!Number.isSafeInteger(ms)) throw invalid(field, 'is not a whole number of milliseconds')
}

function isFlat(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}

function invalid(field: string, what: string, limit?: Readonly<Record<string, number>>): ForebayError {
  const passed = limit === undefined ? {} : { limit }
  return new ForebayError('INVALID_FIELD', `The field ${field} ${what}.`, { status: 422, field, ...passed })
}
