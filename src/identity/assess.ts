/** The level of a sender follows from evidence alone: a claim is never more than a claim, and only a verified token proves an account. */
import { type Identity, type IdentityEvidence, reaches } from '../core/identity.ts'
import type { Address } from '../core/message.ts'
import type { VerifiedToken } from './token.ts'

export interface AssessInput {
  /** As the sender states it; proves nothing. */
  readonly sender: Address | null
  /** Null when there was none; a token that did not verify never gets here. */
  readonly token: VerifiedToken | null
  /** The `acr` values that the channel takes for a login with an eID or the like. */
  readonly verifiedAcr: readonly string[]
}

/** Pure. The strongest evidence sets the level; all of it is kept. */
export function assessIdentity(input: AssessInput): Identity {
  const evidence: IdentityEvidence[] = []
  if (input.token !== null) evidence.push(tokenEvidence(input.token, input.verifiedAcr))
  if (input.sender !== null && (input.sender.address !== '' || (input.sender.name ?? '') !== ''))
    evidence.push({ kind: 'claim', result: 'none', detail: 'Name or address as the sender states it, unproven', supports: 'claimed' })

  const level = evidence.reduce<Identity['level']>((best, one) => (reaches(one.supports, best) ? one.supports : best), 'anonymous')
  return { level, subject: reaches(level, 'authenticated') ? (input.token?.subject ?? null) : null, evidence }
}

function tokenEvidence(token: VerifiedToken, verifiedAcr: readonly string[]): IdentityEvidence {
  if (token.acr !== null && verifiedAcr.includes(token.acr))
    return {
      kind: 'token',
      result: 'pass',
      detail: `Signed token of a login with the assurance that this channel asks for (${token.acr})`,
      supports: 'verified',
    }
  return { kind: 'token', result: 'pass', detail: 'Signed token of a logged-in customer session', supports: 'authenticated' }
}
