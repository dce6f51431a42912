/** Senders who are not identified can have only so much wait for it; past that what would wait is refused, and words go on. */

import type { DedupeKey } from '../core/accept.ts'
import type { Submission } from '../core/connector.ts'
import { addressFor } from '../core/customer.ts'
import { ForebayError } from '../core/error.ts'
import type { Identity } from '../core/identity.ts'
import type { Address, ChannelKind } from '../core/message.ts'
import type { LevelRule, Policy } from '../core/policy.ts'
import { anyKindWaits, filesMayWait, messageWaits, USUAL_UNIDENTIFIED_LIMITS } from '../core/sender-rule.ts'
import type { Store } from '../core/store.ts'
import { type Clock, DAY_MS } from '../core/time.ts'
import type { WaitingClaim } from '../core/unidentified-limit.ts'
import { openBudget } from '../parse/budget.ts'
import { parseMail } from '../parse/mime/mail.ts'
import { storeUnavailable } from './channels.ts'

export interface Waiting {
  readonly submission: Submission
  /** Asked only when something would wait: reading it out of a mail costs. */
  sender(): Address | null
  readonly policy: Policy
  readonly identity: Identity
  readonly dedupeKeys: readonly DedupeKey[]
}

export interface WaitingGate {
  /** @throws ForebayError 429 `UNIDENTIFIED_LIMIT` with a time to come back, 503 `STORE_UNAVAILABLE` */
  enter(waiting: Waiting): Promise<void>
}

export function createWaitingGate(store: Pick<Store, 'claimWaiting'>, clock: Clock): WaitingGate {
  return {
    async enter({ submission, sender, policy, identity, dedupeKeys }) {
      // Nobody can be asked for more than the highest level.
      if (identity.level === 'verified') return
      const rule = policy.senders[identity.level]
      const waits = waitingOf(submission, rule)
      if (waits.items === 0) return
      const at = clock()
      const limits = policy.rateLimit.unidentified ?? USUAL_UNIDENTIFIED_LIMITS
      const claim: WaitingClaim = {
        channel: submission.channel,
        sender: whose(submission, policy.kind, sender()),
        dedupeKeys,
        at,
        ...waits,
      }
      const refusal = await store.claimWaiting(claim, limits).catch((cause: unknown) => {
        throw storeUnavailable(cause)
      })
      if (refusal === null) return
      const limit =
        refusal === 'sender'
          ? { maxItemsPerSenderPerDay: limits.itemsPerSender, maxBytesPerSenderPerDay: limits.bytesPerSender }
          : { maxItemsPerChannelPerDay: limits.itemsPerChannel, maxBytesPerChannelPerDay: limits.bytesPerChannel }
      throw new ForebayError('UNIDENTIFIED_LIMIT', messageWaits(rule) ? MESSAGES : FILES, {
        status: 429,
        limit,
        reason: 'IDENTITY_REQUIRED',
        retryAfterSeconds: Math.max(1, Math.ceil((DAY_MS - (at % DAY_MS)) / 1_000)),
        ...(messageWaits(rule) || submission.content.type !== 'words' ? {} : { field: 'attachments' }),
      })
    },
  }
}

const FILES =
  'Too many files wait already for senders to identify themselves; nothing was stored. Words without files are taken, and files of a sender who has logged in.'
const MESSAGES =
  'Too many messages wait already for senders to identify themselves; nothing was stored. Those of a sender who has logged in are taken.'

/**
 * A conversation is its sender's alone. An address is anybody's to claim, who would use up what its owner may send: in mail it counts
 * together with the server that it came from, and where that is not known nobody's does.
 */
function whose({ conversationId, content, envelope }: Submission, kind: ChannelKind, sender: Address | null): string | null {
  if (conversationId !== null) return `conversation ${conversationId}`
  const address = addressFor(kind, sender?.address ?? '')
  if (address === '') return null
  if (content.type === 'words') return `address ${address}`
  return envelope?.clientIp === undefined ? null : `address ${address} from ${envelope.clientIp}`
}

/** As far as it can be known at the door: a file's kind, which the level may speak of, is only known once somebody looked into it. */
function waitingOf({ content }: Submission, rule: LevelRule): { readonly items: number; readonly bytes: number } {
  const whole = messageWaits(rule) ? 1 : 0
  if (whole === 0 && !filesMayWait(rule)) return { items: 0, bytes: 0 }
  switch (content.type) {
    case 'words': {
      const files = content.files.filter(({ sizeBytes }, at) => whole === 1 || mayWait(sizeBytes, at, rule))
      return { items: whole + files.length, bytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) }
    }
    case 'mail-blob':
      // Larger than words are.
      return { items: 1, bytes: content.sizeBytes }
    case 'mail': {
      const files = parseMail(content.raw, openBudget()).leaves.filter(({ role }) => role === 'file')
      const waits = whole === 1 || files.some(({ bytes }, at) => mayWait(bytes.byteLength, at, rule))
      // One, whatever it holds: a mail costs a forger nothing, and must not cost others a day.
      return waits ? { items: 1, bytes: content.raw.byteLength } : { items: 0, bytes: 0 }
    }
  }
}

function mayWait(sizeBytes: number, at: number, rule: LevelRule): boolean {
  const { maxFileBytes = Number.POSITIVE_INFINITY, maxFiles = Number.POSITIVE_INFINITY } = rule
  return anyKindWaits(rule) || sizeBytes > maxFileBytes || at >= maxFiles
}
