/** A platform's signature proves one thing alone: that the sender named sent the message named, as the platform itself said over its own signature and not long ago. */

import { ForebayError } from '../../core/error.ts'
import type { CheckPlatform, PlatformClaim, PlatformSecret } from '../../core/platform.ts'
import { type Clock, DAY_MS } from '../../core/time.ts'
import type { SignedMessage } from './scheme.ts'
import { SCHEMES } from './schemes.ts'
import { readSignedJson } from './signed-json.ts'

/**
 * The longest that a platform goes on trying to hand over a webhook is WhatsApp's week, and a connector gets a day besides.
 * The message's id stops a proof from being used twice for as long as the message is kept; this does once it has been erased.
 */
const MAX_AGE_MS = 8 * DAY_MS
const MAX_AHEAD_MS = DAY_MS

const PROOF = 'sender.platform.proof'

export function createPlatformCheck(secrets: readonly PlatformSecret[], clock: Clock): CheckPlatform {
  return (claim) => {
    if (claim.externalId === null)
      throw refused(422, 'PLATFORM_MESSAGE_MISSING', 'externalId', 'A proof is of one message: its id on the platform is missing.')
    const { platform, accounts } = findSigner(
      secrets.filter(({ channel }) => channel === claim.channel),
      claim,
    )
    const { timestampMs, messagesIn } = SCHEMES[platform]
    const now = clock()
    if (timestampMs !== null && !isSince(readTimestamp(claim), now - timestampMs, now + timestampMs))
      throw refused(401, 'PLATFORM_PROOF_EXPIRED', `${PROOF}.timestamp`, 'The platform signed it too long ago.', timestampMs)
    const body = readSignedJson(claim.untrustedBody)
    if (body === undefined) throw refused(422, 'PLATFORM_BODY_UNREADABLE', `${PROOF}.body`, 'The signed body is no JSON with one meaning.')
    checkMessage(messagesIn(body), claim, accounts, now)
    return platform
  }
}

/** All secrets are tried, whether or not one fits: an old one and a new one, several platforms, or several accounts of one. */
function findSigner(ofChannel: readonly PlatformSecret[], claim: PlatformClaim) {
  if (ofChannel.length === 0)
    throw refused(
      422,
      'PLATFORM_SECRET_MISSING',
      PROOF,
      'This channel has no secret to check the signature of a platform with (PLATFORM_SECRETS).',
    )
  if (claim.untrustedTimestamp === null && ofChannel.every(({ platform }) => SCHEMES[platform].timestampMs !== null))
    throw refused(422, 'PLATFORM_TIMESTAMP_MISSING', `${PROOF}.timestamp`, 'The platform signs a time beside the body, which is missing.')
  const signed = { body: claim.untrustedBody, signature: claim.untrustedSignature, timestamp: claim.untrustedTimestamp }
  const fitting = ofChannel.filter(({ platform, secret }) => SCHEMES[platform].isSignedWith(secret, signed))
  const platform = fitting[0]?.platform
  if (platform === undefined)
    throw refused(401, 'PLATFORM_SIGNATURE_INVALID', `${PROOF}.signature`, 'No secret of this channel makes this signature of these bytes.')
  return { platform, accounts: fitting.filter((one) => one.platform === platform).map(({ account }) => account) }
}

function checkMessage(
  messages: readonly SignedMessage[],
  { externalId, senderId }: PlatformClaim,
  accounts: readonly (string | null)[],
  now: number,
): void {
  const found = messages.filter(({ id }) => id === externalId)
  if (found.length === 0)
    throw refused(422, 'PLATFORM_MESSAGE_UNSIGNED', 'externalId', 'The signed body holds no message of a person with this id.')
  // One id with two senders would prove either.
  if (!found.every(({ senders }) => senders.includes(senderId)))
    throw refused(422, 'PLATFORM_SENDER_MISMATCH', 'sender.platform.id', 'The signed body says that this message is of another sender.')
  if (!accounts.includes(null) && !found.every(({ account }) => account !== null && accounts.includes(account)))
    throw refused(422, 'PLATFORM_ACCOUNT_MISMATCH', 'channel', 'The message was sent to another account than those of this channel.')
  if (found.some(({ sentAt }) => sentAt > now + MAX_AHEAD_MS))
    throw refused(401, 'PLATFORM_PROOF_EXPIRED', `${PROOF}.body`, 'The message is of a time to come: one of the clocks is wrong.')
  if (!found.every(({ sentAt }) => sentAt >= now - MAX_AGE_MS))
    throw refused(401, 'PLATFORM_PROOF_EXPIRED', `${PROOF}.body`, 'The signed message is too old to prove anything now.', MAX_AGE_MS)
}

/** Signed with the body, so a number in whatever the platform made. Seconds since the epoch; not a number for anything else. */
function readTimestamp({ untrustedTimestamp }: PlatformClaim): number {
  return /^\d{1,12}$/.test(untrustedTimestamp ?? '') ? Number(untrustedTimestamp) * 1_000 : Number.NaN
}

function isSince(time: number, from: number, to: number): boolean {
  return time >= from && time <= to
}

function refused(status: 401 | 422, code: string, field: string, sentence: string, maxAgeMs?: number): ForebayError {
  return new ForebayError(code, sentence, {
    status,
    field,
    ...(maxAgeMs === undefined ? {} : { limit: { maxAgeSeconds: maxAgeMs / 1_000 } }),
  })
}
