/** A submission has something in it, of the kind that its channel takes, within the limits that its channel sets. */
import type { Submission } from '../core/connector.ts'
import { ForebayError } from '../core/error.ts'
import type { Policy } from '../core/policy.ts'
import { checkFileBytes, checkFileCount, checkMessageBytes, checkWords, wordsBytes } from './limits.ts'

/** @throws ForebayError 422 `CHANNEL_CONTENT_MISMATCH`, `EMPTY_MESSAGE`; 413 for limits */
export function checkContent(submission: Submission, policy: Policy): void {
  const { content } = submission
  if ((policy.kind === 'email') !== (content.type !== 'words'))
    throw new ForebayError(
      'CHANNEL_CONTENT_MISMATCH',
      policy.kind === 'email'
        ? 'This channel takes whole e-mails (message/rfc822).'
        : 'This channel takes messages as JSON or multipart, not e-mails.',
      { status: 422, field: 'channel' },
    )
  switch (content.type) {
    case 'words': {
      const { words, files } = content
      if (files.length === 0 && isBlank(words.text) && isBlank(words.html) && isBlank(words.subject)) throw emptyMessage()
      checkWords(words, policy.limits)
      checkFileCount(files.length, policy.limits)
      for (const [index, file] of files.entries()) checkFileBytes(file.sizeBytes, `attachments[${index}]`, policy.limits)
      checkMessageBytes(
        files.reduce((sum, file) => sum + file.sizeBytes, wordsBytes(words)),
        policy.limits,
      )
      return
    }
    case 'mail-blob':
      checkMessageBytes(content.sizeBytes, policy.limits)
      return
    case 'mail':
      if (isBlankBytes(content.raw)) throw emptyMessage()
      checkMessageBytes(content.raw.byteLength, policy.limits)
      return
  }
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || !/\S/.test(text)
}

function isBlankBytes(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d))
}

function emptyMessage(): ForebayError {
  return new ForebayError('EMPTY_MESSAGE', 'The message has no words and no files.', { status: 422, field: 'text' })
}
