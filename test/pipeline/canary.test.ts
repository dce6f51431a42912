/** A scanner that misses the test file is trusted with nothing. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Scanner, ScanResult } from '../../src/core/scanner.ts'
import { type Canary, type CanaryState, guarded, startCanary } from '../../src/pipeline/canary.ts'
import { openWorkbench, scannerThatSays, type Workbench } from '../cli/workbench.ts'

const CLEAN: ScanResult = { status: 'clean' }
const FOUND: ScanResult = { status: 'infected', signature: 'Eicar' }
const DOWN: ScanResult = { status: 'unavailable', reason: 'SCANNER_UNAVAILABLE' }
const AN_HOUR = 3_600_000

let workbench: Workbench
beforeAll(async () => {
  workbench = await openWorkbench()
})
afterAll(() => workbench.close())

const knows = (scan: (isBad: boolean) => ScanResult): Scanner => ({
  ...scannerThatSays(CLEAN),
  scan: async (bytes) => scan(Buffer.from(bytes).includes('EICAR-STANDARD')),
})
const states = (reachable: boolean, ...statuses: ('ok' | 'away' | 'blind')[]): Scanner => ({
  ...knows((isBad) => (isBad ? FOUND : CLEAN)),
  describe: async () => ({
    ...{ configured: true, reachable, version: null, address: null },
    engines: statuses.map((status, at) => {
      return { kind: 'clamd', address: `tcp://${at}`, status, version: null, signaturesAt: null, limitBytes: null, silentAboveLimit: false }
    }),
  }),
})

function start(scanner: Scanner) {
  const told: string[] = []
  const assessing = { ...workbench.fresh().deps.assessing, scanner }
  const options = {
    assessing,
    clock: () => 7,
    everyMs: AN_HOUR,
    onMiss: (detail: string) => told.push(detail),
    onFound: () => told.push('found'),
  }
  return { canary: startCanary(options), told, assessing }
}

async function flown(scanner: Scanner): Promise<{ readonly state: CanaryState; readonly told: readonly string[] }> {
  const { canary, told } = start(scanner)
  const state = await canary.run()
  await canary.stop()
  return { state, told }
}

describe('the canary', () => {
  it('is well when the bad file is found and the clean one released', async () => {
    expect(await flown(knows((isBad) => (isBad ? FOUND : CLEAN)))).toEqual({ state: { status: 'ok', detail: '', ranAt: 7 }, told: [] })
  })

  it.each([
    ['finds nothing', knows(() => CLEAN), 'the EICAR test file would have been released'],
    ['accuses everything', knows(() => FOUND), 'a clean file is called malware'],
    ['answers and is blind', states(false, 'blind'), 'does not know the EICAR test file, and is not asked: tcp://0'],
  ])('is missed by a scanner that %s', async (_what, scanner, detail) => {
    expect(await flown(scanner)).toEqual({ state: { status: 'missed', detail, ranAt: 7 }, told: [detail] })
  })

  it('raises an alarm over one that is blind beside others, and goes on', async () => {
    const detail = 'does not know the EICAR test file, and is not asked: tcp://1'
    expect(await flown(states(true, 'ok', 'blind'))).toEqual({ state: { status: 'ok', detail, ranAt: 7 }, told: [detail] })
  })

  it.each([
    ['is away', states(false, 'away')],
    ['gives no verdict', knows(() => DOWN)],
  ])('is not missed by a scanner that %s: nothing is proven either way', async (_what, scanner) => {
    expect((await flown(scanner)).state.status).toBe('away')
  })

  it('is left out without a scanner', async () => {
    const none = { ...scannerThatSays(DOWN), describe: async () => ({ configured: false, reachable: false, version: null, address: null }) }
    expect((await flown(none)).state.status).toBe('skipped')
  })

  it('tells once of a miss that lasts, and once that it is over', async () => {
    let finds = false
    const { canary, told } = start(knows((isBad) => (isBad && finds ? FOUND : CLEAN)))
    await canary.run()
    await canary.run()
    finds = true
    await canary.run()
    await canary.run()
    await canary.stop()
    expect(told).toEqual(['the EICAR test file would have been released', 'found'])
  })
})

describe('a guarded scanner', () => {
  it.each([
    ['untried', DOWN, false],
    ['missed', DOWN, false],
    ['ok', CLEAN, true],
    ['away', CLEAN, true],
    ['skipped', CLEAN, true],
  ] as const)('while the canary is %s', async (status, result, ready) => {
    const state = { status, detail: '', ranAt: null }
    const canary: Pick<Canary, 'state' | 'run'> = { state: () => state, run: async () => state }
    const scanner = guarded(scannerThatSays(CLEAN), canary)
    expect(await scanner.scan(Buffer.from('x'), new AbortController().signal)).toEqual(result)
    expect(await scanner.ready()).toBe(ready)
  })

  it('waits for the first canary that is under way, as long as whoever asks does', async () => {
    let status: 'untried' | 'ok' = 'untried'
    const flown = Promise.withResolvers<void>()
    const state = () => ({ status, detail: '', ranAt: null })
    const run = async () => {
      await flown.promise
      status = 'ok'
      return state()
    }
    const scanner = guarded(scannerThatSays(CLEAN), { state, run })
    expect(await scanner.scan(Buffer.from('x'), AbortSignal.timeout(20))).toEqual(DOWN)
    const scan = scanner.scan(Buffer.from('x'), new AbortController().signal)
    flown.resolve()
    expect(await scan).toEqual(CLEAN)
  })
})
