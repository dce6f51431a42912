/** A customer token counts only when its signature, algorithm and lifetime are exactly what the configuration allows; nothing of it reaches an error. */
import { decodeProtectedHeader, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { ForebayError } from '../core/error.ts'
import type { Clock } from '../core/ports.ts'

/** What a verified token says; every string is bounded and free of control characters. */
export interface VerifiedToken {
  readonly subject: string
  readonly email: string | null
  readonly name: string | null
  /** Authentication context class reference (OpenID Connect Core 2). */
  readonly acr: string | null
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

export interface TokenTrust {
  /** HS256 secret shared with the customer's site; null when it signs with key pairs only. */
  readonly secret: Uint8Array | null
  /** Public keys (jose `createLocalJWKSet` or a remote one) and the algorithms that they may be used with. */
  readonly jwks: { readonly keys: JWTVerifyGetKey; readonly algorithms: readonly string[] } | null
  readonly issuer?: string
  readonly audience?: string
  /** The longest time from now (and from `iat`, when there is one) to `exp`, in seconds; null is no bound beside `exp`. */
  readonly maxAgeSeconds: number | null
  readonly clock: Clock
}

export type VerifyToken = (untrustedToken: string) => Promise<VerifiedToken>

const FIELD = 'sender.identityToken'
const MAX_TOKEN_CHARACTERS = 8_192
const CLOCK_TOLERANCE_SECONDS = 30
const CLAIM_CHARACTERS = { sub: 255, email: 320, name: 200, acr: 255 } as const
const PUBLIC_KEY_ALGORITHMS = /^(RS|PS|ES)(256|384|512)$|^(EdDSA|Ed25519)$/
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/

/**
 * @throws ForebayError `SETTINGS_INVALID` at once when a symmetric or unknown algorithm is listed for public keys (RFC 8725 2.1, 3.1)
 * @returns a function that throws ForebayError 422 `TOKEN_ALGORITHM`, `TOKEN_EXPIRED` or `TOKEN_INVALID`, or 503 `TOKEN_KEYS_UNAVAILABLE`
 */
export function createTokenVerifier(trust: TokenTrust): VerifyToken {
  for (const algorithm of trust.jwks?.algorithms ?? []) {
    if (!PUBLIC_KEY_ALGORITHMS.test(algorithm))
      throw new ForebayError('SETTINGS_INVALID', 'Customer tokens signed by a key pair need an RS, PS, ES or EdDSA algorithm.')
  }
  return async (untrustedToken) => {
    if (untrustedToken.length > MAX_TOKEN_CHARACTERS)
      throw refused('TOKEN_INVALID', 'The identity token is too long.', { limit: { maxCharacters: MAX_TOKEN_CHARACTERS } })
    const algorithm = readAlgorithm(untrustedToken)
    const now = trust.clock()
    const options = {
      // RFC 8725 3.1: the one algorithm that the chosen key is for, never what the token asks for.
      algorithms: [algorithm],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(now),
      requiredClaims: ['exp', 'sub'],
      ...(trust.issuer === undefined ? {} : { issuer: trust.issuer }),
      ...(trust.audience === undefined ? {} : { audience: trust.audience }),
    }
    try {
      if (algorithm === 'HS256' && trust.secret !== null) {
        return readClaims((await jwtVerify(untrustedToken, trust.secret, options)).payload, now, trust.maxAgeSeconds)
      }
      if (trust.jwks?.algorithms.includes(algorithm)) {
        return readClaims((await jwtVerify(untrustedToken, trust.jwks.keys, options)).payload, now, trust.maxAgeSeconds)
      }
    } catch (error) {
      throw refusalOf(error)
    }
    throw refused('TOKEN_ALGORITHM', 'The identity token is signed with an algorithm that is not accepted here.')
  }
}

function readAlgorithm(untrustedToken: string): string {
  try {
    const { alg } = decodeProtectedHeader(untrustedToken)
    if (typeof alg === 'string' && alg !== '') return alg
  } catch {
    throw refused('TOKEN_INVALID', 'The identity token is not a signed JWT.')
  }
  throw refused('TOKEN_ALGORITHM', 'The identity token names no signature algorithm.')
}

function readClaims(payload: JWTPayload, now: number, maxAgeSeconds: number | null): VerifiedToken {
  const subject = readClaim(payload, 'sub')
  if (subject === null || payload.exp === undefined) throw refused('TOKEN_INVALID', 'The identity token needs the claims sub and exp.')
  if (maxAgeSeconds !== null) {
    const startsAt = Math.min(payload.iat ?? Number.POSITIVE_INFINITY, now / 1_000)
    if (payload.exp - startsAt > maxAgeSeconds + CLOCK_TOLERANCE_SECONDS)
      throw refused('TOKEN_INVALID', 'The identity token is valid for longer than is accepted here.', { limit: { maxAgeSeconds } })
  }
  return {
    subject,
    email: readClaim(payload, 'email'),
    name: readClaim(payload, 'name'),
    acr: readClaim(payload, 'acr'),
    expiresAt: payload.exp * 1_000,
  }
}

function readClaim(payload: JWTPayload, name: keyof typeof CLAIM_CHARACTERS): string | null {
  const value = payload[name]
  if (value === undefined || value === null) return null
  if (typeof value !== 'string' || value === '' || value.length > CLAIM_CHARACTERS[name] || CONTROLS.test(value) || !value.isWellFormed())
    throw refused('TOKEN_INVALID', `The claim ${name} of the identity token is not a plain string within its limit.`, {
      limit: { maxCharacters: CLAIM_CHARACTERS[name] },
    })
  return value
}

/** jose's messages may quote claims, so only its error class is used; the error itself is not kept as a cause either. */
function refusalOf(error: unknown): ForebayError {
  if (error instanceof ForebayError) return error
  if (error instanceof errors.JWTExpired) return refused('TOKEN_EXPIRED', 'The identity token has expired.')
  if (error instanceof errors.JOSEAlgNotAllowed)
    return refused('TOKEN_ALGORITHM', 'The identity token is signed with an algorithm that is not accepted here.')
  if (error instanceof errors.JWKSTimeout)
    return new ForebayError('TOKEN_KEYS_UNAVAILABLE', 'The keys that identity tokens are checked against cannot be had now.', {
      status: 503,
      field: FIELD,
      retryAfterSeconds: 5,
    })
  return refused('TOKEN_INVALID', 'The identity token is not valid.')
}

function refused(code: string, sentence: string, more: { readonly limit?: Readonly<Record<string, number>> } = {}): ForebayError {
  return new ForebayError(code, sentence, { status: 422, field: FIELD, ...more })
}
