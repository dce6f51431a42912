import { describe, expect, it, jest } from '@jest/globals'
import type { ApiKey } from '../../src/core/api-key.ts'
import { createKeyRing, hashKey, mintKey, plausibleKey } from '../../src/identity/keys.ts'

const minted = mintKey()
const bearer = `Bearer ${minted.key}`
const record: ApiKey = { id: minted.id, name: 'test', hash: minted.hash, channels: null, scopes: ['submit'], createdAt: 0, revokedAt: null }

function ring(initial: readonly ApiKey[] = [record]) {
  const state = { keys: initial, now: 1_000, broken: false }
  const keys = jest.fn(async () => {
    if (state.broken) throw new Error('database gone')
    return state.keys
  })
  return { state, keys, ring: createKeyRing({ keys, clock: () => state.now }) }
}

describe('an API key', () => {
  it('is minted with its id in the clear, and no two are alike', () => {
    expect(minted.key).toMatch(new RegExp(`^fbk_${minted.id}_[0-9a-f]{72}$`))
    expect(mintKey().key).not.toBe(minted.key)
    expect(minted.hash).toBe(hashKey(minted.key))
    expect(minted.hash).not.toContain(minted.key.slice(20))
  })

  it('with a typo is told from a guess without a look at the store', async () => {
    const typo = minted.key.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    expect(plausibleKey(typo)).toBe(false)
    const { ring: it, keys } = ring()
    await expect(it.authenticate(`Bearer ${typo}`)).rejects.toMatchObject({ code: 'KEY_INVALID', status: 401 })
    expect(keys).not.toHaveBeenCalled()
  })

  it('of a shape of its own, set by the operator, works as well', async () => {
    const { ring: it } = ring([
      { ...record, hash: hashKey('a key set by hand') },
      { ...record, id: 'b', hash: hashKey('set-by-hand-0123') },
    ])
    expect((await it.authenticate('Bearer set-by-hand-0123')).id).toBe('b')
  })
})

describe('authenticating', () => {
  it('reads the store once for many requests', async () => {
    const { ring: it, keys } = ring()
    const all = await Promise.all(Array.from({ length: 50 }, () => it.authenticate(bearer)))
    expect(all.every((key) => key.id === minted.id)).toBe(true)
    expect(keys).toHaveBeenCalledTimes(1)
  })

  it('refuses a missing, a malformed, an unknown and an endless header', async () => {
    const { ring: it } = ring()
    for (const header of [undefined, '', 'Basic abc', 'Bearer', `Bearer ${'x '.repeat(4)}`, `Bearer ${'x'.repeat(100_000)}`])
      await expect(it.authenticate(header)).rejects.toMatchObject({ code: 'KEY_MISSING', status: 401 })
    await expect(it.authenticate(`Bearer ${mintKey().key}`)).rejects.toMatchObject({ code: 'KEY_INVALID', status: 401 })
  })

  it('sees a revocation at once in this process, also when a read was under way', async () => {
    const { ring: it, state, keys } = ring()
    await it.authenticate(bearer)
    let finish: (keys: readonly ApiKey[]) => void = () => undefined
    keys.mockImplementationOnce(() => new Promise((resolve) => (finish = resolve)))
    state.now += 1_000
    await it.authenticate(bearer) // starts a read in the background
    state.keys = [{ ...record, revokedAt: state.now }]
    it.forget()
    finish([record]) // what the old read saw comes too late
    await expect(it.authenticate(bearer)).rejects.toMatchObject({ code: 'KEY_INVALID' })
    await expect(it.authenticate(bearer)).rejects.toMatchObject({ code: 'KEY_INVALID' })
  })

  it('sees a revocation in another process within two seconds', async () => {
    const { ring: it, state } = ring()
    await it.authenticate(bearer)
    state.keys = [{ ...record, revokedAt: state.now }]
    state.now += 2_000
    await expect(it.authenticate(bearer)).rejects.toMatchObject({ code: 'KEY_INVALID' })
  })

  it('finds a key that was minted elsewhere a second ago, and does not ask the store for every guess', async () => {
    const { ring: it, state, keys } = ring([])
    await expect(it.authenticate(bearer)).rejects.toMatchObject({ code: 'KEY_INVALID' })
    state.keys = [record]
    state.now += 600
    expect((await it.authenticate(bearer)).id).toBe(minted.id)
    for (let guess = 0; guess < 20; guess += 1)
      await expect(it.authenticate(`Bearer ${mintKey().key}`)).rejects.toMatchObject({ code: 'KEY_INVALID' })
    expect(keys).toHaveBeenCalledTimes(2)
  })

  it('fails closed when the store cannot be read, and recovers', async () => {
    const { ring: it, state } = ring()
    await it.authenticate(bearer)
    state.broken = true
    state.now += 2_000
    await expect(it.authenticate(bearer)).rejects.toMatchObject({ code: 'KEYS_UNAVAILABLE', status: 503 })
    state.broken = false
    expect((await it.authenticate(bearer)).id).toBe(minted.id)
  })
})
