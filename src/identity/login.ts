/** A verified token proves a logged-in account; only an assurance that the channel lists by name makes it more. */
import type { Policy } from '../core/policy.ts'
import type { Piece } from './piece.ts'
import type { VerifiedToken } from './token.ts'

/** The `acr` and `amr` values that the channel takes for a login with an eID or the like. */
export type Assurance = Pick<Policy['identity'], 'verifiedAcr' | 'verifiedAmr'>

/** What the login alone supports. */
export function levelOf(login: Pick<VerifiedToken, 'acr' | 'amr'>, assurance: Assurance): 'authenticated' | 'verified' {
  return assuredBy(login, assurance) === undefined ? 'authenticated' : 'verified'
}

function assuredBy({ acr, amr }: Pick<VerifiedToken, 'acr' | 'amr'>, { verifiedAcr, verifiedAmr }: Assurance): string | undefined {
  return acr !== null && verifiedAcr.includes(acr) ? acr : amr.find((method) => verifiedAmr?.includes(method))
}

export function loginPiece(token: VerifiedToken, assurance: Assurance): Piece {
  return { evidence: { kind: 'token', result: 'pass', ...proven(token, assurance) }, subject: token.subject }
}

function proven(login: VerifiedToken, assurance: Assurance) {
  const assured = assuredBy(login, assurance)
  return assured === undefined
    ? ({ detail: 'Signed token of a logged-in customer session', supports: 'authenticated' } as const)
    : ({ detail: `Signed token of a login with the assurance that this channel asks for (${assured})`, supports: 'verified' } as const)
}
