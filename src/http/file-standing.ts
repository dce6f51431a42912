/** Why a file cannot be had, as one refusal with a code: the same for those who ask with a key and for those who come by a signed address. */
import { ForebayError } from '../core/error.ts'
import type { MessageRecord } from '../core/record.ts'
import type { Release, ReleasedFile } from '../core/release.ts'
import { fileNotFound } from './read-request.ts'

/** @throws ForebayError 409 `NOT_SETTLED`, `MESSAGE_HELD`; 410 `MESSAGE_BLOCKED`, `MESSAGE_EXPIRED` */
export function releaseOf({ status, release }: MessageRecord): Release {
  if (release !== null) return release
  switch (status) {
    case 'held':
      throw new ForebayError('MESSAGE_HELD', 'The message is held and has no release yet.', { status: 409 })
    case 'blocked':
      throw new ForebayError('MESSAGE_BLOCKED', 'The message was blocked; there is no release.', { status: 410 })
    case 'expired':
      throw new ForebayError('MESSAGE_EXPIRED', 'The message expired while it was held; there is no release.', { status: 410 })
    case 'accepted':
    case 'released':
      throw new ForebayError('NOT_SETTLED', 'The message is not inspected yet.', { status: 409, retryAfterSeconds: 1 })
  }
}

/**
 * The file, if it can be had.
 * @throws ForebayError 404 `FILE_NOT_FOUND`; 409 `FILE_HELD`, 410 `FILE_REMOVED`, each with the reason's code; and as {@link releaseOf}
 */
export function releasedFile(record: MessageRecord, fileId: string): ReleasedFile {
  const file = releaseOf(record).files.find(({ id }) => id === fileId)
  if (file === undefined) throw fileNotFound()
  switch (file.action) {
    case 'release':
    case 'disarm':
      return file
    case 'hold':
      throw new ForebayError('FILE_HELD', file.explanation, { status: 409, reason: file.reason })
    case 'rewrite':
    case 'defang':
    case 'mask':
    case 'remove':
    case 'block':
      throw new ForebayError('FILE_REMOVED', file.explanation, { status: 410, reason: file.reason })
  }
}

/** Of a type that is not drawn here, or of no page of this number. */
export function notViewable(): ForebayError {
  return new ForebayError('FILE_NOT_VIEWABLE', 'There is no such view of this file.', { status: 404 })
}
