/** A token is checked by the one trust that its issuer has here: what it says of its issuer chooses the check, and the check proves it. */
import { decodeJwt } from 'jose'
import type { VerifyToken } from './token.ts'

export interface IssuerTrust {
  readonly issuer: string
  readonly verify: VerifyToken
}

/** @param otherwise for tokens of any other issuer, and of none */
export function chooseByIssuer(trusts: readonly IssuerTrust[], otherwise: VerifyToken): VerifyToken {
  return (untrustedToken) => {
    const issuer = untrustedIssuer(untrustedToken)
    return (trusts.find((trust) => trust.issuer === issuer)?.verify ?? otherwise)(untrustedToken)
  }
}

function untrustedIssuer(untrustedToken: string): unknown {
  // Longer ones are refused by whoever checks them.
  if (untrustedToken.length > 8_192) return undefined
  try {
    return decodeJwt(untrustedToken).iss
  } catch {
    // No JWT at all: its check says so.
    return undefined
  }
}
