/** In the whole service keys at an address check ID tokens, and settings that would trust too much stop the start. */
import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { SignJWT } from 'jose'
import { readSettings } from '../../src/settings/settings.ts'
import { openIdentifying } from '../../src/wire-identity.ts'
import { type LocalService, openLocalService } from '../support/service.ts'

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const soon = () => Math.floor(Date.now() / 1_000) + 300

let keys: Server
let house: LocalService
let fetched = 0

beforeAll(async () => {
  keys = createServer((_req, res) => {
    fetched += 1
    res.end(JSON.stringify({ keys: [{ ...pair.publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'ES256', use: 'sig' }] }))
  })
  await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(keys.address() as AddressInfo).port}/jwks`
  house = await openLocalService({
    environment: {
      ID_TOKEN_ISSUER: 'https://id.example',
      ID_TOKEN_AUDIENCE: 'shop',
      ID_TOKEN_JWKS_URL: url,
      TOKEN_KEYS_ALLOW_PRIVATE: '127.0.0.0/8',
    },
  })
}, 60_000)
afterAll(async () => {
  await house.stop()
  keys.close()
}, 30_000)

function idToken(claims: object = {}): Promise<string> {
  return new SignJWT({ iss: 'https://id.example', aud: 'shop', sub: 'anna-4711', iat: soon() - 300, exp: soon(), ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'k1', typ: 'JWT' })
    .sign(pair.privateKey)
}

describe('identity tokens in the service', () => {
  it('are ID tokens of the provider, with keys that are fetched once, beside customer tokens', async () => {
    for (const acr of [undefined, 'http://id.elegnamnden.se/loa/1.0/loa3']) {
      const record = await house.through({ text: 'Hi', sender: { identityToken: await idToken({ acr }) } })
      expect(record.identity).toMatchObject({ level: acr === undefined ? 'authenticated' : 'verified', subject: 'anna-4711' })
    }
    expect(fetched).toBe(1)
    const record = await house.through({ text: 'Hi', sender: { identityToken: await house.customerToken() } })
    expect(record.identity).toMatchObject({ level: 'authenticated', subject: 'customer-7' })
  })

  it('are refused when issued to another, and nothing is stored', async () => {
    const before = await house.service.store.counts()
    for (const claims of [{ aud: 'bank' }, { aud: ['shop', 'bank'], azp: 'bank' }, { iss: 'https://other.example' }]) {
      const answer = await house.call('POST', '/v1/messages', {
        body: { channel: 'webchat', text: 'Hi', sender: { identityToken: await idToken(claims) } },
      })
      expect(answer.status).toBe(422)
      expect(answer.json().code).toMatch(/^TOKEN_/)
    }
    expect(await house.service.store.counts()).toEqual(before)
  })

  it.each([
    ['an issuer alone', { ID_TOKEN_ISSUER: 'https://id.example' }, 'all three'],
    [
      'keys twice',
      { CUSTOMER_TOKEN_JWKS: '{"keys":[]}', CUSTOMER_TOKEN_JWKS_URL: 'https://a.example/jwks' },
      'CUSTOMER_TOKEN_JWKS_URL, not both',
    ],
    ['keys that are no JSON', { CUSTOMER_TOKEN_JWKS: 'keys' }, 'no JSON'],
    ['keys by plain http', { CUSTOMER_TOKEN_JWKS_URL: 'http://a.example/jwks' }, 'CUSTOMER_TOKEN_JWKS_URL has to be https'],
    [
      'keys of a provider by plain http',
      { ID_TOKEN_ISSUER: 'https://a.example', ID_TOKEN_AUDIENCE: 'shop', ID_TOKEN_JWKS_URL: 'http://a.example/jwks' },
      'ID_TOKEN_JWKS_URL has to be https',
    ],
    ['keys that are weak', { CUSTOMER_TOKEN_JWKS: '{"keys":[{"kty":"oct","k":"AAAA"}]}' }, 'below 32 bytes'],
  ])('are not taken at all with %s: the start stops', (_name, environment, words) => {
    const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
    const settings = readSettings(null, environment)
    expect(() => openIdentifying(settings, 'http://127.0.0.1:1', { amend: async () => true }, log, Date.now)).toThrow(words)
  })
})
