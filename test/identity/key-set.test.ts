/** A key checks with its own algorithms alone, and a key set that is weak or broken is not taken. */
import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { SignJWT } from 'jose'
import { type KeySet, readKeySet } from '../../src/identity/key-set.ts'
import { isRocaKey } from '../../src/identity/roca.ts'
import { createTokenOpener, trustOf } from '../../src/identity/signed-token.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const rsaJwk = { ...rsa.publicKey.export({ format: 'jwk' }), kid: 'r1' }
const ecJwk = { ...ec.publicKey.export({ format: 'jwk' }), kid: 'e1', use: 'sig' }
const oct = (kid: string, bytes: number, alg = 'HS256') => ({ kty: 'oct', kid, alg, k: Buffer.alloc(bytes, kid).toString('base64url') })

async function opens(set: KeySet, alg: string, kid: string, key: Parameters<SignJWT['sign']>[0]): Promise<boolean> {
  const token = await new SignJWT({ sub: 'a' }).setProtectedHeader({ alg, kid }).sign(key)
  return createTokenOpener(trustOf(set))(token).then(
    () => true,
    () => false,
  )
}

describe('a key set', () => {
  it('checks with its keys, each for the algorithms of its kind', async () => {
    const set = readKeySet({ keys: [rsaJwk, ecJwk] })
    expect(await opens(set, 'RS256', 'r1', rsa.privateKey)).toBe(true)
    expect(await opens(set, 'PS384', 'r1', rsa.privateKey)).toBe(true)
    expect(await opens(set, 'ES256', 'e1', ec.privateKey)).toBe(true)
    expect(await opens(set, 'ES256', 'other', ec.privateKey)).toBe(false)
  })

  it('of shared secrets takes the newer beside the older, by name', async () => {
    const set = readKeySet({ keys: [oct('old', 32), oct('new', 40)] })
    expect(await opens(set, 'HS256', 'new', Buffer.alloc(40, 'new'))).toBe(true)
    expect(await opens(set, 'HS256', 'old', Buffer.alloc(32, 'old'))).toBe(true)
    expect(await opens(set, 'HS256', 'old', Buffer.alloc(40, 'new'))).toBe(false)
  })

  it.each([
    ['is no object', []],
    ['has no keys', { keys: [] }],
    ['has an entry that is no key', { keys: ['x'] }],
    ['has too many keys', { keys: Array.from({ length: 101 }, () => ecJwk) }],
    ['mixes secrets with public keys', { keys: [oct('a', 32), ecJwk] }],
    ['has a secret that is too short', { keys: [oct('a', 31)] }],
    ['has a secret for another algorithm', { keys: [oct('a', 64, 'HS512')] }],
    ['has two secrets of one name', { keys: [oct('a', 32), oct('a', 32)] }],
    ['has only keys to encrypt with', { keys: [{ ...rsaJwk, use: 'enc' }] }],
    ['has only private keys', { keys: [rsa.privateKey.export({ format: 'jwk' })] }],
    ['has only a small RSA key', { keys: [generateKeyPairSync('rsa', { modulusLength: 1_024 }).publicKey.export({ format: 'jwk' })] }],
    ['has only an RSA key with the exponent 1', { keys: [{ ...rsaJwk, e: 'AQ' }] }],
    ['has only a key that names the algorithm of another curve', { keys: [{ ...ecJwk, alg: 'ES512' }] }],
    ['has only a key that calls itself another kind', { keys: [{ ...ecJwk, kty: 'RSA' }] }],
  ])('that %s is refused', (_name, document) => {
    expect(() => readKeySet(document)).toThrow('TOKEN_KEYS_INVALID')
  })

  it('passes over what it cannot use beside what it can', async () => {
    const set = readKeySet({ keys: [{ kty: 'AKP', alg: 'ML-DSA-44' }, { ...rsaJwk, use: 'enc' }, ecJwk] })
    expect(await opens(set, 'ES256', 'e1', ec.privateKey)).toBe(true)
    expect(await opens(set, 'RS256', 'r1', rsa.privateKey)).toBe(false)
  })
})

describe('isRocaKey', () => {
  it('knows a modulus that is a power of 65537 modulo each small prime, and lets others be', () => {
    // By the Chinese remainder theorem 65537 itself is one.
    expect(isRocaKey(65_537n ** 3n)).toBe(true)
    expect(isRocaKey(BigInt(`0x${Buffer.from(String(rsaJwk.n), 'base64url').toString('hex')}`))).toBe(false)
  })
})
