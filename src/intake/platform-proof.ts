/** What a submission says that a platform proved is checked here, or taken from a caller who may vouch; a proof that was handed in is never passed over. */
import { ForebayError } from '../core/error.ts'
import type { CheckPlatform, ProvenBy } from '../core/platform.ts'
import { decodeBase64, type SubmissionJson } from './submission.ts'

/** @throws ForebayError 422 `PLATFORM_ID_MISMATCH`, and what the caller's `mayVouch` throws */
export function checkClaim({ sender }: SubmissionJson, caller: { mayVouch(field: string): void }): void {
  if (sender?.platform === undefined) return
  if (sender.platform.proof === undefined) caller.mayVouch('sender.platform')
  // An address beside the proven id would look proven, too.
  if (sender.address !== undefined && sender.address !== sender.platform.id)
    throw new ForebayError(
      'PLATFORM_ID_MISMATCH',
      'The address of the sender is another than the id that the platform proved; leave it out.',
      { status: 422, field: 'sender.address' },
    )
}

/**
 * Null where nothing is said to be proven. After `checkClaim`, and once the caller may use the channel.
 * @throws ForebayError 422 `INVALID_BASE64`, and what `check` throws
 */
export function proven({ channel, externalId, sender }: SubmissionJson, check: CheckPlatform): ProvenBy | null {
  if (sender?.platform === undefined) return null
  const { id, proof } = sender.platform
  if (proof === undefined) return 'connector'
  return check({
    channel,
    externalId: externalId ?? null,
    senderId: id,
    untrustedBody: decodeBase64(proof.body, 'sender.platform.proof.body'),
    untrustedSignature: proof.signature,
    untrustedTimestamp: proof.timestamp ?? null,
  })
}
