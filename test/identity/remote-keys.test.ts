/** Keys of a provider are fetched seldom, follow its changes, and are not used when it is away for long. */
import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it, jest } from '@jest/globals'
import { SignJWT } from 'jose'
import { chooseByIssuer } from '../../src/identity/choose-token.ts'
import { remoteKeys } from '../../src/identity/remote-keys.ts'
import { PUBLIC_KEY_ALGORITHMS } from '../../src/identity/signed-token.ts'
import { createTokenVerifier } from '../../src/identity/token.ts'

const NOW = Date.UTC(2026, 10, 21, 10)
const MINUTE = 60_000

function provider() {
  const pairs = new Map<string, ReturnType<typeof generateKeyPairSync>>()
  const state = { now: NOW, broken: false }
  const fetchDocument = jest.fn(async () => {
    if (state.broken) throw new Error('away')
    const keys = [...pairs].map(([kid, { publicKey }]) => ({ ...publicKey.export({ format: 'jwk' }), kid }))
    return Buffer.from(JSON.stringify({ keys }))
  })
  const add = (kid: string) => void pairs.set(kid, generateKeyPairSync('ec', { namedCurve: 'P-256' }) as never)
  add('k1')
  const clock = () => state.now
  const verify = createTokenVerifier({
    kind: 'id-token',
    secret: null,
    jwks: { keys: remoteKeys({ fetchDocument, clock }), algorithms: PUBLIC_KEY_ALGORITHMS },
    issuer: 'https://id.example',
    audience: 'shop',
    maxAgeSeconds: null,
    clock,
  })
  const token = (kid: string, claims: object = {}) =>
    new SignJWT({ iss: 'https://id.example', aud: 'shop', sub: 'anna', iat: state.now / 1_000, exp: state.now / 1_000 + 600, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' })
      .sign(pairs.get(kid)?.privateKey as never)
  return { state, fetchDocument, add, remove: (kid: string) => pairs.delete(kid), verify, token }
}

describe('keys that a provider publishes', () => {
  it('are fetched once for many tokens, and again when they are old', async () => {
    const { verify, token, fetchDocument, state } = provider()
    const one = await token('k1')
    await Promise.all(Array.from({ length: 20 }, () => verify(one)))
    expect(fetchDocument).toHaveBeenCalledTimes(1)
    state.now += 11 * MINUTE
    await verify(await token('k1'))
    expect(fetchDocument).toHaveBeenCalledTimes(2)
  })

  it('are fetched at once for a new key, and not for each token with a made-up one', async () => {
    const { verify, token, fetchDocument, state, add } = provider()
    await verify(await token('k1'))
    add('k2')
    state.now += MINUTE
    expect((await verify(await token('k2'))).subject).toBe('anna')
    expect(fetchDocument).toHaveBeenCalledTimes(2)
    add('k3')
    for (let count = 0; count < 10; count += 1) await expect(token('k3').then(verify)).rejects.toMatchObject({ code: 'TOKEN_INVALID' })
    expect(fetchDocument).toHaveBeenCalledTimes(2)
  })

  it('last for a while when the provider is away, and then nothing is taken', async () => {
    const { verify, token, state } = provider()
    await verify(await token('k1'))
    state.broken = true
    state.now += 50 * MINUTE
    expect((await verify(await token('k1'))).subject).toBe('anna')
    state.now += 11 * MINUTE
    await expect(token('k1').then(verify)).rejects.toMatchObject({ code: 'TOKEN_KEYS_UNAVAILABLE', status: 503 })
  })

  it('that were withdrawn are taken no more', async () => {
    const { verify, token, state, add, remove } = provider()
    const old = await token('k1')
    await verify(old)
    add('k2')
    remove('k1')
    state.now += 10 * MINUTE + 1
    await expect(verify(old))
      .rejects.toMatchObject({ code: 'TOKEN_EXPIRED' })
      .catch(() => undefined)
    await expect(verify(old)).rejects.toMatchObject({ code: 'TOKEN_INVALID' })
  })
})

describe('an ID token', () => {
  it.each([
    ['issued to us alone', {}, null],
    ['for several, issued to us', { aud: ['shop', 'bank'], azp: 'shop' }, null],
    ['for several, that does not say to whom it was issued', { aud: ['shop', 'bank'] }, 'TOKEN_INVALID'],
    ['for several, issued to another', { aud: ['shop', 'bank'], azp: 'bank' }, 'TOKEN_INVALID'],
    ['issued to another', { azp: 'bank' }, 'TOKEN_INVALID'],
    ['for another', { aud: 'bank' }, 'TOKEN_INVALID'],
    ['of another issuer', { iss: 'https://id.example/' }, 'TOKEN_INVALID'],
    ['that does not say when it was issued', { iat: undefined }, 'TOKEN_INVALID'],
    ['from the future', { iat: NOW / 1_000 + 60 }, 'TOKEN_INVALID'],
    ['that has expired', { exp: NOW / 1_000 - 60 }, 'TOKEN_EXPIRED'],
    ['whose expiry is no time', { exp: 'tomorrow' }, 'TOKEN_INVALID'],
    ['whose methods are no list', { amr: 'mfa' }, 'TOKEN_INVALID'],
  ])('%s gives the right answer', async (_name, claims, code) => {
    const { verify, token } = provider()
    const answer = await token('k1', claims)
      .then(verify)
      .then(
        () => null,
        (error) => error.code,
      )
    expect(answer).toBe(code)
  })

  it('gives the methods of its login', async () => {
    const { verify, token } = provider()
    expect((await verify(await token('k1', { amr: ['pwd', 'hwk'], acr: 'loa3' }))).amr).toEqual(['pwd', 'hwk'])
  })

  it('is checked by the trust of its issuer, and any other token by the customer trust', async () => {
    const { verify, token } = provider()
    const customer = jest.fn<typeof verify>(async () => Promise.reject(new Error('customer')))
    const choose = chooseByIssuer([{ issuer: 'https://id.example', verify }], customer)
    expect((await choose(await token('k1'))).subject).toBe('anna')
    for (const other of [await token('k1', { iss: 'https://other.example' }), 'no.jwt', 'x'.repeat(20_000)])
      await expect(choose(other)).rejects.toThrow('customer')
  })

  it('is not an access token that says so', async () => {
    const secret = new TextEncoder().encode('a shared secret of thirty-two bytes or more')
    const customer = createTokenVerifier({ secret, jwks: null, maxAgeSeconds: null, clock: () => NOW })
    const typed = (typ: string) => new SignJWT({ sub: 'a', exp: NOW / 1_000 + 60 }).setProtectedHeader({ alg: 'HS256', typ }).sign(secret)
    expect((await customer(await typed('JWT'))).subject).toBe('a')
    for (const typ of ['at+jwt', 'logout+jwt']) await expect(typed(typ).then(customer)).rejects.toMatchObject({ code: 'TOKEN_INVALID' })
  })
})
