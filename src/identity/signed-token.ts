/** A compact JWS (RFC 7515) opens only with the one algorithm that its key is for, and only when it is spelled as the standard spells it. */
import { type CompactJWSHeaderParameters, compactVerify, decodeProtectedHeader, errors, type JWTVerifyGetKey } from 'jose'
import { ForebayError } from '../core/error.ts'
import { type KeySet, MIN_SECRET_BYTES, type SharedSecret } from './key-set.ts'

/** The one place where the field of a token is named. */
export const TOKEN_FIELD = 'sender.identityToken'

export interface SigningTrust {
  /** HS256 secret shared with the customer's site; null when it signs with key pairs only. */
  readonly secret: Uint8Array | null
  /** Public keys (`readKeySet`, or a remote set) and the algorithms that they may be used with. */
  readonly jwks: { readonly keys: JWTVerifyGetKey; readonly algorithms: readonly string[] } | null
  /** Further secrets, as while one is changed. */
  readonly secrets?: readonly SharedSecret[]
  /** RFC 7518 3.2 asks for 32; less only where an installation has a shorter one from before. */
  readonly minSecretBytes?: number
}

export interface OpenedToken {
  readonly header: CompactJWSHeaderParameters
  readonly payload: Uint8Array
}

export type OpenToken = (untrustedToken: string) => Promise<OpenedToken>

/** Those that `SigningTrust` can be given for public keys. */
export const PUBLIC_KEY_ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']
const MAX_TOKEN_CHARACTERS = 8_192

/** RFC 7515 2: no line breaks, blanks or other characters, and RFC 7515 7.1: three parts. */
const COMPACT = /^([\w-]+)\.([\w-]*)\.([\w-]+)$/

/** What a key set says about the signatures that it is for. */
export function trustOf(keySet: KeySet): SigningTrust {
  return keySet.kind === 'shared'
    ? { secret: null, secrets: keySet.secrets, jwks: null }
    : { secret: null, jwks: { keys: keySet.keys, algorithms: PUBLIC_KEY_ALGORITHMS } }
}

/**
 * @throws ForebayError `SETTINGS_INVALID` at once when a symmetric or unknown algorithm is listed for public keys (RFC 8725 2.1, 3.1), or a secret is too short
 * @returns a function that throws ForebayError 422 `TOKEN_ALGORITHM` or `TOKEN_INVALID`, or 503 `TOKEN_KEYS_UNAVAILABLE`
 */
export function createTokenOpener(trust: SigningTrust): OpenToken {
  for (const algorithm of trust.jwks?.algorithms ?? []) {
    if (!PUBLIC_KEY_ALGORITHMS.includes(algorithm))
      throw new ForebayError('SETTINGS_INVALID', 'Customer tokens signed by a key pair need an RS, PS, ES or EdDSA algorithm.')
  }
  const shared: readonly SharedSecret[] = [...(trust.secret === null ? [] : [{ kid: null, bytes: trust.secret }]), ...(trust.secrets ?? [])]
  const minBytes = trust.minSecretBytes ?? MIN_SECRET_BYTES
  if (shared.some(({ bytes }) => bytes.byteLength < minBytes))
    throw new ForebayError('SETTINGS_INVALID', `A secret that customer tokens are signed with has ${minBytes} bytes or more.`)

  return async (untrustedToken) => {
    if (untrustedToken.length > MAX_TOKEN_CHARACTERS)
      throw refused('TOKEN_INVALID', 'The identity token is too long.', { limit: { maxCharacters: MAX_TOKEN_CHARACTERS } })
    const { algorithm, kid } = readHeader(untrustedToken)
    const keys =
      algorithm === 'HS256' ? shared.filter((one) => one.kid === null || kid === null || one.kid === kid).map(({ bytes }) => bytes) : []
    const fromSet = trust.jwks?.algorithms.includes(algorithm) ? trust.jwks.keys : null
    if (fromSet === null && (algorithm !== 'HS256' || shared.length === 0))
      throw refused('TOKEN_ALGORITHM', 'The identity token is signed with an algorithm that is not accepted here.')
    if (!isStrictlySpelled(untrustedToken)) throw refused('TOKEN_INVALID', 'The identity token is not a signed JWT.')
    let refusal: ForebayError = refused('TOKEN_INVALID', 'The identity token is not valid.')
    for (const key of fromSet === null ? keys : [fromSet]) {
      try {
        return await open(untrustedToken, key, algorithm)
      } catch (error) {
        refusal = refusalOf(error)
      }
    }
    throw refusal
  }
}

async function open(untrustedToken: string, key: Uint8Array | JWTVerifyGetKey, algorithm: string): Promise<OpenedToken> {
  // RFC 8725 3.1: the one algorithm that the chosen key is for, never what the token asks for.
  const options = { algorithms: [algorithm] }
  const opened =
    typeof key === 'function' ? await compactVerify(untrustedToken, key, options) : await compactVerify(untrustedToken, key, options)
  // RFC 7797 7: a JWT never has an unencoded payload.
  if (opened.protectedHeader.b64 === false) throw refused('TOKEN_INVALID', 'The identity token is not a signed JWT.')
  return { header: opened.protectedHeader, payload: opened.payload }
}

function readHeader(untrustedToken: string): { readonly algorithm: string; readonly kid: string | null } {
  let header: ReturnType<typeof decodeProtectedHeader>
  try {
    header = decodeProtectedHeader(untrustedToken)
  } catch {
    throw refused('TOKEN_INVALID', 'The identity token is not a signed JWT.')
  }
  if (typeof header.alg !== 'string' || header.alg === '')
    throw refused('TOKEN_ALGORITHM', 'The identity token names no signature algorithm.')
  return { algorithm: header.alg, kid: typeof header.kid === 'string' ? header.kid : null }
}

/** Another spelling of the same bytes is not the token that was issued. */
function isStrictlySpelled(untrustedToken: string): boolean {
  const parts = COMPACT.exec(untrustedToken)?.slice(1)
  return parts?.every((part) => Buffer.from(part, 'base64url').toString('base64url') === part) ?? false
}

/** jose's messages may quote claims, so only its error class is used; the error itself is not kept as a cause either. */
function refusalOf(error: unknown): ForebayError {
  if (error instanceof ForebayError) return error
  if (error instanceof errors.JOSEAlgNotAllowed)
    return refused('TOKEN_ALGORITHM', 'The identity token is signed with an algorithm that is not accepted here.')
  if (error instanceof errors.JWKSTimeout) return keysUnavailable()
  return refused('TOKEN_INVALID', 'The identity token is not valid.')
}

/** Nothing is said of the token: trying again can help. */
export function keysUnavailable(): ForebayError {
  return new ForebayError('TOKEN_KEYS_UNAVAILABLE', 'The keys that identity tokens are checked against cannot be had now.', {
    status: 503,
    field: TOKEN_FIELD,
    retryAfterSeconds: 5,
  })
}

export function refused(code: string, sentence: string, more: { readonly limit?: Readonly<Record<string, number>> } = {}): ForebayError {
  return new ForebayError(code, sentence, { status: 422, field: TOKEN_FIELD, ...more })
}
