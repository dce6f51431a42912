/** A customer token counts only when its signature, algorithm and lifetime are exactly what the configuration allows; nothing of it reaches an error. */
import { isUtf8 } from 'node:buffer'
import { isPlainString } from '../core/plain-string.ts'
import type { Clock } from '../core/time.ts'
import { createTokenOpener, type OpenedToken, refused, type SigningTrust } from './signed-token.ts'

/** What a verified token says; every string is bounded and free of control characters. */
export interface VerifiedToken {
  readonly subject: string
  readonly email: string | null
  readonly name: string | null
  /** Authentication context class reference (OpenID Connect Core 2). */
  readonly acr: string | null
  /** Authentication methods (RFC 8176), as `hwk`, `mfa`; mostly empty. */
  readonly amr: readonly string[]
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

export interface TokenTrust extends SigningTrust {
  readonly issuer?: string
  readonly audience?: string
  /** The longest time from now (and from `iat`, when there is one) to `exp`, in seconds; null is no bound beside `exp`. */
  readonly maxAgeSeconds: number | null
  /** `id-token`: as an OpenID provider issues it, with what OpenID Connect Core 3.1.3.7 asks of one. */
  readonly kind?: 'customer' | 'id-token'
  readonly clock: Clock
}

export type VerifyToken = (untrustedToken: string) => Promise<VerifiedToken>

const CLOCK_TOLERANCE_SECONDS = 30
const CLAIM_CHARACTERS = { sub: 255, email: 320, name: 200, acr: 255 } as const
const MAX_METHODS = 20
const MAX_METHOD_CHARACTERS = 64

type Claims = Readonly<Record<string, unknown>>

/**
 * @throws ForebayError `SETTINGS_INVALID` at once, as `createTokenOpener`
 * @returns a function that throws ForebayError 422 `TOKEN_ALGORITHM`, `TOKEN_EXPIRED` or `TOKEN_INVALID`, or 503 `TOKEN_KEYS_UNAVAILABLE`
 */
export function createTokenVerifier(trust: TokenTrust): VerifyToken {
  const open = createTokenOpener(trust)
  return async (untrustedToken) => readClaims(await open(untrustedToken), trust, trust.clock())
}

function readClaims(token: OpenedToken, trust: TokenTrust, now: number): VerifiedToken {
  const claims = claimsOf(token)
  const subject = readClaim(claims, 'sub')
  const expiresAt = readTime(claims, 'exp')
  if (subject === null || expiresAt === null) throw refused('TOKEN_INVALID', 'The identity token needs the claims sub and exp.')
  checkTimes(claims, expiresAt, trust, now / 1_000)
  checkParties(claims, trust)
  return {
    subject,
    email: readClaim(claims, 'email'),
    name: readClaim(claims, 'name'),
    acr: readClaim(claims, 'acr'),
    amr: readMethods(claims.amr),
    expiresAt: expiresAt * 1_000,
  }
}

function claimsOf({ header, payload }: OpenedToken): Claims {
  // RFC 8725 3.11: an access token or a logout token says so, and is no proof that its bearer logged in here.
  const type = header.typ
  if (type !== undefined && !/^(application\/)?jwt$/i.test(String(type)))
    throw refused('TOKEN_INVALID', 'The identity token is of another type.')
  try {
    const claims: unknown = isUtf8(payload) ? JSON.parse(Buffer.from(payload).toString('utf8')) : null
    if (typeof claims === 'object' && claims !== null && !Array.isArray(claims)) return claims as Claims
  } catch {
    // The parser's message quotes the claims.
  }
  throw refused('TOKEN_INVALID', 'The identity token holds no claims.')
}

function checkTimes(claims: Claims, expiresAt: number, { maxAgeSeconds, kind }: TokenTrust, nowSeconds: number): void {
  const issuedAt = readTime(claims, 'iat')
  const notBefore = readTime(claims, 'nbf')
  if (expiresAt + CLOCK_TOLERANCE_SECONDS <= nowSeconds) throw refused('TOKEN_EXPIRED', 'The identity token has expired.')
  if (notBefore !== null && notBefore - CLOCK_TOLERANCE_SECONDS > nowSeconds)
    throw refused('TOKEN_INVALID', 'The identity token is not valid yet.')
  // OpenID Connect Core 2: an ID token says when it was issued.
  if (kind === 'id-token' && issuedAt === null) throw refused('TOKEN_INVALID', 'The identity token needs the claim iat.')
  if (issuedAt !== null && issuedAt - CLOCK_TOLERANCE_SECONDS > nowSeconds)
    throw refused('TOKEN_INVALID', 'The identity token is from the future.')
  if (maxAgeSeconds === null) return
  const startsAt = Math.min(issuedAt ?? Number.POSITIVE_INFINITY, nowSeconds)
  if (expiresAt - startsAt > maxAgeSeconds + CLOCK_TOLERANCE_SECONDS)
    throw refused('TOKEN_INVALID', 'The identity token is valid for longer than is accepted here.', { limit: { maxAgeSeconds } })
}

function checkParties(claims: Claims, { issuer, audience, kind }: TokenTrust): void {
  if (issuer !== undefined && claims.iss !== issuer) throw refused('TOKEN_INVALID', 'The identity token is of another issuer.')
  if (audience === undefined) return
  const audiences: readonly unknown[] = Array.isArray(claims.aud) ? claims.aud : [claims.aud]
  if (!audiences.includes(audience)) throw refused('TOKEN_INVALID', 'The identity token is for somebody else.')
  // OpenID Connect Core 3.1.3.7, 4 and 5: with several audiences the token names whom it was issued to, and that is us.
  if (kind !== 'id-token' || (claims.azp === undefined && audiences.length === 1)) return
  if (claims.azp !== audience) throw refused('TOKEN_INVALID', 'The identity token was issued to somebody else.')
}

/** RFC 7519 2: seconds since the epoch, fractions allowed. */
function readTime(claims: Claims, name: 'exp' | 'iat' | 'nbf'): number | null {
  const value = claims[name]
  if (value === undefined) return null
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw refused('TOKEN_INVALID', `The claim ${name} of the identity token is not a time.`)
  return value
}

function readClaim(claims: Claims, name: keyof typeof CLAIM_CHARACTERS): string | null {
  const value = claims[name]
  if (value === undefined || value === null) return null
  if (!isPlainString(value, CLAIM_CHARACTERS[name]))
    throw refused('TOKEN_INVALID', `The claim ${name} of the identity token is not a plain string within its limit.`, {
      limit: { maxCharacters: CLAIM_CHARACTERS[name] },
    })
  return value
}

function readMethods(value: unknown): readonly string[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value) || value.length > MAX_METHODS || !value.every((one) => isPlainString(one, MAX_METHOD_CHARACTERS)))
    throw refused('TOKEN_INVALID', 'The claim amr of the identity token is not a list of plain strings within its limit.', {
      limit: { maxMethods: MAX_METHODS },
    })
  return value
}
