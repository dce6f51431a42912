/** Assesses a file as the service would a message of the same bytes: same sandbox, policy, decision and release, and nothing stored. */
import type { Identity, IdentityLevel } from '../core/identity.ts'
import type { PolicyVersion } from '../core/policy.ts'
import type { MessageRecord } from '../core/record.ts'
import { assessIdentity } from '../identity/assess.ts'
import { claimPieces } from '../identity/claim.ts'
import { type Assessing, conclude, see } from '../pipeline/assess.ts'
import { lookWholly } from '../pipeline/rebuild.ts'
import type { Input } from './inputs.ts'

export interface InputAssessing {
  readonly assessing: Assessing
  /** Assume that the sender had this level; null: what the message shows by itself. */
  readonly level: IdentityLevel | null
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  readonly newId: () => string
}

export async function assessInput(input: Input, version: PolicyVersion, given: InputAssessing): Promise<MessageRecord> {
  const { assessing, level, clock, newId } = given
  const { policy } = version
  const arrival = {
    id: newId(),
    channel: policy.channel,
    kind: policy.kind,
    conversationId: null,
    receivedAt: clock(),
    content: input.content,
  }
  const seen = await see(arrival, policy, assessing)
  const identity = level === null ? assessIdentity(claimPieces(seen.message.sender)) : assumed(level)
  const standing = { identity, policy, policyVersion: version.version, reviews: [], revision: 1 }
  const further = await lookWholly(seen, standing, [], assessing, new AbortController().signal)
  return conclude(further, standing, assessing, clock()).record
}

function assumed(level: IdentityLevel): Identity {
  const claim = { kind: 'claim', result: 'none', detail: 'Assumed by whoever asked for this check.', supports: level } as const
  return { level, subject: null, evidence: level === 'anonymous' ? [] : [claim] }
}
