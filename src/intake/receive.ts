/** Bodies of the three content types become submissions; their files are durable before `accept` is asked, and gone again when it refuses. */
import type { Readable } from 'node:stream'
import type { Blobs } from '../core/blobs.ts'
import type { Accept, Receipt, Submission } from '../core/connector.ts'
import { ForebayError } from '../core/error.ts'
import type { ArrivalFile, ArrivalWords } from '../core/message.ts'
import type { CheckPlatform, ProvenBy } from '../core/platform.ts'
import type { Policy } from '../core/policy.ts'
import { readMailHeader } from '../parse/mime/header.ts'
import { MAX_INLINE_MAIL_BYTES, removeBlobs } from './admit.ts'
import type { BacklogGate } from './backlog.ts'
import type { Channels } from './channels.ts'
import { checkFileBytes, checkFileCount, checkMessageBytes, checkWords, fileTooLarge, messageTooLarge, wordsBytes } from './limits.ts'
import { cutOff, type MultipartFile, readMultipart } from './multipart.ts'
import { checkClaim, proven } from './platform-proof.ts'
import { decodeBase64, readSubmission, type SubmissionJson } from './submission.ts'

/** Who hands it in, and what the edge must allow before anything is stored. */
export interface Caller {
  readonly connector: string
  readonly idempotencyKey: Submission['idempotencyKey']
  /** Throws ForebayError when the caller may not use the channel; asked before the channel is looked up. */
  mayUse(channel: string): void
  /** Throws ForebayError when the caller's word on what proves a sender is not taken. */
  mayVouch(field: string): void
  /** Throws ForebayError when the channel is used too much. */
  takeTurn(channel: string, messagesPerMinute: number): Promise<void>
}

export interface Receive {
  /** A whole JSON body, in memory. */
  json(untrustedBody: Uint8Array, caller: Caller): Promise<Receipt>
  /** A streamed `multipart/form-data` body; is read but not destroyed. */
  multipart(untrustedBody: Readable, untrustedContentType: string, caller: Caller): Promise<Receipt>
  /** A streamed `message/rfc822` body; is read but not destroyed. */
  mail(untrustedBody: Readable, untrustedChannel: string, caller: Caller, envelope?: Submission['envelope']): Promise<Receipt>
}

export interface ReceiveDeps {
  readonly accept: Accept
  readonly blobs: Pick<Blobs, 'write' | 'remove'>
  readonly channels: Channels
  readonly backlog: BacklogGate
  /** Whatever a policy says, no body is taken beyond this. */
  readonly maxUploadBytes: number
  readonly checkPlatform: CheckPlatform
}

/** Above every policy; keep a hostile form from being walked for long. */
const MULTIPART_LIMITS = { maxFiles: 100, maxMessageJsonBytes: 16 * 1024 * 1024, maxNameCharacters: 500 }

export function createReceive(deps: ReceiveDeps): Receive {
  /** Everything that can be refused before a byte is stored. */
  async function enter(channel: string, caller: Caller): Promise<Policy> {
    caller.mayUse(channel)
    const policy = await deps.channels.policy(channel)
    await caller.takeTurn(channel, policy.rateLimit.messagesPerMinute)
    return policy
  }

  async function writeFile(
    source: AsyncIterable<Uint8Array> | Uint8Array,
    claim: MultipartFile,
    maxBytes: number,
    tooLarge: ForebayError,
  ): Promise<ArrivalFile> {
    const blob = await deps.blobs.write(source, maxBytes).catch(orTooLarge(tooLarge))
    return { untrustedName: claim.untrustedName, untrustedType: claim.untrustedType, ...blob }
  }

  /** Decodes all before the first is written, so that one bad attachment costs no write. */
  async function writeAttachments(message: SubmissionJson, policy: Policy, kept: ArrivalFile[]): Promise<void> {
    const attachments = message.attachments ?? []
    checkWords(toWords(message), policy.limits)
    checkFileCount(attachments.length, policy.limits)
    let totalBytes = wordsBytes(toWords(message))
    const decoded = attachments.map((attachment, index) => {
      const field = `attachments[${index}].content`
      // Four characters carry at most three bytes, two of which may be padding.
      checkFileBytes(Math.floor((attachment.content.length * 3) / 4) - 2, field, policy.limits)
      const bytes = decodeBase64(attachment.content, field)
      checkFileBytes(bytes.byteLength, field, policy.limits)
      totalBytes += bytes.byteLength
      return { bytes, field, claim: { untrustedName: attachment.name, untrustedType: attachment.type } }
    })
    checkMessageBytes(totalBytes, policy.limits)
    if (decoded.length === 0) return
    await deps.backlog.check(message.channel)
    const { maxFileBytes } = policy.limits
    const results = await Promise.allSettled(
      decoded.map(({ bytes, claim, field }) => writeFile(bytes, claim, maxFileBytes, fileTooLarge(field, maxFileBytes))),
    )
    for (const result of results) if (result.status === 'fulfilled') kept.push(result.value)
    for (const result of results) if (result.status === 'rejected') throw result.reason
  }

  /** Until `accept` is called the files are ours to remove; from then on they are its. */
  async function cleanly(kept: readonly { readonly blobId: string }[], run: () => Promise<void>): Promise<void> {
    try {
      await run()
    } catch (error) {
      await removeBlobs(
        deps.blobs,
        kept.map((file) => file.blobId),
      )
      throw error
    }
  }

  return {
    async json(untrustedBody, caller) {
      const message = readSubmission(untrustedBody)
      checkClaim(message, caller)
      const policy = await enter(message.channel, caller)
      const provenBy = proven(message, deps.checkPlatform)
      const files: ArrivalFile[] = []
      await cleanly(files, () => writeAttachments(message, policy, files))
      return deps.accept(toSubmission(message, files, caller, provenBy))
    },

    async multipart(untrustedBody, untrustedContentType, caller) {
      const files: ArrivalFile[] = []
      const entered: { message: SubmissionJson | null; policy: Policy | null; provenBy: ProvenBy | null } = {
        message: null,
        policy: null,
        provenBy: null,
      }
      await cleanly(files, () =>
        readMultipart(untrustedBody, untrustedContentType, MULTIPART_LIMITS, {
          async message(untrustedJson) {
            entered.message = readSubmission(untrustedJson)
            checkClaim(entered.message, caller)
            entered.policy = await enter(entered.message.channel, caller)
            entered.provenBy = proven(entered.message, deps.checkPlatform)
            await deps.backlog.check(entered.message.channel)
            await writeAttachments(entered.message, entered.policy, files)
          },
          async file(claim, bytes, index) {
            // Files may come before the message part; until the policy is known only the house's own bound holds, and `accept` checks again.
            const limits = entered.policy?.limits
            if (limits !== undefined) checkFileCount(files.length + 1, limits)
            const maxFileBytes = Math.min(limits?.maxFileBytes ?? deps.maxUploadBytes, deps.maxUploadBytes)
            const maxMessageBytes = Math.min(limits?.maxMessageBytes ?? deps.maxUploadBytes, deps.maxUploadBytes)
            const leftBytes = Math.max(
              0,
              files.reduce((left, file) => left - file.sizeBytes, maxMessageBytes),
            )
            files.push(
              leftBytes < maxFileBytes
                ? await writeFile(bytes, claim, leftBytes, messageTooLarge(maxMessageBytes))
                : await writeFile(bytes, claim, maxFileBytes, fileTooLarge(`attachments[${index}]`, maxFileBytes)),
            )
          },
        }),
      )
      return deps.accept(toSubmission(entered.message!, files, caller, entered.provenBy))
    },

    async mail(untrustedBody, untrustedChannel, caller, envelope) {
      if (envelope !== undefined) caller.mayVouch('Forebay-Client-Ip')
      const policy = await enter(untrustedChannel, caller)
      await deps.backlog.check(untrustedChannel)
      const maxBytes = Math.min(policy.limits.maxMessageBytes, deps.maxUploadBytes)
      const chunks = untrustedBody.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>
      const head: Uint8Array[] = []
      let headBytes = 0
      let ended = false
      while (!ended && headBytes <= MAX_INLINE_MAIL_BYTES) {
        const next = await nextOf(chunks)
        if (next.done) ended = true
        else {
          head.push(next.value)
          headBytes += next.value.byteLength
        }
      }
      const start = Buffer.concat(head, headBytes)
      const of = {
        channel: untrustedChannel,
        connector: caller.connector,
        conversationId: null,
        externalId: null,
        untrustedIdentityToken: null,
        ...(envelope === undefined ? {} : { envelope }),
      }
      if (ended) return deps.accept({ ...of, idempotencyKey: caller.idempotencyKey, content: { type: 'mail', raw: start } })
      const { messageIdHeader, from } = readMailHeader(start)
      const blob = await deps.blobs.write(continued(start, chunks), maxBytes).catch(orTooLarge(messageTooLarge(maxBytes)))
      const { blobId: rawBlobId, sizeBytes, sha256 } = blob
      const content = { type: 'mail-blob', rawBlobId, sizeBytes, sha256, messageIdHeader, from } as const
      return deps.accept({ ...of, idempotencyKey: caller.idempotencyKey, content })
    },
  }
}

/** The blob store knows only that it was too much; which limit that was is known here. */
function orTooLarge(tooLarge: ForebayError): (error: unknown) => never {
  return (error) => {
    throw error instanceof ForebayError && error.code === 'TOO_LARGE' ? tooLarge : error
  }
}

/** A request that breaks off is the sender's doing and no failure of ours. */
function nextOf(chunks: AsyncIterator<Uint8Array>): Promise<IteratorResult<Uint8Array>> {
  return chunks.next().catch(() => {
    throw cutOff()
  })
}

async function* continued(start: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield start
  for (let next = await nextOf(rest); !next.done; next = await nextOf(rest)) yield next.value
}

function toSubmission(message: SubmissionJson, files: readonly ArrivalFile[], caller: Caller, provenBy: ProvenBy | null): Submission {
  return {
    channel: message.channel,
    connector: caller.connector,
    conversationId: message.conversationId ?? null,
    externalId: message.externalId ?? null,
    idempotencyKey: caller.idempotencyKey,
    untrustedIdentityToken: message.sender?.identityToken ?? null,
    ...(provenBy === null ? {} : { byPlatform: provenBy }),
    content: { type: 'words', words: toWords(message), files },
  }
}

export function toWords(message: SubmissionJson): ArrivalWords {
  const { sender, subject, text, html, sentAt } = message
  const address = sender?.platform?.id ?? sender?.address
  const name = sender?.name ?? sender?.platform?.name
  const stated = address !== undefined || name !== undefined
  return {
    ...(stated ? { sender: { address: address ?? '', ...(name === undefined ? {} : { name }) } } : {}),
    ...(subject === undefined ? {} : { subject }),
    ...(text === undefined ? {} : { text }),
    ...(html === undefined ? {} : { html }),
    ...(sentAt === undefined ? {} : { sentAt }),
  }
}
