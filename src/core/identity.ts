/** Who sent a message and how sure we can be; levels are ordered and only evidence moves them. */

/** Lowest first. */
export const IDENTITY_LEVELS = ['anonymous', 'claimed', 'authenticated', 'verified'] as const
export type IdentityLevel = (typeof IDENTITY_LEVELS)[number]

/** True when `level` is `needed` or above. */
export function reaches(level: IdentityLevel, needed: IdentityLevel): boolean {
  return IDENTITY_LEVELS.indexOf(level) >= IDENTITY_LEVELS.indexOf(needed)
}

export interface IdentityEvidence {
  readonly kind: 'token' | 'spf' | 'dkim' | 'dmarc' | 'arc' | 'signature' | 'remembered' | 'history' | 'claim'
  /** RFC 8601 words for mail; `pass`, `fail`, `none`, … for tokens. */
  readonly result: string
  /** What it proves, for people. Never a secret, never a whole token. */
  readonly detail: string
  /** The level that this evidence alone supports. */
  readonly supports: IdentityLevel
  /** Of a mail that DMARC proves: the very domain of its address signed or sent it, not only one above or below. Not there where that is not so, or not known. */
  readonly exact?: true
}

export interface Identity {
  readonly level: IdentityLevel
  /** A stable pseudonymous subject (`sub` of the token); null below `authenticated`, and where an address is proven but no account. */
  readonly subject: string | null
  readonly evidence: readonly IdentityEvidence[]
}
