/** A verified token proves a logged-in account; only an assurance that the channel lists by name makes it more. */
import type { Policy } from '../core/policy.ts'
import type { Piece } from './piece.ts'
import type { VerifiedToken } from './token.ts'

/** The `acr` and `amr` values that the channel takes for a login with an eID or the like. */
export type Assurance = Pick<Policy['identity'], 'verifiedAcr' | 'verifiedAmr'>

export function loginPiece(token: VerifiedToken, assurance: Assurance): Piece {
  return { evidence: { kind: 'token', result: 'pass', ...proven(token, assurance) }, subject: token.subject }
}

function proven({ acr, amr }: VerifiedToken, { verifiedAcr, verifiedAmr }: Assurance) {
  const assured = acr !== null && verifiedAcr.includes(acr) ? acr : amr.find((method) => verifiedAmr?.includes(method))
  return assured === undefined
    ? ({ detail: 'Signed token of a logged-in customer session', supports: 'authenticated' } as const)
    : ({ detail: `Signed token of a login with the assurance that this channel asks for (${assured})`, supports: 'verified' } as const)
}
