/** The same submission always yields the same keys, and a key says nothing about what it was made from. */
import { hash } from 'node:crypto'
import type { DedupeKey } from '../core/accept.ts'
import type { Submission } from '../core/connector.ts'

/**
 * Every claim of a submission to have been seen before. The identity token is left out of the content on purpose: a retry may carry a newer one.
 * @param mail Message-ID and SHA-256 of the whole message, null for words
 */
export function dedupeKeys(
  submission: Submission,
  mail: { readonly messageIdHeader: string | null; readonly sha256: string } | null,
): readonly DedupeKey[] {
  const keys: string[] = []
  if (submission.idempotencyKey !== null)
    keys.push(keyOf('idempotency-key', submission.idempotencyKey.scope, submission.idempotencyKey.key))
  if (submission.externalId !== null) keys.push(keyOf('external-id', submission.channel, submission.externalId))
  // Message-ID alone can be forged to make another mail vanish, and bytes alone prove no retry: both together do.
  if (mail !== null && mail.messageIdHeader !== null) keys.push(keyOf('message-id', submission.channel, mail.messageIdHeader, mail.sha256))
  if (keys.length === 0) return []
  const digest = contentDigest(submission, mail)
  return keys.map((key) => ({ key, contentDigest: digest }))
}

function contentDigest(submission: Submission, mail: { readonly sha256: string } | null): string {
  if (submission.content.type !== 'words') return keyOf('mail', submission.channel, mail?.sha256 ?? '')
  const { words, files } = submission.content
  return keyOf(
    'words',
    submission.channel,
    submission.conversationId,
    submission.externalId,
    words.sender?.address,
    words.sender?.name,
    words.subject,
    words.text,
    words.html,
    words.sentAt,
    files.map((file) => [file.untrustedName, file.untrustedType, file.sizeBytes, file.sha256]),
  )
}

/** JSON keeps the parts apart, whatever is in them. */
function keyOf(...parts: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(parts))
}
