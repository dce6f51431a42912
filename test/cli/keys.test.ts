import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { decodeProtectedHeader } from 'jose'
import { createSealer } from '../../src/blobs/seal.ts'
import { addKey, type KeysDeps, listKeys, revokeKey, signCustomerToken } from '../../src/cli/keys.ts'
import type { Store } from '../../src/core/store.ts'
import { createKeyRing } from '../../src/identity/keys.ts'
import { createTokenVerifier } from '../../src/identity/token.ts'
import { openStore } from '../../src/store/open-store.ts'

const CHANNELS = ['webchat', 'support-mail']
const NOW = Date.parse('2026-11-21T10:00:00Z')

describe('forebay keys', () => {
  let folder: string
  let store: Store
  let printed: string
  let deps: KeysDeps
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'forebay-keys-'))
    store = await openStore({ url: `sqlite:${join(folder, 'keys.db')}`, sealer: createSealer(randomBytes(32)), clock: () => NOW })
    printed = ''
    deps = {
      store,
      clock: () => NOW,
      stdout: {
        write(text: string) {
          printed += text
        },
      },
    }
  })
  afterEach(async () => {
    await store.close()
    await rm(folder, { recursive: true, force: true })
  })
  const authenticate = (key: string) => createKeyRing({ keys: store.keys, clock: () => NOW }).authenticate(`Bearer ${key}`)
  const add = (command: Partial<Parameters<typeof addKey>[0]> = {}) =>
    addKey({ keyName: 'desk', channels: null, scopes: ['submit', 'read'], ...command }, CHANNELS, deps)

  test('add prints a key that opens what was asked for, and keeps only its hash', async () => {
    await add({ channels: ['webchat'], scopes: ['read', 'submit'] })
    const key = printed.trim()
    expect(printed).toBe(`${key}\n`)
    expect(await authenticate(key)).toMatchObject({ name: 'desk', channels: ['webchat'], scopes: ['submit', 'read'] })
    expect(JSON.stringify(await store.keys())).not.toContain(key)
  })
  test('list shows who may do what, and no secret', async () => {
    await add({ keyName: 'help \u001b[31mdesk' })
    const key = printed.trim()
    const id = (await store.keys())[0]?.id ?? ''
    await revokeKey(id, deps)
    printed = ''
    await listKeys(deps)
    const [head, row] = printed.split('\n')
    expect(head).toMatch(/^id +state +since +may +channels +name$/)
    expect(row).toBe(`${id}  revoked  2026-11-21  submit+read  all       help \\u{1B}[31mdesk`)
    expect(printed).not.toContain(key)
  })
  test('list says what to do when there are none', async () => {
    await listKeys(deps)
    expect(printed).toContain('forebay keys add NAME')
  })
  test('a revoked key opens nothing any more', async () => {
    await add()
    const key = printed.trim()
    const id = (await store.keys())[0]?.id ?? ''
    await revokeKey(id, deps)
    await expect(authenticate(key)).rejects.toMatchObject({ status: 401 })
    await expect(revokeKey(id, deps)).rejects.toMatchObject({ code: 'KEY_NOT_FOUND' })
  })
  test.each([
    [{ scopes: ['everything'] }, 'There is no scope everything; there are submit, vouch, read, reveal, admin.'],
    [{ scopes: [] }, '--scopes names none'],
    [{ channels: ['fax'] }, 'There is no channel fax; there are webchat, support-mail.'],
    [{ channels: [] }, '--channels names none'],
  ])('add refuses %j and makes no key', async (command, sentence) => {
    await expect(add(command)).rejects.toMatchObject({ code: 'INVALID_FIELD', publicMessage: expect.stringContaining(sentence) })
    expect(await store.keys()).toEqual([])
    expect(printed).toBe('')
  })
})

describe('forebay keys token', () => {
  const secret = 'the secret that the customer site signs with'
  const verify = createTokenVerifier({ secret: new TextEncoder().encode(secret), jwks: null, maxAgeSeconds: null, clock: () => NOW })
  const given = { subject: '42', acr: null, email: null, customerName: null, hours: 1 }

  test('signs a token that the service takes, for as long as it was asked', async () => {
    const token = await signCustomerToken({ ...given, acr: 'high' }, secret, () => NOW)
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256' })
    expect(await verify(token)).toMatchObject({ subject: '42', acr: 'high' })
    const old = await signCustomerToken({ ...given, hours: 2 }, secret, () => NOW - 3 * 3_600_000)
    await expect(verify(old)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' })
  })
})
