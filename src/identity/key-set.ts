/** Of a key set (RFC 7517) only keys that are sound and made for signing are ever used; one that mixes shared secrets with public keys is refused whole. */
import { createLocalJWKSet, type JWK, type JWTVerifyGetKey } from 'jose'
import { ForebayError } from '../core/error.ts'
import { isRocaKey } from './roca.ts'

export type KeySet =
  | { readonly kind: 'public'; readonly keys: JWTVerifyGetKey }
  /** Secrets that are shared with the customer's site, the newer beside the older while they are changed. */
  | { readonly kind: 'shared'; readonly secrets: readonly SharedSecret[] }

export interface SharedSecret {
  /** A token that names another key was not made with this one; null fits every token. */
  readonly kid: string | null
  readonly bytes: Uint8Array
}

const MAX_KEYS = 100
/** RFC 7518 3.3: 2048 bits or more. */
const MIN_RSA_BITS = 2_048
/** More costs time and proves no more. */
const MAX_RSA_BITS = 8_192
/** RFC 7518 3.2: a key of the size of the hash or more, for HS256. */
export const MIN_SECRET_BYTES = 32

const RSA_ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']
const CURVES: Readonly<Record<string, readonly string[]>> = {
  'EC P-256': ['ES256'],
  'EC P-384': ['ES384'],
  'EC P-521': ['ES512'],
  'OKP Ed25519': ['EdDSA', 'Ed25519'],
}

/** @throws ForebayError `TOKEN_KEYS_INVALID`; nothing of the document is in the message */
export function readKeySet(untrustedDocument: unknown): KeySet {
  const keys = keysOf(untrustedDocument)
  const shared = keys.filter(({ kty }) => kty === 'oct')
  if (shared.length > 0) {
    // One set for both invites a public key to be used as a secret (RFC 8725 2.1).
    if (shared.length !== keys.length) throw invalid('mixes shared secrets with public keys')
    return { kind: 'shared', secrets: readShared(shared) }
  }
  // RFC 7517 5: what is not understood is passed over; what is weak or not for signatures is passed over as well.
  const usable = keys.flatMap(usableKey)
  if (usable.length === 0) throw invalid('has no key that signatures can be checked with')
  return { kind: 'public', keys: createLocalJWKSet({ keys: usable }) }
}

function keysOf(untrusted: unknown): readonly JWK[] {
  const list = isObject(untrusted) ? untrusted.keys : undefined
  if (!Array.isArray(list) || list.length === 0) throw invalid('has no list of keys')
  if (list.length > MAX_KEYS) throw invalid(`has more than ${MAX_KEYS} keys`)
  if (!list.every((key) => isObject(key) && typeof key.kty === 'string')) throw invalid('has an entry that is no key')
  return list as readonly JWK[]
}

function readShared(keys: readonly JWK[]): readonly SharedSecret[] {
  const kids = new Set<string>()
  return keys.map(({ k, kid, alg, use, key_ops }) => {
    if (typeof k !== 'string' || (alg !== undefined && alg !== 'HS256') || !isForSignatures(use, key_ops))
      throw invalid('has a shared secret that is not for HS256')
    const bytes = new Uint8Array(Buffer.from(k, 'base64url'))
    if (bytes.byteLength < MIN_SECRET_BYTES) throw invalid(`has a shared secret below ${MIN_SECRET_BYTES} bytes`)
    if (typeof kid === 'string' && kids.has(kid)) throw invalid('has two secrets of one name')
    if (typeof kid === 'string') kids.add(kid)
    return { kid: typeof kid === 'string' ? kid : null, bytes }
  })
}

/** Public members alone, so that nothing else of the document has a say. */
function usableKey({ kty, crv, x, y, n, e, kid, alg, use, key_ops, d }: JWK): readonly JWK[] {
  // A private key that was published signs for whoever read it.
  if (d !== undefined || !isForSignatures(use, key_ops)) return []
  const named = { ...(typeof kid === 'string' ? { kid } : {}), ...(typeof alg === 'string' ? { alg } : {}) }
  if (kty === 'RSA') {
    if (typeof n !== 'string' || typeof e !== 'string' || (alg !== undefined && !RSA_ALGORITHMS.includes(alg)) || !isSoundRsa(n, e))
      return []
    return [{ kty, n, e, ...named }]
  }
  const algorithms = CURVES[`${kty} ${String(crv)}`]
  if (algorithms === undefined || typeof x !== 'string' || (alg !== undefined && !algorithms.includes(alg))) return []
  if (kty === 'EC') return typeof y === 'string' ? [{ kty, crv: String(crv), x, y, ...named }] : []
  return [{ kty: 'OKP', crv: String(crv), x, ...named }]
}

/** RFC 7517 4.2, 4.3: both may be left out. */
function isForSignatures(use: unknown, operations: unknown): boolean {
  return (use === undefined || use === 'sig') && (operations === undefined || (Array.isArray(operations) && operations.includes('verify')))
}

function isSoundRsa(n: string, e: string): boolean {
  const modulus = toInteger(n, MAX_RSA_BITS)
  const exponent = toInteger(e, 64)
  if (modulus === null || exponent === null) return false
  const bits = modulus.toString(2).length
  // With an exponent of 1 a message is its own signature.
  return bits >= MIN_RSA_BITS && exponent >= 3n && exponent % 2n === 1n && !isRocaKey(modulus)
}

function toInteger(base64url: string, maxBits: number): bigint | null {
  const bytes = Buffer.from(base64url, 'base64url')
  return bytes.byteLength === 0 || bytes.byteLength * 8 > maxBits + 8 ? null : BigInt(`0x${bytes.toString('hex')}`)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalid(problem: string): ForebayError {
  return new ForebayError('TOKEN_KEYS_INVALID', `The key set for identity tokens ${problem}.`)
}
