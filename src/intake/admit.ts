/** A submission is either durable with all that belongs to it, or refused with nothing stored; there is no third outcome. */
import { hash } from 'node:crypto'
import type { AcceptResult } from '../core/accept.ts'
import type { Blobs } from '../core/blobs.ts'
import type { Accept, Receipt, Submission } from '../core/connector.ts'
import { ForebayError } from '../core/error.ts'
import type { Identity } from '../core/identity.ts'
import type { Address, Arrival } from '../core/message.ts'
import type { Policy } from '../core/policy.ts'
import type { Store } from '../core/store.ts'
import type { Clock } from '../core/time.ts'
import { readMailHeader } from '../parse/mime/header.ts'
import type { BacklogGate } from './backlog.ts'
import { type Channels, storeUnavailable } from './channels.ts'
import { checkContent } from './check-content.ts'
import { dedupeKeys } from './dedupe.ts'
import type { WaitingGate } from './unidentified-limit.ts'

/** A mail up to this size lies in its row and needs no blob of its own. */
export const MAX_INLINE_MAIL_BYTES = 128 * 1024

export interface AdmitDeps {
  readonly store: Pick<Store, 'accept'>
  readonly blobs: Pick<Blobs, 'write' | 'remove'>
  readonly channels: Channels
  readonly backlog: BacklogGate
  readonly waiting: WaitingGate
  /** Throws ForebayError for a token that is not valid; a sender of whom nothing is known is no error. */
  identify(submission: Submission, policy: Policy): Promise<Identity>
  /** Tells the queue; when it fails the sweeper will find the message. */
  enqueue(channel: string, messageId: string): Promise<void>
  readonly clock: Clock
  readonly newId: () => string
  onAccepted?(channel: string, receipt: Receipt): void
  onNotEnqueued?(channel: string, messageId: string, error: unknown): void
}

/** The one way in: every connector's `accept`. */
export function createAdmit(deps: AdmitDeps): Accept {
  return async (submission) => {
    const written = blobIdsOf(submission)
    let ready: Parameters<Store['accept']>[0]
    try {
      const policy = await deps.channels.policy(submission.channel)
      checkContent(submission, policy)
      await deps.backlog.check(submission.channel)
      const identity = await deps.identify(submission, policy)
      const mail = mailKeyOf(submission)
      const keys = dedupeKeys(submission, mail)
      await deps.waiting.enter({ submission, sender: () => senderOf(submission), policy, identity, dedupeKeys: keys })
      const arrival = await toArrival(submission, policy, deps, written)
      ready = { arrival, identity, sender: senderOf(submission), dedupeKeys: keys }
    } catch (error) {
      await removeBlobs(deps.blobs, written)
      throw error
    }

    let result: AcceptResult
    try {
      result = await deps.store.accept(ready)
    } catch (cause) {
      // The commit may have happened although its answer was lost: the blobs stay, and the sweeper removes what no message names.
      throw storeUnavailable(cause)
    }

    const receipt = await settleReceipt(result, ready.arrival.id, submission, deps.blobs, written)
    if (!receipt.duplicate) {
      deps.backlog.count(submission.channel)
      // Not waited for: the message is durable, and a queue that is down must not turn an acceptance into an error.
      enqueue(deps, submission.channel, receipt.messageId)
    }
    deps.onAccepted?.(submission.channel, receipt)
    return receipt
  }
}

/** Who the sender says to be, for every kind of submission. */
export function senderOf(submission: Submission): Address | null {
  switch (submission.content.type) {
    case 'words':
      return submission.content.words.sender ?? null
    case 'mail-blob':
      return submission.content.from
    case 'mail':
      return readMailHeader(submission.content.raw).from
  }
}

export async function removeBlobs(blobs: Pick<Blobs, 'remove'>, blobIds: readonly string[]): Promise<void> {
  // One that cannot be removed now is named by no message, and the sweeper takes it.
  await Promise.allSettled(blobIds.map((blobId) => blobs.remove(blobId)))
}

function blobIdsOf({ content }: Submission): string[] {
  switch (content.type) {
    case 'words':
      return content.files.map((file) => file.blobId)
    case 'mail-blob':
      return [content.rawBlobId]
    case 'mail':
      return []
  }
}

function mailKeyOf({ content }: Submission): { readonly messageIdHeader: string | null; readonly sha256: string } | null {
  switch (content.type) {
    case 'words':
      return null
    case 'mail-blob':
      return content
    case 'mail':
      return { messageIdHeader: readMailHeader(content.raw).messageIdHeader, sha256: hash('sha256', content.raw) }
  }
}

/** Writes a large mail as a blob, whose id is added to `written`. */
async function toArrival(submission: Submission, policy: Policy, deps: AdmitDeps, written: string[]): Promise<Arrival> {
  return {
    id: deps.newId(),
    channel: submission.channel,
    kind: policy.kind,
    connector: submission.connector,
    conversationId: submission.conversationId,
    receivedAt: deps.clock(),
    ...(submission.envelope === undefined ? {} : { envelope: submission.envelope }),
    content: await toArrivalContent(submission, policy, deps, written),
  }
}

async function toArrivalContent(submission: Submission, policy: Policy, deps: AdmitDeps, written: string[]): Promise<Arrival['content']> {
  const { content } = submission
  switch (content.type) {
    case 'words':
      return content
    case 'mail-blob':
      return { type: 'mail', rawBlobId: content.rawBlobId, sizeBytes: content.sizeBytes }
    case 'mail': {
      if (content.raw.byteLength <= MAX_INLINE_MAIL_BYTES) return { type: 'mail-inline', raw: content.raw }
      const blob = await deps.blobs.write(content.raw, policy.limits.maxMessageBytes)
      written.push(blob.blobId)
      return { type: 'mail', rawBlobId: blob.blobId, sizeBytes: blob.sizeBytes }
    }
  }
}

async function settleReceipt(
  result: AcceptResult,
  messageId: string,
  submission: Submission,
  blobs: Pick<Blobs, 'remove'>,
  written: readonly string[],
): Promise<Receipt> {
  if (result.outcome === 'stored') return { messageId, duplicate: false }
  // The first submission has its own blobs; these were written for nothing.
  await removeBlobs(blobs, written)
  if (result.sameContent) return { messageId: result.messageId, duplicate: true }
  // draft-ietf-httpapi-idempotency-key-header 2.7: a key that comes back with another payload is 422.
  if (submission.idempotencyKey !== null)
    throw new ForebayError('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key (or externalId) was used for another message.', {
      status: 422,
      field: 'Idempotency-Key',
    })
  throw new ForebayError('EXTERNAL_ID_REUSED', 'This externalId was used for another message of the channel.', {
    status: 422,
    field: 'externalId',
  })
}

function enqueue(deps: AdmitDeps, channel: string, messageId: string): void {
  const failed = (error: unknown) => deps.onNotEnqueued?.(channel, messageId, error)
  try {
    deps.enqueue(channel, messageId).catch(failed)
  } catch (error) {
    failed(error)
  }
}
