/** A scan goes to an engine that answers, and is said to be missing when none does. */
import { describe, expect, it } from '@jest/globals'
import type { ScanResult } from '../../../src/core/scanner.ts'
import { allOf } from '../../../src/lookups/scanner/all-of.ts'
import type { Engine } from '../../../src/lookups/scanner/engine.ts'
import { createPool } from '../../../src/lookups/scanner/pool.ts'

const never = new AbortController().signal
const CANARY = Buffer.from('the canary of this test')
const CLEAN: ScanResult = { status: 'clean' }
const DOWN: ScanResult = { status: 'unavailable', reason: 'SCANNER_UNAVAILABLE' }
const limits = { parallelPerEngine: 2, timeoutMs: 2_000, maxBytes: 4_000_000, canary: CANARY }

interface Scripted extends Engine {
  up: boolean
  knowsCanary: boolean
  version: string
  looksInto: number
  /** Instead of the truth. */
  says: (bytes: Uint8Array, signal: AbortSignal) => Promise<ScanResult> | null
  readonly asked: Uint8Array[]
}

function engine(address: string, changes: Partial<Scripted> = {}): Scripted {
  const scripted: Scripted = {
    ...{ kind: 'clamd', address, up: true, knowsCanary: true, version: 'v1', looksInto: Number.POSITIVE_INFINITY, asked: [] },
    says: () => null,
    async scan(bytes, signal) {
      const hasCanary = Buffer.from(bytes).includes(CANARY)
      if (!hasCanary) scripted.asked.push(bytes)
      if (!scripted.up) return DOWN
      const said = hasCanary ? null : scripted.says(bytes, signal)
      if (said !== null) return said
      return hasCanary && scripted.knowsCanary && bytes.byteLength <= scripted.looksInto
        ? { status: 'infected', signature: 'Canary' }
        : CLEAN
    },
    identify: async () => (scripted.up ? { version: scripted.version, signaturesAt: null } : null),
    ...changes,
  }
  return scripted
}

const hangs = (_: Uint8Array, signal: AbortSignal) =>
  new Promise<ScanResult>((resolve) => signal.addEventListener('abort', () => resolve(DOWN)))

describe('a pool of scanners', () => {
  it('spreads what is scanned over those that are there', async () => {
    const engines = [engine('a'), engine('b')]
    const pool = createPool({ ...limits, engines })
    await pool.ready()
    for (const one of engines) one.says = () => new Promise((resolve) => setTimeout(resolve, 20, CLEAN))
    await Promise.all(Array.from({ length: 8 }, () => pool.scan(Buffer.from('x'), never)))
    expect(engines.map(({ asked }) => asked.length)).toEqual([4, 4])
  })

  it('goes over to the next when one dies in the middle of a scan, and back when it lives again', async () => {
    const [first, second] = [engine('a'), engine('b')]
    const pool = createPool({ ...limits, engines: [first, second] })
    await pool.ready()
    first.says = () => {
      first.up = false
      return Promise.resolve(DOWN)
    }
    expect(await pool.scan(Buffer.from('x'), never)).toEqual(CLEAN)
    expect([first.asked.length, second.asked.length]).toEqual([1, 1])
    expect(await pool.scan(Buffer.from('y'), never)).toEqual(CLEAN)
    expect([first.asked.length, second.asked.length]).toEqual([1, 2])
    expect((await pool.describe()).engines).toMatchObject([{ status: 'away' }, { status: 'ok' }])
    first.up = true
    first.says = () => null
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect((await pool.describe()).engines).toMatchObject([{ status: 'ok' }, { status: 'ok' }])
  })

  it('goes over to the next when one hangs, within the time of the file', async () => {
    const [first, second] = [engine('a', { says: hangs }), engine('b')]
    const pool = createPool({ ...limits, timeoutMs: 400, engines: [first, second] })
    expect(await pool.scan(Buffer.from('x'), never)).toEqual(CLEAN)
    second.says = hangs
    expect(await pool.scan(Buffer.from('y'), never)).toEqual({ status: 'unavailable', reason: 'SCANNER_TIMEOUT' })
  })

  it('asks nothing of one that does not know the canary, and says which', async () => {
    const [blind, sound] = [engine('a', { knowsCanary: false }), engine('b')]
    const pool = createPool({ ...limits, engines: [blind, sound] })
    expect(await pool.scan(Buffer.from('x'), never)).toEqual(CLEAN)
    expect(blind.asked).toEqual([])
    expect(await pool.describe()).toMatchObject({ reachable: true, address: 'b', engines: [{ status: 'blind' }, { status: 'ok' }] })
    sound.up = false
    expect(await pool.scan(Buffer.from('y'), never)).toEqual(DOWN)
    expect(await pool.ready()).toBe(false)
    blind.knowsCanary = true
    expect(await pool.scan(Buffer.from('z'), never)).toEqual(CLEAN)
  })

  it('has one prove itself anew when its version changes', async () => {
    const one = engine('a')
    const pool = createPool({ ...limits, engines: [one] })
    expect(await pool.ready()).toBe(true)
    Object.assign(one, { version: 'v2', knowsCanary: false })
    expect(await pool.ready()).toBe(false)
    expect(await pool.scan(Buffer.from('x'), never)).toEqual(DOWN)
  })

  it.each([70_000, 300_000, 1_000_000])('holds what is above %i bytes when that is all that one looks into', async (looksInto) => {
    const one = engine('a', { looksInto })
    const pool = createPool({ ...limits, engines: [one] })
    expect(await pool.scan(Buffer.alloc(looksInto * 2), never)).toEqual({ status: 'unavailable', reason: 'SCANNER_LIMIT' })
    expect(one.asked).toEqual([])
    expect(await pool.scan(Buffer.alloc(Math.floor(looksInto / 1.1)), never)).toEqual(CLEAN)
    const [state] = (await pool.describe()).engines ?? []
    expect(state?.silentAboveLimit).toBe(true)
    expect(looksInto / Number(state?.limitBytes)).toBeGreaterThanOrEqual(1)
    expect(looksInto / Number(state?.limitBytes)).toBeLessThan(1.1)
  })

  it('believes one that looks into no archive for small files alone', async () => {
    const one = engine('a', { looksInto: CANARY.length })
    const pool = createPool({ ...limits, engines: [one] })
    expect(await pool.scan(Buffer.alloc(200_000), never)).toEqual({ status: 'unavailable', reason: 'SCANNER_LIMIT' })
    expect(await pool.scan(Buffer.alloc(2_000), never)).toEqual(CLEAN)
  })

  it('is called off by whoever asked, and learns nothing from that', async () => {
    const one = engine('a', { says: hangs })
    const pool = createPool({ ...limits, engines: [one] })
    await pool.ready()
    const controller = new AbortController()
    const scan = pool.scan(Buffer.from('x'), controller.signal)
    setTimeout(() => controller.abort(), 10)
    expect((await scan).status).toBe('unavailable')
    expect((await pool.describe()).reachable).toBe(true)
  })
})

describe('scanners of two kinds', () => {
  const pool = (says: ScanResult) => createPool({ ...limits, canary: null, engines: [engine('a', { says: async () => says })] })
  const FOUND: ScanResult = { status: 'infected', signature: 'Evil' }

  it.each([
    ['clean when both say so', CLEAN, CLEAN, CLEAN],
    ['infected when one does', CLEAN, FOUND, FOUND],
    ['infected though the other has no verdict', DOWN, FOUND, FOUND],
    ['without a verdict when one has none', CLEAN, DOWN, DOWN],
  ] as const)('are %s', async (_what, one, other, expected) => {
    expect(await allOf([pool(one), pool(other)]).scan(Buffer.from('x'), never)).toEqual(expected)
    expect(await allOf([pool(other), pool(one)]).scan(Buffer.from('x'), never)).toEqual(expected)
  })

  it('are ready only when each is', async () => {
    const away = createPool({ ...limits, engines: [engine('b', { up: false })] })
    expect(await allOf([pool(CLEAN), away]).ready()).toBe(false)
    expect(await allOf([pool(CLEAN), away]).describe()).toMatchObject({ configured: true, reachable: false })
  })
})
