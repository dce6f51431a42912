import { describe, expect, it } from '@jest/globals'
import { readiness } from '../../src/http/readiness.ts'

const well = { ping: async () => undefined }
const away = { ping: () => Promise.reject(new Error('away')) }
const hung = { ping: () => new Promise<void>(() => undefined) }
const scanner = (state: { readonly configured: boolean; readonly reachable: boolean }) => ({
  describe: async () => ({ ...state, version: state.reachable ? 'ClamAV 1.4' : null, address: null }),
})
const scanning = scanner({ configured: true, reachable: true })
const hungScanner = { describe: () => new Promise<never>(() => undefined) }
const soon = { queueMs: 20, scannerMs: 20, databaseMs: 20 }

describe('readiness', () => {
  it('is ready when all answer', async () => {
    expect(await readiness(well, well, scanning, [])).toMatchObject({
      ok: true,
      checks: { database: { ok: true }, queue: { ok: true }, scanner: { ok: true, detail: 'ClamAV 1.4' } },
    })
  })

  it.each([
    ['is away', away, scanner({ configured: true, reachable: false })],
    ['hangs', hung, hungScanner],
  ])('stays ready though what can be waited for %s', async (_how, queue, scan) => {
    expect(await readiness(well, queue, scan, [], null, soon)).toMatchObject({
      ok: true,
      checks: { queue: { ok: false }, scanner: { ok: false, detail: 'does not answer: files are held' } },
    })
  })

  it.each([
    ['is away', away],
    ['hangs', hung],
  ])('is not ready when the database %s', async (_how, store) => {
    expect(await readiness(store, well, scanning, [], null, soon)).toMatchObject({ ok: false, checks: { database: { ok: false } } })
  })

  it('gives a slow database longer than what can be waited for', async () => {
    const slow = { ping: () => new Promise<void>((resolve) => setTimeout(resolve, 50)) }
    expect(await readiness(slow, hung, hungScanner, [], null, { ...soon, databaseMs: 60_000 })).toMatchObject({ ok: true })
  })

  it('says when no scanner is configured', async () => {
    const { checks } = await readiness(well, well, scanner({ configured: false, reachable: false }), [])
    expect(checks.scanner).toEqual({ ok: false, detail: 'none configured: files are held' })
  })

  it.each([
    ['missed', false, 'CANARY_MISSED: it is blind; all files are held'],
    ['away', true, 'no scanner gave a verdict'],
    ['untried', true, 'not tried yet'],
  ] as const)('with a canary that is %s', async (status, isReady, detail) => {
    const canary = { status, detail: status === 'missed' ? 'it is blind' : '' }
    const answer = await readiness(well, well, scanning, [], { canary, signatureMaxAgeMs: 1, now: 0 })
    expect(answer).toMatchObject({ ok: isReady, checks: { canary: { ok: false, detail } } })
    expect(answer.reason).toBe(isReady ? undefined : 'CANARY_MISSED')
  })

  it('tells how old the signatures are, and stays ready when they are too old', async () => {
    const engine = {
      kind: 'clamd',
      address: 'tcp://a',
      status: 'ok',
      version: 'v',
      signaturesAt: 0,
      limitBytes: 300,
      silentAboveLimit: true,
    } as const
    const aged = { describe: async () => ({ configured: true, reachable: true, version: 'v', address: 'tcp://a', engines: [engine] }) }
    const at = (now: number) =>
      readiness(well, well, aged, [], { canary: { status: 'ok', detail: '' }, signatureMaxAgeMs: 72 * 3_600_000, now })
    expect(await at(3_600_000)).toMatchObject({
      ok: true,
      checks: {
        signatures: { ok: true, detail: 'made 1 h ago at tcp://a' },
        scanner: { ok: true, detail: 'v; tcp://a looks into files up to 300 bytes' },
      },
    })
    expect(await at(100 * 3_600_000)).toMatchObject({
      ok: true,
      checks: { signatures: { ok: false, detail: 'too old: made 100 h ago at tcp://a' } },
    })
  })

  it('tells of a list that is too old, and stays ready', async () => {
    const lists = [
      { id: 'fresh', stale: false },
      { id: 'old', stale: true },
    ]
    const { ok, checks } = await readiness(well, well, scanning, lists)
    expect(ok).toBe(true)
    expect(checks.lists).toEqual({ ok: false, detail: 'too old or never read: old' })
    expect((await readiness(well, well, scanning, lists.slice(0, 1))).checks.lists).toEqual({ ok: true, detail: '1 in force' })
  })
})
